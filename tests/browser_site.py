"""The explorer as a person has it: the real server with the five plans, in a real browser."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

pytest_plugins = ["service_store"]

PHONE: Final = (390, 844)
DESK: Final = (1280, 900)
SHOTS: Final = Path(os.environ.get("LIENVAN_SHOTS", Path(__file__).parent / ".shots"))
"""Where pictures of the pages go; CI keeps them."""
WCAG: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SERVE: Final = "from service.server import serve; from service.settings import read_settings; serve(read_settings())"


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


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

    def go(self, path: str) -> Visit:
        self.page.goto(self.site + path, wait_until="networkidle")
        return self

    def violations(self) -> list[str]:
        """What breaks WCAG 2.2 AA, as ``rule: element``."""
        result = Axe().run(self.page, options={"runOnly": {"type": "tag", "values": WCAG}})
        return [f"{one['id']}: {node['html']}" for one in result.response["violations"] for node in one["nodes"]]

    def too_wide(self) -> bool:
        """Whether a reader must scroll sideways."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1"))

    def shoot(self, name: str) -> None:
        SHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SHOTS / f"{name}.png", full_page=True)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{message.type}: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.site, "data:", "blob:")):
            self.complaints.append(f"asked another host: {request.url}")


@pytest.fixture(scope="session")
def site(corpus_store: Path) -> Iterator[str]:
    """The address of a server that holds the five plans."""
    with serving(corpus_store) as address:
        yield address


class serving:  # noqa: N801
    """A context: the real server on a store, at a port of its own; gives its address."""

    def __init__(self, store: Path, **settings: str) -> None:
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        self.environment = os.environ | {"LIENVAN_STORE": str(store), "LIENVAN_PORT": str(port)} | settings

    def __enter__(self) -> str:
        self.server = subprocess.Popen([sys.executable, "-c", SERVE], env=self.environment)
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{self.address}/health", timeout=1).close()
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.1)
            else:
                return self.address
        raise TimeoutError(f"no answer from {self.address}")

    def __exit__(self, *_: object) -> None:
        self.server.send_signal(signal.SIGTERM)
        self.server.wait(timeout=20)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium; where there is none, the one that Playwright brought."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def visit(request: pytest.FixtureRequest, chromium: Browser, site: str) -> Iterator[Visit]:
    """A new visitor, with a phone and with a desk's screen."""
    width, height = request.param
    context = chromium.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
    context.set_default_timeout(20_000)
    yield Visit(site, context.new_page())
    context.close()
