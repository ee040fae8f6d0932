"""Laying out a workspace."""

import json
from pathlib import Path

from msgspec import Struct

from qcheck.errors import Refused
from qcheck.store import workspace, zones
from qcheck.store.installation import Installation


class Founding(Struct, frozen=True):
    """What a new workspace starts with: the firm's name, the first person's full name, and the time zone."""

    company: str
    name: str
    zone: str


SETTINGS = """\
# yaml-language-server: $schema=schema/workspace.schema.json
# Settings of this workspace. Every key is described in docs/formats.md; an editor with the schema shows them too.
{company}zone: {zone}

# Who works here: the short name that is typed, the full name that is read, and roles.
people:
  {id}: {{name: {name}, roles: [lead, office]}}

# Points of release, in order. An item is due by a gate.
gates: [start, handover, closeout]

policy:
  crew_of_one: false        # true: the same person may do the work and approve a waiver
  waiver_roles: []          # such as [office]: only these roles approve waivers; empty: anyone but who answered
  clock_tolerance: 5        # minutes a device's clock may run ahead before it is a finding
  reading_tolerance: 5      # minutes a repeated reading may be late before it is a finding
  acknowledge_within: 24    # hours in which a client who complains is told that it is known
  client_silence: 7         # days a client may hear nothing before it is a finding; 0: any time
  seller_silence: 14        # the same for whoever sold the job (qcheck plan --seller WHO)
  follow_up: 7              # days after handover by which the client is asked how it is; 0: never
  feedback: 14              # days after handover by which the client is asked for a rating; 0: never
  low_rating: 6             # a rating up to this one, of 10, asks for an answer
  signatures: []            # such as [client, lead]: each of these roles signs; empty: one signature will do
  hidden_names: []          # such as [fitter]: people with these roles are called by them on pages for clients

# Whose the punch items of a trade are, such as {{joinery: {id}}}; without a name they are the lead's.
trades: {{}}

# When the firm works: a promise in 2d counts these days only.
calendar:
  workdays: [mon, tue, wed, thu, fri]
  holidays: []              # such as [2026-12-25, 2026-12-26]

# What costs are in, and where clients mail their answers to (qcheck rate --form); take the # away.
# currency: EUR
# mail: office@example.com

# The language of reports and pages for clients: en, de, es or fr (qcheck report --language de makes one in another).
language: en

# The one colour of pages, and the firm's logo in this workspace (PNG, JPEG, SVG); take the # away.
# brand: {{accent: "#0b5a6b", logo: logo.svg}}

# The sign before the decimals of a number that is typed or shown: "." or ",".
decimal: "."

photos:
  inbox: inbox              # the folder in this workspace where phones drop photos; QCHECK_INBOX names another one
  longest: 2000             # pixels of the longer side of the copy that is kept
  originals: false          # true: keeps the file itself, with the place and all else the camera wrote into it

# The trade's own words, as reports show them, such as {{client: guest, punch item: snag}}; some are commands too.
terminology: {{}}

# Keys of the walk that are to be others, such as {{pass: y}}; in qcheck walk, ? shows what there is.
keys: {{}}

# Severities of rules (info, warn, block, off), such as {{handover-undated: block}}; see qcheck rules.
rules: {{}}
"""


def found(root: Path, home: Path, founding: Founding) -> str:
    """Makes a workspace in a folder and remembers its first person as this machine's user; gives their short name.

    Raises `Refused` where there is one already, or for a time zone that does not exist.
    """
    if not zones.exists(founding.zone):
        raise Refused(f"{founding.zone} is not a time zone.", "Use a name such as Europe/Berlin or UTC.")
    from qcheck.core.schemas import schemas  # 25 ms for the readers of YAML, only for a new workspace

    person = short_name(founding.name)
    company = f"company: {_quoted(founding.company)}\n" if founding.company.strip() else ""
    quoted = {"company": company, "name": _quoted(founding.name), "zone": founding.zone}
    workspace.make(root, SETTINGS.format(id=person, **quoted), schemas())
    Installation(home).set_user(root, person)
    return person


def short_name(name: str) -> str:
    """The name to type for a person: the first of their names, in lower case, letters only."""
    letters = "".join(c for c in (name.split() or [""])[0].casefold() if c.isalpha())
    return letters or "lead"


def _quoted(text: str) -> str:
    """A text as YAML: JSON strings are YAML strings."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)
