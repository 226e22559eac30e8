"""Bytes in a folder of their own, and in a bucket of a server that speaks S3, started once."""

import socket
import subprocess
import sys
import time
import uuid

import boto3
import pytest
from django.core.files.storage import storages

from network.kit import private_files
from network.kit.private_files.bucket import Bucket
from network.kit.private_files.bucket_url import place_of_private_files

WORDS = b"0123456789" * 10
BUCKET = pytest.param("bucket", marks=pytest.mark.slow)


@pytest.fixture(autouse=True)
def private_dir(settings, tmp_path):
    settings.PRIVATE_DIR = tmp_path / "private"


@pytest.fixture(scope="session")
def bucket_server():
    """Its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_for(port)
    yield port
    process.terminate()
    process.wait(10)


def wait_for(port):
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("no S3 server")


def address(port, bucket="bucket"):
    return f"s3://key:secret@127.0.0.1:{port}/{bucket}?tls=0"


@pytest.fixture(scope="session")
def clients(bucket_server):
    """Ours, and one to look from outside: made once, since that is most of what a test would take."""
    outside = boto3.client(
        "s3", endpoint_url=f"http://127.0.0.1:{bucket_server}", region_name="us-east-1",
        aws_access_key_id="key", aws_secret_access_key="secret",
    )  # fmt: skip
    yield Bucket(**place_of_private_files(address(bucket_server))["OPTIONS"]), outside
    outside.close()


@pytest.fixture
def bucket(clients, monkeypatch):
    """Where the bytes are kept from now on; a client of that server, to look from outside."""
    ours, outside = clients
    ours.bucket_name = outside.name = f"files-{uuid.uuid4().hex}"
    ours._left_alone_until = 0
    outside.create_bucket(Bucket=outside.name)
    monkeypatch.setitem(storages._storages, "private", ours)
    return outside


@pytest.fixture(params=["disk", BUCKET])
def place(request):
    """Both places, one after the other."""
    return request.getfixturevalue("bucket") if request.param == "bucket" else None


@pytest.fixture
def key():
    return keep()


def arrived(words=WORDS, name="arrived"):
    path = private_files.upload_dir() / name
    path.write_bytes(words)
    return path


def keep(words=WORDS, name="arrived"):
    return private_files.take(arrived(words, name))
