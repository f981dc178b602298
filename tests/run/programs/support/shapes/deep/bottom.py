"""At the bottom."""

from .. import SIDES
from ..units import METRE as metre

VALUE = SIDES * metre
