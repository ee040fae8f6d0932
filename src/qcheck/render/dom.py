"""The elements of a page of HTML, as a browser would see them: tags, classes and texts, each inside the other."""

from collections.abc import Iterator
from html.parser import HTMLParser

VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"})
# What ends by itself when the next of its kind begins, up to what holds it.
ENDING = {"li": {"ul", "ol"}, "dt": {"dl"}, "dd": {"dl"}, "tr": {"table"}, "td": {"tr"}, "th": {"tr"}, "p": set[str]()}
DEEPEST = 60


class Element:
    """An element with its attributes and what is in it; `raw` of a drawing (`svg`) is its source as it was written."""

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.classes = frozenset(attributes.get("class", "").split())
        self.inside: list[Element | str] = []
        self.raw = ""

    def elements(self) -> Iterator["Element"]:
        """This one and all that are inside, in the order of the page."""
        waiting: list[Element] = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting += reversed([each for each in element.inside if isinstance(each, Element)])

    def text(self) -> str:
        """All text that is inside."""
        return "".join(each if isinstance(each, str) else each.text() for each in self.inside)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.top = Element("", {})
        self.open = [self.top]
        self.drawn: list[str] = []  # the names of what is open inside of a drawing, in their own letters

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        source = self.get_starttag_text() or ""
        if self.drawn:
            self._draw(source)
            if not source.endswith("/>"):
                self.drawn.append(_name(source))
            return
        if tag in ENDING:
            self._end_before(tag)
        element = Element(tag, {key: value or "" for key, value in attrs})
        self.open[-1].inside.append(element)
        if tag in VOID:
            return
        if tag == "svg":
            element.raw = source
            self.drawn.append("svg")
        if len(self.open) < DEEPEST or self.drawn:  # what is nested deeper than any page stands beside what it is in
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if not self.drawn and tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.drawn:
            if tag == self.drawn[-1].lower():
                self._draw(f"</{self.drawn.pop()}>")
            if self.drawn:
                return
        at = next((n for n in range(len(self.open) - 1, 0, -1) if self.open[n].tag == tag), 0)
        if at:
            del self.open[at:]

    def handle_data(self, data: str) -> None:
        if self.drawn:
            self._draw(data.replace("&", "&amp;").replace("<", "&lt;"))
        else:
            self.open[-1].inside.append(data)

    def _draw(self, source: str) -> None:
        self.open[-1].raw += source

    def _end_before(self, tag: str) -> None:
        for at in range(len(self.open) - 1, 0, -1):
            if self.open[at].tag in {*ENDING[tag], "div", "section", "table"}:
                return
            if self.open[at].tag == tag:
                del self.open[at:]
                return


def _name(source: str) -> str:
    return source[1:].split(maxsplit=1)[0].rstrip("/>")


def parsed(page: str) -> Element:
    """All that a page holds, in an element without a name."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.top
