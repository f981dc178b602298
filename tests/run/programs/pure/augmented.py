"""Python code to which the .pxd beside it gives C types.

>>> sin(0.0), my_cos(0.0)
(0.0, 1.0)
>>> Color.green, red
(<Color.green: 2>, <Color.red: 1>)
>>> "_helper" in globals(), "counter" in globals()
(False, False)
"""

def area(p, scale=2):
    """Area.

    >>> area(3), area(2, scale=5)
    (18, 20)
    >>> area("a")
    Traceback (most recent call last):
    TypeError: an integer is required (argument 'p')
    """
    q = p * p
    return q * scale

def _helper(x):
    return x + 1

def use(n):
    """
    >>> use(4)
    (5.0, 7)
    """
    global counter
    counter = 7
    return _helper(n), counter

counter = 3

def vec(values):
    """
    >>> import array
    >>> vec(array.array("d", [1, 2, 3]))
    6.0
    """
    total = 0
    for i in range(values.shape[0]):
        total += values[i]
    return total


def _text(s, n):
    return str(s) * n


def text():
    """
    >>> text()
    '77'
    """
    return _text(7, 2)
