"""A Redis of the test's own, which it may empty and stop."""

import shutil
import subprocess
import time

import redis

from tests.live.server import free_port

PROGRAM = shutil.which("redis-server")


class OwnRedis:
    """Keeps nothing on disk; `stop` and `start` again give an empty one at the same address."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.client = redis.Redis.from_url(self.url)

    def __enter__(self) -> "OwnRedis":
        self.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self.client.close()
        self.stop()

    def start(self) -> None:
        command = [PROGRAM, "--bind", "127.0.0.1", "--port", str(self.port), "--save", "", "--appendonly", "no"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        for _ in range(100):
            try:
                self.client.ping()
            except redis.ConnectionError:
                time.sleep(0.05)
            else:
                return
        raise AssertionError("Redis does not answer")

    def stop(self) -> None:
        self.process.kill()
        self.process.wait(10)

    def empty(self) -> None:
        self.client.flushall()
