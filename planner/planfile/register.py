"""The keys and names of a plan file, so that references can be looked up while it is checked."""

from __future__ import annotations

import difflib
from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from planner.domain.person_name import split_name
from planner.domain.wording import Wording
from planner.planfile.fault import UnreadableError
from planner.planfile.moment import read_day
from planner.planfile.text import SEPARATORS, clean_key, clean_line, clean_name, fold_name

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

Path = tuple[str | int, ...]
SIMILAR = 0.5
"""王方 and 王芳 share one character of two."""
MOST_COMPARED = 4_000
MOST_HINTS = 20
"""Looking for similar names takes time: a file that is wrong throughout gets no more of it."""


class PathFault(NamedTuple):
    """A fault at a path of the data: what was found, what is expected."""

    path: Path
    found: str
    expected: Wording


class Section(NamedTuple):
    """A list of the plan whose members have keys."""

    name: str
    noun: Wording
    prefix: str = ""
    """Members without a key are numbered with it; where empty, their name is their key."""


SECTIONS = (
    Section("people", Wording("人员", "person")),
    Section("groups", Wording("小组", "group")),
    Section("departments", Wording("处室", "department")),
    Section("workstreams", Wording("工作组", "workstream")),
    Section("sittings", Wording("会次", "sitting"), "S"),
    Section("agenda", Wording("议题", "agenda item"), "A"),
    Section("tasks", Wording("任务", "task"), "T"),
    Section("texts", Wording("文稿", "text")),
)


class Shelf:
    """The members of one section by key and by name."""

    def __init__(self, section: Section) -> None:
        self.section = section
        self.names: dict[str, str] = {}
        self._by_spelling: tuple[dict[str, list[str]], ...] = tuple(
            defaultdict(list) for _ in range(3)
        )
        self._details: dict[str, str] = {}
        self._hints = 0

    def add(self, key: str, name: str, detail: str = "") -> None:
        """Put a member on the shelf."""
        self.names[key], self._details[key] = name, detail or name
        spellings = (fold_name(key), fold_name(name), split_name(name).proper.casefold())
        for index, spelling in zip(self._by_spelling, spellings, strict=True):
            index[spelling].append(key)

    def find(self, written: str) -> str:
        """Return the key that a key or an unambiguous name means; nothing stays nothing."""
        if not written or written in self.names:
            return written
        for index in self._by_spelling:
            found = index.get(fold_name(written), [])
            if len(found) == 1:
                return found[0]
            if found:
                raise self._ambiguous(found)
        raise self._unknown(written)

    def has(self, written: str) -> bool:
        """Tell whether something written names a member, perhaps several."""
        spelling = fold_name(written)
        return written in self.names or any(spelling in index for index in self._by_spelling)

    def _ambiguous(self, found: list[str]) -> UnreadableError:
        noun, listed = self.section.noun, [f"{key}（{self._details[key]}）" for key in found]
        return UnreadableError(
            Wording(
                f"有 {len(found)} 个同名的{noun.zh}，请写编号：{'、'.join(listed)}",
                f"{len(found)} of this name ({noun.en}), write the key: {', '.join(listed)}",
            )
        )

    def _unknown(self, written: str) -> UnreadableError:
        noun, near = self.section.noun, self._similar(written)
        hint = f"；是否为：{'、'.join(near)}" if near else ""
        hint_en = f"; perhaps: {', '.join(near)}" if near else ""
        return UnreadableError(
            Wording(f"没有这个{noun.zh}{hint}", f"there is no such {noun.en}{hint_en}")
        )

    def _similar(self, written: str) -> list[str]:
        self._hints += 1
        if self._hints > MOST_HINTS:
            return []
        pairs = islice(self.names.items(), MOST_COMPARED)
        known = dict.fromkeys(each for pair in pairs for each in pair)
        return difflib.get_close_matches(written[:40], known, n=3, cutoff=SIMILAR)


