"""A bounded load on one address of this machine: persistent connections, a fixed number of requests."""

import http.client
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class Result:
    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    statuses: dict[int, int] = field(default_factory=dict)
    size: int = 0

    @property
    def per_second(self) -> float:
        return len(self.times) / self.seconds

    def p(self, share: float) -> float:
        """A percentile of the response times, in milliseconds."""
        return sorted(self.times)[min(len(self.times) - 1, int(len(self.times) * share))] * 1000


Make = Callable[[int], tuple[str, str, bytes | None, dict[str, str]]]


def run(port: int, make: Make, *, requests: int, clients: int) -> Result:
    """Send `requests` requests from `clients` connections; `make(n)` gives method, path, body and headers."""
    result, lock, numbers = Result(), threading.Lock(), iter(range(requests))

    def work() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while True:
            with lock:
                number = next(numbers, None)
            if number is None:
                connection.close()
                return
            method, path, body, headers = make(number)
            start = time.perf_counter()
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            payload = response.read()
            spent = time.perf_counter() - start
            with lock:
                result.times.append(spent)
                result.statuses[response.status] = result.statuses.get(response.status, 0) + 1
                result.size = len(payload)

    threads = [threading.Thread(target=work) for _ in range(clients)]
    begin = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    result.seconds = time.perf_counter() - begin
    return result
