"""A sender that names another charset is told so, whatever it asks for; everybody else passes untouched."""

import io

import pytest

from network.kit.charset import Utf8Only
from network.wsgi import application


def answered(app, content_type, method="GET", query="q=%C3%A9t%C3%A9", path="/livez", body=b""):
    """(status, body) of one request through a WSGI application."""
    said = {}
    environ = {
        "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "SCRIPT_NAME": "",
        "CONTENT_TYPE": content_type, "CONTENT_LENGTH": str(len(body)),
        "SERVER_NAME": "localhost", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.input": io.BytesIO(body), "wsgi.errors": io.StringIO(), "wsgi.url_scheme": "http",
        "wsgi.multithread": True, "wsgi.multiprocess": False, "wsgi.run_once": False, "wsgi.version": (1, 0),
    }  # fmt: skip
    chunks = app(environ, lambda status, headers, exc_info=None: said.update(status=int(status[:3])))
    return said["status"], b"".join(chunks)


def site(environ, start_response):
    start_response("200 OK", [])
    return [b"read"]


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", '"utf-8"', "us-ascii"])
def test_charset_of_our_pages_passes(charset):
    assert answered(Utf8Only(site), f"text/plain; charset={charset}") == (200, b"read")


@pytest.mark.parametrize("content_type", ["", "text/plain", "multipart/form-data; boundary=charset"])
def test_charset_that_nobody_names_passes(content_type):
    assert answered(Utf8Only(site), content_type) == (200, b"read")


OTHERS = [
    "base64",
    "zlib",
    "idna",
    "undefined",
    "utf-7",
    "unknown",
    "",
    "a\x00b",
    "utf-8; charset=base64",
    "x" * 20_000,
]


@pytest.mark.parametrize("charset", OTHERS)
def test_charset_of_another_kind_is_refused_by_the_real_site(charset):
    for method, body in (
        ("GET", b""),
        ("POST", b"--x\r\nContent-Disposition: form-data; name=a\r\n\r\nb\r\n--x--\r\n"),
    ):
        content_type = f"multipart/form-data; boundary=x; charset={charset}"
        assert answered(application, content_type, method, body=body) == (400, b"Send this as UTF-8.\n")
        assert answered(application, content_type, method, path="/compte/login/", body=body)[0] == 400


def test_charset_spelled_in_parts_is_read_as_django_reads_it():
    assert answered(Utf8Only(site), "text/plain; charset*=utf-8''base64")[0] == 400


@pytest.mark.django_db
def test_the_real_site_answers_without_a_charset():
    assert answered(application, "") == (200, b"alive\n")
