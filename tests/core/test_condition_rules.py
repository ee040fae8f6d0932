"""Rules about conditions and what items name: each fires where it should, and is silent where it should not."""

from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcheck.app.told import sentences
from qcheck.core import evaluate
from qcheck.core.circle import circles
from qcheck.core.compare import Said
from qcheck.core.parse import checklist as parse
from qcheck.core.rules.conditions import condition_idle, condition_unreachable, cycle, required_but_hidden
from qcheck.core.rules.lint import Library
from qcheck.core.rules.references import reference_unknown
from qcheck.core.when import decide
from qcheck.model.checklist import Checklist
from qcheck.model.settings import DEFAULT_GATES

HEAD = """\
checklist: kitchen
ask:
  gas: {text: Is there gas?, choice: [yes, no]}
  worktop: {text: Worktop?, choice: [laminate, granite, quartz]}
  storeys: {text: Storeys?, choice: ["1", "2", "3"]}
  area: {text: Area?}
sections:
  - id: tops
    items:
"""
# What conditions may speak of: an item of each type, and two of which only one ever applies.
ITEMS = """\
      - sealed: Joints sealed
      - {id: size, text: Worktop measured, answer: {number: {unit: mm, max: 900}}}
      - {id: finish, text: Finish agreed, answer: {choice: {options: [matt, gloss], pass: [matt]}}}
      - {id: remark, text: Remark noted, answer: {text: {min: 3}}}
      - {id: dried, text: Glue dried, answer: {date: {before: today}}}
      - {id: tested, text: Leak test, answer: {command: {run: [leaktest]}}}
      - {id: hob, text: Gas hob lit, when: {fact.gas: yes}}
      - {id: plate, text: Electric hob heats, when: {fact.gas: no}}
      - {id: room, text: Room dry, repeat: rooms}
"""
HERE = "checklists/kitchen.yaml"
X = f"{HERE}:19"
VAN = """\
checklist: van
ask: {gas: {text: Gas?, choice: ["No", "yes "]}, fuel: {text: Which fuel?}}
sections:
  - {id: tools, items: [saw: Saw packed]}
  - {id: load, items: [saw: Saw lashed, {id: gas, text: Bottle lashed, when: {fact.gas: yes}}]}
"""

