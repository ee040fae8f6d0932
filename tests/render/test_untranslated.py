"""Every word that a shipped page shows goes through the catalogue, unless somebody wrote it."""

import re
from collections.abc import Mapping
from functools import cache
from html.parser import HTMLParser

import pytest
from msgspec.structs import replace

from builder import JobBuilder, job, settings
from core.test_diff import then
from qcheck.core.tongue import Tongue
from qcheck.core.views.blank import blank
from qcheck.core.views.diff import NOW, OPENING, Point, diff
from qcheck.core.views.handout import handout
from qcheck.core.views.handover import handover
from qcheck.core.views.punchlist import punch_list
from qcheck.model.event import Kept
from qcheck.model.punchpage import RatingForm
from qcheck.model.settings import Person
from qcheck.model.view import Audience
from qcheck.render.bounded import Bounded, TooMuch
from qcheck.render.report import _Assets
from qcheck.render.table import formats, render
from render.charted import page as figures
from render.punched import ASSETS, PICTURES, punched
from render.test_sheets import SHEETS

LIST = """\
checklist: zz
version: 1
title: ЖЖ
source: ЖЖ
ask: {zz: {text: Ж?, choice: ["ж", "жж"]}}
sections:
  - id: a
    title: Жа
    items:
      - {id: a, text: Жаа, hold: {release: [lead]}, critical: true, why: Ж, accept: Ж}
      - {id: b, text: Жаб, hold: {witness: [client]}}
      - {id: c, text: Жав, gate: closeout}
      - {id: d, text: Жаг, when: {fact.zz: "ж"}}
      - {id: e, text: Жад, repeat: zz}
  - id: b
    title: Жб
    items:
      - {id: f, text: Жба, evidence: {photos: 2, file: 1, note: answer}}
      - {id: g, text: Жбб, answer: {choice: {options: ["ж", "жж"], pass: ["ж"]}}}
      - {id: h, text: Жбв, answer: {number: {unit: ж, min: 1, max: 2}}, every: {time: 30min}}
      - {id: i, text: Жбг, answer: {date: {after: today, before: handover}}}
      - {id: j, text: Жбд, na: reason, role: [lead]}
"""
# What somebody wrote, and what is the same in every language: names of files, ids, digests, what is typed as an answer.
WRITTEN = re.compile(
    r"Elm Street kitchen|zz|Ann Client|IMG\\?_\d|jpg|[0-9a-f]{12,}|\bP\d+(-aaa)?\b|\b[AB]\b|qcheck\.yaml|item-late"
)
TYPED = re.compile(
    r"<code>.*?</code>|^(# )?(items|punch|job|owner|category|status|photos|  - number|    \w+):.*$", re.MULTILINE
)
LETTERS = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "àƀćđéƒğĥíĵķĺɱñóƥɋřšţúṽŵẋýžÀƁĆĐÉƑĞĤÍĴĶĹṀÑÓƤɊŘŠŢÚṼŴẊÝŽ"
)
FILLED = re.compile(r"(\{\w+\}|%\(\w+\)s|%%)")


# Where a renderer asks which language it is to speak.
TOLD = ("report", "handout")


class Accented:
    """Messages with an accent on every letter, as no language has them: what is without was never translated."""

    def gettext(self, message: str, /) -> str:
        return "".join(part if FILLED.fullmatch(part) else part.translate(LETTERS) for part in FILLED.split(message))

    def ngettext(self, one: str, many: str, number: int, /) -> str:
        return self.gettext(one if number == 1 else many)


TONGUE = Tongue("fr", Accented())


