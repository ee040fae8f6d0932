"""Learned: proposals with what speaks for them, and their patch, as text that stays a patch."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from qcheck.core.cells import steady
from qcheck.core.clean import clean, line
from qcheck.core.folding import fold
from qcheck.core.signs import sayable
from qcheck.model.learned import Learned, LearnedList, ProposalView

if TYPE_CHECKING:
    from qcheck.render.grid import Look  # 50 ms for Rich, which a patch does without

FEW = 6
LONGEST = 160
MARK = "# "
RED, GREEN, BOLD, DIM, OFF = "\x1b[31m", "\x1b[32m", "\x1b[1m", "\x1b[2m", "\x1b[0m"


def patch(view: Learned, *, brief: bool = False) -> bytes:
    """All of it, as `git apply` and `patch -p1` take it; `brief` is the patch alone."""
    parts = [] if brief else [f"{MARK}{each}".rstrip() + "\n" for each in _unread(view)]
    for of_list in view.lists:
        parts += [] if brief else [f"{MARK}{each}".rstrip() + "\n" for each in comments(of_list)]
        parts.append(of_list.patch)
    return "".join(parts).encode()


def screen(view: Learned, look: "Look") -> str:
    """The same for a terminal: its width, its colours, and nothing that could move its cursor."""
    lines = _wrapped(_unread(view), look)
    for of_list in view.lists:
        lines += [*([""] if lines else []), *_wrapped(comments(of_list), look)]
        lines += [_coloured(clean(each.rstrip("\r")), look) for each in of_list.patch.split("\n") if each]
    return "".join(each + "\n" for each in lines)


def comments(of_list: LearnedList) -> list[str]:
    """What is proposed for a list and why, a statement a line."""
    count, jobs = len(of_list.proposals), of_list.jobs
    proposals = f"{count} proposal{'' if count == 1 else 's'}"
    lines = [f"{line(of_list.list)}: {proposals} from {jobs} job{'' if jobs == 1 else 's'}{_version(of_list)}"]
    for proposal in of_list.proposals:
        lines += _proposal(proposal)
    if of_list.more:
        lines.append(f"{of_list.more} more, weaker: --all")
    if of_list.shipped and of_list.patch and not of_list.written:
        lines.append(f"It comes with qcheck: --apply copies it first, or qcheck lists --copy {line(of_list.list)}")
    return lines


def _version(of_list: LearnedList) -> str:
    return f"; version {of_list.version} becomes {of_list.next}" if of_list.patch else ""


def _proposal(proposal: ProposalView) -> Iterator[str]:
    asks = line(proposal.asks)
    asks = asks if len(asks) <= LONGEST or proposal.by_hand else f"{asks[: LONGEST - 1].rstrip()}…"
    yield f"{proposal.number}. {line(proposal.subject)}: {line(proposal.reason)}. {asks}"
    shown = ", ".join(line(job) for job in proposal.jobs[:FEW])
    more = f" and {len(proposal.jobs) - FEW} more" if len(proposal.jobs) > FEW else ""
    yield f"   {shown}{more}"
    if proposal.by_hand:
        yield f"   By hand: {proposal.by_hand}."


def _unread(view: Learned) -> list[str]:
    return [f"Not read: {line(each.name)}: {line(each.why)}" for each in view.unread]


def _wrapped(lines: list[str], look: "Look") -> list[str]:
    """Comments that fit, with what goes on below the words of its own line."""
    fitted: list[str] = []
    for each in lines:
        indent = " " * (len(each) - len(each.lstrip()) + (3 if each[:1].isdigit() else 0))
        said = sayable(steady(each), look.encoding)
        spans = fold(said, look.width - len(MARK), hang=len(indent), tear=False)
        wrapped = [(indent if at else "") + said[start:end] for at, (start, end) in enumerate(spans)]
        fitted += [f"{DIM}{MARK}{part}{OFF}" if look.colour else f"{MARK}{part}" for part in wrapped]
    return fitted


def _coloured(each: str, look: "Look") -> str:
    head = each.startswith(("--- a/", "+++ b/"))
    if each.startswith("+") and not head and look.colour:  # the sign alone: green words vanish on a light ground
        return f"{GREEN}+{OFF}{each[1:]}"
    style = BOLD if head else {"-": RED, "@": DIM}.get(each[:1], "")
    return f"{style}{each}{OFF}" if look.colour and style else each
