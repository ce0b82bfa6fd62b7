"""The words of the plan's enumerations: codes, the page's words, and what clerks also write."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from planner.domain.person import AttendanceKind, LeaveState, Sex
from planner.domain.plan import MeetingKind, NameOrder
from planner.domain.sitting import RowOrder, SeatRule, SittingKind
from planner.domain.task import TaskState
from planner.domain.vocabulary import CONDITIONS, label
from planner.domain.wording import Wording
from planner.planfile.fault import UnreadableError
from planner.planfile.text import fold_width

if TYPE_CHECKING:
    from enum import StrEnum

ALSO: tuple[tuple[StrEnum, str], ...] = (
    (AttendanceKind.MEMBER, "委员 正式委员 出席人员 出席委员 代表"),
    (AttendanceKind.SITTING_IN, "列席人员"),
    (AttendanceKind.SPECIAL_GUEST, "特邀人员 特邀嘉宾 嘉宾"),
    (AttendanceKind.OBSERVER, "旁听人员"),
    (AttendanceKind.MEDIA, "记者 新闻媒体 媒体记者 媒体人员"),
    (AttendanceKind.STAFF, "工作 会务人员 会务"),
    (Sex.MALE, "男性 m"),
    (Sex.FEMALE, "女性 f"),
    (LeaveState.PENDING, "待审批 未批 审批中 待定"),
    (LeaveState.GRANTED, "已批准 已批 同意 准假 准"),
    (LeaveState.REFUSED, "不批准 未批准 不同意 未准"),
    (MeetingKind.PLENARY, "全会 全体会 大会"),
    (MeetingKind.STANDING, "常委会会议 常委会 常委会议"),
    (MeetingKind.CONSULTATION, "专题协商 专题协商会议 协商会"),
    (NameOrder.STROKES, "姓氏笔划 按姓氏笔画 笔画"),
    (NameOrder.STROKES_FULL, "姓名笔划 按姓名笔画"),
    (NameOrder.PINYIN, "拼音 按拼音"),
    (SeatRule.LEFT_FIRST, "左为上 以左为尊"),
    (SeatRule.RIGHT_FIRST, "右为上 以右为尊"),
    (RowOrder.RANK, "职务排名 按职务 按排名 排名"),
    (RowOrder.STROKES, "姓氏笔画 姓氏笔划 按笔画 笔画"),
    (RowOrder.AS_LISTED, "所列次序 按名单 按次序 按顺序"),
    (SittingKind.CONVENERS, "各组召集人会议"),
    (SittingKind.PREPARATORY, "预备会"),
    (SittingKind.OPENING, "开幕 开幕式 开幕大会"),
    (SittingKind.PLENARY, "大会发言 全会 大会"),
    (SittingKind.GROUP, "分组讨论 小组会议 分组会议 小组 分组"),
    (SittingKind.JOINT, "联组 联组会议 界别协商 界别联组"),
    (SittingKind.CONGRESS, "列席人大 列席人代会"),
    (SittingKind.STANDING, "常委会 常委会议 常务委员会会议"),
    (SittingKind.ELECTION, "选举 选举会议"),
    (SittingKind.CLOSING, "闭幕 闭幕式 闭幕大会"),
    (SittingKind.CONSULTATION, "协商 专题协商会"),
    (SittingKind.PHOTO, "合影留念"),
    (SittingKind.OTHER, "其它"),
    (TaskState.OPEN, "待办 未启动 未开展"),
    (TaskState.DOING, "办理中 在办 推进中"),
    (TaskState.DONE, "完成 办结 已办结"),
    (TaskState.DROPPED, "取消 不办 作废"),
)


@cache
def words_of(kind: type[StrEnum]) -> dict[str, StrEnum]:
    """Return what may be written for each term of a kind."""
    words = {word: term for term, also in ALSO if isinstance(term, kind) for word in also.split()}
    for term in kind:
        wording = label(term)
        for word in (term.value, wording.zh, wording.en):
            words[_fold(word)] = term
    return words


def read_term(kind: type[StrEnum], text: str) -> StrEnum:
    """Return the term that a word stands for: its code, its label or a usual synonym."""
    found = words_of(kind).get(_fold(text))
    if found is None:
        listed = "、".join(f"{label(term).zh}（{term.value}）" for term in kind)
        codes = ", ".join(term.value for term in kind)
        spoken = Wording(
            "应为其中之一：" + "、".join(label(term).zh for term in kind),
            "expected one of: " + ", ".join(label(term).en for term in kind),
        )
        raise UnreadableError(
            Wording(f"应为其中之一：{listed}", f"expected one of: {codes}"), spoken
        )
    return found


def read_condition(text: str) -> str:
    """Return the code of a condition; a house's own condition is its own code."""
    for code, wording in CONDITIONS.items():
        if text in {code, wording.zh, wording.en}:
            return code
    return text


def _fold(text: str) -> str:
    return "".join(fold_width(text).split()).casefold()
