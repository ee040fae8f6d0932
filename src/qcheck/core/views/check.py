"""The result of a check, as machines read it."""

from qcheck.core import verdict
from qcheck.core.clean import line
from qcheck.core.views import items, parts
from qcheck.core.views.parts import Told
from qcheck.model.finding import Severity
from qcheck.model.place import Place
from qcheck.model.view import CheckedItem, CheckView, ItemView


def check(told: Told, fail_on: Severity) -> CheckView:
    """One job's verdict, findings and items; the same state gives the same view."""
    sections = items.sections(told)
    places = {i.item.subject: i.item.place for i in told.state.items}
    shown = (*parts.findings(told, waived=False, fail_on=fail_on), *parts.findings(told, waived=True))
    return CheckView(
        job=line(told.state.job),
        name=parts.job(told).name,
        gate=told.context.gate,
        verdict=verdict.verdict(told.findings, fail_on),
        fail_on=fail_on,
        as_of=told.context.now,
        count=items.count(sections),
        findings=shown,
        items=tuple(_item(told, view, places[view.id]) for section in sections for view in section.items),
    )


def _item(told: Told, view: ItemView, place: Place) -> CheckedItem:
    return CheckedItem(
        id=view.id,
        number=view.number,
        text=view.text,
        value=view.answer.value if view.answer else "",
        unit=view.unit,
        standing="waived" if view.waived else view.standing,
        due=view.due,
        file=line(place.file),
        line=place.line,
        column=place.column,
        note=view.answer.note if view.answer else "",
        deferred=view.deferred,
        fingerprint=parts.fingerprint(told.state.job, view.id),
    )
