"""Words for people, in the two languages of the house."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Wording:
    """One sentence or phrase as a clerk would say it, in Chinese and in English."""

    zh: str
    en: str

    def in_language(self, language: str) -> str:
        """Return the English words for ``en…``, the Chinese ones for anything else."""
        return self.en if language.startswith("en") else self.zh
