"""The commands that a workspace has in the trade's own words."""

from qcheck.app.desk import Caller, open_desk
from qcheck.core import ownwords
from qcheck.core.ownwords import spelled
from qcheck.errors import QcheckError

__all__ = ["commands", "spelled"]


def commands(caller: Caller) -> dict[str, str]:
    """Each word with the command that it is; none outside a workspace, or where its settings cannot be read."""
    try:
        return ownwords.commands(open_desk(caller).settings.terminology)
    except QcheckError:
        return {}
