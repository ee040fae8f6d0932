"""Signatures by keys: given with a sign-off, and checked wherever one is judged."""

from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from qcheck.app.desk import Desk
from qcheck.app.jobs import Job
from qcheck.core import signing as core
from qcheck.core.events import canonical
from qcheck.errors import Refused
from qcheck.model.event import Draft, Event, Signed
from qcheck.model.problem import Problem, ProblemKind
from qcheck.model.verified import How, Verified
from qcheck.store import signing

KINDS: dict[How, ProblemKind] = {
    "bad": "signature-bad",
    "foreign": "signature-foreign",
    "unchecked": "signature-unchecked",
}


def signed(desk: Desk, drafts: list[Draft], key: str) -> list[Draft]:
    """Drafts with the sign-off among them signed by a key: the file that is named, the usual one for `-`.

    Raises `Refused` if nobody could check it afterwards, `NotFound` and `StorageFailed` if it cannot be made.
    """
    environ = desk.caller.environ
    path = signing.usual(environ) if key == "-" else desk.caller.folder / Path(key).expanduser()
    return [_signed(desk, draft, path) if isinstance(draft.body, Signed) else draft for draft in drafts]


def _signed(desk: Desk, draft: Draft, key: Path) -> Draft:
    body = draft.body
    if not isinstance(body, Signed):
        return draft
    over = core.message(draft.at, draft.by, body)
    made = replace(body, signature=signing.sign(over, key, core.NAMESPACE, desk.caller.environ))
    found = verified(desk, draft.at, draft.by, made, signing.signers(desk.root))
    if found.how == "good":
        return replace(draft, body=made)
    line = f'"{body.person}" namespaces="{core.NAMESPACE}" {signing.public(key) or "KEY"}'
    raise Refused(
        f"{found.key or key} signed, and nobody could tell that it is the key of {body.person}: {found.reason}.",
        f"Nothing was recorded. Whoever may, adds this line to {signing.SIGNERS} in the workspace:\n  {line}",
    )


def verified(desk: Desk, at: str, by: str, signed: Signed, listed: bytes | None) -> Verified:
    """What came of checking the signature under a sign-off, by a list of allowed signers."""
    names = core.identities(signed.person, desk.settings.people)
    over = core.message(at, by, signed)
    return signing.verify(over, signed.signature or "", core.NAMESPACE, (listed, names, at), desk.caller.environ)


def problems(desk: Desk, job: Job) -> Iterator[Problem]:
    """What is wrong with the signatures by keys under the sign-offs that count."""
    current = {s.event for s in job.state.signoffs if s.current}
    for event in job.state.events:
        if isinstance(event.body, Signed) and event.body.signature and event.id in current:
            yield from problem(event, event.body, _remembered(desk, event, event.body))


def problem(event: Event, of: Signed, found: Verified) -> Iterator[Problem]:
    """What is wrong with a signature, if anything is."""
    if found.how != "good":
        detail = f"{found.key}, {found.reason}" if found.key else found.reason
        yield Problem(KINDS[found.how], event.place, f"{of.revision} {detail}")


def _remembered(desk: Desk, event: Event, of: Signed) -> Verified:
    """The same, from the cache if this installation has checked these very bytes before; what could not be checked is
    tried again.
    """
    listed = signing.signers(desk.root)
    names = core.identities(of.person, desk.settings.people)
    found = Verified("unchecked")

    def checked() -> Verified | None:
        nonlocal found
        found = verified(desk, event.at, event.by, of, listed)
        return None if found.how == "unchecked" else found

    source = canonical((event.at, event.by, of, names, listed.decode("latin-1")))
    return desk.cache.get(source, Verified, checked) or found
