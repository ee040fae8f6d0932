"""Material: files to begin from, and what every finding of a reader has to be."""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from qcheck.app.told import sentences
from qcheck.core.clean import UNSAFE, line
from qcheck.model.finding import Finding

ROOT = Path(__file__).parents[1]
YAML_WORDS = [
    *(b"- ", b": ", b"&a ", b"*a", b"<<: *a", b"!!str ", b"|-\n", b">\n", b"? ", b"[", b"]", b"{", b"}", b"'", b'"'),
    *(b"\xef\xbb\xbf", b"\t", b"\n  ", b"# ", b"---\n", b"...\n", b"%YAML 1.1\n", b"~", b"0x1F", b"1e9", b"\xc2\x85"),
]


def tree(*endings: str) -> Iterator[bytes]:
    """Files with these endings: what is shipped, what tests have, and what others wrote, where QCHECK_SAMPLES says."""
    folders = [ROOT / "checklists", ROOT / "tests" / "data"]
    folders += [Path(os.environ["QCHECK_SAMPLES"])] if os.environ.get("QCHECK_SAMPLES") else []
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in endings and path.is_file():
                yield path.read_bytes()


def fit(source: bytes, findings: Iterable[Finding]) -> None:
    """Looks that every finding can be said, in what steers no terminal, and is at a line that the file has."""
    lines = source.count(b"\n") + source.count(b"\r") + 1
    for finding in findings:
        said = line(" ".join(sentences([finding])))
        if not said or re.search(UNSAFE, said):
            raise AssertionError(f"{finding.code} cannot be told: {said!r}")
        if finding.place.line > lines:
            raise AssertionError(f"{finding.code} is at line {finding.place.line} of {lines}")
