"""The view of an archive: what its README tells of it."""

from msgspec import Struct


class ArchiveView(Struct, frozen=True):
    """A job as its archive holds it. `as_of` is the time of its last line; `revisions` are the letters of its
    sign-offs. `evidence` are the photos and files by path and by what they were called; `missing` those that the record
    names and that were not there, `altered` those that are not what was recorded, `removed` what was removed on
    request, in words. `client` tells whether the client's data is in it, `keyed` whether a sign-off is signed with a
    key.
    """

    job: str
    name: str
    company: str
    as_of: str
    lines: int
    revisions: tuple[str, ...]
    evidence: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    altered: tuple[str, ...]
    removed: str
    client: bool
    keyed: bool = False
