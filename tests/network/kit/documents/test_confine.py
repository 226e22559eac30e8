"""What a process can no longer do once it is confined: each in a process of its own."""

import subprocess
import sys

import pytest

from network.kit.documents.reading import ROOT

START = f"""
import sys; sys.path.insert(0, {str(ROOT)!r})
from network.kit.documents.confine import Limits, confine
import socket, subprocess
confine(Limits(seconds=1, memory=200, written=1, programs={{programs}}), reads=sys.argv[2:], writes=sys.argv[1:2])
{{act}}
"""
ACTS = {
    "socket.socket()": "PermissionError",
    "socket.socket(socket.AF_UNIX)": "PermissionError",
    "socket.socket(socket.AF_INET6)": "PermissionError",
    "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)": "PermissionError",
    "subprocess.run(['/bin/true'])": "PermissionError",
    "bytearray(300_000_000)": "MemoryError",
}


def run(act, *places, programs=False):
    command = [sys.executable, "-I", "-c", START.format(act=act, programs=programs), *map(str, places)]
    return subprocess.run(command, check=False, capture_output=True, text=True, timeout=20)


@pytest.mark.parametrize("act", ACTS)
def test_a_reader_has_no_network_no_program_and_little_memory(act):
    """FI-05."""
    ended = run(act)
    assert ended.returncode == 1 and ACTS[act] in ended.stderr


@pytest.mark.slow
def test_a_reader_that_goes_on_for_ever_is_ended():
    assert run("while True: pass").returncode in {-9, -24}


def test_a_reader_fills_no_disk(tmp_path):
    ended = run(f"open({str(tmp_path / 'much')!r}, 'wb').write(bytes(3_000_000)); print('written')", tmp_path)
    assert "written" not in ended.stdout and (tmp_path / "much").stat().st_size <= 1024 * 1024


def test_what_may_start_programs_still_has_no_network():
    ended = run(
        "print(subprocess.run(['/bin/echo', 'here'], capture_output=True).stdout); socket.socket()", programs=True
    )
    assert "here" in ended.stdout and "PermissionError" in ended.stderr


def test_a_reader_sees_its_document_and_no_other(tmp_path):
    """FI-05: nor the key of the site, nor the users of the machine; where the kernel can do that, and this one can."""
    mine, other, folder = tmp_path / "mine", tmp_path / "other", tmp_path / "folder"
    mine.write_text("CNRY-mine")
    other.write_text("CNRY-other")
    folder.mkdir()
    act = f"""
from pathlib import Path
(Path({str(folder)!r}) / "made").write_text("x")
for name in ({str(mine)!r}, {str(other)!r}, "/etc/passwd", {str(ROOT / "manage.py")!r}):
    try:
        print(open(name).read())
    except PermissionError:
        print("refused")
try:
    open({str(mine)!r}, "w")
except PermissionError:
    print("not written")
"""
    said = run(act, folder, mine).stdout
    assert said.split() == ["CNRY-mine", "refused", "refused", "refused", "not", "written"]
    assert (folder / "made").exists() and mine.read_text() == "CNRY-mine"
