"""Which templates of a vault may run: those that nobody else can have put there.

Where others can (a clone, a synced folder), only those that the user has looked at,
byte for byte. What was looked at is kept outside the vault (docs/security.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from nettrack_md.app.trust.seen import seen_templates
from nettrack_md.errors import TemplateUntrusted
from nettrack_md.model.problems import Problem
from nettrack_md.render.names import PREFIX, built_in
from nettrack_md.vault import places
from nettrack_md.vault.paths import join
from nettrack_md.vault.provenance import find_foreign_hand, find_way_in
from nettrack_md.vault.templates import read_templates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from nettrack_md.app.workspace import Workspace
    from nettrack_md.errors import NettrackError

#: `own`: nothing says that others could have written it. `built-in`: equal to ours.
#: `new`, `changed`: to be looked at, for the first time or again.
State = Literal["own", "built-in", "trusted", "new", "changed"]
#: In these it does not run.
HELD: frozenset[State] = frozenset({"new", "changed"})


@dataclass(frozen=True, slots=True)
class Template:
    """A template of the vault, and whether it may run."""

    #: Below the folder of templates: how others include it.
    name: str
    #: From the vault's root.
    path: str
    text: str
    state: State
    #: By what way somebody else's words may have come into it; may be empty.
    way: str = ""
    #: The text that was trusted last; None when none was.
    before: str | None = None

    @property
    def may_run(self) -> bool:
        """Whether rendering may use it."""
        return self.state not in HELD

    @property
    def reason(self) -> str:
        """Why it may not run, as a clause."""
        if self.state == "changed":
            return f"it changed since you trusted it, and {self.way}"
        return f"nobody has looked at this template yet, and {self.way}"

    def refusal(self) -> TemplateUntrusted:
        """What to raise where it is wanted and may not run."""
        return TemplateUntrusted(self.name, self.path, self.reason)


@dataclass(frozen=True, slots=True)
class Supply:
    """The user's own templates for rendering."""

    #: Name to text.
    own: Mapping[str, str]
    #: Those that must not run: name to what to raise when one is wanted.
    held: Mapping[str, NettrackError]

    @property
    def names(self) -> frozenset[str]:
        """All of them, whether they may run or not."""
        return frozenset((*self.own, *self.held))


def supply(ws: Workspace) -> Supply:
    """The user's own templates, as they are now. Raises TemplateBroken."""
    found = standing(ws.root, ws.settings.templates)
    return Supply(
        {one.name: one.text for one in found if one.may_run},
        {one.name: one.refusal() for one in found if not one.may_run},
    )


def standing(root: str, folder: str) -> tuple[Template, ...]:
    """Every template in `folder` of the vault at `root`, by name.

    The texts are read once: what was compared is what will run. Raises
    TemplateBroken, SettingsInvalid.
    """
    texts = read_templates(root, folder)
    if not texts:
        return ()
    way_of = _ways_into(root)
    seen = seen_templates(root)
    found = []
    for name, text in texts.items():
        path = join(folder, name)
        way, before = way_of(path), seen.get(path)
        state = _state(name, text, before, way)
        found.append(Template(name, path, text, state, way, before))
    return tuple(found)


def _ways_into(root: str) -> Callable[[str], str]:
    """Why a template at a path may be somebody else's; empty where it may not."""
    match places.ask_rule():
        case "always":
            return lambda _: "you want to be asked about every one"
        case "never":
            return lambda _: ""
        case "shared":
            way = find_way_in(root)
            return lambda path: way or find_foreign_hand(f"{root}/{path}")


def _state(name: str, text: str, before: str | None, way: str) -> State:
    if text == before:
        return "trusted"
    if text == built_in(PREFIX + name.rpartition("/")[2]):
        return "built-in"
    if not way:
        return "own"
    return "new" if before is None else "changed"


def untrusted(ws: Workspace) -> Iterator[Problem]:
    """A problem for each template that does not run until somebody looked at it."""
    for refusal in supply(ws).held.values():
        if isinstance(refusal, TemplateUntrusted):
            yield as_problem(refusal)


def as_problem(refusal: TemplateUntrusted) -> Problem:
    """A template that was not run, as a problem of the vault."""
    message = f"{refusal.reason}, so it was not run"
    return Problem(refusal.path, 1, "template-untrusted", message, refusal.advice)
