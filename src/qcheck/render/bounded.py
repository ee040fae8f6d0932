"""Bounded: the sandbox that templates run in, which counts what they do and stops one that does too much."""

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

from jinja2 import BaseLoader, nodes, pass_context, pass_eval_context
from jinja2.exceptions import SecurityError
from jinja2.nodes import EvalContext
from jinja2.runtime import Context, markup_join, str_join
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from qcheck.core.tongue import ENGLISH, Tongue
from qcheck.render.mistakes import Nothing

# A page of 10,000 items takes two thirds of these. A step is a turn of a loop, a call, a filter, or 1,000 signs.
MOST_STEPS = 2_000_000
SIGNS = 1000
# What may stand in one text, of a page or of a part of it; `qcheck audit --report` reads no larger page.
MOST_SIGNS = 200_000_000
LARGEST = 100_000
# What a member of a list counts for, itself apart.
OF_ONE = 100
MOST_BITS = 10_000
# Methods by which a few signs make any number of them, and for which no page has a use.
GROWING = {"translate", "maketrans", "expandtabs", "to_bytes", "from_bytes"}
_WIDE = re.compile(r"[0-9]{4,}|\*")
_ITEMS = (list, tuple, set, frozenset)


class TooMuch(SecurityError):
    """A template that would go on for too long, or take all memory."""


