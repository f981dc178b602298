"""The module's docstring,
on two lines."""

from show import say, show

print(repr(__doc__))


def single():
    'single quotes'


def triple():
    """
    Indented.
        More.
    """
    return 1


def escaped():
    "tab\t and \\ and \u00e9"


def raw():
    r"""raw \d"""


def joined():
    "two " "parts"
    return 5


def not_doc():
    f"an f-string is no docstring"


def bytes_doc():
    b"bytes are none either"


def later():
    x = 1
    "not first"
    return x


def expression():
    "a" + "b"


class Documented:
    """Class doc."""

    def method(self):
        """Method doc."""

    @property
    def prop(self):
        """Property doc."""


for thing in (single, triple, escaped, raw, joined, not_doc, bytes_doc, later, expression, Documented, Documented.method, Documented.prop):
    print(repr(thing.__doc__))
print((lambda: "no doc").__doc__)


def check(value, *message):
    if message:
        assert value, message[0]
    else:
        assert value
    return "passed"


for value in (1, 0, [], [0], "", None):
    show(check, value)
show(check, 0, "the message")
show(check, 0, ("a", "tuple"))
show(check, 0, None)
show(check, 0, ValueError("as message"))


def lazy():
    assert say("ok", True), say("not evaluated")
    assert say("bad", 0), say("evaluated", "text") + "!"


show(lazy)


def compound(a, b):
    assert a < b < 10 and isinstance(a, int), f"{a} {b}"
    assert (a, b), "non-empty tuples are true"
    return a + b


show(compound, 1, 2)
show(compound, 3, 2)
show(compound, "a", 2)


def assert_false():
    assert False


show(assert_false)
show(lambda: [check(v) for v in (1, 2, 0)])


def pass_only():
    pass


def ellipsis_body(): ...


def constant_body():
    5
    None
    "s"


print(pass_only(), ellipsis_body(), constant_body()); print("same line"); x = 1; y = 2
if x: print("inline")
for i in range(2): print(i); print("body")
while y: y -= 1
print(x, y)
