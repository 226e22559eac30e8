"""What stands behind the port of live connections: nothing but them."""

import asyncio

import pytest
from asgiref.testing import ApplicationCommunicator

from network.asgi import application, embedded


def get(app, path):
    async def ask():
        scope = {
            "type": "http", "method": "GET", "path": path, "query_string": b"", "http_version": "1.1",
            "scheme": "http", "headers": [(b"host", b"testserver")],
        }  # fmt: skip
        browser = ApplicationCommunicator(app, scope)
        await browser.send_input({"type": "http.request", "body": b"", "more_body": False})
        start, body = await browser.receive_output(5), await browser.receive_output(5)
        return start["status"], dict(start["headers"]), body["body"]

    return asyncio.run(ask())


@pytest.mark.parametrize("path", ["/", "/groupes/", "/ws/", "/cms/", "/readyz"])
def test_application_serves_no_page(path):
    status, headers, body = get(application, path)
    assert (status, body) == (404, b"not here\n")
    assert headers[b"x-content-type-options"] == b"nosniff"


def test_application_says_that_it_is_alive():
    assert get(application, "/livez")[::2] == (200, b"alive\n")


def test_embedded_serves_pages_too():
    status, headers, body = get(embedded, "/livez")
    assert (status, body) == (200, b"alive\n")
    assert b"default-src 'none'" in headers[b"content-security-policy"]
