"""Verbs: how a punch item stands and why a move is not possible, as messages say it."""

from qcheck.model.punch import PunchStanding

SAID: dict[PunchStanding, str] = {
    "open": "it is not done",
    "disputed": "it is disputed",
    "completed": "done already",
    "verified": "confirmed already",
    "voided": "it was voided",
}
NOT_DONE = "nothing to confirm: it is not done"
DOES: dict[str, dict[PunchStanding, str]] = {
    "completed": {**SAID, "disputed": "it is disputed; the lead settles that first"},
    "verified": {**SAID, "open": NOT_DONE, "disputed": "nothing to confirm: it is disputed"},
    "rejected": {**SAID, "verified": "confirmed already; qcheck punch reopen, if it came back"},
    "disputed": {**SAID, "disputed": "disputed already"},
    "voided": {**SAID, "verified": "confirmed already", "voided": "voided already"},
    "reopened": {**SAID, "open": "it is open", "completed": "it is not confirmed yet: qcheck punch reject"},
}
