import json

from groups.live.presence import HERE_SECONDS, SHOWN, TYPING_SECONDS, Presence

SCOPE, THREAD = "group:1", 7


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


def frame(presence):
    found = presence.frame(SCOPE, THREAD)
    return found["who"], found["typing"]


def test_somebody_is_here_then_writes_then_is_gone():
    presence = Presence()
    presence.note(SCOPE, THREAD, 3, "here")
    assert frame(presence) == ([3], [])
    presence.note(SCOPE, THREAD, 3, "typing")
    assert frame(presence) == ([3], [3])
    presence.note(SCOPE, THREAD, 3, "here")
    assert frame(presence) == ([3], [])
    presence.note(SCOPE, THREAD, 3, "gone")
    assert frame(presence) == ([], [])


def test_whoever_says_nothing_more_disappears():
    clock = Clock()
    presence = Presence(clock)
    presence.note(SCOPE, THREAD, 3, "typing")
    clock.now += TYPING_SECONDS + 1
    assert frame(presence) == ([3], [])
    clock.now += HERE_SECONDS
    assert frame(presence) == ([], [])
    assert presence.people == {}


def test_discussions_are_kept_apart():
    presence = Presence()
    presence.note(SCOPE, 8, 3, "typing")
    presence.note(SCOPE, THREAD, 4, "here")
    assert frame(presence) == ([4], [])


def test_a_discussion_that_moved_has_other_readers_in_its_new_group():
    presence = Presence()
    presence.note("group:2", THREAD, 3, "typing")
    presence.note(SCOPE, THREAD, 4, "here")
    assert frame(presence) == ([4], [])


def test_gone_of_somebody_unknown_is_harmless():
    presence = Presence()
    presence.note(SCOPE, THREAD, 3, "gone")
    assert presence.people == {}


def test_a_frame_stays_small_however_many_people():
    presence = Presence()
    for user_id in range(10**15, 10**15 + 500):
        presence.note("group:123456", THREAD, user_id, "typing")
    found = presence.frame("group:123456", THREAD)
    assert len(found["who"]) == len(found["typing"]) == SHOWN
    for user_id in range(90_000, 90_100):
        presence.note("group:123456", 9, user_id, "typing")
    assert len(json.dumps(presence.frame("group:123456", 9), separators=(",", ":"))) < 200
