"""Photos that come with an answer: named in its file and lying beside it, or given with the command."""

from pathlib import Path

from msgspec.structs import replace

from qcheck.app.desk import Desk
from qcheck.app.evidence import Taken, all_beside, take
from qcheck.errors import QcheckError
from qcheck.model.takein import Statement, Unclear, Understood

Photos = dict[tuple[int, str], tuple[Taken, ...]]

SHOWING = frozenset({"done", "dispute"})


def with_photos(
    desk: Desk, said: tuple[Statement, ...], folder: Path | None, given: tuple[str, ...]
) -> tuple[tuple[Statement, ...], Photos]:
    """The statements with their photos, read and not yet kept, by line and name; one whose photo cannot be taken is
    not taken either. `given` are `P7=door.jpg`, each for the first statement that P7 is done or not theirs.
    """
    statements: list[Statement] = []
    taken: Photos = {}
    loose = [(name.strip().upper(), path) for name, _, path in (each.partition("=") for each in given)]
    for each in said:
        if not isinstance(each, Understood):
            statements.append(each)
            continue
        own = tuple(path for name, path in loose if name == each.name.upper() and each.what in SHOWING)
        loose = [pair for pair in loose if pair[1] not in own or pair[0] != each.name.upper()]
        try:
            found = (*all_beside(desk, folder, each.photos), *(take(desk, (), own, ()) if own else ()))
        except QcheckError as error:
            statements.append(Unclear(each.line, each.text, error.message.rstrip(".")))
            continue
        statements.append(replace(each, photos=tuple(photo.kept.name for photo in found)))
        if found:
            taken[each.line, each.name] = found
    statements += [Unclear(0, f"--photo {name}={path}", "nothing here says that it is done") for name, path in loose]
    return tuple(statements), taken
