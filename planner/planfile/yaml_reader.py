"""Reading a plan from YAML: all faults, each with its line."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from planner.domain.wording import Wording
from planner.planfile.fault import Fault, Place, PlanFileError, shorten_found
from planner.planfile.validation import check_data
from planner.planfile.yaml_node import read_tree

if TYPE_CHECKING:
    from planner.domain.plan import Plan


def read_yaml(raw: bytes, file: str) -> Plan:
    """Return the plan in YAML bytes, or raise PlanFileError with every fault."""
    tree = read_tree(decode_text(raw, file), file)
    if tree.data is None:
        raise PlanFileError(
            file, (Fault(Place(file), "", Wording("文件是空的", "the file is empty")),)
        )
    plan, missing = check_data(tree.data)
    faults = tree.faults + [
        Fault(tree.place(each.path), shorten_found(each.found), each.expected) for each in missing
    ]
    if plan is None or faults:
        raise PlanFileError(
            file, tuple(sorted(faults, key=lambda each: (each.place.line, each.place.column)))
        )
    return plan


def decode_text(raw: bytes, file: str) -> str:
    """Return the text of a file in UTF-8 or UTF-16; another encoding is a fault that names it."""
    encoding = "utf-8-sig"
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        _refuse(
            file,
            Wording(
                "不是 UTF-8 编码（可能是 GBK）；请另存为 UTF-8 后重试",
                "not UTF-8 (perhaps GBK); save it as UTF-8 and try again",
            ),
        )
    return ""


def _refuse(file: str, expected: Wording) -> None:
    raise PlanFileError(file, (Fault(Place(file), "", expected),))
