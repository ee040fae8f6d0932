"""The punch list for print: a page, Markdown and text of the same view."""

from collections.abc import Mapping

import pytest
from msgspec.structs import replace

from builder import job
from qcheck.core.views.punchlist import By, punch_list
from qcheck.model.punchpage import PunchListView
from qcheck.model.view import ClientView
from qcheck.render.report import punch_html, punch_markdown, punch_text
from render.punched import ASSETS, FAR, NEAR, PICTURES, PUNCH, RIGHT, Page, Renderer, punched, words

PAYLOADS = (
    "<script>alert(1)</script>",
    "\"><img src=x onerror='alert(1)'>",
    "</style></bdi></table><script>alert(1)</script>",
    "{{ 123456 * 1001 }}{% raw %}",
    "javascript:alert(1)",
)


def view(by: By = "person", *, everything: bool = True) -> PunchListView:
    """The punch list of the job that has one of everything."""
    client = ClientView("Ann Client", "12 Elm Street", "ann@example.org")
    return punch_list(replace(punched().told(), client=client), by, everything=everything)


def hostile(word: str) -> PunchListView:
    """One in which every word that someone wrote is that one."""
    told = punched(word, word).told()
    return punch_list(replace(told, client=ClientView(word, word, word)), "trade", everything=True)


def page(of: PunchListView, assets: Mapping[str, bytes] = PICTURES) -> str:
    """The page in HTML."""
    return punch_html(of, {**ASSETS, **assets}).decode()


@pytest.mark.parametrize("render", PUNCH)
def test_every_form_tells_all_that_the_crew_has_to_know(render: Renderer) -> None:
    """Whose it is and what they have to do, by when, where, what would put it right, what it waits for, and why."""
    read = words(render, view())
    for said in (
        "Elm Street kitchen",
        "Miller Kitchens",
        "Ann Client",
        "12 Elm Street",
        "5 open, 1 overdue",
        "kitchen / wall unit 2",
        "Replace the front",
        "Wed 9 Dec 2026",
        "first promised Thu 3 Dec 2026",
        "oak front (PO-4711), Tue 8 Dec 2026",
        "OVERDUE Wed 2 Dec 2026",
        "pointed out by the client",
        "to confirm it",
        "put right by Ravi Shah",
        "isputed: was there before",
        "no date yet",
        "complaint",
        "before handover",
        "cosmetic",
        "confirmed by Dana Miller",
    ):
        assert said in read, said
    assert "ann@example.org" not in read
    assert "bumped on the stairs" not in read


@pytest.mark.parametrize("render", PUNCH)
@pytest.mark.parametrize(
    ("by", "heads"),
    [
        ("person", ("Dana Miller", "Ravi Shah", "Closed")),
        ("place", ("Kitchen", "Pantry", "No place named", "Closed")),
        ("trade", ("Joinery", "No trade named", "Closed")),
    ],
)
def test_every_form_has_the_headings_in_their_order(render: Renderer, by: By, heads: tuple[str, ...]) -> None:
    """With how many are open under each; what is closed comes last."""
    read = words(render, view(by)).casefold()
    places: list[int] = []
    counted = {group.title.casefold(): group for group in view(by).groups}
    for head in heads[:-1]:
        group = counted[head.casefold()]
        late = f", {group.overdue} overdue" if group.overdue else ""
        title = f"{head} {group.open} open{late}" if render is punch_html else f"{head} ({group.open} open{late})"
        places.append(read.index(title.casefold()))
    places.append(read.rindex("closed 1" if render is punch_html else "closed (1)"))
    assert places == sorted(places)
    assert len(places) == len(heads)


@pytest.mark.parametrize("render", PUNCH)
def test_what_is_closed_is_counted_where_it_is_not_listed(render: Renderer) -> None:
    """So that nobody takes the list for all there was."""
    read = words(render, view(everything=False))
    assert "1 closed one is not listed here" in read
    assert "Hinge squeaks" not in read
    assert "not listed" not in words(render, view())


@pytest.mark.parametrize("render", PUNCH)
def test_an_empty_list_says_that_nothing_is_open(render: Renderer) -> None:
    """It has no empty headings."""
    read = words(render, punch_list(job().open().told(), "person"))
    assert "Nothing is open" in read
    assert "What is to be put right" not in read
    assert "Closed" not in read


