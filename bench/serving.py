"""Requests per second and delays of this service beside its peers, in one run on one machine and one graph.

``python bench/serving.py STORE [--seconds 3] [--clients 1 8 64] [--peers …]``

Peers: this service with every answer computed and with answers kept; rdflib-endpoint (PyPI) on rdflib's memory;
Virtuoso 7 (Debian, ``virtuoso-opensource-7-bin``); the Rust server (PyPI ``oxigraph``, ``serve-read-only``); and two
floors: the same web server answering a constant of the same length, and the engine called in this process.

Load comes from ``wrk`` (Debian): closed loops over kept connections, GET (a long query: a POST form), JSON answers.
Every peer gets the same queries and is first asked each of them once; a query that a peer does not answer, or with
another number of rows, is reported. A cell is measured for all peers one after another, so that what else the machine
does falls on all of them; rdflib-endpoint comes behind the others, because it goes on computing what nobody waits for
any more.
(A file named ``service.py`` here would hide the package of that name from everything in this folder.)
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
import urllib.parse
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import servers
from pyoxigraph import QueryResultsFormat, QueryTriples, RdfFormat
from rdflib_alone import times
from wrk import PATIENCE, Cell, finish, line, measure, rows_of, start

from graph.generations import Generation, Generations
from graph.store import Store
from ontology.iri import Iris
from service.evaluation import select
from service.questions import ask, catalogue

ROWS = {"small": 10, "medium": 1_000, "large": 10_000}
NQUADS = "graph.nq"
SELECT = (
    "PREFIX lv: <https://w3id.org/lienvan/ontology#>\n"
    "SELECT ?thing ?value {{ ?thing a lv:{cls} ; lv:{term} ?value }} LIMIT {rows}"
)
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != ?d && ?d != ?g) }"
ALONE, RDFLIB = "rdflib in memory", "rdflib-endpoint"
FLOOR = "floor: constant"
AIMS = (
    ("this service, computed", RDFLIB, 15.0),
    ("this service, computed", "Virtuoso 7", 1.0),
    ("this service, computed", "oxigraph server", 0.7),
    ("this service, kept", "oxigraph server", 1.5),
    ("this service, kept", FLOOR, 0.6),
)
OPEN_LIMITS = {"rate_limit": "off", "query_queue": 256}
"""The service's limit on one client is lifted: here all clients have one address."""


def workloads(generation: Generation) -> dict[str, list[str]]:
    """The queries of each kind: the catalogue's questions with their examples, and results of three sizes."""
    store, iris = generation.open(), Iris(generation.manifest.base)
    questions = []
    for question in catalogue().values():
        given = {parameter.name: parameter.example for parameter in question.parameters if parameter.required}
        questions.append(ask(question, given, lambda text: select(store, text, 1_000_000), iris).sparql)
    few, many = ("Target", "unit"), ("Place", "code")
    sizes = {
        name: [SELECT.format(cls=cls, term=term, rows=rows)]
        for name, rows in ROWS.items()
        for cls, term in [few if rows <= 10 else many]
    }
    return {"catalogue": questions, **sizes}


def answer(store: Store, query: str) -> bytes:
    """The rows of a query as JSON; nothing for one that gives no rows."""
    result = store.query(query)
    return b"" if isinstance(result, QueryTriples) else result.serialize(format=QueryResultsFormat.JSON) or b""


@dataclass(frozen=True, slots=True)
class Peer:
    """A server under test: how it is started, and whether every query must be a new one."""

    name: str
    server: Callable[[], AbstractContextManager[servers.Running]]
    fresh: bool


def peers(
    store: Path, generation: Generation, loads: Mapping[str, Sequence[str]], nquads: Path, folder: Path
) -> list[Peer]:
    """All peers, on the data of one generation. The floor answers each load with as many bytes as its answers have."""
    bodies = folder / "bodies"
    bodies.mkdir()
    opened = generation.open()
    for load, queries in loads.items():
        sizes = [len(answer(opened, query)) for query in queries]
        (bodies / load).write_bytes(b" " * round(sum(sizes) / len(sizes)))
    return [
        Peer("this service, computed", lambda: servers.lienvan(store, **OPEN_LIMITS), fresh=True),
        Peer("this service, kept", lambda: servers.lienvan(store, **OPEN_LIMITS), fresh=False),
        Peer("oxigraph server", lambda: servers.oxigraph(generation.store_path, read_only=True), fresh=True),
        Peer("Virtuoso 7", lambda: servers.virtuoso(folder / "virtuoso", load=nquads), fresh=True),
        Peer(RDFLIB, lambda: servers.rdflib_endpoint(nquads), fresh=True),
        Peer(FLOOR, lambda: servers.constant(bodies), fresh=False),
    ]