# What stands in `when:` of an item in line 19, and what is told of it.
CONDITIONS: dict[str, tuple[str, str]] = {
    "an unknown fact": (
        "fact.gaz: yes",
        f"{X}:39: block: There is no fact called gaz [reference-unknown]\n    Did you mean gas?",
    ),
    "a fact that resembles none": (
        "fact.xy: 1",
        (
            f"{X}:39: block: There is no fact called xy [reference-unknown]\n"
            "    There are: gas, worktop, storeys, area, fuel"
        ),
    ),
    "an unknown item": (
        "item.top.seald: pass",
        f"{X}:39: block: There is no item called top.seald [reference-unknown]\n    Did you mean tops.sealed?",
    ),
    "an unknown item of its own list": (
        "item.kitchen/tops.xxxxxxxxxxx: pass",
        (
            f"{X}:39: block: There is no item called kitchen/tops.xxxxxxxxxxx [reference-unknown]\n"
            "    There are: tops.sealed, tops.size, tops.finish, tops.remark, tops.dried, tops.tested, tops.hob, "
            "tops.plate, tops.room, tops.x, …"
        ),
    ),
    "an unknown item of another list": (
        "item.van/tools.sow: pass",
        f"{X}:39: block: There is no item called van/tools.sow [reference-unknown]\n    Did you mean van/tools.saw?",
    ),
    "an item of an unknown list": (
        "item.vann/tools.saw: pass",
        f"{X}:39: block: There is no checklist called vann [reference-unknown]\n    Did you mean van?",
    ),
    "a name that could be two items": (
        "item.saw: pass",
        (
            f"{X}:39: block: saw could be several items: van/tools.saw, van/load.saw [reference-ambiguous]\n"
            "    Write more of its name"
        ),
    ),
    "an option misspelt": (
        "fact.worktop: [granite, quarz, oak]",
        f"""\
{X}:39: block: worktop can never be quarz [condition-mistyped]
    Did you mean quartz?
{X}:39: block: worktop can never be oak [condition-mistyped]
    It can be: laminate, granite, quartz""",
    ),
    "words of a check": (
        "item.sealed: [pass, passed, done]",
        f"""\
{X}:39: block: sealed can never be passed [condition-mistyped]
    Did you mean pass?
{X}:39: block: sealed can never be done [condition-mistyped]
    It can be: pass, fail, na""",
    ),
    "a check compared with a number": (
        "item.sealed: {at_least: 1}",
        f"{X}:39: block: sealed can never be at least 1 [condition-mistyped]\n    It can be: pass, fail, na",
    ),
    "a command compared with a number": (
        "item.tested: {over: 0}",
        f"{X}:39: block: tested can never be over 0 [condition-mistyped]\n    It can be: pass, fail, na",
    ),
    "a number compared with a word": (
        "item.tops.size: large",
        (f"{X}:39: block: tops.size can never be large [condition-mistyped]\n    It can be: a number, pass, fail, na"),
    ),
    "a number compared with a date": (
        "item.size: {before: 2026-01-01}",
        (
            f"{X}:39: block: size can never be 2026-01-01 or earlier [condition-mistyped]\n"
            "    It can be: a number, pass, fail, na"
        ),
    ),
    "an option of an item misspelt": (
        "item.finish: mat",
        f"{X}:39: block: finish can never be mat [condition-mistyped]\n    Did you mean matt?",
    ),
    "options compared with a number": (
        "item.finish: {under: 3}",
        (
            f"{X}:39: block: finish can never be under 3 [condition-mistyped]\n"
            "    It can be: matt, gloss, pass, fail, na"
        ),
    ),
    "a text compared with a number": (
        "item.remark: {at_most: 3}",
        (f"{X}:39: block: remark can never be at most 3 [condition-mistyped]\n    It can be: any text, pass, fail, na"),
    ),
    "a date compared with a word": (
        "item.dried: soon",
        (
            f"{X}:39: block: dried can never be soon [condition-mistyped]\n"
            "    It can be: a date such as 2026-12-04, pass, fail, na"
        ),
    ),
    "a fact with choices compared with a number": (
        "fact.gas: {over: 3}",
        f"{X}:39: block: gas can never be over 3 [condition-mistyped]\n    It can be: yes, no",
    ),
    "two answers at once": (
        "all: [{fact.gas: yes}, {fact.gas: no}]",
        (
            f"{X}:46: block: Checked: never needed, for this cannot be: gas is yes, and gas is no "
            "[condition-unreachable]\n    Mend the condition, or remove the item"
        ),
    ),
    "none of the answers there are": (
        "not: {fact.gas: [yes, no]}",
        (
            f"{X}:45: block: Checked: never needed, for this cannot be: not (gas is yes or no) "
            "[condition-unreachable]\n    Mend the condition, or remove the item"
        ),
    ),
    "no number between two others": (
        "item.size: {at_least: 5, under: 5.0}",
        (
            f"{X}:39: block: Checked: never needed, for this cannot be: size is at least 5, and size is under 5.0 "
            "[condition-unreachable]\n    Mend the condition, or remove the item"
        ),
    ),
    "a number beyond the limit of an item that passed": (
        "item.size: {over: 900}, item.tops.size: pass",
        (
            f"{X}:39: block: Checked: never needed, for this cannot be: size is over 900, and tops.size passed "
            "[condition-unreachable]\n    Mend the condition, or remove the item"
        ),
    ),
    "an option that fails, passed": (
        "item.finish: gloss, item.tops.finish: pass",
        (
            f"{X}:39: block: Checked: never needed, for this cannot be: finish is gloss, and tops.finish passed "
            "[condition-unreachable]\n    Mend the condition, or remove the item"
        ),
    ),
    "no day between two others": (
        "item.dried: {after: 2026-01-02, before: 2026-01-01}",
        (
            f"{X}:39: block: Checked: never needed, for this cannot be: dried is 2026-01-02 or later, and dried is "
            "2026-01-01 or earlier [condition-unreachable]\n    Mend the condition, or remove the item"
        ),
    ),
    "a number beyond all options": (
        "fact.storeys: {over: 3}",
        (
            f"{X}:39: block: Checked: never needed, for this cannot be: storeys is over 3 "
            "[condition-unreachable]\n    Mend the condition, or remove the item"
        ),
    ),
    "two items of which only one applies": (
        "item.hob: pass, item.plate: pass",
        (
            f"{X}:39: block: Checked: never needed, for this cannot be: hob passed, and plate passed; hob applies only "
            "where gas is yes; plate applies only where gas is no [condition-unreachable]\n"
            "    Mend the condition, or remove the item"
        ),
    ),
    "an item of another list that does not apply then": (
        "item.van/load.gas: [pass, fail, na], fact.gas: no",
        (
            f"{X}:39: block: Checked: never needed, for this cannot be: van/load.gas passed or failed or does not "
            "apply, and gas is no; van/load.gas applies only where gas is yes [condition-unreachable]\n"
            "    Mend the condition, or remove the item"
        ),
    ),
    "all answers there are": (
        "fact.gas: [no, yes]",
        (
            f"{X}:39: info: Checked: its condition is always true: gas is no or yes [condition-idle]\n"
            "    Leave the condition out"
        ),
    ),
    "any of two that leave nothing out": (
        "any: [{fact.area: {over: 4}}, {not: {fact.area: {over: 5}}}]",
        (
            f"{X}:46: info: Checked: its condition is always true: area is over 4, or not (area is over 5) "
            "[condition-idle]\n    Leave the condition out"
        ),
    ),
}

