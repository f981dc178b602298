"""The passes over the IR, one a file; `smelt.pipeline` lists them in their order."""

from __future__ import annotations

from smelt.ir.nodes import Module


def lower(module: Module) -> None:
    """Run the late passes, after which a module can be printed as C: exceptions, generators, ownership.

    `exceptions` makes all control flow explicit, `generators` moves what outlives a yield into frames, and `ownership`
    counts references on every path of what these two made.
    """
    from smelt.passes import exceptions, generators, ownership

    exceptions.run(module)
    generators.run(module)
    ownership.run(module)
