"""Learning: which changes the jobs of a firm speak for, and which they do not, at their thresholds."""

from decimal import Decimal

import pytest
from msgspec.structs import replace

from builder import JobBuilder, job, parsed
from qcheck.core.learn.asked import Terms, free_id
from qcheck.core.learn.lessons import Lesson, Seen, Snag, lesson
from qcheck.core.learn.propose import missing, propose
from qcheck.model.checklist import Checklist
from qcheck.model.proposal import Key, NewItem, Proposal, Sharpened
from qcheck.model.punchevent import Diagnosed, Raised, Voided
from qcheck.model.settings import DEFAULT_GATES

TERMS = Terms(DEFAULT_GATES)
KITCHEN = """\
checklist: kitchen
sections:
  - id: tops
    items:
      - {id: level, text: Worktop level, accept: 2 mm over 2 m, moved_from: worktops.level}
      - lid: Lid flush
      - {id: oiled, text: Timber oiled, when: {fact.worktop: timber}}
  - id: handover
    items:
      - walked: Kitchen walked with the client
  - id: after
    items:
      - {id: called, text: Client called, gate: closeout}
ask:
  worktop: {text: Worktop?}
"""
LISTS = {"kitchen": parsed(KITCHEN)}
NONE: frozenset[Key] = frozenset()


def seen(failed: int = 0, *has: Key, never: bool = False) -> Seen:
    return Seen(failed, never, frozenset(has))


def lessons(*every: dict[str, Seen] | list[Snag]) -> list[Lesson]:
    """Jobs a, b, c …, each with what it showed of its items, or with its punch items."""
    return [
        Lesson(
            chr(ord("a") + n),
            ("kitchen",),
            {f"kitchen/{key}": value for key, value in each.items()} if isinstance(each, dict) else {},
            tuple(each) if isinstance(each, list) else (),
            {},
        )
        for n, each in enumerate(every)
    ]


def snag(text: str = "Gap", item: str = "", prevention: str = "", cause: str = "Haste", cost: str = "0") -> Snag:
    return Snag(text, f"kitchen/{item}" if item else "", cause, prevention, Decimal(cost))


def proposals(jobs: list[Lesson], terms: Terms = TERMS, lists: dict[str, Checklist] | None = None) -> list[Proposal]:
    return propose(jobs, lists or LISTS, terms)["kitchen"]


def told(jobs: list[Lesson], terms: Terms = TERMS, lists: dict[str, Checklist] | None = None) -> list[str]:
    """Each proposal as a line."""
    return [f"{p.subject}: {p.reason}. {p.asks}" for p in proposals(jobs, terms, lists)]


def listed(*items: str) -> dict[str, Checklist]:
    """A list of one section with these items."""
    text = "checklist: kitchen\nsections:\n  - id: tops\n    items:\n"
    return {"kitchen": parsed(text + "".join(f"      - {item}\n" for item in items))}


def test_an_item_that_fails_in_two_jobs_and_one_in_five_is_made_critical() -> None:
    """Two of ten are one in five."""
    jobs = lessons({"tops.level": seen(2)}, {"tops.level": seen(1)}, *[{"tops.level": seen()}] * 8)
    assert told(jobs) == ["tops.level: failed in 2 of 10 jobs. Mark it critical."]
    (proposal,) = proposals(jobs)
    assert proposal.change == Sharpened("tops", "level", "critical")
    assert (proposal.grounds.jobs, proposal.grounds.of, proposal.grounds.times) == (("a", "b"), 10, 3)


def test_an_item_that_fails_less_often_is_left_alone() -> None:
    """One job may be chance, however often it failed there; two of eleven are less than one in five."""
    assert told(lessons({"tops.level": seen(5)})) == []
    jobs = lessons({"tops.level": seen(1)}, {"tops.level": seen(1)}, *[{"tops.level": seen()}] * 9)
    assert told(jobs) == []


def test_a_critical_item_without_criteria_is_told_to_get_some() -> None:
    """The linter would ask for them."""
    assert told(lessons({"tops.lid": seen(1)}, {"tops.lid": seen(1)})) == [
        "tops.lid: failed in 2 of 2 jobs. Mark it critical; add to it by hand, as `accept:`, what is measured or seen."
    ]


