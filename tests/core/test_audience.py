"""Audiences: what of a report is the client's to read, and that a seal knows no difference."""

import hashlib

from msgspec.structs import replace

from builder import JobBuilder, job, settings
from conftest import ROOT
from qcheck.core.views.handover import handover, ranges, sealed, without_signoffs
from qcheck.model.settings import Person, Policy
from qcheck.model.view import ClientView, HandoverView
from qcheck.render.table import render

ASSETS = {path.name: path.read_bytes() for path in (ROOT / "templates").glob("*.j2")}
CREW = (
    Person("dana", "Dana Miller", ("lead",)),
    Person("ravi", "Ravi Shah", ("fitter",)),
    Person("olga", "Olga Petrova", ("office",)),
)
# Digest of what the builder's job below was sealed over before there were audiences.
BEFORE = "b325f0fccf32eefd6c0868cb54ef023b383d4b2627391b1b03dbdafeaaa3cf80"


def told_much() -> JobBuilder:
    """A job with something of everything."""
    built = job().open(scope=("Fridge opens left",), handover="2026-12-04").tick("1", "3")
    built.fail("2", note="gap", by="ravi").waive("2").note("hi").note("there", "3").found("A stain")
    return built.agree("A shelf", price="90 EUR").add("Scratch", owner="ravi", due="2026-12-03").done("P1", by="ravi")


def ours() -> JobBuilder:
    """A job of which much is not the client's to know, with two roles whose names are hidden."""
    policy = Policy(hidden_names=("fitter", "office"))
    built = job(settings=settings(people=CREW, policy=policy)).open(handover="2026-12-04", crew=("ravi", "olga"))
    built.tick("1", by="ravi").fail("2", note="asked Ravi Shah twice", by="ravi").note("pays late").note("slow", "1")
    built.add("Scratch", owner="ravi", fix="polish it, Olga Petrova said", due="2026-12-02", by="olga")
    built.done("P1", by="ravi").reject("P1", note="shoddy", by="dana").diagnose(
        "P1", cause="dropped", prevention="pad them"
    )
    built.found("Stain, says Olga Petrova").agree("A shelf").waive("3", reason="agreed by Olga Petrova")
    assert built.refusal is None
    return built.later(days=20)


def every_form(view: HandoverView) -> bytes:
    """A report in all its forms together, and the data of its templates."""
    forms = (render("handover", form, view, ASSETS) for form in ("html", "markdown", "text"))
    return b"".join([*forms, render("any", "json", view, {})])


def test_what_is_ours_is_in_no_byte_for_the_client() -> None:
    """Causes, remarks, what was said among ourselves, hidden names, and reminders to ourselves."""
    told = ours().told()
    internal, client = every_form(handover(told, (), "internal")), every_form(handover(told, ()))
    for kept in ("pays late", "slow", "shoddy", "dropped", "pad them", "polish", "Ravi", "Olga", "client-silent"):
        assert kept.encode() in internal, kept
        assert kept.encode() not in client, kept
    for form in ("html", "markdown", "text"):
        page = render("handover", form, handover(told, (), "internal"), ASSETS).decode().replace("\\", "")
        for kept in ("internal: not for the client", "slow", "shoddy", "dropped", "pad them", "polish"):
            assert kept in page, (form, kept)


def test_what_stops_a_job_is_the_clients_to_know() -> None:
    """The verdict and what stands in the way are the same for both, in number and order."""
    told = ours().told()
    internal, client = handover(told, (), "internal"), handover(told, (), "client")
    stops = [(f.code, f.number) for f in internal.findings if f.severity == "block"]
    assert stops == [(f.code, f.number) for f in client.findings if f.severity == "block"]
    assert (client.verdict, client.count) == (internal.verdict, internal.count)


def test_a_rule_that_the_firm_made_a_warning_is_told_to_the_client() -> None:
    """A switch in the settings hides no failure."""
    built = job(settings=settings(rules={"item-failed": "warn"})).open(handover="2026-12-04").fail("2", note="gap")
    assert "item-failed" in {f.code for f in handover(built.told(), ()).findings}


def test_hidden_names_leave_the_clients_own_and_others_alone() -> None:
    """Who has a hidden role is called by it; a lead is named."""
    view = handover(ours().told(), (), "client")
    assert view.job.lead == "Dana Miller"
    assert [(p.name, p.roles) for p in view.job.crew] == [("fitter", ()), ("office", ())]
    (scratch,) = (p for p in view.punch if p.text == "Scratch")
    assert (scratch.owner, scratch.raised_by) == ("fitter", "office")
    assert view.found[0].text == "Stain, says office"


def test_who_did_what_is_told_by_person() -> None:
    """Who did it counts, with roles, how much, and from when to when; what was taken back does not."""
    built = job(settings=settings(people=CREW)).open(handover="2026-12-04").tick("1", by="ravi").tick("2", by="ravi")
    built.undo(by="ravi").add("Scratch", owner="ravi", by="olga")
    assert [(w.name, w.roles, w.did) for w in handover(built.told(), ()).work] == [
        ("Ravi Shah", ("fitter",), ("1 answer",)),
        ("Olga Petrova", ("office",), ("1 thing raised",)),
    ]
    assert all(w.first <= w.last for w in handover(built.told(), ()).work)


def test_a_seal_is_over_what_it_was_over_before_there_were_audiences() -> None:
    """A report that was sealed by an earlier version is still found to fit."""
    told = told_much().told()
    assert hashlib.sha256(sealed(told, ("Good practice",))).hexdigest() == BEFORE
    internal = handover(told, ("Good practice",), "internal")
    assert without_signoffs(internal) == sealed(told, ("Good practice",))


def test_the_state_is_the_same_for_every_audience() -> None:
    """With hidden names, too."""
    told = ours().told()
    states = {handover(told, (), audience).state for audience in ("client", "internal")}
    assert states == {hashlib.sha256(sealed(told, ())).hexdigest()}


def test_what_nobody_checked_is_told_in_few_words() -> None:
    """By section, with the numbers of the items."""
    view = handover(job().open(handover="2026-12-04").tick("1").told(), ())
    assert [(u.section, u.count, u.numbers) for u in view.unchecked] == [("Worktops", 3, "2-4")]
    assert ranges([7, 3, 8, 9, 11]) == "3, 7-9, 11"


def test_a_client_of_the_same_name_keeps_it() -> None:
    """What hides our names leaves the client's data alone."""
    told = replace(ours().told(), client=ClientView("Olga Petrova"))
    assert handover(told, ()).job.client.name == "Olga Petrova"
