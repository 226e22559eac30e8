from datetime import datetime, timedelta

from network.seeds.calendar import weeks_to_now


def test_dates_move_by_whole_weeks():
    latest, now = datetime.fromisoformat("2015-06-12T11:05"), datetime.fromisoformat("2026-11-22T09:00")
    moved = latest + weeks_to_now(latest, now)
    assert now - timedelta(days=7) < moved <= now
    assert (moved.weekday(), moved.time()) == (latest.weekday(), latest.time())
