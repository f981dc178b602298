"""DEF names: constants of compile time, each from its line on."""

DEF SIZE = 3
DEF NAME = 'smelt'
DEF RATIO = 2 * SIZE + 0.5
DEF PAIR = (SIZE, NAME)
DEF FLAG = SIZE > 2 and not False

number = SIZE

def values():
    """
    >>> values()
    (3, 'smelt', 6.5, (3, 'smelt'), True)
    >>> number
    3
    """
    return SIZE, NAME, RATIO, PAIR, FLAG

def sizes():
    """
    >>> sizes()
    [0, 1, 4]
    """
    cdef int[SIZE] squares
    cdef int i
    for i in range(SIZE):
        squares[i] = i * i
    return squares

def inside():
    """
    >>> inside()
    (3, 10)
    """
    before = SIZE
    DEF LOCAL = 10
    return before, LOCAL

def conditions(x):
    """
    >>> conditions(3), conditions(0)
    ('size', 'other')
    """
    if x == SIZE:
        return 'size'
    IF SIZE > 5:
        return 'large'
    ELSE:
        return 'other'

def caught():
    """
    >>> caught()
    (3, [3, 6, 9], {'smelt': 3})
    """
    try:
        raise ValueError(SIZE)
    except ValueError as error:
        return error.args[0], [SIZE * i for i in range(1, SIZE + 1)], {NAME: SIZE}
