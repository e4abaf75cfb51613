"""How soon a page shows what is largest on it, how far it shifts, and how much script it loads, in headless Chromium.

``python bench/paint.py STORE [--times 3] [--limit 1500] [--only network]``: the pages of ``bench/pages.py`` from a
server of its own on loopback that keeps no answers, on a phone and on a desk, in both languages, each time as a new
visitor who has nothing in the browser. For each page the worst of the four, each the median of its visits: largest
contentful paint in milliseconds since the page was asked for (https://www.w3.org/TR/largest-contentful-paint/), the
sum of layout shifts, and bytes of script, unpacked. Pages above ``--limit`` are marked. Chromium is the system's, or
Playwright's own.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from statistics import median
from typing import Final

sys.path.insert(0, str(Path(__file__).parent.parent))  # before this folder, which has a module named as a package

from pages import FLOOR, english, pages
from playwright.sync_api import Browser, ViewportSize, sync_playwright
from servers import lienvan

from graph.generations import Generations
from service.settings import read_settings

SCREENS: Final[tuple[ViewportSize, ...]] = ({"width": 390, "height": 844}, {"width": 1280, "height": 900})
DEBIAN: Final = Path("/usr/lib/chromium/chromium")
SETTLED: Final = 400
"""Milliseconds after a page was loaded in which something larger may still be painted."""
WATCH: Final = """
window.seen = {paint: 0, shift: 0};
new PerformanceObserver((list) => { for (const one of list.getEntries()) window.seen.paint = one.startTime; })
  .observe({ type: "largest-contentful-paint", buffered: true });
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.seen.shift += one.value;
}).observe({ type: "layout-shift", buffered: true });
"""
READ: Final = """
({...window.seen, script: performance.getEntriesByType("resource")
  .filter((one) => new URL(one.name).pathname.endsWith(".js")).reduce((sum, one) => sum + one.decodedBodySize, 0)})
"""


@dataclass(frozen=True, slots=True)
class Seen:
    """One visit: milliseconds to the largest paint, the score of its shifts, bytes of script."""

    paint: float
    shift: float
    script: float


def visit(browser: Browser, address: str, screen: ViewportSize) -> Seen:
    """A page as somebody sees it who was never here."""
    context = browser.new_context(viewport=screen)
    context.add_init_script(WATCH)
    page = context.new_page()
    page.goto(address, wait_until="load")
    page.wait_for_timeout(SETTLED)
    seen = page.evaluate(READ)
    context.close()
    return Seen(seen["paint"], seen["shift"], seen["script"])


def worst(browser: Browser, site: str, address: str, times: int) -> Seen:
    """The worst of both screens and languages, each the median of some visits."""
    seen = []
    for screen, path in product(SCREENS, (address, english(address))):
        visits = [visit(browser, site + path, screen) for _ in range(times)]
        seen.append([median(getattr(one, name) for one in visits) for name in ("paint", "shift", "script")])
    return Seen(*(max(column) for column in zip(*seen, strict=True)))


def measured(store: Path, times: int, only: str) -> Iterator[tuple[str, str, Seen]]:
    """Every page whose kind has ``only`` in it."""
    iris = read_settings({"LIENVAN_STORE": str(store)}).iris
    wanted = [("about", FLOOR), *list(pages(Generations(store).current(), iris))[1:]]
    with lienvan(store, cache_bytes=1, log_level="error") as server, sync_playwright() as playwright:
        site = server.query.removesuffix("/sparql")
        path = shutil.which("chromium") if DEBIAN.exists() else None
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for kind, address in wanted:
            if only in kind and ".json" not in address:
                yield kind, address, worst(browser, site, address, times)
        browser.close()


def main() -> None:
    """Print the table in Markdown, the slowest first."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--limit", type=float, default=1500.0, help="milliseconds to the largest paint")
    parser.add_argument("--only", default="", help="a part of the kind of page")
    arguments = parser.parse_args()
    rows = sorted(measured(arguments.store, arguments.times, arguments.only), key=lambda row: -row[2].paint)
    print(f"Load average {os.getloadavg()[0]:.1f}.\n")
    print("| page | address | largest paint, ms | shift | script, kB |\n| --- | --- | ---: | ---: | ---: |")
    for kind, address, seen in rows:
        mark = "**" if seen.paint > arguments.limit else ""
        print(f"| {kind} | `{address}` | {mark}{seen.paint:.0f}{mark} | {seen.shift:.3f} | {seen.script / 1000:.0f} |")
    above = sum(seen.paint > arguments.limit for _, _, seen in rows)
    print(f"\n{above} of {len(rows)} pages above {arguments.limit:g} ms.", file=sys.stderr)


if __name__ == "__main__":
    main()
