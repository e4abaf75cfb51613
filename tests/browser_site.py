"""The explorer as a person has it: the real server with the five plans, in a real browser."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from live_server import live_server
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, ViewportSize, expect, sync_playwright

pytest_plugins = ["service_store"]

PHONE: Final[ViewportSize] = {"width": 390, "height": 844}
DESK: Final[ViewportSize] = {"width": 1280, "height": 900}
SHOTS: Final = Path(os.environ.get("LIENVAN_SHOTS", Path(__file__).parents[1] / "artifacts" / "screenshots"))
"""Where pictures of the pages go; CI keeps the folder ``artifacts``."""
TALLEST: Final = 5000
"""Pixels of a page that a picture shows: a whole plan has no end."""
PATIENCE: Final = 60_000
"""Milliseconds that a browser on a busy machine may take for one step."""
WCAG: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SHIFTS: Final = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
SCRIPTS: Final = """
performance.getEntriesByType("resource").filter((one) => new URL(one.name).pathname.endsWith(".js"))
  .reduce((sum, one) => sum + one.decodedBodySize, 0)
"""
IS_FOCUSED: Final = "element => element === document.activeElement"


@dataclass
class Visit:
    """A page being looked at, and everything that it complained of or asked of another host."""

    site: str
    page: Page
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.on("request", self._request)
        self.page.on("dialog", lambda dialog: (self.complaints.append(f"asked: {dialog.message}"), dialog.dismiss()))

    def go(self, path: str) -> Visit:
        """Opens a page and waits until its fonts and, where it has one, its drawing are there."""
        self.page.goto(self.site + path, wait_until="load")
        self.page.evaluate("document.fonts.ready.then(() => null)")
        if self.page.locator(".drawing canvas, .drawing[hidden]").count():
            expect(self.page.locator(".drawing")).to_be_visible()
        return self

    def violations(self) -> list[str]:
        """What breaks WCAG 2.2 AA, as ``rule: element``."""
        result = Axe().run(
            self.page, options={"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
        )
        return [f"{one['id']}: {node['html']}" for one in result.response["violations"] for node in one["nodes"]]

    def too_wide(self) -> bool:
        """Whether a reader must scroll sideways."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1"))

    def shifted(self) -> float:
        """The sum of layout shifts since the page was opened (the Layout Instability API's score)."""
        return float(self.page.evaluate("window.shifted"))

    def script_bytes(self) -> int:
        """The bytes of script, unpacked, that the page has loaded."""
        return int(self.page.evaluate(SCRIPTS))

    def shoot(self, name: str) -> None:
        """A picture of the page under a name for a file; what is no letter or digit becomes a hyphen."""
        SHOTS.mkdir(parents=True, exist_ok=True)
        size = self.page.evaluate("[document.documentElement.clientWidth, document.documentElement.scrollHeight]")
        clip = {"x": 0, "y": 0, "width": size[0], "height": min(size[1], TALLEST)}
        path = SHOTS / f"{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-')}.png"
        self.page.screenshot(path=path, full_page=True, clip=clip)

    def reach(self, target: Locator, presses: int = 400) -> Locator:
        """Moves the focus to an element by the Tab key alone, and checks that it is seen there."""
        for _ in range(presses):
            if target.evaluate(IS_FOCUSED):
                expect(target).to_be_in_viewport()
                return target
            self.page.keyboard.press("Tab")
        raise AssertionError(f"not reached by {presses} presses of Tab: {target}")

    def enter(self, target: Locator) -> None:
        """Reaches a link or a button by keyboard and presses Enter."""
        self.reach(target)
        self.page.keyboard.press("Enter")

    def type(self, target: Locator, words: str) -> Locator:
        """Reaches a field by keyboard and replaces what stands in it."""
        self.reach(target)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(words)
        return target

    def _console(self, message: ConsoleMessage) -> None:
        own_status = message.text.startswith("Failed to load resource") and message.location["url"] == self.page.url
        if message.type in {"error", "warning"} and not own_status:  # a page may say 404 of itself
            self.complaints.append(f"{message.type}: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.site, "data:", "blob:")):
            self.complaints.append(f"asked another host: {request.url}")


@pytest.fixture(scope="session")
def site(corpus_store: Path) -> Iterator[str]:
    """The address of a server that holds the five plans."""
    with live_server(corpus_store) as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium; where that is none or a stub, the one that Playwright brought."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=system_chromium(), args=["--no-sandbox"])
        yield browser
        browser.close()


def system_chromium() -> str | None:
    """The path of Debian's Chromium; None where there is none, or a stub that asks for a snap."""
    found = shutil.which("chromium")
    return found if found and Path("/usr/lib/chromium/chromium").exists() else None


class visiting:  # noqa: N801
    """A context: a new visitor of a site, who keeps nothing of earlier visits."""

    def __init__(self, chromium: Browser, site: str, size: ViewportSize, *, script: bool = True, dark: bool = False):
        scheme = "dark" if dark else "light"
        self.site = site
        self.context = chromium.new_context(
            viewport=size, reduced_motion="reduce", color_scheme=scheme, java_script_enabled=script
        )
        self.context.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        if script:
            self.context.add_init_script(SHIFTS)

    def __enter__(self) -> Visit:
        return Visit(self.site, self.context.new_page())

    def __exit__(self, *_: object) -> None:
        self.context.close()


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def visit(request: pytest.FixtureRequest, chromium: Browser, site: str) -> Iterator[Visit]:
    """A new visitor, with a phone and with a desk's screen."""
    with visiting(chromium, site, request.param) as visitor:
        yield visitor
