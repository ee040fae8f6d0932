"""Settings: `qcheck.yaml` read, and the whole text of everything that can be wrong with it."""

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from qcheck.app.told import sentences
from qcheck.core import evaluate
from qcheck.core.schemas import schemas
from qcheck.core.settings import roles_of_nobody, settings
from qcheck.model.finding import Finding
from qcheck.model.key import KEYS
from qcheck.model.settings import DEFAULT_GATES, Person, Photos, Policy, Settings

FILE = "qcheck.yaml"
ZONES = ("UTC", "Europe/Berlin", "America/New_York")

WHOLE = """\
company: Miller Kitchens
zone: Europe/Berlin
people:
  dana: {name: Dana Miller, roles: [lead, office]}
  ravi: {name: Ravi Shah, roles: fitter}
  jo: {name: Jo}
gates: [start, first-fix, handover]
policy: {crew_of_one: true, waiver_roles: office, clock_tolerance: 10, reading_tolerance: 15}
terminology: {item: check, sign-off: signature}
rules: {text-vague: off, backdated: warn}
decimal: ","
mail: office+rating@miller.example
photos: {inbox: site/inbox, longest: 1600, originals: true}
keys: {pass: y, fail: [x, f2, ctrl+f]}
"""

KEY = "one sign that is no digit, space, enter, f1 to f12, or ctrl+ and a letter"

