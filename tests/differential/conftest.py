"""Lets the test module import `grammar`: `--import-mode=importlib` adds no folder."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
