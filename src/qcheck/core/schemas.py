"""The JSON Schemas that editors and scripts use, made from the shapes and views themselves."""

import json
from typing import Any

import msgspec
from msgspec import Struct

from qcheck.core.compound import Fields
from qcheck.core.parse import CHECKLIST
from qcheck.core.planfile import PLAN
from qcheck.core.punchfile import PUNCH
from qcheck.core.settings import shape
from qcheck.model.auditview import AuditView
from qcheck.model.diffview import DiffView
from qcheck.model.nextview import NextView
from qcheck.model.punchpage import PunchListView
from qcheck.model.sheetview import BlankView, CardView, MissedView
from qcheck.model.view import CheckReport, HandoverView

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, bytes]:
    """Every schema by name: checklist, workspace, plan and punch for editors, the others for scripts."""
    made = {
        "checklist": _editor("Checklist", CHECKLIST),
        "workspace": _editor("qcheck.yaml", shape(lambda _: True)),
        "plan": _editor("Plan", PLAN),
        "punch": _editor("Punch list", PUNCH),
        "check": _script("qcheck check --output json", CheckReport),
        "next": _script("qcheck next --json", NextView),
        "audit": _script("qcheck audit --json", AuditView),
        "diff": _script("qcheck diff --json", DiffView),
        "handover": _script("qcheck report --data", HandoverView),
        "punch-list": _script("qcheck punch print --data", PunchListView),
        "sheet-missed": _script("qcheck sheet missed --data", MissedView),
        "sheet-card": _script("qcheck sheet card --data", CardView),
        "sheet-blank": _script("qcheck sheet blank --data", BlankView),
    }
    return {name: (json.dumps(schema, indent=2, ensure_ascii=False) + "\n").encode() for name, schema in made.items()}


def _script(title: str, view: type[Struct]) -> dict[str, Any]:
    return {"$schema": DIALECT, "title": title, **msgspec.json.schema(view)}


def _editor(title: str, fields: Fields) -> dict[str, Any]:
    return {"$schema": DIALECT, "title": title, **fields.schema()}
