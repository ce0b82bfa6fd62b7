"""Who answers for what (rules §5): the chain, the lists, the letter, the coverage and the load.

Pure functions of a plan (and its timeline); words for papers are chosen by those who print them.
"""

from planner.domain.responsibility.chain import Chain, ChainLink, ChainRole, chain_of, chains_of
from planner.domain.responsibility.clash import SittingClash, find_clashes
from planner.domain.responsibility.coverage import CoverageCell, CoverageMatrix, coverage
from planner.domain.responsibility.duty import LeaderDuties, duties_of
from planner.domain.responsibility.letter import (
    ResponsibilityLetter,
    list_letters,
    write_letter,
)
from planner.domain.responsibility.load import LoadLimit, WeekLoad, load
from planner.domain.responsibility.workstream import (
    ResponsibilityList,
    list_responsibilities,
    tasks_by_owner,
)

__all__ = [
    "Chain",
    "ChainLink",
    "ChainRole",
    "CoverageCell",
    "CoverageMatrix",
    "LeaderDuties",
    "LoadLimit",
    "ResponsibilityLetter",
    "ResponsibilityList",
    "SittingClash",
    "WeekLoad",
    "chain_of",
    "chains_of",
    "coverage",
    "duties_of",
    "find_clashes",
    "list_letters",
    "list_responsibilities",
    "load",
    "tasks_by_owner",
    "write_letter",
]
