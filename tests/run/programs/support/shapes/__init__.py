"""A package for programs that live in it."""

SIDES = 4
print("shapes is imported")
