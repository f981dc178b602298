"""``cython.cimports``: what compiled code cimports, as far as Python has something that does the same.

Modules below this one are made on demand by `smelt.shadow._cimports`.
"""

from __future__ import annotations

from smelt.shadow import _cimports

_cimports.hook()
