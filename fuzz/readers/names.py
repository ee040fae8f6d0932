"""Names and addresses that others choose: of files beside others, of repositories, and digests inside of pages."""

from collections.abc import Iterator

from qcheck.core import pages, parts, remote
from qcheck.core.copies import original
from qcheck.core.mentions import mentions, sought

WORDS = [
    *(
        b"jobs/elm/record/aaaa",
        b".jsonl",
        b".yaml",
        b" (conflicted copy 2026-12-03)",
        b".sync-conflict-20261203-140731-ABCDEFG",
    ),
    *(
        b" (SFConflict a@b 2026)",
        b" (1)",
        b" - Copy",
        b"-LAPTOP",
        b" 2",
        b"_conflict-20261203-140731",
        b"ext::",
        b"://",
        b"git@",
    ),
    *(b"ssh://", b"-oProxyCommand=", b"core.sshcommand", b"../", b"include.path", b"=\r\n", b"<b>", b'{"text":"'),
]


def seeds() -> Iterator[bytes]:
    """Names that programs give to copies, addresses, and a page with a digest."""
    yield b"jobs/elm/record/aaaa (Dana's conflicted copy 2026-12-03).jsonl"
    yield b"checklists/kitchen.sync-conflict-20261203-140731-ABCDEFG.yaml"
    yield b"qcheck-LAPTOP-1.yaml"
    yield b"git@example.org:miller/jobs-2026.git"
    yield b"ssh://git@example.org/miller/jobs.git"
    yield b"<p>seal " + b"0123456789abcdef" * 2 + b"<br>" + b"0123456789abcdef" * 2 + b"</p>"
    yield b'{"about":"job","body":{"text":"Ann Client, 030 1234567"}}\n'


def one(source: bytes) -> None:
    """Looks at bytes as each of these."""
    text = source.decode("utf-8", "surrogateescape")
    meant = original(text)
    if meant and (meant == text or meant.rpartition("/")[0] != text.rpartition("/")[0]):
        raise AssertionError("a copy of itself, or of a file in another folder")
    parts.is_shared(text)
    if not parts.is_loser(parts.loser(text, "0123456789ab" * 3).rpartition("/")[2]) and parts.part(text).name:
        raise AssertionError("what is kept beside a file is not known again")
    if not remote.wrong(text) and (text.startswith("-") or "ext::" in text[:5] or "\n" in text):
        raise AssertionError("an address that is an option, or starts a program")
    if "/" in remote.named(text) or remote.named(text) in {".", ".."}:
        raise AssertionError("a clone would leave its folder")
    remote.running(text.split("\n"))
    if not pages.standing(source, pages.digests(source)) >= set(pages.digests(source)):
        raise AssertionError("a digest is there and not found")
    mentions(source, "log", sought(["Ann Client"], ["Elm Street 5, Berlin"], ["030 1234567", "ann@example.org"]))
