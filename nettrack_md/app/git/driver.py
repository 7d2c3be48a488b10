"""The merge driver: three files that git hands over become one, by us or by git."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from nettrack_md.app import settings as settings_file
from nettrack_md.app.mishaps import described
from nettrack_md.app.programs import Ran, Run
from nettrack_md.app.surroundings import find_program
from nettrack_md.app.workspace import reading_rules
from nettrack_md.errors import NettrackError, SettingsInvalid
from nettrack_md.model.record import record
from nettrack_md.note.merging import Merged, MergeRefused, MergeRules, merge_notes
from nettrack_md.note.parse import parse_note
from nettrack_md.people.nature import read_nature
from nettrack_md.people.properties import canonical_key, fold_key, is_list
from nettrack_md.people.vocabulary import vocabulary_of
from nettrack_md.render.wording.phrases import kept_heading
from nettrack_md.vault import locate
from nettrack_md.vault.files import DiskFiles
from nettrack_md.vault.handed import read_handed, write_handed

if TYPE_CHECKING:
    from nettrack_md.app.surroundings import Surroundings
    from nettrack_md.app.workspace import Wishes
    from nettrack_md.model.rules import ReadingRules

#: What git takes for a conflict; more than 128 would stop the whole merge.
CONFLICT = 1
#: Obsidian's own keys that hold lists, beside those of a contact.
_LISTS = frozenset({"tags", "tag", "categories", "cssclasses"})


@record(frozen=True, slots=True)
class Handed:
    """What git hands over: names of three files, and the note's path."""

    base: str
    #: Takes the result.
    ours: str
    theirs: str
    #: From the top of the working tree, which is the current folder.
    path: str
    marker_size: int = 7


@record(frozen=True, slots=True)
class Verdict:
    """How a merge ended."""

    code: int
    #: Why git's own merge was left to it, or a complaint of git's; mostly empty.
    reason: str = ""


def merge_file(
    handed: Handed, wishes: Wishes, around: Surroundings, run: Run
) -> Verdict:
    """Merge three versions of a note into the file `ours`.

    All but contacts' notes and rendered ones, and what cannot be merged exactly, are
    handed on to `git merge-file`, untouched.
    """
    try:
        merged = _merge(handed, wishes, around)
        write_handed(handed.ours, merged.text.encode())
    except (MergeRefused, NettrackError, OSError, UnicodeError) as refusal:
        return _leave_to_git(handed, run, str(refusal))
    except Exception as fault:  # noqa: BLE001
        return _leave_to_git(handed, run, described(fault))
    return Verdict(CONFLICT if merged.conflicts else 0)


def _merge(handed: Handed, wishes: Wishes, around: Surroundings) -> Merged:
    root = locate.find_vault(
        explicit=wishes.vault or None,
        env=around.vault or None,
        cwd=around.cwd,
        config_default=None,
    )
    rules = _rules(root)
    path = _path_inside(root, around.cwd, handed.path)
    texts = [_text(name) for name in (handed.base, handed.ours, handed.theirs)]
    if not all(_is_ours(path, text, rules) for text in texts[1:]):
        raise MergeRefused("it is neither a contact's note nor a rendered one")
    return merge_notes(
        texts[0], texts[1], texts[2], rules=merge_rules(rules, handed.marker_size)
    )


def _rules(root: str) -> ReadingRules:
    try:
        text = DiskFiles(root).read_setting(settings_file.FILE)
        settings = settings_file.read_settings(text or "")
    except SettingsInvalid:
        # They may be in conflict themselves just now.
        settings = settings_file.Settings()
    return reading_rules(settings, locate.read_obsidian_settings(root))


def _path_inside(root: str, cwd: str, path: str) -> str:
    whole = os.path.join(os.path.realpath(cwd), *path.split("/"))  # noqa: PTH118
    start = os.path.realpath(root).rstrip(os.sep) + os.sep
    if not whole.startswith(start):
        raise MergeRefused("it lies outside of the vault")
    return whole[len(start) :].replace(os.sep, "/")


def _text(name: str) -> str:
    content = read_handed(name)
    if content is None:
        raise MergeRefused("it is too big")
    return content.decode("utf-8")


def _is_ours(path: str, text: str, rules: ReadingRules) -> bool:
    parsed = parse_note(path, text)
    if parsed.regions:
        return True
    return read_nature(parsed, vocabulary_of(rules)).kind in {"contact", "rendered"}


def merge_rules(rules: ReadingRules, marker_size: int = 7) -> MergeRules:
    """What a merge of this vault's notes must be told."""

    def holds_list(key: str) -> bool:
        if fold_key(key) in _LISTS:
            return True
        canonical = canonical_key(key, rules)
        return canonical is not None and is_list(canonical)

    return MergeRules(
        rules.log_headings,
        vocabulary_of(rules).kinds,
        holds_list,
        lambda lang: kept_heading("ja" if lang == "ja" else "en"),
        marker_size,
    )


def _leave_to_git(handed: Handed, run: Run, reason: str) -> Verdict:
    """Have git merge it as it merges any text; what it cannot is a conflict."""
    git = find_program("git")
    if git is None:
        return Verdict(CONFLICT, "git is not on the path; our side was left")
    labels = [word for name in ("ours", "base", "theirs") for word in ("-L", name)]
    size = f"--marker-size={handed.marker_size}"
    names = (handed.ours, handed.base, handed.theirs)
    ran: Ran = run([git, "merge-file", size, *labels, *names])
    if ran.code == 0:
        return Verdict(0, reason)
    told = ran.fault if ran.code > 127 else reason
    return Verdict(CONFLICT, told)
