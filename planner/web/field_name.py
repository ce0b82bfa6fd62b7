"""How histories name a field and say its value."""

from __future__ import annotations

import json

from planner.planfile.form import load_forms
from planner.services.section_table import TERMS
from planner.web.language import language
from planner.web.wording import label

UNTOLD = {"waivers": "已搁置的问题", "steps": "程序", "rostrum": "主席台", "position": "次序"}


def field_name(name: str, section: str) -> str:
    """Return what a field is called: the heading of the workbook's column, or its English name."""
    if language() == "en":
        return name.replace("_", " ")
    wanted = "" if section == "meeting" else section
    for form in load_forms():
        if form.section == wanted:
            for column in form.columns:
                if column.field == name:
                    return column.header
    return UNTOLD.get(name, name)


def spoken_value(section: str, name: str, value: object) -> str:
    """Return a field's value as people say it: 女 for female, 列席 for sitting_in."""
    terms = TERMS.get((section, name))
    if terms is not None and isinstance(value, str) and value in set(terms):
        return label(terms(value))
    return plain_value(value)


def plain_value(value: object) -> str:
    """Return a field's value as one line of text."""
    if value in (None, "", []):
        return "—"
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return "、".join(value)
    if isinstance(value, bool):
        return "✓" if value else "—"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)[:300]