def test_photos_as_raised_stand_beside_photos_as_put_right() -> None:
    """Near and far in their captions, and with a text for whom cannot see them."""
    shown = Page(page(view()).encode()).images
    assert [alt for _, alt in shown] == [
        "P1, Scratch on the left door, as raised, near: IMG_1.jpg",
        "P1, Scratch on the left door, as raised, far: IMG_2.jpg",
        "P5, Hinge squeaks, as raised, near: IMG_1.jpg",
        "P5, Hinge squeaks, as put right, near: IMG_4.jpg",
        "P5, done Tue 1 Dec 2026 08:14: IMG_3.jpg",
        "P5, done: new hinge Tue 1 Dec 2026 08:16, near: IMG_4.jpg",
    ]
    assert all(source.startswith("data:image/jpeg;base64,") for source, _ in shown)
    read = words(punch_html, view())
    assert f"near: {NEAR.name} taken Tue 1 Dec 2026 09:14" in read
    assert f"far: {FAR.name}" in read
    assert f"As put right near: {RIGHT.name}" in read


def test_a_photo_that_cannot_be_shown_is_named() -> None:
    """There is no broken picture."""
    assert Page(page(view(), {}).encode()).images == []
    assert "Photo, near: IMG_1.jpg, taken Tue 1 Dec 2026 09:14" in " ".join(
        Page(page(view(), {}).encode()).words.split()
    )


def test_the_history_is_folded_away() -> None:
    """All that was said since it was raised, oldest first."""
    shown = page(view())
    assert shown.count('<details class="past">') == shown.count("<summary>") == 6
    assert "<details open" not in shown
    history = shown[shown.index("P5</th>") :]
    order = [history.index(said) for said in ("rejected: still squeaks", "done: new hinge", '">confirmed</span>')]
    assert order == sorted(order)


def test_there_are_boxes_for_a_pen_on_paper_only() -> None:
    """One for each that is open, with the word for what is ticked; none on a screen."""
    shown = page(view())
    assert shown.count('class="pen"') == 5
    for word, count in (("done", 3), ("settled", 1), ("confirmed", 1)):
        assert shown.count(f'<span class="pen"><span class="box"></span> {word}</span>') == count
    assert ".pen { display: none; }" in shown[: shown.index("@media print")]
    assert "[ ] Scratch on the left door" in words(punch_text, view())
    assert "[x] Hinge squeaks" in words(punch_text, view())


def test_the_page_can_be_read_aloud() -> None:
    """Every table is named by its heading, every column and row has a heading, and signs are not read."""
    shown = page(view())
    for table in shown.split("<table ")[1:]:
        label = table.split('aria-labelledby="')[1].split('"')[0]
        assert f'<h2 id="{label}">' in shown
    assert shown.count('<th scope="col"') == 4 * shown.count("<table ")
    assert shown.count('<th scope="row"') == shown.count("<tbody")
    assert shown.count('class="mark"') == shown.count('class="mark" aria-hidden="true"')


def test_text_of_any_script_keeps_to_its_own_direction() -> None:
    """Each text finds its own; a name does not turn the words around it."""
    shown = page(hostile("خدش على الباب"))
    assert shown.count('<p class="text" dir="auto">خدش على الباب</p>') == 6
    assert "<bdi>R خدش على الباب</bdi>" in shown


@pytest.mark.parametrize("payload", PAYLOADS)
def test_whatever_someone_wrote_is_text_on_the_page(payload: str) -> None:
    """The page has the same elements and the same attributes as with a harmless word, and the text itself is read."""
    harmless, bad = (Page(page(hostile(word)).encode()) for word in ("harmless", payload))
    assert bad.tags == harmless.tags
    assert bad.attributes == harmless.attributes
    assert payload in bad.words
    assert "script" not in bad.tags


def test_markdown_shows_what_someone_wrote_as_it_is() -> None:
    """No link, table or heading out of someone's note, and nothing of it is run."""
    made = punch_markdown(hostile("[x](y) | *a* <b> {{ 123456 * 1001 }}"), ASSETS).decode()
    assert "[x]" not in made
    assert "<b>" not in made
    assert "123579456" not in made
    rows = [line for line in made.splitlines() if line.startswith("| ")]
    assert {line.replace("\\|", "").count("|") for line in rows} == {5}


def test_lines_of_text_fit_on_paper() -> None:
    """At most 78 columns, unless a word is longer."""
    assert max(len(line) for line in punch_text(view(), ASSETS).decode().splitlines()) <= 78


@pytest.mark.parametrize("render", PUNCH)
def test_the_same_view_gives_the_same_bytes(render: Renderer) -> None:
    """So that a list can be made again and compared."""
    assert render(view(), ASSETS) == render(view(), ASSETS)
