"""At a terminal: what is asked, and what is not; typed by a pseudo-terminal as a person would."""

import os
import re

import pytest

from cli.onsite import SITE, held, opened, said, standings
from cli.terminals import Start
from conftest import Shell


def test_the_first_job_asks_for_all_it_needs_and_makes_the_workspace(shell: Shell, terminal: Start) -> None:
    """From an empty folder to an open job by answering questions; wrong answers are asked again."""
    at = terminal(shell, "open", "Elm Street kitchen", "--checklist", "kitchen", "--handover", "2099-12-04")
    at.answer("[Y/n]", "")
    at.answer("Your name?", "")
    at.answer("It stands beside what you tick.", "Dana Miller")
    at.answer("Company?", "Miller Kitchens")
    at.answer("Client?", "Ann Client")
    at.answer("Is there gas? (yes / no)", "maybe")
    at.answer("One of: yes, no.", "NO")
    at.answer("Worktop material?", "granite")
    at.answer("Is a dishwasher fitted?", "no")
    at.answer("Was the house built before 2000?", "yes")
    at.answer("Does the client agree to photos?", "")
    at.answer("One of: yes, no.", "no")
    at.answer("What was promised", "Fridge opens left")
    at.answer("  ", "")
    screen = at.end()
    assert re.search(r"Elm Street kitchen: \d+ checks by handover, 2 later.*\. Next: qcheck\r?\n", screen)
    root = next(shell.folder.glob("jobs-*"))
    plan = shell("plan").out
    assert "Ann Client" in plan
    assert "Fridge opens left" in plan
    logs = (root / "jobs" / "elm-street-kitchen" / "record").iterdir()
    assert all("Ann Client" not in log.read_text(encoding="utf-8") for log in logs)


def test_another_role_than_the_client_signs_at_the_terminal(elm: Shell, terminal: Start) -> None:
    """It is asked by its name, and whoever speaks signs by pressing Enter."""
    path = elm.folder / "qcheck.yaml"
    text = path.read_text(encoding="utf-8").replace("signatures: []", "signatures: [client, lead]")
    path.write_text(text, encoding="utf-8")
    elm("tick", "1-4")
    at = terminal(elm, "handover", "--role", "lead")
    at.answer("Does the lead (a)ccept, accept (w)ith reservations, (r)efuse, or is absent (u)?", "a")
    at.answer("Who signs (Enter: you)?", "")
    at.answer("This cannot be undone. Record it?", "y")
    screen = at.end()
    assert "Elm Street kitchen: accepted by the lead." in screen
    assert "Elm Street kitchen: accepted by Dana Miller. Revision A, seal " in screen
    assert "Not yet signed by the client: qcheck handover --role client" in screen


def test_a_workspace_is_not_made_against_ones_will(shell: Shell, terminal: Start) -> None:
    """Answering no leaves the folder as it was."""
    at = terminal(shell, "open", "Elm", "--checklist", "kitchen")
    at.answer("[Y/n]", "n")
    assert "Make one: qcheck init." in at.end(2)
    assert list(shell.folder.iterdir()) == []


def test_an_unclear_date_is_asked_again(workspace: Shell, terminal: Start) -> None:
    """A date that could be two days is refused with the way to write it, and nothing is lost."""
    at = terminal(workspace, "open", "Elm", "--checklist", "kitchen")
    at.answer("Client?", "")
    at.answer("Handover", "4/12/2099")
    at.answer("day and month could be either way round.", "4 dec 2099")
    at.answer("What was promised", "")
    assert "Elm: 4 checks by handover, 1 later." in at.end()
    assert "Fri 4 Dec 2099" in workspace("plan").out


@pytest.mark.parametrize(("key", "said"), [("\x03", "Interrupted"), ("\x04", "Interrupted")], ids=["Ctrl-C", "Ctrl-D"])
def test_leaving_a_question_records_nothing(workspace: Shell, terminal: Start, key: str, said: str) -> None:
    """Ctrl-C and Ctrl-D end the command with exit code 130 and open no job."""
    at = terminal(workspace, "open", "Elm", "--checklist", "kitchen")
    at.press("Client?", key)
    assert said in at.end(130)
    assert "no job yet" in workspace("jobs").out


