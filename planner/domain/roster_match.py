"""Who on a roster that comes in is whom: the same person, changed, new, or in doubt and why.

A name alone makes somebody known only where nothing speaks against it: one of that name on either
side, no other sex, no other unit together with another phone, and no other post. Another post is
another person until key or phone say otherwise. A telephone number that is somebody else's makes
any row a doubt.

One character off is a doubt where the two sound alike, or share unit, post or sector. Where the
rest of the row says neither yes nor no, as in a list of mere names, it is one for names of three
characters and more with the same surname, where nothing better was found, at most two people are so
near, and nobody else on the roster is surely they; 王建国 and 李建国 are two people, and so are
王伟 and 王芳. Among strangers one long name in twenty is near another by chance, and the more the
longer both lists are: where more than a quarter of a roster's rows are (and more than twenty), or
more than a hundred, none counts. Names are looked up by what is left of them without one character,
so a roster costs its length.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.domain.person_name import split_name
from planner.domain.pinyin import read_name
from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

SHORTEST_PHONE = 7
LONG_NAME = 3
"""Names of so many characters are seldom one character apart by chance."""
MOST_CANDIDATES = 6
MOST_NEAR = 2
"""Who is near more people than that by name alone is near them by chance."""
FEW_ROWS, MANY_ROWS, NEAR_SHARE = 20, 100, 0.25
"""More rows that are merely near somebody than these are chance, not slips."""


class MatchKind(StrEnum):
    """What a row of a roster is to the plan."""

    NEW = "new"
    KNOWN = "known"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class RosterLine:
    """What tells somebody on a roster from others; in the plan the key is his, else as written."""

    key: str
    name: str
    pinyin: str = ""
    unit: str = ""
    post: str = ""
    sector: str = ""
    contact: str = ""
    sex: str = ""
    number: str = ""
    """Where the row stands in its file."""

    @property
    def proper(self) -> str:
        """The name proper."""
        return split_name(self.name).proper

    @property
    def phone(self) -> str:
        """The digits of the telephone number, if it is one."""
        digits = "".join(filter(str.isdigit, self.contact))
        return digits if len(digits) >= SHORTEST_PHONE else ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody in the plan whom a row may mean, and why; without a key it is another row."""

    key: str
    why: Wording
    is_namesake: bool = False
    """Whether the row calls him by his name."""


@dataclass(frozen=True, slots=True)
class Match:
    """What one row is: ``key`` names the person where it is known."""

    kind: MatchKind
    key: str = ""
    candidates: tuple[Candidate, ...] = ()


SAME_KEY = Wording("编号相同，姓名不同", "the same key, another name")
SAME_NAME = Wording("同名", "the same name")
UNLIKE = Wording("同名，但性别、单位或电话不同", "the same name, but another sex, unit or phone")
OTHER_POST = Wording("同名，但职务不同", "the same name, but another post")
SAME_PHONE = Wording("电话相同，姓名不同", "the same telephone number, another name")
ONE_OFF = Wording("姓名只差一个字", "one character off")
SOUNDS_ALIKE = Wording("姓名同音，只差一个字", "one character off, sounds the same")


def match_roster(rows: Sequence[RosterLine], people: Iterable[RosterLine]) -> list[Match]:
    """Return what each row is, in order; nobody in the plan is matched surely by two rows."""
    known = _Known(people)
    named = Counter(row.proper for row in rows)
    sure: dict[int, str] = {}
    for at, row in enumerate(rows):
        if key := known.find_sure(row, is_single=named[row.proper] == 1):
            sure[at] = key
    counts = Counter(sure.values())
    sure = {at: key for at, key in sure.items() if counts[key] == 1}
    taken = set(sure.values())
    disputed = {at: known.find_disputed(rows[at], key, taken) for at, key in sure.items()}
    disputed = {at: each for at, each in disputed.items() if each}
    sure = {at: key for at, key in sure.items() if at not in disputed}
    open_rows = [(at, row) for at, row in enumerate(rows) if at not in sure]
    found = {at: disputed.get(at) or known.find_candidates(row, taken) for at, row in open_rows}
    near = {at: known.find_near(rows[at], taken) for at, each in found.items() if not each}
    near = {at: each for at, each in near.items() if each}
    if len(near) <= max(FEW_ROWS, min(len(rows) * NEAR_SHARE, MANY_ROWS)):
        found |= near
    alike: dict[str, list[RosterLine]] = defaultdict(list)
    for _, row in open_rows:
        if named[row.proper] > 1:
            alike[row.proper].append(row)
    return [
        Match(MatchKind.KNOWN, sure[at])
        if at in sure
        else _settle(known, found[at], row, alike[row.proper] if row.proper else [])
        for at, row in enumerate(rows)
    ]


def _settle(
    known: _Known, candidates: Mapping[str, Wording], row: RosterLine, alike: Sequence[RosterLine]
) -> Match:
    """Return a doubtful match, or a new person; a name that the file has twice is in doubt."""
    listed = [
        Candidate(key, why, known.by_key[key].proper == row.proper)
        for key, why in candidates.items()
    ][:MOST_CANDIDATES]
    others = [each for each in alike if each is not row]
    if others:
        listed.append(Candidate("", tell_twice(others)))
    return Match(MatchKind.DOUBTFUL if listed else MatchKind.NEW, candidates=tuple(listed))


def tell_twice(others: Sequence[RosterLine]) -> Wording:
    """Return that the file has other rows of a name, and where."""
    numbers = [each.number for each in others if each.number][:MOST_CANDIDATES]
    if not numbers:
        return Wording("文件中有同名的行", "the file has this name more than once")
    return Wording(
        f"与文件第 {'、'.join(numbers)} 行同名",
        f"the same name as row {', '.join(numbers)} of the file",
    )


