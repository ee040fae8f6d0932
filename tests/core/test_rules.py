"""Rules of a job: its items, plan, signatures, waivers and record; each fires where it should, and only there."""

import inspect
from collections.abc import Callable
from importlib import import_module

import pytest
from msgspec.structs import replace

from builder import KITCHEN, JobBuilder, job, settings
from qcheck.core import wording
from qcheck.core.act import sign as signing
from qcheck.core.act.actor import live_ids
from qcheck.core.rules.table import RULES
from qcheck.core.wording import SENTENCES
from qcheck.model.event import Answered, Body, Forgotten, Kept, Opened, Outcome, Pin, Planned, Result, Waived
from qcheck.model.finding import Finding
from qcheck.model.place import Place
from qcheck.model.problem import Problem, ProblemKind
from rows import SPEAKER, Row, codes_of, expected, told

LIST = "jobs/elm/checklists/kitchen.yaml"
SEALED = "kitchen/worktops.sealed"
PHOTO = Kept("5" * 64, "joint.jpg", 81234, "jpg")
PHOTOGRAPHED = KITCHEN.replace(
    "- sealed: Joints sealed, no visible gap",
    "- {id: sealed, text: 'Joints sealed, no visible gap', evidence: {photos: 1}}",
)
DEPENDING = KITCHEN.replace("        na: free\n", "        na: free\n        when: {item.worktops.called: pass}\n")
ROOMS = KITCHEN.replace("        na: free\n", "        na: free\n        repeat: rooms\n")
GAS = KITCHEN + "ask:\n  gas: {text: Is there gas?, choice: [yes, no]}\n"


def kitchen() -> JobBuilder:
    """An opened job with all done that is due by handover but the joints (2); its record has six lines."""
    return job().open(handover="2026-12-04").tick("1", "3", "4")


def raw(built: JobBuilder, about: str, kind: str, body: Body, by: str = "dana", done_at: str = "") -> JobBuilder:
    """Says what the strict writer would refuse, as another version or a merge may bring it."""
    draft = replace(built.actor(by).draft(about, kind, body, live_ids(built.state(), about, kind)), done_at=done_at)
    return built.say([draft])


def answered(result: Result, about: str = SEALED, item: str = "", note: str = "") -> JobBuilder:
    """The kitchen with one more answer, which no strict writer looked at."""
    built = kitchen()
    known = next((i.item.fingerprint for i in built.state().items if i.item.subject == about), "v1:unknown")
    return raw(built, about, "answered", Answered(item=item or known, result=result, note=note))


def measured(value: str) -> JobBuilder:
    """The kitchen with the level a number, and one said to have passed that no strict writer looked at."""
    text = KITCHEN.replace(
        "        accept: no more than 2 mm over 2 m\n", "        answer: {number: {unit: mm, max: 2}}\n"
    )
    built = job(text).open(handover="2026-12-04").tick("1", "2", "4")
    item = built.state().items[2].item
    return raw(built, item.subject, "answered", Answered(item=item.fingerprint, result="pass", value=value))


def two_devices() -> JobBuilder:
    """An opened job that two devices know."""
    return kitchen().on("bbbb").on("aaaa")


def contradicted(first: str, second: str) -> list[Finding]:
    """The findings after two devices moved the same promise without having seen each other."""
    built = job().open().on("bbbb").on("aaaa")
    return built.plan(handover=first).on("bbbb").plan(handover=second).findings()


def opened_raw(text: str = GAS, facts: str = "", lead: str = "dana") -> list[Finding]:
    """The findings of a job that was opened without all that is asked for."""
    built = job(text)
    raw(built, "job", "opened", Opened("Elm", (Pin("kitchen", "d" * 64),)))
    if lead:
        raw(built, "plan/lead", "planned", Planned(lead))
    if facts:
        raw(built, "plan/fact.gas", "planned", Planned(facts))
    return built.findings()


def signed(built: JobBuilder, outcome: Outcome = "accepted", comment: str = "") -> JobBuilder:
    """The client's word over the job as it is."""
    seal = signing.seal(built.state(built.at), "settings", b"view")
    said = signing.Statement(outcome, "Ann Client", comment=comment)
    return built.say(signing.sign(built.state(built.at), built.findings(), "handover", said, seal, built.actor()))