class _Seen(HTMLParser):
    """What a page shows and what is read out of it; not its style, its script and what is typed."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.left: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"style", "script", "code"}:
            self.left.append(tag)
        self.seen += [value or "" for name, value in attrs if name in {"alt", "aria-label", "title", "placeholder"}]

    def handle_endtag(self, tag: str) -> None:
        if self.left and self.left[-1] == tag:
            self.left.pop()

    def handle_data(self, data: str) -> None:
        if not self.left:
            self.seen.append(data)


def _english(page: str, *, html: bool) -> list[str]:
    """The words that stand in a page as they stand in the sources."""
    if html:
        parser = _Seen()
        parser.feed(page)
        page = "\n".join(parser.seen)
    return sorted(set(re.findall(r"[A-Za-z]{2,}", WRITTEN.sub("", " ".join(TYPED.sub("", page).split())))))


def _firm() -> tuple[Person, ...]:
    return (Person("dana", "Ж Д", ("lead",)), Person("ravi", "Ж ЖЖ"), Person("olga", "Ж Ж", ("zz",)))


def _whole() -> JobBuilder:
    """A job with all that a report tells of."""
    shot = Kept("a" * 64, "IMG_1.jpg", 10, "jpg", taken="2026-12-01T09:14:00", width=1600, height=1200, shot="near")
    firm = settings(company="Ж", people=_firm())
    built = job(LIST, settings=firm).open(
        scope=("Ж",), units={"zz": ("Ж", "ЖЖ")}, facts={"zz": "жж"}, handover="2026-12-04", crew=("ravi",)
    )
    built.tick("1", note="ж", kept=(shot,)).release("1").witness("2", "invited", "Ж", "2026-12-02T09:00:00Z")
    built.tick("2").fail("5", note="ж").undo().tick("6").tick("7").tick("8=ж").fail("9=3", kept=(shot,)).tick("9=1.5")
    built.na("11", note="ж").note("ж").note("ж", "1").found("ж", shot).agree("ж", price="ж").waive("7", reason="ж")
    return built.release_gate("start", force="ж").plan(handover="2026-12-02", reason="ж")


def _signed() -> JobBuilder:
    """One that was signed, put off, opened again and refused."""
    firm = settings(company="Ж", people=_firm())
    built = job(LIST, settings=firm).open(units={"zz": ("Ж",)}, facts={"zz": "жж"}, handover="2026-12-04")
    built.tick("1").release("1").sign(outcome="unsigned", person="").sign(outcome="refused")
    return built.sign().fail("5", note="ж").sign("ж")


@cache
def _jobs() -> dict[str, JobBuilder]:
    return {"whole": _whole(), "signed": _signed(), "punched": punched("ж", people="ж")}


@pytest.fixture
def assets(monkeypatch: pytest.MonkeyPatch) -> Mapping[str, bytes]:
    """The shipped templates, which speak as no language does."""
    for module in TOLD:
        monkeypatch.setattr(f"qcheck.render.{module}.tongue", lambda _: TONGUE)
    return {**ASSETS, **PICTURES}


@pytest.mark.parametrize("name", ["whole", "signed", "punched"])
@pytest.mark.parametrize("form", ["html", "markdown", "text"])
def test_no_word_of_a_report_is_left_in_english(name: str, form: str, assets: Mapping[str, bytes]) -> None:
    """Of the handover report, for the client and among ourselves, and of the punch list, under any heading."""
    told = _jobs()[name].told(TONGUE)
    read: tuple[Audience, ...] = ("client", "internal") if name != "punched" else ()
    pages = [render("handover", form, handover(told, ("ж",), audience), assets) for audience in read]
    pages += [
        render("punch", form, punch_list(told, by, everything=True), assets) for by in ("person", "place", "trade")
    ]
    assert [_english(page.decode(), html=form == "html") for page in pages] == [[]] * len(pages)


@pytest.mark.parametrize("form", formats("handout"))
def test_no_word_of_what_is_handed_out_is_left_in_english(form: str, assets: Mapping[str, bytes]) -> None:
    """What is typed as an answer is the same in every language."""
    page = render("handout", form, handout(_jobs()["punched"].told(TONGUE), "ravi", site=True), assets).decode()
    page = re.sub(r"P# .*|status|done|not mine: WHY|date|waiting_for|photos|4 dec( 17:00)?", "", page)
    assert _english(page, html=form == "html") == []


@pytest.mark.parametrize("mail", ["", "a@b.example"])
def test_no_word_of_the_form_for_a_rating_is_left_in_english(mail: str, assets: Mapping[str, bytes]) -> None:
    """Nor of what its script says."""
    page = render("rating", "html", RatingForm("ж", "Ж", "Ж", "Ж", "ж", mail), assets).decode()
    assert _english(page.replace(mail, "") if mail else page, html=True) == []
    assert re.findall(r'textContent = .*"[A-Z][a-z]+', page) == []


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        ('{{ _("Rests on: %(source)s", source="<b>") }}', "Rests on: &lt;b&gt;"),
        ('{{ ngettext("%(num)s open", "%(num)s open", 2) }}', "2 open"),
        (
            '{% trans num=3, who="<i>" %}{{ num }} of {{ who }}{% pluralize %}{{ num }} by {{ who }}{% endtrans %}',
            "3 by &lt;i&gt;",
        ),
        ('{{ _("%(a)s" * 3, a="x") }}', "xxx"),
    ],
)
def test_what_a_message_is_given_is_escaped(template: str, shown: str) -> None:
    """As everything is that a template shows."""
    page = Bounded(_Assets({"a": template.encode()}), escape=True).get_template("a")
    assert page.render() == shown


@pytest.mark.parametrize(
    "template", ['{{ _("%(a)99999s", a=1) }}', '{% set a = "x" * 90000 %}{{ _("%(a)s" * 9000, a=a) }}']
)
def test_a_message_makes_no_more_than_a_page_can_need(template: str) -> None:
    """It is measured before it is made, as any other text."""
    page = Bounded(_Assets({"a": template.encode()}), escape=True).get_template("a")
    with pytest.raises(TooMuch):
        page.render()


def test_no_word_of_what_moved_is_left_in_english(assets: Mapping[str, bytes]) -> None:
    """From the opening to a job with all that there is."""
    built = _jobs()["whole"]
    opened = then(built, built.events()[:8], "2026-12-01T08:00:00Z")
    before = Point(replace(opened, speaker=built.told(TONGUE).speaker), OPENING)
    page = render("diff", "html", diff(before, Point(built.told(TONGUE), NOW)), assets).decode()
    assert _english(page, html=True) == []


@pytest.mark.parametrize("name", list(SHEETS))
def test_no_word_of_a_sheet_is_left_in_english(name: str, assets: Mapping[str, bytes]) -> None:
    """Of a job with all that there is, and of one with nothing left."""
    told = _jobs()["whole"].told(TONGUE)
    view = blank(told, ("ж",), ("ж",)) if name == "blank" else SHEETS[name](told)
    assert _english(render(name, "html", view, assets).decode().replace("qcheck status", ""), html=True) == []


def test_no_word_of_the_figures_is_left_in_english(assets: Mapping[str, bytes]) -> None:
    """Of one job and of several."""
    for jobs in ((_jobs()["whole"],), (_jobs()["whole"], _jobs()["signed"])):
        seen = render("stats", "html", figures(*jobs, tongue=TONGUE), assets).decode()
        assert _english(re.sub(r"job-\d|\b[Ee]lm\b(?! Street)|SERVQUAL|NPS|PPC|P90", "", seen), html=True) == []
