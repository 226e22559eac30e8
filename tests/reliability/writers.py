"""Many writers answering in the data set at once over HTTP, each acknowledged answer noted after its full response."""

import http.client
import threading
import time
import uuid
from dataclasses import dataclass, field
from urllib.parse import urlencode

from tests.bench.servers import HTTPS


@dataclass
class Journal:
    """What clients were told: keys acknowledged, answers that were not a redirect, and how long each took."""

    acknowledged: list[str] = field(default_factory=list)
    refused: dict[int, int] = field(default_factory=dict)
    seconds: list[float] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, key: str, status: int, seconds: float) -> None:
        with self.lock:
            self.seconds.append(seconds)
            if status == 302:
                self.acknowledged.append(key)
            else:
                self.refused[status] = self.refused.get(status, 0) + 1


def write(port: int, person, journal: Journal, *, amount: int, until: threading.Event) -> None:
    """Send answers one after the other until `amount`, `until`, or a broken connection."""
    headers = {
        **HTTPS,
        "Cookie": person.cookie,
        "Content-Type": "application/x-www-form-urlencoded",
        "Referer": "https://127.0.0.1/",
    }
    path = f"/groupes/groupe-1/discussions/{person.reply_thread_id}/reponses/"
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        for number in range(amount):
            if until.is_set():
                return
            key = str(uuid.uuid4())
            form = {"csrfmiddlewaretoken": person.csrf, "key": key, "body": f"Réponse {number}", "body_format": "plain"}
            start = time.perf_counter()
            connection.request("POST", path, urlencode(form), headers)
            response = connection.getresponse()
            response.read()
            journal.note(key, response.status, time.perf_counter() - start)
    except (OSError, http.client.HTTPException):
        return


def crowd(port: int, people: list, journal: Journal, *, amount: int, until: threading.Event) -> list[threading.Thread]:
    threads = [
        threading.Thread(target=write, args=(port, person, journal), kwargs={"amount": amount, "until": until})
        for person in people
    ]
    for thread in threads:
        thread.start()
    return threads
