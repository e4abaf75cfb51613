"""A soak: the service under traffic for some minutes while things go wrong, every answer held against the graph.

``python bench/soak.py [--minutes 15]`` (as root: the disk that fills up is a tmpfs of its own).

A store of the five plans and two small ones is loaded again and again with a new figure in both small plans, while
clients ask. Each answer must be, row for row, that of a generation that was current while it was asked for: no other,
and no mixture. Beside that, in turn: query processes and the web process are killed, the disk is filled and a load
tried on it, clients read slowly, send slowly, or break off, and one sends queries that never end. A request without an
answer is lost, unless the web process was killed under it and none answered yet. In the last third nothing ends a
process any more, so that each shows whether its memory grows. It stops itself, and ends with 1 when an answer was wrong
or lost, or memory grew.
"""

from __future__ import annotations

import argparse
import contextlib
import http.client
import itertools
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import servers
from pyoxigraph import QueryResultsFormat, QueryTriples
from soak_faults import Faults
from soak_memory import processes, sampled
from soak_record import Answered, Broken, Record, Rows, report, rows_of

from graph.generations import Generations
from graph.store import Store
from ontology.iri import Iris
from service.evaluation import select
from service.questions import ask, catalogue

CORPUS = Path(__file__).parent.parent / "corpus"
CLIENTS = 6
JSON = {"Accept": "application/sparql-results+json"}
DISK = "600m"
TIMEOUT = 5
CACHE_BYTES = 4_000_000
"""Answers kept: little, so that what is kept does not grow for most of the time."""
QUIET = 1 / 3
"""The last part of the time, in which nothing ends a process, so that the memory of those that live on can be seen."""
SAMPLED = 2.0
"""Seconds between two looks at the memory."""
PLAN = """ỦY BAN NHÂN DÂN      CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
TỈNH BẮC KẠN             Độc lập - Tự do - Hạnh phúc

Số: {number}/KH-UBND      Bắc Kạn, ngày 10 tháng 3 năm 2023

KẾ HOẠCH
Thực hiện Chương trình mục tiêu quốc gia năm 2023

Căn cứ Quyết định số 1719/QĐ-TTg ngày 14/10/2021 của Thủ tướng Chính phủ phê duyệt Chương trình;
Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau:

I. MỤC TIÊU
1. Mục tiêu cụ thể
- Giảm tỷ lệ hộ nghèo dân tộc thiểu số {figure}% trong năm 2023.
II. TỔ CHỨC THỰC HIỆN
1. Ban Dân tộc tỉnh
Chủ trì, phối hợp với các đơn vị liên quan triển khai thực hiện Kế hoạch này.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Nguyễn Đăng Bình
"""
PREFIX = "PREFIX lv: <https://w3id.org/lienvan/ontology#>\n"
PROBES = (
    "SELECT ?number ?lower { ?t lv:statedIn ?d ; lv:lower ?lower . ?d lv:number ?number FILTER(?lower > 100) }",
    "SELECT (COUNT(*) AS ?n) (SUM(?lower) AS ?sum) { ?t a lv:Target ; lv:lower ?lower }",
    "SELECT (COUNT(DISTINCT ?a) AS ?n) { ?a a lv:Assignment }",
    "SELECT ?d ?number { ?d lv:loaded true ; lv:number ?number }",
)
QUESTIONS = ("lead-agency", "place-targets", "most-cited", "agency-duties", "findings-of-document")


