"""Views: a job's state and findings in the words that a page, a screen or a machine shows."""

from msgspec.structs import replace

from builder import JobBuilder, job, settings
from qcheck.core.act import sign as signing
from qcheck.core.events import canonical
from qcheck.core.views.check import check
from qcheck.core.views.handover import handover, without_signoffs
from qcheck.core.views.log import log
from qcheck.core.views.status import job_line, status
from qcheck.model.finding import Severity
from qcheck.model.settings import Person
from qcheck.model.view import ClientView, Count, HandoverView

SEALED = "kitchen/worktops.sealed"


def failed() -> JobBuilder:
    """A kitchen in which Ravi failed the joints (2), and all else is done that is due by handover."""
    return job().open(handover="2026-12-04").tick("1", "3", "4").fail("2", note="gap at the tap", by="ravi")


def page(built: JobBuilder) -> HandoverView:
    """The handover report of a job."""
    return handover(built.told(), ("Good practice",))


def accepted(built: JobBuilder) -> JobBuilder:
    """The client's yes over a ready job."""
    state = built.state()
    seal = signing.seal(state, "settings", without_signoffs(page(built)))
    said = signing.Statement("accepted", "Ann Client")
    return built.say(signing.sign(state, built.findings(), "handover", said, seal, built.actor()))


def test_the_status_says_what_stands_waiting_on_whom() -> None:
    """One person is waited on: the lead."""
    view = status(failed().told())
    (finding,) = view.findings
    assert view.verdict == "not ready"
    assert view.count == Count(due=4, settled=3, left=1, waived=0)
    assert (finding.number, finding.waiting_on) == (2, "Dana Miller")
    assert finding.message == "Joints sealed, no visible gap: failed (Ravi Shah, Tue 1 Dec 2026 08:02): gap at the tap"


def test_a_pending_waiver_waits_on_its_approver() -> None:
    """And information waits on nobody."""
    view = status(failed().waive("2", by="dana").plan("late", handover="2026-12-07").told())
    waiting = {f.code: f.waiting_on for f in view.findings}
    assert waiting == {"item-failed": "Dana Miller", "waiver-pending": "Olga Petrova", "handover-moved": ""}


def test_a_waived_item_is_settled_but_never_passed() -> None:
    """It counts, and it is spoken of as what it is."""
    view = status(failed().waive("2").told())
    item = view.sections[1].items[0]
    assert (item.standing, item.spoken, item.waived, item.settled) == ("fail", "waived (FAILED)", True, False)
    assert (view.verdict, view.count, view.findings) == ("ready with waivers", Count(4, 4, 0, 1), ())


def test_sections_count_what_is_due_by_the_gate() -> None:
    """The follow-up call is due later and is shown as such."""
    arrival, worktops = status(failed().told()).sections
    assert (arrival.title, arrival.settled, arrival.due) == ("Arrival", 1, 1)
    assert (worktops.title, worktops.settled, worktops.due) == ("Worktops", 2, 3)
    assert [item.due for item in worktops.items] == [True, True, True, False]


def test_a_job_in_the_list_of_jobs_tells_problems_and_what_is_left() -> None:
    """Warnings are no problems."""
    line = job_line(failed().later(days=6).told(), current=True)
    assert (line.job, line.name, line.verdict) == ("elm", "Elm Street kitchen", "not ready")
    assert (line.left, line.problems, line.handover, line.lead) == (1, 1, "Fri 4 Dec", "Dana Miller")


def test_a_handover_date_tells_its_year_only_where_it_is_not_this_one() -> None:
    """On screens and in the list of jobs; a page that is kept tells it always."""
    for date, said in (("2026-12-04", "Fri 4 Dec"), ("2027-01-08", "Fri 8 Jan 2027")):
        told = job().open(handover=date).told()
        assert (status(told).handover, job_line(told, current=False).handover) == (said, said)
    assert page(job().open(handover="2026-12-04")).job.handover == "Fri 4 Dec 2026"


