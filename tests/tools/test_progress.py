from __future__ import annotations

import io
import sys
import time

from smelt.cli import progress
from smelt.cli.progress import Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_it_shows_itself_after_its_delay_only(monkeypatch):
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setattr(progress, "DELAY", 0.01)
    monkeypatch.setenv("TERM", "xterm")
    with Progress(3, "building") as bar:
        assert sys.stderr.getvalue() == ""
        bar.advance()
        end = time.monotonic() + 5
        while "1/3" not in sys.stderr.getvalue() and time.monotonic() < end:
            time.sleep(0.01)
        with bar.paused():
            print("said between", file=sys.stderr)
        bar.advance()
    shown = sys.stderr.getvalue()
    assert "building" in shown
    assert "1/3" in shown
    assert "said between" in shown


def test_quick_work_shows_nothing(monkeypatch):
    monkeypatch.setattr(sys, "stderr", Terminal())
    with Progress(1, "building") as bar:
        bar.advance()
    assert sys.stderr.getvalue() == ""


def test_nothing_is_shown_off_a_terminal(monkeypatch):
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    monkeypatch.setattr(progress, "DELAY", 0.0)
    with Progress(1, "building"):
        time.sleep(0.02)
    assert sys.stderr.getvalue() == ""
