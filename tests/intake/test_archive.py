"""Archives: whatever a zip holds, nothing of it is believed before all of it was looked at."""

import hashlib
import io
import os
import stat
import struct
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcheck.core.archive import manifest, read_manifest
from qcheck.intake import archive
from qcheck.intake.archive import NotArchive, unpacked

PHOTO = f"evidence/{'7' * 64}.jpg"
FILES = {
    "README.txt": b"Elm\n",
    "checklists/kitchen.0123456789ab.yaml": b"checklist: kitchen\n",
    PHOTO: b"\xff\xd8" + bytes(range(256)),
    "qcheck.yaml": b"company: Miller\n",
    "record/aaaa.jsonl": b'{"about":"job"}\n',
}

Entry = tuple[zipfile.ZipInfo | str, bytes]


def packed(
    *more: Entry, files: dict[str, bytes] = FILES, top: str = "elm", listed: dict[str, bytes] | None = None
) -> bytes:
    """A zip of these files with a manifest that fits, and entries after it that nobody listed."""
    held = io.BytesIO()
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in (listed or files).items()}
    with zipfile.ZipFile(held, "w") as made:
        for name, content in files.items():
            made.writestr(f"{top}/{name}", content)
        made.writestr(f"{top}/manifest-sha256.txt", manifest(sums))
        for named, content in more:
            made.NameToInfo.clear()  # else it warns of a name that is there already
            made.writestr(named, content)
    return held.getvalue()


def why(source: bytes) -> str:
    """Why these bytes are refused."""
    with pytest.raises(NotArchive) as caught:
        unpacked(io.BytesIO(source))
    return str(caught.value)


def entry(name: str, **attributes: int) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name)
    for attribute, value in attributes.items():
        setattr(made, attribute, value)
    return made


def unix(kind: int, name: str = f"elm/{PHOTO}x") -> zipfile.ZipInfo:
    """An entry that says of itself that it is of that kind."""
    return entry(name, create_system=3, external_attr=(kind | 0o777) << 16)


def test_a_sound_archive_gives_its_files() -> None:
    """By name below its one folder, with their digests; its bytes as often as they are asked for."""
    held = unpacked(io.BytesIO(packed()))
    assert held.job == "elm"
    assert held.digests == {name: hashlib.sha256(content).hexdigest() for name, content in FILES.items()}
    assert {name: held.content(name) for name in held.digests} == FILES
    assert held.content(PHOTO) == FILES[PHOTO]


def test_an_archive_that_was_packed_again_by_another_program_is_the_same() -> None:
    """Compressed, with entries for folders, in another order, the manifest in the form of other programs."""
    held = io.BytesIO()
    sums = "".join(f"{hashlib.sha256(content).hexdigest()} *{name}\n" for name, content in FILES.items())
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for folder in ("elm/", "elm/evidence/", "elm/private/"):
            made.writestr(unix(stat.S_IFDIR, folder), b"")
        for name in sorted(FILES, reverse=True):
            made.writestr(f"elm/{name}", FILES[name])
        made.writestr("elm/manifest-sha256.txt", sums)
    assert unpacked(held).digests.keys() == FILES.keys()


def test_a_job_may_be_called_by_letters_of_any_script() -> None:
    """Or as somebody called its folder."""
    assert unpacked(io.BytesIO(packed(top="Küche_løkke"))).job == "Küche_løkke"


ODD = "is nothing that an archive of a job holds"
NAME = "has a name that not every system takes"
ONE = "its files do not lie in one folder that is a job's"

REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "slip": (lambda: packed(("elm/../../etc/cron.d/x", b"x")), "elm/../../etc/cron.d/x leads out of its folder"),
    "slip below a folder": (
        lambda: packed(("elm/record/../../x.jsonl", b"x")),
        "elm/record/../../x.jsonl leads out of its folder",
    ),
    "absolute": (lambda: packed(("/etc/passwd", b"x")), "/etc/passwd leads out of its folder"),
    "drive": (lambda: packed(("C:/x.jsonl", b"x")), ONE),
    "backslash": (lambda: packed(("elm\\record\\x.jsonl", b"x")), f"elm\\record\\x.jsonl {NAME}"),
    "stream": (lambda: packed(("elm/record/a.jsonl:b.jsonl", b"x")), f"elm/record/a.jsonl:b.jsonl {ODD}"),
    "device name": (lambda: packed(("elm/record/NUL.jsonl", b"x")), f"elm/record/NUL.jsonl {ODD}"),
    "point at the end": (lambda: packed(("elm/evidence/a.", b"x")), f"elm/evidence/a. {ODD}"),
    "hidden": (lambda: packed(("elm/record/.git.jsonl", b"x")), f"elm/record/.git.jsonl {ODD}"),
    "escape": (lambda: packed(("elm/evidence/\x1b[31m", b"x")), f"elm/evidence/�[31m {ODD}"),
    "turned round": (lambda: packed(("elm/evidence/a\u202egpj.exe", b"x")), f"elm/evidence/a�gpj.exe {ODD}"),
    "empty part": (lambda: packed(("elm//record/x.jsonl", b"x")), f"elm//record/x.jsonl {ODD}"),
    "deeper": (lambda: packed(("elm/record/a/b.jsonl", b"x")), f"elm/record/a/b.jsonl {ODD}"),
    "foreign folder": (lambda: packed(("elm/hooks/pre-commit", b"x")), f"elm/hooks/pre-commit {ODD}"),
    "foreign file": (lambda: packed(("elm/.gitattributes", b"x")), f"elm/.gitattributes {ODD}"),
    "foreign ending": (lambda: packed(("elm/record/a.sh", b"x")), f"elm/record/a.sh {ODD}"),
    "256 bytes": (
        lambda: packed((f"elm/evidence/{'a' * 256}", b"x")),
        f"elm/evidence/{'a' * 187} {ODD}",
    ),
    "two folders": (lambda: packed(("oak/record/a.jsonl", b"x")), ONE),
    "no folder": (lambda: packed(("loose.txt", b"x")), ONE),
    "hidden folder": (lambda: packed(top=".git"), ONE),
    "device for a folder": (lambda: packed(top="con"), ONE),
    "twice": (lambda: packed(("elm/record/aaaa.jsonl", b"x")), "elm/record/aaaa.jsonl is in it twice"),
    "twice in other letters": (lambda: packed(("elm/record/AAAA.jsonl", b"x")), "elm/record/AAAA.jsonl is in it twice"),
    "twice in other accents": (
        lambda: packed(("elm/evidence/ü", b"x"), ("elm/evidence/u\u0308", b"x")),
        "elm/evidence/u\u0308 is in it twice",
    ),
    "link": (lambda: packed((unix(stat.S_IFLNK), b"/etc/passwd")), f"elm/{PHOTO}x is a link or a device"),
    "device": (lambda: packed((unix(stat.S_IFBLK), b"")), f"elm/{PHOTO}x is a link or a device"),
    "pipe": (lambda: packed((unix(stat.S_IFIFO), b"")), f"elm/{PHOTO}x is a link or a device"),
    "socket": (lambda: packed((unix(stat.S_IFSOCK), b"")), f"elm/{PHOTO}x is a link or a device"),
    "not listed": (lambda: packed(("elm/record/b.jsonl", b"x")), "record/b.jsonl is in it and not in its manifest"),
    "listed only": (
        lambda: packed(listed={**FILES, "record/b.jsonl": b"x"}),
        "record/b.jsonl is in its manifest and not in it",
    ),
    "changed": (
        lambda: packed(listed={**FILES, "record/aaaa.jsonl": b"x"}),
        "elm/record/aaaa.jsonl is not what its manifest says",
    ),
    "no record": (
        lambda: packed(files={n: c for n, c in FILES.items() if "record" not in n}),
        "it has no record, or no qcheck.yaml",
    ),
    "no settings": (
        lambda: packed(files={n: c for n, c in FILES.items() if n != "qcheck.yaml"}),
        "it has no record, or no qcheck.yaml",
    ),
    "empty": (lambda: b"", "it is empty"),
    "text": (lambda: b"qcheck\n" * 100, "it is no zip"),
    "zip of nothing": (lambda: b"PK\5\6" + bytes(18), ONE),
}


@pytest.mark.parametrize("case", REFUSED, ids=str)
def test_a_hostile_archive_is_refused_with_the_reason(case: str) -> None:
    """In whole words, with the entry that is wrong."""
    source, reason = REFUSED[case]
    assert why(source()) == reason