def test_a_check_has_every_item_with_its_place_and_every_finding() -> None:
    """Those that stand before those that are waived."""
    view = check(failed().tick("3").fail("4", by="ravi").waive("2").told(), "block")
    assert [(f.code, f.number, f.waived) for f in view.findings] == [
        ("item-failed", 4, False),
        ("item-failed", 2, True),
    ]
    assert [(i.number, i.standing, i.due) for i in view.items] == [
        (1, "pass", True),
        (2, "waived", True),
        (3, "pass", True),
        (4, "fail", True),
        (5, "open", False),
    ]
    assert (view.items[1].file, view.items[1].line, view.items[1].column) == ("jobs/elm/checklists/kitchen.yaml", 18, 9)


def test_the_verdict_of_a_check_follows_what_it_is_to_fail_on() -> None:
    """A job that is only late fails where warnings count."""
    late = job().open(handover="2026-12-04").tick("1", "2", "3", "4").later(days=9).told()
    assert [check(late, severity).verdict for severity in ("block", "warn", "info")] == [
        "ready",
        "not ready",
        "not ready",
    ]


def test_the_same_state_gives_the_same_bytes() -> None:
    """In whatever order the record is read."""
    built = failed().waive("2").note("rang the bell")
    again = replace(built.told(), state=built.state())
    for view in (check, lambda told, _: handover(told, ()), lambda told, _: status(told)):
        assert canonical(view(built.told(), "block")) == canonical(view(again, "block"))


def test_a_fingerprint_stays_with_rule_and_subject() -> None:
    """A CI system recognises the finding after days, after another answer and on another line."""
    first = status(failed().told()).findings[0]
    second = status(failed().fail("2", note="still there").later(days=2).told()).findings[0]
    other = status(failed().tick("2").fail("3").told()).findings[0]
    assert first.where != second.where
    assert first.fingerprint == second.fingerprint != other.fingerprint


def test_the_report_never_hides_a_failure() -> None:
    """Put right, taken back or waived: it shows."""
    mended = page(failed().tick("2")).sections[1].items[0]
    assert [(a.result, a.note, a.retracted) for a in mended.failures] == [("fail", "gap at the tap", False)]
    retracted = page(failed().undo(by="ravi")).sections[1].items[0]
    assert [(a.result, a.retracted) for a in retracted.failures] == [("fail", True)]
    waived = page(failed().waive("2"))
    assert [(f.code, f.number) for f in waived.waived] == [("item-failed", 2)]


def test_the_report_tells_what_became_of_every_waiver() -> None:
    """Valid, pending, expired, or ended by a new answer."""
    assert [w.state for w in page(failed().waive("2")).waivers] == ["valid"]
    assert [w.state for w in page(failed().waive("2", by="dana")).waivers] == ["pending"]
    assert [w.state for w in page(failed().waive("2", until="2026-12-02").later(days=3)).waivers] == ["expired"]
    assert [w.state for w in page(failed().waive("2").tick("2")).waivers] == ["ended"]


def test_the_report_names_rules_that_are_switched_off() -> None:
    """A softened gate is not sold as a hard one."""
    built = failed()
    built.settings = settings(rules={"item-failed": "off", "handover-late": "off", "backdated": "warn"})
    assert page(built).rules_off == ("handover-late", "item-failed")


def test_the_report_divides_promises_from_lists() -> None:
    """What was promised stands first and once."""
    view = page(job().open(scope=("oak handles",)))
    assert [i.text for i in view.scope] == ["Read back to the client: oak handles", "As promised: oak handles"]
    assert [s.title for s in view.sections] == ["Arrival", "Worktops"]


def test_what_a_seal_covers_does_not_change_by_signing() -> None:
    """Nor by the moment it is printed; an answer changes it."""
    built = failed().tick("2")
    sealed = without_signoffs(page(built))
    assert without_signoffs(page(accepted(built).later(hours=5))) == sealed
    assert without_signoffs(page(built.tick("3"))) != sealed


