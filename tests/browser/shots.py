"""`make shots`: a picture of every page as each person, wide and narrow, light and dark, in var/shots; and the two
pictures of the README in docs/images. SHOTS_URL drives a demonstration that already runs.
"""

import os
import shutil
import sys
from contextlib import nullcontext
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from playwright.sync_api import Page as Tab

from tests.browser import demo
from tests.browser.pages import BY_PERSONA, SIGNED_IN, enter, places
from tests.plugins.services import BROWSER_ARGS, BROWSERS

SHOTS = demo.ROOT / "var" / "shots"
IMAGES = demo.ROOT / "docs" / "images"
SIZES = {1280: 800, 390: 844}
THEMES = {"clair": "light", "sombre": "dark"}
README = {"discussion-claire.png": "light", "discussion-sombre.png": "dark"}


def new_context(browser: Browser, url: str) -> BrowserContext:
    return browser.new_context(base_url=url, locale="fr-FR", reduced_motion="reduce")


def shoot(tab: Tab, path: str, name: str) -> None:
    """Four pictures of one page: it is asked for once."""
    tab.goto(path)
    for width, height in SIZES.items():
        tab.set_viewport_size({"width": width, "height": height})
        for theme, scheme in THEMES.items():
            tab.emulate_media(color_scheme=scheme)
            tab.screenshot(path=SHOTS / f"{name}-{width}-{theme}.png", full_page=True)


def shoot_readme(tab: Tab, path: str) -> None:
    tab.set_viewport_size({"width": 1280, "height": 800})
    tab.goto(path)
    for name, scheme in README.items():
        tab.emulate_media(color_scheme=scheme)
        tab.screenshot(path=IMAGES / name)
        with Image.open(IMAGES / name) as image:
            image.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(IMAGES / name, optimize=True)


def shoot_all(browser: Browser, url: str) -> int:
    tabs = {persona: new_context(browser, url).new_page() for persona in ("", *SIGNED_IN)}
    for persona in SIGNED_IN:
        enter(tabs[persona], persona)
    found = places(tabs["aminata"], tabs["helene"])
    shoot_readme(tabs["aminata"], found["thread"])
    for persona, pages in BY_PERSONA.items():
        for page in pages:
            shoot(tabs[persona], page.path.format(**found), f"{persona or 'anonyme'}-{page.name}")
    return sum(len(pages) for pages in BY_PERSONA.values())


def main() -> None:
    chromium = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if chromium is None:
        sys.exit(f"No browser: {', '.join(BROWSERS)}.")
    shutil.rmtree(SHOTS, ignore_errors=True)
    for folder in (SHOTS, IMAGES):
        folder.mkdir(parents=True, exist_ok=True)
    given = os.environ.get("SHOTS_URL", "")
    with nullcontext(given) if given else demo.running() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=BROWSER_ARGS)
        pages = shoot_all(browser, url)
        browser.close()
    sys.stdout.write(f"{pages} pages in {Path(SHOTS).relative_to(demo.ROOT)}, 2 images in docs/images\n")


if __name__ == "__main__":
    main()
