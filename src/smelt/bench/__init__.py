"""The benchmark suite: kernels that everybody writes, by Smelt and by its peers, verified against each other.

``smelt bench`` runs it. Peers that are not installed are left out and named.
"""
