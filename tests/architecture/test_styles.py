"""Styles and scripts that nothing uses are not kept: they would be read and sent for nobody."""

import re
from functools import cache

import pytest

from tests.architecture.sources import ROOT, project
from tests.architecture.templates import templates

# What dresses pages of the administration names what Wagtail writes.
STYLES = sorted(path for path in (ROOT / "static" / "css").glob("*.css") if path.stem != "cms")
SCRIPTS = sorted((ROOT / "static" / "js").glob("*.js"))
NAME = re.compile(r"[A-Za-z_][\w-]*")
SELECTOR = re.compile(r"([^{};]+)\{")
# What the template tags, the marks of files and the editor (vendored) write with a part that varies.
COMPOSED = re.compile(r"(hue-[1-8]|(icon|avatar|glyph)(--(xs|sm|md|lg))?|ProseMirror.*|selectedCell)$")
ATTRIBUTE = re.compile(r'\bclass="((?:{[{%].*?[}%]}|[^"])*)"')
GIVEN = re.compile(r'"([^"\n]*)"|`([^`]*)`')
QUOTED = re.compile(r"[\"']([\w -]*(?:--|__)[\w -]*)[\"']")


def classes(css: str) -> set[str]:
    bare = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    chosen = [text for text in SELECTOR.findall(bare) if not text.strip().startswith("@")]
    return {name for text in chosen for name in re.findall(r"\.([a-zA-Z_][\w-]*)", text)}


def words(texts) -> set[str]:
    return {word for text in texts for word in NAME.findall(text)}


@cache
def written_classes() -> set[str]:
    """Every word that stands where a class is written: attributes, literals of the scripts, modifiers handed on."""
    pages = [text for source in (*templates(), *project()) if (text := source.text)]
    scripts = [re.sub(r"^\s*//.*$", "", path.read_text("utf-8"), flags=re.MULTILINE) for path in SCRIPTS]
    literals = [part for text in scripts for found in GIVEN.findall(text) for part in found]
    return words(part for text in pages for find in (ATTRIBUTE, QUOTED) for part in find.findall(text)) | words(
        literals
    )


def unused_classes(css: str, written: set[str]) -> set[str]:
    return {name for name in classes(css) - written if not COMPOSED.match(name)}


def lone_exports(texts: dict[str, str]) -> list[str]:
    """Names that a script gives to others and that no other script mentions."""
    exported = re.compile(r"^export (?:async )?(?:function|const|class|let) (\w+)", re.MULTILINE)
    return [
        f"{script}: {name}"
        for script, text in texts.items()
        for name in exported.findall(text)
        if not any(re.search(rf"\b{name}\b", other) for path, other in texts.items() if path != script)
    ]


def test_every_class_of_the_styles_is_written_somewhere():
    unused = {
        path.name: names for path in STYLES if (names := unused_classes(path.read_text("utf-8"), written_classes()))
    }
    assert unused == {}


def test_variables_of_the_styles_are_set_and_read():
    text = "".join(path.read_text("utf-8") for path in STYLES)
    assert set(re.findall(r"[\s{;](--[\w-]+):", text)) == set(re.findall(r"var\((--[\w-]+)", text))


def test_what_scripts_export_is_imported():
    assert lone_exports({path.name: path.read_text("utf-8") for path in SCRIPTS}) == []


def test_every_script_is_loaded():
    texts = [*(source.text for source in (*templates(), *project())), *(path.read_text("utf-8") for path in SCRIPTS)]
    assert [path.name for path in SCRIPTS if not any(path.name in text for text in texts)] == []


@pytest.mark.parametrize(
    ("css", "unused"),
    [
        (".card:not(.gone) > p, .old { color: red }", {"gone", "old"}),
        ("@media print { .old { margin: .5rem } } /* .note { */", {"old"}),
        (".card { transition: all .3s } .hue-3, .icon--sm { inset: 0 }", set()),
    ],
)
def test_unused_classes(css, unused):
    assert unused_classes(css, {"card"}) == unused


def test_lone_exports():
    scripts = {"a.js": "export const used = 1;\nexport function alone() {}", "b.js": 'import { used } from "./a.js";'}
    assert lone_exports(scripts) == ["a.js: alone"]
