"""Rules: what they are, how severe here, explained."""

from msgspec import Struct

from qcheck.app.desk import Caller, open_desk
from qcheck.core.rules.explained import explanation, summary
from qcheck.core.rules.table import RULES
from qcheck.core.similar import near
from qcheck.errors import NotFound
from qcheck.store import workspace


class RuleShown(Struct, frozen=True):
    """A rule in words; `severity` is the one that holds in this workspace."""

    code: str
    stage: str
    severity: str
    waivable: bool
    summary: str
    explanation: str


def severities(caller: Caller) -> dict[str, str]:
    """The severities that the workspace around the caller sets; none where there is no workspace."""
    return open_desk(caller).settings.rules if workspace.find(caller.folder) else {}


def rules(changed: dict[str, str]) -> tuple[RuleShown, ...]:
    """Every rule."""
    return tuple(_shown(code, changed) for code in RULES)


def explain(code: str, changed: dict[str, str]) -> RuleShown:
    """One rule. Raises `NotFound`."""
    if code not in RULES:
        guess = near(code, list(RULES))
        raise NotFound(
            f"{code}: there is no such rule.",
            f"Did you mean {guess}?" if guess else "qcheck rules lists them.",
        )
    return _shown(code, changed)


def _shown(code: str, changed: dict[str, str]) -> RuleShown:
    rule = RULES[code]
    text = explanation(code)
    return RuleShown(code, rule.stage, changed.get(code, rule.severity), rule.waivable, summary(text), text)
