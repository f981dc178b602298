"""Names: locals, globals, builtins; unbound ones; del; global statements; class and comprehension scopes."""

import builtins

from show import show

g = 1


def read_global():
    return g


def write_global():
    global g, fresh
    g = 2
    fresh = "made"


def unbound():
    print(late)
    late = 1


def unbound_augmented():
    g += 1
    return g


def unbound_branch(flag):
    if flag:
        v = 1
    return v


def unbound_loop(n):
    for i in range(n):
        last = i
    return last, i


def delete_local(times):
    v = [1]
    for _ in range(times):
        del v
    return v


def delete_many():
    a = b = c = 1
    del a, (b, [c])
    return c


def undefined():
    return no_such_name


def undefined_call():
    return no_such_function(1)


show(read_global)
show(write_global)
print(g, fresh)
show(unbound)
show(unbound_augmented)
show(unbound_branch, True)
show(unbound_branch, False)
show(unbound_loop, 3)
show(unbound_loop, 0)
show(delete_local, 0)
show(delete_local, 1)
show(delete_local, 2)
show(delete_many)
show(undefined)
show(undefined_call)


def delete_global():
    global fresh
    del fresh


show(delete_global)
show(delete_global)
show(lambda: fresh)
g = 3
show(read_global)
globals()["injected"] = "from outside"
print(injected)
del injected
try:
    print(injected)
except NameError as error:
    print(error)
try:
    del injected
except NameError as error:
    print(error)


def shadow_builtin(len):
    return len


show(shadow_builtin, 5)
print(len("abc"))
sum = lambda values: "my sum"


def uses_shadowed():
    return sum([1, 2]), max([1, 2])


show(uses_shadowed)
del sum
show(uses_shadowed)
builtins.patched = "patched in"


def uses_patched():
    return patched


show(uses_patched)
del builtins.patched
show(uses_patched)


def comprehension_scope():
    i = "kept"
    squares = [i * i for i in range(4)]
    pairs = {i: j for i, j in [(1, 2)]}
    return i, squares, pairs


show(comprehension_scope)
show(lambda: [j for j in range(3)] + [j])


def loop_variable():
    for k in range(3):
        pass
    for k, m in [(7, 8)]:
        pass
    return k, m


show(loop_variable)


class Scoped:
    g = "class level"
    inside = [g for _ in range(1)]

    def method(self):
        return g


print(Scoped.g, Scoped.inside, Scoped().method())


def locals_listed(a, b=2):
    c = a + b
    return sorted(locals())


show(locals_listed, 1)
print(sorted(k for k in globals() if k.startswith("unbound")), __name__ != "__main__")
if __name__ == "__main__":
    print("run as a script")
for g in range(2):
    pass
print(g, read_global(), vars()["g"], dir()[:0])
