"""``lienvan load`` that says where it is, so that a fault can be aimed at each stage of it.

    python bench/fault_stages.py FILE load PATH…

is ``lienvan load PATH…``; before each stage its name and the time (seconds since 1970) are added to FILE as a line.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import graph.building
import graph.publish
from graph.building import Building
from graph.filling import Filling
from service.cli import main

STAGES: Final = ("begin", "read", "describe", "check", "derive", "publish", "switch")
"""Files are looked for and the store is begun; read and written; what they share is described; the check; the files
beside the store; all is brought to disk; ``current`` is switched and what is not needed any more removed."""


def said(stage: str, step: Callable[..., Any], file: Path) -> Callable[..., Any]:
    """The step, which first says that it begins."""

    def saying(*given: Any, **named: Any) -> Any:
        note(stage, file)
        return step(*given, **named)

    return saying


def note(stage: str, file: Path) -> None:
    """Add a line to the file."""
    with file.open("a") as stream:
        stream.write(f"{stage} {time.time():.4f}\n")


def watch(file: Path) -> None:
    """Have every stage of a load of this process said."""
    note("begin", file)
    places: tuple[tuple[str, Any, str], ...] = (
        ("read", Filling, "fill"),
        ("describe", Filling, "_describe_shared"),
        (
            "check",
            graph.publish._Load,  # noqa: SLF001 - what a load does is its own
            "_checked",
        ),
        ("derive", graph.publish, "derive"),
        ("publish", Building, "publish"),
        ("switch", graph.building, "finish"),
    )
    for stage, owner, name in places:
        setattr(owner, name, said(stage, getattr(owner, name), file))


if __name__ == "__main__":
    watch(Path(sys.argv[1]))
    main(sys.argv[2:])
