# Headers of POSIX: one file each.
