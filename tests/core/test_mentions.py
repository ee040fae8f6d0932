"""Mentions: the lines of a record in which free text names somebody."""

import pytest

from qcheck.core.mentions import Mention, Sought, mentions, sought
from qcheck.model.place import Place

ANN = sought(["Ann Köhler"], ["12 Elm Street\nFlat 4, 8001 Zürich"], ["ann@example.org, +49 171 555-666"])


def test_somebody_is_known_by_names_address_mail_and_number() -> None:
    """Short words and short numbers would be found everywhere."""
    assert (
        Sought(
            frozenset({"ann", "köhler", "12 elm street", "8001 zürich", "ann@example.org", "flat 4"}),
            frozenset({"49171555666"}),
        )
        == ANN
    )
    assert sought(["Li Wu"], ["4 B"], ["110"]) == Sought()


@pytest.mark.parametrize(
    "text",
    ["KÖHLER rang", "told Ann.", "key at 12 Elm Street", "call +49 (171) 555 666", "mail to Ann@Example.org", "flat 4"],
)
def test_a_text_names_somebody_in_any_writing(text: str) -> None:
    """Capitals, brackets and blanks do not matter."""
    assert ANN.in_(text)


@pytest.mark.parametrize("text", ["annual service", "Elm", "plan", "171", "", "köhlers"])
def test_a_part_of_a_word_names_nobody(text: str) -> None:
    """Else every line would."""
    assert not ANN.in_(text)


def test_each_line_is_named_once_with_its_place() -> None:
    """Wherever in it the name stands; a line that cannot be read is looked through as it is."""
    source = (
        b'{"about":"job","body":{"text":"Ann rang"},"by":"dana"}\n'
        b'{"about":"job","body":{"text":"drill"}}\n'
        b'{"about":"a","body":{"kept":[{"name":"ann.jpg"}],"person":"Ann K\\u00f6hler"}}\n'
        b"torn Ann\n" + b"[" * 100_000 + b"\n"
    )
    assert mentions(source, "aaaa.jsonl", ANN) == [
        Mention(Place("aaaa.jsonl", 1), "Ann rang"),
        Mention(Place("aaaa.jsonl", 3), "ann.jpg"),
        Mention(Place("aaaa.jsonl", 4), "torn Ann"),
    ]


def test_the_field_of_the_plan_is_no_mention() -> None:
    """Somebody may be called Client."""
    client = sought(["Ann Client"], [], [])
    assert mentions(b'{"about":"plan/client","body":{"value":"c0ffee"}}\n', "a", client) == []
    assert len(mentions(b'{"about":"agreed/change.client-tap","body":{}}\n', "a", client)) == 1


def test_a_long_text_is_cut_and_hidden_characters_show() -> None:
    """It is printed at a terminal."""
    (found,) = mentions(b'{"body":"Ann\\u001b[31m' + b"x" * 500 + b'"}', "a", ANN)
    assert found.text == "Ann�[31m" + "x" * 152 + "…"
