"""Evaluation: all rules over a job, in one order, with the settings' severities; and over a checklist."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

from msgspec.structs import replace

from qcheck.core import holds
from qcheck.core.rules.context import Context
from qcheck.core.rules.lint import Library
from qcheck.core.rules.table import RULES, Stage
from qcheck.core.rules.waiver import cover
from qcheck.model.finding import SEVERITIES, Finding
from qcheck.model.place import Place
from qcheck.model.problem import Problem
from qcheck.model.state import JobState


def job(state: JobState, problems: tuple[Problem, ...], context: Context) -> list[Finding]:
    """The findings of a job at a gate, most severe first; what failed before what is only missing."""
    severities = context.settings.rules
    findings = [f for rule in _stage("job", severities) for f in rule(state, context)]
    findings += [f for rule in _stage("record", severities) for f in rule(problems, state, context)]
    findings = _of_units(findings, state, context.units)
    findings += [f for rule in _stage("waiver", severities) for f in rule(list(findings), state, context)]
    return _sorted(cover(_at_policy(findings, severities), state, context), state)


def problems(met: tuple[Problem, ...], state: JobState, context: Context) -> list[Finding]:
    """The findings that problems come to, in the order of their places, whatever the settings say of severities: what
    is asked is whether the record is as it was written, not what the firm makes of it.
    """
    functions = [_function(RULES[kind].where) for kind in sorted({problem.kind for problem in met})]
    return sorted((f for rule in functions for f in rule(met, state, context)), key=lambda f: (f.place, f.code))


def _of_units(findings: list[Finding], state: JobState, units: tuple[str, ...]) -> list[Finding]:
    """The findings without those about items of other units, where only some units are judged."""
    if not units:
        return findings
    part = {i.item.subject for i in state.items if i.item.unit in units}
    guards = holds.Guards(state)
    for subject in tuple(part):  # what its items need or lie behind belongs to it
        part |= holds.reached(subject, guards.wanted) | {hold.item.subject for hold in guards.before(subject)}
    others = {i.item.subject for i in state.items} - part
    others |= {p.subject for p in state.punch if p.item in others}
    return [f for f in findings if f.subject not in others]


def checklist(library: Library, read: list[Finding], severities: dict[str, str]) -> list[Finding]:
    """The findings of a checklist, with those from reading it, in the order of the file."""
    findings = [*read, *(f for rule in _stage("lint", severities) for f in rule(library))]
    return sorted(_at_policy(findings, severities), key=lambda f: (f.place, f.code))


def at_policy(findings: list[Finding], severities: dict[str, str]) -> list[Finding]:
    """Findings at the severities that the settings give, in the order of the file; without those switched off."""
    return sorted(_at_policy(findings, severities), key=lambda f: (f.place, f.code))


def _stage(stage: Stage, severities: dict[str, str]) -> Iterator[Any]:
    """The functions of a stage's rules that are not off. A module of rules is imported when it is first asked for."""
    for rule in RULES.values():
        if rule.stage == stage and severities.get(rule.code, rule.severity) != "off":
            yield _function(rule.where)


def _function(where: str) -> Any:
    module, _, name = where.partition(":")
    return getattr(import_module(module), name)


def _at_policy(findings: list[Finding], severities: dict[str, str]) -> list[Finding]:
    placed = ((f, severities.get(f.code, f.severity)) for f in findings)
    return [replace(f, severity=severity) for f, severity in placed if severity != "off"]


def _sorted(findings: list[Finding], state: JobState) -> list[Finding]:
    number = {i.item.subject: i.item.number for i in state.items}

    def urgency(finding: Finding) -> tuple[int, bool, bool, int, Place, str]:
        severity = -SEVERITIES.index(finding.severity)
        missed = finding.code == "item-missed"
        return severity, bool(finding.waived), missed, number.get(finding.subject, 0), finding.place, finding.code

    return sorted(findings, key=urgency)
