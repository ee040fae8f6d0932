"""Reports: views through Jinja templates that are given as assets, sandboxed and strict."""

import base64
import hashlib
from collections.abc import Mapping

from jinja2 import BaseLoader, Environment, TemplateError, TemplateNotFound

from qcheck.core.clean import clean
from qcheck.model.diffview import DiffView
from qcheck.model.punchpage import PunchListView, RatingForm
from qcheck.model.view import HandoverView
from qcheck.render import markup
from qcheck.render.bounded import Bounded
from qcheck.render.mistakes import STOPS, BadTemplate, told
from qcheck.render.spoken import tongue

__all__ = [
    "BadTemplate",
    "diff_html",
    "environment",
    "html",
    "markdown",
    "page",
    "punch_html",
    "punch_markdown",
    "punch_text",
    "rating",
    "text",
]


class _Assets(BaseLoader):
    """Finds templates among the assets, and nothing else anywhere."""

    def __init__(self, assets: Mapping[str, bytes]) -> None:
        self.assets = assets

    def get_source(self, _: Environment, template: str) -> tuple[str, str, None]:
        if template not in self.assets:
            raise TemplateNotFound(template)
        return self.assets[template].decode("utf-8", "replace"), f"templates/{template}", None


def html(view: HandoverView, assets: Mapping[str, bytes]) -> bytes:
    """One self-contained page; everything from the view is escaped."""
    return page("handover.html.j2", view, assets, escape=True)


def markdown(view: HandoverView, assets: Mapping[str, bytes]) -> bytes:
    """Markdown for a mail or a merge request."""
    return page("handover.md.j2", view, assets, escape=False)


def text(view: HandoverView, assets: Mapping[str, bytes]) -> bytes:
    """Plain text, for a terminal or a fax."""
    return page("handover.txt.j2", view, assets, escape=False)


def punch_html(view: PunchListView, assets: Mapping[str, bytes]) -> bytes:
    """The punch list as one self-contained page, for a screen and for paper."""
    return page("punch.html.j2", view, assets, escape=True)


def punch_markdown(view: PunchListView, assets: Mapping[str, bytes]) -> bytes:
    """The punch list for a mail or a merge request."""
    return page("punch.md.j2", view, assets, escape=False)


def punch_text(view: PunchListView, assets: Mapping[str, bytes]) -> bytes:
    """The punch list for a terminal or a screen reader."""
    return page("punch.txt.j2", view, assets, escape=False)


def diff_html(view: DiffView, assets: Mapping[str, bytes]) -> bytes:
    """What moved between two states of a job, as one self-contained page."""
    return page("diff.html.j2", view, assets, escape=True)


def rating(view: RatingForm, assets: Mapping[str, bytes]) -> bytes:
    """The form that a client rates a job with: one self-contained page."""
    return page("rating.html.j2", view, assets, escape=True)


def page(name: str, view: object, assets: Mapping[str, bytes], *, escape: bool) -> bytes:
    """A view through the template of that name, which sees it as `report`. Raises `BadTemplate`."""
    jinja = environment(assets, escape=escape)
    try:
        return jinja.get_template(name).render(report=view).encode("utf-8")
    except (TemplateError, *STOPS) as error:
        raise told(error, name, assets, jinja.known) from error


def environment(assets: Mapping[str, bytes], *, escape: bool) -> Bounded:
    """What templates run in, with all that they are given besides the view."""
    spoken = tongue(assets)
    made = Bounded(_Assets(assets), escape=escape, language=spoken)
    made.globals["language"] = spoken.tag
    made.globals["accent"] = assets.get("brand/accent", b"").decode()
    made.globals["logo"] = _embedded(assets.get("brand/logo", b""))
    made.filters["markdown"] = lambda value: markup.markdown(str(value))
    made.filters["sha256"] = _sha256
    made.globals["output"] = lambda digest: _output(str(digest), assets)
    made.globals["picture"] = lambda digest: _picture(str(digest), assets)
    return made


def _sha256(text: object) -> str:
    """The digest by which a page's own policy lets one script run, and no other."""
    return f"sha256-{base64.b64encode(hashlib.sha256(str(text).encode()).digest()).decode()}"


def _embedded(picture: bytes) -> str:
    """A picture as the address of an image, the image itself in it; empty where there is none."""
    kind = "png" if picture.startswith(b"\x89PNG") else "jpeg" if picture.startswith(b"\xff\xd8") else "svg+xml"
    return f"data:image/{kind};base64,{base64.b64encode(picture).decode()}" if picture else ""


def _output(digest: str, assets: Mapping[str, bytes]) -> str:
    """What a command printed, as text; empty where there is none to show."""
    return clean(assets.get(f"output/{digest}", b"").decode("utf-8", "replace"))


def _picture(digest: str, assets: Mapping[str, bytes]) -> str:
    """A photo by its digest as the address of an image, the image itself in it; empty where there is none to show."""
    content = assets.get(f"picture/{digest}", b"")
    return f"data:image/jpeg;base64,{base64.b64encode(content).decode()}" if content else ""
