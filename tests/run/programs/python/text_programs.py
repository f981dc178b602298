"""Longer untyped programs: a tokenizer and evaluator, a JSON reader, a text table, a state machine."""

from show import show


class ParseError(Exception):
    def __init__(self, message, position):
        super().__init__(f"{message} at {position}")
        self.position = position


def tokenize(text):
    position = 0
    while position < len(text):
        char = text[position]
        start = position
        if char.isspace():
            position += 1
            continue
        elif char.isdigit() or char == "." and text[position + 1:position + 2].isdigit():
            while position < len(text) and (text[position].isdigit() or text[position] == "."):
                position += 1
            yield "number", float(text[start:position]), start
        elif char.isalpha():
            while position < len(text) and text[position].isalnum():
                position += 1
            yield "name", text[start:position], start
        elif text.startswith(("**", "//"), position):
            position += 2
            yield "op", text[start:position], start
        elif char in "+-*/()=,%":
            position += 1
            yield "op", char, start
        else:
            raise ParseError(f"unexpected {char!r}", position)
    yield "end", None, position


class Calculator:
    LEVELS = [{"+": lambda a, b: a + b, "-": lambda a, b: a - b}, {"*": lambda a, b: a * b, "/": lambda a, b: a / b, "//": lambda a, b: a // b, "%": lambda a, b: a % b}]

    def __init__(self, **names):
        self.names = {"max": max, "min": min, **names}

    def run(self, text):
        self.tokens = list(tokenize(text))
        self.index = 0
        if len(self.tokens) > 2 and self.tokens[0][0] == "name" and self.tokens[1][1] == "=":
            name = self.tokens[0][1]
            self.index = 2
            self.names[name] = value = self.level(0)
        else:
            value = self.level(0)
        kind, what, position = self.tokens[self.index]
        if kind != "end":
            raise ParseError(f"unexpected {what!r}", position)
        return value

    def accept(self, *wanted):
        kind, value, _ = self.tokens[self.index]
        if kind == "op" and value in wanted:
            self.index += 1
            return value
        return None

    def level(self, n):
        if n == len(self.LEVELS):
            return self.unary()
        value = self.level(n + 1)
        while op := self.accept(*self.LEVELS[n]):
            value = self.LEVELS[n][op](value, self.level(n + 1))
        return value

    def unary(self):
        if self.accept("-"):
            return -self.unary()
        base = self.atom()
        return base ** self.unary() if self.accept("**") else base

    def atom(self):
        kind, value, position = self.tokens[self.index]
        self.index += 1
        if kind == "number":
            return value
        if kind == "name":
            try:
                found = self.names[value]
            except KeyError:
                raise ParseError(f"unknown {value}", position) from None
            if self.accept("("):
                arguments = []
                while not self.accept(")"):
                    arguments.append(self.level(0))
                    self.accept(",")
                return found(*arguments)
            return found
        if value == "(":
            inner = self.level(0)
            if not self.accept(")"):
                raise ParseError("missing )", self.tokens[self.index][2])
            return inner
        raise ParseError(f"unexpected {value!r}", position)


calculator = Calculator(pi=3.5)
for line in ("1 + 2 * 3", "-(4 - 6) ** 2", "x = 7 // 2", "x * pi", "max(1, x, 2)", "1 / 0", "1 +", "(1", "y", "3 $ 4", "2 ** 3 ** 2", "1 2", "min()", ".5 + 1.5.2"):
    show(calculator.run, line)


def parse_json(text):
    def skip(i):
        while i < len(text) and text[i] in " \n\t":
            i += 1
        return i

    def value(i):
        i = skip(i)
        if i >= len(text):
            raise ParseError("end of text", i)
        c = text[i]
        if c == "{":
            out, i = {}, skip(i + 1)
            while text[i] != "}":
                key, i = value(i)
                i = skip(i)
                if text[i] != ":":
                    raise ParseError("':' expected", i)
                out[key], i = value(i + 1)
                i = skip(i)
                if text[i] == ",":
                    i = skip(i + 1)
            return out, i + 1
        if c == "[":
            items = []
            i = skip(i + 1)
            while text[i] != "]":
                item, i = value(i)
                items.append(item)
                i = skip(i)
                if text[i] == ",":
                    i += 1
            return items, i + 1
        if c == '"':
            end = text.index('"', i + 1)
            return text[i + 1:end], end + 1
        for word, meaning in {"true": True, "false": False, "null": None}.items():
            if text.startswith(word, i):
                return meaning, i + len(word)
        end = i
        while end < len(text) and text[end] in "-+.eE0123456789":
            end += 1
        number = text[i:end]
        return (float(number) if "." in number or "e" in number else int(number)), end

    result, end = value(0)
    if skip(end) != len(text):
        raise ParseError("extra data", end)
    return result


for text in ('{"a": [1, 2.5, -3e2], "b": {"c": null, "d": true}}', "[]", '"s"', "[1", "{1:2 3:4}", '{"a" 1}', "x", '["open]', "1 2"):
    show(parse_json, text)


def table(rows, *, header=None, align="<"):
    rows = [[str(cell) for cell in row] for row in rows]
    every = [header, *rows] if header else rows
    widths = [max(len(row[i]) for row in every) for i in range(len(every[0]))]
    lines = [" | ".join(f"{cell:{align}{width}}" for cell, width in zip(row, widths)) for row in every]
    if header:
        lines.insert(1, "-+-".join("-" * w for w in widths))
    return "\n".join(lines)


print(table([("a", 1), ("bbb", 22.5)], header=("name", "value")))
print(table([(1, 2)], align=">"))
show(table, [])
