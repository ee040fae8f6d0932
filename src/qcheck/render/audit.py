"""Plain text of an audit: a line a difference, as compilers print them, then what was looked at, and what it proves."""

from collections.abc import Iterator, Mapping

from qcheck.core.views.audit import worst
from qcheck.model.auditview import AuditCount, AuditedJob, AuditView, DifferenceView, PageView, SealView
from qcheck.render.text import counted

SEEN = {"fits": "fits", "differs": "DIFFERS", "unchecked": "could not be checked"}
KEYS = {
    "good": "signed with their key {}",
    "foreign": "signed with the key {}, which is NOT KNOWN TO BE THEIRS",
    "bad": "its signature by a key does NOT FIT",
    "unchecked": "its signature by a key could not be checked",
}
PROVES = {
    "whole": """\
This proves that no line, list, photo or file was changed by accident or by hand. It does not prove that nobody wrote a
whole log anew, with new digests: whoever may write here can, also under the name of another. Nor does it show lines cut
off at the end of a log that another machine wrote. Against that stands what they cannot reach: a copy that was pushed
or saved elsewhere, or the seal on a page that the client holds (qcheck audit --report FILE).
""",
    "differs": """\
It is certain that what is called block above is not as it was recorded. Who changed it, and whether by accident or by
hand, this does not tell. Compare with a copy from before: in git, in a backup, or the page that the client holds.
""",
    "unchecked": """\
Nothing is proven of what could not be checked; in all else that was looked at nothing differs.
""",
}
KEYED = """\
What is signed with a key nobody can write anew without that key, as long as the list of allowed signers is the one that
you know: qcheck audit --signers FILE takes yours.
"""
WORDS = """\
The seal proves which state was signed. That the words of this page are the words of that day it does not prove{}.
"""
AGAIN = """\
A page that qcheck report made at another moment, or that a browser or a mail program saved anew, differs too: make it
again with qcheck report --as-of, and compare.
"""


def text(view: AuditView, _: Mapping[str, bytes]) -> bytes:
    """Every job with what was found, and what that is worth; before them the page that was compared, if one was."""
    lines = list(_page(view.page)) if view.page else []
    lines += [line for job in view.jobs for line in _job(job)]
    keyed = any(seal.signature == "good" for job in view.jobs for seal in job.seals)
    worth = PROVES[worst(job.verdict for job in view.jobs)] if view.jobs else ""
    parts = ["\n".join(lines) + "\n", worth + (KEYED if keyed else ""), _worth(view.page) if view.page else ""]
    return "\n".join(part for part in parts if part).encode()


def _page(page: PageView) -> Iterator[str]:
    """What is known of a page, in words."""
    if not page.seals:
        yield f"{page.file}: NO SEAL of this record stands in it."
    for each in page.seals:
        yield f"{page.file}: {each.name}, {each.seal.file}:{each.seal.line}: the record has this seal:"
        yield f"  {sealed(each.seal)}"
    revision = page.seals[-1].seal.revision if page.seals else ""
    if page.bytes == "made":
        yield f"The page is, byte for byte, what the record makes of revision {revision}."
    if page.bytes == "kept":
        because = f": {page.reason}" if page.reason else ""
        where = "that is kept in the job's folder"
        yield f"The page is the copy of revision {revision} {where}; the record makes another of it now{because}."
    for digest in page.others:
        yield f"No seal of this record: {digest}" + (
            " (a page names the state that it shows, too)" if page.seals else ""
        )


def _worth(page: PageView) -> str:
    """What a page is worth that is not what the record makes, with the verdict last."""
    if not page.seals or page.bytes == "made":
        return ""
    if page.bytes == "kept":
        return WORDS.format("")
    revision = page.seals[-1].seal.revision
    if page.bytes == "unknown":
        compare = ": compare\nit with the page that is kept in the job's folder" if page.copy else ""
        return f"{WORDS.format(compare)}THE PAGE COULD NOT BE COMPARED with revision {revision}: {page.reason}.\n"
    because = f" ({page.reason})" if page.reason else ""
    other = " nor the copy that is kept in the job's folder" if page.copy else ""
    said = f"it is {'neither' if other else 'not'} what the record makes of revision {revision} now{because}{other}"
    return f"{WORDS.format('')}{AGAIN}THE PAGE DIFFERS: {said}.\n"


def _job(job: AuditedJob) -> Iterator[str]:
    for each in job.differences:
        yield from difference(each)
    yield last_line(job)
    for seal in job.seals:
        yield f"  {sealed(seal)}"


def difference(of: DifferenceView) -> list[str]:
    """`file:line: severity: message [rule]`, with the hint below."""
    lines = [f"{of.where}: {of.severity}: {of.message} [{of.code}]"]
    return [*lines, f"    {of.hint}"] if of.hint else lines


def last_line(job: AuditedJob) -> str:
    """What came of a job, and what was looked at."""
    wrong = [each for each in job.differences if each.severity == "block"]
    if job.verdict == "unchecked":
        return f"{job.name}: COULD NOT BE CHECKED."
    if wrong:
        count = counted(len(wrong), "difference")
        return f"{job.name}: NOT WHOLE, {count}, the first at {wrong[0].where}. Checked: {looked_at(job.count)}."
    return f"{job.name}: WHOLE. Checked: {looked_at(job.count)}."


def looked_at(count: AuditCount) -> str:
    """What was looked at, in words."""
    said = [f"{counted(count.lines, 'line')} in {counted(count.logs, 'log')}", counted(count.lists, "list")]
    said += (
        [f"{count.evidence} {'photo or file' if count.evidence == 1 else 'photos and files'}"] if count.evidence else []
    )
    said += [counted(count.signoffs, "sign-off")] if count.signoffs else []
    said += ["the client's data"] if count.private else []
    said += ["not the client's data, which is not here"] if count.private_absent else []
    return ", ".join(said)


def sealed(of: SealView) -> str:
    """A sign-off and its seal in a line."""
    who = ", ".join(filter(None, (of.person, of.role if of.person else "")))
    page = "what its page said fits too" if of.page == "fits" else f"what its page said {SEEN[of.page]}"
    rest = "" if of.record == "unchecked" else f"; {page}"
    by = f" by {who}" if who else ""
    key = f"; {KEYS[of.signature].format(of.key)}" if of.signature != "none" else ""
    return f"Revision {of.revision}, {of.spoken}{by}, {of.at}: seal {of.seal[:12]} {SEEN[of.record]}{rest}{key}"
