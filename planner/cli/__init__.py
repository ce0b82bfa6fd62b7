"""The command line: parse, call one service or rule, print; no rule of its own lives here."""

from __future__ import annotations

import click

from planner import __version__
from planner.cli.group import CommandPlace, PlannerGroup
from planner.cli.language import language_option

COMMANDS = {
    "build": CommandPlace(
        "planner.cli.build:build_command",
        "生成文印包：全部文件、日历和表格",
        "Make the papers, calendars and workbooks of a plan.",
    ),
    "check": CommandPlace(
        "planner.cli.check:check_command",
        "体检：列出方案的问题，最重的在前",
        "Print what is wrong with a plan, worst first.",
    ),
    "diff": CommandPlace(
        "planner.cli.diff:diff_command",
        "比较两份方案，说明改了什么",
        "Print what changed between two plans.",
    ),
    "sample": CommandPlace(
        "planner.cli.sample:sample_command",
        "写出一份样例会议",
        "Write a shipped sample meeting.",
    ),
    "template": CommandPlace(
        "planner.cli.template:template_command",
        "写出一份空白方案工作簿，供填写",
        "Write an empty workbook to fill in.",
    ),
    "schema": CommandPlace(
        "planner.cli.schema:schema_command",
        "输出方案文件的 JSON Schema",
        "Print the JSON Schema of a plan file.",
    ),
    "sort": CommandPlace(
        "planner.cli.order:sort_command",
        "人名排序：姓氏笔画、姓名笔画、拼音",
        "Put names in order, one a line.",
    ),
    "rostrum": CommandPlace(
        "planner.cli.rostrum:rostrum_command",
        "主席台排座，并说明依据",
        "Seat people on the rostrum and say why.",
    ),
    "seat": CommandPlace(
        "planner.cli.seat:seat_command",
        "会场排座：座次图、索引、桌签、证件",
        "Seat people in a hall and print the papers.",
    ),
    "date": CommandPlace(
        "planner.cli.date:date_command",
        "倒排日期，并说明依据",
        "Count a date from an anchor and say why.",
    ),
    "meeting": CommandPlace(
        "planner.cli.meeting:meeting_group",
        "整个会议导出为一个文件，或由文件恢复",
        "Write a whole meeting to one file, or bring one back.",
    ),
    "organisation": CommandPlace(
        "planner.cli.organisation:organisation_group",
        "机关：新增、列出、停用",
        "Add, list and close organisations.",
    ),
    "account": CommandPlace(
        "planner.cli.account:account_group",
        "账号：新增、停用、重置密码，申请和确认角色",
        "Add, close and reset accounts; ask for roles and confirm them.",
    ),
    "audit": CommandPlace(
        "planner.cli.audit:audit_group",
        "审计日志：核验、导出",
        "Verify and export the log.",
    ),
    "setup": CommandPlace(
        "planner.cli.setup:setup_command",
        "准备实例文件夹：密钥、数据库、样例",
        "Prepare the instance folder: secret, database, samples.",
    ),
    "serve": CommandPlace(
        "planner.cli.serve:serve_command",
        "启动网页服务和后台生成",
        "Serve the pages and render documents.",
    ),
    "remind": CommandPlace(
        "planner.cli.remind:remind_command",
        "任务提醒：查看或写入今天的提醒信",
        "Look at today's reminders, or write them.",
    ),
    "calendar": CommandPlace(
        "planner.cli.calendar:calendar_group",
        "日历：数据库从备份恢复之后续号",
        "Calendars: after a backup was restored.",
    ),
    "worker": CommandPlace(
        "planner.cli.serve:worker_command",
        "只启动后台生成",
        "Only render documents, for a server elsewhere.",
    ),
}


@click.group(cls=PlannerGroup, places=COMMANDS)
@click.version_option(__version__, prog_name="planner")
@language_option
def main() -> None:
    """会务台 Plenum: one meeting plan in, every paper, calendar and check out."""
