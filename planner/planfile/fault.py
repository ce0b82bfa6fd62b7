"""What is wrong with a plan file, and where: every fault, not only the first."""

from __future__ import annotations

from dataclasses import dataclass

from planner.domain.error import PlannerError
from planner.domain.wording import Wording

LONGEST_FOUND = 80


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file: line and column (from 1) of YAML, sheet and cell of a workbook."""

    file: str
    line: int = 0
    column: int = 0
    sheet: str = ""
    cell: str = ""
    path: str = ""
    """Where it stands in the plan, e.g. ``sittings[3].held_on``, or the column's header."""

    @property
    def wording(self) -> Wording:
        """Return the place in words."""
        path_zh = f"（{self.path}）" if self.path else ""
        path_en = f" ({self.path})" if self.path else ""
        if self.sheet:
            cell = f" {self.cell}" if self.cell else ""
            return Wording(
                f"{self.file}，“{self.sheet}”表{cell}{path_zh}",
                f"{self.file}, sheet “{self.sheet}”{cell}{path_en}",
            )
        if self.line:
            return Wording(
                f"{self.file}，第 {self.line} 行{path_zh}",
                f"{self.file}, line {self.line}{path_en}",
            )
        return Wording(self.file, self.file)


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: the place, what was found there, what is expected."""

    place: Place
    found: str
    expected: Wording

    @property
    def wording(self) -> Wording:
        """Return the whole fault as one sentence."""
        place = self.place.wording
        found_zh = f"现为“{self.found}”；" if self.found else ""
        found_en = f"found “{self.found}”; " if self.found else ""
        return Wording(
            f"{place.zh}：{found_zh}{self.expected.zh}", f"{place.en}: {found_en}{self.expected.en}"
        )


class PlanFileError(PlannerError):
    """A plan file cannot be used; ``faults`` says why, all of it."""

    def __init__(self, file: str, faults: tuple[Fault, ...]) -> None:
        count = len(faults)
        plural = "fault" if count == 1 else "faults"
        super().__init__(
            Wording(
                f"{file} 有 {count} 处错误，没有导入任何内容",
                f"{file} has {count} {plural}; nothing was imported",
            )
        )
        self.file = file
        self.faults = faults


class UnreadableError(ValueError):
    """A value that does not mean what its field needs; ``wording`` says what is expected.

    ``spoken`` says it without the code words of plan files, for those who fill in pages.
    """

    def __init__(self, wording: Wording, spoken: Wording | None = None) -> None:
        super().__init__(wording.en)
        self.wording = wording
        self.spoken = spoken or wording


def refuse_file(file: str, expected: Wording, found: str = "") -> PlanFileError:
    """Return the error for a file that cannot be used as a whole."""
    return PlanFileError(file, (Fault(Place(file), found, expected),))


def shorten_found(value: object) -> str:
    """Return what was found, short enough for a sentence and on one line."""
    text = " ".join(str(value)[: 4 * LONGEST_FOUND].split())
    return text if len(text) <= LONGEST_FOUND else text[: LONGEST_FOUND - 1] + "…"
