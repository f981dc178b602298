"""The example programs of the texts that Smelt follows: compiled, run, and compared with plain Python."""

from smelt.demo.run import main as main
