"""Who is answered, and a morning in a real browser."""

import shutil
import socket
import time
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest

from habit_tui.cli.serve import is_loopback
from tests.cli.shell import process
from tests.serve.conftest import Served


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.8.8", "::1"])
def test_this_machine_alone_is_loopback(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "example.org", "localhost.example.org", ""])
def test_anything_else_is_reached_by_others(host: str) -> None:
    assert not is_loopback(host)


def answer(served: Served, path: str = "/", **headers: str) -> tuple[int, str]:
    """The status of a request with these headers, and the policy that comes with it."""
    with closing(HTTPConnection("127.0.0.1", served.port, timeout=300)) as connection:
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        response.read()
        return response.status, response.headers.get("Content-Security-Policy", "")


def test_only_its_own_pages_are_answered(served: Served) -> None:
    port = served.port
    for host in (f"127.0.0.1:{port}", f"localhost:{port}"):
        assert answer(served, Host=host)[0] == 200
        assert answer(served, Host=host, Origin=f"http://{host}")[0] == 200
    # A name bound anew to this machine, a page of another site, another server's page on this machine.
    assert answer(served, Host=f"evil.example:{port}")[0] == 403
    assert answer(served, "/ws", Origin="https://evil.example")[0] == 403
    assert answer(served, "/ws", Origin="http://localhost:1")[0] == 403
    assert answer(served, "/ws", Origin="null")[0] == 403
    assert "default-src 'self'" in answer(served)[1]
    assert served.sessions() == []


def test_an_address_in_use_is_one_line(served: Served) -> None:
    refused = process(served.env, "serve", "--port", str(served.port))
    assert (refused.code, refused.out) == (1, "")
    assert (
        refused.err == f"habit-tui: 127.0.0.1 port {served.port} cannot be served: Address already in use\n"
    )


def test_another_machine_is_warned_of(tmp_path: Path, served: Served) -> None:
    # The port is taken, so the warning is all that happens.
    with socket.create_server(("0.0.0.0", 0)) as taken:
        port = taken.getsockname()[1]
        words = ("serve", "--host", "0.0.0.0", "--port", str(port))
        refused = process(served.env, *words)
        said = process(served.env, *words, "--url", f"http://192.168.1.5:{port}").err
    assert (refused.code, "--url" in refused.err) == (2, True)
    assert said.startswith("habit-tui: warning: whoever reaches 0.0.0.0 ")
    assert "without a password" in said


@pytest.mark.browser
def test_a_key_in_the_browser_logs_a_session(served: Served) -> None:
    from playwright.sync_api import expect, sync_playwright

    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("chromium is not installed")
    process(served.env, "init", "--starter", "five-to-eight")
    with sync_playwright() as browsers:
        browser = browsers.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1100, "height": 700})
        loaded: list[str] = []
        page.on("response", lambda response: loaded.append(response.url))
        page.goto(served.url)
        expect(page.locator("body")).to_contain_class("-first-byte", timeout=300_000)
        page.locator(".xterm-helper-textarea").focus()
        page.keyboard.press("l")
        page.wait_for_timeout(1000)
        page.keyboard.type("20m titanic", delay=30)
        page.keyboard.press("Enter")
        deadline = time.monotonic() + 300
        while not (found := served.sessions()) and time.monotonic() < deadline:
            page.wait_for_timeout(200)
        browser.close()
    assert [(each["minutes"], each["what"]) for each in found] == [(20, "titanic")]
    assert all(url.startswith(served.url) for url in loaded), loaded
