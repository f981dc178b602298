"""Every kind of literal."""

from show import show

print(0, 1, -1, 10_000, 0xFF, 0o17, 0b1011, 0xDEAD_BEEF)
print(2147483647, 2147483648, -2147483648, -2147483649, 4294967295, 4294967296)
print(9223372036854775807, 9223372036854775808, -9223372036854775808, -9223372036854775809)
print(123456789012345678901234567890, 0xFFFFFFFFFFFFFFFFFFFFFFFF)
print(0.0, -0.0, 1.5, 1e10, 1e-10, 1E400, -1e400, 5e-324, 1.7976931348623157e308, 1_0.2_5, .5, 5.)
print(0.1 + 0.2, 1 / 3, 1e16, 1e15, 123456789.123456789)
print(1j, 2.5j, 1 + 2j, -1j, 1e3j, 0j, complex(0.0, -0.0))
print(True, False, None, ..., Ellipsis is ..., NotImplemented)
print('single', "double", '''triple'''," con" "cate" 'nated')
print('tab\tnew\\n nul\0end'.encode(), "\x41\u00e9\U0001F600\N{BULLET}", '\101\7'.encode(), r'raw\n', "quo'te", 'quo"te')
print(len("é"), len("日本語"), "日本語"[1], ascii("日本語\U0001F600"), "\ud800".encode("utf-8", "surrogatepass"))
print("""line one
line two \
joined
end""")
print(b'bytes', b"\x00\xff\101", rb'\x00', b'a' b'b', len(b"\0\0"), b'\'"')
print([], [1], [1, 2, 3], [1, "two", 3.0, None, [4]])
print((), (1,), (1, 2), ((1, 2), (3,)))
print({}, {1: 2}, {"a": 1, 2: "b", None: [], (1, 2): {}})
print(sorted({3, 1, 2}), {1}, set(), {1, 1.0, True})
print({**{"a": 1}, "b": 2, **{"a": 3}}, [*range(3), *"ab"], (*[], 1), sorted({*"aab"}))
print({1: "int", True: "bool", 1.0: "float"})


def inside():
    big = 99999999999999999999
    return [big, -big, 1e100, 3 - 4j, "s", b"b", (1, (2.5, None)), {"k": [1]}, {7}, ..., -7, +7, ~7, not 7]


show(inside)
print(inside() == inside(), inside() is inside())


def constants_are_shared():
    a = (1, 2, "x")
    b = (1, 2, "x")
    fresh = [1, 2]
    fresh.append(3)
    return a == b, fresh


show(constants_are_shared)
show(constants_are_shared)
print(1 if 0x_ff == 255 else 2, 0_0, 1_000.5e-3)
