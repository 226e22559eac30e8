import pytest

from network.kit.folding import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Élise", "elise"),
        ("HÉLÈNE Ñúñez", "helene nunez"),
        ("E\u0301lise", "elise"),
        ("Straße", "strasse"),
        ("ﬁche n° 2", "fiche n° 2"),
        ("", ""),
    ],
)
def test_fold_forgets_case_and_accents(text, folded):
    assert fold(text) == folded
