"""Whole numbers in Chinese, as the names of terms and sessions write them: 第十三届第四次."""

from __future__ import annotations

from planner.domain.error import InvalidRequestError
from planner.domain.wording import Wording

DIGITS = "零一二三四五六七八九"
UNITS = {"十": 10, "百": 100}
LARGEST = 999


def spell_number(number: int) -> str:
    """Return a number from 0 to 999 in Chinese: 13 is 十三, 20 二十, 105 一百零五."""
    if not 0 <= number <= LARGEST:
        raise _not_a_number(str(number))
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return _spell_below_hundred(rest)
    words = f"{DIGITS[hundreds]}百"
    if not rest:
        return words
    tens, ones = divmod(rest, 10)
    if not tens:
        return f"{words}零{DIGITS[ones]}"
    return f"{words}{DIGITS[tens]}十{DIGITS[ones] if ones else ''}"


def read_number(words: str) -> int:
    """Return the number that Chinese words or digits say: the other way of ``spell_number``."""
    if words.isdecimal() and int(words) <= LARGEST:
        return int(words)
    total, digit = 0, None
    for character in words:
        if character in UNITS:
            total += (1 if digit is None else digit) * UNITS[character]
            digit = None
        elif character in DIGITS:
            digit = DIGITS.index(character)
        else:
            raise _not_a_number(words)
    total += digit or 0
    if total > LARGEST or spell_number(total) != words:
        raise _not_a_number(words)
    return total


def _spell_below_hundred(number: int) -> str:
    tens, ones = divmod(number, 10)
    if not tens:
        return DIGITS[ones]
    return f"{DIGITS[tens] if tens > 1 else ''}十{DIGITS[ones] if ones else ''}"


def _not_a_number(found: str) -> InvalidRequestError:
    return InvalidRequestError(
        Wording(f"“{found}”不是 0 至 {LARGEST} 的数", f"“{found}” is not a number up to {LARGEST}")
    )
