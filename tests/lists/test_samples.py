"""Lists that others wrote, rewritten by hand in our format: run end to end, and nothing of them is left out."""

import re
from pathlib import Path

import pytest
import yaml

from conftest import Shell
from qcheck.core.parse import checklist
from qcheck.core.when import spoken
from qcheck.model.checklist import Checklist, Choice, Item

HERE = Path(__file__).parent
# Words that a statement does not need of an instruction: "Make sure you have X installed" is "X installed".
IDLE = {
    *(
        "a",
        "an",
        "and",
        "as",
        "at",
        "be",
        "by",
        "can",
        "does",
        "for",
        "from",
        "go",
        "has",
        "have",
        "in",
        "is",
        "it",
        "make",
    ),
    *("not", "of", "off", "on", "or", "should", "so", "steps", "sure", "that", "the", "then", "these", "this", "to"),
    *("under", "unless", "use", "was", "with", "you", "your", "following"),
}
STEM = 4


class Original:
    """The labels of a sample: those of single lines, and those of groups and questions."""

    def __init__(self, path: Path) -> None:
        tasks = [task for page in yaml.safe_load(path.read_text(encoding="utf-8"))["pages"] for task in page["tasks"]]
        inputs = [(task, held) for task in tasks for kind, held in task.items() if kind.endswith("_input")]
        self.lines = [value["label"] for _, held in inputs for value in held.get("values", ()) if "label" in value]
        self.groups = [held["label"] for _, held in inputs if "label" in held]
        self.conditions = [task["when"] for task, _ in inputs if "when" in task]
        self.facts = [task["fact_name"] for task, _ in inputs if "fact_name" in task]


def _ours(name: str) -> Checklist:
    ours, findings = checklist((HERE / f"{name}.yaml").read_bytes(), f"{name}.yaml")
    assert ours is not None
    assert findings == []
    return ours


def _said(item: Item) -> str:
    """All that an item says."""
    options = item.answer.options if isinstance(item.answer, Choice) else ()
    return " ".join((item.text, item.accept, item.why, *options))


def _places(ours: Checklist) -> list[str]:
    """All that each section and each question says."""
    sections = (" ".join((section.title, *map(_said, section.items))) for section in ours.sections)
    return [*sections, *(question.text for question in ours.ask)]


def _words(label: str) -> set[str]:
    """The words of a label that matter, without markup and the addresses behind its links."""
    plain = re.sub(r"\]\([^)]*\)", " ", label)
    return {word.casefold() for word in re.findall(r"\w+(?:[.,]\w+)*", plain)} - IDLE


def _left_out(label: str, text: str) -> set[str]:
    """The words of a label of which a text has no form: `fill` is there in `filled`."""
    said = _words(text)
    return {word for word in _words(label) if not any(other.startswith(word[:STEM]) for other in said)}


def _open(shell: Shell, name: str, *facts: str) -> None:
    text = (HERE / f"{name}.yaml").read_text(encoding="utf-8")
    (shell.folder / "checklists" / f"{name}.yaml").write_text(text, encoding="utf-8")
    assert shell("lint", "--strict", f"checklists/{name}.yaml").out == "1 checklist, nothing to mend.\n"
    given = [word for fact in facts for word in ("--fact", fact)]
    shell("open", name.capitalize(), "--checklist", name, "--handover", "2099-12-04", *given)


def _standing(shell: Shell) -> dict[str, str]:
    """How each item stands, by its name in the list."""
    rows = (line.split("\t") for line in shell("status", "--porcelain").out.splitlines())
    return {fields[2].partition("/")[2]: fields[3] for fields in rows if fields[0] == "item"}


def _named(standing: dict[str, str], wanted: str) -> set[str]:
    return {name for name, stands in standing.items() if stands == wanted}


def _handed_over(shell: Shell, job: str) -> str:
    """Nothing is left: the gate is green, the job is handed over; its report as text."""
    assert _named(_standing(shell), "open") == set()
    shell("check")
    assert shell("handover", "--outcome", "accepted", "--name", "Ann Client").out.startswith(f"{job}: accepted by Ann")
    return shell("report", "--format", "text").out


