"""Sides: what becomes of a file that two devices changed; which parts of a workspace are shared; where git is sent."""

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcheck.core import parts, remote
from qcheck.core.copies import original
from qcheck.core.sides import Sides, Version, both, chosen, lacks, links, union, way

A, B, GONE = Version("100644", "a" * 40), Version("100644", "b" * 40), Version()
LOG, PHOTO, LIST = "jobs/elm/record/a1.jsonl", f"jobs/elm/evidence/{'a' * 64}.jpg", "checklists/kitchen.yaml"
PRIVATE, PIN = f"jobs/elm/private/{'a' * 64}.json", "jobs/elm/checklists/kitchen.0123456789ab.yaml"

lines = st.lists(st.binary(max_size=4).filter(lambda line: b"\n" not in line and not line.endswith(b"\r")), max_size=6)


@pytest.mark.parametrize(
    ("path", "ours", "theirs", "expected"),
    [
        (LOG, A, B, "union"),
        (LIST, A, B, "text"),
        ("qcheck.yaml", A, B, "text"),
        (PHOTO, A, B, "chosen"),
        (PIN, A, B, "chosen"),
        ("qcheck.0123456789ab.yaml", A, B, "chosen"),
        (LOG, A, GONE, "ours"),
        (LOG, GONE, A, "theirs"),
        (LIST, GONE, A, "theirs"),
        (PIN, A, GONE, "ours"),
        (PRIVATE, A, GONE, "theirs"),
        (PRIVATE, GONE, A, "ours"),
        (PHOTO, GONE, A, "ours"),
        (LIST, Version("100755", "a" * 40), A, "theirs"),
    ],
)
def test_what_becomes_of_a_file_that_both_changed(path: str, ours: Version, theirs: Version, expected: str) -> None:
    """By what it is: nothing of a record is lost, what was removed of a client stays removed."""
    assert way(path, Sides(B, ours, theirs)) == expected


def test_the_same_side_is_chosen_on_either_device() -> None:
    """Whichever of them merges."""
    assert chosen(Sides(GONE, A, B)) == chosen(Sides(GONE, B, A)) == (A, B)


def test_only_what_both_changed_otherwise_is_to_be_decided() -> None:
    """The same change on both sides is none."""
    ours = {"a": (GONE, A), "b": (GONE, A), "c": (A, GONE)}
    theirs = {"a": (GONE, A), "b": (GONE, B), "d": (A, GONE)}
    assert both(ours, theirs) == {"b": Sides(GONE, A, B)}


@given(st.lists(lines, min_size=1, max_size=3))
def test_a_union_has_every_line_of_all_sides_once_in_any_order_of_sides(sides: list[list[bytes]]) -> None:
    """And nothing else; put together again it stays as it is."""
    written = [b"".join(line + b"\n" for line in side) for side in sides]
    merged = union(*written)
    assert sorted(merged.split(b"\n")[:-1]) == sorted({line for side in sides for line in side})
    assert {union(*order) for order in itertools.permutations(written)} == {merged}
    assert union(merged, *written) == union(*written, merged)
    assert not any(lacks(merged, side) for side in written)


def test_links_count_only_where_files_have_to_be() -> None:
    """A link in a folder that qcheck neither reads nor writes is nobody's business, whatever the case of letters."""
    link = Version("120000", "a" * 40)
    inside = ("jobs/x", "Jobs", "checklists/a.yaml", ".qcheck", "qcheck.yaml")
    assert links(dict.fromkeys(inside, link)) == list(inside)
    assert links({"docs/x": link, "jobs/elm/record/a.jsonl": A, "checklists/gone": GONE}) == []
    assert links({"jobs/sub": Version("160000", "a" * 40)}) == ["jobs/sub"]


@pytest.mark.parametrize(
    ("path", "shared"),
    [
        (LOG, True),
        (PHOTO, True),
        (PRIVATE, True),
        (PIN, True),
        (LIST, True),
        ("templates/handover.html.j2", True),
        ("schema/checklist.schema.json", True),
        ("qcheck.yaml", True),
        (".gitattributes", True),
        ("allowed_signers", True),
        ("qcheck.0123456789ab.yaml", True),
        ("jobs/elm/reports/handover.html", False),
        ("jobs/elm/record/.a1.jsonl.17.part", False),
        ("jobs/elm", False),
        ("inbox/IMG_1.jpg", False),
        (".qcheck/lock", False),
        ("checklists/.kitchen.yaml.swp", False),
        ("README.md", False),
        ("", False),
    ],
)
def test_what_devices_share(path: str, shared: bool) -> None:
    """The record and what people edit; neither pages with addresses nor what belongs to one device."""
    assert parts.is_shared(path) is shared


