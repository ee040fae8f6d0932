"""Diagnosing: why a punch item came to be, how that is prevented, and what it cost, as it was typed."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from builder import START, JobBuilder, job, settings
from qcheck.app.desk import Caller, Desk
from qcheck.app.owed import cost
from qcheck.core.act.actor import Refusal
from qcheck.errors import Refused
from qcheck.model.punch import Diagnosis
from qcheck.store.cache import Cache
from qcheck.store.installation import Installation


def raised(*texts: str) -> JobBuilder:
    """A job with these punch items."""
    built = job().open()
    for text in texts or ("Scratch on the left door",):
        built.add(text)
    return built


def found(built: JobBuilder) -> list[Diagnosis | None]:
    """What was found out about each."""
    return [item.diagnosis for item in built.state().punch]


def desk(currency: str = "EUR", decimal: str = ".") -> Desk:
    """A workspace with that currency and decimal sign."""
    here = Path("here")
    installation = Installation(here)
    caller = Caller(datetime.now(UTC), here, here, "t" * 32, "s" * 32)
    return Desk(here, settings(currency=currency, decimal=decimal), caller, installation, Cache(here, installation))


def test_a_diagnosis_keeps_cause_prevention_and_costs_with_who_and_when() -> None:
    """As they were said."""
    built = raised().diagnose(
        "P1", cause="no covers", prevention="covers in the van", internal="120", external="20.50", by="olga"
    )
    at = START.replace(minute=2).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert built.refusal is None
    assert found(built) == [Diagnosis("no covers", "covers in the van", "120", "20.50", "olga", at)]


def test_what_is_not_said_now_stays_as_it_was() -> None:
    """Each part of it."""
    built = raised().diagnose("P1", cause="no covers", internal="120")
    built.diagnose("P1", prevention="covers in the van").diagnose("P1", external="20").diagnose("P1", internal="99")
    (diagnosis,) = found(built)
    assert diagnosis
    assert (diagnosis.cause, diagnosis.prevention, diagnosis.internal, diagnosis.external) == (
        "no covers",
        "covers in the van",
        "99",
        "20",
    )


def test_several_are_diagnosed_at_once_and_closed_ones_too() -> None:
    """Why it failed is often found out when it is put right."""
    built = raised("Scratch on the left door", "Scratch on the right door").done("P1", by="ravi").verify("P1")
    built.diagnose("P1-P2", cause="no covers")
    assert [d and d.cause for d in found(built)] == ["no covers", "no covers"]


def test_a_diagnosis_needs_a_cause_and_says_how_one_reads() -> None:
    """Of all of them or of none: one that has no cause yet refuses the rest."""
    built = raised("Scratch on the left door", "Lamp dark").diagnose("P1", cause="no covers")
    before = len(built.events())
    built.diagnose("P1", "P2", internal="120")
    assert built.refusal == Refusal("What was the cause?", 'For example: --cause "measured before the plaster was dry"')
    assert len(built.events()) == before


def test_an_unknown_punch_item_is_refused_with_those_there_are() -> None:
    """Nothing is recorded."""
    assert raised().diagnose("P7", cause="haste").refusal == Refusal(
        "P7: there is no such punch item.", "There are: P1."
    )


def test_a_diagnosis_that_is_taken_back_gives_the_one_before() -> None:
    """The last that stands holds."""
    built = raised().diagnose("P1", cause="haste").diagnose("P1", cause="no covers").undo()
    assert [d and d.cause for d in found(built)] == ["haste"]


@pytest.mark.parametrize(
    ("typed", "currency", "decimal", "kept"),
    [
        ("120", "EUR", ".", "120"),
        ("120 EUR", "EUR", ".", "120"),
        ("EUR 120.50", "EUR", ".", "120.50"),
        ("EUR120", "EUR", ".", "120"),
        (" 0.5 ", "EUR", ".", "0.5"),
        ("€12", "€", ".", "12"),
        ("12,50", "EUR", ",", "12.50"),
        ("12,50 EUR", "EUR", ",", "12.50"),
        ("1500,5", "EUR", ",", "1500.5"),
        ("120", "", ".", "120"),
        ("0", "EUR", ".", "0"),
        ("", "EUR", ".", ""),
        ("  ", "EUR", ".", ""),
        ("EUR", "EUR", ".", ""),
    ],
)
def test_a_cost_is_kept_as_decimal_text(typed: str, currency: str, decimal: str, kept: str) -> None:
    """With the currency before or after it, or none; nothing typed is no cost, which is not a cost of nothing."""
    assert cost(desk(currency, decimal), typed) == kept


@pytest.mark.parametrize(
    ("typed", "decimal", "message", "hint"),
    [
        ("12,50", ".", "12,50 has a comma; this workspace writes a point.", "Write 12.50."),
        ("12.50", ",", "12.50 has a point; this workspace writes a comma.", "Write 12,50."),
        ("1.500", ".", "1.500 could be a fraction or 1500.", "Write 1.5 or 1500."),
        ("1,500.00", ".", "1,500.00 has more than one decimal sign.", "Leave out those of thousands: 1500.5."),
        ("1 500", ".", "1 500 has something between its digits.", "Write them without it, such as 1500."),
        ("a lot", ".", "a lot is not a number.", "Write a number, such as 1.5."),
        ("120 USD", ".", "120 USD is not a number.", "Write a number, such as 1.5."),
        ("1e3", ".", "1e3 has an exponent.", "Write the number out, such as 1500."),
        ("-5", ".", "-5: a cost is not below zero.", ""),
        ("-5 EUR", ".", "-5 EUR: a cost is not below zero.", ""),
        ("−5", ".", "−5: a cost is not below zero.", ""),  # noqa: RUF001 (a phone's minus, on purpose)
    ],
)
def test_what_is_no_cost_is_refused_with_what_to_write(typed: str, decimal: str, message: str, hint: str) -> None:
    """Words, another currency, a number that could be two, and less than nothing."""
    with pytest.raises(Refused) as refused:
        cost(desk("EUR", decimal), typed)
    assert (refused.value.message, refused.value.hint) == (message, hint)
