"""Identifiers and text outside ASCII; long lines; odd layout."""

from show import show

größe = 5
π = 3.14159
日本 = "にほん"


def fläche(радиус, *, größe=1):
    """Fläche eines Kreises — π r²."""
    return π * радиус ** 2 * größe


class Été:
    naïve = True

    def méthode(self):
        return "été", self.naïve


show(fläche, 2)
show(fläche, 2, größe=größe)
show(fläche, радиус=1)
show(fläche, q=1)
show(lambda: fläche("é" * 3))
print(Été().méthode(), Été.__name__, fläche.__name__, fläche.__doc__, 日本, sorted(n for n in globals() if not n.isascii()))
ﬁ = "normalised"
print(fi, "ﬁ" in globals(), "fi" in globals())


def lokal():
    ñ = 1
    def höher():
        nonlocal ñ
        ñ += 1
        return ñ
    return höher(), ñ, f"{ñ=} é{ñ:>{größe}}é"


show(lokal)


def unbound():
    return ö
    ö = 1


show(unbound)
show(lambda: undefinierte_größe_ü)
if 1:
            odd_indent = 1
            if 1:
             deeper = 2
print(odd_indent, deeper)
long = (1 +
    2
  + 3 +  # comment
        4)
text = "a" \
    "b"; other = [
1,
    2,
        ]
print(long, text, other)
x = 1; y = 2; print(x,
  y); z = 3
def one_line(a): return a * 2
class OneLine: attr = 1; other = 2
if x: print("one")
else: print("two")
for i in 1, 2: print(i); j = i
try: print("try")
finally: print("finally")
with open("/dev/null") as f: pass
while 0: pass
else: print("while else")
lambda: (yield)
print(one_line(4), OneLine.attr + OneLine.other, j, z)	# a tab before this comment
if True:
	tabbed = "indented with a tab"
print(tabbed)
