import pytest

from groups.hub.forms import seen_of


@pytest.mark.parametrize(
    ("values", "seen"),
    [
        ([], {}),
        (["12:345", "3:0"], {12: 345, 3: 0}),
        (["12", "x:1", "1:-2", "1:2:3", "٣:٣", f"1:{'9' * 19}", ""], {}),
        ([f"{n}:1" for n in range(500)], dict.fromkeys(range(200), 1)),
    ],
)
def test_seen_of_leaves_out_what_makes_no_sense(values, seen):
    assert seen_of(values) == seen
