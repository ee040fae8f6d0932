"""Reports: the handover view through templates, escaped, sandboxed and strict."""

from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from pathlib import Path

import pytest
from msgspec.structs import replace

from builder import KITCHEN, JobBuilder, job, settings
from qcheck.core.act import sign as signing
from qcheck.core.views.handover import handover
from qcheck.model.event import Kept
from qcheck.model.settings import Person
from qcheck.model.view import ClientView, HandoverView
from qcheck.render.report import BadTemplate, html, markdown, text

TEMPLATES = Path(__file__).parents[2] / "templates"
ASSETS = {path.name: path.read_bytes() for path in TEMPLATES.glob("*.j2")}
Renderer = Callable[[HandoverView, Mapping[str, bytes]], bytes]
HINT = "What a template may use is in docs/templates.md; qcheck lint looks at all of them."
PAYLOADS = (
    "<script>alert(1)</script>",
    "\"><img src=x onerror='alert(1)'>",
    "' onmouseover='alert(1)' x='",
    "</style><script>alert(1)</script>",
    "</title></head><body onload=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:alert(1)",
)


MORE = """\
  - id: more
    title: WORD
    items:
      - {id: told, text: WORD, answer: text, evidence: {photos: 2}}
      - {id: held, text: WORD, hold: {release: lead, witness: client}}
      - {id: raised, text: WORD, on_fail: {raise: {category: B, trade: joinery, text: WORD}}}
      - {id: walls, text: WORD, accept: WORD, repeat: rooms, role: mason}
      - {id: unneeded, text: WORD, when: {fact.gas: gas}}
"""


class Page(HTMLParser):
    """Collects what a browser would build of a page."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.words = ""
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.words += data


def page(word: str) -> HandoverView:
    """A report in which every word that someone wrote is that one."""
    quoted = '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'
    listed = KITCHEN
    for plain in (
        "Joints sealed, no visible gap",
        "0 V on every terminal",
        "Worktops",
        "Spare hinge left with the client",
    ):
        listed = listed.replace(plain, quoted)
    built = job(listed + MORE.replace("WORD", quoted) + f"ask:\n  gas: {{text: {quoted}}}\n")
    built.settings = settings(
        company=word,
        people=(Person("dana", word, (word,)), Person("ravi", word), Person("olga", word)),
        terminology={"client": word},
        rules={"handover-late": "off"},
    )
    built.open(handover="2026-12-04", scope=(word,), facts={"gas": word}, units={"rooms": (word,)})
    built.tick("1", "3", "11", "12", note=word).fail("2", note=word).waive("2", reason=word).na("4", note=word)
    built.note(word).note(word, "2").tick("3", note=word).undo()
    photo = Kept("5" * 64, word, 81234, "jpg", "photo", word, 1600, 1200)
    output = Kept("6" * 64, word, 20, "txt", "output")
    built.tick(f"6={word}", note=word, kept=(photo, output)).tick("7").release("7", note=word)
    built.witness("7", "invited", word, "2026-12-01T08:00:00Z").witness("7", "absent", word)
    built.fail("8", note=word).done("P1", by="ravi", note=word).tick("9", note=word, force=word)
    built.found(word, photo).agree(word, client=word, price=word).agree(word, client=word, drop="5")
    assert built.refusal is None
    return handover(replace(signed(built, word).told(), client=ClientView(word, word, word)), (word,))


def signed(built: JobBuilder, word: str) -> JobBuilder:
    """The client's word with reservations and a comment."""
    state = built.state()
    said = signing.Statement("accepted_with_reservations", word, word, reservations=(word,), comment=word)
    seal = signing.seal(state, "settings", b"view")
    drafts = signing.sign(
        state,
        built.findings(),
        "handover",
        said,
        seal,
        built.actor(),
    )
    return built.say(drafts)


def plain() -> HandoverView:
    """The report of a job just opened."""
    return handover(job().open(handover="2026-12-04").told(), ())