def done() -> JobBuilder:
    """The kitchen with everything ticked that is due by handover."""
    return kitchen().tick("2")


def self_approved(approver: str) -> list[Finding]:
    """The findings after Ravi failed an item and a waiver for it came in under someone's name."""
    built = kitchen().fail("2", by="ravi")
    head = built.state().items[1].heads[0].event
    body = Waived(rule="item-failed", heads=(head,), reason="agreed", approver=approver, until="2027-01-31")
    return raw(built, SEALED, "waived", body, by=approver).findings()


def problem(kind: ProblemKind, detail: str) -> tuple[Callable[[], list[Finding]], Callable[[], list[Finding]]]:
    """A job whose reader met that problem, and the same job without it."""
    met = Problem(kind, Place("jobs/elm/record/aaaa.jsonl", 4), detail)
    return lambda: done().findings(met), lambda: done().findings()


GONE = Forgotten("client asked", ("c" * 64,), ("7" * 64,))
RECORD = "file/jobs/elm/record/aaaa.jsonl"
LINE = "jobs/elm/record/aaaa.jsonl:4"
BACKUP = "Bring the file back from a backup or another device"

ROWS = [
    Row(
        "item-missed",
        SEALED,
        f"{LIST}:18:9",
        "Joints sealed, no visible gap: not checked",
        "qcheck tick 2, or fail, or na",
        lambda: kitchen().findings(),
        lambda: done().findings(),
    ),
    Row(
        "item-failed",
        SEALED,
        "aaaa.jsonl:7",
        "Joints sealed, no visible gap: failed (Ravi Shah, Tue 1 Dec 2026 08:02): gap at the tap",
        "Put it right, then: qcheck tick 2",
        lambda: kitchen().fail("2", note="gap at the tap", by="ravi").findings(),
        lambda: kitchen().fail("2", note="gap at the tap", by="ravi").tick("2").findings(),
    ),
    Row(
        "na-without-reason",
        SEALED,
        "aaaa.jsonl:7",
        "Joints sealed, no visible gap: said not to apply, without a reason (Dana Miller)",
        'qcheck na 2 --note "why"',
        lambda: answered("na").findings(),
        lambda: answered("na", note="no worktop in this job").findings(),
    ),
    Row(
        "na-not-allowed",
        "kitchen/arrival.isolated",
        "aaaa.jsonl:7",
        "Water and power isolated: said not to apply, but it always does (Dana Miller)",
        "Check it, then: qcheck tick 1",
        lambda: answered("na", about="kitchen/arrival.isolated", note="no water here").findings(),
        lambda: kitchen().na("4").findings(),
    ),
    Row(
        "answer-stale",
        SEALED,
        "aaaa.jsonl:7",
        "Joints sealed, no visible gap: reworded since it was answered (Dana Miller, Tue 1 Dec 2026 08:02)",
        "Read it again, then: qcheck tick 2",
        lambda: answered("pass", item="v1:of-another-wording").findings(),
        lambda: answered("pass").findings(),
    ),
    Row(
        "answer-contested",
        SEALED,
        "bbbb.jsonl:1",
        "Joints sealed, no visible gap: answered differently on two devices "
        "(passed by Dana Miller, failed by Ravi Shah)",
        "Agree, then say which holds: qcheck resolve",
        lambda: two_devices().tick("2").on("bbbb").fail("2", by="ravi").findings(),
        lambda: two_devices().tick("2").on("bbbb").tick("2", by="ravi").findings(),
    ),
    Row(
        "evidence-missing",
        SEALED,
        "aaaa.jsonl:4",
        "Joints sealed, no visible gap: 1 photo missing (Dana Miller, Tue 1 Dec 2026 08:01)",
        "qcheck attach 2 --photo FILE, or answer again",
        lambda: job(PHOTOGRAPHED).open(handover="2026-12-04").tick("2").findings(),
        lambda: job(PHOTOGRAPHED).open(handover="2026-12-04").tick("2").attach("2", PHOTO).findings(),
    ),
    Row(
        "value-amiss",
        "kitchen/worktops.level",
        "aaaa.jsonl:7",
        "Worktop level in both directions: said to have passed (Dana Miller, Tue 1 Dec 2026 08:02): 9 mm, at most 2 mm",
        "Look again, then: qcheck tick 3=…",
        lambda: measured("9").findings(),
        lambda: measured("2").findings(),
    ),
    Row(
        "failure-hidden",
        SEALED,
        "aaaa.jsonl:7",
        "Joints sealed, no visible gap: failed (Ravi Shah, Tue 1 Dec 2026 08:02): gap, and is no longer needed "
        "(dropped as agreed with Ann Client: no joints)",
        "See that what failed no longer matters; it stands in the report",
        lambda: kitchen().fail("2", note="gap", by="ravi").agree("no joints", drop="2").findings(),
        lambda: kitchen().fail("2", by="ravi").tick("2").agree("no joints", drop="2").findings(),
    ),
    Row(
        "condition-unknown",
        "kitchen/worktops.spare",
        f"{LIST}:22:9",
        "Spare hinge left with the client: it cannot be told whether this is needed; "
        "it depends on item.worktops.called",
        "Answer that first, or set the fact: qcheck plan FACT=ANSWER",
        lambda: job(DEPENDING).open().findings(),
        lambda: job(DEPENDING).open().tick("5").findings(),
    ),
    Row(
        "subject-unknown",
        "3d/worktops.gone",
        "aaaa.jsonl:7",
        "3d/worktops.gone: no item of this job is called that (answered)",
        "Was a line merged from another job?",
        lambda: answered("pass", about="3d/worktops.gone").findings(),
        lambda: answered("pass").findings(),
    ),
    Row(
        "job-unopened",
        "job",
        "jobs/elm",
        "The record does not say how this job was opened",
        "Bring the missing log back from another device",
        lambda: job().findings(),
        lambda: job().open().findings(),
    ),
    Row(
        "plan-contested",
        "plan/handover",
        "bbbb.jsonl:1",
        "handover: set differently on two devices",
        "Agree, then set it again with qcheck plan",
        lambda: contradicted("2026-12-04", "2026-12-07"),
        lambda: contradicted("2026-12-04", "2026-12-04"),
    ),
    Row(
        "fact-missing",
        "plan/fact.gas",
        f"{LIST}:29:3",
        "Not answered: Is there gas?",
        "qcheck plan gas=… (yes or no)",
        opened_raw,
        lambda: opened_raw(facts="no"),
    ),
    Row(
        "unit-missing",
        "plan/unit.rooms",
        f"{LIST}:22:9",
        "The list repeats over rooms, and the job has none",
        "qcheck plan --add-unit rooms=NAME",
        lambda: opened_raw(ROOMS),
        lambda: job(ROOMS).open(units={"rooms": ("Pantry",)}).findings(),
    ),
    Row(
        "gate-forced",
        "gate/start",
        "aaaa.jsonl:3",
        "Gate start was released by Dana Miller on Tue 1 Dec 2026 08:01 though it was not ready: van is here",
        "Put right what stood in the way, then: qcheck release start",
        lambda: job().open().release_gate("start", force="van is here").findings(),
        lambda: job().open().tick("1").release_gate("start", force="van is here").findings(),
    ),
    Row(
        "lead-missing",
        "plan/lead",
        "jobs/elm",
        "The job has no lead",
        "qcheck plan --lead WHO",
        lambda: opened_raw(KITCHEN, lead=""),
        lambda: opened_raw(KITCHEN),
    ),
    Row(
        "person-unknown",
        "person/Zed",
        "aaaa.jsonl:2",
        "Zed is not among the people in qcheck.yaml",
        "Add the full name and the roles there",
        lambda: opened_raw(KITCHEN, lead="Zed"),
        lambda: opened_raw(KITCHEN, lead="ravi"),
    ),
    Row(
        "handover-undated",
        "plan/handover",
        "jobs/elm",
        "No handover date was promised",
        "qcheck plan --handover DATE",
        lambda: job().open().findings(),
        lambda: job().open(handover="2026-12-04").findings(),
    ),
    Row(
        "handover-late",
        "plan/handover",
        "aaaa.jsonl:3",
        "The handover promised for Fri 4 Dec 2026 is late",
        "Tell the client, then: qcheck plan --handover DATE --reason …",
        lambda: job().open(handover="2026-12-04").later(days=4).findings(),
        lambda: job().open(handover="2026-12-04").later(days=3).findings(),
    ),
    Row(
        "handover-moved",
        "plan/handover",
        "aaaa.jsonl:4",
        "Handover moved from Fri 4 Dec 2026 to Mon 7 Dec 2026",
        "",
        lambda: job().open(handover="2026-12-04").plan("late worktop", handover="2026-12-07").findings(),
        lambda: job().open().plan(handover="2026-12-07").findings(),
    ),
    Row(
        "signoff-missing",
        "gate/handover",
        "jobs/elm",
        "The handover is not signed",
        "qcheck handover",
        lambda: done().findings(gate="closeout"),
        lambda: signed(done()).findings(gate="closeout"),
    ),
    Row(
        "signoff-stale",
        "gate/handover",
        "aaaa.jsonl:8",
        "Revision B begins: 2 Joints sealed, no visible gap answered again by Dana Miller, Tue 1 Dec 2026 08:04; "
        "Ann Client signed revision A on Tue 1 Dec 2026 08:03",
        "Show what moved (qcheck diff), then sign again: qcheck handover",
        lambda: signed(done()).fail("2").findings(),
        lambda: signed(done()).note("keys given back", "2").findings(),
    ),
    Row(
        "handover-refused",
        "gate/handover",
        "aaaa.jsonl:8",
        "Ann Client refused the handover on Tue 1 Dec 2026 08:03: scratch on the door",
        "Put it right, then: qcheck handover",
        lambda: signed(done(), "refused", "scratch on the door").findings(),
        lambda: signed(signed(done(), "refused", "scratch on the door")).findings(),
    ),
    Row(
        "waiver-expired",
        SEALED,
        "aaaa.jsonl:7",
        "Its waiver ended on Wed 2 Dec 2026 (Olga Petrova)",
        "Put it right, or ask for a new date with qcheck waive",
        lambda: kitchen().waive("2", until="2026-12-02").later(days=2).findings(),
        lambda: kitchen().waive("2", until="2026-12-02").later(days=1).findings(),
    ),
    Row(
        "waiver-pending",
        SEALED,
        "aaaa.jsonl:7",
        "Waiver not yet confirmed by Olga Petrova (recorded by Dana Miller)",
        "Olga Petrova confirms with qcheck waive",
        lambda: kitchen().waive("2", by="dana").findings(),
        lambda: kitchen().waive("2", by="dana").waive("2", reason="", approver="", until="").findings(),
    ),
    Row(
        "waiver-self-approved",
        SEALED,
        "aaaa.jsonl:8",
        "Ravi Shah may not approve this waiver",
        "Someone who did not do the work approves it",
        lambda: self_approved("ravi"),
        lambda: self_approved("olga"),
    ),
    Row(
        "waiver-unused",
        SEALED,
        "aaaa.jsonl:8",
        "A waiver by Olga Petrova is no longer needed",
        "",
        lambda: kitchen().fail("2").waive("2").tick("2").findings(),
        lambda: kitchen().fail("2").waive("2").findings(),
    ),
    Row(
        "line-unreadable",
        RECORD,
        LINE,
        "This line of the record cannot be read: it is not JSON",
        BACKUP,
        *problem("line-unreadable", "it is not JSON"),
    ),
    Row(
        "line-torn",
        RECORD,
        LINE,
        "A line was cut off while it was written; it was never confirmed",
        "",
        *problem("line-torn", "it is not JSON"),
    ),
    Row(
        "chain-broken",
        RECORD,
        LINE,
        "The record was changed here: the line before it is missing",
        BACKUP,
        *problem("chain-broken", "the line before it is missing"),
    ),
    Row(
        "log-forked",
        RECORD,
        LINE,
        "The log goes on in two ways: it and another line both follow the same one",
        "Both are kept; find out which copy of the folder is in use",
        *problem("log-forked", "it and another line both follow the same one"),
    ),
    Row(
        "kind-unknown",
        RECORD,
        LINE,
        "A statement (celebrated) is not understood by this version",
        "Bring qcheck up to date",
        *problem("kind-unknown", "celebrated"),
    ),
    Row(
        "checklist-altered",
        RECORD,
        LINE,
        "The pinned checklist is not what the job was opened with: the file is gone",
        "Bring the file back",
        *problem("checklist-altered", "the file is gone"),
    ),
    Row(
        "merge-conflict",
        RECORD,
        LINE,
        "A merge was left unfinished here (<<<<<<<)",
        "Delete the lines with these marks, keep all others",
        *problem("merge-conflict", "<<<<<<<"),
    ),
    Row(
        "evidence-absent",
        "evidence/55.jpg",
        LINE,
        "evidence/55.jpg: this photo or file is not in the evidence folder",
        "Bring it back from the device it came from, or from a backup",
        *problem("evidence-absent", "evidence/55.jpg"),
    ),
    Row(
        "evidence-altered",
        "evidence/55.jpg",
        LINE,
        "evidence/55.jpg: this photo or file is not what was recorded",
        "Bring it back from the device it came from, or from a backup",
        *problem("evidence-altered", "evidence/55.jpg"),
    ),
    Row(
        "removed-on-request",
        "removed/64b7beb69599",
        "aaaa.jsonl:3",
        "Removed on request on Tue 1 Dec 2026 08:01 by Dana Miller: the client's data and 1 photo (client asked)",
        "",
        lambda: raw(job().open(), "job", "forgotten", GONE).findings(),
        lambda: job().open().findings(),
    ),
    Row(
        "removed-but-here",
        "evidence/55.jpg",
        LINE,
        "evidence/55.jpg: this was removed on request and is here all the same",
        "Remove it here too: qcheck forget elm",
        *problem("removed-but-here", "evidence/55.jpg"),
    ),
    Row(
        "text-contested",
        "file/checklists/kitchen.1a2b3c4d5e6f.yaml",
        "checklists/kitchen.1a2b3c4d5e6f.yaml",
        "checklists/kitchen.yaml was changed on two devices at once; this is the side that does not hold",
        "Take over from it what is missing, then remove it",
        lambda: done().findings(Problem("text-contested", Place("checklists/kitchen.1a2b3c4d5e6f.yaml"))),
        lambda: done().findings(),
    ),
    Row(
        "names-alike",
        "file/checklists/kitchen.yaml",
        "checklists/kitchen.yaml",
        "The name differs from checklists/Kitchen.yaml only in the case of letters: "
        "Windows, macOS and USB sticks keep one of the two",
        "Rename one, or remove it",
        lambda: done().findings(Problem("names-alike", Place("checklists/kitchen.yaml"), "checklists/Kitchen.yaml")),
        lambda: done().findings(),
    ),
    Row(
        "clock-ahead",
        "log/aaaa",
        "aaaa.jsonl:1",
        "Dated in the future: Tue 1 Dec 2026 08:00 (Dana Miller)",
        "Set that device's clock",
        lambda: job().open().findings(now="2026-12-01T07:54:59Z"),
        lambda: job().open().findings(now="2026-12-01T07:55:00Z"),
    ),
    Row(
        "backdated",
        SEALED,
        "aaaa.jsonl:3",
        "Recorded on Tue 1 Dec 2026 08:01 as done on Mon 30 Nov 2026 08:00 (Dana Miller)",
        "",
        lambda: backdated("2026-11-30T08:00:00Z"),
        lambda: backdated("2026-11-30T08:01:00Z"),
    ),
]


