"""What a virus scanner is asked, and that silence is no verdict."""

import io
import socket

import pytest

from network.kit import antivirus
from tests import clamd


@pytest.fixture(params=["port", "socket"])
def daemon(request, tmp_path):
    with clamd.running(tmp_path / "clamd.ctl" if request.param == "socket" else None) as found:
        yield found


def ask(daemon, words):
    return antivirus.scan(io.BytesIO(words.encode()), url=daemon.url)


def test_a_clean_file_is_clean_whatever_its_length(daemon):
    assert ask(daemon, "Des mots.").is_clean
    assert ask(daemon, "x" * 600_000).is_clean
    assert [len(data) for data in daemon.seen] == [9, 600_000]


def test_a_virus_is_named(daemon):
    verdict = ask(daemon, clamd.EICAR)
    assert (verdict.is_clean, verdict.finding) == (False, "Eicar-Test-Signature")


@pytest.mark.parametrize("says", ["OK but", "", "Can't allocate memory ERROR"])
def test_what_is_no_verdict_is_none(says):
    """Fails closed."""
    with clamd.running() as daemon:
        daemon.says = says or "\0"
        with pytest.raises(antivirus.Unreachable):
            ask(daemon, "Des mots.")


def test_a_file_that_is_too_long_for_it_has_no_verdict():
    with clamd.running() as daemon:
        daemon.longest = 1000
        with pytest.raises(antivirus.Unreachable, match=r"size limit|Reset|Broken"):
            ask(daemon, "x" * 5_000_000)


@pytest.mark.parametrize("url", ["unix:/nowhere/clamd.ctl", "tcp://127.0.0.1:{port}"])
def test_nobody_there_is_no_verdict(url):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(antivirus.Unreachable):
            antivirus.scan(io.BytesIO(b"x"), url=url.format(port=taken.getsockname()[1]))


def test_one_that_never_answers_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(antivirus, "ANSWER_SECONDS", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(antivirus.Unreachable, match="Timeout"):
        antivirus.scan(io.BytesIO(b"x"), url=f"tcp://127.0.0.1:{silent.getsockname()[1]}")


@pytest.mark.parametrize("url", ["clamd", "unix:clamd.ctl", "tcp://host", "tcp://host:port", "http://host:3310"])
def test_an_address_that_is_none_is_said_at_start(url):
    with pytest.raises(ValueError, match="no address"):
        antivirus.checked_address(url)
    assert antivirus.checked_address("") == ""
    assert antivirus.checked_address("tcp://[::1]:3310") == "tcp://[::1]:3310"
