"""The builder: a job in a line, in memory, for tests of the core: `job(KITCHEN).tick("worktops.sealed").findings()`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec.structs import replace

from qcheck.core import evaluate, events, logs
from qcheck.core.act import answer as answering
from qcheck.core.act import attach as attaching
from qcheck.core.act import contact as contacting
from qcheck.core.act import moves as moving
from qcheck.core.act import note as noting
from qcheck.core.act import owing
from qcheck.core.act import plan as planning
from qcheck.core.act import punch as punching
from qcheck.core.act import release as releasing
from qcheck.core.act import scope as scoping
from qcheck.core.act import sign as signing
from qcheck.core.act import undo as undoing
from qcheck.core.act import upgrade as upgrading
from qcheck.core.act import waive as waiving
from qcheck.core.act.actor import Actor, Refusal, live_ids
from qcheck.core.act.answer import Given
from qcheck.core.act.moves import Terms
from qcheck.core.act.punch import New
from qcheck.core.act.unitid import unit_id
from qcheck.core.dates import utc
from qcheck.core.fold import fold
from qcheck.core.parse import checklist as parse
from qcheck.core.rules.context import Context
from qcheck.core.tongue import ENGLISH, Tongue
from qcheck.core.views.parts import Told
from qcheck.core.wording import Speaker
from qcheck.model.checklist import Checklist
from qcheck.model.event import Body, Draft, Event, Kept, Outcome, Pin, Result
from qcheck.model.finding import Finding
from qcheck.model.place import Place
from qcheck.model.problem import Problem
from qcheck.model.punchevent import Contacted, Diagnosed, Rated, Score, Waiting, Way
from qcheck.model.settings import Person, Policy, Settings
from qcheck.model.state import JobState

KITCHEN = """\
checklist: kitchen
version: 1
title: Kitchen
source: Good practice of the trade
sections:
  - id: arrival
    title: Arrival
    items:
      - id: isolated
        text: Water and power isolated
        accept: 0 V on every terminal
        critical: true
        gate: start
        na: never
  - id: worktops
    title: Worktops
    items:
      - sealed: Joints sealed, no visible gap
      - id: level
        text: Worktop level in both directions
        accept: no more than 2 mm over 2 m
      - id: spare
        text: Spare hinge left with the client
        na: free
      - id: called
        text: Follow-up call made
        gate: closeout
