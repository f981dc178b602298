"""Makes the modules below ``cython.cimports``: C's from the tables of this package, others from Python modules."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

# Packages below which modules are made.
prefixes = {"smelt.shadow.cimports"}


def _tables() -> dict[str, Callable[[], dict[str, Any]]]:
    from smelt.shadow import _cpp, _cpython, _libc

    return {**_libc.MODULES, **_cpp.MODULES, **_cpython.MODULES}


class _Loader(Loader):
    def __init__(self, name: str) -> None:
        self.name = name  # below the prefix

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        tables = _tables()
        if self.name in tables:
            module.__dict__.update(tables[self.name]())
            module.__path__ = []
        elif any(name.startswith(f"{self.name}.") for name in tables):
            module.__path__ = []
            for name in tables:
                package, _, last = name.rpartition(".")
                if package == self.name:
                    module.__dict__[last] = importlib.import_module(f"{module.__name__}.{last}")
        else:
            real = importlib.import_module(self.name)
            module.__dict__.update({k: v for k, v in vars(real).items() if not k.startswith("__")})
            module.__path__ = []
            if self.name == "numpy":
                module.__dict__.update(_numpy(real))


class _Finder(MetaPathFinder):
    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        for prefix in prefixes:
            if fullname.startswith(f"{prefix}."):
                name = fullname[len(prefix) + 1 :]
                if name == "cython" or name.startswith("cython."):
                    return ModuleSpec(fullname, _Alias("smelt.shadow" + name[len("cython") :]))
                return ModuleSpec(fullname, _Loader(name), is_package=True)
        return None


class _Alias(Loader):
    """``cython.cimports.cython`` is the module itself."""

    def __init__(self, name: str) -> None:
        self.name = name

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return ModuleType(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        real = importlib.import_module(self.name)
        module.__dict__.update({k: v for k, v in vars(real).items() if not k.startswith("__")})
        module.__path__ = []


def hook() -> None:
    """Put the finder in place."""
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())


def _numpy(numpy: ModuleType) -> dict[str, Any]:
    """NumPy's C type names: C types that `numpy.dtype` understands."""
    from smelt.declarations.numpy_types import NUMBERS
    from smelt.shadow._ctypes import ComplexType, CType, FloatType, IntType

    found: dict[str, Any] = {}
    for name, spelled in NUMBERS.items():
        plain = name.removeprefix("npy_")
        dtype_name = {"intp": "intp", "bool": "bool"}.get(plain, plain.removesuffix("_t"))
        try:
            dtype = numpy.dtype(_DTYPES.get(dtype_name, dtype_name))
        except TypeError:
            continue  # a width that this machine does not have
        made: CType
        if dtype.kind == "c":
            made = ComplexType(name, dtype.itemsize)
        elif dtype.kind == "f":
            made = FloatType(name, dtype.char, dtype.itemsize)
        else:
            made = IntType(name, dtype.char, dtype.itemsize)
        made.__dict__["dtype"] = dtype
        made.__dict__["spelled"] = spelled
        found[name] = made
    found["import_array"] = lambda: None
    return found


# Where NumPy's Python name of a dtype is not that of the C type.
_DTYPES = {
    "int": "int_", "uint": "uint", "float": "double", "complex": "cdouble", "cfloat": "csingle", "cdouble": "cdouble",
    "clongdouble": "clongdouble", "long": "long", "ulong": "ulong", "short": "short", "byte": "byte", "ubyte": "ubyte",
    "uintp": "uintp", "longlong": "longlong", "ulonglong": "ulonglong", "ushort": "ushort", "double": "double",
    "longdouble": "longdouble",
}  # fmt: skip
