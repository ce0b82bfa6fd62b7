"""Reading names (rules §1.3): surnames right, own readings first, keys for type-ahead.

The one module that knows pypinyin; it is imported at the first reading, for it takes a while.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from planner.domain.person_name import has_compound_surname, has_parts, split_name

SURNAMES = {
    "单": "shan", "仇": "qiu", "解": "xie", "曾": "zeng", "区": "ou", "查": "zha", "朴": "piao",
    "缪": "miao", "翟": "zhai", "乐": "yue", "盖": "ge", "员": "yun", "华": "hua", "任": "ren",
    "宁": "ning", "尉": "wei", "折": "she", "尹": "yin", "令": "ling", "冼": "xian", "洗": "xian",
    "佴": "nai", "郇": "xun", "逄": "pang", "褚": "chu", "乜": "nie", "祭": "zhai", "黑": "he",
    "重": "chong", "种": "chong", "车": "che", "柏": "bai", "卜": "bu", "晁": "chao", "谌": "chen",
    "郗": "xi", "幺": "yao", "覃": "qin", "繁": "po", "召": "shao", "句": "gou", "隗": "wei",
    "藏": "zang", "臧": "zang", "牟": "mu", "呙": "guo", "那": "na", "哈": "ha", "纪": "ji",
    "过": "guo", "莘": "shen", "燕": "yan", "应": "ying", "於": "yu", "曲": "qu", "都": "du",
    "葛": "ge", "干": "gan", "石": "shi", "沈": "shen", "长": "chang", "万": "wan", "贾": "jia",
    "阚": "kan", "阙": "que", "冯": "feng", "俞": "yu", "瞿": "qu", "邴": "bing", "隽": "juan",
    "适": "kuo", "相": "xiang", "夏": "xia", "洪": "hong", "钻": "zuan", "訾": "zi", "眭": "sui",
    "妫": "gui", "郄": "qie", "郜": "gao", "郏": "jia", "斜": "xie", "撒": "sa", "秘": "bi",
    "薄": "bo", "曹": "cao", "呂": "lü", "吕": "lü", "台": "tai", "不": "fou", "朝": "chao",
    "戴": "dai", "调": "diao", "贲": "ben", "邸": "di", "堵": "du", "盛": "sheng", "殷": "yin",
    "庾": "yu", "恽": "yun", "宓": "mi", "桓": "huan", "亓": "qi", "禚": "zhuo", "仉": "zhang",
    "角": "jue", "颉": "xie", "粘": "nian", "强": "qiang", "宿": "su", "乘": "cheng", "弗": "fu",
}  # fmt: skip
COMPOUND = {
    "尉迟": "yu chi", "万俟": "mo qi", "长孙": "zhang sun", "令狐": "ling hu", "单于": "chan yu",
    "澹台": "tan tai", "濮阳": "pu yang", "宰父": "zai fu", "乐正": "yue zheng", "夏侯": "xia hou",
    "鲜于": "xian yu", "亓官": "qi guan", "闾丘": "lü qiu", "子车": "zi ju", "颛孙": "zhuan sun",
    "呼延": "hu yan", "谷梁": "gu liang", "公冶": "gong ye", "赫连": "he lian", "拓跋": "tuo ba",
    "羊舌": "yang she", "皇甫": "huang fu", "尉犁": "yu li", "宗政": "zong zheng",
    "钟离": "zhong li", "仲孙": "zhong sun", "淳于": "chun yu", "太叔": "tai shu",
}  # fmt: skip
UMLAUT_LAST = "\x01"
"""Lets ü follow u where all else is equal."""
HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def read_name(name: str, given_reading: str = "") -> tuple[str, ...]:
    """Return the syllables of a name, without tones, in small letters; ü stays ü.

    A reading given by the house comes first; tones and tone marks in it do not matter.
    """
    if given_reading.strip():
        return tuple(_without_tone(each) for each in re.split(r"[\s'·]+", given_reading.strip()))
    return _read_proper(split_name(name).proper, has_surname=not has_parts(name))


@dataclass(frozen=True, slots=True)
class NameKey:
    """What a name is found by, worked out once: its characters and the ways to type its sound."""

    proper: str
    readings: tuple[tuple[str, ...], ...]
    """Its syllables; a second time with u where ü may be typed v or u."""

    def is_found(self, wanted: str) -> bool:
        """Tell whether a folded query finds the name: 王, 王芳, wf, wangf, wfang, wangfang."""
        if HAN.search(wanted):
            return wanted in self.proper
        return any(_is_begun(wanted, each) for each in self.readings)

    def is_begun(self, wanted: str) -> bool:
        """Tell whether the name, its full pinyin or its initials begin with a folded query."""
        return self.proper.startswith(wanted) or any(
            "".join(each).startswith(wanted)
            or "".join(part[:1] for part in each).startswith(wanted)
            for each in self.readings
        )


@lru_cache(maxsize=20_000)
def name_key(name: str, reading: str = "") -> NameKey:
    """Return the key of a name; a reading given by the house comes first."""
    syllables = read_name(name, reading)
    typed = [tuple(each.replace("ü", letter) for each in syllables) for letter in "vu"]
    return NameKey(split_name(name.casefold()).proper, tuple(dict.fromkeys(typed)))


def fold_query(query: str) -> str:
    """Return what a query is compared as: small letters, no spaces, v for ü."""
    return split_name(query.casefold()).proper.replace("ü", "v")


def _is_begun(wanted: str, syllables: tuple[str, ...]) -> bool:
    """Tell whether letters are beginnings of the first, second, … syllable, one after the other."""
    if not wanted:
        return True
    if not syllables or wanted[0] != syllables[0][:1]:
        return False
    first, rest = syllables[0], syllables[1:]
    return any(
        wanted.startswith(first[:length]) and _is_begun(wanted[length:], rest)
        for length in range(1, len(first) + 1)
    )


def read_initials(text: str) -> str:
    """Return the first letters of a text's syllables: 云岭大学 is yldx."""
    return "".join(each[:1] for each in _read_text(text))


def pinyin_key(name: str, reading: str = "") -> tuple[str, ...]:
    """Return what a name sorts by in pinyin order, syllable by syllable: lu, lü, luan, lüe, lun."""
    syllables = read_name(name, reading)
    return tuple(each.replace("ü", "u") + UMLAUT_LAST * ("ü" in each) for each in syllables)


@lru_cache(maxsize=20_000)
def _read_proper(proper: str, *, has_surname: bool) -> tuple[str, ...]:
    """Return the syllables; a name in parts (艾尔肯·吐尼亚孜) begins with no Chinese surname."""
    if has_surname and has_compound_surname(proper):
        surname = COMPOUND.get(proper[:2], "").split() or _read_characters(proper[:2])
        return (*surname, *_read_characters(proper[2:]))
    if has_surname and len(proper) > 1 and proper[0] in SURNAMES:
        return (SURNAMES[proper[0]], *_read_characters(proper[1:]))
    return tuple(_read_characters(proper))


@lru_cache(maxsize=20_000)
def _read_text(text: str) -> tuple[str, ...]:
    return tuple(_read_characters(text))


def _read_characters(text: str) -> list[str]:
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415  300 ms that most commands never need

    read = lazy_pinyin(text, style=Style.NORMAL, v_to_u=True)
    return [each.casefold() for each in read]


def _without_tone(syllable: str) -> str:
    plain = unicodedata.normalize("NFD", syllable.casefold().replace("v", "ü"))
    kept = "".join(each for each in plain if unicodedata.category(each) != "Mn" or each == "\u0308")
    return unicodedata.normalize("NFC", kept).rstrip("012345")
