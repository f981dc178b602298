"""class statements: methods, super, properties, inheritance, slots, nesting, class scopes."""

from show import say, show


class Base:
    """Base doc."""

    counter = 0
    shared = []

    def __init__(self, name, *, size=1):
        self.name = name
        self.size = size
        Base.counter += 1

    def __repr__(self):
        return f"{type(self).__name__}({self.name!r})"

    def __eq__(self, other):
        return isinstance(other, Base) and self.name == other.name

    def __hash__(self):
        return hash(self.name)

    def describe(self, depth=0):
        return f"base {self.name} {depth}"

    @property
    def double(self):
        return self.size * 2

    @double.setter
    def double(self, value):
        if value < 0:
            raise ValueError("negative")
        self.size = value / 2

    @classmethod
    def create(cls, name):
        return cls(name)

    @staticmethod
    def helper(x):
        return x + 1


class Child(Base):
    counter = 10

    def __init__(self, name, extra):
        super().__init__(name, size=3)
        self.extra = extra

    def describe(self, depth=1):
        return "child of " + super().describe(depth) + " " + super(Child, self).describe()

    @classmethod
    def create(cls, name):
        return super().create.__func__(lambda n: cls(n, "made"), name)

    def uses_class(self):
        return __class__.__name__, [__class__ for _ in range(1)][0] is Child

    def in_comprehension(self):
        return [self.describe(i) for i in range(2)]


a, b = Base("a"), Child("b", 5)
print(a, b, Base.counter, Child.counter, b.describe(), b.uses_class(), b.in_comprehension(), Child.create("c").extra)
print(a.double, b.double, Base.helper(1), b.helper(2), a == Base("a"), a != b, {a: 1}[Base("a")])
b.double = 10
print(b.size)


def negative():
    a.double = -1


show(negative)


def no_deleter():
    del a.double


show(no_deleter)
show(lambda: a.missing)
show(lambda: Base())
show(lambda: Base("x", 5))
show(lambda: Base.describe())
show(lambda: a.describe(1, 2, 3))


class Left(Base):
    def describe(self, depth=0):
        return "left " + super().describe(depth)


class Right(Base):
    def describe(self, depth=0):
        return "right " + super().describe(depth)


class Both(Left, Right):
    pass


print(Both("d").describe(), [c.__name__ for c in Both.__mro__])


class Container:
    def __init__(self):
        self.items = {}

    def __getitem__(self, key):
        return self.items[key]

    def __setitem__(self, key, value):
        self.items[key] = value

    def __delitem__(self, key):
        del self.items[key]

    def __contains__(self, key):
        return key in self.items

    def __len__(self):
        return len(self.items)

    def __iter__(self):
        return iter(sorted(self.items))

    def __call__(self, *args, **kw):
        return args, kw

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return "dynamic " + name

    def __enter__(self):
        return self

    def __exit__(self, *details):
        return True


c = Container()
c["x"] = 1
c["y"] = 2
del c["x"]
with c as entered:
    raise ValueError
print(list(c), len(c), "y" in c, "x" in c, c(1, k=2), c.anything, bool(c), entered is c)
show(lambda: c["zzz"])


class Order:
    print("in class body")
    x = say("x", 1)
    y = x + 1
    if y > 1:
        z = [x for _ in range(2)] if False else "branch"
    for i in range(2):
        w = i
    try:
        1 / 0
    except ZeroDivisionError:
        caught = True
    del x

    class Inner:
        value = say("inner", 5)

        def where(self):
            return type(self).__qualname__


print(sorted(k for k in vars(Order) if not k.startswith("__")), Order.Inner().where())


def factory(n):
    class Made:
        factor = n

        def scale(self, v):
            return v * n * self.factor

        def grow(self):
            nonlocal n
            n += 1
            return n

    return Made


made = factory(3)()
print(made.scale(2), made.grow(), made.scale(2), factory(1).__qualname__)


class Slotted:
    __slots__ = ("a",)

    def __init__(self):
        self.a = 1
        self.b = 2


show(Slotted)


class Meta(type):
    def __new__(mcs, name, bases, namespace, **options):
        namespace["made_by"] = mcs.__name__
        return super().__new__(mcs, name, bases, namespace)

    def __init__(cls, name, bases, namespace, **options):
        print("meta init", name, options)

    def __prepare__(name, bases, **options):
        print("prepare", name, options)
        return {}

    def __call__(cls, *args):
        print("meta call")
        return super().__call__(*args)


class WithMeta(metaclass=Meta, option=1):
    def __set_name__(self, owner, name):
        print("set name", name)


print(WithMeta.made_by, type(WithMeta).__name__, type(WithMeta()).__name__)


class Hooked:
    def __init_subclass__(cls, **options):
        print("subclass", cls.__name__, options)


class Sub(Hooked, flag=True):
    attribute = WithMeta()


class Private:
    __hidden = 1

    def get(self):
        self.__other = 2
        return self.__hidden, sorted(vars(self))


print(Private().get())
show(lambda: Private().__hidden)


def bad_base():
    class X(5):
        pass


def body_fails():
    class X:
        def m(self):
            pass

        1 / 0


show(bad_base)
show(body_fails)
print(type("Dynamic", (Base,), {"extra": lambda self: 5})("q").extra())