FINE = {
    "a fact": "fact.gas: yes",
    "a fact in other letters": "fact.gas: YES",
    "a fact of another list": "fact.fuel: diesel",
    "any text for a fact without choices": "fact.area: large",
    "a number for a fact without choices": "fact.area: {at_least: 50, under: 50.0000001}",
    "a date for a fact without choices": "fact.area: {after: 2026-01-01, before: 2026-01-01}",
    "a number for choices that are numbers": "fact.storeys: {at_least: 2, at_most: 2}",
    "results of any item": "item.size: pass, item.finish: fail, item.remark: na, item.dried: na, item.room: pass",
    "an option": "item.finish: [Matt, gloss]",
    "an option that fails": "item.finish: gloss, item.tops.finish: fail",
    "a number": "item.size: {over: 5, under: 5.1}, item.tops.size: [pass, na]",
    "a number that is written in another way": "item.size: 5.0, item.tops.size: 5",
    "a text": "item.remark: dented",
    "a date": "item.dried: {after: 2026-01-01}, item.tops.dried: 2026-01-01",
    "the first and the last day of the calendar": (
        "any: [{item.dried: {before: 0001-01-01}}, {item.dried: {after: 9999-12-31}}]"
    ),
    "an item that applies in only one of two cases": "any: [{item.hob: pass}, {item.plate: pass}]",
    "an item that does not apply": "not: {item.hob: [pass, fail, na]}, fact.gas: no",
    "answers of several units": "item.room: pass, item.tops.room: fail",
    "an item of a list that was not read": "item.site-safety/gas.off: pass",
    "an item of another list": "item.van/load.saw: pass",
    "an item of one unit": "item.room@bath: pass",
    "once an item is answered": "item.sealed: [pass, fail, na]",
    "facts that leave something out": "any: [{fact.gas: yes}, {fact.worktop: [laminate, granite]}]",
    "limits that lie too close to be written between": (
        "fact.area: {over: 0.1234567890123456789012345678901234567890123456789012345678, "
        "under: 0.1234567890123456789012345678901234567890123456789012345679}"
    ),
}

