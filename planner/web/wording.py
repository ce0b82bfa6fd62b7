"""How templates say things: words in the reader's language, days, hours, names."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from planner.clock import HOUSE_ZONE
from planner.domain.finding import SEVERITY_LABELS
from planner.domain.person import AttendanceKind
from planner.domain.plan import MeetingKind
from planner.domain.task import TaskState
from planner.domain.vocabulary import LABELS, TermLabels
from planner.domain.wording import Wording
from planner.domain.work_list import WorkGroup
from planner.models.account import Administration, Permission, Role
from planner.models.calendar import Answer
from planner.models.job import JobState
from planner.models.mail import MailState
from planner.models.review import ReviewState
from planner.models.work import WorkEntryKind, WorkEntryState
from planner.web.language import language

if TYPE_CHECKING:
    from datetime import datetime, time

WEEKDAYS = {"zh": "一二三四五六日", "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")}
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NOON_HOUR, EVENING_HOUR = 12, 18
OUR_LABELS: dict[StrEnum, Wording] = {
    Role.EDITOR: Wording("秘书处", "Secretariat"),
    Role.LEAD: Wording("牵头人", "Workstream lead"),
    Role.OWNER: Wording("责任人", "Task owner"),
    Role.LEADER: Wording("领导", "Leader"),
    Role.READER: Wording("查阅", "Reader"),
    Administration.SYSTEM: Wording("系统管理员", "System administrator"),
    Administration.SECURITY: Wording("安全保密管理员", "Security administrator"),
    Administration.AUDIT: Wording("安全审计员", "Audit administrator"),
    ReviewState.WAITING: Wording("待审", "Waiting for approval"),
    ReviewState.APPROVED: Wording("已审定", "Approved"),
    ReviewState.RETURNED: Wording("已退回", "Sent back"),
    ReviewState.WITHDRAWN: Wording("已撤回", "Withdrawn"),
    ReviewState.PUBLISHED: Wording("已发布", "Published"),
    JobState.QUEUED: Wording("排队中", "Waiting"),
    JobState.RUNNING: Wording("生成中", "In the making"),
    JobState.DONE: Wording("已完成", "Done"),
    JobState.FAILED: Wording("未完成", "Failed"),
    JobState.CANCELLED: Wording("已取消", "Called off"),
}
MAIL_STATES: dict[MailState, Wording] = {
    MailState.QUEUED: Wording("待发", "Waiting"),
    MailState.SENT: Wording("已发出", "Sent"),
    MailState.FAILED: Wording("未能发出", "Given up"),
    MailState.BOUNCED: Wording("被退回", "Bounced"),
    MailState.CANCELLED: Wording("已撤下", "Called off"),
    MailState.MERGED: Wording("已并入新通知", "Merged into a newer one"),
}

ANSWERS: dict[Answer, Wording] = {
    Answer.NONE: Wording("未答复", "No answer"),
    Answer.ACCEPTED: Wording("参加", "Comes"),
    Answer.DECLINED: Wording("不能参加", "Cannot come"),
    Answer.TENTATIVE: Wording("待定", "Perhaps"),
}

WORK_LABELS = TermLabels(
    (WorkGroup.LATE, Wording("逾期", "Late")),
    (WorkGroup.DUE, Wording("近期要办", "Due soon")),
    (WorkGroup.WAITING, Wording("等待前序任务", "Waiting for others")),
    (WorkGroup.AHEAD, Wording("以后要办", "Ahead")),
    (WorkGroup.DONE, Wording("已完成", "Done")),
    (WorkEntryKind.NOTE, Wording("说明", "Note")),
    (WorkEntryKind.STATE, Wording("进度", "Progress")),
    (WorkEntryKind.TROUBLE, Wording("困难", "Trouble")),
    (WorkEntryKind.DATE, Wording("申请改期", "Another date asked for")),
    (WorkEntryKind.LETTER, Wording("责任书", "Letter")),
    (WorkEntryState.SAID, Wording("已记录", "Noted")),
    (WorkEntryState.WAITING, Wording("待处理", "Waiting")),
    (WorkEntryState.GRANTED, Wording("同意改期", "Granted")),
    (WorkEntryState.REFUSED, Wording("未同意", "Refused")),
    (WorkEntryState.SETTLED, Wording("已解决", "Settled")),
    (WorkEntryState.WITHDRAWN, Wording("已撤回", "Taken back")),
)
"""States of several kinds share their values: these are told apart by their kind, too."""


def words(wording: Wording) -> str:
    """Return a wording in the reader's language."""
    return wording.in_language(language())


def label(term: StrEnum) -> str:
    """Return what a term of the plan is called."""
    for table in (LABELS, WORK_LABELS, OUR_LABELS, SEVERITY_LABELS):
        if term in table:
            return words(table[term])  # type: ignore[index]
    return str(term.value)


def label_attendance(value: str) -> str:
    """Return what a kind of attendance is called."""
    return label(AttendanceKind(value))


