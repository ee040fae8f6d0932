"""Every page that a browser is to show well: a line each. `LARGE` have very many items; axe-core does not see them."""

from base64 import b64decode
from collections.abc import Callable
from functools import cache
from gettext import GNUTranslations
from io import BytesIO

from msgspec.structs import replace

import catalogues
from builder import KITCHEN, JobBuilder, job, settings
from conftest import ROOT
from core.test_diff import then
from planted import told_by_two
from qcheck.core.act import owing
from qcheck.core.act import punch as raising
from qcheck.core.act.punch import New
from qcheck.core.rating import Origin
from qcheck.core.tongue import Tongue
from qcheck.core.views.blank import blank
from qcheck.core.views.card import card
from qcheck.core.views.diff import Point, diff
from qcheck.core.views.handout import handout
from qcheck.core.views.handover import handover
from qcheck.core.views.missed import missed
from qcheck.core.views.punchlist import By, punch_list
from qcheck.model.event import Kept
from qcheck.model.punchevent import Diagnosed
from qcheck.model.punchpage import RatingForm
from qcheck.model.settings import Person
from qcheck.model.view import Audience
from qcheck.render.table import render
from render.charted import page as figures

HOSTILE = (
    "<script>document.title='run'</script><img src=x onerror=alert(1)>"
    "</style></title><style>@import url(//x.invalid/a);*{background:url(//x.invalid/b)}</style>"
    "<link rel=stylesheet href=//x.invalid/c><iframe src=//x.invalid/d></iframe>" + "long" * 60
)
# A picture of one pixel; a browser tells its kind by its first bytes, whatever it is called.
PIXEL = b64decode("R0lGODlhAQABAIAAAP///wAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==")
WHOLE = """\
checklist: whole
version: 1
title: The whole item
source: Good practice
sections:
  - id: work
    title: Work
    items:
      - {id: floor, text: Floor as found, evidence: {photos: 1}}
      - {id: level, text: Worktop level, answer: {number: {unit: mm, max: 2}}, on_fail: {raise: {category: B}}}
      - {id: batch, text: Batch number, answer: text}
      - {id: temp, text: Temperature, answer: {number: {unit: °C, min: 18, max: 25}}, every: {time: 30min}}
      - {id: clean, text: Left clean, repeat: rooms, evidence: {photos: 1}}
"""


def _whole() -> JobBuilder:
    """A job with photos of every shape, long answers, readings, and all else that a report can show."""
    shapes = ((4000, 300), (300, 4000), (1600, 1200), (0, 0))
    photos = [
        Kept(f"{n:064x}", f"IMG_{n}.jpg", 10, "jpg", width=width, height=height)
        for n, (width, height) in enumerate(shapes * 5)
    ]
    built = job(WHOLE).open(units={"rooms": tuple(f"Room {n}" for n in range(12))}, handover="2026-12-04")
    built.tick("1", kept=tuple(photos), note="long words go on " * 100).tick("2=3.5").tick("3=" + "w" * 2000)
    for reading in ("20", "17", "21.25"):
        built.tick(f"4={reading}")
    return (
        built.found(HOSTILE, *photos).agree(HOSTILE, price="9" * 100).agree("Dropped", drop="5").fail("6", note=HOSTILE)
    )


ARABIC = "خدش على الباب الأيسر للخزانة، يجب استبدال الواجهة قبل التسليم "
JAPANESE = "左の扉に傷があります。前面を交換する必要があります。"
TEXTS = (HOSTILE, "what is wrong and where, at length; " * 14, ARABIC * 8, JAPANESE * 20, "w" * 500, "Hinge squeaks")
PLACES = ("kitchen / wall unit 2", ARABIC, JAPANESE, "p" * 500, "")


def _punched(count: int) -> JobBuilder:
    """A job with so many punch items: long texts of every script, photos, complaints, and what came back."""
    near = Kept("0" * 64, "IMG_0.jpg", 10, "jpg", taken="2026-12-01T09:14:00", width=1600, height=1200, shot="near")
    shots = (near, replace(near, digest=f"{1:064x}", shot="far"))
    people = (
        Person("dana", "Dana Miller", ("lead",)),
        Person("ravi", "R" * 60),
        Person("olga", f"أولغا {HOSTILE[:20]}"),
    )
    built = job(settings=settings(people=people)).open(handover="2026-12-04")
    for n in range(count):
        built.add(
            TEXTS[n % 6][:500],
            where=PLACES[n % 5][:500],
            fix=TEXTS[(n + 1) % 6][:500] if n % 2 else "",
            trade=PLACES[n % 3][:100],
            owner=("dana", "ravi", "olga")[n % 3],
            due=("2026-12-02", "2026-12-09", "")[n % 3],
            category="ABC"[n % 3],
            client=n % 7 == 0,
            complaint=n % 29 == 0,
            kept=shots if n % 3 == 0 else (),
        )
    if count:
        built.promise("P1", due="2026-12-19", why="materials").done("P2", by="ravi", note=HOSTILE)
        built.reject("P2", by="dana", note=TEXTS[1]).done("P2", by="ravi", kept=shots).verify("P2", by="dana")
    assert built.refusal is None
    return built.later(days=2)


