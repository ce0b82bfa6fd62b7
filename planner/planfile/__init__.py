"""Plan files: a plan as YAML and as a workbook; every fault has a place.

Reads files from people, so everything here is hostile until checked. Knows the plan's values and
nothing of tables, papers or the web.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from planner.domain.wording import Wording
from planner.planfile.fault import Fault, Place, PlanFileError
from planner.planfile.schema import json_schema
from planner.planfile.yaml_reader import LARGEST_BYTES, read_yaml
from planner.planfile.yaml_writer import write_yaml

if TYPE_CHECKING:
    from planner.domain.plan import Plan

__all__ = [
    "Fault",
    "Place",
    "PlanFileError",
    "json_schema",
    "read_plan",
    "write_yaml",
]


def read_plan(source: Path | bytes, name: str = "") -> Plan:
    """Return the plan in a file or in bytes; the name's ending says what it is."""
    name = name or (source.name if isinstance(source, Path) else "")
    if isinstance(source, Path) and source.stat().st_size > LARGEST_BYTES:
        too_large = Wording("文件超过 16 MB", "the file is larger than 16 MB")
        raise PlanFileError(name, (Fault(Place(name), "", too_large),))
    raw = source.read_bytes() if isinstance(source, Path) else source
    ending = Path(name).suffix.lower()
    if ending in {".yaml", ".yml"}:
        return read_yaml(raw, name)
    expected = Wording("方案文件应为 .yaml 或 .xlsx", "a plan file ends in .yaml or .xlsx")
    raise PlanFileError(name, (Fault(Place(name), ending, expected),))
