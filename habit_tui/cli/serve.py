"""The full screen in a browser, by textual-serve of the extra `web`.

A page of this server is the learner's whole record and an editor of their files, and it knows no password. So
it listens on this machine alone unless told otherwise, and answers only requests that were meant for it:
another site's script in the same browser could open a connection to it too.
"""

from __future__ import annotations

import logging
import os
import shlex
import sys
from ipaddress import ip_address
from socket import AF_INET, AF_INET6, create_server
from urllib.parse import urlsplit

from habit_tui.cli.door import open_door
from habit_tui.domain.errors import CannotBeDone, NotUnderstood
from habit_tui.domain.extra import missing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from aiohttp import web
    from aiohttp.typedefs import Handler, Middleware

POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "connect-src 'self' ws: wss:; img-src 'self' data:; font-src 'self' data:; frame-ancestors 'none'"
)
"""What a browser may load for the page: nothing from elsewhere, as textual-serve's page would otherwise."""


def serve(env: Mapping[str, str], file: str | None, *, host: str, port: int, url: str | None) -> None:
    """Serve the full screen until interrupted.

    Raises CannotBeDone where the extra is not installed or the address cannot be had, and whatever keeps the
    store from being opened, before anything is served.
    """
    door = open_door(env, file)
    with door.desk.store.reading():
        pass
    try:
        from textual_serve.server import Server
    except ImportError:
        raise CannotBeDone(missing("the browser", "web")) from None

    class Served(Server):
        """The server, with our rules of who is answered."""

        def initialize_logging(self) -> None:
            """Faults only."""
            logging.basicConfig(level=logging.WARNING, format="habit-tui: %(message)s")

        async def on_startup(self, app: web.Application) -> None:  # noqa: ARG002  # as aiohttp calls it
            """Say where it is."""
            door.remark(f"habit-tui: on {self.public_url}, until Ctrl+C")

        async def _make_app(self) -> web.Application:
            app = await super()._make_app()
            app.middlewares.append(only_ours(self.public_url))
            return app

    if url is None and host in ("0.0.0.0", "::"):  # noqa: S104  # refused, not bound
        raise NotUnderstood(
            f"{host} is every address of this machine, and a browser asks for one: name it with --url, as in "
            f"--url http://192.168.1.5:{port}"
        )
    if not is_loopback(host):
        door.remark(
            f"habit-tui: warning: whoever reaches {host} port {port} can read and change your record and "
            "write files as you, without a password and unencrypted; put a proxy with both before it"
        )
    try:
        with create_server((host, port), family=AF_INET6 if ":" in host else AF_INET):
            pass
    except OSError as error:
        raise CannotBeDone(f"{host} port {port} cannot be served: {os.strerror(error.errno or 0)}") from None
    words = [sys.executable, "-P", "-m", "habit_tui", *(("--db", file) if file else ())]
    server = Served(shlex.join(words), host, port, "habit-tui", url or f"http://{_in_url(host)}:{port}")
    # What it starts draws for the browser, whatever this shell's terminal is called.
    os.environ.pop("NO_COLOR", None)
    server.serve()


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a host."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def only_ours(public_url: str) -> Middleware:
    """A middleware that answers only what was asked of this very address, by a page of it or by no page.

    The Host says where the browser thinks it is (a name that was bound anew to this machine is not ours), the
    Origin which page asks.
    """
    from aiohttp import web

    ours = urlsplit(public_url)
    names = {ours.netloc}
    if ours.hostname is not None and is_loopback(ours.hostname):
        names |= {f"{each}:{ours.port}" for each in ("localhost", "127.0.0.1", "[::1]")}

    @web.middleware
    async def answer(request: web.Request, handler: Handler) -> web.StreamResponse:
        origin = request.headers.get("Origin")
        if request.host not in names or (origin is not None and urlsplit(origin).netloc not in names):
            raise web.HTTPForbidden(text="habit-tui: this address is not the one it was told to serve")
        response = await handler(request)
        if not response.prepared:
            response.headers["Content-Security-Policy"] = POLICY
            response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return answer


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host
