"""The program's one entrance and its one boundary: errors become a message and an exit code here."""

import sys


def main() -> int:
    """Runs one command; gives 0 ready, 1 not ready, 2 wrong usage or no verdict, 3 our own bug, 130 interrupted."""
    from qcheck.cli import boundary

    return boundary.run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
