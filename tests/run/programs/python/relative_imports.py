# module: shapes.area
"""A module inside a package, with relative imports."""

from . import SIDES, units
from . import units as u
from .deep import DEPTH
from .deep.bottom import VALUE as value
from .units import *
from .units import HIDDEN as hidden
from show import show

print(SIDES, units is u, DEPTH, value, METRE, convert(3), hidden, "HIDDEN" in globals())
print(__name__, __package__)


def inside():
    from . import deep
    from .deep import bottom
    from .. import nothing


def missing():
    from . import no_such_sibling


def missing_module():
    from .no_such_sibling import x


def too_far():
    from ... import x


def fine():
    from .deep import bottom
    from . import deep as d
    import shapes.units

    return bottom.VALUE, d.DEPTH, shapes.units.METRE, shapes.__name__


show(fine)
for function in (inside, missing_module, too_far):
    show(function)
try:
    missing()
except ImportError as error:
    print(type(error).__name__, str(error).split(" (")[0])


def area(x):
    """In a package."""
    return x * x


print(area.__module__, area.__qualname__, area(3))
print(sorted(n for n in globals() if not n.startswith("_")))


class Here:
    pass


print(Here.__module__, Here.__qualname__)
