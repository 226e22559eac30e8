from datetime import date

import pytest

from network.kit.working_days import working_day_before


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2026, 12, 3), date(2026, 12, 2)),
        (date(2026, 11, 30), date(2026, 11, 27)),
        (date(2026, 5, 15), date(2026, 5, 13)),
        (date(2026, 4, 7), date(2026, 4, 3)),
        (date(2026, 5, 26), date(2026, 5, 22)),
        (date(2027, 1, 2), date(2026, 12, 31)),
    ],
)
def test_the_working_day_before_leaves_out_weekends_and_french_holidays(day, before):
    assert working_day_before(day) == before