# The whole list of items after the head, and what is told.
LISTS: dict[str, tuple[str, str]] = {
    "needs of unknown items": (
        "      - {id: x, text: Checked, needs: [tops.y, van/tools.saw, sinks.tap@bath]}\n",
        f"""\
{HERE}:10:40: block: There is no item called tops.y [reference-unknown]
    Did you mean tops.x?
{HERE}:10:63: block: There is no item called sinks.tap@bath [reference-unknown]
    There are: tops.x, x""",
    ),
    "a retired item split into unknown ones": (
        "      - joints: Joints sealed\n      - {id: old, split_to: [tops.joint, tops.joints]}\n",
        f"{HERE}:11:30: block: There is no item called tops.joint [reference-unknown]\n    Did you mean tops.joints?",
    ),
    "an item that waits for itself": (
        "      - {id: x, text: Checked, when: {item.x: pass}}\n",
        (
            f"{HERE}:10:9: block: Checked: waits for itself (tops.x > tops.x) [cycle]\n"
            "    Take one of these out of needs: or when:"
        ),
    ),
    "items that wait for each other by needs and when": (
        (
            "      - {id: a, text: First, needs: tops.b}\n      - {id: b, text: Second, when: {item.c: pass}}\n"
            "      - {id: c, text: Third, needs: tops.a}\n      - {id: d, text: Fourth, needs: [tops.a, tops.c]}\n"
        ),
        (
            f"{HERE}:10:9: block: First: waits for itself (tops.a > tops.b > tops.c > tops.a) [cycle]\n"
            "    Take one of these out of needs: or when:"
        ),
    ),
    "two circles, one of which is told by its shortest way": (
        (
            "      - {id: a, text: First, needs: [tops.b, tops.c]}\n      - {id: b, text: Second, needs: tops.c}\n"
            "      - {id: c, text: Third, needs: tops.a}\n      - {id: d, text: Fourth, needs: tops.d}\n"
        ),
        f"""\
{HERE}:10:9: block: First: waits for itself (tops.a > tops.c > tops.a) [cycle]
    Take one of these out of needs: or when:
{HERE}:11:9: block: Second: waits for itself (tops.b > tops.c > tops.a > tops.b) [cycle]
    Take one of these out of needs: or when:
{HERE}:13:9: block: Fourth: waits for itself (tops.d > tops.d) [cycle]
    Take one of these out of needs: or when:""",
    ),
    "a need that never applies": (
        ITEMS + "      - {id: x, text: Checked, needs: [tops.sealed, tops.plate], when: {fact.gas: yes}}\n",
        (
            f"{HERE}:19:53: block: Checked: needs tops.plate, but the two never apply together (one only where gas is "
            "yes; tops.plate only where gas is no) [required-but-hidden]\n"
            "    Take it out of needs:, or change one of the conditions"
        ),
    ),
    "a need that never applies because of what it hangs on": (
        ITEMS + "      - {id: x, text: Checked, needs: tops.y, when: {fact.gas: yes}}\n"
        "      - {id: y, text: Other, when: {item.plate: pass}}\n",
        (
            f"{HERE}:19:39: block: Checked: needs tops.y, but the two never apply together (one only where gas is "
            "yes; tops.y only where plate passed) [required-but-hidden]\n"
            "    Take it out of needs:, or change one of the conditions"
        ),
    ),
    "a need of an item that never applies at all": (
        (
            "      - {id: x, text: Checked, needs: tops.y, when: {fact.gas: yes}}\n"
            "      - {id: y, text: Other, when: {all: [{fact.gas: yes}, {fact.gas: no}]}}\n"
        ),
        (
            f"{HERE}:11:44: block: Other: never needed, for this cannot be: gas is yes, and gas is no "
            "[condition-unreachable]\n    Mend the condition, or remove the item"
        ),
    ),
    "a hold point at the end": (
        "      - sealed: Joints sealed\n      - {id: x, text: Approved, hold: {release: [lead]}}\n",
        (
            f"{HERE}:11:9: warn: Approved: a hold point that holds nothing, for no item comes after it or needs it "
            "[hold-last]\n    Move it before the work it holds, or name it in needs: of that work"
        ),
    ),
}

