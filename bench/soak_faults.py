"""What goes wrong in a soak, one thing after another."""

from __future__ import annotations

import contextlib
import http.client
import itertools
import os
import random
import signal
import socket
import time
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from soak_memory import command
from soak_record import Kill

from graph.generations import Generations

if TYPE_CHECKING:
    from soak import Soak

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != ?d && ?d != ?g) }"
LARGE = "SELECT ?s ?o { ?s a ?o } LIMIT 9000"


class Faults:
    """Disturbs the service of a soak; the same faults in the same order each time."""

    def __init__(self, soak: Soak) -> None:
        self._soak = soak
        self._record = soak.record
        self._random = random.Random(9)

    def disturb(self) -> None:
        """One fault after another until the time is over."""
        faults: list[Callable[[], None]] = [
            self.kill_query_process, self.slow_reader, self.break_off, self.kill_query_process, self.slow_sender,
            self.runaway, self.full_disk, self.break_off, self.kill_web_process,
        ]  # fmt: skip
        for fault in itertools.cycle(faults):
            if self._soak.over:
                return
            if time.monotonic() > self._record.quiet and fault not in (self.slow_sender, self.full_disk):
                continue
            with contextlib.suppress(OSError, http.client.HTTPException):
                fault()
                self._record.faults[fault.__name__] += 1
            time.sleep(2 + self._random.random() * 3)

    def kill_query_process(self) -> None:
        """SIGKILL for one of them."""
        found = [pid for pid, words in self._soak.processes() if "query_process" in words]
        if found:
            os.kill(self._random.choice(found), signal.SIGKILL)

    def kill_web_process(self) -> None:
        """SIGKILL for the process that answers; its parent starts another."""
        found = [pid for pid, words in self._soak.processes() if "spawn_main" in words]
        if found:
            sent = time.monotonic()
            os.kill(found[0], signal.SIGKILL)
            while "spawn_main" in command(found[0]):
                time.sleep(0.01)
            self._record.killed.append(Kill(sent, time.monotonic()))

    def full_disk(self) -> None:
        """Fills the disk, tries to load, and frees it: the load must fail and say why."""
        filler = self._soak.disk / "filler"
        with self._soak.loading:
            before = Generations(self._soak.store).current_number()
            with contextlib.suppress(OSError), filler.open("wb") as file:
                while True:
                    file.write(b"\0" * 1_000_000)
            code = self._soak.load()
            filler.unlink()
        if code == 0 or Generations(self._soak.store).current_number() != before:
            self._record.outcomes["a load on a full disk went through"] += 1

    def slow_sender(self) -> None:
        """A request sent byte by byte."""
        with socket.create_connection(self._host(), timeout=20) as client:
            for byte in b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\n":
                client.sendall(bytes([byte]))
                time.sleep(0.1)

    def slow_reader(self) -> None:
        """A large answer read a little at a time."""
        with socket.create_connection(self._host(), timeout=20) as client:
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            client.sendall(b"GET /sparql?query=" + quote(LARGE).encode() + b" HTTP/1.1\r\nHost: h\r\n\r\n")
            for _ in range(20):
                client.recv(512)
                time.sleep(0.1)

    def break_off(self) -> None:
        """Clients that leave while their answers are made."""
        for query in (RUNAWAY, LARGE, RUNAWAY):
            with socket.create_connection(self._host(), timeout=20) as client:
                client.sendall(b"GET /sparql?query=" + quote(query).encode() + b" HTTP/1.1\r\nHost: h\r\n\r\n")
                time.sleep(0.3)

    def runaway(self) -> None:
        """A query that never ends: 504, and the service goes on."""
        connection = self._soak.connection()
        connection.request("GET", "/sparql?query=" + quote(RUNAWAY))
        self._record.outcomes[f"runaway: {connection.getresponse().status}"] += 1

    def _host(self) -> tuple[str, int]:
        parts = urlsplit(self._soak.address)
        return str(parts.hostname), int(parts.port or 0)