ROWS: dict[str, tuple[str, str]] = {
    "an unknown zone": (
        "zone: Europe/Berln\n",
        (
            f"{FILE}:1:7: block: Europe/Berln is not a time zone [zone-unknown]\n"
            "    Use a name such as Europe/Berlin or UTC"
        ),
    ),
    "a zone by its letters": (
        "company: Miller\nzone: CEST\n",
        f"{FILE}:2:7: block: CEST is not a time zone [zone-unknown]\n    Use a name such as Europe/Berlin or UTC",
    ),
    "a path as a zone": (
        "zone: ../../etc/passwd\n",
        (
            f"{FILE}:1:7: block: ../../etc/passwd is not a time zone [zone-unknown]\n"
            "    Use a name such as Europe/Berlin or UTC"
        ),
    ),
    "a zone of the wrong type": (
        "zone: [UTC]\n",
        f"{FILE}:1:7: block: zone needs text; this is a list [value-wrong]\n    Change it to text",
    ),
    "a key of the walk for two things": (
        "keys: {pass: f, na: x, skip: x}\n",
        (
            f"{FILE}:1:14: block: f is the key for pass, and for fail [keys-clash]\n"
            "    Give one of them another key\n"
            f"{FILE}:1:30: block: x is the key for skip, and for na [keys-clash]\n"
            "    Give one of them another key"
        ),
    ),
    "keys that are none, or move the screen": (
        "keys: {pass: 7, fail: up, note: hyper+x}\n",
        (
            f'{FILE}:1:14: block: keys.pass needs {KEY}; this is "7" [value-wrong]\n    Change it to {KEY}\n'
            f"{FILE}:1:23: block: keys.fail needs a key that the screen is not moved about with; "
            'this is "up" [value-wrong]\n    Change it to a key that the screen is not moved about with\n'
            f'{FILE}:1:33: block: keys.note needs {KEY}; this is "hyper+x" [value-wrong]\n    Change it to {KEY}'
        ),
    ),
    "something that cannot be done in the walk": (
        "keys: {fly: x}\n",
        f"{FILE}:1:8: block: keys: fly is not allowed [value-unknown]\n    Use one of {', '.join(KEYS)}",
    ),
    "gates without handover": (
        "gates: [start, closeout]\n",
        f"{FILE}:1:8: block: The gates need one called handover [gate-required]\n    Add handover to the list",
    ),
    "no gates": (
        "gates: []\n",
        (f"{FILE}:1:8: block: gates needs at least one gate [list-empty]\n    Add one, or remove what it belongs to"),
    ),
    "one gate that is no list": (
        "gates: handover\n",
        (
            f'{FILE}:1:8: block: gates needs a list, one `- ` a line; this is "handover" [value-wrong]\n'
            "    Change it to a list, one `- ` a line"
        ),
    ),
    "gates twice": (
        "gates: [b, b, handover, handover]\n",
        f"""\
{FILE}:1:12: block: b stands here twice [key-duplicate]
    Remove one of them
{FILE}:1:25: block: handover stands here twice [key-duplicate]
    Remove one of them""",
    ),
    "gates that cannot be ids": (
        "gates: [1, Hand over, handover]\n",
        f"""\
{FILE}:1:9: block: 1 is read as a number, a yes/no or nothing, so it cannot be an id [id-not-text]
    Write a word: item-1
{FILE}:1:12: block: Hand over cannot be an id: use letters, digits and hyphens [id-malformed]
    For example: hand-over""",
    ),
    "an unknown rule and bad severities": (
        "rules:\n  item-mised: off\n  item-failed: error\n  text-vague: of\n  id-duplicate: [off]\n",
        f"""\
{FILE}:2:3: block: rules: item-mised is not allowed [value-unknown]
    Did you mean item-missed?
{FILE}:3:16: block: item-failed: error is not allowed [value-unknown]
    Use one of info, warn, block, off
{FILE}:4:15: block: text-vague: of is not allowed [value-unknown]
    Did you mean off?
{FILE}:5:17: block: id-duplicate needs one of info, warn, block, off; this is a list [value-wrong]
    Change it to one of info, warn, block, off""",
    ),
    "a rule that resembles none": (
        "rules: {colour: off}\n",
        (f"{FILE}:1:9: block: rules: colour is not allowed [value-unknown]\n    Use one of the rules (qcheck rules)"),
    ),
    "rules as a list": (
        "rules: [text-vague]\n",
        (
            f"{FILE}:1:8: block: rules needs rules with a severity; this is a list [value-wrong]\n"
            "    Change it to rules with a severity"
        ),
    ),
    "people as a list": (
        "people: [dana, ravi]\n",
        (
            f"{FILE}:1:9: block: people needs names with values; this is a list [value-wrong]\n"
            "    Change it to names with values"
        ),
    ),
    "people of wrong forms": (
        (
            "people:\n  dana: [Dana Miller]\n  ravi: {roles: [fitter]}\n  17: {name: Olga}\n"
            "  O.P: {name: Olga, role: office}\n  jo: {name: '', roles: lead}\n"
        ),
        f"""\
{FILE}:2:9: block: people.dana needs keys with values; this is a list [value-wrong]
    Change it to keys with values
{FILE}:3:9: block: A person needs the key name [key-missing]
    Add a line name: …
{FILE}:4:3: block: 17 is read as a number, a yes/no or nothing, so it cannot be an id [id-not-text]
    Write a word: item-17
{FILE}:5:3: block: O.P cannot be an id: use letters, digits and hyphens [id-malformed]
    For example: o-p
{FILE}:5:21: block: A person has no key role [key-unknown]
    Did you mean roles?
{FILE}:6:14: block: name has no value; it needs text [value-empty]
    Write the value, or remove the key""",
    ),
    "a person twice": (
        "people:\n  Dana: {name: Dana Miller}\n  Dana: {name: Dana Smith}\n",
        f"{FILE}:3:3: block: Dana stands here twice [key-duplicate]\n    Remove one of them",
    ),
    "a misspelt policy": (
        "policy: {crew_of_1: true}\n",
        f"{FILE}:1:10: block: The policy has no key crew_of_1 [key-unknown]\n    Did you mean crew_of_one?",
    ),
    "roles that cannot be ids": (
        "policy: {waiver_roles: [1]}\n",
        (
            f"{FILE}:1:25: block: 1 is read as a number, a yes/no or nothing, so it cannot be an id [id-not-text]\n"
            "    Write a word: item-1"
        ),
    ),
    "an unknown term": (
        "terminology: {itme: check, item: [a]}\n",
        f"""\
{FILE}:1:15: block: terminology: itme is not allowed [value-unknown]
    Did you mean item?
{FILE}:1:34: block: terminology.item needs text; this is a list [value-wrong]
    Change it to text""",
    ),
    "words that other commands or terms have": (
        "terminology: {punch item: snag, waiver: Snag, complaint: check, handover: handover, item: check}\n",
        f"""\
{FILE}:1:41: warn: terminology.waiver: punch item is called that too, so qcheck snag means that one [word-double]
    Choose another word for one of them
{FILE}:1:58: warn: terminology.complaint: qcheck check is another command, and stays that [word-taken]
    Choose another word""",
    ),
    "a sign no number is written with": (
        "decimal: ;\n",
        f'{FILE}:1:10: block: decimal: ; is not allowed [value-unknown]\n    Use "." or ","',
    ),
    "a sign in words": (
        "decimal: [comma]\n",
        f'{FILE}:1:10: block: decimal needs "." or ","; this is a list [value-wrong]\n    Change it to "." or ","',
    ),
    "a mail address that adds a copy": (
        "mail: a@example.com?cc=b@example.com\n",
        (
            f"{FILE}:1:7: block: mail needs a mail address such as office@example.com; "
            'this is "a@example.com?cc=b@example.com" [value-wrong]\n'
            "    Change it to a mail address such as office@example.com"
        ),
    ),
    "two mail addresses": (
        "mail: [a@example.com, b@example.com]\n",
        f"{FILE}:1:7: block: mail needs text; this is a list [value-wrong]\n    Change it to text",
    ),
    "photos of a wrong size": (
        "photos: {longest: 100, originals: no, size: 5}\n",
        f"""\
{FILE}:1:19: block: longest needs a whole number from 200 to 20000; this is "100" [value-wrong]
    Change it to a whole number from 200 to 20000
{FILE}:1:35: block: originals needs true or false; this is "no" [value-wrong]
    Change it to true or false
{FILE}:1:39: block: The entry photos has no key size [key-unknown]
    There are: inbox, longest, originals""",
    ),
    "too much tolerance for readings": (
        "policy: {reading_tolerance: 1441}\n",
        (
            f'{FILE}:1:29: block: reading_tolerance needs a whole number from 0 to 1440; this is "1441" [value-wrong]\n'
            "    Change it to a whole number from 0 to 1440"
        ),
    ),
    "an inbox that is empty": (
        "photos: {inbox: ''}\n",
        (
            f"{FILE}:1:17: block: inbox has no value; it needs text [value-empty]\n"
            "    Write the value, or remove the key"
        ),
    ),
    "not YAML": (
        "company: Miller: Kitchens\n",
        (
            f"{FILE}:1:16: block: Not YAML: mapping values are not allowed in this context [yaml-syntax]\n"
            "    Look for a tab, a missing space after a colon, a text that needs quotes, or one not closed"
        ),
    ),
}


