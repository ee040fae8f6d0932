"""Upgrading a job from the command line: shown first, done with a reason; answers kept, pins left alone."""

import json

import pytest

from cli.onsite import findings, held, opened, photograph, said, standings
from conftest import Shell

SITE = """\
checklist: site
version: 1
title: Site
sections:
  - id: tops
    title: Tops
    items:
      - id: level
        text: Worktop level
        answer: {number: {unit: mm, max: 3}}
      - sealed: Joints sealed
      - waxed: Timber waxed
      - id: front
        text: Front edge sharp
        evidence: {photos: 1}
      - swept: Floor swept
"""
NEWER = """\
checklist: site
version: 2
title: Site
sections:
  - id: tops
    title: Tops
    items:
      - id: level
        text: Worktop level
        answer: {number: {unit: mm, max: 2}}
      - {id: treated, text: Joints sealed, moved_from: tops.sealed}
      - {id: waxed, deleted: no longer sold}
      - id: front
        text: Front edge sharp
        gate: start
        evidence: {photos: 1}
      - swept: Floor swept and wiped
      - brochure: Brochure left
"""
SHOWN = """\
Elm Street: with site, version 2
1  reworded         Worktop level          answer; asked again
2  moved            Joints sealed          was tops.sealed
3  no longer asked  Timber waxed           no longer sold
4  changed          Front edge sharp       gate
5  reworded         Floor swept and wiped  asked again
6  new              Brochure left
"""


@pytest.fixture
def site(workspace: Shell) -> Shell:
    """One job of which everything was answered."""
    (workspace.folder / "checklists" / "site.yaml").write_text(SITE, encoding="utf-8")
    workspace("open", "Elm Street", "-c", "site", "--handover", "2099-12-04")
    photograph(workspace.folder / "a.jpg")
    workspace("tick", "1=2.5", "2", "3", "5")
    workspace("tick", "4", "--photo", "a.jpg")
    return workspace


def newer(shell: Shell, text: str = NEWER) -> None:
    """Puts another version of the list into the library."""
    (shell.folder / "checklists" / "site.yaml").write_text(text, encoding="utf-8")


def test_a_job_whose_lists_are_those_of_today_has_nothing_to_upgrade(site: Shell) -> None:
    """With a reason or without."""
    before = held(site)
    same = "Elm Street: its lists are those of today (site, version 1).\n"
    assert site("upgrade").out == same
    assert site("upgrade", "--reason", "to be sure").out == same
    assert held(site) == before


def test_what_would_change_is_shown_and_nothing_recorded(site: Shell) -> None:
    """Item by item; a script gets the same as JSON."""
    newer(site)
    before = held(site)
    assert site("upgrade", "elm").out == f"{SHOWN}Nothing was recorded. To go on with them: --reason TEXT\n"
    shown = json.loads(site("upgrade", "--json").out)
    assert {key: shown[key] for key in ("job", "name", "lists")} == {
        "job": "elm-street",
        "name": "Elm Street",
        "lists": ["site, version 2"],
    }
    assert [(d["kind"], d["number"], d["asks_again"]) for d in shown["differences"]] == [
        ("reworded", 1, True),
        ("moved", 2, False),
        ("removed", 3, False),
        ("changed", 4, False),
        ("reworded", 5, True),
        ("added", 6, False),
    ]
    assert shown["differences"][1] == {
        "kind": "moved",
        "number": 2,
        "subject": "site/tops.treated",
        "before": "Joints sealed",
        "after": "Joints sealed",
        "note": "was tops.sealed",
        "asks_again": False,
    }
    assert held(site) == before


def test_with_a_reason_the_job_goes_on_with_them(site: Shell) -> None:
    """Answers that still hold are kept, the others asked again; the earlier list stays pinned, to the byte."""
    newer(site)
    before = held(site)
    assert site("upgrade", "--reason", "new limits").out == f"{SHOWN}Elm Street: upgraded, 3 left.\n"
    after = held(site)
    pins = sorted(name for name in after if "/checklists/" in name)
    assert sorted(after[name].decode() for name in pins) == sorted([SITE, NEWER])
    unchanged = [name for name in before if "/record/" not in name]
    assert [after[name] for name in unchanged] == [before[name] for name in unchanged]
    assert standings(site) == {1: "stale", 2: "pass", 3: "hidden", 4: "pass", 5: "stale", 6: "open"}
    assert findings(site) == [("answer-stale", 1), ("answer-stale", 5)]
    assert "1 Worktop level: reworded since it was answered (Dana Miller, " in site("check", code=1).out
    assert [e["body"]["reason"] for e in said(site, "upgraded")] == ["new limits"]
    log = site("log").out
    assert "2 Joints sealed: passed" in log
    assert "upgraded to site " in log


