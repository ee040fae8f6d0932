"""The first five minutes: from an empty folder to a signed handover, as a user types it."""

import re

from conftest import Shell


def test_from_an_empty_folder_to_a_signed_handover(shell: Shell) -> None:
    """Every answer is one or two lines that say what was done and what comes next."""
    made = shell("init", "--company", "Miller Kitchens", "--name", "Dana Miller", "--zone", "UTC")
    assert made.out == (
        f"Workspace made in {shell.folder}; you are dana. People, roles and rules: qcheck.yaml\n"
        'Next: qcheck open "Elm Street kitchen" --checklist kitchen\n'
    )
    given = ("gas=no", "worktop=laminate", "dishwasher=no", "built=no", "photos=no")
    facts = [word for fact in given for word in ("--fact", fact)]
    opened = shell("open", "Elm Street kitchen", "--checklist", "kitchen", "--handover", "2099-12-04", *facts)
    assert re.fullmatch(r"Elm Street kitchen: \d+ checks by handover, \d+ later\b.*\. Next: qcheck\n", opened.out)
    shut = shell("handover", code=1)
    assert (shut.out + shut.err).startswith("Elm Street kitchen: NOT READY, ")
    due = {fields[2]: fields[1] for fields in _items(shell) if fields[4] == "due" and fields[3] == "open"}
    assert not [ident for ident in due if "gas" in ident or "dishwasher" in ident or "photos" in ident]
    hold = due.pop("kitchen-installation/units.services")
    shell("tick", hold)
    shell("release", hold)
    readings = {"first-fix.waste-fall": "2cm", "worktops.level": "1.5", "connections.sockets": "420"}
    readings["connections.rcd"] = "28 ms"
    for name, reading in readings.items():
        shell("tick", f"{due.pop(f'kitchen-installation/{name}')}={reading}")
    ticked = shell("tick", *due.values())
    assert ticked.out.startswith(f"Elm Street kitchen: {len(due)} ticked, nothing left. Next: qcheck handover")
    signed = shell("handover", "--outcome", "accepted", "--name", "Ann Client")
    assert re.fullmatch(
        r"Elm Street kitchen: accepted by Ann Client\. Revision A, seal [0-9a-f]{12}\.\n"
        r"Report: .*/reports/handover-A\.html\n",
        signed.out,
    )


def _items(shell: Shell) -> list[list[str]]:
    """The items as scripts get them: number, name, standing, due or later."""
    rows = (line.split("\t") for line in shell("status", "--porcelain").out.splitlines())
    return [fields for fields in rows if fields[0] == "item"]


def test_a_workspace_is_made_once(shell: Shell) -> None:
    """The second `init` changes nothing."""
    shell("init", "--name", "Dana Miller", "--zone", "UTC")
    before = (shell.folder / "qcheck.yaml").read_bytes()
    again = shell("init", "--name", "Someone Else", "--zone", "UTC", code=2)
    assert again.err == (
        f"{shell.folder} is a workspace already.\nNothing was changed. Open a job: qcheck open NAME --checklist LIST\n"
    )
    assert (shell.folder / "qcheck.yaml").read_bytes() == before


def test_a_workspace_needs_its_first_person_and_a_real_time_zone(shell: Shell) -> None:
    """Nothing is made without them."""
    assert shell("init", code=2, USER="dana").err == (
        'A workspace needs its first person.\nYour full name: --name "Dana"\n'
    )
    assert shell("init", "--name", "Dana Miller", "--zone", "Mars/Olympus", code=2).err == (
        "Mars/Olympus is not a time zone.\nUse a name such as Europe/Berlin or UTC.\n"
    )
    assert list(shell.folder.iterdir()) == []