def test_an_archive_without_a_manifest_is_none() -> None:
    """Nor is one whose manifest is something else, or names a file twice."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        made.writestr("elm/record/aaaa.jsonl", b"x")
    assert why(held.getvalue()) == "it has no manifest-sha256.txt, or one that is no list of its files"
    with zipfile.ZipFile(held, "a") as made:
        made.writestr("elm/manifest-sha256.txt", "all is well\n")
    assert why(held.getvalue()) == "its manifest-sha256.txt cannot be read"
    line = f"{'a' * 64}  README.txt\n"
    assert read_manifest(f"{line}{line}".encode()) is None
    assert read_manifest(b"\xff") is None
    assert read_manifest(line.encode()) == {"README.txt": "a" * 64}


def test_an_encrypted_entry_is_refused() -> None:
    """What cannot be read cannot be compared."""
    source = bytearray(packed(("elm/evidence/secret.jpg", b"x")))
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        source[source.rindex(mark) + offset] |= 1
    assert why(bytes(source)) == "elm/evidence/secret.jpg is encrypted"


def test_another_way_of_packing_is_refused() -> None:
    """Not every program unpacks it, and its bombs are larger."""
    assert why(packed((entry("elm/evidence/a.jpg", compress_type=zipfile.ZIP_LZMA), b"x"))) == (
        "elm/evidence/a.jpg is packed in a way that not every program can unpack"
    )


def test_a_name_that_is_not_in_utf_8_is_refused() -> None:
    """Another system would read another name."""
    source = packed(("elm/evidence/a-umlaut", b"x")).replace(b"a-umlaut", b"\xe4-umlaut")
    assert why(source) == "elm/evidence/Σ-umlaut has a name that is not in UTF-8"
    marked = packed(("elm/evidence/äb", b"x")).replace("äb".encode(), b"\xff\xfeb")
    assert why(marked) == "it was cut off, or its end is damaged"


def test_a_name_with_an_end_in_the_middle_is_refused() -> None:
    """Programs differ in what they take for the name."""
    source = packed(("elm/evidence/a.jpg_.exe", b"x")).replace(b"a.jpg_.exe", b"a.jpg\0.exe")
    assert why(source) == f"elm/evidence/a.jpg {NAME}"


def test_a_name_of_255_bytes_is_a_name() -> None:
    """As long as any file's may be."""
    long = {**FILES, f"evidence/{'a' * 255}": b"x"}
    assert len(unpacked(io.BytesIO(packed(files=long))).digests) == 6


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    """By what it says of itself, in a moment and with little memory."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
        made.writestr("elm/record/aaaa.jsonl", bytes(150_000_000))
    tracemalloc.start()
    reason = why(held.getvalue())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert reason == "elm/record/aaaa.jsonl unpacks to more than any file of a job"
    assert peak < 1_000_000


def test_many_small_bombs_are_refused_together() -> None:
    """None of them is large."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
        for number in range(200):
            made.writestr(f"elm/evidence/{number}", bytes(1_000_000))
    assert why(held.getvalue()) == "it unpacks to more than any job"


def test_a_bomb_that_lies_about_its_size_is_cut_where_it_said() -> None:
    """What comes after that is damage."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("elm/manifest-sha256.txt", bytes(50_000_000))
    source = held.getvalue().replace(struct.pack("<L", 50_000_000), struct.pack("<L", 10))
    tracemalloc.start()
    reason = why(source)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert reason == "elm/manifest-sha256.txt is damaged"
    assert peak < 5_000_000


def test_entries_that_share_their_bytes_are_refused() -> None:
    """A kilobyte could be ten thousand files."""
    source = bytearray(packed(("elm/evidence/one", b"x" * 50), ("elm/evidence/two", b"x" * 50)))
    one = source.index(b"PK\3\4", source.index(b"elm/manifest-sha256.txt"))
    last = source.rindex(b"PK\1\2")
    source[last + 42 : last + 46] = struct.pack("<L", one)
    assert why(bytes(source)) == "elm/evidence/two lies in the middle of another entry"


def test_more_entries_than_any_job_has_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether they are there, or the zip only says that its directory is that long."""
    monkeypatch.setattr(archive, "MOST_ENTRIES", 5)
    assert why(packed()) == "it has more than 5 entries"
    monkeypatch.setattr(archive, "MOST_DIRECTORY", 100)
    assert why(packed()) == "it has more than 5 entries"


