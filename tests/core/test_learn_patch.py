"""Patches: what `git apply` and `patch` make of the difference of two texts."""

import subprocess
from pathlib import Path

import pytest

from qcheck.core.learn.patch import patch

BEFORE = "a: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6\ng: 7\nh: 8\n"
PAIRS = {
    "in the middle": (BEFORE, BEFORE.replace("d: 4\n", "d: 4\nnew: 1\n")),
    "twice": (BEFORE, BEFORE.replace("a: 1", "a: 2") + "i: 9\n"),
    "carriage returns": (BEFORE.replace("\n", "\r\n"), BEFORE.replace("\n", "\r\n").replace("h: 8", "h: 9")),
    "no line end before": (BEFORE.rstrip("\n"), BEFORE + "i: 9\n"),
    "no line end after": (BEFORE, BEFORE + "i: 9"),
    "no line end at all": (BEFORE.rstrip("\n"), BEFORE + "i: 9"),
    "a mark at the beginning": ("\ufeff" + BEFORE, "\ufeff" + BEFORE.replace("b: 2", "b: ü 🔧")),
    "other line ends inside": ("a: 1\x0b\x0c\rb\x1c\nc: 3\n", "a: 1\x0b\x0c\rb\x1c\nc: 4\n"),
}


@pytest.mark.parametrize("program", [("git", "apply"), ("patch", "-p1", "--binary", "-s")], ids=["git", "patch"])
@pytest.mark.parametrize(("before", "after"), PAIRS.values(), ids=PAIRS.keys())
def test_a_patch_makes_one_text_of_the_other(tmp_path: Path, before: str, after: str, program: tuple[str, ...]) -> None:
    """To the byte, with what is said above it left aside."""
    path = tmp_path / "checklists" / "kitchen.yaml"
    path.parent.mkdir()
    path.write_bytes(before.encode())
    made = "# kitchen: 1 proposal\n#    elm\n" + patch(before, after, "checklists/kitchen.yaml")
    subprocess.run(program, cwd=tmp_path, input=made.encode(), check=True)
    assert path.read_bytes() == after.encode()


def test_texts_that_are_the_same_have_no_patch() -> None:
    """Nothing is printed where nothing changes."""
    assert patch(BEFORE, BEFORE, "checklists/kitchen.yaml") == ""
