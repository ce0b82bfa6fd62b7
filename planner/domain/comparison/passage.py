"""Where two versions of a text first differ, sentence by sentence, shown briefly."""

from __future__ import annotations

import re
from itertools import count

from planner.domain.enumeration import quote
from planner.domain.wording import Wording

SENTENCE = re.compile(r"[^。！？；\n]+[。！？；]*|[。！？；]+")
SHOWN = 40
"""So much of a sentence is shown."""
LEAD = 12
"""So much of it stands before the first difference."""


def tell_passage(old: str, new: str) -> Wording:
    """Return 由“…”改为“…” for the first sentence that differs; nothing where only space does."""
    olds, news = (_split(text) for text in (old, new))
    at = next(at for at in count() if at >= len(olds) or at >= len(news) or olds[at] != news[at])
    was, now = olds[at:], news[at:]
    if not was and not now:
        return Wording("", "")
    is_more = max(len(was), len(now)) > 1 and was[1:] != now[1:]
    if not was or (len(now) > 1 and was[0] == now[1]):
        added = quote(_clip(now[0], 0))
        return _head(Wording(f"增加{added}", f"{added} added"), is_more=was != now[1:])
    if not now or (len(was) > 1 and was[1] == now[0]):
        gone = quote(_clip(was[0], 0))
        return _head(Wording(f"删去{gone}", f"{gone} removed"), is_more=was[1:] != now)
    same = next(
        (place for place, (a, b) in enumerate(zip(was[0], now[0], strict=False)) if a != b),
        min(len(was[0]), len(now[0])),
    )
    before, after = (quote(_clip(each[0], same)) for each in (was, now))
    return _head(Wording(f"由{before}改为{after}", f"from {before} to {after}"), is_more=is_more)


def _head(words: Wording, *, is_more: bool) -> Wording:
    return Wording(f"首处{words.zh}", f"first {words.en}") if is_more else words


def _split(text: str) -> list[str]:
    found = (" ".join(each.split()) for each in SENTENCE.findall(text))
    return [each for each in found if each]


def _clip(sentence: str, place: int) -> str:
    """Return the part of a sentence about a place in it."""
    if len(sentence) <= SHOWN:
        return sentence
    start = max(0, min(place - LEAD, len(sentence) - SHOWN))
    end = start + SHOWN
    head, tail = ("…" if start else ""), ("…" if end < len(sentence) else "")
    return f"{head}{sentence[start:end]}{tail}"
