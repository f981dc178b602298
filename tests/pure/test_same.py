"""A text in pure Python mode gives the tree that the same program in Cython's own syntax gives."""

from __future__ import annotations

import pytest

CASES = {
    "parameters": (
        """
        import cython
        def f(x: cython.int, y: cython.double = 1.5, *, z: cython.ulonglong = 3): return x
        """,
        """
        cimport cython
        def f(int x, double y = 1.5, *, unsigned long long z = 3): return x
        """,
    ),
    "number types": (
        """
        import cython
        def f():
            a: cython.char
            b: cython.schar
            c: cython.uchar
            d: cython.ushort
            e: cython.slong
            f: cython.ulong
            g: cython.longdouble
            h: cython.floatcomplex
            i: cython.complex
            j: cython.Py_ssize_t
            k: cython.bint
            l: cython.p_char
            m: cython.pp_int
            n: cython.pointer(cython.int)
            o: cython.pointer[cython.pointer[cython.double]]
            p: cython.p_void
            q: cython.const[cython.p_char]
        """,
        """
        cimport cython
        def f():
            cdef char a
            cdef signed char b
            cdef unsigned char c
            cdef unsigned short d
            cdef long e
            cdef unsigned long f
            cdef long double g
            cdef float complex h
            cdef double complex i
            cdef Py_ssize_t j
            cdef bint k
            cdef char *l
            cdef int **m
            cdef int *n
            cdef double **o
            cdef void *p
            cdef cython.const[cython.p_char] q
        """,
    ),
    "views": (
        """
        import cython
        def f(a: cython.int[:], b: cython.double[:, ::1], c: cython.float[::1, :]):
            d: cython.int[:, :] = a
        """,
        """
        cimport cython
        def f(int[:] a not None, double[:, ::1] b not None, float[::1, :] c not None):
            cdef int[:, :] d = a
        """,
    ),
    "axes": (
        """
        from cython.cimports.cython import view
        import cython
        def f():
            a: cython.int[:, ::view.contiguous]
        """,
        """
        from cython cimport view
        cimport cython
        def f():
            cdef int[:, ::view.contiguous] a
        """,
    ),
    "optional": (
        """
        import cython
        import typing
        from typing import Optional as O, Union
        def f(a: typing.Optional[cython.int[:]], b: O[list], c: cython.int[:] | None, d: Union[None, dict]): pass
        """,
        """
        cimport cython
        import typing
        from typing import Optional as O, Union
        def f(int[:] a or None, list b or None, int[:] c or None, dict d or None): pass
        """,
    ),
    "python types": (
        """
        from typing import List, Dict
        def f(a: list, b: str, c: float, d: bool, e: complex, g: List[int], h: dict[str, int], i: object): pass
        """,
        """
        from typing import List, Dict
        def f(list a not None, str b not None, double c, bint d, double complex e, list g not None, dict h not None,
              object i): pass
        """,
    ),
    "none as default": (
        """
        import cython
        def f(a: cython.int[:] = None, b: list = None): pass
        """,
        """
        cimport cython
        def f(int[:] a or None = None, list b or None = None): pass
        """,
    ),
    "c functions": (
        """
        import cython as cy
        from cython import cfunc, int as cint
        @cfunc
        @cy.inline
        @cy.nogil
        @cy.exceptval(-1, check=True)
        def f(x: cint) -> cint: return x
        @cy.ccall
        @cy.exceptval(check=False)
        def g(x: cint) -> cy.double: return x
        @cy.cfunc
        @cy.returns(cy.long)
        @cy.exceptval(check=True)
        def h(x): return x
        @cy.cfunc
        @cy.with_gil
        @cy.exceptval(-1)
        def i(x: cint) -> cy.void: pass
        @cy.cfunc
        @cy.nogil(False)
        def j(x: list) -> list: return x
        """,
        """
        cimport cython as cy
        from cython cimport cfunc, int as cint
        cdef inline int f(int x) except? -1 nogil: return x
        cpdef double g(int x) noexcept: return x
        cdef long h(x) except *: return x
        cdef void i(int x) except -1 with gil: pass
        cdef list j(list x): return x
        """,
    ),
    "locals": (
        """
        import cython
        @cython.locals(x=cython.int, y=cython.double, z='unsigned long *')
        def f(x, w):
            "doc"
            return x
        """,
        """
        cimport cython
        def f(int x, w):
            "doc"
            cdef double y
            cdef unsigned long *z
            return x
        """,
    ),
    "declare": (
        """
        import cython
        from cython import declare
        n = cython.declare(cython.int)
        m = declare(cython.double, 2.5)
        cython.declare(p=cython.p_int, q=int)
        a = cython.declare(cython.int[3])
        view = cython.declare(cython.int[:, :], n)
        r = cython.declare('long long', 3)
        """,
        """
        cimport cython
        from cython cimport declare
        cdef int n
        cdef double m = 2.5
        cdef int *p
        cdef int q
        cdef int[3] a
        cdef int[:, :] view = n
        cdef long long r = 3
        """,
    ),
    "conversions": (
        """
        import cython
        def f(x, y):
            a = cython.cast(cython.int, x)
            b = cython.cast(cython.p_double, y)
            c = cython.cast(list, x, typecheck=True)
            d = cython.address(x[0])
            e = cython.sizeof(cython.int)
            g = cython.sizeof(x[0])
            h = cython.NULL
        """,
        """
        cimport cython
        def f(x, y):
            a = <int>x
            b = <double *>y
            c = <list?>x
            d = &x[0]
            e = sizeof(int)
            g = sizeof(x[0])
            h = NULL
        """,
    ),
    "types": (
        """
        import cython
        Point = cython.struct(x=cython.int, y=cython.double)
        Either = cython.union(n=cython.int, f=cython.float)
        P = cython.typedef(cython.p_int)
        Number = cython.fused_type(cython.int, cython.double)
        def f(p: Point, x: Number): pass
        """,
        """
        cimport cython
        cdef struct Point:
            int x
            double y
        cdef union Either:
            int n
            float f
        ctypedef int *P
        ctypedef fused Number:
            int
            double
        def f(Point p not None, Number x not None): pass
        """,
    ),
    "gil": (
        """
        import cython
        def f():
            with cython.nogil:
                with cython.gil:
                    pass
            with cython.nogil(True):
                pass
        """,
        """
        cimport cython
        def f():
            with nogil:
                with gil:
                    pass
            with nogil(True):
                pass
        """,
    ),
    "classes": (
        """
        import cython
        @cython.final
        @cython.cclass
        class A:
            a: cython.int
            b: list
            c = cython.declare(cython.double, visibility="public")
            d: SomethingElse
            cython.declare(e=cython.int)
            def m(self, x: cython.int): return x
            @cython.cfunc
            def n(self) -> cython.int: return 1
        """,
        """
        cimport cython
        @cython.final
        cdef class A:
            cdef int a
            cdef list b
            cdef public double c
            cdef object d
            cdef int e
            def m(self, int x): return x
            cdef int n(self): return 1
        """,
    ),
    "cimports": (
        """
        from cython.cimports.libc.math import sin
        from cython.cimports.libc import stdlib
        from cython.cimports import numpy as cnp
        import cython.cimports.libc.stdint as si
        from cython.cimports.cpython import array
        def f(x: si.int32_t, y: array.array, z: cnp.ndarray): return sin(x)
        """,
        """
        cimport cython
        from libc.math cimport sin
        from libc cimport stdlib
        cimport numpy as cnp
        cimport libc.stdint as si
        from cpython cimport array
        def f(si.int32_t x not None, array.array y not None, cnp.ndarray z not None): return sin(x)
        """,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_same(name, same):
    same(*CASES[name])


def test_one_spelling_of_what_is_left(translate):
    aliased = """
    import cython as cy
    from cython import boundscheck as bc, typeof
    from cython.parallel import prange as pr
    from cython.operator import dereference as deref
    @bc(False)
    def f(x):
        for i in pr(3): print(typeof(x), deref(x), cy.view.array, cy.compiled, cy.cdiv(1, x))
    """
    plain = """
    @cython.boundscheck(False)
    def f(x):
        for i in cython.parallel.prange(3):
            print(cython.typeof(x), cython.operator.dereference(x), cython.view.array, cython.compiled,
                  cython.cdiv(1, x))
    """
    for dialect in ("py", "pyx"):
        ours = translate(aliased, dialect)
        assert not ours.codes
        assert ours.tree.body[-1].name == "f"
        ours.tree.body = ours.tree.body[-1:]
        assert ours.dump == translate(plain, dialect).dump


def test_shadow_is_cython(same):
    for line in ("import smelt.shadow as cython", "from smelt import shadow as cython"):
        same(f"{line}\ndef f(x: cython.int): pass", "cimport cython as cython\ndef f(int x): pass")


def test_the_pyx_side_is_normalised_too(same):
    same(
        "import cython\n@cython.cfunc\ndef f(x: cython.int): y: cython.double",
        "cimport cython\n@cython.cfunc\ndef f(cython.int x): cdef cython.double y",
    )
