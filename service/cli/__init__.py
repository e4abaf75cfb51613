"""The command ``lienvan``: one module per group of commands, one place that turns errors into one clear line."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Mapping
from importlib import import_module
from importlib.metadata import version
from typing import Final

import click

from ontology.errors import LienvanError

BAD_INPUT: Final = 2

COMMANDS: Final[Mapping[str, str]] = {
    "extract": "extraction",
    "evaluate": "extraction",
    "load": "loading",
    "check": "checks",
    "query": "answers",
    "ask": "answers",
    "verify": "verifying",
    "network": "networking",
    "serve": "serving",
    "status": "upkeep",
    "rollback": "upkeep",
    "index": "upkeep",
    "backup": "keeping",
    "compact": "keeping",
    "prune": "keeping",
    "export": "upkeep",
    "import": "keeping",
}
"""Each command and its module, imported when it is called: ``lienvan status`` does not compile the grammar."""


_FUNCTIONS: Final = {"import": "import_"}
"""Commands named by a keyword of Python."""


class Lienvan(click.Group):
    """The command group; an error that the user can mend is one line on stderr and exit code 2, never a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The commands, in the order of their use."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """The command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(f"{__name__}.{COMMANDS[cmd_name]}"), _FUNCTIONS.get(cmd_name, cmd_name))
        if not isinstance(command, click.Command):
            raise TypeError(f"{cmd_name} is no command")
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Runs the chosen command; ``--debug`` shows where an error came from."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise  # click ends quietly when who reads the output has enough
        except (LienvanError, OSError) as error:
            if ctx.params.get("debug"):
                traceback.print_exc()
            click.echo(f"lienvan: {error_line(error)}", err=True)
            sys.exit(BAD_INPUT)


def error_line(error: LienvanError | OSError) -> str:
    """``var: No space left on device. Free some space …`` for what the operating system refused."""
    if isinstance(error, LienvanError):
        return str(error)
    return f"{error.filename or 'system'}: {error.strerror or error}. Mend that and run the command again"


@click.group(cls=Lienvan, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--debug", is_flag=True, help="Khi có lỗi, in cả vết lỗi. / Show the traceback of an error.")
@click.version_option(version("lienvan"), prog_name="lienvan")
def main(debug: bool) -> None:
    """Liên Văn: đồ thị tri thức từ các kế hoạch công tác dân tộc / A knowledge graph over ethnic-affairs plans."""
