"""The program's one entrance and its one boundary: errors become a message and an exit code here."""

import gc
import sys


def main() -> int:
    """Runs one command; gives 0 ready, 1 not ready, 2 wrong usage or no verdict, 3 our own bug, 130 interrupted."""
    gc.disable()  # a command lives for a moment; looking for garbage costs a tenth of it
    from qcheck.cli import boundary  # after the line above, which is what makes it cheap

    code = boundary.run(sys.argv[1:])
    gc.freeze()  # nor is there any to be looked for on the way out
    return code


if __name__ == "__main__":
    sys.exit(main())