def failed(template: str, **others: str) -> str:
    """The message that a template ends in."""
    assets = {"handover.html.j2": template.encode(), **{f"{k}.j2": v.encode() for k, v in others.items()}}
    with pytest.raises(BadTemplate) as caught:
        html(plain(), assets)
    assert caught.value.code == 2
    return caught.value.message


@pytest.mark.parametrize("payload", PAYLOADS)
def test_whatever_someone_wrote_is_text_on_the_page(payload: str) -> None:
    """The page has the same elements and the same attributes as with a harmless word, and the text itself is read."""
    harmless, hostile = Page(html(page("harmless"), ASSETS)), Page(html(page(payload), ASSETS))
    assert hostile.tags == harmless.tags
    assert "script" not in hostile.tags
    assert [(tag, name) for tag, name, _ in hostile.attributes] == [(tag, name) for tag, name, _ in harmless.attributes]
    assert [name for _, name, _ in hostile.attributes if name.startswith("on")] == []
    assert payload in hostile.words


def test_no_link_of_the_page_comes_from_what_someone_wrote() -> None:
    """A word that is an address of code stays a word."""
    links = [
        value
        for _, name, value in Page(html(page("javascript:alert(1)"), ASSETS)).attributes
        if name in {"href", "src"}
    ]
    assert [link for link in links if link.startswith("javascript")] == []


def test_the_page_needs_nothing_from_elsewhere() -> None:
    """Self-contained: it can be mailed and is read in a cellar without reception."""
    found = Page(html(page("harmless"), ASSETS))
    assert [v for _, name, v in found.attributes if name in {"src", "href"} and not v.startswith(("#", "data:"))] == []
    assert [tag for tag in found.tags if tag in {"link", "iframe", "object", "embed"}] == []


@pytest.mark.parametrize("render", [html, markdown, text])
def test_the_same_view_gives_the_same_bytes(render: Renderer) -> None:
    """So that an archived report can be made again and compared."""
    assert render(page("harmless"), ASSETS) == render(page("harmless"), ASSETS)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("# no heading", "\\# no heading"),
        ("[x](http://y)", "\\[x\\]\\(http://y\\)"),
        ("*a* _b_ ~~c~~ `d`", "\\*a\\* \\_b\\_ \\~\\~c\\~\\~ \\`d\\`"),
        ("<b>&amp;</b>", "\\<b\\>&amp;amp;\\</b\\>"),
        ("a | b", "a \\| b"),
        ("![i](x)", "\\!\\[i\\]\\(x\\)"),
        ("back\\slash", "back\\\\slash"),
        ("two\nlines", "two lines"),
        ("- list + list", "\\- list \\+ list"),
    ],
)
def test_markdown_shows_what_someone_wrote_as_it_is(written: str, shown: str) -> None:
    """No link, emphasis, table or heading out of someone's note."""
    view = replace(plain(), job=replace(plain().job, name=written))
    assert markdown(view, {"handover.md.j2": b"{{ report.job.name|markdown }}"}).decode() == shown


@pytest.mark.parametrize("render", [markdown, text])
def test_the_shipped_reports_can_be_made_of_hostile_texts(render: Renderer) -> None:
    """Nothing of it is run as a template."""
    assert b"123579456" not in render(page("{{ 123456 * 1001 }}"), ASSETS)


def test_a_mistake_in_the_syntax_of_a_template_is_told_with_file_and_line() -> None:
    """So that its author finds it."""
    assert failed("one\n{% fi %}\n") == "templates/handover.html.j2:2: Encountered unknown tag 'fi'."
    assert failed("{{ 1|nope }}") == "templates/handover.html.j2:1: No filter named 'nope'."


def test_a_name_that_a_report_does_not_have_is_told_with_file_and_line() -> None:
    """Nothing is silently left empty."""
    assert failed("a\nb\n{{ report.nothing }}") == (
        "templates/handover.html.j2:3: report.nothing: there is no such thing in HandoverView"
    )
    assert failed("\n{{ nothing }}") == "templates/handover.html.j2:2: nothing: there is no such thing here"


