"""How long every kind of page takes, as milliseconds and as a multiple of a page that asks the store nothing.

``python bench/pages.py STORE [--times 7] [--limit 100] [--only agency]``: each page in both languages, asked for in
this process without a network between. *unkept* is the median where no answer of the store is kept, so that each page
asks it everything anew; *kept* where answers are kept as ``lienvan serve`` does; *computing* is what the page and its
queries computed when nothing was kept, whatever else the machine was doing (Linux alone). Pages are those of the store
itself: its document with most facts and a middling one, the agency with most duties and a middling one, every question
with its form and, where it needs parameters, asked with its examples. Pages above ``--limit`` (milliseconds, unkept)
are marked.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parent.parent))  # before this folder, which has a module named as a package

from flask.testing import FlaskClient

from graph.fulltext_lists import Lists
from graph.generations import Generation, Generations
from ontology.iri import Iris
from service.app import create_app
from service.links import home, with_parameters
from service.questions import catalogue
from service.settings import read_settings

FLOOR = "/about"
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
STATIC = (
    "/", "/documents", "/indicators", "/targets", "/agencies", "/places", "/places?on=now", "/questions", "/findings",
    "/network", "/sparql", "/api", "/dataset", "/ontology", "/search", "/search?q=dan+toc+bac+kan", "/search?q=xa",
    "/search?q=ty+le+ho+ngheo+giam&kind=target", "/search/suggest.json?q=bach+th", "/search/suggest.json?q=xa",
)  # fmt: skip
WITHOUT_PAGE = 404


@dataclass(frozen=True, slots=True)
class Line:
    """A page: what it is, its address, its status, and its medians in milliseconds."""

    kind: str
    address: str
    status: int
    unkept: float
    computing: float
    kept: float


def pages(generation: Generation, iris: Iris) -> Iterator[tuple[str, str]]:
    """The pages to ask for, each with what it is."""
    yield "floor", FLOOR
    for address in STATIC:
        yield address.split("?")[0], address
    lists = Lists(generation.path)
    entries = sorted(generation.manifest.documents.values(), key=lambda entry: sum(entry.counts.values()))
    for size, entry in (("largest", entries[-1]), ("middling", entries[len(entries) // 2])):
        yield f"document, {size}", home(entry.iri, iris, "vi")
    kinds = lists.agency_kinds(f"{iris.base}agency/")
    agencies = [agency for kind in kinds for agency in lists.agencies_of(f"{iris.base}agency/{kind.name}/", 0, 1000)]
    agencies.sort(key=lambda agency: agency.duties)
    for size, agency in (("most duties", agencies[-1]), ("middling", agencies[len(agencies) // 2])):
        yield f"agency, {size}", home(agency.iri, iris, "vi")
    yield f"agencies, {kinds[0].name}", f"/agencies?type={kinds[0].name}"
    province = max(lists.by_province().items(), key=lambda item: item[1])[0]
    yield "place, most documents", home(province, iris, "vi")
    for code in ("1719", "1719/10/1"):
        yield f"programme {code}", home(iris.programme(code), iris, "vi")
    yield "indicator", home(iris.indicator("poverty-rate-annual-reduction-ethnic-households"), iris, "vi")
    for question in catalogue().values():
        yield f"question {question.slug}", f"/questions/{question.slug}"
        examples = {one.name: one.example for one in question.parameters if one.required}
        if examples:
            yield f"question {question.slug}, asked", with_parameters(f"/questions/{question.slug}", examples)


def measure(client: FlaskClient, address: str, times: int) -> tuple[int, float, float]:
    """The status of a page, and the medians of its milliseconds and of those that it computed."""
    took, computed, status = [], [], 0
    for _ in range(times):
        before, start = computing(), time.perf_counter()
        status = client.get(address, headers=BROWSER, follow_redirects=True).status_code
        took.append((time.perf_counter() - start) * 1000)
        computed.append(computing() - before)
    return status, median(took), median(computed)


def computing() -> float:
    """Milliseconds that this process and those it started, the query processes, computed (Linux's ``schedstat``)."""
    own = Path("/proc/self/task")
    started = [child for task in own.iterdir() for child in _words(task / "children") if child != "0"]
    tasks = [own, *(Path(f"/proc/{child}/task") for child in started)]
    return sum(int(_words(one / "schedstat")[0]) for task in tasks for one in task.iterdir()) / 1e6


def _words(path: Path) -> list[str]:
    """The words of a file about a thread; noughts for one that has ended."""
    try:
        return path.read_text().split()
    except FileNotFoundError:
        return ["0"]


def english(address: str) -> str:
    """The same page in English."""
    return f"/en{address.removeprefix('/vi')}"


def measured(store: Path, times: int, only: str) -> list[Line]:
    """The floor and the pages whose kind has ``only`` in it, in both languages."""
    settings = {"LIENVAN_STORE": str(store)}
    unkept = create_app(read_settings({**settings, "LIENVAN_CACHE_BYTES": "1"}))
    kept = create_app(read_settings(settings))
    generation, iris = Generations(store).current(), read_settings(settings).iris
    lines = []
    wanted = [(kind, address) for kind, address in pages(generation, iris) if kind == "floor" or only in kind]
    for kind, address in wanted:
        for where in (address, english(address)):
            status, slow, computed = measure(unkept.test_client(), where, times)
            fast = measure(kept.test_client(), where, times)[1] if status != WITHOUT_PAGE else 0.0
            lines.append(Line(kind, where, status, slow, computed, fast))
    for app in (unkept, kept):
        app.extensions["lienvan"].close()
    return lines


def main() -> None:
    """Print the table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--times", type=int, default=7)
    parser.add_argument("--limit", type=float, default=100.0, help="milliseconds, unkept")
    parser.add_argument("--only", default="", help="a part of the kind of page, as the table has it")
    arguments = parser.parse_args()
    lines = measured(arguments.store, arguments.times, arguments.only)
    floor = lines[0].unkept
    print(
        "| page | address | unkept ms | × floor | computing ms | kept ms |\n| --- | --- | ---: | ---: | ---: | ---: |"
    )
    for line in sorted(lines, key=lambda line: -line.unkept):
        mark = "" if line.status == 200 else f" ({line.status})"
        slow = " **" if line.unkept > arguments.limit else " "
        end = "**" if slow == " **" else ""
        print(
            f"| {line.kind}{mark} | `{line.address}` |{slow}{line.unkept:.1f}{end} | {line.unkept / floor:.1f} "
            f"| {line.computing:.1f} | {line.kept:.1f} |"
        )
    above = [line for line in lines if line.unkept > arguments.limit]
    print(f"\nLoad average {os.getloadavg()[0]:.1f}.")
    print(f"{len(above)} of {len(lines)} pages above {arguments.limit:g} ms unkept.", file=sys.stderr)


if __name__ == "__main__":
    main()