class Bounded(ImmutableSandboxedEnvironment):
    """A sandbox for the making of one page: steps are counted from its making on.

    A loop has no end of its own, and nothing stops it from outside on every system, so each turn is counted; and what
    grows by doubling is measured before it is made.
    """

    intercepted_binops = frozenset(["*", "**", "+", "%"])

    def __init__(self, loader: BaseLoader, *, escape: bool, language: Tongue = ENGLISH) -> None:
        super().__init__(
            loader=loader,
            extensions=["jinja2.ext.i18n"],
            autoescape=escape,
            undefined=Nothing,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            finalize=self._shown,
        )
        self.language = language
        self.policies["ext.i18n.trimmed"] = True
        self.newstyle_gettext = True
        self.globals |= {"_": self.message, "gettext": self.message, "ngettext": self.messages}
        self.steps = 0
        self.turn = self.spend  # one object, so that `call` knows it again
        self.globals.pop("lipsum")
        self.filters = {name: self._counted(name, each) for name, each in self.filters.items()}
        self.concat = self._together  # type: ignore[method-assign]

    @property
    def known(self) -> dict[str, Collection[str]]:
        """The names of each filter and each test."""
        return {"filter": self.filters, "test": self.tests}

    @pass_context
    def message(self, context: Context, text: str, /, **words: Any) -> str:
        """A message in the language of the page, its words filled in as `%` does."""
        return self._filled(context, self.language.message(text), words)

    @pass_context
    def messages(self, context: Context, one: str, many: str, num: int, /, **words: Any) -> str:
        """The same of two messages, for so many things."""
        return self._filled(context, self.language.number(one, many, num), {"num": num, **words})

    def _filled(self, context: Context, text: str, words: dict[str, Any]) -> str:
        marked = Markup(text) if context.eval_ctx.autoescape else text  # noqa: S704 (ours, or a template's own)
        filled: str = self.call_binop(context, "%", marked, words)
        return filled

    def spend(self, signs: int = 0) -> bool:
        """Counts a step, and what it works on. Raises `TooMuch`; else always true, so that it may stand in a test."""
        self.steps += 1 + signs // SIGNS
        if signs > MOST_SIGNS:
            raise TooMuch(f"this would be longer than {MOST_SIGNS // 1_000_000} million signs")
        if self.steps > MOST_STEPS:
            raise TooMuch(f"this page takes more than {MOST_STEPS // 1_000_000} million steps; does a loop never end?")
        return True

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Has every loop count its turns, also those that its own condition skips, and `~` measure what it makes."""
        parsed = super()._parse(source, name, filename)
        for loop in list(parsed.find_all(nodes.For)):
            turn = nodes.Call(nodes.EnvironmentAttribute("turn"), [], [], None, None, lineno=loop.lineno)
            if loop.test is None:
                loop.body.insert(0, nodes.ExprStmt(turn, lineno=loop.lineno))
            else:
                loop.test = nodes.And(turn, loop.test, lineno=loop.lineno)
        for concat in list(parsed.find_all(nodes.Concat)):
            concat.nodes = [self._measured(concat)]
        parsed.set_environment(self)
        return parsed

    @staticmethod
    def _measured(concat: nodes.Concat) -> nodes.Expr:
        joined = nodes.EnvironmentAttribute("joined")
        return nodes.Call(joined, concat.nodes, [], None, None, lineno=concat.lineno)

    @pass_eval_context
    def joined(self, at: EvalContext, *parts: object) -> str:
        """Texts put together, as `~` does."""
        self.spend(_extent(self, parts))
        return markup_join(parts) if at.autoescape else str_join(parts)

    def call(self, context: Context, of: Any, /, *args: Any, **kwargs: Any) -> Any:
        """A call of a macro, a method or a function, if what it is given has a size that a page can need."""
        if of is self.turn:
            return self.spend()
        self._looked_at(getattr(of, "__name__", ""), getattr(of, "__self__", None), args, kwargs)
        return self._made(super().call(context, of, *args, **kwargs))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Sums, products and powers, if what comes of them has a size that a page can need."""
        numbers = isinstance(left, int | float) and isinstance(right, int | float)
        if numbers and operator in {"*", "**"}:
            self._small(operator, left, right)
        elif operator == "*":
            count, piece = (left, right) if isinstance(left, int) else (right, left)
            self.spend(max(0, count if isinstance(count, int) else 1) * (1 + _extent(self, piece)))
        elif operator == "+" and not numbers:
            self.spend(_extent(self, left) + _extent(self, right))
        elif operator == "%" and isinstance(left, str):
            self._narrow(left)
            self.spend(_extent(self, left) + _extent(self, right))
        return super().call_binop(context, operator, left, right)

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """`format`, as the sandbox has it, for texts without a field of any width."""
        wrapped = super().wrap_str_format(value)
        if wrapped is None:
            return None

        def measured(*args: Any, **kwargs: Any) -> str:
            self._narrow(value.__self__)
            if re.search(r"\{[^{}]*:[^{}]*\{", value.__self__):  # a width that comes from a value
                raise TooMuch("a field of this text takes its width from elsewhere")
            return wrapped(*args, **kwargs)

        return measured

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        return super().is_safe_attribute(obj, attr, value) and not (isinstance(obj, str | int) and attr in GROWING)

    @staticmethod
    def _small(operator: str, left: float, right: float) -> None:
        bits = left.bit_length() if isinstance(left, int) else 1
        more = right.bit_length() if isinstance(right, int) else 1
        if (operator == "*" and bits + more > MOST_BITS) or (operator == "**" and bits * abs(right) > MOST_BITS):
            raise TooMuch("a number with so many digits is of no use on a page")

    @staticmethod
    def _narrow(text: str) -> None:
        if _WIDE.search(text):
            raise TooMuch("a field of this text is wider than any page")

    def _looked_at(self, name: str, of: object, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> None:
        """What a call or a filter is given: it may not be too large, nor make too much of it."""
        given = [*args, *kwargs.values()]
        if any(isinstance(each, int) and each > LARGEST for each in given):
            raise TooMuch(f"no number given to `{name}` may be larger than {LARGEST}")
        if name == "format":
            self._narrow(str(args[0]) if args else "")
        signs = sum(_extent(self, each) for each in given) + (_extent(self, of) if isinstance(of, str) else 0)
        if name == "replace":
            texts = [str(each) for each in (of, *given) if isinstance(each, str)]
            signs *= 1 + max((len(each) for each in texts[2:3]), default=0)
        elif name == "indent":
            signs += str(args[0]).count("\n") * max((each for each in given if isinstance(each, int)), default=4)
        self.spend(signs)

    def _counted(self, name: str, filter_: Callable[..., Any]) -> Callable[..., Any]:
        """A filter that is looked at as a call is; what Jinja hands to some of them first stays first."""
        kind = getattr(filter_, "jinja_pass_arg", None)

        def counted(*args: Any, **kwargs: Any) -> Any:
            self._looked_at(name, None, args[1:] if kind else args, kwargs)
            return self._made(filter_(*args, **kwargs))

        if kind:
            counted.jinja_pass_arg = kind  # type: ignore[attr-defined]
        return counted

    def _made(self, value: Any) -> Any:
        if isinstance(value, (str, *_ITEMS)):
            self.spend(len(value))
        return value

    def _shown(self, value: Any) -> Any:
        """What is about to be shown: a list as a text has the texts in it as often as it holds them."""
        if isinstance(value, (dict, *_ITEMS)):
            self.spend(_extent(self, value))
        return value

    def _together(self, parts: Any) -> str:
        pieces: list[str] = []
        signs = 0
        for part in parts:
            signs += len(part)
            if signs > MOST_SIGNS:
                self.spend(signs)
            pieces.append(part)
        self.spend(signs)
        return "".join(pieces)


def _extent(bounded: Bounded, value: object) -> int:
    """How many signs a value has, with all that it holds. Counted as steps, so that looking has an end, too."""
    if isinstance(value, str | bytes):
        return len(value)
    if isinstance(value, _ITEMS):
        bounded.spend(len(value) * OF_ONE)
        return len(value) + sum(_extent(bounded, each) for each in value)
    if isinstance(value, dict):
        bounded.spend(len(value) * OF_ONE)
        return sum(1 + _extent(bounded, key) + _extent(bounded, each) for key, each in value.items())
    return 1
