"""What a password must be: two usual profiles, judged without looking anything up."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from planner.domain.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LONGEST = 256
CLASSES_WANTED = 3
LEFT_OVER = 8
"""So many characters must remain of a password when words of the house are taken out."""
SHORTEST_WORD = 4
HOUSE_WORDS = (
    *("plenum", "planner", "zhengxie", "cppcc", "huiwu", "huiwutai", "mishuchu", "bangongting"),
    *("weiyuan", "zhuxi", "mishuzhang", "password", "passw0rd", "mima", "qwerty", "admin"),
    *("政协", "会务台", "秘书处", "办公厅", "委员", "主席", "密码"),
)


class PasswordProfile(StrEnum):
    """By which rules passwords are judged."""

    ASVS = "asvs"
    """OWASP ASVS 5.0: long, unknown to guessers, of any characters, without an end."""
    DJBH = "djbh"
    """等保 2.0 三级 as it is usually audited: classes, a history, an end, a first change."""


@dataclass(frozen=True, slots=True)
class PasswordPolicy:
    """The rules of an installation."""

    profile: PasswordProfile = PasswordProfile.ASVS
    least: int = 0
    """A length that the installation asks for beyond that of its profile."""
    days: int = 90
    """How long a password is good for; only 等保 asks for it."""
    history: int = 5
    """How many former passwords may not come back; only 等保 asks for it."""

    @property
    def shortest(self) -> int:
        """Return the least length: ASVS asks for 8 and recommends more, we ask for 12."""
        return max(self.least, 12 if self.profile is PasswordProfile.ASVS else 8)

    @property
    def expires(self) -> bool:
        """Tell whether passwords come to an end."""
        return self.profile is PasswordProfile.DJBH

    @property
    def remembered(self) -> int:
        """Return how many former passwords are refused."""
        return self.history if self.profile is PasswordProfile.DJBH else 0


def spell_password(typed: str) -> str:
    """Return a password in one spelling, however the keyboard composed its characters."""
    return unicodedata.normalize("NFKC", typed)


def judge_password(policy: PasswordPolicy, password: str, words: Iterable[str]) -> list[Wording]:
    """Return why a password will not do; ``words`` are names of its person and house."""
    return list(find_faults(policy, password, words))


def find_faults(policy: PasswordPolicy, password: str, words: Iterable[str]) -> Iterator[Wording]:
    """Yield what is wrong with a password."""
    if len(password) < policy.shortest:
        yield Wording(
            f"密码至少 {policy.shortest} 个字符。",
            f"Use at least {policy.shortest} characters.",
        )
    if len(password) > LONGEST:
        yield Wording(f"密码至多 {LONGEST} 个字符。", f"Use at most {LONGEST} characters.")
    if policy.profile is PasswordProfile.DJBH and count_classes(password) < CLASSES_WANTED:
        yield Wording(
            "大写字母、小写字母、数字、符号四类中至少用三类。",
            "Use three of these four: capitals, small letters, digits, signs.",
        )
    if len(leave_out(password, words)) < min(LEFT_OVER, policy.shortest - SHORTEST_WORD):
        yield Wording(
            "密码主要由单位、姓名、账号等词或重复字符组成，容易猜中。",
            "It is made mostly of the names of the house or its people, or of repetitions.",
        )


def count_classes(password: str) -> int:
    """Return of how many of the four classes a password has characters."""
    tests = (
        str.isupper,
        str.islower,
        str.isdecimal,
        lambda each: not (each.isupper() or each.islower() or each.isdecimal()),
    )
    return sum(any(test(each) for each in password) for test in tests)


def leave_out(password: str, words: Iterable[str]) -> str:
    """Return what is left of a password without words of the house and without repetitions."""
    left = password.casefold()
    for word in sorted({*HOUSE_WORDS, *words}, key=len, reverse=True):
        folded = spell_password(word).casefold().strip()
        if len(folded) >= (SHORTEST_WORD if folded.isascii() else 2):
            left = left.replace(folded, "")
    return "".join(sorted(set(left)) if len(set(left)) <= SHORTEST_WORD else left)
