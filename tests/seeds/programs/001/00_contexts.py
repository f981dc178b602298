# mypy: ignore-errors
"""A view in any context: parameter, result, variable of a function and of the module, attribute of an extension type."""

import array

import cython
import numpy as np

module_level = cython.declare(cython.double[:], None)


@cython.cclass
class Holder:
    attribute: cython.double[:]
    seen = cython.declare(cython.int[:, ::1], visibility="public")

    def __init__(self, values):
        self.attribute = values

    def last(self):
        return self.attribute[-1]

    def part(self, start: cython.int):
        return self.attribute[start:]


@cython.cfunc
def tail(values: cython.double[:]) -> cython.double[:]:
    return values[1:]


def first_of_tail(values: cython.double[:]):
    global module_level
    local = tail(values)
    module_level = local
    return local[0]


print(module_level is None)
# nearly any object that exports a writable buffer
for exporter in (np.arange(3.0), array.array("d", [0, 1, 2]), memoryview(np.arange(6.0)[::2])):
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
