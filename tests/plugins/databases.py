"""Test databases at the price of a copy: migrated once for each state of the migrations, then copied by every worker.

What the migrations put in the tables (pages, permissions, languages) is back after every transactional test.
"""

import fcntl
import hashlib
import os
import shutil
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections, transaction
from django.test import TransactionTestCase

CACHE = settings.BASE_DIR / "var" / "test-cache"
KEPT_SECONDS = 7 * 24 * 3600


def fingerprint() -> str:
    """What the tables depend on: versions, settings, migrations."""
    ours = [settings.BASE_DIR / package for package in ("network", "groups", "home")]
    paths = [path for package in ours for kind in ("migrations", "settings") for path in package.rglob(f"{kind}/*.py")]
    digest = hashlib.sha256()
    for path in [settings.BASE_DIR / "requirements.txt", *sorted(paths)]:
        digest.update(str(path).encode() + path.read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def one_at_a_time():
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / f"{connection.vendor}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


class SQLite:
    """A template file and its copy, both without a journal beside them."""

    def __init__(self, name: str) -> None:
        self.template = CACHE / f"sqlite-{name}.sqlite3"
        self.copied = Path(connection.settings_dict["TEST"]["NAME"]).with_name(f"suite-{os.getpid()}.sqlite3")

    def exists(self) -> bool:
        return self.template.exists()

    def build(self) -> None:
        rough = self.template.with_suffix(".rough")
        rough.unlink(missing_ok=True)
        connection.settings_dict["TEST"]["NAME"] = str(rough)
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        connection.close()
        rough.rename(self.template)

    def copy(self) -> str:
        self.remove()
        shutil.copyfile(self.template, self.copied)
        return str(self.copied)

    def remove(self) -> None:
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self.copied}{suffix}").unlink(missing_ok=True)

    def forget(self, stamp: Path) -> None:
        stamp.with_suffix(".sqlite3").unlink(missing_ok=True)


class PostgreSQL:
    """The server itself copies a template database."""

    def __init__(self, name: str) -> None:
        self.template = f"traverse_template_{name}"
        base = connection.settings_dict["TEST"].get("NAME") or f"test_{connection.settings_dict['NAME']}"
        self.copied = f"{base}_{os.getpid()}"

    def exists(self) -> bool:
        return bool(self.run("SELECT 1 FROM pg_database WHERE datname = %s", self.template))

    def build(self) -> None:
        rough = f"{self.template}_rough"
        self.drop(rough)
        connection.settings_dict["TEST"]["NAME"] = rough
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        connection.close()
        self.run(f'ALTER DATABASE "{rough}" RENAME TO "{self.template}"')

    def copy(self) -> str:
        self.remove()
        self.run(f'CREATE DATABASE "{self.copied}" TEMPLATE "{self.template}"')
        return self.copied

    def remove(self) -> None:
        self.drop(self.copied)

    def forget(self, stamp: Path) -> None:
        self.drop(f"traverse_template_{stamp.stem.removeprefix('postgresql-')}")

    def drop(self, name: str) -> None:
        self.run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def run(self, statement: str, *values) -> list:
        with connection.creation._nodb_cursor() as cursor:
            cursor.execute(statement, values or None)
            return cursor.fetchall() if cursor.description else []


def use(name: str) -> None:
    connections.close_all()
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


def prune(store: SQLite | PostgreSQL) -> None:
    for stamp in CACHE.glob(f"{connection.vendor}-*.json"):
        if stamp.stat().st_mtime < time.time() - KEPT_SECONDS:
            store.forget(stamp)
            stamp.unlink()


def prepare(store: SQLite | PostgreSQL, rows: Path, *, anew: bool) -> str:
    """Copy the template, made first when it is not there; `rows` keeps what its tables hold."""
    with one_at_a_time():
        if anew or not (store.exists() and rows.exists()):
            prune(store)
            rows.unlink(missing_ok=True)
            store.forget(rows)
            store.build()
            use(store.copy())
            rows.write_text(connection.creation.serialize_db_to_string(), encoding="utf-8")
            connection.close()
        rows.touch()
        return store.copy()


def place_of_today() -> tuple[SQLite | PostgreSQL, Path]:
    """The copy that this process works on, and the file that keeps what the tables of the template hold."""
    name = fingerprint()
    store = SQLite(name) if connection.vendor == "sqlite" else PostgreSQL(name)
    return store, CACHE / f"{connection.vendor}-{name}.json"


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, django_db_modify_db_settings, django_db_createdb):
    with django_db_blocker.unblock():
        store, rows = place_of_today()
        use(prepare(store, rows, anew=django_db_createdb))
        # On the classes: beside the browser's event loop, a thread has a second connection.
        type(connections["default"])._test_serialized_contents = rows.read_text(encoding="utf-8")
        empty_and_fill_fast(what_tables_hold())
    yield
    with django_db_blocker.unblock():
        connections.close_all()
        store.remove()


def what_tables_hold() -> dict[str, tuple[list[str], list[tuple]]]:
    """Columns and rows of each table that migrations filled."""
    held = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True):
            cursor.execute(f'SELECT * FROM "{table}"')
            if found := cursor.fetchall():
                held[table] = ([column[0] for column in cursor.description], found)
    return held


def empty_and_fill_fast(held: dict) -> None:
    """Emptying every table, and filling a few again, is most of what a transactional test costs: TRUNCATE makes a new
    file for each of a hundred tables, and Django fills them one object at a time.

    Filled again as soon as they are emptied, and not before the next transactional test: whatever test comes then, on
    whichever worker, finds what migrations wrote.
    """
    empty = TransactionTestCase._fixture_teardown

    def empty_and_fill(case) -> None:
        empty(case)
        with transaction.atomic(), without_triggers(connection) as cursor:
            for table, (columns, found) in held.items():
                names, places = ", ".join(f'"{name}"' for name in columns), ", ".join(["%s"] * len(columns))
                cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({places}) ON CONFLICT DO NOTHING', found)

    TransactionTestCase._fixture_teardown = empty_and_fill
    type(connection.creation).deserialize_db_from_string = lambda _creation, _data: None
    if connection.vendor == "postgresql":
        quick, usual = (f"SET session_replication_role = {role}" for role in ("replica", "origin"))
        type(connection.ops).sql_flush = lambda ops, style, tables, **_options: (
            [quick, *(f'DELETE FROM "{table}"' for table in tables), usual] if tables else []
        )


@contextmanager
def without_triggers(one):
    with one.cursor() as cursor:
        if one.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        yield cursor


def is_transactional(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    names = getattr(item, "fixturenames", ())
    return bool(marker and marker.kwargs.get("transaction")) or bool({"transactional_db", "live_server"} & set(names))


def pytest_collection_modifyitems(items):
    for item in items:
        if is_transactional(item):
            item.fixturenames.append("django_db_serialized_rollback")


def main() -> None:
    """Makes the template for TEST_DATABASE_URL when it is not there, so that no worker has to wait for it."""
    import django

    django.setup()
    store, rows = place_of_today()
    prepare(store, rows, anew=False)
    store.remove()


if __name__ == "__main__":
    main()
