"""The words for what the log tells: deeds and what they were done to, grouped by kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.domain.wording import Wording
from planner.web.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterable

KINDS = {
    "account": Wording("账号", "Account"),
    "second_factor": Wording("两步登录", "Two-step sign-in"),
    "single_sign_on": Wording("统一认证", "Single sign-on"),
    "membership": Wording("机关成员", "Membership"),
    "role": Wording("角色", "Role"),
    "house": Wording("机关", "House"),
    "organisation": Wording("机关", "House"),
    "set_up": Wording("初始化", "Set-up"),
    "token": Wording("接口令牌", "Token"),
    "subscription": Wording("日历订阅", "Calendar subscription"),
    "audit": Wording("审计日志", "Audit log"),
    "meeting": Wording("会议", "Meeting"),
    "draft": Wording("草稿", "Draft"),
    "roster": Wording("名册导入", "Roster import"),
    "upload": Wording("上传", "Upload"),
    "view": Wording("视图", "View"),
    "review": Wording("送审", "Review"),
    "revision": Wording("版本", "Revision"),
    "notice": Wording("变更通知", "Change notice"),
    "mail": Wording("邮件", "Mail"),
    "invitation": Wording("会议邀请", "Invitation"),
    "reminder": Wording("提醒", "Reminder"),
    "job": Wording("文印任务", "Print job"),
    "work": Wording("任务办理", "Work"),
    "venue": Wording("会场", "Venue"),
    "seating": Wording("座次", "Seating"),
    "seat_link": Wording("查座二维码", "Seat codes"),
    "portrait": Wording("证件照", "Photos"),
    "busy": Wording("忙闲", "Busy times"),
    "calendar": Wording("日历", "Calendars"),
}
ACTIONS = {
    "account.add": Wording("新增账号", "Added an account"),
    "account.change": Wording("修改账号", "Changed an account"),
    "account.code_failed": Wording("验证码有误", "Wrong code"),
    "account.confirm_failed": Wording("确认密码有误", "Wrong password at a confirmation"),
    "account.disable": Wording("停用账号", "Disabled an account"),
    "account.enable": Wording("启用账号", "Enabled an account"),
    "account.end_sessions": Wording("结束全部登录", "Ended all sessions"),
    "account.first_step": Wording("登录第一步", "First step of signing in"),
    "account.house": Wording("切换机关", "Went to another house"),
    "account.lock": Wording("锁定账号", "Locked an account"),
    "account.password": Wording("改密码", "Changed the password"),
    "account.profile": Wording("改个人资料", "Changed the profile"),
    "account.prove": Wording("再次验证身份", "Proved who it is"),
    "account.reset_password": Wording("重置密码", "Reset a password"),
    "account.sign_in": Wording("登录", "Signed in"),
    "account.sign_in_failed": Wording("登录失败", "Failed to sign in"),
    "account.sign_out": Wording("退出", "Signed out"),
    "account.tie": Wording("账号对应人员", "Tied an account to a person"),
    "busy.import": Wording("导入个人日历的忙碌时间", "Took in the busy times of a calendar"),
    "busy.remove": Wording("删除个人日历的忙碌时间", "Removed the busy times of a calendar"),
    "audit.export": Wording("导出日志", "Exported the log"),
    "audit.read": Wording("查询日志", "Read the log"),
    "audit.verify": Wording("核验日志", "Verified the log"),
    "calendar.leap": Wording("日历续号", "Let calendars go on after a backup"),
    "draft.change": Wording("修改草稿", "Changed the draft"),
    "draft.lay": Wording("由版本建立草稿", "Laid the draft of a revision"),
    "draft.pass_over": Wording("略过不能撤销的修改", "Passed over what cannot be undone"),
    "house.add": Wording("新增机关", "Added a house"),
    "house.close": Wording("停用机关", "Closed a house"),
    "house.rename": Wording("更改机关名称", "Renamed a house"),
    "house.reopen": Wording("恢复机关", "Reopened a house"),
    "invitation.answer": Wording("答复邀请", "Answered an invitation"),
    "invitation.remind": Wording("发出会前提醒", "Told people of the next day"),
    "invitation.resend": Wording("重发邀请", "Sent an invitation again"),
    "invitation.send": Wording("发出邀请", "Sent invitations"),
    "invitation.start": Wording("开启邮件邀请", "Switched invitations on"),
    "invitation.stop": Wording("关闭邮件邀请", "Switched invitations off"),
    "job.cancel": Wording("取消生成文件", "Cancelled a print job"),
    "job.request": Wording("要求生成文件", "Asked for papers"),
    "mail.cancel": Wording("取消邮件", "Cancelled a letter"),
    "mail.retry": Wording("重发邮件", "Sent a letter again"),
    "meeting.export": Wording("导出会议档案", "Exported a meeting"),
    "meeting.import": Wording("导入会议档案", "Imported a meeting"),
    "meeting.start": Wording("新建会议", "Made a meeting"),
    "membership.set": Wording("改机关成员", "Changed a membership"),
    "notice.send": Wording("发出变更通知", "Sent a change notice"),
    "organisation.set_up": Wording("建立机关", "Set up a house"),
    "reminder.send": Wording("发出任务提醒", "Sent reminders"),
    "review.approve": Wording("审定", "Approved"),
    "review.pin": Wording("写批注", "Pinned a remark"),
    "review.return": Wording("退回", "Sent back"),
    "review.settle": Wording("批注标为已办", "Settled a remark"),
    "review.submit": Wording("送审", "Sent for approval"),
    "review.unpin": Wording("收回批注", "Took back a remark"),
    "review.withdraw": Wording("撤回送审", "Withdrew from approval"),
    "revision.publish": Wording("发布", "Published"),
    "role.confirm": Wording("确认角色申请", "Confirmed a role"),
    "role.refuse": Wording("不同意角色申请", "Refused a role"),
    "role.request": Wording("申请角色", "Asked for a role"),
    "roster.choose": Wording("选定名册行", "Chose rows of a roster"),
    "roster.columns": Wording("对应名册各列", "Matched columns of a roster"),
    "roster.discard": Wording("放弃名册", "Discarded a roster"),
    "roster.keep": Wording("收下名册文件", "Received a roster"),
    "roster.sweep": Wording("清理过期名册", "Removed old rosters"),
    "roster.take": Wording("导入名册", "Imported a roster"),
    "seating.add": Wording("新建座次", "Made a seating"),
    "seating.amend": Wording("开始座次变更", "Began an amendment of a seating"),
    "seating.approve": Wording("审定座次", "Approved a seating"),
    "seating.batch": Wording("批量调整座次", "Moved people in several ways"),
    "seating.cancel": Wording("放弃座次变更", "Gave an amendment of a seating up"),
    "seating.close_up": Wording("依次补位", "Closed gaps up"),
    "seating.fill": Wording("按规则排座", "Filled a hall by its rules"),
    "seating.insert": Wording("插入座位", "Inserted somebody"),
    "seating.lock": Wording("锁定座位", "Locked seats"),
    "seating.move": Wording("移动座位", "Moved somebody"),
    "seating.offer": Wording("采用补位方案", "Took a way to go on"),
    "seating.place": Wording("多人换座", "Moved several people"),
    "seating.redo": Wording("重做座次调整", "Did a change of seats again"),
    "seating.remark": Wording("对座位提意见", "Remarked on a seat"),
    "seating.remove": Wording("删除座次", "Removed a seating"),
    "seating.rename": Wording("更改座次名称和会次", "Changed a seating's name or sittings"),
    "seating.return": Wording("退回座次", "Sent a seating back"),
    "seating.settings": Wording("修改排座设置", "Changed how a hall is filled"),
    "seating.settle": Wording("座次意见标为已办", "Settled a remark on a seat"),
    "seating.submit": Wording("座次送审", "Sent a seating for approval"),
    "seating.swap": Wording("对调座位", "Let two people change seats"),
    "seating.undo": Wording("撤销座次调整", "Took a change of seats back"),
    "seating.unlock": Wording("解除座位锁定", "Unlocked seats"),
    "seating.unremark": Wording("收回对座位的意见", "Took back a remark on a seat"),
    "seating.unseat": Wording("移出座位", "Took somebody off his seat"),
    "seating.venue": Wording("座次改用会场新版", "Let a seating use its venue's new version"),
    "seating.withdraw": Wording("撤回座次送审", "Withdrew a seating from approval"),
    "second_factor.begin": Wording("启用两步登录", "Turned two-step sign-in on"),
    "second_factor.end": Wording("停用两步登录", "Turned two-step sign-in off"),
    "second_factor.prepare": Wording("准备两步登录", "Prepared two-step sign-in"),
    "second_factor.renew_codes": Wording("更换恢复码", "Renewed recovery codes"),
    "second_factor.reset": Wording("重置两步登录", "Reset two-step sign-in"),
    "set_up.open": Wording("打开初始化", "Opened the set-up"),
    "single_sign_on.link": Wording("绑定统一认证", "Linked to single sign-on"),
    "single_sign_on.unlink": Wording("解除统一认证", "Unlinked from single sign-on"),
    "single_sign_on.unlinked": Wording("统一认证未绑定", "Not linked to single sign-on"),
    "subscription.lock": Wording("应用密码多次有误", "Too many wrong app passwords"),
    "subscription.make": Wording("订阅日历", "Subscribed to a calendar"),
    "subscription.revoke": Wording("停用日历订阅", "Ended a subscription"),
    "subscription.rotate": Wording("更换订阅地址", "Gave a subscription a new address"),
    "token.make": Wording("生成接口令牌", "Made a token"),
    "token.revoke": Wording("撤销接口令牌", "Revoked a token"),
    "upload.discard": Wording("放弃上传", "Discarded an upload"),
    "upload.keep": Wording("收下上传文件", "Received an upload"),
    "upload.sweep": Wording("清理过期上传", "Removed old uploads"),
    "venue.add": Wording("新增会场", "Added a venue"),
    "venue.restore": Wording("恢复会场", "Restored a venue"),
    "venue.retire": Wording("停用会场", "Retired a venue"),
    "venue.save": Wording("保存会场新版", "Saved a version of a venue"),
    "portrait.put": Wording("上传证件照", "Put photos"),
    "portrait.remove": Wording("删除证件照", "Removed a photo"),
    "seat_link.fail": Wording("查座未对上", "A seat look-up failed"),
    "seat_link.make": Wording("生成查座二维码", "Made seat codes"),
    "seat_link.renew": Wording("更换查座二维码", "Replaced seat codes"),
    "view.remove": Wording("删除视图", "Removed a view"),
    "view.save": Wording("保存视图", "Saved a view"),
    "work.date": Wording("请求改期", "Asked for another date"),
    "work.decide": Wording("答复请求", "Decided a request"),
    "work.letter": Wording("签收责任书", "Accepted a responsibility letter"),
    "work.note": Wording("写备注", "Wrote a note"),
    "work.state": Wording("更新进展", "Told the progress"),
    "work.trouble": Wording("报告困难", "Reported trouble"),
    "work.withdraw": Wording("收回请求", "Withdrew a request"),
}
"""Every action that the code writes."""
SUBJECTS = {
    **KINDS,
    "batch": Wording("批次", "batch"),
    "day": Wording("日期", "day"),
    "entry": Wording("记录", "entry"),
    "letter": Wording("责任书", "letter"),
    "request": Wording("角色申请", "request"),
    "task": Wording("任务", "task"),
    "version": Wording("版本", "version"),
}


def label_action(action: str) -> str:
    """Return what a deed of the log is called; one of an earlier version keeps its code."""
    return words(ACTIONS[action]) if action in ACTIONS else action


def label_subject(subject: str) -> str:
    """Return what something was done to in words: 会议 3 · 任务 T01."""
    return " · ".join(_label_part(part) for part in subject.split(" "))


def _label_part(part: str) -> str:
    kind, _, key = part.partition("/")
    if kind not in SUBJECTS:
        return part
    return f"{words(SUBJECTS[kind])} {key}".strip()


def group_actions(actions: Iterable[str]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return actions as the groups of a list: what each kind is called, codes and words in it."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for action in sorted(actions):
        kind = action.partition(".")[0]
        name = words(KINDS[kind]) if kind in KINDS else kind
        groups.setdefault(name, []).append((action, label_action(action)))
    return list(groups.items())