def backdated(done_at: str) -> list[Finding]:
    """The findings after the joints were ticked on 1 December at 08:01 as done at that time."""
    built = job().open()
    body = Answered(built.state().items[1].item.fingerprint, "pass")
    return raw(built, SEALED, "answered", body, done_at=done_at).findings()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.code)
def test_a_rule_fires_where_it_should_with_its_place_and_its_whole_words(row: Row) -> None:
    """The finding has the subject, place, sentence, hint and severity of the table."""
    assert told(row) == expected(row)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.code)
def test_a_rule_is_silent_where_it_should_be(row: Row) -> None:
    """In a job that differs only in what the rule is about, it finds nothing."""
    assert row.code not in {f.code for f in row.silent()}


def test_every_rule_of_these_modules_has_a_row() -> None:
    """None goes untested, and none is listed twice; the rules about work have rows in test_work_rules.py."""
    assert sorted(row.code for row in ROWS) == codes_of("items", "plan", "signoff", "waiver", "record")
    modules = {rule.module for rule in RULES.values() if rule.stage in {"job", "record", "waiver"}}
    assert modules == {
        "items",
        "plan",
        "signoff",
        "waiver",
        "record",
        "proof",
        "holds",
        "timing",
        "punch",
        "client",
        "plausibility",
    }


