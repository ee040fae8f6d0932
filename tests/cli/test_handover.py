"""Handing over, as a real process."""

import json

import pytest

from conftest import Shell


def entries(elm: Shell) -> list[str]:
    """What the record says, as people read it."""
    return [entry["what"] for entry in json.loads(elm("log", "--json").out)["entries"]]


def test_while_the_gate_is_shut_nothing_is_signed(elm: Shell) -> None:
    """It says why, waiting on whom, and ends with 1."""
    elm("tick", "1", "3")
    elm("fail", "4", "--note", "lost")
    for given in ((), ("--outcome", "accepted", "--name", "Ann Client")):
        run = elm("handover", *given, code=1)
        assert run.err == ""
        lines = run.out.splitlines()
        assert lines[0] == "Elm Street kitchen: NOT READY, 2 problems. Nothing signed."
        assert lines[1].startswith("  4  Spare hinge left with the client: failed (Dana Miller, ")
        assert lines[1].endswith("): lost, waiting on Dana Miller")
        assert lines[2:] == ["  2  Joints sealed, no visible gap: not checked"]
    assert "accepted" not in entries(elm)[-1]


def test_a_ready_job_asks_what_the_client_says(elm: Shell) -> None:
    """Without a terminal that is usage: exit 2."""
    elm("tick", "1-4")
    assert elm("handover", code=2).err == (
        'Elm Street kitchen is ready. What does the client say?\nFor example: --outcome accepted --name "Ann Client"\n'
    )


def test_an_acceptance_is_recorded_and_the_report_written(elm: Shell) -> None:
    """The job then stands before the next gate."""
    elm("tick", "1-4")
    elm("handover", "--outcome", "accepted", "--name", "Ann Client")
    assert entries(elm)[-1] == "Ann Client: accepted, revision A"
    report = elm.folder / "jobs" / "elm-street-kitchen" / "reports" / "handover-A.html"
    assert "Ann Client" in report.read_text(encoding="utf-8")
    assert elm("status", "--porcelain").out.startswith("job\telm-street-kitchen\tcloseout\t")


def test_exceptions_need_reservations(elm: Shell) -> None:
    """What was waived is one by itself; the client's own come on top."""
    elm("tick", "1", "3", "4")
    elm("waive", "2", "--reason", "soft", "--approved-by", "olga", "--until", "2099-01-01", "--as", "olga")
    assert elm("handover", "--outcome", "accepted", "--name", "Ann", code=2).err == (
        "It goes out with exceptions, so it cannot be accepted without reservation:\n"
        "  Joints sealed, no visible gap (waived: soft)\n"
        "Record it as accepted-with-reservations.\n"
    )
    given = ("--outcome", "accepted-with-reservations", "--name", "Ann", "--reservation", "scratch")
    assert elm("handover", *given).out.startswith(
        "Elm Street kitchen: accepted with reservations by Ann. Revision A, seal "
    )


def test_a_refusal_can_be_recorded_of_a_job_that_is_not_ready(elm: Shell) -> None:
    """It stays in the way until the client accepts."""
    given = ("--outcome", "refused", "--name", "Ann", "--comment", "scratched door")
    assert elm("handover", *given).out.startswith("Elm Street kitchen: refused by Ann. Revision A, seal ")
    elm("tick", "1-4")
    assert " [handover-refused]\n" in elm("check", code=1).out
    elm("handover", "--outcome", "accepted", "--name", "Ann")
    assert entries(elm)[-1] == "Ann: accepted, revision B"


@pytest.mark.parametrize("given", [("refused", "--name", "Ann"), ("unsigned",)])
def test_reservations_with_anything_but_an_acceptance_are_refused(elm: Shell, given: tuple[str, ...]) -> None:
    """They would be lost; nothing is signed."""
    before = entries(elm)
    assert elm("handover", "--outcome", *given, "--reservation", "scratch", code=2).err == (
        'Reservations go with an acceptance.\nWhat the client says otherwise: --comment "…"\n'
    )
    assert entries(elm) == before


def test_every_revision_keeps_its_own_page(elm: Shell) -> None:
    """What was signed before is not written over."""
    elm("handover", "--outcome", "refused", "--name", "Ann Client")
    elm("tick", "1-4")
    elm("handover", "--outcome", "accepted", "--name", "Ann Client")
    reports = elm.folder / "jobs" / "elm-street-kitchen" / "reports"
    assert sorted(path.name for path in reports.iterdir()) == ["handover-A.html", "handover-B.html"]


def test_correcting_the_clients_name_after_the_handover_reopens_nothing(elm: Shell) -> None:
    """Personal data is corrected, not agreed anew."""
    elm("tick", "1-4")
    elm("handover", "--outcome", "accepted", "--name", "Ann Client")
    elm("plan", "--client", "Ann Clyent")
    assert elm("status", "--porcelain").out.startswith("job\telm-street-kitchen\tcloseout\t")
    assert " [signoff-stale]" not in elm("check", "--gate", "closeout", code=1).out


def test_nobody_there_can_be_recorded_without_a_name(elm: Shell) -> None:
    """It releases nothing."""
    out = elm("handover", "--outcome", "unsigned").out
    assert out.startswith("Elm Street kitchen: handed over, nobody there to sign. Revision A, seal ")
    assert elm("status", "--porcelain").out.startswith("job\telm-street-kitchen\thandover\t")


def test_acceptance_needs_a_name(elm: Shell) -> None:
    """Nothing is signed by nobody."""
    elm("tick", "1-4")
    assert elm("handover", "--outcome", "accepted", code=2).err == (
        'A sign-off needs the name of the person who gives it.\nFor example: --name "Ann Client" --role client\n'
    )
