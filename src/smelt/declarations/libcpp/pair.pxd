# std::pair by itself.

from libcpp.utility cimport pair