LEVEL = "{id: level, text: Level, accept: 2 mm, critical: true}"
PROVEN = "{id: level, text: Level, accept: 2 mm, critical: true, evidence: {photos: 1}}"
RAISING = "{id: level, text: Level, accept: 2 mm, critical: true, evidence: {photos: 1}, on_fail: {raise: {}}}"
RUN = "{id: level, text: Tests pass, accept: 0 failed, critical: true, answer: {command: [make]}}"


@pytest.mark.parametrize(
    ("item", "has", "expected"),
    [
        (LEVEL, ("critical",), "though critical. Ask for a photo."),
        (PROVEN, ("critical", "evidence"), ("though critical and with evidence asked for. Raise a punch item before "
         "handover whenever it fails.")),
        (RUN, ("critical",), "though critical. Raise a punch item before handover whenever it fails."),
    ],
)  # fmt: skip
def test_the_next_measure_is_taken_where_the_ones_before_did_not_do(
    item: str, has: tuple[Key, ...], expected: str
) -> None:
    """First critical, then a photo, then a punch item; what a command printed is kept anyway."""
    jobs = lessons({"tops.level": seen(1, *has)}, {"tops.level": seen(1, *has)})
    assert told(jobs, lists=listed(item)) == [f"tops.level: failed in 2 of 2 jobs, {expected}"]


def test_a_job_speaks_only_for_measures_beyond_those_that_it_had() -> None:
    """What was decided is not decided again from the same failures: jobs with the older list say nothing new."""
    jobs = lessons({"tops.level": seen(1)}, {"tops.level": seen(1)}, {"tops.level": seen(1, "critical")})
    assert told(jobs, lists=listed(LEVEL)) == []


def test_an_item_with_every_measure_is_left_alone() -> None:
    """A list can do no more than that."""
    jobs = lessons(*[{"tops.level": seen(1, "critical", "evidence", "on_fail")}] * 3)
    assert told(jobs, lists=listed(RAISING)) == []


def test_there_are_never_more_than_nine_critical_items_at_a_gate() -> None:
    """The tenth is asked for a photo; those that cost most are marked first."""
    nine = [f"{{id: c{n}, text: C, accept: 1 mm, critical: true}}" for n in range(8)]
    lists = listed(*nine, "{id: level, text: Level, accept: 2 mm}", "{id: lid, text: Lid, accept: 1 mm}")
    both = {"tops.level": seen(1), "tops.lid": seen(1)}
    jobs = [replace(each, snags=(snag(item="tops.lid", cost="9.90"),)) for each in lessons(both, both)]
    assert told(jobs, lists=lists) == [
        "tops.lid: failed in 2 of 2 jobs. Mark it critical.",
        "tops.level: failed in 2 of 2 jobs. Ask for a photo; there are 9 critical items by that gate already.",
    ]


def test_costs_are_added_to_the_last_digit() -> None:
    """No float ever rounds them, however large and however small."""
    jobs = [
        replace(each, snags=(snag(item="tops.level", cost=cost),))
        for each, cost in zip(
            lessons({"tops.level": seen(1)}, {"tops.level": seen(1)}),
            ("999999999999999.1", "0.00000000000002"),
            strict=True,
        )
    ]
    assert proposals(jobs)[0].grounds.cost == Decimal("999999999999999.10000000000002")


def test_what_was_said_of_a_former_id_counts_for_the_one_it_has_now() -> None:
    """An item that moved in the list of today is the same in jobs with an older one, and so are its punch items."""
    again = snag(item="worktops.level", prevention="Plaster dry")
    jobs = lessons({"worktops.level": seen(1)}, {"tops.level": seen(1)})
    jobs[0] = replace(jobs[0], snags=(again,))
    jobs[1] = replace(jobs[1], snags=(snag(item="tops.level", prevention="plaster  DRY."),))
    assert told(jobs) == [
        "tops.level: failed in 2 of 2 jobs. Mark it critical.",
        "tops.plaster-dry: would have prevented 2 punch items in 2 jobs (Haste). Ask for: Plaster dry",
    ]


def test_a_move_that_only_a_job_knows_of_is_followed_too() -> None:
    """The list of today names one id before; that one's own former id is known from a job that was upgraded."""
    jobs = lessons({"old.level": seen(1)}, {"tops.level": seen(1)})
    assert told(jobs) == []
    jobs[1] = replace(jobs[1], moved={"kitchen/old.level": "kitchen/worktops.level"})
    assert told(jobs) == ["tops.level: failed in 2 of 2 jobs. Mark it critical."]


