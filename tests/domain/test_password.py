from __future__ import annotations

import pytest

from planner.domain.password import (
    PasswordPolicy,
    PasswordProfile,
    count_classes,
    judge_password,
    spell_password,
)

ASVS = PasswordPolicy()
DJBH = PasswordPolicy(PasswordProfile.DJBH)
WORDS = ("王芳", "wangfang", "政协云岭省委员会", "zhengxieyunlingshengweiyuanhui")
LONG = "密码至少 12 个字符。"
SHORT = "密码至少 8 个字符。"
CLASSES = "大写字母、小写字母、数字、符号四类中至少用三类。"
OURS = "密码主要由单位、姓名、账号等词或重复字符组成，容易猜中。"


@pytest.mark.parametrize(
    ("policy", "password", "expected"),
    [
        (ASVS, "three unrelated lamps", []),
        (ASVS, "七盏互不相干的灯照着旧桥头", []),
        (ASVS, "lamps bridge", []),
        (ASVS, "lamps bridg", [LONG]),
        (ASVS, "zhengxie2026!", [OURS]),
        (ASVS, "WangFang1980010", [OURS]),
        (ASVS, "政协云岭省委员会2026会务", [OURS]),
        (ASVS, "aaaaaaaaaaaaaaaa", [OURS]),
        (ASVS, "zhengxie lamps over the bridge", []),
        (ASVS, "x" * 257, ["密码至多 256 个字符。", OURS]),
        (DJBH, "Lamp7bridge", []),
        (DJBH, "lamps bridge", [CLASSES]),
        (DJBH, "Lam7br!", [SHORT]),
        (DJBH, "Wangfang1!", [OURS]),
        (PasswordPolicy(least=15), "lamps bridge", ["密码至少 15 个字符。"]),
        (PasswordPolicy(PasswordProfile.DJBH, least=3), "Lam7br!", [SHORT]),
    ],
)
def test_faults_are_named(policy: PasswordPolicy, password: str, expected: list[str]) -> None:
    assert [each.zh for each in judge_password(policy, password, WORDS)] == expected


def test_only_djbh_remembers_and_ends() -> None:
    assert (ASVS.remembered, ASVS.expires) == (0, False)
    assert (DJBH.remembered, DJBH.expires) == (5, True)


@pytest.mark.parametrize(
    ("password", "expected"), [("", 0), ("abc", 1), ("aB", 2), ("aB1", 3), ("aB1 ", 4), ("灯", 1)]
)
def test_classes_are_counted(password: str, expected: int) -> None:
    assert count_classes(password) == expected


def test_spelling_does_not_depend_on_the_keyboard() -> None:
    assert spell_password("ｌａｍｐ１ e\u0301") == "lamp1 é"
