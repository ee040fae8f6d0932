"""Pictures: small JPEGs of a job's photos for reports, each made once and kept."""

import os
import warnings
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from qcheck.app.desk import Desk
from qcheck.app.jobs import Job
from qcheck.intake import photo as intake
from qcheck.intake.opening import NotPhoto
from qcheck.model.event import Kept
from qcheck.store import evidence

PICTURE = b"picture v1\0"
# Each that is made has a photo in memory; more at a time would gain little, for disks do not read faster.
MOST_AT_A_TIME = 4


def pictures(desk: Desk, job: Job, kepts: Iterable[Kept]) -> dict[str, bytes]:
    """Small JPEGs of photos by digest; without those that are missing, altered, or cannot be shown.

    Each is made once, of bytes that have its digest, and kept in the cache, sealed; several are made at a time. The
    caller is shown how many are still to be made.
    """
    photos = [kept for kept in kepts if kept.kind == "photo"]
    gone = evidence.missing_of(job.folder, photos)
    there = {kept.digest: kept for kept in photos if kept not in gone}
    made: list[str] = []

    def small(kept: Kept) -> bytes | None:
        return desk.cache.get(PICTURE + kept.digest.encode(), bytes, partial(_picture, job.folder, kept, made.append))

    try:
        shown = dict(zip(there, _each(desk, small, list(there.values()), made), strict=True))
    finally:
        if made:
            desk.caller.passing("")
            desk.cache.prune()
    return {digest: picture for digest, picture in shown.items() if picture}


def _each(
    desk: Desk, small: Callable[[Kept], bytes | None], kepts: list[Kept], made: list[str]
) -> Iterator[bytes | None]:
    """The pictures in order, made by several threads: Pillow and the digests let go of Python's lock."""
    several = min(MOST_AT_A_TIME, os.cpu_count() or 1, len(kepts))
    if several < 2:  # noqa: PLR2004 (one)
        yield from map(small, kepts)
        return
    from concurrent.futures import ThreadPoolExecutor  # 8 ms, only where there are photos

    desk.cache.ready()
    with warnings.catch_warnings(), ThreadPoolExecutor(several) as pool:
        warnings.simplefilter("ignore")  # each thread does so, too, and puts back what another may have left
        for number, picture in enumerate(pool.map(small, kepts), 1):
            if made:
                desk.caller.passing(f"Photos: {number} of {len(kepts)}")
            yield picture


def _picture(folder: Path, kept: Kept, told: Callable[[str], None]) -> bytes | None:
    told(kept.digest)
    content = evidence.content(folder, kept)
    try:
        return intake.thumbnail(content) if content else None
    except NotPhoto:
        return None
