"""Iterators, contexts, descriptors, threads and signals of the end: objects that take part in the language."""

import threading

from show import show


class Count:
    def __init__(self, limit):
        self.limit, self.at = limit, 0

    def __iter__(self):
        return self

    def __next__(self):
        if self.at >= self.limit:
            raise StopIteration(self.at)
        self.at += 1
        return self.at


def consume(iterator):
    out = []
    while True:
        try:
            out.append(next(iterator))
        except StopIteration as stop:
            return out, stop.value


def squares(values):
    return map(lambda v: v * v, filter(lambda v: v % 2, values))


show(consume, Count(3))
show(consume, iter([1, 2]))
show(consume, (c for c in "ab"))
show(lambda: list(squares(range(6))))
show(lambda: list(zip(Count(3), Count(2))))
show(lambda: sorted(Count(3), reverse=True))
show(lambda: dict(enumerate(Count(2))))
show(lambda: iter(lambda: 5, 5).__class__.__name__)
show(lambda: next(Count(0)))
show(lambda: next(Count(0), "default"))


def worker(results, lock, n):
    total = 0
    for i in range(n):
        total += i
    with lock:
        results.append((n, total))


def threads():
    results, lock = [], threading.Lock()
    pool = [threading.Thread(target=worker, args=(results, lock, n)) for n in (10, 100, 1000)]
    for thread in pool:
        thread.start()
    for thread in pool:
        thread.join()
    return sorted(results)


show(threads)


def failing_thread():
    caught = []
    threading.excepthook = lambda info: caught.append((info.exc_type.__name__, str(info.exc_value)))
    thread = threading.Thread(target=lambda: {}["missing"])
    thread.start()
    thread.join()
    threading.excepthook = threading.__excepthook__
    return caught


show(failing_thread)
local = threading.local()
local.value = 1


def isolated():
    seen = []
    thread = threading.Thread(target=lambda: seen.append(hasattr(local, "value")))
    thread.start()
    thread.join()
    return seen, local.value


show(isolated)


def generator_in_threads():
    def numbers():
        yield from range(3)

    g, out = numbers(), []
    for _ in range(3):
        thread = threading.Thread(target=lambda: out.append(next(g)))
        thread.start()
        thread.join()
    return out


show(generator_in_threads)


class Lazy:
    def __get__(self, instance, owner):
        if instance is None:
            return self
        value = instance.__dict__["value"] = len(instance.__dict__)
        return value


class Uses:
    value = Lazy()


u = Uses()
print(u.value, u.value, type(Uses.value).__name__)
