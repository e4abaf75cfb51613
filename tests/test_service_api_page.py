"""The page for other programs: every command on it does what it says."""

from __future__ import annotations

import html
import re
import shlex

import pytest
from service_store import BROWSER

pytest_plugins = ["service_store"]

ROOT = "http://localhost"


def codes(served, path):
    text = served.client.get(path, headers={"Accept": BROWSER}).text
    return [html.unescape(code) for code in re.findall(r'<pre tabindex="0"><code>(.*?)</code></pre>', text, re.DOTALL)]


def run(client, command):
    """A curl command, sent by a test client."""
    words = iter(shlex.split(command)[1:])
    headers, form, addresses = {}, {}, []
    for word in words:
        if word == "-H":
            name, _, value = next(words).partition(": ")
            headers[name] = value
        elif word == "--data-urlencode":
            name, _, value = next(words).partition("=")
            form[name] = value
        elif word == "--retry":
            next(words)
        elif word.startswith(ROOT):
            addresses.append(word.removeprefix(ROOT))
    for address in addresses:
        method = "POST" if form else "GET"
        yield client.open(address, method=method, data=form or None, headers=headers, follow_redirects=True)


@pytest.mark.parametrize("path", ["/api", "/en/api"])
def test_every_command_works(served, path, monkeypatch):
    monkeypatch.setattr("service.dumps.PATIENCE", 300)
    commands = [line for code in codes(served, path) if code.startswith("curl") for line in [code.split("\nsha")[0]]]
    assert len(commands) >= 9
    for command in commands:
        answers = list(run(served.client, command))
        assert answers, command
        for answer in answers:
            assert answer.status_code == 200, command
            assert len(answer.data) > 20, command


def test_the_python_and_r_on_it_ask_what_is_there(served):
    for code in codes(served, "/api"):
        for address in re.findall(rf'"{ROOT}(/[^"]+)"', code):
            response = served.client.get(address, headers={"Accept": "text/csv, text/turtle;q=0.5"})
            assert response.status_code == 200, address
    python = [code for code in codes(served, "/api") if "SPARQLWrapper" in code]
    compile(python[0], "api", "exec")


def test_openrefine_finds_its_service(served):
    text = served.client.get("/en/api", headers={"Accept": BROWSER}).text
    address = re.search(rf"<code>({ROOT}/reconcile)</code>", text)
    assert address
    manifest = served.client.get(address[1].removeprefix(ROOT)).json
    assert manifest["documentation"] == f"{ROOT}/api"


def test_it_names_the_limits(served):
    text = served.client.get("/en/api", headers={"Accept": BROWSER}).text
    assert "12000/minute" in text
    assert f"{served.settings.result_rows} rows" in text
