"""A new workspace: its settings and what git leaves alone."""

from pathlib import Path

from msgspec.structs import replace

from qcheck.app.init import Founding, found
from qcheck.core.compound import Field, Fields
from qcheck.core.settings import CALENDAR, PHOTOS, POLICY, settings, shape
from qcheck.model.settings import Person, Settings


def _known(_: str) -> bool:
    return True


def _laid_out(folder: Path) -> str:
    """The text of the settings of a new workspace."""
    found(folder / "ws", folder / "state", Founding("Miller Kitchens", "Dana Miller", "UTC"))
    return (folder / "ws" / "qcheck.yaml").read_text(encoding="utf-8")


def test_the_settings_of_a_new_workspace_are_what_holds_without_them(tmp_path: Path) -> None:
    """Every value that init writes is the one that holds if the key is left out, but for company and people."""
    read, findings = settings(_laid_out(tmp_path).encode(), "qcheck.yaml", _known)
    assert read is not None
    dana = Person("dana", "Dana Miller", ("lead", "office"))
    assert (replace(read, digest=""), findings) == (Settings(company="Miller Kitchens", people=(dana,)), [])


def test_the_settings_of_a_new_workspace_show_every_key(tmp_path: Path) -> None:
    """Nobody has to look up which keys there are."""
    written = {line.strip().removeprefix("# ").partition(":")[0] for line in _laid_out(tmp_path).splitlines()}
    every: list[dict[str, Field]] = [fields.fields for fields in _shapes()]
    assert [key for keys in every for key in keys if key not in written] == []


def _shapes() -> tuple[Fields, ...]:
    return shape(_known), POLICY, PHOTOS, CALENDAR


def test_git_leaves_the_inbox_alone(tmp_path: Path) -> None:
    """A photo in the inbox is no part of a job yet, and is committed with none."""
    _laid_out(tmp_path)
    ignored = (tmp_path / "ws" / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert ignored[1:] == [".qcheck/", "/inbox/"]
