"""The one family of errors that end a command: raised where nothing sensible can follow, caught once."""


class QcheckError(Exception):
    """A message for a person: what is wrong, and in `hint` what to do about it.

    `code` is the exit code: 2 for wrong usage or where no verdict could be computed.
    """

    code = 2

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Refused(QcheckError):
    """What was asked for may not be recorded; nothing was."""


class NotFound(QcheckError):
    """A workspace, job, checklist, item or person that was named does not exist here."""


class StorageFailed(QcheckError):
    """The disk would not take or give what was asked: full, read-only, locked, gone."""
