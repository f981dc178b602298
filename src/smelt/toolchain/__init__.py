"""From C text to a module on disk: find a compiler, choose its flags, run it, keep the result.

`families` says which flags each kind of compiler takes, `find` which compiler there is, `compile` runs it (with
`headers` to spare it reading Python.h), `store` keeps what came out, and `keys` names it.
"""