def test_a_ready_job_asks_the_client(elm: Shell, terminal: Start) -> None:
    """Handover asks what the client says, and for the name; then the page is there."""
    elm("tick", "1-4")
    at = terminal(elm, "handover")
    at.answer("Does the client", "all right")
    at.answer("The letter, or the whole word: accepted, with reservations, refused, absent.", "accepted")
    at.answer("Client's full name?", "")
    at.answer("A sign-off needs a name.", "Ann Client")
    at.answer("This cannot be undone. Record it?", "maybe")
    at.answer("y or n.", "y")
    screen = at.end()
    assert "Elm Street kitchen: READY, 4 checks done.\n" in screen
    assert "Elm Street kitchen: accepted by Ann Client. Revision A, seal " in screen
    assert (elm.folder / "jobs" / "elm-street-kitchen" / "reports" / "handover-A.html").is_file()


def test_reservations_are_asked_for(elm: Shell, terminal: Start) -> None:
    """Accepting with reservations asks which, one a line."""
    elm("tick", "1-4")
    at = terminal(elm, "handover")
    at.answer("Does the client", "w")
    at.answer("With which reservations", "Scratch on the plinth")
    at.answer("  ", "")
    at.answer("Client's full name?", "Ann Client")
    at.answer("Record it? [y/N]", "y")
    assert "accepted with reservations by Ann Client" in at.end()
    assert "Scratch on the plinth" in elm("report", "--format", "text").out


def test_a_sign_off_that_is_not_confirmed_is_not_recorded(elm: Shell, terminal: Start) -> None:
    """Answering no to the last question signs nothing."""
    elm("tick", "1-4")
    at = terminal(elm, "handover")
    at.answer("Does the client", "a")
    at.answer("Client's full name?", "Ann Client")
    at.answer("Record it?", "n")
    at.end(130)
    assert "accepted" not in elm("log").out


def test_what_is_waived_is_told_before_the_client_answers(elm: Shell, terminal: Start) -> None:
    """A client who accepts with a waiver has seen it, and can add reservations of their own."""
    elm("tick", "1-3")
    elm("fail", "4", "--note", "no hinge")
    elm("waive", "4", "--reason", "back-order", "--approved-by", "olga", "--until", "2099-12-31", "--as", "olga")
    at = terminal(elm, "handover")
    at.answer("Does the client", "w")
    at.answer("Beside what is waived, with which reservations", "")
    at.answer("Client's full name?", "Ann Client")
    at.answer("Record it?", "y")
    screen = at.end()
    assert "Elm Street kitchen: READY, 3 checks done, 1 waived.\n  4 Spare hinge left with the client: waived" in screen
    assert "(waived: back-order)" in elm("report", "--format", "text").out


def test_a_choice_is_taken_by_its_beginning(shell: Shell, terminal: Start) -> None:
    """`n` is no and `gran` is granite; what is known to be wrong is said before anything is asked."""
    shell("init", "--name", "Dana Miller")
    at = terminal(shell, "open", "Elm", "--checklist", "kitchen", "--handover", "4/12", "--client", "Ann")
    assert "day and month could be either way round." in at.end(2)
    at = terminal(shell, "open", "Elm", "--checklist", "kitchen", "--handover", "5d", "--client", "Ann")
    at.answer("Is there gas?", "n")
    at.answer("Worktop material?", "gran")
    at.answer("Is a dishwasher", "n")
    at.answer("Was the house", "y")
    at.answer("Does the client agree", "n")
    at.answer("What was promised", "")
    at.end()
    plan = shell("plan").out
    assert "granite" in plan


def test_a_shut_gate_asks_nothing(elm: Shell, terminal: Start) -> None:
    """While something is missing nobody is asked to sign."""
    screen = terminal(elm, "handover").end(1)
    assert screen.startswith("Elm Street kitchen: NOT READY, 4 problems. Nothing signed.\n")


def test_the_demo_plays_a_whole_job(shell: Shell) -> None:
    """Every step of the demo ends as it must, and the client's page is there."""
    told = shell("demo", "--keep", "played").out
    page = next((shell.folder / "played" / "jobs").glob("*/reports/*.html"))
    assert told.endswith(f"The client's page: {page}\nThe workspace:     {shell.folder / 'played'}\n")
    assert told.count("\n$ qcheck ") == 19


def test_a_value_is_asked_for_and_asked_again_while_it_is_none(workspace: Shell, terminal: Start) -> None:
    """Of every item of the command that needs one; nothing is recorded before the last of them is right."""
    site = opened(workspace)
    at = terminal(site, "tick", "2", "5", "6")
    at.answer("5 Worktop level: a number in mm (at most 2 mm)?", "")
    at.answer("It needs a value.", "1e999")
    at.answer("6 Joint colour: one of clear, white, grey?", "white")
    assert said(site, "answered") == []
    at.answer("5 Worktop level: 1e999 has an exponent. Write the number out, such as 1500.", "1.5mm")
    at.answer("6 Joint colour: one of clear, white, grey?", "WH")
    screen = at.end()
    assert "5 Worktop level: 1.5 mm (at most 2 mm), ticked\n" in screen
    assert {n: standings(site)[n] for n in (2, 5, 6)} == {2: "pass", 5: "pass", 6: "pass"}


