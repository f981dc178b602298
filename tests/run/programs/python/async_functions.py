"""async def, await, async for, async with, async comprehensions and generators."""

import asyncio
import inspect

from show import show


class Resource:
    def __init__(self, name):
        self.name = name

    async def __aenter__(self):
        print("enter", self.name)
        await asyncio.sleep(0)
        return self

    async def __aexit__(self, kind, value, trace):
        print("exit", self.name, kind and kind.__name__)
        return kind is ValueError


class Ticker:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.n == 0:
            raise StopAsyncIteration
        self.n -= 1
        await asyncio.sleep(0)
        return self.n


async def add(a, b=2):
    """Adds later."""
    await asyncio.sleep(0)
    return a + b


async def numbers(n):
    try:
        for i in range(n):
            yield i
            await asyncio.sleep(0)
    finally:
        print("numbers closed")


async def everything():
    print(await add(1), await add(1, b=5))
    async with Resource("a") as a, Resource("b"):
        print(a.name)
        raise ValueError
    async for t in Ticker(2):
        print("tick", t)
    else:
        print("ticker over")
    print([i async for i in numbers(3)], {i: await add(i) async for i in Ticker(2) if i}, [await add(i) for i in range(2)])
    print(await asyncio.gather(add(1), add(2), add(3, 3)))
    async for i in numbers(5):
        if i == 1:
            break
    try:
        await fails()
    except KeyError as error:
        print("caught", error)
    g = numbers(2)
    print(await anext(g), await g.asend(None))
    await g.aclose()
    return "over"


async def fails():
    await asyncio.sleep(0)
    raise KeyError("async")


print(asyncio.run(everything()))
show(lambda: asyncio.run(fails()))
print(inspect.iscoroutinefunction(add), inspect.isasyncgenfunction(numbers), add.__name__, add.__doc__, inspect.signature(add))
coroutine = add(1)
print(type(coroutine).__name__)
coroutine.close()


async def closure(n):
    total = 0

    async def inner(k):
        nonlocal total
        total += k
        return total

    for i in range(n):
        await inner(i)
    return total


print(asyncio.run(closure(4)))


async def cancelled():
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        print("cancelled")
        raise


async def cancels():
    task = asyncio.create_task(cancelled())
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        return "task was cancelled"


print(asyncio.run(cancels()))
