"""A view in any context: parameter, result, variable of a function and of the module, attribute of an extension type."""

import array
import numpy as np

cdef double[:] module_level = None

cdef class Holder:
    cdef double[:] attribute
    cdef public int[:, ::1] seen

    def __init__(self, values):
        self.attribute = values

    def last(self):
        return self.attribute[-1]

    def part(self, int start):
        return self.attribute[start:]

cdef double[:] tail(double[:] values):
    return values[1:]

def first_of_tail(double[:] values):
    global module_level
    local = tail(values)
    module_level = local
    return local[0]

print(module_level is None)
# nearly any object that exports a writable buffer
for exporter in (np.arange(3.), array.array("d", [0, 1, 2]), memoryview(np.arange(6.)[::2])):
    holder = Holder(exporter)
    print(first_of_tail(exporter), module_level[0], holder.last(), holder.part(1).shape, holder.part(-1)[0])
print(module_level.shape[0])
try:
    holder.seen
except AttributeError as error:
    print(error)
holder.seen = np.arange(6, dtype=np.intc).reshape(2, 3)
print(holder.seen[1, 2], holder.seen.shape)
del exporter, holder
print(module_level[1])
