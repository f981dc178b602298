"""Extension types: made, failing while they are made, in cycles, with views, exporting buffers."""
import gc

import numpy as np
from cpython.buffer cimport PyBUF_WRITABLE


cdef class Node:
    cdef public object value
    cdef Node following
    cdef double[:] data

    def __cinit__(self, value=None, data=None):
        self.value = value
        if data is not None:
            self.data = data

    cdef object held(self):
        return self.value

    cpdef object asked(self):
        return self.value

    def link(self, Node other):
        self.following = other
        return self


cdef class Sub(Node):
    cdef list items

    def __init__(self, *args):
        self.items = [args, self]
        if args and args[0] == "fail":
            raise ValueError("failed")

    cdef object held(self):
        return self.items, Node.held(self)


class Python(Node):
    def asked(self):
        return self, super().asked()


cdef class Exporter:
    cdef double[4] memory
    cdef Py_ssize_t[1] shape
    cdef Py_ssize_t[1] strides
    cdef public object fail

    def __getbuffer__(self, Py_buffer *buffer, int flags):
        buffer.obj = self
        if self.fail is not None:
            raise self.fail
        self.shape[0] = 4
        self.strides[0] = sizeof(double)
        buffer.buf = &self.memory[0]
        buffer.len = sizeof(self.memory)
        buffer.itemsize = sizeof(double)
        buffer.readonly = 0
        buffer.ndim = 1
        buffer.format = "d"
        buffer.shape = self.shape
        buffer.strides = self.strides
        buffer.suboffsets = NULL
        buffer.internal = NULL

    def __releasebuffer__(self, Py_buffer *buffer):
        pass


cdef class Holder:
    cdef double[:] own
    cdef Exporter exporter

    def __cinit__(self):
        self.exporter = Exporter()
        self.own = self.exporter

    def total(self):
        cdef double s = 0
        cdef Py_ssize_t i
        for i in range(self.own.shape[0]):
            s += self.own[i]
        return s


cdef class Raises:
    cdef object value

    def __cinit__(self, value):
        self.value = value
        raise KeyError(value)


cdef class Many(dict):
    cdef object extra

    def __init__(self, extra):
        self.extra = extra


shared = np.arange(5.0)


def leak_plain(s):
    return Node(s).value


def leak_view_attribute(s):
    cdef Node node = Node(s, shared)
    node.data = node.data[1:]
    return node.data[0], node.data.shape[0]


def leak_linked(s):
    return Node(s).link(Node(s).link(Node(s)))


def leak_cycle(s):
    cdef Node node = Node(s, shared)
    node.following = node
    del node
    gc.collect()


def leak_subclass(s):
    cdef Sub sub = Sub(s)
    held = sub.held()
    del sub, held
    gc.collect()


def leak_failing_init(s):
    try:
        Sub("fail", s)
    finally:
        gc.collect()


def leak_failing_cinit(s):
    return Raises(s)


def leak_attribute(s):
    cdef Node node = Node()
    node.value = s
    node.value = [node.value, s]
    del node.value
    return node.value


def leak_public(s):
    node = Node()
    node.value = s
    node.value = [node.value]
    return node.value


def leak_none(s):
    cdef Node node = Node(s)
    return node.following.value


def leak_wrong_type(s):
    cdef Node node = Node(s)
    node.following = s
    return node


def leak_override(s):
    cdef Node node = Python(s)
    return node.asked()


def leak_buffer(s):
    return Holder().total()


def leak_memoryview(s):
    return bytes(memoryview(Exporter()))


def leak_failing_buffer(s):
    exporter = Exporter()
    exporter.fail = ValueError(s)
    return memoryview(exporter)


def leak_builtin_base(s):
    many = Many(s)
    many[1] = [s]
    many[2] = many
    del many
    gc.collect()


def leak_closure(s):
    cdef Node node = Node(s)

    def inner():
        return node.value, node.asked()

    return inner()


def leak_generator(s):
    cdef Node node = Node(s, shared)

    def inner():
        yield node.value
        yield node.data[0]

    return list(inner())


def leak_constructed(s):
    return [Node.__new__(Node, s) for _ in range(3)]
