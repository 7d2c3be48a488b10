"""Once a week, on the desktop: the review is there. It names and counts nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nettrack_md.app.asking import week_asked
from nettrack_md.app.pages.dressing import spoken_language
from nettrack_md.app.programs import run_program
from nettrack_md.app.surroundings import look_at_machine
from nettrack_md.errors import NettrackError
from nettrack_md.model.page_paths import page_path
from nettrack_md.model.record import record
from nettrack_md.model.writes import PlannedWrite
from nettrack_md.vault import places
from nettrack_md.vault.files import DiskFiles

if TYPE_CHECKING:
    from nettrack_md.app.pages.publish import RenderReport
    from nettrack_md.app.surroundings import Machine
    from nettrack_md.app.workspace import Workspace
    from nettrack_md.model.rules import Language
    from nettrack_md.vault.files import Files

_TITLE = "nettrack"
_SENTENCE: dict[Language, str] = {
    "en": "Your review of week {number} is ready.",
    "ja": "第{number}週のレビューができました。",
}
#: In the state folder: the last week that was told of.
_TOLD = "notice"
_SECONDS = 20.0

_APPLE_SCRIPT = (
    "on run argv",
    "display notification (item 2 of argv) with title (item 1 of argv)",
    "end run",
)
#: The words come in by the environment: nothing of them is ever part of a program.
_POWER_SHELL = """\
$ErrorActionPreference = 'Stop'
$null = [Windows.UI.Notifications.ToastNotificationManager, Windows.UI.Notifications, \
ContentType = WindowsRuntime]
$xml = [Windows.UI.Notifications.ToastNotificationManager]::GetTemplateContent(\
[Windows.UI.Notifications.ToastTemplateType]::ToastText02)
$lines = $xml.GetElementsByTagName('text')
$null = $lines.Item(0).AppendChild($xml.CreateTextNode($env:NETTRACK_TITLE))
$null = $lines.Item(1).AppendChild($xml.CreateTextNode($env:NETTRACK_NOTICE))
$app = '{1AC14E77-02E7-4E5D-B744-2EB1AE5198B7}\\WindowsPowerShell\\v1.0\\powershell.exe'
$toast = New-Object Windows.UI.Notifications.ToastNotification $xml
[Windows.UI.Notifications.ToastNotificationManager]::CreateToastNotifier($app).Show(\
$toast)
"""


@record(frozen=True, slots=True)
class Notice:
    """What is started to show a sentence on the desktop."""

    words: tuple[str, ...]
    variables: dict[str, str]


def notice_for(machine: Machine, sentence: str) -> Notice:
    """The program of that system, with the sentence as an argument of its own."""
    if machine.system == "launchd":
        script = (part for line in _APPLE_SCRIPT for part in ("-e", line))
        return Notice(("/usr/bin/osascript", *script, _TITLE, sentence), {})
    if machine.system == "windows":
        folder = f"{machine.windows}\\System32\\WindowsPowerShell\\v1.0"
        silent = ("-NoProfile", "-NonInteractive", "-Command", _POWER_SHELL)
        told = {"NETTRACK_TITLE": _TITLE, "NETTRACK_NOTICE": sentence}
        return Notice((f"{folder}\\powershell.exe", *silent), told)
    return Notice(("notify-send", f"--app-name={_TITLE}", _TITLE, sentence), {})


def tell_of_review(ws: Workspace, report: RenderReport) -> str:
    """Show the sentence, unless this week's was shown or its page is not whole.

    Gives why it could not be shown, as a sentence; empty when all is well.
    """
    week = week_asked(ws, None)
    path = page_path(ws.settings.review_path, week, ws.today)
    if any(problem.path == path for problem in report.problems):
        return ""
    state = places.state_folder(ws.root)
    if state is None:
        # Without a memory it would come again and again.
        return "No notice: the state folder cannot be written."
    memory = DiskFiles(state, private=True)
    before = memory.read(_TOLD) if memory.exists(_TOLD) else None
    label = f"{week.label}\n".encode()
    if before == label:
        return ""
    page = next((each.new for each in report.writes if each.path == path), b"")
    language = spoken_language(ws, page.decode("utf-8", "replace"))
    sentence = _SENTENCE[language].format(number=week.number)
    return _show(sentence) or _remember(memory, before, label)


def _show(sentence: str) -> str:
    notice = notice_for(look_at_machine(), sentence)
    ran = run_program(notice.words, seconds=_SECONDS, **notice.variables)
    return f"No notice on the desktop: {ran.fault}." if ran.code else ""


def _remember(memory: Files, before: bytes | None, label: bytes) -> str:
    try:
        memory.write(PlannedWrite(_TOLD, before, label))
    except NettrackError as error:
        return str(error)
    return ""
