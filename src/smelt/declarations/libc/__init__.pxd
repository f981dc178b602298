# The headers of C's library: one file each.
