"""Writing a plan as one readable YAML file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from planner.planfile.conversion import to_data

if TYPE_CHECKING:
    from planner.domain.plan import Plan

HEAD = "# yaml-language-server: $schema=plan.schema.json\n"
SHORT_LINE = 96
SHORT_FIELDS = 12


class _Dumper(yaml.CSafeDumper):
    """Small mappings and lists of words on one line, texts as blocks."""


def _represent_text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text and not _is_unfit_for_block(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _is_unfit_for_block(text: str) -> bool:
    return any(line != line.rstrip() for line in text.split("\n")) or text[:1].isspace()


def _is_short(value: Any) -> bool:  # noqa: ANN401  plain data of any shape
    items = [*value, *value.values()] if isinstance(value, dict) else list(value)
    if any(isinstance(each, dict | list) for each in items) or len(items) > 2 * SHORT_FIELDS:
        return False
    return (
        "\n" not in "".join(map(str, items)) and sum(len(str(each)) for each in items) < SHORT_LINE
    )


def _represent_dict(dumper: _Dumper, data: dict[str, Any]) -> yaml.MappingNode:
    flow = _is_short(data)
    return dumper.represent_mapping("tag:yaml.org,2002:map", data.items(), flow_style=flow)


def _represent_list(dumper: _Dumper, data: list[Any]) -> yaml.SequenceNode:
    flow = _is_short(data)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=flow)


_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(dict, _represent_dict)
_Dumper.add_representer(list, _represent_list)


def write_yaml(plan: Plan) -> str:
    """Return a plan as YAML text; what equals its default is left out."""
    data = to_data(plan)
    parts = [HEAD]
    for name, value in data.items():
        if isinstance(value, list):
            parts.append("\n")
        text = yaml.dump(
            {name: value},
            Dumper=_Dumper,
            allow_unicode=True,
            sort_keys=False,
            width=120,
            default_flow_style=False,
        )
        parts.append(text if not text.startswith("{") else f"{text.strip()[1:-1]}\n")
    return "".join(parts)
