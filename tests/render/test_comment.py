"""Markdown of a check, as the page of a run and comments on merge requests show it."""

import re
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt
from msgspec.structs import replace

from builder import job
from qcheck.core.views.check import check
from qcheck.model.view import CheckReport
from qcheck.render.comment import ROOM, comment, summary
from render.checked import HOSTILE, hostile, kitchen, report, short

TAGS = {"h2", "h3", "table", "thead", "tbody", "tr", "th", "td", "br", "strong", "p", "code"}


class Tags(HTMLParser):
    """What a page of HTML is made of."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, _: object) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def page(of: CheckReport) -> Tags:
    """The comment as a host shows it: with tables, and HTML let through."""
    shown = MarkdownIt("commonmark", {"html": True}).enable("table").render(comment(of, {}).decode())
    return Tags(shown)


def test_a_comment_tells_what_stands_in_the_way_and_what_is_waived() -> None:
    """One job has no table of jobs; the first line is what a script finds it by."""
    of = replace(report(kitchen()), folder="jobs-2026/")
    assert comment(of, {}).decode() == ("<!-- qcheck/jobs-2026/elm/ -->\n" + summary(of, {}).decode())
    assert summary(of, {}).decode() == (
        "## qcheck: not ready\n"
        "\n"
        "### Elm Street kitchen: NOT READY for handover: 1 problem, 1 of 4 checks left\n"
        "\n"
        "| No. | In the way | Waiting on | Where |\n"
        "| --- | --- | --- | --- |\n"
        "| 2 | Joints sealed, no visible gap: failed \\(Dana Miller, Tue 1 Dec 2026 08:02\\): gap<br>"
        "Put it right, then: qcheck tick 2 | Dana Miller | aaaa.jsonl:5 |\n"
        "\n"
        "| No. | Not in the way | Waiting on | Where |\n"
        "| --- | --- | --- | --- |\n"
        "|  | The handover promised for Fri 4 Dec 2026 is late<br>Tell the client, then: qcheck plan "
        "\\-\\-handover DATE \\-\\-reason … | Dana Miller | aaaa.jsonl:3 |\n"
        "\n"
        "| No. | Waived | Why | Where |\n"
        "| --- | --- | --- | --- |\n"
        "| 3 | Worktop level in both directions: failed \\(Ravi Shah, Tue 1 Dec 2026 08:04\\) | "
        "agreed \\(Olga Petrova, until Sun 31 Jan 2027\\) | aaaa.jsonl:7 |\n"
        "\n"
        "As of 2026-12-06T08:06:00Z.\n"
    )


def test_several_jobs_begin_with_a_table_of_them() -> None:
    """Those without anything to tell are in no list below it."""
    ready = job().open(handover="2026-12-04").tick("1", "2", "3", "4")
    lines = summary(report(kitchen(), ready), {}).decode().splitlines()
    assert lines[2:6] == [
        "| Job | Gate | Verdict | Left | Problems |",
        "| --- | --- | --- | --- | --- |",
        "| Elm Street kitchen | handover | **not ready** | 1 of 4 | 1 |",
        "| Elm Street kitchen | handover | **ready** | 0 of 4 | 0 |",
    ]
    assert len([line for line in lines if line.startswith("### ")]) == 1


@pytest.mark.parametrize(
    "text",
    [*HOSTILE, "<script>x</script>", "[x](javascript:x)", "![x](http://x/y.png)", "| x | y |", "# x", "/close", "`x`"],
    ids=short,
)
def test_a_hostile_text_is_shown_as_it_is(text: str) -> None:
    """It makes no link, picture, heading, cell or HTML, and no line of its own."""
    found = page(hostile(text))
    assert found.tags <= TAGS
    assert len(re.findall(r"^\|", summary(hostile(text), {}).decode(), re.MULTILINE)) == 10


@pytest.mark.parametrize("sign", ["@", "#", "!", "&", "$", "%", "~"])
def test_nobody_is_called_and_nothing_linked_by_what_someone_wrote(sign: str) -> None:
    """A space of no width stands behind each sign that a host would act on."""
    said = [text for text in page(hostile(f"see {sign}12")).texts if "see" in text]
    assert f"see {sign}\u200b12" in said
    assert [text for text in said if f"see {sign}12" in text] == []


def test_a_long_comment_ends_with_how_much_is_left_out() -> None:
    """Hosts refuse what is too long as a whole, and the page of a run with it."""
    view = check(kitchen().told(), "block")
    many = tuple(replace(view.findings[0], number=number) for number in range(1, 2001))
    text = comment(CheckReport("not ready", (replace(view, findings=many),)), {}).decode()
    rows = len(re.findall(r"^\| \d", text, re.MULTILINE))
    assert rows > 300
    assert ROOM - 300 < len(text) <= ROOM
    assert text.endswith(
        f"\n{2000 - rows} more did not fit in here: `qcheck check` tells them.\n\nAs of 2026-12-06T08:06:00Z.\n"
    )
