"""Arithmetic of colours written #rrggbb: contrast as WCAG counts it, and the shades that an accent needs."""

import re

HEX = re.compile(r"#[0-9a-f]{6}")
WHITE, BLACK = "#ffffff", "#000000"
LIGHT_GROUND, DARK_GROUND = "#f0f4f5", "#1c2628"
READABLE = 4.5


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _linear(channel: int) -> float:
    share = channel / 255
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def luminance(colour: str) -> float:
    red, green, blue = (_linear(channel) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Between 1 (the same) and 21 (black on white)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def mix(colour: str, other: str, share: float) -> str:
    """`colour` with `share` (0 to 1) of `other`."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def readable(colour: str, towards: str, ground: str, ratio: float = READABLE) -> str:
    """`colour` moved towards black or white by as little as it takes to be read on `ground`."""
    steps = (mix(colour, towards, step / 20) for step in range(21))
    return next((shade for shade in steps if contrast(shade, ground) >= ratio), towards)


def accent_tokens(accent: str) -> dict[str, tuple[str, str]]:
    """The design tokens of one accent: name → (in the light theme, in the dark theme)."""
    dark = readable(accent, WHITE, DARK_GROUND, 7)
    return {
        "accent": (accent, dark),
        "accent-hover": (mix(accent, BLACK, 0.2), mix(dark, WHITE, 0.35)),
        "on-accent": (WHITE, readable(mix(dark, BLACK, 0.75), BLACK, dark, 7)),
        "accent-soft": (readable(mix(accent, WHITE, 0.88), WHITE, accent), mix(accent, DARK_GROUND, 0.75)),
        "accent-line": (mix(accent, WHITE, 0.65), mix(accent, DARK_GROUND, 0.4)),
    }