def test_every_rule_has_a_sentence_and_every_sentence_a_rule() -> None:
    """The table of rules and the table of sentences name the same codes."""
    assert set(SENTENCES) == set(RULES)


@pytest.mark.parametrize("code", RULES)
def test_every_rule_explains_itself_in_a_sentence_first(code: str) -> None:
    """What `qcheck explain` prints begins with a sentence that ends in a full stop."""
    module, _, name = RULES[code].where.partition(":")
    summary, _, _ = (inspect.getdoc(getattr(import_module(module), name)) or "").partition("\n\n")
    assert summary.endswith(".")


def test_an_item_without_an_answer_is_missed_by_its_gate_and_not_before() -> None:
    """What is due by closeout is not asked for at handover."""
    opened = job().open(handover="2026-12-04").tick("isolated", "level", "spare")
    assert opened.codes() == [("item-missed", SEALED)]
    assert ("item-missed", "kitchen/worktops.called") in opened.codes(gate="closeout")


def test_a_severity_from_the_settings_takes_the_place_of_the_default() -> None:
    """A firm may soften a rule; the finding stays with another severity."""
    built = kitchen()
    changed = settings(rules={"item-missed": "info"})
    assert [(f.code, f.severity) for f in built.findings(settings=changed)] == [("item-missed", "info")]


