"""The command ``lienvan``: one module per group of commands, one place that turns errors into one clear line."""

from __future__ import annotations

import sys
import traceback
from importlib.metadata import version

import click

from ontology.errors import LienvanError
from service.cli import answers, checks, extraction, loading, serving, upkeep

BAD_INPUT = 2


class Lienvan(click.Group):
    """The command group; an error that the user can mend is one line on stderr and exit code 2, never a traceback."""

    def invoke(self, ctx: click.Context) -> object:
        """Runs the chosen command; ``--debug`` shows where an error came from."""
        try:
            return super().invoke(ctx)
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
    """Liên Văn: đồ thị tri thức từ các kế hoạch công tác dân tộc. / A knowledge graph over ethnic-affairs plans."""


for command in (
    extraction.extract,
    extraction.evaluate,
    loading.load,
    checks.check,
    answers.query,
    answers.ask,
    serving.serve,
    upkeep.status,
    upkeep.rollback,
    upkeep.export,
):
    main.add_command(command)