"""

SETTINGS = Settings(
    company="Miller Kitchens",
    zone="UTC",
    people=(
        Person("dana", "Dana Miller", ("lead",)),
        Person("ravi", "Ravi Shah", ("fitter",)),
        Person("olga", "Olga Petrova", ("office",)),
    ),
    digest="settings",
)
START = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)


def settings(**changed: Any) -> Settings:
    """The settings of the tests with some members changed; `policy` may be a dict."""
    if isinstance(changed.get("policy"), dict):
        changed["policy"] = Policy(**changed["policy"])
    kept = {name: getattr(SETTINGS, name) for name in SETTINGS.__struct_fields__}
    return Settings(**{**kept, **changed})


def parsed(text: str, file: str = "jobs/elm/checklists/kitchen.yaml") -> Checklist:
    """A checklist of a text without findings."""
    checklist, findings = parse(text.encode(), file)
    assert checklist is not None, findings
    assert findings == []
    return checklist


@dataclass
class Device:
    """One log of a job: where it ends, and what this device has seen of the record."""

    log: str
    seen: list[Event] = field(default_factory=list)
    prev: str = ""
    lines: list[bytes] = field(default_factory=list)


@dataclass
class JobBuilder:
    """A job that grows by a call a statement; every call moves the clock on by a minute."""

    checklist: Checklist
    settings: Settings = SETTINGS
    gate: str = "handover"
    now: datetime = START
    devices: dict[str, Device] = field(default_factory=lambda: {"aaaa": Device("aaaa")})
    at: str = "aaaa"
    by: str = "dana"
    batch: int = 0
    refusal: Refusal | None = None
    newer: dict[str, Checklist] = field(default_factory=dict)
    digest: str = "d" * 64

    def open(self, **plan: Any) -> JobBuilder:
        """Opens the job; `plan` holds fields such as `handover="2026-12-04"`; the lead is dana."""
        changes = {
            "plan/lead": "dana",
            **{f"plan/{k}": v for k, v in plan.items() if k not in {"scope", "facts", "units"}},
        }
        changes |= {f"plan/unit.{k}.{unit_id(k, u)}": u for k, units in plan.get("units", {}).items() for u in units}
        changes |= {f"plan/fact.{k}": v for k, v in plan.get("facts", {}).items()}
        changes |= {f"plan/scope.{n}": v for n, v in enumerate(plan.get("scope", ()))}
        pins = (Pin(self.checklist.id, self.digest),)
        return self.say(planning.open_job("Elm Street kitchen", pins, (self.checklist,), changes, self.actor()))

    def tick(self, *words: str, **given: Any) -> JobBuilder:
        return self.answer("pass", *words, **given)

    def fail(self, *words: str, **given: Any) -> JobBuilder:
        return self.answer("fail", *words, **given)

    def na(self, *words: str, **given: Any) -> JobBuilder:
        return self.answer("na", *words, **given)

    def answer(self, result: Result, *words: str, by: str = "", did: str = "", **given: Any) -> JobBuilder:
        """Pass, fail or n/a; `given` holds note, force and kept."""
        terms = Given(**{"today": self.now.date().isoformat(), **given})
        answers = answering.answer(self.state(self.at), words, result, terms, self.actor(by, did))
        return self.say(answers if isinstance(answers, Refusal) else list(answers.drafts))

    def note(self, text: str, *words: str) -> JobBuilder:
        return self.say(noting.note(self.state(self.at), words, text, self.actor()))

    def undo(self, by: str = "") -> JobBuilder:
        return self.say(undoing.undo(self.state(self.at), self.actor(by)))

    def found(self, text: str, *kept: Kept) -> JobBuilder:
        return self.say(scoping.found(text, kept, self.actor()))

    def agree(self, text: str, client: str = "Ann Client", price: str = "", drop: str = "") -> JobBuilder:
        return self.say(scoping.agree(self.state(self.at), text, (client, price), drop, self.actor()))

    def attach(self, word: str, *kept: Kept) -> JobBuilder:
        return self.say(attaching.attach(self.state(self.at), word, kept, self.actor()))

    def release(self, *words: str, note: str = "", by: str = "") -> JobBuilder:
        return self.say(releasing.release(self.state(self.at), words, note, self.actor(by)))

    def release_gate(self, gate: str, note: str = "", force: str = "") -> JobBuilder:
        problems = sum(f.severity == "block" and not f.waived for f in self.findings(gate=gate))
        return self.say(releasing.release_gate(self.state(self.at), gate, problems, (note, force), self.actor()))

    def witness(self, word: str, outcome: releasing.Outcome, person: str = "", time: str = "") -> JobBuilder:
        return self.say(releasing.witness(self.state(self.at), (word,), outcome, (person, time), self.actor()))

    def add(self, text: str = "Scratch on the left door", by: str = "", **new: Any) -> JobBuilder:
        """Raises a punch item; `new` holds what `New` does: owner, due, category, client …"""
        return self.say(punching.add(self.state(self.at), (New(text, **new),), self.actor(by)))

    def complain(self, text: str = "Tap drips in the kitchen", by: str = "", **new: Any) -> JobBuilder:
        terms = {"category": "B", **new}
        return self.add(text, by, client=True, complaint=True, **terms)

    def done(self, *words: str, by: str = "", did: str = "", **terms: Any) -> JobBuilder:
        return self.move("done", words, by, did, **terms)

    def verify(self, *words: str, by: str = "", **terms: Any) -> JobBuilder:
        return self.move("verify", words, by, **terms)

    def reject(self, *words: str, by: str = "", **terms: Any) -> JobBuilder:
        return self.move("reject", words, by, **{"text": "still there", **terms})

    def dispute(self, *words: str, by: str = "", **terms: Any) -> JobBuilder:
        return self.move("dispute", words, by, **{"text": "not mine", **terms})

    def void(self, *words: str, by: str = "", **terms: Any) -> JobBuilder:
        return self.move("void", words, by, **{"text": "same as another", **terms})

    def reopen(self, *words: str, by: str = "", **terms: Any) -> JobBuilder:
        return self.move("reopen", words, by, **{"text": "came back", **terms})

    def move(self, how: str, words: tuple[str, ...], by: str, did: str = "", **terms: Any) -> JobBuilder:
        """A move of punch items; `terms` holds what `Terms` does: kept, client …, and note or why for its text."""
        for word in ("note", "why"):
            if word in terms:
                terms["text"] = terms.pop(word)
        return self.say(getattr(moving, how)(self.state(self.at), words, Terms(**terms), self.actor(by, did)))

    def assign(self, *words: str, to: str = "ravi", by: str = "", note: str = "") -> JobBuilder:
        return self.say(owing.assign(self.state(self.at), words, to, note, self.actor(by)))

    def promise(
        self, *words: str, due: str = "2026-12-03", why: str = "", note: str = "", by: str = "", did: str = ""
    ) -> JobBuilder:
        return self.say(owing.promise(self.state(self.at), words, due, why, note, self.actor(by, did)))

    def wait(self, *words: str, text: str = "", until: str = "", reference: str = "", by: str = "") -> JobBuilder:
        return self.say(owing.wait(self.state(self.at), words, Waiting(text, reference, until), self.actor(by)))

    def diagnose(self, *words: str, by: str = "", **found: Any) -> JobBuilder:
        body = Diagnosed(**{"cause": "", **found})
        return self.say(owing.diagnose(self.state(self.at), words, body, self.actor(by)))

    def contact(
        self, way: Way = "call", about: str = "", text: str = "", by: str = "", *, missed: bool = False
    ) -> JobBuilder:
        return self.say(contacting.contact(self.state(self.at), about, Contacted(way, text, missed), self.actor(by)))

    def rate(self, score: int, text: str = "", *dimensions: Score, by: str = "") -> JobBuilder:
        return self.say(contacting.rate(Rated(score, text, dimensions), self.actor(by)))

    def upgrade(self, text: str, reason: str = "new limits") -> JobBuilder:
        """Goes on with another version of the list."""
        digest = f"{len(self.newer) + 1:064x}"
        self.newer[digest] = parsed(text)
        pins = (Pin(self.newer[digest].id, digest),)
        return self.say(upgrading.upgrade(self.state(self.at), pins, reason, self.actor()))

    def waive(
        self, *words: str, reason: str = "agreed", approver: str = "olga", until: str = "2027-01-31", by: str = "olga"
    ) -> JobBuilder:
        terms = (reason, approver, until)
        today = self.now.date().isoformat()
        return self.say(waiving.waive(self.state(self.at), self.findings(), words, terms, self.actor(by), today))

    def plan(self, reason: str = "", **changes: Any) -> JobBuilder:
        wanted = {f"plan/{k}": v for k, v in changes.items()}
        return self.say(planning.change(self.state(self.at), wanted, reason, self.actor()))

    def raw(self, about: str, body: Body, by: str = "", did: str = "", done_at: str = "") -> JobBuilder:
        """Says what no strict writer looked at, as another version or a merge may bring it."""
        kind = next(kind for kind, known in events.KINDS.items() if known is type(body))
        live = live_ids(self.state(self.at), about, kind)
        return self.say([replace(self.actor(by, did).draft(about, kind, body, live), done_at=done_at)])

    def sign(
        self,
        *units: str,
        outcome: Outcome = "accepted",
        gate: str = "handover",
        person: str = "Ann Client",
        role: str = "client",
    ) -> JobBuilder:
        """The client's word over the job as it is, or over some units of it."""
        state = self.state(self.at)
        found = self.findings(signing=True, units=units)
        over = signing.seal(state, "settings", b"view")
        said = signing.Statement(outcome, person, role, units=units)
        return self.say(signing.sign(state, found, gate, said, over, self.actor()))

    def say(self, decided: list[Draft] | Refusal) -> JobBuilder:
        """Appends what was decided to the log of the device in hand; a refusal is kept in `refusal`."""
        self.refusal = decided if isinstance(decided, Refusal) else None
        if not isinstance(decided, Refusal) and decided:
            device = self.devices[self.at]
            highest = max((event.seq for event in device.seen), default=0)
            for line in events.chain(decided, device.prev, highest):
                raw = events.encode(line)
                device.lines.append(raw)
                device.seen.append(events.decode(raw, device.log, Place(f"{device.log}.jsonl", len(device.lines))))
                device.prev = line.id
        self.now += timedelta(minutes=1)
        self.batch += 1
        return self

    def later(self, **delta: float) -> JobBuilder:
        """Moves the clock on: `later(days=3)`."""
        self.now += timedelta(**delta)
        return self

    def on(self, device: str) -> JobBuilder:
        """Goes on at another device; a new one has seen what the one in hand has seen."""
        if device not in self.devices:
            self.devices[device] = Device(device, seen=list(self.devices[self.at].seen))
        self.at = device
        return self

    def merge(self) -> JobBuilder:
        """Brings all devices together: each has seen everything."""
        every = self.events()
        for device in self.devices.values():
            device.seen = list(every)
        return self

    def actor(self, by: str = "", did: str = "") -> Actor:
        who = by or self.by
        return Actor(by=who, did=did or who, at=utc(self.now), batch=f"b{self.batch}", settings=self.settings)

    def events(self, device: str = "") -> list[Event]:
        """Everything said on all devices, or what one has seen."""
        if device:
            return list(self.devices[device].seen)
        unique = {event.id: event for d in self.devices.values() for event in d.seen}
        return list(unique.values())

    def log(self, device: str = "aaaa") -> bytes:
        """A device's log as the bytes of its file."""
        return b"".join(line + b"\n" for line in self.devices[device].lines)

    def state(self, device: str = "") -> JobState:
        lists = {self.digest: self.checklist, **self.newer}
        return fold(
            "elm", Place("jobs/elm"), lists, self.events(device), self.settings.gates, self.settings.policy.signatures
        )

    def context(self, **changed: Any) -> Context:
        now = utc(self.now)
        known = {"now": now, "today": now[:10], "gate": self.gate, "settings": self.settings}
        return Context(**{**known, **changed})

    def findings(self, *problems: Problem, **changed: Any) -> list[Finding]:
        return evaluate.job(self.state(), tuple(problems), self.context(**changed))

    def codes(self, **changed: Any) -> list[tuple[str, str]]:
        """The findings as (code, subject)."""
        return [(f.code, f.subject) for f in self.findings(**changed)]

    def told(self, tongue: Tongue = ENGLISH) -> Told:
        return Told(self.state(), tuple(self.findings()), self.context(), Speaker(self.settings, UTC, tongue))


def job(text: str = KITCHEN, **changed: Any) -> JobBuilder:
    """A job with that checklist, not yet opened."""
    return JobBuilder(parsed(text), **changed)


def read_log(source: bytes) -> tuple[list[Event], list[Problem]]:
    """A log's bytes as events and problems."""
    return logs.read(source, "aaaa", "aaaa.jsonl")
