"""The JSON Schemas that editors and scripts use, made from the shapes and views themselves."""

import json
from typing import Any

import msgspec

from qcheck.core.compound import Fields
from qcheck.core.parse import CHECKLIST
from qcheck.core.planfile import PLAN
from qcheck.core.punchfile import PUNCH
from qcheck.core.settings import shape
from qcheck.model.view import CheckReport

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, bytes]:
    """Every schema by name: checklist, workspace, plan and punch for editors, check for scripts that read its JSON."""
    made = {
        "checklist": _editor("Checklist", CHECKLIST),
        "workspace": _editor("qcheck.yaml", shape(lambda _: True)),
        "plan": _editor("Plan", PLAN),
        "punch": _editor("Punch list", PUNCH),
        "check": {
            "$schema": DIALECT,
            "title": "qcheck check --output json",
            **msgspec.json.schema(CheckReport),
        },
    }
    return {name: (json.dumps(schema, indent=2, ensure_ascii=False) + "\n").encode() for name, schema in made.items()}


def _editor(title: str, fields: Fields) -> dict[str, Any]:
    return {"$schema": DIALECT, "title": title, **fields.schema()}
