"""Several roles that sign, as real processes."""

import json

import pytest

from conftest import Shell

ELM = "Elm Street kitchen"
LEAD = ("handover", "--outcome", "accepted", "--role", "lead")
CLIENT = ("handover", "--outcome", "accepted", "--name", "Ann Client")


@pytest.fixture
def both(elm: Shell) -> Shell:
    """A ready kitchen in a firm whose policy wants the client and the lead to sign."""
    path = elm.folder / "qcheck.yaml"
    text = path.read_text(encoding="utf-8").replace("signatures: []", "signatures: [client, lead]")
    assert "[client, lead]" in text
    path.write_text(text, encoding="utf-8")
    elm("tick", "1-4")
    return elm


def gate(shell: Shell) -> str:
    """The gate that the job stands before."""
    return shell("status", "--porcelain").out.split("\t")[2]


def test_a_gate_is_released_when_each_role_has_signed(both: Shell) -> None:
    """The first signature says whose is missing, and the second finds the first in place."""
    out = both(*CLIENT).out.splitlines()
    assert out[0].startswith(f"{ELM}: accepted by Ann Client. Revision A, seal ")
    assert out[1] == "Not yet signed by the lead: qcheck handover --role lead"
    assert gate(both) == "handover"
    out = both(*LEAD).out.splitlines()
    assert out[0].startswith(f"{ELM}: accepted by Dana Miller. Revision B, seal ")
    assert out[1].startswith("Report: ")
    assert gate(both) == "closeout"
    assert [e["what"] for e in json.loads(both("log", "--json").out)["entries"]][-2:] == [
        "Ann Client (client): accepted, revision A",
        "Dana Miller (lead): accepted, revision B",
    ]


def test_status_and_check_say_whose_signature_is_missing(both: Shell) -> None:
    """With the command that gives it."""
    both("handover", "--outcome", "accepted", "--role", "lead")
    status = both("status").out.splitlines()
    assert status[0].startswith("ELM STREET KITCHEN   READY   nothing left   handover Fri 4 Dec 2099   accepted ")
    assert status[1] == "   not yet signed by the client"
    assert status[2] == "Next: qcheck handover --role client"
    assert both("next").out == "Elm Street kitchen: READY. Next: qcheck handover --role client\n"
    (log,) = (both.folder / "jobs" / "elm-street-kitchen" / "record").iterdir()
    place = f"jobs/elm-street-kitchen/record/{log.name}:1"
    assert (
        f"{place}: block: The handover is not signed by the client [signoff-missing]\n"
        "    qcheck handover --role client\n"
    ) in both("check", "--gate", "closeout", code=1).out
    page = both("report", "--format", "text")
    assert "Not yet signed by the client." in page.out


def test_nobody_has_signed_names_them_all(both: Shell) -> None:
    """In the order of the policy."""
    assert "The handover is not signed by the client and the lead [signoff-missing]" in (
        both("check", "--gate", "closeout", code=1).out
    )


def test_what_changes_between_two_signatures_reopens_the_first(both: Shell) -> None:
    """All sign the same state, or sign again."""
    both(*LEAD)
    both("tick", "2")
    out = both(*CLIENT).out.splitlines()
    assert out[1] == "Not yet signed by the lead: qcheck handover --role lead"
    assert " [signoff-stale]" in both("check", code=1).out
    both(*LEAD)
    assert gate(both) == "closeout"


def test_a_role_signs_once_and_a_refusal_is_its_own(both: Shell) -> None:
    """What the lead accepted stays when the client refuses, and the gate stays shut."""
    both(*LEAD)
    already = (
        "Dana Miller has accepted it already, and nothing was changed since.\n"
        "Not yet signed by the client: qcheck handover --role client\n"
    )
    assert both(*LEAD, code=2).err == already
    assert both("handover", "--role", "lead", code=2).err == already
    both("handover", "--outcome", "refused", "--name", "Ann Client")
    assert " [handover-refused]" in both("check", code=1).out
    out = both(*CLIENT).out.splitlines()
    assert out[1].startswith("Report: ")
    assert gate(both) == "closeout"


def test_a_role_that_signs_nothing_is_refused(both: Shell) -> None:
    """And so is someone of the firm who does not have it."""
    assert both("handover", "--outcome", "accepted", "--role", "architect", "--name", "Bo", code=2).err == (
        "architect: this role signs nothing here; those that do are client, lead.\nSay which it is: --role client\n"
    )
    assert both(*LEAD, "--name", "ravi", code=2).err == (
        "Ravi Shah is not a lead of this job.\nIt is for Dana Miller to sign as lead.\n"
    )


def test_without_a_policy_one_signature_will_do_whatever_its_role(elm: Shell) -> None:
    """As records of before replay."""
    elm("tick", "1-4")
    elm("handover", "--outcome", "accepted", "--name", "Bo Builder", "--role", "architect")
    assert gate(elm) == "closeout"
    elm("handover", "--outcome", "refused", "--name", "Ann Client")
    assert gate(elm) == "handover"
