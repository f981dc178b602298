"""Extension types in pure Python mode.

>>> p = Particle(1.0, [2.0, 3.0])
>>> p.mass, p.speed(), p.kinetic()
(1.0, 13.0, 6.5)
>>> p.mass = 4
>>> p.kinetic(), total([p, p]), p.twice(3)
(26.0, 52.0, 6)
>>> heavy = Heavy(1.0, [1.0])
>>> heavy.kinetic(), Heavy.kinds, heavy.label, Particle.made(2.0).mass
(50.0, ('heavy',), 'heavy', 2.0)
>>> total([3])
Traceback (most recent call last):
TypeError: Cannot convert int to pure_classes.Particle
>>> energy(None)
Traceback (most recent call last):
TypeError: Argument 'particle' has incorrect type (expected pure_classes.Particle, got NoneType)
>>> maybe(None), maybe(p)
(0.0, 26.0)
>>> stack = Stack()
>>> stack.push(3); stack.push(4); stack.pop(), len(stack), stack.peek()
(4, 1, 3)
>>> stack.pop(), stack.pop()
Traceback (most recent call last):
IndexError: empty
>>> sorted(x for x in dir(stack) if not x.startswith("__"))
['count', 'peek', 'pop', 'push']
>>> from_pointer(5)
5
"""
from typing import Optional

import cython
import numpy as np
from cython.cimports.libc.stdlib import free, malloc


@cython.cclass
class Particle:
    mass = cython.declare(cython.double, visibility="public")
    velocity: cython.double[:]
    label: object
    hits: cython.int

    def __init__(self, mass: cython.double, velocity):
        self.mass = mass
        self.velocity = np.asarray(velocity)
        self.label = "heavy"

    @cython.cfunc
    def factor(self) -> cython.double:
        return 0.5

    @cython.ccall
    def speed(self) -> cython.double:
        result: cython.double = 0
        i: cython.Py_ssize_t
        for i in range(self.velocity.shape[0]):
            result += self.velocity[i] * self.velocity[i]
        return result

    def kinetic(self):
        self.hits += 1
        return self.factor() * self.mass * self.speed()

    def twice(self, x: cython.int):
        return 2 * x

    @staticmethod
    def made(mass):
        return Particle(mass, [1.0])


@cython.final
@cython.cclass
class Heavy(Particle):
    kinds = ("heavy",)

    @cython.cfunc
    def factor(self) -> cython.double:
        return 50.0

    @property
    def label(self):
        return self.kinds[0]


def total(particles):
    particle: Particle
    result: cython.double = 0
    for particle in particles:
        result += particle.kinetic()
    return result


def energy(particle: Particle):
    return particle.kinetic()


def maybe(particle: Optional[Particle]):
    return 0.0 if particle is None else particle.kinetic()


@cython.cclass
class Stack:
    items: cython.pointer(cython.int)
    count = cython.declare(cython.int, visibility="readonly")

    def __cinit__(self):
        self.items = cython.cast(cython.p_int, malloc(100 * cython.sizeof(cython.int)))

    def __dealloc__(self):
        free(self.items)

    @cython.ccall
    def push(self, value: cython.int):
        self.items[self.count] = value
        self.count += 1

    @cython.ccall
    @cython.exceptval(-1, check=True)
    def pop(self) -> cython.int:
        if self.count == 0:
            raise IndexError("empty")
        self.count -= 1
        return self.items[self.count]

    @cython.ccall
    def peek(self):
        return self.items[self.count - 1]

    def __len__(self):
        return self.count

    @staticmethod
    @cython.cfunc
    def wrap(items: cython.p_int, count: cython.int) -> Stack:
        made: Stack = Stack.__new__(Stack)
        i: cython.int
        for i in range(count):
            made.push(items[i])
        return made


def from_pointer(value: cython.int):
    memory: cython.int[2]
    memory[0] = value
    return Stack.wrap(memory, 1).peek()
