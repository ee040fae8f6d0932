"""Screens for the terminal: any view as text of a given look."""

from qcheck.render import diff as difference
from qcheck.render import due as duelist
from qcheck.render import learned as learning
from qcheck.render import log as record
from qcheck.render import punchlist, screen
from qcheck.render import stats as figures
from qcheck.render.screen import Look

__all__ = [
    "Look",
    "check",
    "diff",
    "due",
    "jobs",
    "learned",
    "log",
    "pairs",
    "punch",
    "punch_items",
    "stats",
    "status",
    "table",
]

status = screen.status
check = screen.check
jobs = screen.jobs
due = duelist.by_day
log = record.log
table = screen.table
pairs = screen.lines
punch = punchlist.by_person
punch_items = punchlist.whole
learned = learning.screen
diff = difference.screen
stats = figures.stats