SILENT = {
    "a need of another list": "      - {id: x, text: Checked, needs: [van/tools.saw, site-safety/gas.off]}\n",
    "ids that an item had before": "      - {id: x, text: Checked, moved_from: [tops.gone]}\n",
    "items that need one and the same": (
        "      - {id: a, text: First, needs: [tops.b, tops.c]}\n      - {id: b, text: Second, needs: tops.c}\n"
        "      - c: Third\n"
    ),
    "a need that applies at times": ITEMS + "      - {id: x, text: Checked, needs: [tops.hob, tops.plate]}\n",
    "a hold point before others": (
        "      - {id: x, text: Approved, hold: {release: [lead]}}\n      - sealed: Joints sealed\n"
    ),
    "a hold point at the end that others need": (
        "      - {id: x, text: Approved, hold: {release: [lead]}}\n  - id: sinks\n    items:\n"
        "      - {id: tap, text: Tap runs, needs: tops.x}\n"
    ),
    "a witness point at the end": "      - {id: x, text: Approved, hold: {witness: [client]}}\n",
}


def library(source: str, *others: str) -> tuple[Library, list[str]]:
    """A list with others of the job, and what is told of it."""
    checklist, findings = parse(source.encode(), HERE)
    assert checklist is not None
    loaded: dict[str, Checklist] = {}
    for text in others:
        other, wrong = parse(text.encode(), "checklists/other.yaml")
        assert other is not None
        assert wrong == []
        loaded[other.id] = other
    made = Library(checklist, loaded, ("kitchen", "van", "site-safety"), DEFAULT_GATES)
    return made, sentences(evaluate.checklist(made, findings, {}))


def told(source: str, *others: str) -> str:
    """What lint prints of a list."""
    return "\n".join(library(source, *others)[1])


def when(condition: str) -> str:
    """A list with an item that has a condition."""
    return HEAD + ITEMS + f"      - {{id: x, text: Checked, when: {{{condition}}}}}\n"


@pytest.mark.parametrize("name", CONDITIONS)
def test_what_is_wrong_with_a_condition_is_told(name: str) -> None:
    """Each rule about conditions tells what is wrong, where, and what to do."""
    condition, expected = CONDITIONS[name]
    assert told(when(condition), VAN) == expected


@pytest.mark.parametrize("name", FINE)
def test_what_is_right_with_a_condition_is_not_told(name: str) -> None:
    """A condition that can come true, and can fail to, is not blamed."""
    assert told(when(FINE[name]), VAN) == ""


@pytest.mark.parametrize("name", LISTS)
def test_what_is_wrong_between_items_is_told(name: str) -> None:
    """Each rule about what items wait for tells what is wrong, where, and what to do."""
    items, expected = LISTS[name]
    assert told(HEAD + items, VAN) == expected


@pytest.mark.parametrize("name", SILENT)
def test_what_is_right_between_items_is_not_told(name: str) -> None:
    """Items that wait for others in a way that can work are not blamed."""
    assert told(HEAD + SILENT[name], VAN) == ""


def test_a_list_that_asks_and_names_nothing_offers_nothing() -> None:
    """Where there is nothing to choose from, that is said."""
    source = "checklist: kitchen\nsections:\n  - id: a\n    items:\n      - {id: b, text: B, when: {fact.gas: yes}}\n"
    assert told(source) == (
        f"{HERE}:5:33: block: There is no fact called gas [reference-unknown]\n    There are: none yet"
    )