@pytest.mark.parametrize(
    ("path", "beside"),
    [
        ("qcheck.yaml", "qcheck.aaaaaaaaaaaa.yaml"),
        ("templates/handover.html.j2", "templates/handover.html.aaaaaaaaaaaa.j2"),
        (".gitignore", "gitignore.aaaaaaaaaaaa.txt"),
        ("allowed_signers", "allowed_signers.aaaaaaaaaaaa.txt"),
        ("checklists/README", "checklists/README.aaaaaaaaaaaa.txt"),
    ],
)
def test_the_other_side_is_kept_under_a_name_that_is_known_again(path: str, beside: str) -> None:
    """By the id of its blob, with its own ending."""
    assert parts.loser(path, A.blob) == beside
    assert parts.of_loser(beside) == (f"{path}.txt" if path == "checklists/README" else path)
    assert parts.is_loser(beside.rpartition("/")[2])
    assert not parts.is_loser(path.rpartition("/")[2])


@pytest.mark.parametrize(
    "url",
    [
        *("https://example.org/jobs.git", "ssh://git@example.org:2222/jobs.git", "git@example.org:miller/jobs.git"),
        *("../jobs.git", "/media/usb/jobs.git", "file:///media/usb/jobs.git", r"C:\jobs.git", "HTTPS://example.org/x"),
    ],
)
def test_an_address_that_git_may_be_sent_to(url: str) -> None:
    """Over SSH, HTTPS, a path, a USB stick."""
    assert remote.wrong(url) == ""


@pytest.mark.parametrize(
    ("url", "folder"),
    [
        ("git@example.org:miller/jobs-2026.git", "jobs-2026"),
        ("https://example.org/jobs/", "jobs"),
        ("host:jobs.git", "jobs"),
        (r"C:\shared\jobs.git", "jobs"),
        ("..", ""),
    ],
)
def test_a_clone_is_called_like_the_end_of_its_address(url: str, folder: str) -> None:
    """As git does; what leads upwards is no name."""
    assert remote.named(url) == folder


def test_settings_that_run_something_are_told_from_those_that_do_not() -> None:
    """By their whole names, in any case of letters."""
    harmless = ("core.bare", "remote.origin.url", "remote.origin.fetch", "branch.main.merge", "user.email", "core.eol")
    assert remote.running(harmless) == ()
    running = ("core.sshCommand", "credential.https://a.b.helper", "remote.x.uploadpack", "url.ext::x.insteadOf")
    assert remote.running((*harmless, *running)) == tuple(sorted(running))


MARKS = st.sampled_from(
    [" (1)", ".Conflict", "-LAPTOP", " 2", " - Copy", " (", ")", "conflicted copy", ".sync-conflict-"]
)
PATHS = st.lists(
    st.sampled_from(["jobs/", "elm/", "record/", "checklists/", "a", ".", "..", "/", ".jsonl", ".yaml", "\n", "\udcff"])
    | MARKS
).map("".join)


@given(st.text() | PATHS)
def test_any_name_is_that_of_a_copy_beside_its_original_or_of_none(path: str) -> None:
    """Whatever others call files: a copy is never its own original, and nothing is taken into another folder."""
    meant = original(path)
    assert meant != path or not meant
    assert not meant or meant.rpartition("/")[0] == path.rpartition("/")[0]
    assert not meant or meant.rpartition(".")[2] == path.rpartition(".")[2]


@given(st.text(min_size=1) | PATHS.filter(bool))
def test_what_is_kept_beside_a_file_is_known_by_its_name(path: str) -> None:
    """In the same folder, whatever the file is called."""
    beside = parts.loser(path, "0123456789abcdef")
    assert parts.is_loser(beside.rpartition("/")[2])
    assert beside.rpartition("/")[0] == path.rpartition("/")[0]


@given(
    st.text()
    | st.lists(st.sampled_from(["-", "ext", "::", "://", "ssh", "a@b", ":", "/", "\\", "..", ".git", " "])).map("".join)
)
def test_any_address_is_refused_or_neither_an_option_nor_a_program(url: str) -> None:
    """The folder a clone would be made in is one name."""
    if not remote.wrong(url):
        assert not url.startswith("-")
        assert not re.match(r"[A-Za-z0-9+.-]*::", url)
        assert "\n" not in url
    assert not {"/", "\\", ":"} & set(remote.named(url))
    assert remote.named(url) not in {".", ".."}