def test_an_answer_is_judged_by_the_limits_of_today(site: Shell) -> None:
    """What is asked again is answered like any other, and numbers are those that they were."""
    newer(site)
    site("upgrade", "--reason", "new limits")
    assert site("tick", "1=2.5").out.startswith("Elm Street: 1 Worktop level: 2.5 mm (at most 2 mm), FAILED, 3 left.\n")
    assert site("tick", "1=1.5", "5", "6").out.startswith("Elm Street: 3 ticked, nothing left. ")
    assert findings(site, code=0) == []
    assert site("tick", "3", code=2).err.startswith("3")


def test_an_upgrade_is_not_undone_but_upgraded_again(site: Shell) -> None:
    """To the list as it was; then its answers hold again."""
    newer(site)
    site("upgrade", "--reason", "new limits")
    before = held(site)
    assert site("undo", code=2).err == (
        "An upgrade cannot be undone; upgrade to the lists that are wanted instead.\n"
        "Nothing in a record is removed; say what holds now instead.\n"
    )
    assert held(site) == before
    newer(site, SITE)
    site("upgrade", "--reason", "the old limits were right")
    assert {n: s for n, s in standings(site).items() if n != 2 and s != "pass"} == {}


def test_a_list_is_added_to_a_job(site: Shell) -> None:
    """Its items take the numbers that are free."""
    assert site("upgrade", "-c", "kitchen").out == (
        "Elm Street: with site, version 1; kitchen, version 1\n"
        "6   new  Water and power isolated\n"
        "7   new  Joints sealed, no visible gap\n"
        "8   new  Worktop level in both directions\n"
        "9   new  Spare hinge left with the client\n"
        "10  new  Follow-up call made\n"
        "Nothing was recorded. To go on with them: --reason TEXT\n"
    )
    assert site("upgrade", "-c", "kitchen", "-r", "a kitchen too").out.endswith("Elm Street: upgraded, 4 left.\n")
    site("tick", "6")
    assert standings(site)[6] == "pass"


def test_lists_that_cannot_be_used_upgrade_nothing(site: Shell) -> None:
    """They are gone, wrong, or were never there."""
    before = held(site)
    path = site.folder / "checklists" / "site.yaml"
    assert site("upgrade", "-c", "none", "-r", "more", code=2).err.startswith(
        "none: there is no such checklist.\nThere are:\n"
    )
    path.write_text("checklist: site\n", encoding="utf-8")
    assert site("upgrade", "-r", "more", code=2).err == (
        "checklists/site.yaml:1:1: block: A checklist needs the key sections [key-missing]\n"
        "    Add a line sections: …\n"
    )
    path.unlink()
    assert site("upgrade", "-r", "more", code=2).err == (
        "site: there is no such checklist any more.\nBring it back to checklists/.\n"
    )
    assert held(site) == before


def test_quiet_upgrades_without_a_word(site: Shell) -> None:
    """What is not recorded is said all the same."""
    newer(site)
    assert site("--quiet", "upgrade", "-r", "new limits").out == ""
    assert standings(site)[1] == "stale"


def test_a_hold_point_and_a_punch_item_survive_an_upgrade(workspace: Shell) -> None:
    """The release stands, and so does what is to be put right."""
    site = opened(workspace)
    site("tick", "2")
    site("release", "2", "--as", "olga")
    site("fail", "10", "--note", "gap")
    text = (site.folder / "checklists" / "site.yaml").read_text(encoding="utf-8")
    newer(site, text.replace("Client called", "Client called and thanked").replace("Gas tight", "Gas pipes tight"))
    site("upgrade", "-r", "new words")
    assert findings(site) == [("punch-no-date", 10), ("punch-open", 10)]
    assert site("tick", "3").code == 0
    assert "P1" in site("punch", "list").out
