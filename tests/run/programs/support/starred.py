"""Everything public is exported."""

public = 1
_private = 2
also = [public]
