"""Linting: a list of 500 items beside what PyYAML's C loader alone takes for the same file.

python bench/lint.py [ROUNDS]
"""

import statistics
import sys
import time
from collections.abc import Callable

import yaml

from qcheck.core import evaluate
from qcheck.core.parse import checklist
from qcheck.core.rules.lint import Library

ITEMS = 500
HEAD = "checklist: big\nversion: 1\ntitle: A big list\nsource: none\nsections:\n"


def main() -> None:
    """Measures both in turn and prints medians and their ratio."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    source = _big().encode()
    loader = getattr(yaml, "CSafeLoader", None)
    if loader is None:
        sys.exit("PyYAML was built without its C loader here: nothing to compare with.")
    plain, ours = [], []
    for _ in range(rounds):
        plain.append(_time(lambda: yaml.load(source, Loader=loader)))  # noqa: S506 (a safe loader)
        ours.append(_time(lambda: _lint(source)))
    ratio = statistics.median(a / b for a, b in zip(ours, plain, strict=True))
    print(f"{ITEMS} items, {len(source) // 1000} kB, {rounds} rounds, medians")
    print(f"PyYAML CSafeLoader  {statistics.median(plain) * 1000:7.1f} ms")
    print(f"qcheck lint         {statistics.median(ours) * 1000:7.1f} ms   x {ratio:.2f}")


def _lint(source: bytes) -> None:
    read, findings = checklist(source, "big.yaml")
    if read is None or findings:
        sys.exit(f"The list of the bench is not sound: {findings}")
    library = Library(read, {read.id: read}, (read.id,), ("start", "handover", "closeout"))
    evaluate.checklist(library, findings, {})


def _big() -> str:
    """A list with every key of an item, twenty items a section."""
    lines = [HEAD]
    for number in range(ITEMS):
        if number % 20 == 0:
            lines.append(f"  - id: section-{number}\n    title: Section {number}\n    items:\n")
        lines.append(
            f"      - id: item-{number}\n        text: Joint {number} sealed along its whole length\n"
            f"        why: Water gets behind it and swells the board\n"
            f"        accept: no gap wider than 0.{number % 9 + 1} mm over 2 m\n"
            f"        critical: {'true' if number % 100 == 0 else 'false'}\n        gate: handover\n"
            "        na: reason\n"
        )
    return "".join(lines)


def _time(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
