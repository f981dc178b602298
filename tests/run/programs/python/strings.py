"""Strings: methods, building, slicing, iteration, encoding, comparison."""

from show import show

text = "The quick brown fox"


def words(s):
    counts = {}
    for word in s.lower().split():
        counts[word] = counts.get(word, 0) + 1
    return counts


def reverse(s):
    out = ""
    for c in s:
        out = c + out
    return out, s[::-1], "".join(reversed(s))


def caesar(s, k):
    return "".join(chr((ord(c) - 97 + k) % 26 + 97) if c.islower() else c for c in s)


def palindrome(s):
    i, j = 0, len(s) - 1
    while i < j:
        if s[i] != s[j]:
            return False
        i += 1
        j -= 1
    return True


def scan(s):
    digits = letters = other = 0
    for c in s:
        if c.isdigit():
            digits += 1
        elif c in "abcdefghijklmnopqrstuvwxyz":
            letters += 1
        else:
            other += 1
    return digits, letters, other


def tokens(s):
    out, i = [], 0
    while i < len(s):
        c = s[i]
        if c == " ":
            i += 1
            continue
        if "0" <= c <= "9":
            j = i
            while j < len(s) and s[j].isdigit():
                j += 1
            out.append(int(s[i:j]))
            i = j
        elif c in "+-*/()":
            out.append(c)
            i += 1
        else:
            raise SyntaxError(f"bad character {c!r} at {i}")
    return out


show(words, "a b A c b a")
show(reverse, "héllo")
show(caesar, "abc xyz", 3)
for s in ("", "a", "abba", "abca", "日本日"):
    show(palindrome, s)
show(scan, "abc123 XYZ")
show(tokens, "12 + (3*45)")
show(tokens, "1 ? 2")
print(text.upper(), text.title(), text.swapcase(), text.replace("quick", "slow"), text.find("fox"), text.find("cat"), text.count("o"), text.index("b"))
print(text.split(), text.partition(" "), text.rpartition(" "), text.startswith(("A", "The")), text.endswith("x"), " x ".strip() + "|", "xxaxx".strip("x"), "a,b,,c".split(","))
print("ab".center(6, "*"), "ab".ljust(4) + "|", "7".zfill(3), "a\tb".expandtabs(4), "line1\nline2\r\nline3".splitlines(), "x".join("abc"), "".join([]), "%s" % "x")
print("abc" < "abd", "a" < "B", "" < "a", "abc" == "abc", "é" > "z", "abc"[1:], "abc"[-2], "abc"[5:], "b" in "abc", "" in "", "abc" * 2, "a" + "b" "c")
print("ß".upper(), "ǅ".lower(), "İ".casefold(), "١".isdigit(), "²".isdecimal(), "a1".isalnum(), "".isalpha(), "A".isupper(), "def".isidentifier(), " ".isspace())
print("é".encode(), "é".encode("latin-1"), b"\xc3\xa9".decode(), "日本".encode("utf-16-le"), str(b"x", "ascii"), ascii("é\n"), repr("it's"), repr('both " and \''))
print("{} {}".format(1, 2), "{0[k]} {1.real}".format({"k": 5}, 7), "{:>5}|{:^5}|{:<5}".format("a", "b", "c"), "{!r}".format("q"), "{:{}}".format("x", 4) + "|", "{{}}".format())
print("a-b_c".translate(str.maketrans("-_", "  ", "c")), str.maketrans({"a": "b"}), "%-5s|%5s|%.2s" % ("a", "b", "cde"), "removeprefix".removeprefix("remove"), "file.py".removesuffix(".py"))
show(lambda: "abc".index("z"))
show(lambda: "abc" + 1)
show(lambda: 1 + "abc")
show(lambda: "abc" * 1.5)
show(lambda: "a" in 5)
show(lambda: 5 in "a")
show(lambda: "é".encode("ascii"))
show(lambda: b"\xff".decode())
show(lambda: "abc"[10])
show(lambda: "abc"["a"])
show(lambda: ",".join([1, 2]))
show(lambda: ord("ab"))
show(lambda: chr(-1))
show(lambda: chr(0x110000))
show(lambda: "x".join(5))
show(lambda: int("12a"))
show(lambda: "a".split(""))
show(lambda: "{} {}".format(1))
show(lambda: "{x}".format())


def identity():
    a = "constant"
    b = "constant"
    return a is b, a == "const" + "ant", "x" * 3 == "xxx"


show(identity)


def surrogates(s):
    return [hex(ord(c)) for c in s], len(s), s.encode("unicode_escape")


show(surrogates, "a\U0001F600é\x00")


def characters(s):
    return sorted(set(s)), max(s), min(s), [ord(c) for c in s[:3]], dict.fromkeys(s, 0), list(zip(s, s[1:])), list(enumerate(s))[:2]


show(characters, "mississippi")
