"""Every form of import of what is outside."""

import collections.abc
import os.path
import os.path as path_module
import sys, math as m
import xml.etree.ElementTree as et
from collections import OrderedDict, defaultdict as dd
from os import path
from os.path import join, splitext as split
from starred import *
from functools import (
    partial,
    reduce as fold,
)
import importlib

from show import show

print(os.path is path_module is path, m.sqrt(16), et.__name__, et.fromstring("<a b='1'/>").get("b"))
print(OrderedDict(a=1)["a"], dd(int)["x"], join("a", "b"), split("f.txt"), public, also, "_private" in globals())
print(partial(max, 3)(5), fold(lambda a, b: a + b, [1, 2, 3]), collections.abc.Sized.__name__, collections.__name__)


def inside():
    import json
    import os.path as p
    from math import floor, ceil as up
    import xml.dom

    return json.dumps([1]), p.basename("a/b"), floor(1.5), up(1.5), xml.dom.__name__


show(inside)


def binds_top():
    import os.path

    return os.__name__, os.path.sep


show(binds_top)


def missing():
    import no_such_module_here


def missing_sub():
    import os.no_such_part


def missing_deep():
    import xml.nothing.further


def missing_name():
    from math import no_such_name


def missing_from():
    from no_such_module_here import thing


def missing_in_package():
    from shapes import no_such_thing


def broken():
    import broken_import


for function in (missing, missing_sub, missing_deep, missing_from, missing_in_package, broken, broken):
    show(function)
try:
    missing_name()
except ImportError as error:
    print(type(error).__name__, str(error).split(" (")[0], error.name)


def submodule():
    from shapes import units
    from shapes.deep import bottom as b
    import shapes.deep.bottom as again

    return units.convert(2), b.VALUE, again is b


show(submodule)


def optional():
    try:
        import no_such_accelerator as fast
    except ImportError:
        fast = None
    return fast


show(optional)


def global_import():
    global json
    import json


show(global_import)
print(json.loads("[1]"))


def unbound_import(flag):
    if flag:
        import json as j
    return j.dumps(1)


show(unbound_import, True)
show(unbound_import, False)


class InClass:
    import string
    from math import pi as PI


print(InClass.string.digits, InClass.PI)
show(lambda: importlib.import_module("starred").public)
show(lambda: __import__("os.path").__name__)
sys.modules["fake_module"] = type(sys)("fake_module")
sys.modules["fake_module"].value = 5
import fake_module
from fake_module import value

print(fake_module.value, value)
sys.modules["blocked"] = None


def blocked():
    import blocked


show(blocked)
for os_name in ["x"]:
    import os
print(os.__name__, __name__, __package__ == "", __doc__)
