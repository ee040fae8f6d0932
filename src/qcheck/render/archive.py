"""The texts of an archive: its README, and the record as people read it."""

from collections.abc import Mapping

from qcheck.model.archiveview import ArchiveView
from qcheck.model.view import LogView

WIDTH = 25
KEYED = (
    "",
    "A sign-off is signed with an SSH key. Whose key that is stands in a list of allowed signers, which is not",
    "in here: whoever made this archive has it, and you should know from whom you got it.",
)


def readme(of: ArchiveView, _: Mapping[str, bytes]) -> bytes:
    """What the archive holds, how it is checked without qcheck, and what that proves."""
    head = f"{of.name}{f', {of.company}' if of.company else ''}"
    lines = [
        head,
        "=" * len(head),
        f"All that was recorded about this job until {of.as_of}: {of.lines} statements.",
        "It can be read without qcheck, with a browser and a text editor.",
        "",
        *(f"{name:<{WIDTH}} {what}" for name, what in _holds(of)),
        "",
        *_client(of),
        *_lacks(of),
        "Is it whole?",
        "------------",
        "In this folder, on Linux:    sha256sum -c manifest-sha256.txt",
        "On a Mac:                    shasum -a 256 -c manifest-sha256.txt",
        "On Windows, file by file:    certutil -hashfile FILE SHA256",
        "With qcheck:                 qcheck audit FILE.zip",
        *(["Signatures by keys too:      qcheck audit FILE.zip --signers LIST"] if of.keyed else []),
        "Back into a workspace:       qcheck restore FILE.zip",
        "",
        "That shows damage and careless edits. It does not show who made this archive: whoever changes a",
        "file can write the manifest anew. The lines of the record name each other by digest, and each",
        "sign-off names the lines that it was given over; compare its seal with the page that the client has.",
        *(KEYED if of.keyed else ()),
        *_evidence(of),
    ]
    return ("\n".join(line.rstrip() for line in lines) + "\n").encode()


def _holds(of: ArchiveView) -> list[tuple[str, str]]:
    pages = [
        (f"reports/handover-{letter}.html", f"the page that belongs to sign-off {letter}") for letter in of.revisions
    ]
    return [
        ("report.html", "begin here: the handover report as it stood then"),
        *pages,
        ("record.txt", "who said what and when, in plain words"),
        ("record/", "the same as it was recorded, one statement a line, in JSON: this is what counts"),
        ("checklists/", "the lists that the job was judged by"),
        *(
            [("evidence/", "photos and files, each named by its SHA-256; what they are is listed below")]
            if of.evidence
            else []
        ),
        *([("private/", "the client's name, address and contact")] if of.client else []),
        ("qcheck.yaml", "the firm's settings: people, gates, rules"),
        ("manifest-sha256.txt", "the SHA-256 of every file"),
    ]


def _client(of: ArchiveView) -> list[str]:
    if of.client:
        return ["It holds personal data of the client. Keep it as carefully as that asks for.", ""]
    return [
        "The client's name, address and contact are not in it, and the pages were made without them. The name",
        "of whoever signed and what was typed into notes are in the record; photos may show people and homes.",
        "",
    ]


def _lacks(of: ArchiveView) -> list[str]:
    lines = [f"Removed on request: {of.removed}; the record says when, by whom and why.", ""] if of.removed else []
    for title, names in (
        ("The record names these photos and files, which were not there:", of.missing),
        ("These photos and files are not what was recorded:", of.altered),
    ):
        lines += [title, *(f"  {name}" for name in names), ""] if names else []
    return lines


def _evidence(of: ArchiveView) -> list[str]:
    if not of.evidence:
        return []
    return ["", "Photos and files", "----------------", *(f"{path}  {name}" for path, name in of.evidence)]


def log(of: LogView, _: Mapping[str, bytes]) -> bytes:
    """Every statement in order, with what became of it and where it stands."""
    lines = [of.name, ""]
    for each in of.entries:
        did = f" (done by {each.did})" if each.did else ""
        became = " [taken back]" if each.retracted else " [replaced later]" if each.superseded else ""
        lines += [f"{each.at}, {each.by}{did}{became}", f"    {each.what}"]
    return ("\n".join(lines) + "\n").encode()
