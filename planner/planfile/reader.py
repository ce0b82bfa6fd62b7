"""Reading a plan file of either kind, by the ending of its name; nothing too large is loaded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from planner.domain.wording import Wording
from planner.planfile.fault import refuse_file
from planner.planfile.workbook_reader import read_workbook
from planner.planfile.yaml_reader import read_yaml

if TYPE_CHECKING:
    from planner.domain.plan import Plan

LARGEST_BYTES = 16 * 1024 * 1024
TOO_LARGE = Wording("文件超过 16 MB", "the file is larger than 16 MB")
READERS = {".yaml": read_yaml, ".yml": read_yaml, ".xlsx": read_workbook}
OTHER_KINDS = {
    ".xlsm": Wording(
        "带宏的工作簿不能导入；请另存为不带宏的 .xlsx",
        "workbooks with macros are refused; save it as .xlsx",
    ),
    ".xls": Wording("这是旧版 Excel 格式；请另存为 .xlsx", "an old Excel format; save it as .xlsx"),
    ".et": Wording("这是 WPS 格式；请另存为 .xlsx", "a WPS format; save it as .xlsx"),
}
ENDINGS = Wording("方案文件应为 .yaml 或 .xlsx", "a plan file ends in .yaml or .xlsx")


def read_plan(source: Path | bytes, name: str = "") -> Plan:
    """Return the plan in a file or in bytes, or raise PlanFileError with every fault."""
    name = name or (source.name if isinstance(source, Path) else "")
    ending = Path(name).suffix.lower()
    if ending not in READERS:
        raise refuse_file(name, OTHER_KINDS.get(ending, ENDINGS), ending)
    raw = _load(source) if isinstance(source, Path) else source
    if len(raw) > LARGEST_BYTES:
        raise refuse_file(name, TOO_LARGE)
    return READERS[ending](raw, name)


def _load(path: Path) -> bytes:
    """Return a file's bytes, one more than allowed at most."""
    with path.open("rb") as stream:
        return stream.read(LARGEST_BYTES + 1)