def test_a_mistake_in_an_included_template_is_told_where_it_is() -> None:
    """Not where it was included."""
    assert failed("{% include 'part.j2' %}", part="\n\n{{ 1 / 0 }}") == "templates/part.j2:3: division by zero"
    assert failed("{% include 'part.j2' %}", part="\n{% fi %}") == "templates/part.j2:2: Encountered unknown tag 'fi'."


def test_every_mistake_comes_with_what_to_do() -> None:
    """Where the names are described, and how to start again."""
    with pytest.raises(BadTemplate) as caught:
        html(plain(), {"handover.html.j2": b"{{ nothing }}"})
    assert caught.value.hint == HINT


def test_a_template_that_is_not_there_is_named() -> None:
    """Neither the main one nor one that it includes."""
    with pytest.raises(BadTemplate) as caught:
        html(plain(), {})
    assert caught.value.message == "There is no template handover.html.j2."
    assert caught.value.hint == "qcheck templates list shows those there are."
    assert failed("\n{% include 'gone.j2' %}") == "templates/handover.html.j2:2: there is no template gone.j2"


@pytest.mark.parametrize("path", ["../../qcheck.yaml", "/etc/passwd", "templates/handover.html.j2"])
def test_a_template_reads_no_files(path: str) -> None:
    """There are the assets, and nothing else anywhere."""
    assert failed(f"{{% include '{path}' %}}").startswith(f"templates/handover.html.j2:1: there is no template {path}")


@pytest.mark.parametrize(
    "attack",
    [
        "{{ report.__class__ }}",
        "{{ report.__class__.__mro__[1].__subclasses__() }}",
        "{{ report|attr('__class__') }}",
        "{{ report.__init__.__globals__ }}",
        "{{ ''.format.__globals__ }}",
        "{{ '{0.__class__}'.format(report) }}",
        "{{ '{r.__class__}'.format_map({'r': report}) }}",
        "{{ [report]|map(attribute='__class__')|first }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ lipsum.__globals__ }}",
        "{{ self.__init__.__globals__ }}",
        "{{ (report.sections|map('first')).gi_frame.f_globals }}",
    ],
)
def test_a_template_cannot_reach_behind_the_view(attack: str) -> None:
    """A template from elsewhere runs nothing."""
    assert failed(f"\n{attack}").startswith("templates/handover.html.j2:2: ")


@pytest.mark.parametrize(
    "greedy", ["{% for _ in range(10 ** 9) %}{% endfor %}", "{{ report.sections.append(1) }}", "{{ ().nothing() }}"]
)
def test_a_template_that_asks_for_too_much_is_told_so(greedy: str) -> None:
    """Views cannot be changed, and loops have an end."""
    assert failed(greedy).startswith("templates/handover.html.j2:1: ")


@pytest.mark.parametrize(
    "endless",
    [
        "{% include 'handover.html.j2' %}",
        "{% extends 'handover.html.j2' %}",
        "{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}",
        "{% for s in report.sections recursive %}{{ loop(report.sections) }}{% endfor %}",
    ],
)
def test_a_template_that_goes_round_in_circles_is_told_so(endless: str) -> None:
    """As a mistake of its author, with its line; the depth at which it ends is the interpreter's."""
    assert failed(f"\n{endless}").startswith("templates/handover.html.j2:2: maximum recursion depth exceeded")