class Register:
    """All shelves of a file, and the day that dates without a year are near to."""

    def __init__(self, data: object, *, is_lenient: bool = False) -> None:
        self.is_lenient = is_lenient
        """Whether references may point to what is not there: so do drafts under way."""
        self.faults: list[PathFault] = []
        facts = data if isinstance(data, dict) else {}
        self.shelves: dict[str, Shelf] = {section.name: Shelf(section) for section in SECTIONS}
        for section in SECTIONS:
            self._fill(section, facts.get(section.name))
        self.groups: dict[str, set[str]] = {
            kind: _list_values(facts.get("people"), kind) for kind in ("group", "sector")
        }
        self.near = _find_opening(facts)

    def find(self, section: str, written: str) -> str:
        """Return the key that is meant in a section."""
        try:
            return self.shelves[section].find(written)
        except UnreadableError:
            if self.is_lenient:
                return written
            raise

    def _fill(self, section: Section, members: object) -> None:
        """Put the members of a section on their shelf; those without a key are given one."""
        shelf = self.shelves[section.name]
        rows = [
            (at, member)
            for at, member in enumerate(members if isinstance(members, list) else ())
            if isinstance(member, dict)
        ]
        given = {_said(member, "key") for _, member in rows} - {""}
        for at, member in rows:
            name = _said(member, "name") or _said(member, "title")
            key = _said(member, "key") or _derive_key(section, name, at, given)
            if not key:
                continue
            member["key"] = key
            if key in shelf.names:
                self.faults.append(PathFault((section.name, at, "key"), key, REPEATED))
            else:
                shelf.add(key, name, _said(member, "post") or _said(member, "unit"))


CLEANERS = {"key": clean_key, "name": clean_name}
REPEATED = Wording(
    "编号重复；请改为不同的编号（同名者须各填编号）",
    "this key is there twice; give each its own (people of one name need keys)",
)


class LazyShelves(dict[str, Shelf]):
    """Shelves that are filled when somebody first looks at them."""

    def __init__(self, fill: Callable[[str], Shelf]) -> None:
        super().__init__()
        self._filler = fill

    def __missing__(self, name: str) -> Shelf:
        self[name] = self._filler(name)
        return self[name]

    def __contains__(self, name: object) -> bool:
        return any(section.name == name for section in SECTIONS)


class LazyRegister(Register):
    """The register of a draft: its parts are read only where a value refers to them.

    ``facts`` are the meeting's own, ``members`` returns those of a section, each with its key.
    """

    def __init__(
        self, facts: dict[str, Any], members: Callable[[str], list[dict[str, Any]]]
    ) -> None:
        super().__init__(facts)
        self._members = members
        self.shelves = LazyShelves(self._fill_one)
        self.groups = LazyGroups(members)

    def _fill_one(self, name: str) -> Shelf:
        whole = Register({name: self._members(name)})
        return whole.shelves[name]


class LazyGroups(dict[str, set[str]]):
    """Groups and sectors of the people, gathered when somebody first asks."""

    def __init__(self, members: Callable[[str], list[dict[str, Any]]]) -> None:
        super().__init__()
        self._members = members

    def __missing__(self, kind: str) -> set[str]:
        self[kind] = _list_values(self._members("people"), kind)
        return self[kind]


class WrittenRegister(Register):
    """The register of what was checked before: references are keys, and nothing is looked up."""

    def find(self, section: str, written: str) -> str:
        """Return the key that is written."""
        del section
        return written


def _derive_key(section: Section, name: str, at: int, given: set[str]) -> str:
    if not section.prefix:
        return "".join(each for each in name if each not in f"{SEPARATORS}+＋")
    number = at + 1
    while f"{section.prefix}{number:02d}" in given:
        number += 100
    given.add(f"{section.prefix}{number:02d}")
    return f"{section.prefix}{number:02d}"


def _said(member: dict[Any, Any], field: str) -> str:
    value = member.get(field)
    clean = CLEANERS.get(field, clean_line)
    try:
        return clean(value) if isinstance(value, str) else ""
    except UnreadableError:
        return ""


def _list_values(people: object, field: str) -> set[str]:
    members = people if isinstance(people, list) else ()
    return {_said(each, field) for each in members if isinstance(each, dict)} - {""}


def _find_opening(facts: dict[Any, Any]) -> date | None:
    for field in ("opens_on", "reports_on", "closes_on"):
        try:
            return read_day(str(facts.get(field) or ""))
        except UnreadableError:
            continue
    return None
