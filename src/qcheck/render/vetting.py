"""Vetting: what is wrong with templates as far as it can be told without a job."""

from collections.abc import Collection, Iterator, Mapping

from jinja2 import TemplateSyntaxError, nodes

from qcheck.core.rules.table import found
from qcheck.core.similar import near
from qcheck.model.chartview import StatsPage
from qcheck.model.diffview import DiffView
from qcheck.model.finding import Arg, Finding
from qcheck.model.place import Place
from qcheck.model.punchpage import HandoutView, PunchListView, RatingForm
from qcheck.model.sheetview import BlankView, CardView, MissedView
from qcheck.model.view import HandoverView
from qcheck.render.bounded import Bounded
from qcheck.render.following import Followed, Kinds
from qcheck.render.mistakes import guess
from qcheck.render.parsed import asked, assigned, free, named, text
from qcheck.render.report import environment

# What `report` is on the pages of a name's beginning; on others it is not known.
VIEWS: dict[str, type] = {
    "handover": HandoverView,
    "punch": PunchListView,
    "diff": DiffView,
    "rating": RatingForm,
    "handout": HandoutView,
    "missed": MissedView,
    "card": CardView,
    "blank": BlankView,
    "stats": StatsPage,
}
# What Jinja gives to every block, loop and macro.
GIVEN = {"report", "self", "super", "loop", "caller", "varargs", "kwargs"}
DEEP = "it is nested too deeply"


def vet(assets: Mapping[str, bytes], own: Collection[str], wanted: Collection[str] = ()) -> list[Finding]:
    """The findings of templates by line: of all among the assets that are one's `own`, or of those that are wanted."""
    vetted = _Vetted(assets, own)
    return [finding for name in wanted or own for finding in sorted(_of(vetted, name), key=lambda each: each.place)]


def _of(vetted: "_Vetted", name: str) -> list[Finding]:
    try:
        return list(vetted.findings(name))
    except RecursionError:
        return [_found("template-broken", name, 0, why=DEEP)]


