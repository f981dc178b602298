"""A module that imports another one which imports it."""

EARLY = 1
import circular_other

LATE = 2
print("main sees", circular_other.__name__, circular_other.back())


def late():
    from circular_other import back

    return back()


print(late())
import circular_import as me

print(me.EARLY, me is circular_other.circular_import, me.LATE)
del LATE
try:
    late()
except AttributeError as error:
    print(type(error).__name__, error)
LATE = 3
print(late())
import sys

print(sys.modules[__name__].LATE, sys.modules[__name__] is me)
for _ in range(3):
    print("padding", _)
