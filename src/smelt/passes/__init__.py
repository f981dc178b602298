"""The passes over the IR, one a file; `smelt.pipeline` lists them in their order."""