class Soak:
    """The service, its store, and all who use and disturb it until the time is over."""

    def __init__(self, root: Path, disk: Path, minutes: float) -> None:
        self.root = root
        self.store = disk / "var"
        self.disk = disk
        self.minutes = minutes
        self.until = 0.0
        self.record = Record()
        self.queries: list[str] = []
        self.address = ""
        self.process: subprocess.Popen[bytes] | None = None
        self._figures = itertools.count(101)
        self.loading = threading.Lock()

    @property
    def over(self) -> bool:
        """Whether the time is over."""
        return time.monotonic() > self.until

    # Loads

    def load(self) -> int:
        """Loads both small plans with a new figure; gives the command's exit code."""
        figure = next(self._figures)
        for number in (901, 902):
            path = self.root / "plans" / f"{number}.txt"
            path.parent.mkdir(exist_ok=True)
            path.write_text(PLAN.format(number=number, figure=figure), encoding="utf-8")
        begin = time.monotonic()
        plans = [str(CORPUS), str(self.root / "plans")]
        command = [servers.beside_python("lienvan"), "load", *plans, "--store", str(self.store)]
        done = subprocess.run(command, capture_output=True, check=False)
        if done.returncode == 0:
            self._expect(begin, time.monotonic())
        return done.returncode

    def _expect(self, begin: float, end: float) -> None:
        """What every query must answer from the generation that was loaded between the two times."""
        current = Generations(self.store).current()
        store = current.open()
        if not self.queries:
            self.queries = [PREFIX + probe for probe in PROBES] + list(self._questions(store))
        answers: dict[str, Rows] = {}
        for query in self.queries:
            result = store.query(query)
            if not isinstance(result, QueryTriples):
                answers[query] = rows_of(result.serialize(format=QueryResultsFormat.JSON) or b"")
        for other in self.record.visible.values():
            other[1] = min(other[1], end)
        self.record.expected[current.number] = answers
        self.record.visible[current.number] = [begin, float("inf")]

    def _questions(self, store: Store) -> Iterator[str]:
        for slug in QUESTIONS:
            question = catalogue()[slug]
            given = {parameter.name: parameter.example for parameter in question.parameters if parameter.required}
            yield ask(question, given, lambda text: select(store, text, 1_000_000), Iris()).sparql

    # Clients

    def ask(self) -> None:
        """One client: asks one query after another, half of them so that the answer is computed."""
        connection: http.client.HTTPConnection | None = None
        mind = random.Random()
        while not self.over:
            query = mind.choice(self.queries)
            text = query if mind.random() < 0.5 else f"{query}\n# {mind.random()}"
            begin = time.monotonic()
            try:
                connection = connection or self.connection()
                connection.request("GET", "/sparql?query=" + quote(text), headers=JSON)
                response = connection.getresponse()
                content = response.read()
            except (OSError, http.client.HTTPException) as error:
                connection = None
                self.record.broken.append(Broken(begin, time.monotonic(), f"{type(error).__name__}: {error}"))
                time.sleep(0.2)
                continue
            self._note(query, begin, response.status, content)
            time.sleep(mind.random() * 0.05)

    def _note(self, query: str, begin: float, status: int, content: bytes) -> None:
        end = time.monotonic()
        self.record.outcomes[str(status)] += 1
        if status == 200:
            try:
                self.record.answers.append(Answered(query, begin, end, rows_of(content)))
            except ValueError:
                self.record.outcomes["not whole"] += 1

    def connection(self) -> http.client.HTTPConnection:
        """One of a client's own."""
        parts = urlsplit(self.address)
        return http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=60)

    # Watching

    def processes(self) -> list[tuple[int, str]]:
        """All processes of the service, with their commands."""
        return processes(self.process.pid) if self.process is not None else []

    def watch(self) -> None:
        """Samples the memory of all processes."""
        while not self.over:
            if self.process is not None:
                self.record.memory.append(sampled(self.process.pid))
            time.sleep(SAMPLED)

    def run(self) -> None:
        """The whole soak."""
        if self.load() != 0:
            raise SystemExit("the first load failed")
        with servers.lienvan(self.store, rate_limit="off", query_timeout=TIMEOUT, cache_bytes=CACHE_BYTES) as server:
            self.address, self.process = server.query, server.process
            begin = time.monotonic()
            self.until = begin + self.minutes * 60
            self.record.quiet = begin + self.minutes * 60 * (1 - QUIET)
            threads = [threading.Thread(target=self.ask) for _ in range(CLIENTS)]
            threads += [threading.Thread(target=Faults(self).disturb), threading.Thread(target=self.watch)]
            for thread in threads:
                thread.start()
            while not self.over:
                time.sleep(10)
                with self.loading:
                    if self.load() == 0:
                        self.record.faults["load under traffic"] += 1
            for thread in threads:
                thread.join(120)


@contextlib.contextmanager
def small_disk() -> Iterator[Path]:
    """A tmpfs of its own, gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="lienvan-soak-"))
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=False)
        folder.rmdir()


def main() -> None:
    """Runs the soak and prints its figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=15)
    minutes = parser.parse_args().minutes
    root = Path(tempfile.mkdtemp(prefix="lienvan-soak-plans-"))
    try:
        with small_disk() as disk:
            soak = Soak(root, disk, minutes)
            soak.run()
            good = report(soak.record)
    finally:
        shutil.rmtree(root, ignore_errors=True)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
