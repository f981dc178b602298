"""The types of the typed tree: frozen, compared by value, one class a kind.

`rules` alone holds promotion and coercion.
"""

from smelt.types.kinds import *  # noqa: F403
