"""The container: what can be told of its files without an engine (bench/container.py runs their steps)."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from dockerfile_parse import DockerfileParser

from service.settings import SETTINGS

pytest_plugins = ["service_store"]

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
SETTING_NAMES = {setting.name for setting in SETTINGS}


@pytest.fixture(scope="module")
def steps():
    return DockerfileParser(str(ROOT / "Dockerfile")).structure


def values(steps, instruction):
    return [step["value"] for step in steps if step["instruction"] == instruction]


def test_hadolint_finds_nothing():
    done = subprocess.run([BIN / "hadolint", ROOT / "Dockerfile"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_compose_file_follows_the_specification():
    words = [BIN / "check-jsonschema", "--builtin-schema", "vendor.compose-spec", ROOT / "compose.yaml"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_it_is_built_in_stages_and_runs_as_nobody_in_particular(steps):
    assert len(values(steps, "FROM")) == 3
    last = [step["instruction"] for step in steps].index("USER")
    assert values(steps, "USER") == ["10001"]
    assert {"VOLUME", "EXPOSE", "HEALTHCHECK", "CMD"} <= {step["instruction"] for step in steps[last:]}


def test_what_it_copies_is_there_and_not_ignored(steps):
    kept = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    for value in values(steps, "COPY"):
        if not value.startswith("--from"):
            for source in value.split()[:-1]:
                assert (ROOT / source).exists()
                assert source.split("/")[0] in kept


def test_the_health_check_asks_a_path_that_the_service_has(steps, app_paths):
    [check] = values(steps, "HEALTHCHECK")
    command = json.loads(check[check.index("[") :])
    path = command[-1].split("8000", 1)[1].split("'", 1)[0]
    assert path in app_paths


@pytest.fixture
def app_paths(served):
    return {str(rule) for rule in served.app.url_map.iter_rules()}


def test_its_settings_exist(steps):
    compose = yaml.safe_load((ROOT / "compose.yaml").read_text())
    stated = {word.split("=")[0] for value in values(steps, "ENV") for word in value.split() if "=" in word}
    for service in compose["services"].values():
        stated |= set(service.get("environment", {}))
    assert {name for name in stated if name.startswith("LIENVAN_")} <= SETTING_NAMES


def test_compose_has_the_service_and_a_remote_store_as_a_profile():
    services = yaml.safe_load((ROOT / "compose.yaml").read_text())["services"]
    assert "profiles" not in services["service"]
    assert services["engine"]["profiles"] == ["remote"]
    assert services["service-remote"]["profiles"] == ["remote"]
    assert all(service["read_only"] for name, service in services.items() if name != "engine")