def test_an_archive_that_changes_under_our_hands_is_noticed() -> None:
    """What was compared is what is given."""
    file = io.BytesIO(packed())
    held = unpacked(file)
    file.seek(file.getvalue().index(b'{"about":"job"}'))
    file.write(b'{"about":"oak"}')
    with pytest.raises(NotArchive) as caught:
        held.content("record/aaaa.jsonl")
    assert str(caught.value) == "elm/record/aaaa.jsonl is damaged"


def test_an_archive_that_was_cut_anywhere_is_refused() -> None:
    """At every byte."""
    source = packed()
    for length in range(len(source)):
        with pytest.raises(NotArchive):
            unpacked(io.BytesIO(source[:length]))


@given(st.data())
def test_changed_bytes_are_refused_or_change_nothing(data: st.DataObject) -> None:
    """Nothing but a refusal comes of damage, and no file is another than its manifest says."""
    source = bytearray(packed())
    for _ in range(data.draw(st.integers(1, 4))):
        source[data.draw(st.integers(0, len(source) - 1))] = data.draw(st.integers(0, 255))
    try:
        held = unpacked(io.BytesIO(bytes(source)))
    except NotArchive:
        return
    for name, digest in held.digests.items():
        assert hashlib.sha256(held.content(name)).hexdigest() == digest


@given(st.binary(max_size=400))
def test_any_bytes_are_refused(source: bytes) -> None:
    """With or without what a zip begins with."""
    for tried in (source, b"PK\3\4" + source, source + b"PK\5\6" + bytes(18)):
        with pytest.raises(NotArchive):
            unpacked(io.BytesIO(tried))


def test_progress_counts_the_files() -> None:
    """Up to all of them."""
    told: list[tuple[int, int]] = []
    unpacked(io.BytesIO(packed()), lambda done, every: told.append((done, every)))
    assert told == [(1, 5), (2, 5), (3, 5), (4, 5), (5, 5)]


def test_a_large_photo_comes_back_whole() -> None:
    """Several times what is read at once."""
    content = os.urandom(3_000_000)
    held = unpacked(io.BytesIO(packed(files={**FILES, PHOTO: content})))
    assert held.content(PHOTO) == content


NAMES = st.one_of(
    st.text(max_size=12),
    st.lists(
        st.sampled_from(["elm", "/", "..", ".", "\\", "record", "a.jsonl", "evidence", "C:", "\0", "ELM", " "])
    ).map("".join),
    st.sampled_from(["elm/record/", "elm/record/b.jsonl", "elm/private/x.json", "elm/README.txt", "elm/Qcheck.yaml"]),
)


@given(st.lists(st.tuples(NAMES, st.binary(max_size=20)), max_size=4), st.booleans())
def test_whatever_an_archive_names_stays_in_its_folder(more: list[tuple[str, bytes]], listed: bool) -> None:
    """Listed in its manifest or not: an entry is a file of the job, or the archive is refused."""
    entries: list[Entry] = [(entry(name.encode("utf-8", "replace").decode() or "x"), content) for name, content in more]
    files = {name.partition("/")[2]: content for name, content in more if "/" in name and "\n" not in name}
    sums = {**FILES, **files} if listed else FILES
    safe = {
        name: content for name, content in sums.items() if name and name == name.encode("utf-8", "replace").decode()
    }
    try:
        held = unpacked(io.BytesIO(packed(*entries, listed=safe)))
    except NotArchive:
        return
    for name, digest in held.digests.items():
        assert not {"..", "", "."} & set(name.split("/"))
        assert "\\" not in name
        assert hashlib.sha256(held.content(name)).hexdigest() == digest


@given(
    st.binary() | st.lists(st.sampled_from([b"a" * 64, b"  ", b"record/a.jsonl", b"\n", b"\r", b"\xff"])).map(b"".join)
)
def test_any_manifest_is_a_list_of_files_or_none(source: bytes) -> None:
    """A line that is not understood makes it none; nothing is passed over."""
    digests = read_manifest(source)
    assert digests is None or len(digests) == len(source.decode().splitlines())