def test_a_circle_over_two_lists_is_told_in_each() -> None:
    """Items of two lists that wait for each other are found in either, with the way round."""
    kitchen = HEAD + "      - {id: x, text: Checked, needs: van/a.y}\n"
    van = "checklist: van\nsections:\n  - id: a\n    items:\n      - {id: y, text: Y, when: {item.tops.x: pass}}\n"
    hint = "\n    Take one of these out of needs: or when:"
    assert told(kitchen, van) == (
        f"{HERE}:10:9: block: Checked: waits for itself (tops.x > van/a.y > tops.x) [cycle]{hint}"
    )
    assert told(van, kitchen) == (
        f"""\
{HERE}:1:1: block: The list calls itself van, and its file something else [name-differs]
    Rename the file to van.yaml, or change the name
{HERE}:5:9: block: Y: waits for itself (a.y > kitchen/tops.x > a.y) [cycle]{hint}"""
    )


QUESTION = HEAD + "      - sealed: Joints sealed\n"
OTHER = "checklist: van\nask: {{worktop: {{text: Worktop?{}}}}}\nsections: [{{id: a, items: [b: B]}}]\n"


ASKED = {
    named: (
        choice,
        (
            f"{HERE}:4:3: block: van asks for worktop too, and offers other answers: {known} [question-differs]\n"
            "    Offer the same answers in both, or ask for two facts"
        ),
    )
    for named, choice, known in (
        ("fewer answers", ", choice: [laminate, granite]", "laminate, granite"),
        ("more answers", ", choice: [laminate, granite, quartz, slate]", "laminate, granite, quartz, slate"),
        ("any answer", "", "any text"),
    )
}


@pytest.mark.parametrize("name", ASKED)
def test_a_fact_that_two_lists_ask_for_with_other_answers_is_told(name: str) -> None:
    """One answer could not do for both lists."""
    choice, expected = ASKED[name]
    assert told(QUESTION, OTHER.format(choice)) == expected


def test_a_fact_that_two_lists_ask_for_alike_is_not_told() -> None:
    """The order of answers and how they are written does not matter."""
    assert told(QUESTION, OTHER.format(", choice: [Quartz, laminate,  GRANITE]")) == ""


def test_a_hold_point_that_another_list_needs_holds_something() -> None:
    """What is needed elsewhere in the job is no last hold point."""
    van = "checklist: van\nsections: [{id: a, items: [{id: b, text: B, needs: kitchen/tops.x}]}]\n"
    assert told(HEAD + "      - {id: x, text: Approved, hold: {release: [lead]}}\n", van) == ""


def test_answers_of_the_same_unit_are_reckoned_with() -> None:
    """Two items repeated for the same units speak of one unit at a time, where one answer excludes another."""
    items = (
        "      - {id: dry, text: Dry, repeat: rooms}\n"
        "      - {id: x, text: Checked, repeat: rooms, when: {item.dry: pass, item.tops.dry: fail}}\n"
    )
    assert [f.code for f in condition_unreachable(library(HEAD + items)[0])] == ["condition-unreachable"]
    assert list(condition_unreachable(library(HEAD + items.replace("Checked, repeat: rooms", "Checked"))[0])) == []


def test_unknown_names_beyond_number_get_no_offers() -> None:
    """Of very many unknown names all are told, and the first are offered what may have been meant."""
    items = "".join(f"      - {{id: a{n}, text: A, when: {{fact.ga: yes}}}}\n" for n in range(30))
    found = list(reference_unknown(library(HEAD + items)[0]))
    assert [f.args["near"] for f in found] == ["gas"] * 20 + [""] * 10


