import pytest

from network.kit import uses
from network.kit.uses import Place, Use


@pytest.fixture
def rooms(monkeypatch):
    """Two rooms: one holds on to 1 and 2, the other to 2 and 3; what each was told."""
    monkeypatch.setattr(uses, "_USES", {})
    told = []
    for name, ids in (("un", {1, 2}), ("deux", {2, 3})):
        uses.register(
            "file",
            name,
            Use(
                held=lambda asked, ids=ids: ids & set(asked),
                places=lambda reader, pk, name=name, ids=ids: [Place(f"{name} {reader}", "/")] if pk in ids else [],
                changed=lambda pk, name=name: told.append((name, "changed", pk)),
                forget=lambda pk, name=name: told.append((name, "forget", pk)),
                awaited=lambda asked, ids=ids: {1} & ids & set(asked),
            ),
        )
    return told


def test_what_any_room_uses_is_held(rooms):
    assert uses.held("file", [1, 3, 4]) == {1, 3} and uses.held("file", []) == set()
    assert uses.held("autre", [1]) == set()


def test_places_of_every_room_are_told_to_the_reader(rooms):
    assert [place.title for place in uses.places("file", "Claire", 2)] == ["un Claire", "deux Claire"]
    assert uses.places("file", "Claire", 4) == []


def test_every_room_is_told(rooms):
    uses.changed("file", 2)
    uses.forget("file", 3)
    assert rooms == [("un", "changed", 2), ("deux", "changed", 2), ("un", "forget", 3), ("deux", "forget", 3)]


def test_what_somebody_must_still_look_at_is_known(rooms):
    assert uses.awaited("file", [1, 2]) == {1} and uses.awaited("file", [3]) == uses.awaited("file", []) == set()
