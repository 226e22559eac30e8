import pytest

from network.kit import colours


def test_contrast_counts_as_wcag():
    assert colours.contrast("#000000", "#ffffff") == 21
    assert colours.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert colours.contrast("#777777", "#777777") == 1


def test_mix_goes_from_one_colour_to_the_other():
    assert [colours.mix("#000000", "#ffffff", share) for share in (0, 0.5, 1)] == ["#000000", "#808080", "#ffffff"]


def test_readable_moves_no_more_than_it_takes():
    assert colours.readable("#006274", colours.WHITE, "#ffffff") == "#006274"
    lighter = colours.readable("#006274", colours.WHITE, colours.DARK_GROUND)
    assert colours.contrast(lighter, colours.DARK_GROUND) >= 4.5
    assert lighter != colours.WHITE


@pytest.mark.parametrize("accent", ["#006274", "#7a1f4f", "#000000", "#1d3e66", "#a82429", "#6b5900"])
def test_accent_tokens_can_be_read_in_both_themes(accent):
    tokens = colours.accent_tokens(accent)
    for theme, ground in enumerate((colours.LIGHT_GROUND, colours.DARK_GROUND)):
        assert colours.contrast(tokens["accent"][theme], ground) >= 4.5
        assert colours.contrast(tokens["accent"][theme], tokens["accent-soft"][theme]) >= 4.5
        assert colours.contrast(tokens["accent"][theme], tokens["on-accent"][theme]) >= 4.5
