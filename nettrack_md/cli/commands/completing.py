"""`completion`: how words go on in a shell, names of people among them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
)

from nettrack_md.cli.options import Options, shared_options
from nettrack_md.cli.safe import safe

if TYPE_CHECKING:
    from collections.abc import Sequence

_VARIABLE = "_NETTRACK_COMPLETE"
# As click has it, but that a name with a blank stays one word, in quotes or without.
_BASH = r"""
%(complete_func)s() {
    local IFS=$'\n' response completion type value typed
    typed=${COMP_WORDS[COMP_CWORD]}
    response=$(env COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD \
        %(complete_var)s=bash_complete "$1" 2>/dev/null)
    COMPREPLY=()
    while read -r completion; do
        type=${completion%%%%,*}
        value=${completion#*,}
        case $type in
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
            plain)
                case $typed in
                    \"*) value=${value//\\/\\\\} value=${value//\"/\\\"}
                         value=${value//\$/\\\$} value=${value//\`/\\\`} ;;
                    \'*) value=${value//\'/\'\\\'\'} ;;
                    *) printf -v value %%q "$value" ;;
                esac
                COMPREPLY+=("$value")
                ;;
        esac
    done <<< "$response"
    return 0
}

complete -o nosort -F %(complete_func)s %(prog_name)s
"""


class _Bash(BashComplete):
    """The script for bash, from 4.4 on."""

    source_template = _BASH.lstrip()

    def source(self) -> str:
        """The script, without asking which bash is here."""
        return ShellComplete.source(self)


_SHELLS: dict[str, type[ShellComplete]] = {
    "bash": _Bash, "zsh": ZshComplete, "fish": FishComplete
}  # fmt: skip


@click.command("completion")
@click.argument("shell", type=click.Choice(list(_SHELLS)))
@shared_options
def completion_command(options: Options, shell: str) -> None:
    r"""Print the script by which SHELL completes commands, options and names.

    \b
    bash:  eval "$(nettrack completion bash)"      in ~/.bashrc
    zsh:   eval "$(nettrack completion zsh)"       in ~/.zshrc, behind compinit
    fish:  nettrack completion fish > ~/.config/fish/completions/nettrack.fish

    Names go on from readings and aliases too, in any script: さと, sato and 佐 find
    佐藤. They come from the index as the last command left it.
    """
    del options
    root = click.get_current_context().find_root().command
    click.echo(_SHELLS[shell](root, {}, "nettrack", _VARIABLE).source(), nl=False)


def people_items(ctx: click.Context, param: click.Parameter, begun: str) -> Any:  # noqa: ANN401 — as click wants it
    """The people whom a word that was begun may name."""
    from nettrack_md.app.completing import name_endings
    from nettrack_md.app.surroundings import completing_shell, look_around

    given = {**ctx.find_root().params, **_said(ctx.params)}
    before: Sequence[str] = ctx.params.get(param.name or "") or ()
    endings = name_endings(
        begun,
        before,
        look_around(),
        vault=given.get("vault") or "",
        private=bool(given.get("private")),
        as_typed=completing_shell() == "fish",
    )
    return [CompletionItem(one.value, help=safe(one.whom) or None) for one in endings]


def _said(params: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in params.items() if value is not None}