def read(source: str) -> tuple[Settings | None, list[Finding]]:
    return settings(source.encode(), FILE, ZONES.__contains__)


@pytest.mark.parametrize("name", ROWS)
def test_what_is_wrong_with_settings_is_told_whole_and_in_order(name: str) -> None:
    """Every fault of the settings is told in one run, by line, with what to do about it."""
    source, expected = ROWS[name]
    _, findings = read(source)
    assert "\n".join(sentences(evaluate.at_policy(findings, {}))) == expected


def test_everything_the_settings_say_is_kept() -> None:
    """Company, zone, people, gates, policy, words and severities are read, with the digest of the file."""
    assert read(WHOLE) == (
        Settings(
            company="Miller Kitchens",
            zone="Europe/Berlin",
            people=(
                Person("dana", "Dana Miller", ("lead", "office")),
                Person("ravi", "Ravi Shah", ("fitter",)),
                Person("jo", "Jo"),
            ),
            gates=("start", "first-fix", "handover"),
            policy=Policy(crew_of_one=True, waiver_roles=("office",), clock_tolerance=10, reading_tolerance=15),
            terminology={"item": "check", "sign-off": "signature"},
            rules={"text-vague": "off", "backdated": "warn"},
            decimal=",",
            mail="office+rating@miller.example",
            photos=Photos(inbox="site/inbox", longest=1600, originals=True),
            keys={"pass": ("y",), "fail": ("x", "f2", "ctrl+f")},
            digest=hashlib.sha256(WHOLE.encode()).hexdigest(),
        ),
        [],
    )


def test_what_settings_do_not_say_has_its_default() -> None:
    """A workspace without people, zone or rules has UTC and the usual gates."""
    known, findings = read("company: Miller Kitchens\n")
    assert findings == []
    assert known is not None
    assert (known.zone, known.people, known.gates, known.policy) == ("UTC", (), DEFAULT_GATES, Policy())
    assert (known.terminology, known.rules, known.decimal) == ({}, {}, ".")
    assert known.photos == Photos(inbox="inbox", longest=2000, originals=False)