def test_leaving_the_question_for_a_value_records_nothing(workspace: Shell, terminal: Start) -> None:
    """Nor does what stood beside it in the command."""
    site = opened(workspace)
    before = held(site)
    at = terminal(site, "tick", "2", "7")
    at.press("7 Batch: text of at least 3 characters?", "\x03")
    assert "Interrupted. Nothing was recorded that was not confirmed." in at.end(130)
    assert held(site) == before


def test_a_command_that_was_pasted_is_no_answer(workspace: Shell, terminal: Start) -> None:
    """What nobody has to answer is not asked of someone who has typed on."""
    site = opened(workspace)
    at = terminal(site, "fail", "5=3.5", "--note", "the wall leans")
    os.write(at.master, b"qcheck note 'to be seen tomorrow'\n")
    assert "Who puts it right?" not in at.end()
    assert said(site, "assigned") == []


def test_a_failure_asks_what_is_wrong_and_a_pass_after_it_whether_it_is_done(workspace: Shell, terminal: Start) -> None:
    """No leaves the punch item open, Enter says that it is done; someone else has to confirm it in any case."""
    site = opened(workspace)
    at = terminal(site, "fail", "5=3.5")
    at.answer("What is wrong?", "the wall leans")
    at.answer("Who puts it right? [Enter: Dana Miller]", "ravi")
    at.answer("By when? [Enter: no date yet]", "2099-12-03")
    screen = at.end()
    assert "Raised P1: Worktop level\n" in screen
    assert screen.endswith(
        "P1 Worktop level: waiting on Ravi Shah, Thu 3 Dec 2099, before handover.\n"
        "Next: 1 Power isolated. qcheck tick 1 --photo\n"
    )
    assert said(site, "answered")[0]["body"]["note"] == "the wall leans"
    at = terminal(site, "tick", "5=1.5")
    at.answer("Is it done: P1 Worktop level? [Y/n]", "n")
    assert at.end().endswith(
        "Still open: P1 Worktop level. If it is done: qcheck punch done P1\n"
        "Next: 1 Power isolated. qcheck tick 1 --photo\n"
    )
    assert said(site, "completed") == []
    at = terminal(site, "tick", "5=1.5")
    at.answer("Is it done: P1 Worktop level? [Y/n]", "")
    assert at.end().endswith(
        "Elm Street: P1 done; someone else confirms it: qcheck punch verify P1\n"
        "Next: 1 Power isolated. qcheck tick 1 --photo\n"
    )
    assert len(said(site, "completed")) == 1


def test_an_upgrade_is_shown_and_then_asked_about(workspace: Shell, terminal: Start) -> None:
    """Enter leaves the job as it is; a reason goes on with the lists of today."""
    site = opened(workspace)
    newer = SITE.replace("Client called", "Client called and thanked")
    (site.folder / "checklists" / "site.yaml").write_text(newer, encoding="utf-8")
    before = held(site)
    question = "Go on with them? Say why (Enter leaves it):"
    at = terminal(site, "upgrade")
    at.answer(question, "")
    screen = at.end()
    assert "13  reworded  Client called and thanked" in screen
    assert screen.endswith("Nothing was recorded. To go on with them: --reason TEXT\n")
    assert held(site) == before
    at = terminal(site, "upgrade")
    at.answer(question, "good manners")
    assert at.end().endswith("Elm Street: upgraded, 11 left.\nNext: 1 Power isolated. qcheck tick 1 --photo\n")
    assert said(site, "upgraded")[0]["body"]["reason"] == "good manners"


def test_a_rating_is_asked_for_until_it_is_one(elm: Shell, terminal: Start) -> None:
    """Then the client's words are; Enter leaves them out."""
    at = terminal(elm, "rate")
    at.answer("What do they give, from 0 to 10?", "11")
    at.answer("11 is no rating. Give a whole number from 0 to 10.", "9")
    at.answer("In their words (Enter: none)?", "Great work, but late")
    assert at.end().endswith("Elm Street kitchen: rated 9 of 10: “Great work, but late”.\n")
