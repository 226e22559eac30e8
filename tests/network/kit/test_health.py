from collections import namedtuple
from pathlib import Path

import pytest
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from network.kit import health

Usage = namedtuple("Usage", "total used free")


@pytest.fixture(autouse=True)
def unknown(monkeypatch):
    monkeypatch.setattr(health, "_migrated", set())


def break_database(monkeypatch):
    def broken(*_):
        raise DatabaseError("secret-host refused")

    monkeypatch.setattr(connection, "cursor", broken)


def test_alive_answers_without_the_database(client, monkeypatch):
    break_database(monkeypatch)
    response = client.get("/livez", headers={"host": "10.0.0.7"})
    assert (response.status_code, response.content) == (200, b"alive\n")
    assert response["Cache-Control"] == "no-store"
    assert "sid" not in response.cookies


@pytest.mark.django_db
def test_ready_says_that_all_is_well_and_looks_for_migrations_once(client, django_assert_num_queries):
    response = client.get("/readyz")
    assert (response.status_code, response.json()) == (200, {"database": "ok", "migrations": "ok", "disk": "ok"})
    with django_assert_num_queries(1):
        assert client.get("/readyz").status_code == 200


def test_ready_says_when_the_database_is_away_and_nothing_about_it(client, monkeypatch):
    break_database(monkeypatch)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {"database": "failed", "migrations": "failed", "disk": "ok"}
    assert response["Retry-After"] == "5"
    assert "secret-host" not in response.content.decode()


@pytest.mark.django_db
def test_ready_says_when_a_migration_is_missing(client):
    recorder = MigrationRecorder(connection)
    [last] = MigrationLoader(connection).graph.leaf_nodes("groups")
    recorder.record_unapplied(*last)
    response = client.get("/readyz")
    assert (response.status_code, response.json()["migrations"]) == (503, "failed")

    recorder.record_applied(*last)
    assert client.get("/readyz").status_code == 200


@pytest.mark.django_db
def test_ready_says_when_the_disk_is_full(client, monkeypatch):
    monkeypatch.setattr(health.shutil, "disk_usage", lambda _: Usage(10, 9, 1))
    response = client.get("/readyz")
    assert (response.status_code, response.json()["disk"]) == (503, "failed")


def test_has_room_looks_at_the_closest_folder_that_exists(tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(health.shutil, "disk_usage", lambda path: asked.append(path) or Usage(0, 0, 10**12))
    assert health.has_room(tmp_path / "not" / "yet", Path("/"))
    assert asked == [tmp_path, Path("/")]
