"""The order of the tests: each process of a run takes whole files, those that take longest first."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

LONGEST: Final = (
    "test_browser_",
    "test_questions_servers",
    "test_remote_load",
    "test_publish",
    "test_cli",
    "test_gateway",
)
"""Files that start browsers or servers, or load many stores: begun last, they would run on alone."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: not Path(item.fspath).name.startswith(LONGEST))
