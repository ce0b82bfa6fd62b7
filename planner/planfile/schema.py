"""The JSON Schema of plan files, published for editors that complete and check."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from planner.planfile.model import PlanPart

SCHEMA_FILE = Path(__file__).resolve().parent / "plan.schema.json"


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema of a plan file in YAML."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **PlanPart.model_json_schema(),
        "title": "Plenum meeting plan 会议方案",
    }


def spell_schema() -> str:
    """Return the schema as its published file has it."""
    return json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"
