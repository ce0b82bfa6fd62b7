"""Writing a plan as one readable YAML file."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from planner.planfile.conversion import to_data

if TYPE_CHECKING:
    from collections.abc import Iterator

    from planner.domain.plan import Plan

HEAD = "# yaml-language-server: $schema=plan.schema.json\n"
SHORT_LINE = 110
PLAIN = re.compile(
    r"(?![\s\-?:,\[\]{}#&*!|>'\"%@`=~<+.]|\d+(?:[.:_]|$)|(?:null|true|false|yes|no|on|off|[yn])$)"
    r"(?:[^\n:#,\[\]{}\"'&*!|>%@`\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff](?!\s*$))*"
    r"[^\s:#,\[\]{}\"'&*!|>%@`\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff]",
    re.IGNORECASE,
)
BLOCK = re.compile(r"[^\s][^\n]*(?:\n(?:[^\s\n][^\n]*)?)*[^\s]")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def write_yaml(plan: Plan) -> str:
    """Return a plan as YAML text; what equals its default is left out."""
    parts = [HEAD]
    for name, value in to_data(plan).items():
        if isinstance(value, list):
            parts.append("\n")
        parts.extend(f"{line}\n" for line in _spell_field(name, value, ""))
    return "".join(parts)


def _spell_field(name: str, value: Any, indent: str) -> Iterator[str]:  # noqa: ANN401  plain data
    if isinstance(value, dict) and value and not (flow := _spell_flow(value)):
        yield f"{indent}{name}:"
        yield from _spell_mapping(value, f"{indent}  ")
    elif isinstance(value, list) and value and not (flow := _spell_flow(value)):
        yield f"{indent}{name}:"
        for item in value:
            yield from _spell_item(item, indent)
    elif isinstance(value, str) and "\n" in value and _fits_block(value):
        yield f"{indent}{name}: |-"
        yield from (f"{indent}  {line}" if line else "" for line in value.split("\n"))
    else:
        shown = flow if isinstance(value, dict | list) and value else _spell_scalar(value)
        yield f"{indent}{name}: {shown}"


def _spell_mapping(value: dict[str, Any], indent: str) -> Iterator[str]:
    for name, held in value.items():
        yield from _spell_field(name, held, indent)


def _spell_item(item: Any, indent: str) -> Iterator[str]:  # noqa: ANN401  plain data
    if isinstance(item, dict) and item and not (flow := _spell_flow(item)):
        lines = list(_spell_mapping(item, f"{indent}  "))
        yield f"{indent}- {lines[0].lstrip()}"
        yield from lines[1:]
    else:
        yield f"{indent}- {flow if isinstance(item, dict) and item else _spell_scalar(item)}"


def _spell_flow(value: dict[str, Any] | list[Any]) -> str:
    """Return a mapping or a list on one line, or nothing where it is too long or too deep."""
    if isinstance(value, list):
        text = f"[{', '.join(map(_spell_scalar, value))}]"
        held = value
    else:
        text = f"{{{', '.join(f'{name}: {_spell_inner(each)}' for name, each in value.items())}}}"
        held = [part for each in value.values() for part in _parts_of(each)]
    is_deep = any(isinstance(each, list | dict) for each in held)
    has_lines = any(isinstance(each, str) and "\n" in each for each in held)
    return "" if is_deep or has_lines or len(text) > SHORT_LINE else text


def _parts_of(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _spell_inner(value: object) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_spell_scalar, value))}]"
    return _spell_scalar(value)


def _spell_scalar(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return "[]" if value == [] else "{}" if value == {} else str(value)
    if DAY.fullmatch(value) or PLAIN.fullmatch(value):
        return value
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\x7f")


def _fits_block(text: str) -> bool:
    return bool(BLOCK.fullmatch(text)) and not re.search(
        r"[ \t\u3000]\n|[^\n\x20-\x7e\xa1-\U0010ffff]", text
    )