def test_only_jobs_with_that_list_count() -> None:
    """Another list's item of the same name is another item."""
    jobs = lessons({"tops.level": seen(1)}, {"tops.level": seen(1)})
    jobs[1] = replace(jobs[1], lists=("bath",))
    assert told(jobs) == []


def test_a_prevention_that_comes_up_in_two_jobs_becomes_an_item() -> None:
    """In the section of what failed; its cause is told beside it, since clients read what a list says."""
    jobs = lessons(
        [snag(item="tops.lid", prevention="Measured twice", cause="Measured once", cost="20")],
        [snag(item="tops.lid", prevention="measured  twice.", cause="measured once", cost="0.50")],
        [snag(item="tops.lid", prevention="Measured twice", cause="Hurry")],
    )
    (proposal,) = proposals(jobs)
    assert proposal.change == NewItem("tops", "measured-twice", "Measured twice", "")
    assert proposal.reason == "would have prevented 3 punch items in 3 jobs (Measured once)"
    assert (proposal.grounds.cost, proposal.grounds.jobs) == (Decimal("20.50"), ("a", "b", "c"))


def test_a_prevention_of_one_job_is_taken_if_it_cost_enough() -> None:
    """Only where a cost is named, from that cost on."""
    jobs = lessons([snag(prevention="Measured twice", cost="500"), snag(prevention="Measured twice", cost="0.01")])
    assert told(jobs) == []
    assert told(jobs, Terms(DEFAULT_GATES, Decimal("500.02"))) == []
    assert told(jobs, Terms(DEFAULT_GATES, Decimal("500.01"))) == [
        "handover.measured-twice: would have prevented 2 punch items in 1 job (Haste). Ask for: Measured twice"
    ]


def test_what_no_item_raised_goes_to_the_last_section_due_by_handover() -> None:
    """Asked for after it, it would be too late."""
    jobs = lessons([snag(prevention="Measured twice")], [snag(item="gone.item", prevention="Measured twice")])
    assert [p.subject for p in proposals(jobs)] == ["handover.measured-twice"]


def test_what_is_asked_for_already_is_not_proposed() -> None:
    """Also if it is worded a little otherwise: then the list was changed since, or nobody looked."""
    jobs = lessons([snag(prevention="worktop levels")], [snag(prevention="worktop levels")])
    assert told(jobs) == []
    text = "Looked for, not found: Scratch on the door"
    scratched = lessons([snag("Scratch on the door")], [snag("Scratch on the door")])
    assert told(scratched, lists=listed(f'{{id: door, text: "{text}"}}')) == []


def test_what_comes_up_on_site_in_two_jobs_becomes_an_item_that_finds_it() -> None:
    """Nearly the same words will do; in one job it may be chance, and what an item found needs no other."""
    jobs = lessons(
        [snag("Scratch on the left door", cause=""), snag("Tap drips", cause="")],
        [snag("scratch on left door", cause=""), snag("Tap drips", item="tops.lid")],
        [snag("Scratch on the  left door.", cause="")],
    )
    (proposal,) = proposals(jobs)
    text = "Looked for, not found: Scratch on the left door"
    assert proposal.change == NewItem("handover", "no-scratch-on-the", text, "Came up on site in 3 jobs")
    assert proposal.reason == "came up on site in 3 jobs, with no item that asks"


def test_what_is_prevented_needs_no_item_that_finds_it() -> None:
    """One item for one trouble: the one that keeps it from coming."""
    jobs = lessons(*[[snag("Tap drips", prevention="Washer changed")]] * 2)
    assert [p.kind for p in proposals(jobs)] == ["prevention"]


def test_ids_of_new_items_are_free() -> None:
    """Those that an item of the list has or had are never used again, nor what reads as no text."""
    jobs = lessons(*[[snag(prevention="Lid"), snag(prevention="Lid!?"), snag(prevention="null")]] * 2)
    assert [p.subject for p in proposals(jobs)] == ["handover.lid-2", "handover.lid-3", "handover.item-null"]
    assert free_id("x" * 60, {"x" * 60}) == "x" * 58 + "-2"