def _moved() -> JobBuilder:
    """A job in which everything moved, in texts that are too long and would do something elsewhere."""
    built = job().open(handover="2026-12-04").tick("1", "2", "3", "4").sign().fail("2", note=HOSTILE)
    for text in TEXTS:
        built.add(text[:500], where=text[:500], owner="ravi", due="2026-12-02")
    built.agree(HOSTILE, price="9" * 100).plan(TEXTS[3][:400], handover="2026-12-09").waive("2", reason=HOSTILE)
    return built.promise("P1", due="2026-12-19", why="materials", note=TEXTS[4])


def _shaped() -> tuple[New, ...]:
    """A punch item with photos of every shape."""
    shapes = ((4000, 300), (300, 4000), (1600, 1200), (0, 0))
    photos = tuple(
        Kept(f"{n:064x}", f"{n}.jpg", 10, "jpg", width=width, height=height, shot="near" if n % 2 else "far")
        for n, (width, height) in enumerate(shapes)
    )
    return (New("Scratch", where="wall unit 2", fix="new front", due="2026-12-04", owner="ravi", kept=photos),)


def _handed(new: tuple[New, ...]) -> bytes:
    """What is handed out to Ravi."""
    built = job().open()
    built.say(raising.add(built.state(), new, built.actor()))
    return _made("handout", handout(built.told(), "ravi", site=True))


def _rightward() -> JobBuilder:
    """A job of which every word runs from right to left."""
    text = KITCHEN.replace("Joints sealed, no visible gap", ARABIC.strip()).replace("Worktops", "أسطح العمل")
    people = (Person("dana", "دانا مطور", ("lead",)), Person("ravi", "رافي شاه"), Person("olga", "أولغا"))
    built = job(text, settings=settings(people=people, company="مطابخ النخبة", terminology={"punch item": "عيب"}))
    built.open(scope=(ARABIC,), handover="2026-12-04").fail("2", note=ARABIC * 4).found(ARABIC).agree(ARABIC)
    return built.add(ARABIC, where=ARABIC, owner="ravi", due="2026-12-02").waive("3", reason=ARABIC).later(days=3)


def _lengthy() -> JobBuilder:
    """Texts of 2,000 signs wherever one may be as long, of words and without a space."""
    words, unbroken = ("so wide " * 250).strip(), "w" * 2000
    built = job().open(scope=(words[:500],), handover="2026-12-04").fail("2", note=unbroken).tick("3", note=words)
    built.note(unbroken).note(words, "2").found(words).found(unbroken).agree(words).na("4", note=unbroken)
    built.add("w" * 500, where="w" * 300, fix=words[:500], owner="ravi").waive("1", reason=words[:500])
    return built


def _numerous() -> JobBuilder:
    return job(MANY).open(handover="2026-12-04").tick("isolated").fail("6-105", note="gap at the left, 3 mm too wide")


def _said(tag: str) -> Tongue:
    return Tongue(tag, GNUTranslations(BytesIO(catalogues.path(tag, "mo").read_bytes())))


@cache
def _assets() -> dict[str, bytes]:
    shipped = {path.name: path.read_bytes() for path in (ROOT / "templates").glob("*.j2")}
    return shipped | {f"picture/{n:064x}": PIXEL for n in range(20)}


def _made(kind: str, view: object, **more: bytes) -> bytes:
    """The page of a view, with what else a renderer is given."""
    return render(kind, "html", view, {**_assets(), **{name.replace("_", "/", 1): what for name, what in more.items()}})


def _report(built: JobBuilder, audience: Audience = "client", **more: bytes) -> bytes:
    tongue = _said(more["language"].decode()) if "language" in more else None
    told = built.told(tongue) if tongue else built.told()
    return _made("handover", handover(told, ("Good practice",), audience), **more)


