"""HTTP as hostile clients speak it, against the real server: sizes, hosts, slow senders, forged headers."""

import socket
import threading
import time

import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.sqlite,  # once is enough: these requests come no further than the server
]
BIG = 3 * 1024 * 1024


def status_of(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


def test_a_body_over_the_limit_gets_a_page(server):
    """413 reaches the person, although their browser was still sending."""
    response = server.request("POST", "/compte/login/", b"x" * BIG, {"Content-Type": "text/plain"})
    assert response.status == 413
    assert "Erreur 413" in response.text
    assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]


def test_a_body_of_unknown_size_is_refused_and_costs_no_memory(server):
    before = server.memory()
    head = b"POST /compte/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n"
    answer = server.raw(head + (b"100000\r\n" + b"x" * 0x100000 + b"\r\n") * 40 + b"0\r\n\r\n")
    assert status_of(answer) == 411
    assert server.memory() - before < 20 * 1024 * 1024


def test_an_understated_size_does_not_smuggle_a_request(server):
    """What follows the announced body is not taken as part of it, nor answered as a page."""
    head = b"POST /compte/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 3\r\n\r\n"
    answer = server.raw(head + b"a=b" + b"\x00" * 5000)
    assert status_of(answer) == 403
    assert answer.count(b"HTTP/1.1 200") == 0


def test_two_sizes_or_a_size_and_chunks_are_refused(server):
    for headers in (b"Content-Length: 3\r\nContent-Length: 5", b"Content-Length: 3\r\nTransfer-Encoding: chunked"):
        head = b"POST /compte/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers
        answer = server.raw(head + b"\r\n\r\n3\r\na=b\r\n0\r\n\r\n")
        assert status_of(answer) in {400, 411}


def test_too_many_headers_are_refused(server):
    headers = b"".join(b"X-%d: a\r\n" % number for number in range(500))
    answer = server.raw(b"GET /compte/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers + b"\r\n")
    assert status_of(answer) == 400


@pytest.mark.parametrize(
    "lines",
    [
        b"GET /compte/ HTTP/1.1\r\nHost: evil.example",
        b"GET /compte/ HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example",
        b"GET /compte/ HTTP/1.1\r\nHost: 127.0.0.1@evil.example",
        b"GET /compte/ HTTP/1.1\r\nHost: evil.example:80:80",
        b"GET /compte/ HTTP/1.1\r\nHost: ",
        b"GET http://evil.example/compte/ HTTP/1.1\r\nHost: evil.example",
    ],
)
def test_a_foreign_host_is_refused(server, lines):
    answer = server.raw(lines + b"\r\nConnection: close\r\n\r\n")
    assert status_of(answer) == 400
    assert b"evil.example" not in answer


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-Host": "evil.example"},
        {"Forwarded": "host=evil.example;proto=https"},
        {"X-Forwarded-Proto": "https"},
        {"X_Forwarded_Proto": "https"},
        {"X-Original-URL": "/cms/"},
        {"Remote-User": "personne@example.org"},
    ],
)
def test_forged_headers_of_a_proxy_change_nothing(server, headers):
    """HD-05: the same redirect to the same sign-in page."""
    response = server.request("GET", "/compte/", headers=headers)
    assert (response.status, response.headers["Location"]) == (302, "/compte/login/?next=/compte/")
    assert "evil.example" not in str(response.headers)
    assert "Strict-Transport-Security" not in response.headers


def test_no_answer_names_the_server(server):
    for path in ("/compte/login/", "/static/css/app.css", "/nowhere/", "/livez"):
        headers = server.request("GET", path).headers
        assert not {"Server", "X-Powered-By"} & set(headers), path


def trickle(server, stop):
    with socket.create_connection(("127.0.0.1", server.port)) as slow:
        slow.sendall(b"POST /compte/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\n")
        while not stop.wait(0.5):
            slow.sendall(b"x")


def test_fifty_slow_senders_do_not_hold_the_site(server):
    """DS-03: bodies at two bytes a second take no thread; a neighbour is served as before."""
    stop = threading.Event()
    slow = [threading.Thread(target=trickle, args=(server, stop)) for _ in range(50)]
    for thread in slow:
        thread.start()
    try:
        time.sleep(0.5)
        start = time.monotonic()
        for _ in range(10):
            assert "Traverse" in server.request("GET", "/compte/login/").text
        assert time.monotonic() - start < 10
    finally:
        stop.set()
        for thread in slow:
            thread.join()


def test_readers_that_stop_reading_do_not_hold_the_site(server):
    """An answer is made once and waits in the loop, not in a thread."""
    stuck = []
    for _ in range(20):
        browser = socket.create_connection(("127.0.0.1", server.port))
        browser.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        browser.sendall(b"GET /static/vendor/htmx.min.js HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" * 20)
        stuck.append(browser)
    try:
        assert server.request("GET", "/livez").status == 200
        assert "Traverse" in server.request("GET", "/compte/login/").text
    finally:
        for browser in stuck:
            browser.close()
