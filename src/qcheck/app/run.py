"""Commands: which are trusted on this machine, and running them for the items that they answer."""

from collections.abc import Callable
from datetime import datetime
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from qcheck.app import jobs
from qcheck.app import trust as trusting
from qcheck.app.answer import Said, said
from qcheck.app.desk import Desk, speaker
from qcheck.app.jobs import Job
from qcheck.app.write import write
from qcheck.core.act import run as act
from qcheck.core.act.actor import Actor, Refusal
from qcheck.core.act.run import Finished
from qcheck.core.waived import Waived
from qcheck.errors import QcheckError, Refused
from qcheck.model.checklist import Command
from qcheck.model.event import Draft, Kept
from qcheck.model.state import ItemState, JobItem
from qcheck.store import trust

INTERRUPTED = 130
LAST_LINES = 5
LONGEST_TAIL = 2_000


class Step(Struct, frozen=True):
    """What is told while commands run: an item's has started, has passed or failed, or is not run or not recorded.

    `note` says how it ended or why not, `hint` what to do; `output` is the end of what it printed.
    """

    item: JobItem
    came_to: Literal["started", "pass", "fail", "left out"]
    note: str = ""
    hint: str = ""
    output: str = ""


class World(Struct, frozen=True):
    """What running needs of the machine: the clock, the environment that programs get, someone who is told."""

    clock: Callable[[], datetime]
    environ: dict[str, str]
    tell: Callable[[Step], None]


class Outcome(Struct, frozen=True):
    """What a run came to; `said` is None where nothing was recorded. `code` is the exit code."""

    job: str
    steps: tuple[Step, ...]
    said: Said | None
    code: int


def run(desk: Desk, job: str, words: tuple[str, ...], given: dict[str, str], world: World) -> Outcome:
    """Runs the commands of items, one after the other, and records what they came to in one write.

    `given` may hold as and force. Without words, whatever is due and has not passed. Nothing is locked while programs
    run. When interrupted, what has ended by then is recorded. Raises `Refused` where something is not trusted.
    """
    name = jobs.which(desk, job)
    loaded = jobs.load(desk, name)
    who = jobs.actor(desk, speaker(desk, given.get("as", "")))
    gate = jobs.current_gate(desk, loaded.state)
    spared = Waived(loaded.state, desk.settings, jobs.today(desk)).spared()
    items = act.chosen(loaded.state, words, desk.caller.at, gate, desk.settings.gates, spared)
    if isinstance(items, Refusal):
        raise Refused(items.message, items.hint)
    _require_trust(desk, name, items)
    round_ = _Round(desk, loaded, who, given.get("force", ""), world)
    interrupted = round_.all(items)
    recorded = round_.record() if round_.finished else None
    ends = [step.came_to for step in round_.steps]
    code = 1 if "fail" in ends else 2 if "left out" in ends else 0
    return Outcome(loaded.state.plan.name or name, tuple(round_.steps), recorded, INTERRUPTED if interrupted else code)


class _Round:
    """One round over commands: what has ended, and what was told of each."""

    def __init__(self, desk: Desk, job: Job, who: Actor, force: str, world: World) -> None:
        self.desk = desk
        self.job = job
        self.who = who
        self.force = force
        self.world = world
        self.state = job.state
        self.finished: list[Finished] = []
        self.steps: list[Step] = []

    def all(self, items: tuple[ItemState, ...]) -> bool:
        """Runs the commands of items; whether it was interrupted."""
        try:
            for item in items:
                self._one(item)
        except KeyboardInterrupt:
            return True
        return False

    def _one(self, item: ItemState) -> None:
        objection = act.objection(self.state, item, self.who, self.force)
        if objection:
            self._left_out(item, f"not run, {objection.message}", objection.hint)
        elif not self._trusted(_argv(item)):
            self._left_out(item, "not run, its files were changed just now", f"qcheck trust {self.job.id}")
        else:
            self.world.tell(Step(item.item, "started"))
            try:
                finished = self._run(item)
            except QcheckError as error:
                self._left_out(item, f"not recorded: {error.message.rstrip('.')}", error.hint)
                return
            self.finished.append(finished)
            drafts = act.results(self.state, self.state, (finished,), self.who, self.force).drafts
            for draft in drafts:
                self.state = act.foreseen(self.state, draft)
            note = act.told(finished.ran, _limit(item))
            self._tell(Step(item.item, act.result(finished.ran), note, "", _tail(finished.ran.output)))

    def _run(self, item: ItemState) -> Finished:
        from qcheck.store import command, evidence  # 15 ms for subprocess, only where something is run

        ran = command.run(_argv(item), self.desk.root, _limit(item), environ=self.world.environ)
        if not ran.output:
            return Finished(item, ran)
        digest = evidence.keep(self.job.folder, ran.output, "txt")
        return Finished(item, ran, (Kept(digest, "output.txt", len(ran.output), "txt", "output"),))

    def record(self) -> Said:
        """Writes what has ended, as of now."""
        desk = replace(self.desk, caller=replace(self.desk.caller, now=self.world.clock()))
        who = jobs.actor(desk, self.who.by)
        left_out: list[tuple[Finished, str]] = []

        def decide(held: Job) -> list[Draft]:
            results = act.results(held.state, self.job.state, tuple(self.finished), who, self.force)
            left_out[:] = results.left_out
            return list(results.drafts)

        written = write(desk, self.job.id, decide)
        for finished, why in left_out:
            self.steps = [step for step in self.steps if step.item.subject != finished.item.item.subject]
            self._left_out(finished.item, f"not recorded: {why}", "")
        return said(desk, written)

    def _trusted(self, argv: tuple[str, ...]) -> bool:
        bound = trust.bound(self.desk.root, argv, self.world.environ)
        return trust.trusted(self.desk.installation, self.desk.root, bound)

    def _left_out(self, item: ItemState, why: str, hint: str) -> None:
        self._tell(Step(item.item, "left out", why, hint))

    def _tell(self, step: Step) -> None:
        self.steps.append(step)
        self.world.tell(step)


def _argv(item: ItemState) -> tuple[str, ...]:
    return item.item.answer.argv if isinstance(item.item.answer, Command) else ()


def _limit(item: ItemState) -> int:
    return item.item.answer.limit if isinstance(item.item.answer, Command) else 0


def _tail(output: bytes) -> str:
    lines = output[-LONGEST_TAIL:].decode("utf-8", "replace").rstrip().splitlines()
    return "\n".join(lines[-LAST_LINES:])


def _require_trust(desk: Desk, job: str, items: tuple[ItemState, ...]) -> None:
    """Raises `Refused`, with what would run, unless this machine's user has trusted all of it as it is."""
    untrusted = [offer for offer in trusting.of_items(desk, {job: items}) if offer.standing != "trusted"]
    if not untrusted:
        return
    count = "1 command is" if len(untrusted) == 1 else f"{len(untrusted)} commands are"
    shown = "\n".join(line for offer in untrusted for line in trusting.lines(offer))
    message = f"{count} not trusted on this machine, so nothing was run:\n{shown}"
    raise Refused(message, f"Read them, then: qcheck trust {job}")