def test_a_fault_leaves_the_rest_of_the_settings_usable() -> None:
    """What is not at fault is read, so that other commands can go on telling what they know."""
    known, findings = read("zone: Nowhere\ncompany: Miller Kitchens\npeople: {dana: {name: Dana}, ravi: {}}\n")
    assert [f.code for f in findings] == ["zone-unknown", "key-missing"]
    assert known is not None
    assert (known.company, known.zone, known.people) == ("Miller Kitchens", "UTC", (Person("dana", "Dana"),))


@pytest.mark.parametrize("word", ["off", "info", "warn", "block"])
def test_a_severity_is_the_word_as_it_stands(word: str) -> None:
    """`off` without quotes is the word off and no flag."""
    known, findings = read(f"rules: {{text-vague: {word}}}\n")
    assert findings == []
    assert known is not None
    assert known.rules == {"text-vague": word}


OUTSIDE = [
    "../Pictures",
    "inbox/../../Pictures",
    "inbox/..",
    "..",
    ".",
    "./inbox",
    "/home/dana/Pictures",
    "/",
    "//host/share",
    "~/Pictures",
    "~dana",
    "C:/Pictures",
    "C:Pictures",
    "inbox\\..\\..",
    "\\\\host\\share",
    ".git",
    ".qcheck/cache",
    "inbox//photos",
    "inbox\nphotos",
    "in\0box",
]


@pytest.mark.parametrize("named", OUTSIDE)
def test_an_inbox_is_a_folder_inside_the_workspace(named: str) -> None:
    """Settings come with a repository: they may not make a machine's own photos part of it. Editors say so too."""
    source = f"photos: {{inbox: {json.dumps(named)}}}\n"
    known, findings = read(source)
    assert [f.code for f in findings] == ["value-wrong"]
    assert known is not None
    assert known.photos == Photos()
    assert not Draft202012Validator(json.loads(schemas()["workspace"])).is_valid({"photos": {"inbox": named}})


def test_an_inbox_outside_is_told_with_what_to_do() -> None:
    """The words of the finding."""
    _, findings = read("photos: {inbox: ../Pictures}\n")
    assert "\n".join(sentences(evaluate.at_policy(findings, {}))) == (
        f'{FILE}:1:17: block: inbox needs a folder inside the workspace; this is "../Pictures" [value-wrong]\n'
        "    Change it to a folder inside the workspace"
    )


@pytest.mark.parametrize("named", ["inbox", "Fotos vom Bau", "site/in box/", "2026", "a.b/c..d", "büro/eingang", "a~"])
def test_an_inbox_may_be_called_anything_else(named: str) -> None:
    """Any folder below the workspace; editors agree."""
    known, findings = read(f"photos: {{inbox: {json.dumps(named)}}}\n")
    assert (known and known.photos.inbox, findings) == (named, [])
    assert Draft202012Validator(json.loads(schemas()["workspace"])).is_valid({"photos": {"inbox": named}})


LINES = st.sampled_from([*WHOLE.splitlines(), "gates: []", "zone: [", "rules:", "\t", "---", "? x", "people: {1: 2}"])


@given(st.text() | st.lists(LINES).map("\n".join))
def test_any_text_is_settings_or_findings_inside_it(text: str) -> None:
    """Reading never raises, and each finding is at a line and column that the file has, or about the whole file."""
    known, findings = read(text)
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert known is not None or findings
    for finding in findings:
        assert finding.place.file == FILE
        assert finding.place.line <= len(lines)
        assert finding.place.column <= (len(lines[finding.place.line - 1]) + 1 if finding.place.line else 0)
    assert all(sentences(findings))


@given(st.binary())
def test_any_bytes_are_settings_or_findings(source: bytes) -> None:
    """Reading never raises, whatever the file holds."""
    known, findings = settings(source, FILE, ZONES.__contains__)
    assert known is not None or findings


def test_a_role_that_nobody_has_hides_nobody_and_is_told() -> None:
    """Mistyped, the name would stand on the client's page."""
    source = (
        b"company: Elm\npeople:\n  ravi: {name: Ravi Shah, roles: [fitter]}\npolicy:\n  hidden_names: [fitter, fiter]\n"
    )
    held, findings = settings(source, FILE, lambda _: True)
    assert held
    assert not findings
    (finding,) = roles_of_nobody(source, FILE, held)
    assert (finding.code, str(finding.place), finding.args["near"]) == ("role-unknown", f"{FILE}:5:26", "fitter")