class _Vetted:
    """Templates, each parsed when first asked for; what one may use depends on what it extends and what uses it."""

    def __init__(self, assets: Mapping[str, bytes], own: Collection[str]) -> None:
        self.jinja: Bounded = environment(assets, escape=True)
        self.sources = {n: content.decode("utf-8", "replace") for n, content in assets.items() if n.endswith(".j2")}
        self.own = own
        self.trees: dict[str, nodes.Template | TemplateSyntaxError] = {}

    def tree(self, name: str) -> nodes.Template:
        """A template as Jinja reads it; an empty one where it cannot, or where there is none."""
        read = self._read(name)
        return read if isinstance(read, nodes.Template) else nodes.Template([], lineno=1)

    def _read(self, name: str) -> nodes.Template | TemplateSyntaxError:
        if name not in self.trees:
            try:
                tree = self.jinja.parse(self.sources.get(name, ""), name, name)
                asked(tree)  # goes as deep as there is anything
                self.trees[name] = tree
            except TemplateSyntaxError as error:
                self.trees[name] = error
            except RecursionError:
                self.trees[name] = TemplateSyntaxError(DEEP, 1, name, name)
        return self.trees[name]

    def findings(self, name: str) -> Iterator[Finding]:
        """What is wrong with one template."""
        if broken := self._broken(name):
            meant = guess(broken, self.jinja.known)
            yield _found("template-broken", name, broken.lineno, why=str(broken.message).rstrip("."), near=meant)
            return
        tree = self.tree(name)
        yield from self._gone(name, tree)
        yield from self._unseen(name, tree)
        known = self._known(name)
        yield from self._imported(name, tree)
        for line, word in free(tree, known):
            yield _found("template-unknown", name, line, name=word, near=near(word, sorted(known)))
        followed = Followed(self._kinds(name))
        followed.walk(tree)
        for line, written, meant in followed.wrong:
            yield _found("template-unknown", name, line, name=written, near=meant)

    def _broken(self, name: str) -> TemplateSyntaxError | None:
        """What Jinja cannot read; a filter or a test that there is not, it only tells in making code of it."""
        read = self._read(name)
        if isinstance(read, TemplateSyntaxError):
            return read
        try:
            self.jinja.compile(self.sources[name], name, name)
        except TemplateSyntaxError as error:
            return error
        return None

    def _gone(self, name: str, tree: nodes.Template) -> Iterator[Finding]:
        for line, other in asked(tree):
            if other not in self.sources:
                why = f"there is no template {other}"
                yield _found("template-broken", name, line, why=why, near=near(other, [*self.sources]))
            elif name in self._above(other):
                shipped = f"shipped/{name}"
                why = f"this template would come round to itself by {other}"
                yield _found("template-broken", name, line, why=why, near=shipped if shipped in self.sources else "")

    def _imported(self, name: str, tree: nodes.Template) -> Iterator[Finding]:
        """The names that are imported from templates which do not have them."""
        for node in tree.find_all(nodes.FromImport):
            held = [
                each for other in named(node.template) if other in self.sources for each in assigned(self.tree(other))
            ]
            for each in node.names:
                word = each[0] if isinstance(each, tuple) else each
                if held and word not in held:
                    meant = near(word, sorted(held))
                    yield _found("template-unknown", name, node.lineno, name=word, near=meant)

    def _unseen(self, name: str, tree: nodes.Template) -> Iterator[Finding]:
        """What no page shows: a template that none uses, blocks that what is extended lacks, text outside of blocks."""
        if not self._pages(name):
            meant = near(name, [each for each in self.sources if "/" not in each and each != name])
            yield _found("template-unseen", name, 0, what="this template", why="no page uses it", near=meant)
        above = [each for each in self._above(name) if each != name]
        if not above:
            return
        blocks = {block.name for each in above for block in self.tree(each).find_all(nodes.Block)}
        taken = {word for each in above for word in assigned(self.tree(each))}
        for node in tree.body:
            if isinstance(node, nodes.Macro) and node.name in taken:
                why = f"{above[0]} has one of that name, which comes after it; copy the file to change it there"
                yield _found("template-unseen", name, node.lineno, what=f"the macro {node.name}", why=why)
            if isinstance(node, nodes.Block) and node.name not in blocks:
                why = f"{above[0]} has no block of that name"
                meant = near(node.name, sorted(blocks))
                yield _found("template-unseen", name, node.lineno, what=f"the block {node.name}", why=why, near=meant)
            elif isinstance(node, nodes.Output) and (line := text(node)):
                why = "it stands outside of every block"
                yield _found("template-unseen", name, line, what="this text", why=why)

    def _above(self, name: str) -> list[str]:
        """A template, and those that it extends."""
        chain = [name]
        while extended := self.tree(chain[-1]).find(nodes.Extends):
            others = named(extended.template)
            if not others or others[0] in chain or others[0] not in self.sources:
                break
            chain += others
        return chain

    def _users(self, name: str) -> set[str]:
        """A template, and those of one's own that use it; what comes with qcheck uses only what comes with it."""
        reached, waiting = {name}, [name]
        while waiting:
            of = waiting.pop()
            using = {each for each in self.own if any(of == used for _, used in asked(self.tree(each)))} - reached
            reached |= using
            waiting += using
        return reached

    def _pages(self, name: str) -> set[str]:
        """Which of the templates that come with qcheck one takes the place of, or is part of."""
        users = {name} if self._replaces(name) else self._users(name)
        return {each for each in users if self._replaces(each)}

    def _replaces(self, name: str) -> bool:
        return f"shipped/{name}" in self.sources

    def _kinds(self, name: str) -> Kinds:
        """What `report` may be in a template; nothing where that is not known."""
        views = [VIEWS.get(page.partition(".")[0]) for page in self._pages(name)]
        return frozenset(view for view in views if view) if all(views) else frozenset()

    def _known(self, name: str) -> set[str]:
        """The names that may be there: what is used by others sees what they have."""
        seen = {above for user in self._users(name) for above in self._above(user)}
        return GIVEN.union(self.jinja.globals, *(assigned(self.tree(each)) for each in seen))


def _found(code: str, template: str, line: int, **args: Arg) -> Finding:
    file = f"templates/{template}"
    return found(code, Place(file, line), f"file/{file}", **args)