def tell_phone(owner: RosterLine) -> Wording:
    """Return that a row has the name of one person and the telephone number of another."""
    return Wording(
        f"同名，但电话是{owner.name}（{owner.key}）的",
        f"the same name, but the telephone number of {owner.name} ({owner.key})",
    )


class _Known:
    """The people of the plan by everything that a row may name them by."""

    def __init__(self, people: Iterable[RosterLine]) -> None:
        self.by_key = {each.key: each for each in people}
        self.by_name: dict[str, list[RosterLine]] = defaultdict(list)
        self.by_phone: dict[str, list[RosterLine]] = defaultdict(list)
        self.by_mask: dict[str, list[RosterLine]] = defaultdict(list)
        for each in self.by_key.values():
            proper = each.proper
            self.by_name[proper].append(each)
            if each.phone:
                self.by_phone[each.phone].append(each)
            for mask in _masks(proper):
                self.by_mask[mask].append(each)

    def find_sure(self, row: RosterLine, *, is_single: bool) -> str:
        """Return the person whom a row surely means: key and name, or the name alone."""
        if row.key in self.by_key and self.by_key[row.key].proper == row.proper:
            return row.key
        same = self.by_name.get(row.proper, []) if row.proper else []
        if is_single and len(same) == 1 and _tell_unlike(row, same[0]) is None:
            return same[0].key
        alike = [each for each in same if _agrees(row, each)]
        return alike[0].key if len(alike) == 1 else ""

    def find_disputed(self, row: RosterLine, key: str, taken: set[str]) -> dict[str, Wording]:
        """Return whom else a row may mean that is surely somebody, but for another's phone."""
        if not row.phone or row.phone == self.by_key[key].phone:
            return {}
        owners = [each for each in self.by_phone.get(row.phone, []) if each.key != key]
        if not owners:
            return {}
        free = {each.key: SAME_PHONE for each in owners if each.key not in taken}
        return {key: tell_phone(owners[0])} | free

    def find_candidates(self, row: RosterLine, taken: set[str]) -> dict[str, Wording]:
        """Return whom a row may mean, those that another row means surely left out."""
        found: dict[str, Wording] = {}
        if row.key in self.by_key:
            found[row.key] = SAME_KEY
        for each in self.by_name.get(row.proper, []):
            found[each.key] = _tell_unlike(row, each) or SAME_NAME
        for each in self.by_phone.get(row.phone, []) if row.phone else []:
            found.setdefault(each.key, SAME_PHONE)
        for mask in _masks(row.proper):
            for each in self.by_mask.get(mask, []):
                why = _tell_one_off(row, each)
                if why is not None:
                    found.setdefault(each.key, why)
        return {key: why for key, why in found.items() if key not in taken}

    def find_near(self, row: RosterLine, taken: set[str]) -> dict[str, Wording]:
        """Return whom a row may mean by nothing but a name that is one character off."""
        near = {
            each.key: ONE_OFF
            for mask in _masks(row.proper)
            for each in self.by_mask.get(mask, [])
            if each.key not in taken and _is_near(row, each)
        }
        return near if len(near) <= MOST_NEAR else {}


def _masks(proper: str) -> list[str]:
    return [f"{proper[:at]}\N{WHITE SQUARE}{proper[at + 1 :]}" for at in range(len(proper))]


def _tell_one_off(row: RosterLine, person: RosterLine) -> Wording | None:
    """Return why two names may be one with a slip; people with nothing in common are two."""
    if row.proper == person.proper:
        return None
    sounds_alike = read_name(row.name, row.pinyin) == read_name(person.name, person.pinyin)
    if sounds_alike:
        return SOUNDS_ALIKE
    shared = [
        name
        for name in ("unit", "post", "sector")
        if getattr(row, name) and getattr(row, name) == getattr(person, name)
    ]
    is_surname = row.proper[:1] != person.proper[:1]
    is_likely = len(row.proper) >= LONG_NAME or not is_surname
    return ONE_OFF if shared and is_likely else None


def _is_near(row: RosterLine, person: RosterLine) -> bool:
    """Tell whether long names of one surname are one character apart, and nothing else differs."""
    if len(row.proper) < LONG_NAME or row.proper[:1] != person.proper[:1]:
        return False
    told = ("unit", "post", "sector", "sex", "phone")
    pairs = [(getattr(row, name), getattr(person, name)) for name in told]
    return all(not mine or not known or mine == known for mine, known in pairs)


def _tell_unlike(row: RosterLine, person: RosterLine) -> Wording | None:
    """Return why two of one name may be two people; None where nothing speaks for that."""
    if _contradicts(row, person):
        return UNLIKE
    is_reached = bool(row.phone) and row.phone == person.phone
    is_other = bool(row.post and person.post and row.post != person.post)
    return OTHER_POST if is_other and not is_reached else None


def _contradicts(row: RosterLine, person: RosterLine) -> bool:
    """Tell whether a row of the same name says another sex, or another unit and another phone."""
    if row.sex and person.sex and row.sex != person.sex:
        return True
    other_unit = bool(row.unit and person.unit and row.unit != person.unit)
    other_phone = bool(row.phone and person.phone and row.phone != person.phone)
    return other_unit and other_phone


def _agrees(row: RosterLine, person: RosterLine) -> bool:
    """Tell whether telephone or unit say that two of one name are one."""
    if _contradicts(row, person):
        return False
    if row.phone and person.phone:
        return row.phone == person.phone
    return bool(row.unit) and row.unit == person.unit and row.post == person.post
