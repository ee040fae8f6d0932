"""What is handed out: a page, a file that reads back, a text for a messenger."""

import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from builder import JobBuilder, job, settings
from conftest import ROOT
from qcheck.core import nodes
from qcheck.core.act import owing
from qcheck.core.act import punch as raising
from qcheck.core.act.moves import Terms, dispute, done
from qcheck.core.act.punch import New
from qcheck.core.clean import line
from qcheck.core.message import lines as message_lines
from qcheck.core.nodes import Mapping, Scalar, Sequence
from qcheck.core.views.handout import handout
from qcheck.intake.answers import returned
from qcheck.model.event import Kept
from qcheck.model.punchevent import Diagnosed
from qcheck.model.punchpage import HandoutItemView, HandoutView
from qcheck.model.view import ClientView
from qcheck.render.handout import HOW, lines
from qcheck.render.table import render

ASSETS = {path.name: path.read_bytes() for path in (ROOT / "templates").glob("*.j2")}
NEAR = Kept("a" * 64, "near.jpg", 10, "jpg", width=1600, height=1200, shot="near")
FAR = Kept("b" * 64, "far.jpg", 10, "jpg", width=1200, height=1600, shot="far")
SECRET = ClientView("Ann Client", "12 Elm Street\nFlat 4", "+49 171 555")
HOSTILE = "</style></title><script>document.title='run'</script>{{ 7*7 }} \u202e*x* `y`\n- status: done # {a: b}"


def _site() -> JobBuilder:
    """Ravi has a dated item with photos, one that waits for its day, and others that wait on someone else."""
    built = job(settings=settings(currency="EUR")).open(handover="2026-12-18")
    new = (
        New("Hinge hangs", where="tall unit", owner="ravi", category="B"),
        New(
            "Scratch on the left door",
            where="wall unit 2",
            fix="replace the front",
            trade="joinery",
            owner="ravi",
            due="2026-12-04",
            kept=(NEAR, FAR),
        ),
        New("Done one", owner="ravi"),
        New("Disputed one", owner="ravi"),
        New("Joint open", owner="olga"),
        New("Hood rattles"),
    )
    built.say(raising.add(built.state(), new, built.actor()))
    built.say(done(built.state(), ("P3",), Terms(), built.actor("ravi")))
    built.say(dispute(built.state(), ("P4",), Terms("not mine"), built.actor("ravi")))
    found = Diagnosed("measured too early", "measure later", "120", "80")
    return built.say(owing.diagnose(built.state(), ("P1", "P2"), found, built.actor()))


def _view(owner: str = "ravi", *, site: bool = False) -> HandoutView:
    return handout(replace(_site().told(), client=SECRET), owner, site=site)


def test_what_someone_has_to_put_right_is_handed_out_by_its_date() -> None:
    """Not what is done, disputed or another's; the lead has what nobody else has."""
    assert [item.number for item in _view().items] == ["P2", "P1"]
    assert [item.number for item in _view("olga").items] == ["P5"]
    assert [item.number for item in _view("dana").items] == ["P6"]


def test_what_came_back_says_why_and_what_it_waits_for() -> None:
    """On paper, as a file and in a messenger."""
    built = job().open().add("Hinge hangs", owner="ravi").done("P1", by="ravi").reject("P1", text=HOSTILE, by="dana")
    view = handout(built.wait("P1", text="hinge").told(), "ravi", site=False)
    (item,) = view.items
    assert (item.back, item.awaits) == (line(HOSTILE), "hinge")
    text = render("handout", "text", view, {}).decode()
    assert "SENT BACK: " in text
    assert ", waiting for hinge, no date yet" in text
    page = render("handout", "html", view, ASSETS).decode()
    assert "Sent back</dt>" in page
    assert "<script>" not in page
    filled = render("handout", "yaml", view, {}).decode()
    assert "    # awaits: hinge\n" in filled
    assert returned(filled.encode(), "back.yaml")[0] is not None
    assert returned(filled.encode(), "back.yaml") == returned(
        "".join(each for each in filled.splitlines(keepends=True) if "# sent back" not in each).encode(), "back.yaml"
    )


def test_the_text_for_a_messenger_is_short() -> None:
    """Two lines an item, and how to answer."""
    assert render("handout", "text", _view(), {}).decode() == (
        "Elm Street kitchen: 2 items for Ravi Shah, Tue 1 Dec 2026\n"
        "P2 Scratch on the left door (wall unit 2)\n"
        "  replace the front, by Fri 4 Dec, before handover\n"
        "P1 Hinge hangs (tall unit)\n"
        "  no date yet, after handover\n"
        "Answer like this, a line each: P# done / P# fri / P# waiting hinge 12 dec / P# note: door was locked\n"
    )
    assert lines(_view(site=True))[1] == "Where: 12 Elm Street, Flat 4"
    long = replace(_view().items[0], text="word " * 100, fix="fix " * 100)
    assert max(map(len, lines(replace(_view(), items=(long,))))) < 160


