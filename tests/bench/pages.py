"""One page under load: processor time a request with one client, requests a second with one and with sixteen."""

import os
import statistics
from dataclasses import dataclass, field

from tests.bench import cpu, load, servers

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
REQUESTS = int(os.environ.get("BENCH_REQUESTS", "150"))
CROWD = 16


@dataclass
class Page:
    name: str
    server: servers.Server
    make: load.Make
    app_ms: list[float] = field(default_factory=list)
    db_ms: list[float] = field(default_factory=list)
    alone: list[float] = field(default_factory=list)
    crowd: list[float] = field(default_factory=list)
    late: list[float] = field(default_factory=list)
    size: int = 0

    @property
    def p95(self) -> float:
        """Of the response times of one client, in milliseconds."""
        return statistics.median(self.late)

    @property
    def cpu_ms(self) -> float:
        return statistics.median(self.app_ms) + statistics.median(self.db_ms)


def getting(path: str, headers: dict[str, str]) -> load.Make:
    return lambda _number: ("GET", path, None, headers)


def database_cpu(label: str) -> float:
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE application_name = %s", [label])
        return sum(cpu.of_process(pid) for (pid,) in cursor.fetchall())


def warm(page: Page) -> None:
    load.run(page.server.port, page.make, requests=30, clients=4)


def measure(page: Page) -> None:
    """One round alone, one in a crowd."""
    measure_alone(page)
    crowd = answered(page, load.run(page.server.port, page.make, requests=REQUESTS * 2, clients=CROWD))
    page.crowd.append(crowd.per_second)
    page.size = crowd.size


def measure_alone(page: Page) -> None:
    app, database = cpu.of_tree(page.server.process.pid), database_cpu(page.server.database_label)
    alone = answered(page, load.run(page.server.port, page.make, requests=REQUESTS, clients=1))
    page.app_ms.append((cpu.of_tree(page.server.process.pid) - app) / REQUESTS)
    page.db_ms.append((database_cpu(page.server.database_label) - database) / REQUESTS)
    page.alone.append(alone.per_second)
    page.late.append(alone.p(0.95))


def answered(page: Page, result: load.Result) -> load.Result:
    if unexpected := set(result.statuses) - {200, 302}:
        raise SystemExit(f"{page.name}: answered {unexpected}")
    return result