def _list(count: int, by: By) -> bytes:
    return _made("punch", punch_list(_punched(count).told(), by, everything=True))


def _difference(built: JobBuilder) -> bytes:
    before = Point(then(built, built.events()[:4], "2026-12-01T08:00:00Z"))
    return _made("diff", diff(before, Point(built.told(), "now")))


def _started() -> JobBuilder:
    return job().open(handover="2026-12-04")


def _ready() -> JobBuilder:
    return _started().tick("isolated", "sealed", "level", "spare")


def _failed() -> JobBuilder:
    return job().open(scope=("Fridge opens left",)).fail("level", note="3.5 mm").tick("sealed")


def _hostile() -> JobBuilder:
    built = job().open(scope=(HOSTILE,)).fail("level", note=HOSTILE).note(HOSTILE).note(HOSTILE, "sealed")
    return built.found(HOSTILE).agree(HOSTILE)


def _caused() -> JobBuilder:
    """Every punch item with a cause, in texts of every script and length."""
    built = _punched(18)
    for number in range(1, 19):
        why = Diagnosed(f"{number} {TEXTS[number % 6][:200]}", "", str(number * 7), "1.5")
        built.say(owing.diagnose(built.state(), (f"P{number}",), why, built.actor("dana")))
        assert built.refusal is None
    return built


# Of 2,000 items 100 fail: what stands in the way fits on no page as it is.
MANY = KITCHEN + "".join(f"      - more-{n}: Item {n} of many, checked one after the other\n" for n in range(2000))
LOGO = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 30"><rect width="90" height="30" fill="#7a1f2b"/></svg>'
)
CATALOGUE = catalogues.path("de", "mo").read_bytes()

SMALL: dict[str, Callable[[], bytes]] = {
    "handover, nothing done": lambda: _report(_started()),
    "handover, ready": lambda: _report(_ready(), brand_accent=b"#7a1f2b", brand_logo=LOGO),
    "handover, accepted": lambda: _report(_ready().sign()),
    "handover, not ready": lambda: _report(_failed()),
    "handover, of everything": lambda: _report(_whole()),
    "handover, of punch items": lambda: _report(_punched(12)),
    "handover, internal": lambda: _report(_punched(12), "internal"),
    "handover, in German": lambda: _report(_punched(6), language=b"de", messages=CATALOGUE),
    "handover, hostile": lambda: _report(_hostile(), "internal"),
    "handover, right to left": lambda: _report(_rightward()),
    "handover, of 2,000 signs": lambda: _report(_lengthy(), "internal"),
    "punch list, empty": lambda: _list(0, "trade"),
    "punch list, by person": lambda: _list(6, "person"),
    "punch list, by place": lambda: _list(12, "place"),
    "difference": lambda: _difference(told_by_two()),
    "difference, hostile": lambda: _difference(_moved()),
    "handed out": lambda: _handed(_shaped()),
    "handed out, hostile": lambda: _handed((New(HOSTILE, where=HOSTILE, fix=HOSTILE, trade=HOSTILE, owner="ravi"),)),
    "missed items": lambda: _made("missed", missed(_punched(12).told())),
    "job card": lambda: _made("card", card(_hostile().told())),
    "checklist for a pen": lambda: _made("blank", blank(_whole().told(), ("The whole item",), (HOSTILE,))),
    "charts": lambda: _made("stats", figures(_punched(12))),
    "charts, of several jobs and of causes": lambda: _made("stats", figures(_caused(), _hostile(), _rightward())),
    "charts, of nothing": lambda: _made("stats", figures()),
    "rating, in German": lambda: _made(
        "rating",
        RatingForm("elm", "Elm", "Miller", "Ann", "bshdvvxj", "a@b.example"),
        language=b"de",
        messages=CATALOGUE,
    ),
    "rating": lambda: _made("rating", RatingForm("elm", HOSTILE, "Miller", "Ann", Origin("elm", "bshdvvxj").code, "")),
}
LARGE: dict[str, Callable[[], bytes]] = {
    "handover, of 2,000 items": lambda: _report(_numerous()),
    "punch list, of 200": lambda: _list(200, "place"),
    "missed items, of 2,000": lambda: _made("missed", missed(_numerous().told())),
}
# The pages on which there are photos.
PICTURED = {
    "handover, of everything", "handover, of punch items", "handover, internal", "handover, in German",
    "punch list, by person", "punch list, by place", "punch list, of 200", "handed out",
}  # fmt: skip
