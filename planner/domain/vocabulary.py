"""What the words of the plan are called on the page, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum

from planner.domain.person import AttendanceKind, LeaveState, Sex
from planner.domain.plan import MeetingKind, NameOrder
from planner.domain.sitting import Lectern, PresiderSeat, RowOrder, SeatRule, SittingKind
from planner.domain.task import Aspect, TaskState
from planner.domain.venue.plan import AreaKind, FixtureKind, Numbering, SeatKind
from planner.domain.wording import Wording


class TermLabels(Mapping[StrEnum, Wording]):
    """Words by term; terms of two kinds may share a value (``RowOrder``, ``NameOrder``)."""

    def __init__(self, *pairs: tuple[StrEnum, Wording]) -> None:
        self._words = {(type(term), term.value): (term, words) for term, words in pairs}

    def __getitem__(self, term: StrEnum) -> Wording:
        return self._words[type(term), term.value][1]

    def __iter__(self) -> Iterator[StrEnum]:
        return (term for term, _ in self._words.values())

    def __len__(self) -> int:
        return len(self._words)


LABELS = TermLabels(
    (AttendanceKind.MEMBER, Wording("出席", "Attending")),
    (AttendanceKind.SITTING_IN, Wording("列席", "Sitting in")),
    (AttendanceKind.SPECIAL_GUEST, Wording("特邀", "Specially invited")),
    (AttendanceKind.OBSERVER, Wording("旁听", "Observing")),
    (AttendanceKind.MEDIA, Wording("媒体", "Media")),
    (AttendanceKind.STAFF, Wording("工作人员", "Staff")),
    (Sex.MALE, Wording("男", "Male")),
    (Sex.FEMALE, Wording("女", "Female")),
    (LeaveState.PENDING, Wording("待批", "Pending")),
    (LeaveState.GRANTED, Wording("批准", "Granted")),
    (LeaveState.REFUSED, Wording("不准", "Refused")),
    (MeetingKind.PLENARY, Wording("全体会议", "Full session")),
    (MeetingKind.STANDING, Wording("常务委员会会议", "Standing-committee meeting")),
    (MeetingKind.CHAIR, Wording("主席会议", "Chairpersons' meeting")),
    (MeetingKind.SECRETARIES, Wording("秘书长会议", "Secretaries-general's meeting")),
    (MeetingKind.CONSULTATION, Wording("专题协商会", "Special-topic consultation")),
    (NameOrder.STROKES, Wording("姓氏笔画", "Strokes of the surname")),
    (NameOrder.STROKES_FULL, Wording("姓名笔画", "Strokes of the whole name")),
    (NameOrder.PINYIN, Wording("汉语拼音", "Pinyin")),
    (SeatRule.LEFT_FIRST, Wording("左为尊", "Left first")),
    (SeatRule.RIGHT_FIRST, Wording("右为尊", "Right first")),
    (SeatRule.CENTRE_ONE, Wording("双数单摆", "No. 1 at the exact centre")),
    (RowOrder.RANK, Wording("按职务排名", "By rank")),
    (RowOrder.STROKES, Wording("按姓氏笔画", "By strokes")),
    (RowOrder.AS_LISTED, Wording("按所列次序", "As listed")),
    (PresiderSeat.BY_RANK, Wording("按排名就座", "By rank")),
    (PresiderSeat.CENTRE, Wording("前排正中", "Centre of the front row")),
    (PresiderSeat.END, Wording("前排一端", "An end of the front row")),
    (Lectern.FRONT, Wording("正前方", "In front")),
    (Lectern.FRONT_RIGHT, Wording("右前方", "At the right front")),
    (Lectern.NONE, Wording("不设", "None")),
    (SittingKind.REGISTRATION, Wording("报到", "Registration")),
    (SittingKind.CONVENERS, Wording("召集人会议", "Conveners' meeting")),
    (SittingKind.PREPARATORY, Wording("预备会议", "Preparatory meeting")),
    (SittingKind.OPENING, Wording("开幕会", "Opening")),
    (SittingKind.PLENARY, Wording("全体会议", "Plenary sitting")),
    (SittingKind.GROUP, Wording("小组讨论", "Group discussion")),
    (SittingKind.JOINT, Wording("联组讨论", "Joint-group discussion")),
    (SittingKind.CONGRESS, Wording("列席人大会议", "Sitting in on the people's congress")),
    (SittingKind.STANDING, Wording("常委会会议", "Standing-committee meeting")),
    (SittingKind.CHAIR, Wording("主席会议", "Chairpersons' meeting")),
    (SittingKind.ELECTION, Wording("选举大会", "Election")),
    (SittingKind.CLOSING, Wording("闭幕会", "Closing")),
    (SittingKind.CONSULTATION, Wording("专题协商", "Consultation")),
    (SittingKind.PHOTO, Wording("合影", "Group photo")),
    (SittingKind.OTHER, Wording("其他", "Other")),
    (Aspect.TIME, Wording("时间", "Time")),
    (Aspect.CONTENT, Wording("内容", "Content")),
    (Aspect.PLACE, Wording("地点", "Place")),
    (Aspect.MATERIALS, Wording("材料", "Materials")),
    (Aspect.PEOPLE, Wording("人员", "People")),
    (Aspect.SERVICE, Wording("服务", "Service")),
    (Aspect.PRESS, Wording("宣传", "Press")),
    (Aspect.SAFETY, Wording("安全", "Safety")),
    (TaskState.OPEN, Wording("未开始", "Open")),
    (TaskState.DOING, Wording("进行中", "Under way")),
    (TaskState.DONE, Wording("已完成", "Done")),
    (TaskState.DROPPED, Wording("已取消", "Dropped")),
    (AreaKind.ROSTRUM, Wording("主席台", "Rostrum")),
    (AreaKind.HALL, Wording("池座", "Hall")),
    (AreaKind.BALCONY, Wording("楼座", "Balcony")),
    (AreaKind.ROOM, Wording("会议室", "Room")),
    (AreaKind.TABLES, Wording("圆桌", "Tables")),
    (SeatKind.SEAT, Wording("座位", "Seat")),
    (SeatKind.WHEELCHAIR, Wording("轮椅席", "Wheelchair place")),
    (SeatKind.BLOCKED, Wording("停用", "Blocked")),
    (SeatKind.REMOVED, Wording("拆除", "Removed")),
    (Numbering.CONTINUOUS, Wording("从左到右连续", "From left to right")),
    (Numbering.ODD_LEFT, Wording("左单右双", "Odd left, even right")),
    (Numbering.ODD_RIGHT, Wording("左双右单", "Even left, odd right")),
    (Numbering.ZONED, Wording("分区编号", "Each zone for itself")),
    (FixtureKind.DOOR, Wording("门", "Door")),
    (FixtureKind.PILLAR, Wording("柱", "Pillar")),
    (FixtureKind.CAMERA, Wording("机位", "Camera")),
    (FixtureKind.LECTERN, Wording("发言席", "Lectern")),
    (FixtureKind.BALLOT_BOX, Wording("票箱", "Ballot box")),
    (FixtureKind.TABLE, Wording("桌", "Table")),
)

CONDITIONS: dict[str, Wording] = {
    "first_session": Wording("换届后第一次会议", "First session of a term"),
    "election": Wording("有选举或人事表决", "Elections or appointments"),
    "has_commendation": Wording("有表彰", "Commendations"),
    "group_photo": Wording("合影", "Group photo"),
    "topic_consult": Wording("专题议政", "Deliberation on a topic"),
}


def label(term: StrEnum) -> Wording:
    """Return what a term of the plan is called on the page."""
    return LABELS[term]