def test_what_takes_too_long_to_find_out_is_left_undecided() -> None:
    """Conditions that hang on each other in a very long chain, or on very many items, end and are not blamed."""
    chain = "".join(f"      - {{id: a{n}, text: A, when: {{item.a{n + 1}: pass}}}}\n" for n in range(400))
    many = "".join(f"      - b{n}: B\n" for n in range(30))
    parts = ", ".join(f"{{any: [{{item.b{n}: pass}}, {{item.b{(n + 7) % 30}: fail}}]}}" for n in range(30))
    hard = f"      - {{id: x, text: X, when: {{all: [{parts}, {{not: {{all: [{parts}]}}}}]}}}}\n"
    made, _ = library(HEAD + chain + "      - a400: Last\n" + many + hard * 20)
    for rule in (condition_unreachable, condition_idle, required_but_hidden, cycle):
        assert list(rule(made)) == []


# Against what trying everything shows

parts = st.sampled_from(
    ("fact.gas: yes", "fact.gas: no", "fact.worktop: granite", "fact.worktop: [granite, quartz]", "item.sealed: pass",
     "item.sealed: [fail, na]", "fact.storeys: {over: 1}", "fact.storeys: {under: 3}", "item.hob: pass",
     "item.hob: fail", "item.plate: pass")
).map(lambda part: f"{{{part}}}")  # fmt: skip
written = st.recursive(
    parts,
    lambda inner: (
        st.builds(lambda kind, inside: f"{{{kind}: [{', '.join(inside)}]}}", st.sampled_from(("all", "any")),
                  st.lists(inner, min_size=1, max_size=4))
        | inner.map(lambda part: f"{{not: {part}}}")
    ),
    max_leaves=8,
)  # fmt: skip


@given(written, written)
def test_what_is_called_impossible_is_so_whatever_is_answered(mine: str, theirs: str) -> None:
    """A rule says that something can never be exactly where trying every answer shows it."""
    source = HEAD + ITEMS + f"      - {{id: x, text: X, needs: tops.y, when: {mine}}}\n"
    made, _ = library(source + f"      - {{id: y, text: Y, when: {theirs}}}\n")
    x, y = made.checklist.sections[0].items[-2:]
    assert x.when is not None
    assert y.when is not None
    seen = set()
    for gas, worktop, storeys, sealed, hob in product(
        ("yes", "no"), ("laminate", "granite", "quartz"), "123", ("pass", "fail", "na"), ("pass", "fail", "na")
    ):
        absent, hot = Said("", "", "absent"), Said(hob, "", "known")
        world = {
            "fact.gas": Said("", gas, "known"),
            "fact.worktop": Said("", worktop, "known"),
            "fact.storeys": Said("", storeys, "known"),
            "item.sealed": Said(sealed, "", "known"),
            "item.hob": hot if gas == "yes" else absent,
            "item.plate": hot if gas == "no" else absent,
        }
        seen.add(tuple(decide(c, lambda name, world=world: (world[name],)) for c in (x.when, y.when)))  # type: ignore[misc] # bound now, on purpose
    mine_can, theirs_can = any(one for one, _ in seen), any(two for _, two in seen)
    assert {f.subject for f in condition_unreachable(made)} == {
        *(() if mine_can else ("x",)),
        *(() if theirs_can else ("y",)),
    }
    hidden = mine_can and theirs_can and (True, True) not in seen
    assert len(list(required_but_hidden(made))) == hidden
    idle = {f.subject for f in condition_idle(made)}
    assert not ("x" in idle and any(not one for one, _ in seen))


@given(st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdefg"), max_size=4)))
def test_a_circle_is_told_for_everything_that_can_reach_itself(ways: dict[str, list[str]]) -> None:
    """Each way told is a way round, and nothing that can reach itself is left out of all of them."""
    told_ = list(circles("abcdefg", ways))
    for path in told_:
        assert path[0] == path[-1]
        assert all(two in ways[one] for one, two in pairwise(path))
    reach = {name: set(others) for name, others in ways.items()}
    for _ in ways:
        reach = {n: others.union(*(reach.get(o, set()) for o in others)) for n, others in reach.items()}
    assert {name for path in told_ for name in path} == {name for name, others in reach.items() if name in others}