class Bench:
    """One run: what is asked, and the figures as they come."""

    def __init__(
        self, loads: Mapping[str, Sequence[str]], folder: Path, seconds: float, clients: Sequence[int]
    ) -> None:
        self.loads = loads
        self.folder = folder
        self.seconds = seconds
        self.clients = clients
        self.cells: dict[tuple[str, str, int], list[Cell]] = {}
        self.expected: dict[str, int | str] = {}
        self.alone: dict[tuple[str, int], dict[str, float]] = {}
        self.files = {FLOOR: {name: self._write(name, queries) for name, queries in loads.items()}}

    def compare(self, peer: str, address: str) -> bool:
        """Asks every query, a quick one again, and says which are answered otherwise than by the first peer.

        Those that get no answer are left out for this peer; gives whether there were any. (A query that rdflib does
        not answer in time would go on in its endpoint and slow down all that follow, so it is not asked there.)
        """
        good: dict[str, list[str]] = {name: [] for name in self.loads}
        failed = False
        for name, queries in self.loads.items():
            for number, query in enumerate(queries):
                if peer == RDFLIB and self.alone[name, number][ALONE] >= PATIENCE:
                    continue
                spent, rows = rows_of(address, query)
                if spent < 1:
                    spent = min(spent, rows_of(address, query)[0])
                self.alone.setdefault((name, number), {})[peer] = spent
                wanted = self.expected.setdefault(query, rows)
                if rows != wanted:
                    print(f"{peer}: {name} {number} gives {rows}, not {wanted}", flush=True)
                failed = failed or isinstance(rows, str)
                if isinstance(rows, int):
                    good[name].append(query)
        self.files[peer] = {name: self._write(f"{peer} {name}", queries) for name, queries in good.items()}
        return failed

    def rdflib(self, nquads: Path) -> None:
        """Every query on rdflib's memory, called in process."""
        keys = [(name, number) for name, queries in self.loads.items() for number in range(len(queries))]
        queries = [self.loads[name][number] for name, number in keys]
        for key, query, (spent, rows) in zip(keys, queries, times(nquads, queries, PATIENCE), strict=True):
            self.alone.setdefault(key, {})[ALONE] = spent
            if rows != self.expected.get(query, rows):
                print(f"{ALONE}: {key[0]} {key[1]} gives {rows}, not {self.expected[query]}", flush=True)

    def _write(self, name: str, queries: Sequence[str]) -> Path:
        path = self.folder / f"{name}.txt"
        path.write_text("".join(urllib.parse.quote(query, safe="") + "\n" for query in queries), encoding="ascii")
        return path

    def round(self, addresses: Mapping[str, str], fresh: Mapping[str, bool]) -> None:
        """Every cell once, peer after peer, so that whatever else the machine does falls on all of them."""
        for name in self.loads:
            for clients in self.clients:
                for peer, address in addresses.items():
                    seconds = self._seconds(peer, name)
                    done = self.cells.setdefault((peer, name, clients), [])
                    if done and seconds > PATIENCE / 2:
                        continue
                    place = f"{address}{name}" if peer == FLOOR else address
                    cell = measure(place, self.files[peer][name], clients, seconds, fresh=fresh[peer])
                    done.append(cell)
                    print(f"{name:10} {clients:3} clients  {peer:24} {line(cell)}", flush=True)

    def _seconds(self, peer: str, load: str) -> float:
        """Long enough for several answers of a slow peer, and for the whole catalogue where that is possible."""
        spent = sum(found.get(peer, 0) for (name, _), found in self.alone.items() if name == load)
        return min(max(self.seconds, spent * 5), PATIENCE)

    def cell(self, peer: str, load: str, clients: int) -> Cell | None:
        """The round with the median rate."""
        cells = sorted(self.cells.get((peer, load, clients), ()), key=lambda cell: cell.rate)
        return cells[len(cells) // 2] if cells else None

    def runaway(self, address: str, seconds: float) -> None:
        """63 clients with small queries, without and with a 64th that sends only runaway queries."""
        small, runaway = self.files[FLOOR]["small"], self._write("runaway", [RUNAWAY])
        before = measure(address, small, 63, seconds, fresh=True)
        bad = start(address, runaway, 1, seconds + 2, fresh=True)
        time.sleep(1)
        during = measure(address, small, 63, seconds, fresh=True)
        finish(bad)
        print(f"63 clients alone:          {line(before)}")
        print(f"63 clients and a runaway:  {line(during)}")
        print(f"p95 ratio {during.p95 / before.p95:.2f} (aim: at most 3), lost {during.lost} (aim: 0)", flush=True)


def in_process(generation: Generation, loads: Mapping[str, Sequence[str]], seconds: float) -> dict[str, float]:
    """The second floor: answers a second of the engine in this process, serialised as JSON."""
    store, rates = generation.open(), {}
    for name, queries in loads.items():
        begin, count = time.perf_counter(), 0
        while time.perf_counter() - begin < seconds or count % len(queries):
            answer(store, queries[count % len(queries)])
            count += 1
        rates[name] = count / (time.perf_counter() - begin)
    return rates


def table(bench: Bench, engine: Mapping[str, float]) -> Iterator[str]:
    """The figures as Markdown."""
    names = list(dict.fromkeys(peer for peer, _, _ in bench.cells))
    yield "| answers/s (p50 / p95 / p99 in ms) | " + " | ".join(names) + " | engine in process |"
    yield "| --- |" + " ---: |" * (len(names) + 1)
    for load in bench.loads:
        for clients in bench.clients:
            cells = (bench.cell(name, load, clients) for name in names)
            shown = (f"{c.rate:,.1f} ({c.p50:,.1f} / {c.p95:,.1f} / {c.p99:,.1f})" if c else "" for c in cells)
            floor = f"{engine[load]:,.1f}" if clients == 1 else ""
            yield f"| {load}, {clients} clients | " + " | ".join(shown) + f" | {floor} |"


def ratios(bench: Bench) -> Iterator[str]:
    """Each aim with the ratio that was measured."""
    yield "| ratio | answers | clients | measured | aim | |"
    yield "| --- | --- | ---: | ---: | ---: | --- |"
    for ours, theirs, aim in AIMS:
        for load in bench.loads:
            for clients in bench.clients:
                mine, other = bench.cell(ours, load, clients), bench.cell(theirs, load, clients)
                if mine and other and other.rate:
                    ratio = mine.rate / other.rate
                    met = "met" if ratio >= aim else "missed"
                    yield f"| {ours} / {theirs} | {load} | {clients} | {ratio:.2f} | {aim:g} | {met} |"


def alone(bench: Bench) -> Iterator[str]:
    """Milliseconds of each question of the catalogue for one client, and the ratio to this service."""
    names = list(dict.fromkeys(name for spent in bench.alone.values() for name in spent))
    yield "| question, ms (× this service) | " + " | ".join(names) + " |"
    yield "| --- |" + " ---: |" * len(names)
    for (load, number), spent in bench.alone.items():
        title = list(catalogue())[number] if load == "catalogue" else load
        shown = (_milliseconds(spent.get(name), spent[names[0]]) for name in names)
        yield f"| {title} | " + " | ".join(shown) + " |"


def _milliseconds(spent: float | None, ours: float) -> str:
    if spent is None or spent >= PATIENCE:
        return f"> {PATIENCE * 1000:,}"
    return f"{spent * 1000:,.1f} ({spent / ours:,.1f})"


@contextmanager
def data(store: Path) -> Iterator[tuple[Generation, Path, Path]]:
    """The current generation, its graph as N-Quads, and a folder for the servers."""
    generation = Generations(store).current()
    with tempfile.TemporaryDirectory(prefix="lienvan-bench-") as name:
        nquads = Path(name) / NQUADS
        with nquads.open("wb") as out:
            generation.open().dump(out, RdfFormat.N_QUADS)
        yield generation, nquads, Path(name)


def started(peer: Peer, bench: Bench, stack: ExitStack) -> str:
    """The address of a peer that was asked everything once; one that left a query open is started anew."""
    if peer.name == RDFLIB:
        bench.rdflib(bench.folder / NQUADS)
    with ExitStack() as trial:
        address = trial.enter_context(peer.server()).query
        if peer.name == FLOOR or not bench.compare(peer.name, address):
            stack.push(trial.pop_all())
            return address
    return stack.enter_context(peer.server()).query


def main() -> None:
    """Measures the peers that are asked for and prints figures, ratios and the scenario with a runaway."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 8, 64])
    parser.add_argument("--peers", nargs="+", default=[""], help="names, or their beginnings")
    parser.add_argument("--loads", nargs="+", choices=["catalogue", *ROWS], default=["catalogue", *ROWS])
    chosen = parser.parse_args()
    with data(chosen.store.resolve()) as (generation, nquads, folder), ExitStack() as stack:
        every = workloads(generation)
        bench = Bench({name: every[name] for name in chosen.loads}, folder, chosen.seconds, chosen.clients)
        manifest = generation.manifest
        print(
            f"{len(manifest.documents)} documents, {manifest.triples} triples, {os.cpu_count()} cores, "
            f"load average {os.getloadavg()[0]:.1f}"
        )
        every_peer = peers(chosen.store.resolve(), generation, bench.loads, nquads, folder)
        asked = [peer for peer in every_peer if peer.name.startswith(tuple(chosen.peers))]
        for group in ([peer for peer in asked if peer.name != RDFLIB], [peer for peer in asked if peer.name == RDFLIB]):
            addresses = {peer.name: started(peer, bench, stack) for peer in group}
            for _ in range(chosen.rounds):
                bench.round(addresses, {peer.name: peer.fresh for peer in group})
            if "small" in bench.loads and group and group[0].name.startswith("this service"):
                bench.runaway(addresses[group[0].name], max(chosen.seconds, 10))
        print("\n".join([*table(bench, in_process(generation, bench.loads, chosen.seconds)), "", *ratios(bench)]))
        print("\n".join(["", *alone(bench)]))


if __name__ == "__main__":
    main()