@pytest.mark.parametrize("name", ["takeoff", "keycloak"])
def test_every_label_of_the_sample_is_in_our_list(samples: Path, name: str) -> None:
    """Its lines are items, in the same order; its groups are sections, its questions are facts."""
    original, ours = Original(samples / "checklists" / f"checklistfabrik-{name}.yml"), _ours(name)
    items = [_said(item) for section in ours.sections for item in section.items]
    assert len(original.lines) == len(items)
    missing = {
        label: lacks for label, item in zip(original.lines, items, strict=True) if (lacks := _left_out(label, item))
    }
    assert missing == {}
    places = _places(ours)
    assert [label for label in original.groups if all(_left_out(label, place) for place in places)] == []
    assert set(original.facts) <= {question.id for question in ours.ask}


def test_every_condition_of_the_sample_is_in_our_list(samples: Path) -> None:
    """The platform decides which way the server is started."""
    original = Original(samples / "checklists" / "checklistfabrik-keycloak.yml")
    assert [re.findall(r'"(\w+)" in', condition) for [condition] in original.conditions] == [["linux"], ["windows"]]
    items = (item for section in _ours("keycloak").sections for item in section.items)
    assert {item.id: spoken(item.when) for item in items if item.when} == {
        "linux": "platform is linux or both",
        "windows": "platform is windows or both",
    }


def test_a_takeoff_from_a_low_field_to_a_high_one(workspace: Shell) -> None:
    """The mixture is asked for where the field is low, each pause by its gate, a reading beyond its limits fails."""
    _open(workspace, "takeoff", "pilot=Ann", "departure-high=no", "arrival-high=yes")
    assert _named(_standing(workspace), "hidden") == {"before-landing.mixture"}
    workspace("tick", "before-takeoff", "final-takeoff")
    assert workspace("check", "--gate", "start", code=1).out.endswith("1 problem, 1 of 19 checks left\n")
    failed = workspace("tick", "altimeter=29.92").out
    assert "5 Altimeter set, pressure in its window: 29.92 hPa (940 to 1060 hPa), FAILED" in failed
    workspace("tick", "altimeter=1013")
    workspace("check", "--gate", "start")
    assert workspace("release", "start").out == "Gate start released.\n"
    workspace("tick", "fuel=left", "before-landing", "final-landing")
    report = _handed_over(workspace, "Takeoff")
    assert "1013 hPa" in report
    assert "Fuel selector on the fullest tank" in report
    assert "Ann" in report


def test_a_takeoff_from_a_high_field_to_a_low_one(workspace: Shell) -> None:
    """The other way round, the other mixture is asked for; a hidden one cannot be ticked."""
    _open(workspace, "takeoff", "pilot=Ann", "departure-high=yes", "arrival-high=no")
    assert _named(_standing(workspace), "hidden") == {"final-takeoff.mixture"}
    refused = workspace("tick", "final-takeoff.mixture", code=2).err
    assert refused == (
        "16 Mixture full rich: not needed: only where departure-high is no.\n"
        "If that is wrong: qcheck plan FACT=ANSWER\n"
    )
    workspace("plan", "departure-high=no", "--reason", "another field")
    assert _named(_standing(workspace), "hidden") == set()


@pytest.mark.parametrize(
    ("platform", "hidden"), [("linux", {"start.windows"}), ("windows", {"start.linux"}), ("both", set())]
)
def test_keycloak_on_each_platform(workspace: Shell, platform: str, hidden: set[str]) -> None:
    """Only the platforms that are meant are asked for; all the rest is, and a wrong choice fails."""
    _open(workspace, "keycloak", f"platform={platform}")
    standing = _standing(workspace)
    assert _named(standing, "hidden") == hidden
    assert _named(standing, "open") == set(standing) - hidden
    workspace("tick", "1-38")
    assert _named(_standing(workspace), "open") == {"realm.name", "password.temporary"}
    assert "Toggle Temporary: on (only off passes), FAILED" in workspace("tick", "temporary=on").out
    workspace("check", code=1)
    workspace("tick", "temporary=off", "realm.name=myrealm")
    report = _handed_over(workspace, "Keycloak")
    assert "bin/kc.sh start-dev" in report or platform == "windows"
    assert "bin\\kc.bat start-dev" in report or platform == "linux"


def test_what_needs_another_item_comes_after_it(workspace: Shell) -> None:
    """The server is not started without a Java, nor by a range that leaves it out."""
    _open(workspace, "keycloak", "platform=linux")
    assert workspace("tick", "start.linux", code=2).err == (
        "5 Started on Linux in development mode: 1 OpenJDK 17 installed comes first.\n"
        "qcheck tick 1, or go on anyway: --force REASON\n"
    )
    workspace("tick", "1", "5")
    assert {"download.java", "start.linux"} <= _named(_standing(workspace), "pass")
