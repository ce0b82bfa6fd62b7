"""Plan files: a plan as YAML and as a workbook, a venue as JSON, workbook and SVG; with places.

Reads files from people, so everything here is hostile until checked. Knows the plan's values and
nothing of tables, papers or the web. Every fault has a place.
"""

from __future__ import annotations

from planner.planfile.fault import Fault, Place, PlanFileError
from planner.planfile.reader import read_plan
from planner.planfile.schema import json_schema
from planner.planfile.workbook_writer import write_workbook, write_workbook_template
from planner.planfile.yaml_writer import write_yaml

__all__ = [
    "Fault",
    "Place",
    "PlanFileError",
    "json_schema",
    "read_plan",
    "write_workbook",
    "write_workbook_template",
    "write_yaml",
]
