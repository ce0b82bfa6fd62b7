"""What can be wrong with the file of a meeting, in words."""

from __future__ import annotations

from planner.domain.wording import Wording

DAMAGED = Wording("不是会议档案，或已损坏", "it is none, or is damaged")
CROWDED = Wording("文件过多", "it holds too many files")
FOREIGN = Wording("含有不该有的文件", "it holds files that do not belong there")
LOCKED = Wording("已加密或压缩方式不对", "it is locked, or packed in another way")
TOO_LARGE = Wording("展开后过大", "it is too large once unpacked")
NONE = Wording("不是会议档案", "it is none")
NEWER = Wording("由更新的版本导出，请先升级", "a newer version made it; update first")
NO_LIST = Wording("清单不完整", "its manifest is not complete")
CHANGED = Wording("内容与清单不符，可能被改动过", "it differs from its manifest")
UNREADABLE_PART = Wording("内容无法读取", "it cannot be read")
NO_DRAFT = Wording("草稿不成方案", "its draft makes no plan")
GAP = Wording("版本不连续", "its revisions are not numbered through")
WRONG_HASH = Wording("版本内容与校验码不符", "a revision differs from its hash")
NO_PLAN = Wording("有的版本不成方案", "a revision makes no plan")
NO_FACTS = Wording("会议信息不完整", "what it says of the meeting is not complete")
CONTRADICTION = Wording("会议信息前后不一", "what it says of the meeting contradicts itself")
CLASH = Wording("内容前后矛盾", "its rows contradict each other")
STRAY = Wording("附件没有对应的事项", "an attachment belongs to nothing")
NO_SEATING = Wording("其中的座次或会场无法读取", "a seating or a venue in it cannot be read")
