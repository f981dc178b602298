"""bytes, bytearray and memoryview."""

import array
import struct

from show import show

data = b"hello \x00\xff world"


def checksum(data):
    a, b = 1, 0
    for byte in data:
        a = (a + byte) % 65521
        b = (b + a) % 65521
    return b << 16 | a


def crc(data):
    value = 0xFFFFFFFF
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = (value >> 1) ^ (0xEDB88320 if value & 1 else 0)
    return value ^ 0xFFFFFFFF


def xor(data, key):
    return bytes(b ^ key[i % len(key)] for i, b in enumerate(data))


show(checksum, data)
show(crc, b"123456789")
show(xor, b"attack", b"k1")
show(xor, xor(b"attack", b"k1"), b"k1")
show(checksum, "text")
print(data[0], data[-1], data[2:4], data[::-1], len(data), list(data[:3]), b"l" in data, 111 in data, data.find(b"w"), data.split(), data.hex(), data.count(b"l"))
print(b"a" + b"b", b"ab" * 2, b"a" < b"b", b"a" == "a", bytes(3), bytes([1, 2]), bytes("é", "utf8"), b"%d %s" % (1, b"x"), b"a,b".partition(b","), b"AbC".lower(), b"x".isalpha())


def mutate():
    b = bytearray(b"abc")
    b[0] = 65
    b[1:2] = b"xyz"
    b += b"!"
    b.append(10)
    del b[-1], b[0:1]
    b.extend([66, 67])
    b.reverse()
    b[::2] = bytes(len(b[::2]))
    return b, bytes(b), b.find(b"z"), b.pop()


show(mutate)


def out_of_range(v):
    b = bytearray(2)
    b[0] = v
    return b


for v in (0, 255, 256, -1, "a", 1.0, b"a"):
    show(out_of_range, v)


def index_error(i):
    b = bytearray(2)
    b[i] = 1
    return b


for i in (0, -2, 2, -3, 10**20, None):
    show(index_error, i)


def view():
    base = bytearray(b"0123456789")
    m = memoryview(base)
    m[0] = 65
    m[2:4] = b"zz"
    sub = m[4:8:2]
    sub[0] = 33
    values = list(sub), m[-1], len(m), m.readonly, m.format, m.shape, sub.strides, bytes(sub), m[::-1].tolist()[:3]
    m.release()
    return base, values


show(view)


def view_errors(k):
    m = memoryview(b"abc")
    if k == 0:
        m[0] = 1
    if k == 1:
        return m[5]
    if k == 2:
        m.release()
        return m[0]
    if k == 3:
        writable = memoryview(bytearray(3))
        writable[0:2] = b"abc"
    if k == 4:
        holder = bytearray(3)
        kept = memoryview(holder)
        holder.append(1)


for k in range(5):
    show(view_errors, k)


def arrays():
    a = array.array("d", [1.5, 2.5])
    a.append(3)
    a[0] += 1
    b = array.array("i", range(5))
    b[1:3] = array.array("i", [9, 9, 9])
    return a, sum(a), b, a.typecode, b.itemsize, memoryview(a).tolist(), a.tobytes()[:4]


show(arrays)
show(lambda: array.array("b", [200]))
show(lambda: array.array("i", ["x"]))
print(struct.pack("<ihB", -1, 2, 255), struct.unpack(">H", b"\x01\x02"), int.from_bytes(b"\x01\x00", "big"), (1025).to_bytes(2, "little"), (-1).to_bytes(2, "big", signed=True))
show(lambda: (256).to_bytes(1, "big"))
show(lambda: bytes([256]))
show(lambda: bytes(-1))
show(lambda: b"a" + "a")
show(lambda: bytes("é"))
for byte in b"ab":
    print(byte, type(byte).__name__)
