"""The structure of a document: the tree that readers for the blind walk through."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of painted content: the page it is on, and its number there."""

    page: int
    number: int


@dataclass(slots=True, eq=False)
class Element:
    """One node of the tree: a standard structure type with elements or marks below it."""

    tag: str
    kids: list[Element | Mark] = field(default_factory=list)
    attributes: str = ""
    """A PDF attribute dictionary, such as ``<</O /Table /Scope /Column>>``."""
    alternative: str = ""
    """Words that stand for a drawing."""

    def add(self, tag: str, attributes: str = "", alternative: str = "") -> Element:
        """Return a new element at the end of this one."""
        child = Element(tag, attributes=attributes, alternative=alternative)
        self.kids.append(child)
        return child


COLUMN_HEAD = "<</O /Table /Scope /Column>>"


def row_head(rows: int = 1) -> str:
    """Return the attributes of a cell that heads so many rows."""
    span = f" /RowSpan {rows}" if rows > 1 else ""
    return f"<</O /Table /Scope /Row{span}>>"