def test_a_signature_shows_with_outcome_and_whether_it_still_holds() -> None:
    """Changed since: stale."""
    built = accepted(failed().tick("2"))
    (signed,) = page(built).signoffs
    assert (signed.spoken, signed.person, signed.revision, signed.stale) == ("accepted", "Ann Client", "A", False)
    (signed,) = page(built.fail("2")).signoffs
    assert (signed.current, signed.stale) == (True, True)


def test_names_are_full_and_texts_are_clean_on_every_view() -> None:
    """Text from anyone is data: what could move a cursor or turn the reading direction shows as a mark."""
    hostile = "gap\x1b[31m\u202e here\nand there"
    built = job().open(handover="2026-12-04").fail("2", note=hostile).note(hostile)
    built.settings = settings(people=(Person("dana", "Dana\x07 Miller"),))
    told = replace(built.told(), client=ClientView("Ann\x1b", "1 Elm\x00 St", "0\x7f1"))
    item = handover(told, ()).sections[1].items[0]
    assert item.answer is not None
    assert item.answer.note == "gap�[31m� here\nand there"
    assert item.answer.did == "Dana� Miller"
    assert status(told).findings[0].message == (
        "Joints sealed, no visible gap: failed (Dana� Miller, Tue 1 Dec 2026 08:01): gap�[31m� here and there"
    )
    assert handover(told, ()).job.client == ClientView("Ann�", "1 Elm� St", "0�1")
    assert log(told).entries[-1].what == "“gap�[31m� here and there”"


def test_the_log_tells_every_statement_and_what_became_of_it() -> None:
    """Oldest first, in words, with who did the work where someone else spoke."""
    built = job().open(handover="2026-12-04").fail("2", note="gap", by="ravi").tick("2").note("hi", "3").undo()
    built.waive("1").plan("late worktop", handover="2026-12-07")
    entries = log(built.told()).entries
    assert [(e.what, e.by, e.retracted, e.superseded) for e in entries if "lead" not in e.what] == [
        ("opened Elm Street kitchen", "Dana Miller", False, False),
        ("planned handover: Fri 4 Dec 2026", "Dana Miller", False, True),
        ("2 Joints sealed, no visible gap: FAILED (gap)", "Ravi Shah", False, True),
        ("2 Joints sealed, no visible gap: passed", "Dana Miller", False, False),
        ("3 Worktop level in both directions: “hi”", "Dana Miller", True, False),
        ("took back: 3 Worktop level in both directions: “hi”", "Dana Miller", False, False),
        (
            "1 Water and power isolated: waived until Sun 31 Jan 2027 by Olga Petrova (agreed)",
            "Olga Petrova",
            False,
            False,
        ),
        ("planned handover: Mon 7 Dec 2026 (late worktop)", "Dana Miller", False, False),
    ]


def test_the_log_tells_people_of_the_plan_by_their_full_names() -> None:
    """Whoever reads a record years later knows nobody by a short name."""
    built = job().open(crew=("ravi", "olga")).plan("on leave", lead="ravi").plan("on leave", crew=())
    assert [e.what for e in log(built.told()).entries if "lead" in e.what or "crew" in e.what] == [
        "planned lead: Dana Miller",
        "planned crew: Ravi Shah, Olga Petrova",
        "planned lead: Ravi Shah (on leave)",
        "planned crew: taken away (on leave)",
    ]


def test_a_check_says_of_every_finding_whether_it_stands_in_the_way() -> None:
    """By the severity that it is to fail on; what is waived never does."""
    told = failed().waive("2").later(days=6).plan("late", handover="2026-12-05").told()
    severities: tuple[Severity, ...] = ("block", "warn", "info")
    stands = {severity: [(f.code, f.stands) for f in check(told, severity).findings] for severity in severities}
    late, moved, waived = "handover-late", "handover-moved", "item-failed"
    assert stands == {
        "block": [(late, False), (moved, False), (waived, False)],
        "warn": [(late, True), (moved, False), (waived, False)],
        "info": [(late, True), (moved, True), (waived, False)],
    }
    assert check(told, "warn").fail_on == "warn"
