"""Fixtures: the job that is walked through, made once and copied for each test."""

import shutil
from pathlib import Path

import pytest

from tui.walking import Site, made


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The job as it was opened."""
    return made(tmp_path_factory.mktemp("walk"))


@pytest.fixture
def site(template: Site, tmp_path: Path) -> Site:
    """A copy of it for one test."""
    shutil.copytree(template.root, tmp_path / "ws")
    return Site(tmp_path / "ws", tmp_path / "state")
