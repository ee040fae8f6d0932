"""Text made safe to print: the one cleaning, for the command line and for full screens."""

from qcheck.core.clean import clean

__all__ = ["clean"]
