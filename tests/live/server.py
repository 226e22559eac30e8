"""The real embedded server, in its own process, on the database of the running test."""

import http.client
import os
import socket
import subprocess
import sys
import time
import uuid
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import connection
from django.test import Client
from websockets.exceptions import ConnectionClosed

from tools.serve import WEB

CSRF = "c" * 32


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def database_url() -> str:
    """The address of the database that this test uses, for another process."""
    config = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{config['NAME']}"
    login = f"{quote(config['USER'])}:{quote(config['PASSWORD'])}" if config["PASSWORD"] else quote(config["USER"])
    return f"postgres://{login}@{config['HOST']}:{config['PORT'] or 5432}/{config['NAME']}"


class Server:
    """One web process. `session_of` signs somebody in; `post` sends a form as they would."""

    def __init__(self, application: str = "network.asgi:embedded", **environment: str) -> None:
        self.port = free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        self.socket_url = f"ws://127.0.0.1:{self.port}/ws/"
        self.environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.live.settings",
            "TEST_DATABASE_URL": database_url(),
            "BASE_URL": self.origin,
            **environment,
        }
        self.arguments = [application if word == "network.asgi:embedded" else word for word in WEB]
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        command = [sys.executable, *self.arguments, "--port", str(self.port)]
        self.process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=self.environment, stderr=subprocess.DEVNULL)
        for _ in range(300):
            if self.answers():
                self.request("GET", "/compte/login/")  # the first page loads what the others share
                return
            time.sleep(0.1)
        raise AssertionError("the server does not answer")

    def answers(self) -> bool:
        try:
            return self.request("GET", "/livez").status == 200
        except OSError:
            return False

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(30)

    def memory(self) -> int:
        """Resident bytes of the process (Linux)."""
        statm = Path(f"/proc/{self.process.pid}/statm").read_text()
        return int(statm.split()[1]) * os.sysconf("SC_PAGE_SIZE")

    def request(self, method: str, path: str, body: bytes | None = None, headers: dict | None = None):
        """One request on its own connection; the answer is read and has `.text`."""
        browser = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            browser.request(method, path, body, headers or {})
            response = browser.getresponse()
            response.text = response.read().decode("utf-8", "replace")
            return response
        finally:
            browser.close()

    def raw(self, data: bytes) -> bytes:
        """Bytes as they are; returns what came back until the server closed or fell silent for 3 seconds."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=3) as browser:
            browser.sendall(data)
            received = b""
            try:
                while piece := browser.recv(65536):
                    received += piece
            except (TimeoutError, ConnectionResetError):
                pass
            return received

    def post(self, path: str, session_key: str, **fields: str):
        cookie = f"{settings.SESSION_COOKIE_NAME}={session_key}; {settings.CSRF_COOKIE_NAME}={CSRF}"
        headers = {"Cookie": cookie, "X-CSRFToken": CSRF, "Content-Type": "application/x-www-form-urlencoded"}
        return self.request("POST", path, urlencode(fields).encode(), headers)

    def reply(self, thread, session_key: str, text: str = "Une réponse.") -> None:
        path = f"/groupes/{thread.group.slug}/discussions/{thread.pk}/reponses/"
        response = self.post(path, session_key, body=text, key=str(uuid.uuid4()))
        assert response.status == 302, (response.status, response.text[:500])


def session_of(user) -> str:
    client = Client()
    client.force_login(user)
    return client.session.session_key


@contextmanager
def running(application: str = "network.asgi:embedded", **environment: str):
    server = Server(application, **environment)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def close_code(browser, seconds: float = 2) -> int:
    """The code with which the server closes this socket, within `seconds`; what it still said before is skipped.

    1006, as everywhere, when the line broke before the server's word came through.
    """
    deadline = time.monotonic() + seconds
    try:
        while True:
            browser.recv(timeout=max(0.01, deadline - time.monotonic()))
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else 1006
