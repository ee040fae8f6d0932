"""A job whose punch list has one of everything: for tests of the pages that show it."""

from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from pathlib import Path

from builder import KITCHEN, JobBuilder, job, settings
from qcheck.core.act import contact, moves, owing
from qcheck.core.act import sign as signing
from qcheck.core.act.actor import Refusal
from qcheck.model.event import Draft, Kept
from qcheck.model.punchevent import Contacted, Diagnosed, Waiting
from qcheck.model.punchpage import PunchListView
from qcheck.model.settings import Person
from qcheck.model.view import HandoverView
from qcheck.render.report import html, markdown, punch_html, punch_markdown, punch_text, text

TEMPLATES = Path(__file__).parents[2] / "templates"
ASSETS = {path.name: path.read_bytes() for path in TEMPLATES.glob("*.j2")}
Renderer = Callable[[PunchListView, Mapping[str, bytes]], bytes]
PUNCH: tuple[Renderer, ...] = (punch_html, punch_markdown, punch_text)
HANDOVER: tuple[Callable[[HandoverView, Mapping[str, bytes]], bytes], ...] = (html, markdown, text)

NEAR = Kept("a" * 64, "IMG_1.jpg", 10, "jpg", taken="2026-12-01T09:14:00", width=1600, height=1200, shot="near")
FAR = Kept("b" * 64, "IMG_2.jpg", 10, "jpg", width=1600, height=1200, shot="far")
FIRST_TRY = Kept("c" * 64, "IMG_3.jpg", 10, "jpg", width=1600, height=1200)
RIGHT = Kept("d" * 64, "IMG_4.jpg", 10, "jpg", width=1600, height=1200, shot="near")
PICTURES = {f"picture/{kept.digest}": kept.name.encode() for kept in (NEAR, FAR, FIRST_TRY, RIGHT)}


def say(built: JobBuilder, decided: list[Draft] | Refusal) -> None:
    """Records what was decided, which was no refusal."""
    built.say(decided)
    assert built.refusal is None, built.refusal


def punched(word: str = "", people: str = "") -> JobBuilder:
    """A kitchen with six punch items: P1 moved and waiting, P2 overdue and the client's, P3 to be confirmed, P4
    disputed, P5 sent back once and put right, P6 a complaint. With `word` every text is that one.
    """

    def said(harmless: str) -> str:
        return word or harmless

    listed = KITCHEN
    firm = settings() if not people else settings(company=people, people=_called(people))
    built = job(listed, settings=firm).open(handover="2026-12-04").tick("1", "2", "3", "4")
    built.add(
        said("Scratch on the left door"),
        where=said("kitchen / wall unit 2"),
        fix=said("Replace the front"),
        trade=said("joinery"),
        owner="ravi",
        due="2026-12-03",
        category="B",
        kept=(NEAR, FAR),
    )
    built.add(said("Joint open at the tap"), where=said("Kitchen / sink"), owner="ravi", due="2026-12-02", client=True)
    built.add(said("Plinth missing"), trade=said("joinery"), category="B", owner="ravi")
    built.add(said("Paint on the frame"), where=said("Pantry"), category="C", owner="ravi")
    built.add(said("Hinge squeaks"), where=said("Pantry / door"), owner="ravi", kept=(NEAR,))
    built.add(said("Worktop stained"), owner="dana", due="2026-12-09", complaint=True)
    say(built, contact.contact(built.state(), "P6", Contacted("call", said("complaint taken")), built.actor()))
    built.promise("P1", due="2026-12-09", why="materials", by="ravi")
    waiting = Waiting(said("oak front"), said("PO-4711"), "2026-12-08")
    say(built, owing.wait(built.state(), ("P1",), waiting, built.actor("ravi")))
    cause = Diagnosed(said("bumped on the stairs"), said("wrap the fronts"), "40", "120")
    say(built, owing.diagnose(built.state(), ("P1",), cause, built.actor("olga")))
    built.done("P3", by="ravi", note=said("cut and fitted"))
    say(built, moves.dispute(built.state(), ("P4",), moves.Terms(said("was there before")), built.actor("ravi")))
    built.done("P5", by="ravi", kept=(FIRST_TRY,)).reject("P5", by="dana", note=said("still squeaks"))
    built.done("P5", by="ravi", note=said("new hinge"), kept=(RIGHT,)).verify("P5", by="dana")
    assert built.refusal is None, built.refusal
    return built.later(days=2)


def _called(name: str) -> tuple[Person, ...]:
    return (
        Person("dana", f"D {name}", ("lead",)),
        Person("ravi", f"R {name}"),
        Person("olga", f"O {name}", ("office",)),
    )


def signed(built: JobBuilder, *reservations: str) -> JobBuilder:
    """The client's word over it, with reservations of theirs besides those that follow from the punch list."""
    state = built.state()
    said = signing.Statement("accepted_with_reservations", "Ann Client", reservations=reservations)
    over = signing.seal(state, "settings", b"view")
    say(built, signing.sign(state, built.findings(signing=True), "handover", said, over, built.actor()))
    return built


class Page(HTMLParser):
    """Collects what a browser would build of a page: elements, attributes, pictures, words."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.images: list[tuple[str, str]] = []
        self.words = ""
        self.style = False
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.style = tag == "style"
        self.tags.append(tag)
        self.attributes += [(tag, name) for name, _ in attrs]
        of = {name: value or "" for name, value in attrs}
        self.images += [(of["src"], of["alt"])] if tag == "img" else []

    def handle_data(self, data: str) -> None:
        self.words += "" if self.style else data
        self.style = False


def words(render: Callable[..., bytes], of: object) -> str:
    """A page as the words that are read, white space as one space."""
    page = render(of, {**ASSETS, **PICTURES})
    seen = page.decode().replace("\\", "").replace("**", "")
    return " ".join((Page(page).words if page.startswith(b"<!DOCTYPE") else seen).split())