def test_the_file_says_what_may_be_filled_in() -> None:
    """In the format of punch lists, with the job and the person it is for."""
    assert render("handout", "yaml", replace(_view(), items=_view().items[:1]), {}).decode() == (
        "# Fill in below what is empty, leave the rest as it is, send the file back. status: done, or not mine: WHY\n"
        "# date: by when it will be done, or when what it is waiting_for comes. photos: [files beside this one]\n"
        'punch: "Elm Street kitchen, for Ravi Shah, Tue 1 Dec 2026"\n'
        'job: "elm"\n'
        'owner: "ravi"\n'
        "items:\n"
        '  - number: "P2-aaa"\n'
        '    text: "Scratch on the left door"\n'
        '    where: "wall unit 2"\n'
        '    fix: "replace the front"\n'
        '    trade: "joinery"\n'
        '    due: "2026-12-04"\n'
        '    category: "A"\n'
        "    status:\n"
        "    note:\n"
        "    date:\n"
        "    waiting_for:\n"
        "    why:\n"
        "    photos: []\n"
    )


def test_nothing_of_the_firm_or_the_client_goes_out() -> None:
    """No cause, no cost, no name and no contact; the address only where it is asked for."""
    for form in ("html", "yaml", "text"):
        out = render("handout", form, _view(), ASSETS).decode()
        secrets = ("measured", "measure later", ">120", "EUR", "Ann Client", "171 555", "12 Elm")
        assert [secret for secret in secrets if secret in out] == [], form
    for form in ("html", "text"):
        assert "12 Elm Street" in render("handout", form, _view(site=True), ASSETS).decode()
    assert "12 Elm Street" not in render("handout", "yaml", _view(site=True), ASSETS).decode()


def test_the_page_has_photos_boxes_and_how_to_answer() -> None:
    """Each item with its number, from near and far as it was found; what is not there is named."""
    out = render("handout", "html", _view(), {**ASSETS, f"picture/{'a' * 64}": b"jpeg"}).decode()
    assert out.count('<article class="todo">') == out.count("signed <i>") == out.count('<b class="box">') == 2
    assert "<figcaption>As found, from near</figcaption>" in out
    assert '<p class="kept">Photo: far.jpg</p>' in out
    assert "<code>P2 waiting hinge 12 dec</code>" in out
    assert "<dt>Questions and answers to</dt><dd>Dana Miller</dd>" in out
    assert "Questions" not in render("handout", "html", _view("dana"), ASSETS).decode()


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.tags += [name for name, _ in attrs if name.startswith("on")]


def _hostile(text: str = HOSTILE) -> HandoutView:
    built = job().open()
    built.say(raising.add(built.state(), (New(text, where=text, fix=text, trade=text, owner="ravi"),), built.actor()))
    told = replace(built.told(), client=ClientView(site=text))
    return replace(handout(told, "ravi", site=True), name=line(text), company=line(text))


def test_hostile_text_is_only_text() -> None:
    """In the page no element, in the file no key, in the message no line of its own."""
    page, ordinary = (_Tags(), _Tags())
    page.feed(render("handout", "html", _hostile(), ASSETS).decode())
    ordinary.feed(render("handout", "html", _hostile("plain\nplain"), ASSETS).decode())
    assert page.tags == ordinary.tags
    assert "{{ 7*7 }}" in render("handout", "html", _hostile(), ASSETS).decode()
    held, findings = returned(render("handout", "yaml", _hostile(), {}), "f.yaml")
    assert findings == []
    assert held is not None
    assert [(item.number, item.shown) for item in held.items] == [("P1-aaa", "P1-aaa")]
    text = render("handout", "text", _hostile(), {}).decode()
    assert "\u202e" not in text
    assert len(text.splitlines()) == 5  # the head, the address, two of the item, how to answer


TEXTS = st.text(st.characters(exclude_categories=()), max_size=60)


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS), max_size=3), TEXTS)
def test_any_text_in_the_file_reads_back_to_the_same(texts: list[tuple[str, str, str]], name: str) -> None:
    """No text ends a string, hides a key or becomes something else; surrogates, which no file can hold, apart."""
    safe = [tuple(t.encode("utf-8", "replace").decode() for t in each) for each in texts]
    items = tuple(
        HandoutItemView(f"P{n}", f"P{n}-aaa", text, where, fix, "", "", "", "A", "before handover")
        for n, (text, where, fix) in enumerate(safe, 1)
    )
    title = name.encode("utf-8", "replace").decode()
    source = render("handout", "yaml", HandoutView("elm", title, "", "", title, "ravi", "", "today", items), {})
    root, findings = nodes.compose(source.decode(), "f.yaml")
    assert findings == []
    assert isinstance(root, Mapping)
    held = {key.text: value for key, value in root.pairs}
    listed = held["items"]
    assert isinstance(listed, Sequence)
    for item, expected in zip(listed.items, safe, strict=True):
        assert isinstance(item, Mapping)
        said = {key.text: value.text for key, value in item.pairs if isinstance(value, Scalar)}
        assert tuple(said.get(key, "") for key in ("text", "where", "fix")) == expected
    assert returned(source, "f.yaml")[1] == []


def test_how_to_answer_is_no_answer() -> None:
    """Sent back, it names no punch item."""
    assert [line.said for line in message_lines(HOW)] == [HOW]
    assert not re.search(r"\bP\d", HOW)
