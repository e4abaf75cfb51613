"""How far a load is: a bar on a terminal, a line every few seconds where standard error goes to a file."""

from __future__ import annotations

import time
from typing import Final, Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from graph.report import LoadRow

_EVERY: Final = 10.0
"""Seconds between two lines."""


class Watch:
    """A context that is told of each document; shows how many are done, how many a second, and the time left."""

    def __init__(self) -> None:
        console = Console(stderr=True)
        self._plain = not console.is_terminal
        self._console = console
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn())
        self._bar = Progress(*columns, console=console, transient=True, disable=self._plain)
        self._task = self._bar.add_task("load", total=None)
        self._start = self._said = time.monotonic()
        self._first: int | None = None

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def __call__(self, done: int, total: int, row: LoadRow) -> None:
        """One more document: ``done`` of ``total``, ``row`` the last."""
        self._bar.update(self._task, completed=done, total=total, description=row.file_name)
        now = time.monotonic()
        self._first = done - 1 if self._first is None else self._first
        if self._plain and now - self._said >= _EVERY:
            self._said = now
            rate = (done - self._first) / (now - self._start)
            self._console.print(progress_line(done, total, rate), highlight=False, soft_wrap=True)


class _Rate(ProgressColumn):
    """Documents a second."""

    def render(self, task: Task) -> Text:
        """``8.3/s``."""
        speed = task.finished_speed or task.speed
        return Text("" if speed is None else f"{speed:.1f}/s")


def progress_line(done: int, total: int, rate: float) -> str:
    """``1200/10000 documents, 9.8/s, 0:14:57 left``: ``rate`` in documents a second."""
    left = round((total - done) / rate) if rate else 0
    hours, rest = divmod(left, 3600)
    return f"{done}/{total} documents, {rate:.1f}/s, {hours}:{rest // 60:02d}:{rest % 60:02d} left"
