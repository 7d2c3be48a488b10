"""What the user's own `config.toml` says, beside every vault."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from nettrack_md.errors import SettingsInvalid
from nettrack_md.model.problems import Problem
from nettrack_md.vault import reading

if TYPE_CHECKING:
    from nettrack_md.vault.places import AskRule

_ASK_RULES: tuple[AskRule, ...] = ("shared", "always", "never")


def read_default_vault(path: str) -> str | None:
    """What `vault =` says in the file at that path.

    Raises SettingsInvalid when that file is broken.
    """
    vault = _table(path).get("vault")
    if vault is None or isinstance(vault, str):
        return vault or None
    message = "vault must be a folder, as text"
    raise SettingsInvalid([Problem(path, 0, "bad-setting", message)])


def read_ask_rule(path: str) -> AskRule:
    """What `[templates] ask =` says there. Raises SettingsInvalid likewise."""
    section = _table(path).get("templates", {})
    wish = section.get("ask", "shared") if isinstance(section, dict) else section
    for rule in _ASK_RULES:
        if wish == rule:
            return rule
    message = '[templates] ask takes "shared", "always" or "never"'
    raise SettingsInvalid([Problem(path, 0, "bad-setting", message)])


def _table(path: str) -> dict[str, Any]:
    """The settings; empty where there is no such file."""
    text = reading.read_setting(path, path)
    if text is None:
        return {}
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        problem = Problem(path, 0, "bad-setting", f"this is no TOML: {error}")
        raise SettingsInvalid([problem]) from None