STEPS = "this page takes more than 2 million steps; does a loop never end?"
LONG = "this would be longer than 200 million signs"
WIDE = "a field of this text is wider than any page"
NINE = "{% for _ in range(99999) %}"
GREEDY = {
    "loops in loops": (f"{NINE}{NINE}{NINE}{{% endfor %}}{{% endfor %}}{{% endfor %}}", STEPS),
    "loops that skip every turn": (
        "{% for _ in range(99999) if false %}{% endfor %}" * 40,
        STEPS,
    ),
    "a macro that calls itself twice": (
        "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
        STEPS,
    ),
    "a text that doubles": (
        "{% set ns = namespace(s='x') %}{% for _ in range(60) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}",
        LONG,
    ),
    "a text that doubles by +": (
        "{% set ns = namespace(s='x') %}{% for _ in range(60) %}{% set ns.s = ns.s + ns.s %}{% endfor %}",
        LONG,
    ),
    "a list that doubles": (
        "{% set ns = namespace(s=[1]) %}{% for _ in range(60) %}{% set ns.s = ns.s + ns.s %}{% endfor %}",
        LONG,
    ),
    "a text times a number": ("{{ 'x' * 10 ** 10 }}", LONG),
    "a number times a list": ("{{ 10 ** 12 * [1] }}", LONG),
    "a power": ("{{ 10 ** (10 ** 8) }}", "a number with so many digits is of no use on a page"),
    "a number that squares": (
        "{% set ns = namespace(n=10) %}{% for _ in range(60) %}{% set ns.n = ns.n * ns.n %}{% endfor %}",
        "a number with so many digits is of no use on a page",
    ),
    "a wide field": ("{{ '%9999999999d' % 1 }}", WIDE),
    "a wide field by a filter": ("{{ '%9999999999d'|format(1) }}", WIDE),
    "a wide field by a method": ("{{ '{:9999999999}'.format(1) }}", WIDE),
    "a field as wide as a value": (
        "{{ '{:{w}}'.format(1, w=99999) }}",
        "a field of this text takes its width from elsewhere",
    ),
    "a wide margin": ("{{ 'x'.ljust(10 ** 10) }}", "no number given to `ljust` may be larger than 100000"),
    "a wide centre": ("{{ 'x'|center(10 ** 10) }}", "no number given to `center` may be larger than 100000"),
    "slices without number": (
        "{{ 'x'|slice(10 ** 10)|list }}",
        "no number given to `slice` may be larger than 100000",
    ),
    "a text in the place of each sign": ("{{ ('x' * 99999).replace('x', 'y' * 99999) }}", LONG),
    "the same by a filter": ("{{ ('x' * 99999)|replace('x', 'y' * 99999) }}", LONG),
    "indented lines": ("{{ ('x\n' * 99999)|indent(99999) }}", LONG),
    "a list of one long text": ("{{ ['x' * 99999] * 99999 }}", LONG),
    "a list of one long text, joined": ("{{ ([['x' * 9999] * 999] * 9999)|join }}", LONG),
    "a page of gigabytes": (f"{NINE}{{{{ 'x' * 9999 }}}}{{% endfor %}}", LONG),
    "a macro of gigabytes": (
        f"{{% macro m() %}}{NINE}{'x' * 9999}{{% endfor %}}{{% endmacro %}}{{{{ m() }}}}",
        LONG,
    ),
    "a set of gigabytes": (f"{{% set s %}}{NINE}{'x' * 9999}{{% endfor %}}{{% endset %}}", LONG),
    "filler text": ("{{ lipsum(n=9) }}", "lipsum: there is no such thing here"),
    "a table of signs": (
        "{{ 'x'.translate({120: 'y' * 9999}) }}",
        "access to attribute 'translate' of 'str' object is unsafe.",
    ),
}


@pytest.mark.parametrize("case", GREEDY)
def test_a_template_that_would_go_on_for_ever_or_take_all_memory_is_stopped(case: str) -> None:
    """Each step is counted, and each text measured before it is made; the line is named."""
    template, told = GREEDY[case]
    line = {"indented lines": ":3", "a page of gigabytes": ""}.get(case, ":2")
    assert failed(f"\n{template}") == f"templates/handover.html.j2{line}: {told}"


def test_a_large_page_is_far_from_the_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """A job of 1,500 items takes less than a tenth of what is allowed."""
    many = KITCHEN + "".join(f"      - more-{n}: Item {n} of many\n" for n in range(1500))
    view = handover(job(many).open(handover="2026-12-04").tick("1", note="a note").told(), ())
    monkeypatch.setattr("qcheck.render.bounded.MOST_STEPS", 200_000)
    assert [len(make(view, ASSETS)) > 200_000 for make in (html, markdown, text)] == [True, True, True]
