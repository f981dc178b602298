"""``python -m smelt`` is ``smelt``."""

from smelt.cli import main

if __name__ == "__main__":
    main()
