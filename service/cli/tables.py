"""Tables on the terminal: as wide as it is, and wide enough to keep whole words where the output goes to a file."""

from __future__ import annotations

from rich.console import Console, RenderableType

WIDTH_OF_FILES = 160


def print_table(table: RenderableType) -> None:
    """Prints a table on standard output."""
    console = Console()
    (console if console.is_terminal else Console(width=WIDTH_OF_FILES)).print(table)