def test_a_rule_that_is_off_finds_nothing() -> None:
    """`off` takes the findings of that rule away and of no other."""
    built = job().open().tick("1", "3", "4")
    assert built.codes() == [("item-missed", SEALED), ("handover-undated", "plan/handover")]
    assert built.codes(settings=settings(rules={"handover-undated": "off"})) == [("item-missed", SEALED)]


def test_findings_come_most_severe_first_and_what_failed_before_what_is_only_missed() -> None:
    """Blocks before warnings before information; among failures and among missed items by the items' numbers."""
    built = job().open(handover="2026-12-04").plan("late", handover="2026-11-30").fail("4", "3")
    assert built.codes() == [
        ("item-failed", "kitchen/worktops.level"),
        ("item-failed", "kitchen/worktops.spare"),
        ("item-missed", "kitchen/arrival.isolated"),
        ("item-missed", SEALED),
        ("handover-late", "plan/handover"),
        ("handover-moved", "plan/handover"),
    ]


def test_what_is_waived_comes_after_what_stands() -> None:
    """Within one severity, so that what is to be done is read first."""
    built = kitchen().fail("2").fail("3").waive("2")
    assert [(f.code, f.subject, bool(f.waived)) for f in built.findings()] == [
        ("item-failed", "kitchen/worktops.level", False),
        ("item-failed", SEALED, True),
    ]


@pytest.mark.parametrize("text", ["größe der Fuge", "eBay order arrived", "élan tap runs"])
def test_a_sentence_leaves_the_users_own_words_as_they_were_written(text: str) -> None:
    """Nothing of theirs is capitalised, though it begins the sentence."""
    built = job(KITCHEN.replace("Joints sealed, no visible gap", text)).open(handover="2026-12-04").tick("1", "3", "4")
    assert [wording.message(f, SPEAKER) for f in built.findings()] == [f"{text}: not checked"]
