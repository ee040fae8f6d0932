"""Loading punch lists: files read, understood, compared with what stands, and what is new raised in one write."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from qcheck.app import jobs
from qcheck.app.answer import store
from qcheck.app.desk import BadFile, Desk, speaker
from qcheck.app.jobs import Job
from qcheck.app.judge import context
from qcheck.app.write import write
from qcheck.core.act import load as loading
from qcheck.core.act import punch as raising
from qcheck.core.act.actor import Actor, Refusal
from qcheck.core.act.load import Difference, Meant
from qcheck.core.clean import line
from qcheck.core.nodes import MOST_FINDINGS
from qcheck.core.punch import closed, names
from qcheck.core.rules.table import found
from qcheck.core.views.parts import WHEN, Told
from qcheck.core.views.punch import punch as view
from qcheck.core.wording import Speaker
from qcheck.errors import QcheckError
from qcheck.model.event import Draft
from qcheck.model.finding import Finding
from qcheck.model.punchfile import Line
from qcheck.model.punchview import PunchView
from qcheck.model.state import JobState
from qcheck.store import evidence

if TYPE_CHECKING:
    from qcheck.app.evidence import Taken

MOST_BYTES = 60_000_000
MOST_PHOTOS = 600_000_000

Photos = Mapping[str, "tuple[Taken, ...]"]


class Differs(Struct, frozen=True):
    """Something that a file says otherwise than a punch item has it: which one, what stands, what it says, where."""

    name: str
    text: str
    key: str
    stands: str
    says: str
    where: str


class Loaded(Struct, frozen=True):
    """What came of loading: the job, the punch items that were raised, how many lines stood already, what differs from
    these, which of them are closed, and what else is to be told of the files.
    """

    job: str
    name: str
    raised: tuple[PunchView, ...]
    standing: int
    differs: tuple[Differs, ...]
    closed: tuple[str, ...]
    findings: tuple[Finding, ...]


def load(desk: Desk, job: str, paths: tuple[Path, ...], terms: dict[str, str], *, client: bool = False) -> Loaded:
    """Raises what is new in punch lists, all of it or nothing; `terms` may hold as and sheet.

    Raises `BadFile` with everything that is wrong where anything is: half a list would pass for a whole one.
    """
    who = jobs.actor(desk, speaker(desk, terms.get("as", "")))
    wanted = jobs.which(desk, job)
    lines, findings = _read(paths, terms.get("sheet", ""))
    items, wrong = loading.meant(lines, desk.settings, desk.caller.now.astimezone(desk.zone()))
    pictures: Photos = {}
    refused: list[Finding] = []
    if any(each.line.photos for each in items):
        pictures, refused = _pictures(desk, _new(jobs.load(desk, wanted).state, items))

    def decide(held: Job) -> list[Draft] | Refusal:
        _refuse([*findings, *wrong, *refused, *loading.reused(held.state, items)])
        return _raised(held, items, pictures, client, who)

    written = write(desk, wanted, decide)
    return _told(desk, written.job, items, {draft.about for draft in written.drafts}, findings)


def _refuse(findings: list[Finding]) -> None:
    if any(f.severity == "block" for f in findings):
        raise BadFile(sorted(findings, key=lambda f: f.place))


def _read(paths: tuple[Path, ...], sheet: str) -> tuple[list[Line], list[Finding]]:
    """The lines of all files, and what is to be told of these."""
    from qcheck.intake.punchlist import read  # 25 ms for YAML's reader, only where a list is loaded

    lines: list[Line] = []
    findings: list[Finding] = []
    for path in paths:
        source = evidence.read_foreign(path, MOST_BYTES, follow=True)
        listed, wrong = read(source, path.as_posix(), sheet)
        lines += listed.lines
        findings += wrong
    return lines, findings


def _new(state: JobState, items: Iterable[Meant]) -> list[Meant]:
    known = {item.subject for item in state.punch}
    return [each for each in items if each.subject not in known]


def _pictures(desk: Desk, items: list[Meant]) -> tuple[Photos, list[Finding]]:
    """The photos of items by subject, looked at and not yet kept, and what is wrong with them."""
    from qcheck.app.evidence import beside  # 10 ms, and Pillow behind it, only where there are photos

    taken: dict[str, tuple[Taken, ...]] = {}
    findings: list[Finding] = []
    size = 0
    for each in items:
        for cell in each.line.photos:
            try:
                photo = beside(desk, Path(cell.place.file).parent, cell.text)
                size += len(photo.content)
                taken[each.subject] = (*taken.get(each.subject, ()), photo)
            except QcheckError as error:
                why, how = error.message.removesuffix("."), error.hint.removesuffix(".")
                findings.append(found("photo-refused", cell.place, cell.place.file, why=why, how=how))
            if size > MOST_PHOTOS or len(findings) >= MOST_FINDINGS:
                why, how = "The photos are more than 600 MB together", "Load them in several lists"
                last = found("photo-refused", cell.place, cell.place.file, why=why, how=how)
                return taken, [*findings, *([last] if size > MOST_PHOTOS else [])]
    return taken, findings


def _raised(held: Job, items: tuple[Meant, ...], pictures: Photos, client: bool, who: Actor) -> list[Draft] | Refusal:
    new = _new(held.state, items)
    missing = [each for each in new if each.line.photos and each.subject not in pictures]
    if missing:
        return Refusal("The job changed while the photos were read.", "Load the list once more.")
    drafts = raising.add(
        held.state,
        tuple(
            replace(each.new, client=client, kept=tuple(photo.kept for photo in pictures.get(each.subject, ())))
            for each in new
        ),
        who,
    )
    if not isinstance(drafts, Refusal):
        store(held.folder, tuple(photo for each in new for photo in pictures.get(each.subject, ())))
    return drafts


def _told(desk: Desk, job: Job, items: tuple[Meant, ...], raised: set[str], findings: list[Finding]) -> Loaded:
    speaker_ = Speaker(desk.settings, desk.zone())
    views = view(Told(job.state, (), context(desk, job), speaker_))
    stood = [each for each in items if each.subject not in raised]
    every, listed = names(job.state.punch), {each.subject for each in stood}
    return Loaded(
        job.id,
        job.state.plan.name or job.id,
        tuple(each for each in views if each.id in raised),
        len(stood),
        _differs(job.state, loading.differences(job.state, stood), speaker_),
        tuple(every[item.subject] for item in job.state.punch if item.subject in listed and closed(item)),
        tuple(sorted(findings, key=lambda f: f.place)),
    )


def _differs(state: JobState, differences: tuple[Difference, ...], speaker_: Speaker) -> tuple[Differs, ...]:
    if not differences:
        return ()
    every, texts = names(state.punch), {item.subject: item.text for item in state.punch}
    return tuple(
        Differs(
            every[each.subject],
            line(texts[each.subject]),
            each.key,
            _word(each.key, each.stands, speaker_),
            _word(each.key, each.says, speaker_),
            str(each.place),
        )
        for each in differences
    )


def _word(key: str, value: str, speaker_: Speaker) -> str:
    """What a punch item has under a key, as people read it."""
    if not value:
        return "nothing"
    if key == "category":
        return WHEN.get(value, line(value))
    return speaker_.when(value) if key == "due" else line(value)
