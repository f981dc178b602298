"""match: every kind of pattern."""

from dataclasses import dataclass

from show import show


@dataclass
class Point:
    x: int
    y: int


class Colour:
    RED = 1
    GREEN = 2


def classify(value):
    match value:
        case 0:
            return "zero"
        case -1 | 1:
            return "unit"
        case 2.5 | 1 + 2j:
            return "constant"
        case "text" | b"bytes":
            return "text"
        case True | False | None:
            return "singleton"
        case Colour.GREEN:
            return "green"
        case int(n) if n > 100:
            return f"big {n}"
        case int():
            return "int"
        case []:
            return "empty list"
        case [x]:
            return f"one {x}"
        case [x, y]:
            return f"two {x} {y}"
        case [first, *middle, last] if len(middle) > 1:
            return f"many {first} {middle} {last}"
        case [_, *_]:
            return "sequence"
        case {"kind": "circle", "r": r}:
            return f"circle {r}"
        case {"kind": kind, **rest}:
            return f"{kind} {rest}"
        case {}:
            return "mapping"
        case Point(0, 0):
            return "origin"
        case Point(x=0, y=y) | Point(x=y, y=0):
            return f"axis {y}"
        case Point(x, y) as p if x == y:
            return f"diagonal {p}"
        case Point():
            return "point"
        case str() as s:
            return f"string {s}"
        case (float() | complex()) as number:
            return f"number {number}"
        case _:
            return "other"


for value in (0, 1, -1, 2.5, 1 + 2j, "text", b"bytes", True, None, 2, 101, 50, [], [1], (1, 2), [1, 2, 3], [1, 2, 3, 4], "other string", 7.5, {"kind": "circle", "r": 2},
              {"kind": "square", "a": 1, "b": 2}, {"x": 1}, {}, Point(0, 0), Point(0, 5), Point(5, 0), Point(3, 3), Point(1, 2), object, {1, 2}, range(2), b"other"):
    show(classify, value)


def command(line):
    match line.split():
        case ["go", ("north" | "south") as direction]:
            return direction
        case ["take", item, *more]:
            return item, more
        case [action]:
            return action
        case []:
            return "nothing"


for line in ("go north", "go up", "take a b c", "look", ""):
    show(command, line)


def binds():
    match (1, [2, {"k": (3, 4)}]):
        case (a, [b, {"k": (c, d)}]):
            pass
    return a, b, c, d


show(binds)


def nested(v):
    match v:
        case [[a, b], [c, *d]]:
            match d:
                case []:
                    return a, b, c
                case _:
                    return d
    return "none matched"


show(nested, [[1, 2], [3]])
show(nested, [[1, 2], [3, 4]])
show(nested, [[1], []])


def raises(v):
    match v:
        case int(a, b):
            return a


show(raises, 5)


def in_loop(values):
    out = []
    for v in values:
        match v:
            case "skip":
                continue
            case "stop":
                break
            case x:
                out.append(x)
    return out


show(in_loop, ["a", "skip", "b", "stop", "c"])
match = {"case": 1}
print(match["case"])
match match:
    case {"case": case}:
        print("soft", case)