@pytest.mark.parametrize(
    ("item", "asks"),
    [
        ("tops.lid", "Ask for it as a fact when a job is opened (`ask:`), and give the item a `when:`."),
        ("tops.oiled", "Make its `when:` narrower, by a fact that is asked when a job is opened (`ask:`)."),
    ],
)
def test_an_item_that_never_applies_is_to_be_asked_as_a_fact(item: str, asks: str) -> None:
    """In words, after three jobs: which fact tells, a person has to say."""
    never = seen(never=True)
    assert told(lessons({item: never}, {item: never})) == []
    assert told(lessons({item: never}, {item: never}, {item: seen()})) == []
    jobs = lessons({item: never}, {item: never}, {item: never})
    assert told(jobs) == [f"{item}: did not apply in any of the 3 jobs that answered it. {asks}"]
    assert proposals(jobs)[0].change is None


def test_a_job_shows_what_was_answered_and_not_taken_back() -> None:
    """Of all units together; a failure that was taken back never was, one that was put right counts."""
    made = opened().fail("level").tick("level").fail("sealed").undo().na("spare", note="none")
    shown = lesson(made.state())
    assert shown.items == {
        "kitchen/worktops.level": seen(1),
        "kitchen/worktops.spare": seen(never=True),
    }
    assert (shown.job, shown.lists) == ("elm", ("kitchen",))


def test_a_job_shows_its_punch_items_with_their_costs() -> None:
    """Before and after the handover together; what was voided was none, and a cost that is no number is none."""
    made = opened()
    for name, cost in (("one", "20.50"), ("two", "much"), ("three", "1")):
        made.raw(f"punch/{name}", Raised(name, "A", item="kitchen/worktops.level@room-1"))
        made.raw(f"punch/{name}", Diagnosed("Haste", "Time", cost, "0.25"))
    made.raw("punch/three", Voided("none"))
    assert lesson(made.state()).snags == (
        Snag("one", "kitchen/worktops.level", "Haste", "Time", Decimal("20.75")),
        Snag("two", "kitchen/worktops.level", "Haste", "Time", Decimal("0.25")),
    )


def opened() -> JobBuilder:
    return job().open(handover="2026-12-04")


@pytest.mark.parametrize(
    ("jobs", "expected"),
    [
        ([], ("There is no job to learn from.",)),
        (
            lessons({"tops.level": seen(1)}),
            (
                "1 job read. What happened in one may be chance, so it takes two.",
                (
                    "Failures: an item counts that failed in 2 jobs, and in one of 5 that answered it. "
                    "Closest: kitchen/tops.level, in 1 of 1."
                ),
                "Preventions: none given. Say one: qcheck punch diagnose P1 --cause TEXT --prevention TEXT",
                "Raised on site without an item: 0, none in two jobs.",
            ),
        ),
        (
            lessons(*[[snag("Tap drips", item="tops.lid", prevention="Lid flush")]] * 2, [snag("Gap")]),
            (
                "3 jobs read. What happened in one may be chance, so it takes two.",
                "Failures: an item counts that failed in 2 jobs, and in one of 5 that answered it.",
                "Preventions: 2 given; what came up again is asked for already.",
                "Raised on site without an item: 1, none in two jobs.",
            ),
        ),
        (
            lessons([snag("Tap drips", item="tops.lid", prevention="Washer")]),
            (
                "1 job read. What happened in one may be chance, so it takes two.",
                "Failures: an item counts that failed in 2 jobs, and in one of 5 that answered it.",
                "Preventions: 1 given, none in two jobs. --cost-at-least AMOUNT takes what happened once, too.",
                "Raised on site without an item: 0, none in two jobs.",
            ),
        ),
    ],
)
def test_what_is_missing_is_said(jobs: list[Lesson], expected: tuple[str, ...]) -> None:
    """Where there is nothing to propose, a reader learns what there has to be."""
    assert told(jobs) == []
    assert missing(jobs, LISTS, TERMS) == expected


def test_failures_that_were_met_already_are_said_to_wait_for_jobs_to_come() -> None:
    """The measure was taken; whether it helps, nobody knows yet."""
    jobs = lessons(*[{"tops.level": seen(1)}] * 2)
    assert missing(jobs, listed(LEVEL), TERMS)[1] == (
        "Failures: 1 item failed often and got the next measure: jobs to come will tell."
    )
