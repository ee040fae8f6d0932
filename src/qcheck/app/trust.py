"""Trust: which commands of a workspace its user has let this machine run, as they stand now."""

from typing import Literal

from msgspec import Struct

from qcheck.app import jobs
from qcheck.app.desk import Desk
from qcheck.core.act.run import spoken
from qcheck.model.checklist import Command
from qcheck.model.state import ItemState
from qcheck.store import trust, workspace
from qcheck.store.trust import Bound


class Offer(Struct, frozen=True):
    """A command that items of jobs would run, with how this machine stands to it."""

    command: Bound
    spoken: str
    items: tuple[str, ...]
    standing: Literal["trusted", "new", "changed", "untrustable"]


def offers(desk: Desk, job: str = "") -> tuple[Offer, ...]:
    """Every command of a job, or of all jobs, each once."""
    named = [jobs.which(desk, job)] if job else workspace.jobs(desk.root)
    return of_items(desk, {name: jobs.load(desk, name).state.items for name in named})


def of_items(desk: Desk, items: dict[str, tuple[ItemState, ...]]) -> tuple[Offer, ...]:
    uses: dict[tuple[str, ...], list[str]] = {}
    for job, states in items.items():
        for state in states:
            if isinstance(state.item.answer, Command):
                uses.setdefault(state.item.answer.argv, []).append(f"{job}: {state.item.number} {state.item.text}")
    before = {kept.argv for kept in trust.granted(desk.installation, desk.root)} if uses else set()
    return tuple(_offer(desk, argv, tuple(of), known=argv in before) for argv, of in uses.items())


def _offer(desk: Desk, argv: tuple[str, ...], items: tuple[str, ...], *, known: bool) -> Offer:
    command = trust.bound(desk.root, argv, desk.caller.environ)
    if command.wrong:
        return Offer(command, spoken(argv), items, "untrustable")
    if trust.trusted(desk.installation, desk.root, command):
        return Offer(command, spoken(argv), items, "trusted")
    return Offer(command, spoken(argv), items, "changed" if known else "new")


def lines(offer: Offer) -> list[str]:
    """A command in a few lines: what would run, for which items, which files a trust in it covers."""
    standing = {
        "changed": "    changed since it was trusted",
        "untrustable": f"    cannot be trusted: {offer.command.wrong}. {trust.HINT}",
    }
    covered = ", ".join(offer.command.files)
    return [
        f"  {offer.spoken}",
        *(f"    {item}" for item in offer.items),
        *([f"    runs as long as unchanged: {covered}"] if covered else []),
        *([standing[offer.standing]] if offer.standing in standing else []),
    ]


def grant(desk: Desk, offered: tuple[Offer, ...]) -> None:
    """Trusts commands as they were shown. Raises `Refused`, `StorageFailed`."""
    for offer in offered:
        trust.grant(desk.installation, desk.root, offer.command)


def revoke(desk: Desk, job: str = "") -> tuple[str, ...]:
    """Takes back the trust in a job's commands, or in every command of the workspace; gives them as they are shown."""
    every = [o.command.argv for o in offers(desk, job)] if job else [g.argv for g in _granted(desk)]
    gone = [argv for argv in dict.fromkeys(every) if trust.revoke(desk.installation, desk.root, argv)]
    return tuple(spoken(argv) for argv in gone)


def _granted(desk: Desk) -> tuple[trust.Granted, ...]:
    return trust.granted(desk.installation, desk.root)


def listed(desk: Desk) -> tuple[Offer, ...]:
    """Every command that was ever trusted in this workspace on this machine and not taken back, as it stands now."""
    return tuple(_offer(desk, argv, (), known=True) for argv in dict.fromkeys(g.argv for g in _granted(desk)))