def label_permission(value: str) -> str:
    """Return what a permission is called."""
    return words(PERMISSIONS[Permission(value)])


def label_office(value: str) -> str:
    """Return what a role or an administration is called."""
    return label(Role(value) if value in set(Role) else Administration(value))


def pair(value: object) -> tuple[object, str]:
    """Return an option of a list: its value, and what it is called."""
    if isinstance(value, StrEnum):
        return value.value, label(value)
    if isinstance(value, str):
        return value, value
    return getattr(value, "organisation_id", None) or value.id, value.name  # type: ignore[attr-defined]


def spell_facts(facts: dict[str, Any]) -> str:
    """Return facts of the log in one line."""
    joint = "; " if language() == "en" else "；"
    return joint.join(f"{name}: {value}" for name, value in facts.items())


def label_review(value: str) -> str:
    """Return what a state of a review is called."""
    return label(ReviewState(value))


def label_entry(value: str) -> str:
    """Return what a state of a work entry is called."""
    return label(WorkEntryState(value))


def label_entry_kind(value: str) -> str:
    """Return what a kind of work entry is called."""
    return label(WorkEntryKind(value))


def label_task_state(value: str) -> str:
    """Return what a state of a task is called."""
    return label(TaskState(value))


def label_mail(value: str) -> str:
    """Return what a state of a letter is called."""
    return words(MAIL_STATES[MailState(value)])


def label_answer(value: str) -> str:
    """Return what an answer to an invitation is called."""
    return words(ANSWERS[Answer(value)])


def label_kind(value: str) -> str:
    """Return what a kind of meeting is called."""
    return label(MeetingKind(value))


def day(on: date | None) -> str:
    """Return a day with its year: 2027年1月18日, 18 Jan 2027."""
    if on is None:
        return "—"
    if language() == "en":
        return f"{on.day} {MONTHS[on.month - 1]} {on.year}"
    return f"{on.year}年{on.month}月{on.day}日"


def day_type(written: str) -> str:
    """Return the type of the field that shows what was typed for a day."""
    try:
        date.fromisoformat(written or "2000-01-01")
    except ValueError:
        return "text"
    return "date"


def short_day(on: date | None) -> str:
    """Return a day without its year: 1月18日, 18 Jan."""
    if on is None:
        return "—"
    if language() == "en":
        return f"{on.day} {MONTHS[on.month - 1]}"
    return f"{on.month}月{on.day}日"


def weekday(on: date) -> str:
    """Return the day of the week: 星期一, Mon."""
    name = WEEKDAYS[language()][on.weekday()]
    return name if language() == "en" else f"星期{name}"


def clock_time(at: time | None) -> str:
    """Return a time of day: 9:00."""
    return "" if at is None else f"{at.hour}:{at.minute:02d}"


def instant(at: datetime) -> str:
    """Return an instant as clocks of the house show it."""
    local = at.astimezone(HOUSE_ZONE)
    return f"{local:%Y-%m-%d %H:%M}"


def size(count: int) -> str:
    """Return a number of bytes for people."""
    kilobytes = count / 1024
    return f"{kilobytes:.0f} KB" if kilobytes < 1000 else f"{kilobytes / 1024:.1f} MB"  # noqa: PLR2004  then MB reads better


def name_people(keys: tuple[str, ...], names: object) -> str:
    """Return the names of people, joined."""
    joint = ", " if language() == "en" else "、"
    return joint.join(names.name_of(key) for key in keys)  # type: ignore[attr-defined]


PERMISSIONS: dict[Permission, Wording] = {
    Permission.SELF: Wording("本人事项", "One's own things"),
    Permission.READ: Wording("查阅", "Read"),
    Permission.BUILD: Wording("生成文件", "Make papers"),
    Permission.DRAFT: Wording("查看草稿", "See drafts"),
    Permission.EDIT: Wording("修改草稿", "Edit drafts"),
    Permission.REVIEW: Wording("审定", "Approve"),
    Permission.PUBLISH: Wording("发布", "Publish"),
    Permission.WORK: Wording("办理任务", "Do tasks"),
    Permission.DIRECT: Wording("牵头督办", "Direct a workstream"),
    Permission.ADMINISTER: Wording("管理账号", "Administer accounts"),
    Permission.SECURE: Wording("管理权限", "Administer roles"),
    Permission.AUDIT: Wording("查阅日志", "Read the log"),
}
FILTERS = {
    "label_permission": label_permission,
    "label_review": label_review,
    "label_office": label_office,
    "pair": pair,
    "spell_facts": spell_facts,
    "label_entry": label_entry,
    "label_entry_kind": label_entry_kind,
    "label_task_state": label_task_state,
    "label_answer": label_answer,
    "label_mail": label_mail,
    "words": words,
    "label": label,
    "label_attendance": label_attendance,
    "label_kind": label_kind,
    "day": day,
    "day_type": day_type,
    "short_day": short_day,
    "weekday": weekday,
    "clock_time": clock_time,
    "instant": instant,
    "size": size,
    "name_people": name_people,
}
