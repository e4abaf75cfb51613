"""What pages keep of a generation, read before anyone asks: among ten thousand documents that takes ten seconds."""

from __future__ import annotations

import logging
from threading import Event, Thread
from typing import Final

from flask import Flask

from service import finding_lists
from service.ask_pages import names
from service.choice_lists import choice_list
from service.finding_lists import Filter
from service.problems import Problem
from service.query_process import StoreFolder
from service.state import Service
from service.words import understand

log = logging.getLogger("lienvan")

MANY: Final = 1_000
"""Documents from which on it is worth while: of fewer, all is read when it is asked for."""
SETTLED: Final = 3.0
"""Seconds for which a generation must have been the current one: of many small writes, the last counts."""
_KINDS: Final = ("agency", "document", "plan", "place", "former-place")
"""The kinds of choices that are many."""
_ANY_WORDS: Final = "chỉ tiêu"
"""The names are put in order by their words when the first question is understood."""


class ReadingAhead:
    """A thread that reads once for each generation of at least ``many`` documents."""

    def __init__(self, app: Flask, service: Service, *, many: int = MANY, settled: float = SETTLED) -> None:
        self._app, self._service, self._many, self._settled = app, service, many, settled
        self._ended = Event()
        self.read: StoreFolder | None = None
        """The store that was read last."""

    def start(self) -> None:
        """Looks for a new generation from now on."""
        Thread(target=self._look, name="reading-ahead", daemon=True).start()

    def stop(self) -> None:
        """Looks no more."""
        self._ended.set()

    def _look(self) -> None:
        seen: StoreFolder | None = None
        while not self._ended.wait(self._settled):
            folder = self._folder()
            if folder is not None and folder == seen and folder != self.read:
                self._read()
                self.read = folder
            seen = folder

    def _folder(self) -> StoreFolder | None:
        """The store of the current generation; None for none, a broken one, and one of few documents."""
        with self._app.test_request_context():
            try:
                documents = len(self._service.generation().manifest.documents)
                return self._service.folder() if documents >= self._many else None
            except Problem:
                return None

    def _read(self) -> None:
        """One after another, so that one query process at most is taken."""
        with self._app.test_request_context():
            try:
                finding_lists.counts(Filter())
                for kind in _KINDS:
                    if not self._ended.is_set():
                        choice_list(kind)
                if not self._ended.is_set():
                    understand(_ANY_WORDS, names())
            except Problem as problem:
                if not self._ended.is_set():
                    log.warning("not everything was read ahead: %s", problem.kind.slug)
