"""Templates: nothing inline, nothing unescaped, nothing unused, nothing untranslated, every form safe to send twice."""

import ast
import re
from collections.abc import Callable, Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.apps import apps
from django.template import engines
from django.urls import URLResolver, get_resolver
from wagtail.models import Page

from tests.architecture.sources import project
from tests.architecture.templates import TAG, TemplateFile, bare_html, hard_coded_words, tags, templates

ALLOWED_WORDS = {"Traverse", "Français", "English", "FR", "EN"}
NOT_READ_BY_PEOPLE = ("styleguide/", "home/pages/robots.txt", "home/pages/security.txt")
INLINE = re.compile(
    rf"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+\s*=|javascript:|src={TAG}?[\"']https?:", re.IGNORECASE
)
UNESCAPED = re.compile(r"\|\s*safe(seq)?\b|autoescape\s+off")
MARKED_SAFE = {"mark_safe", "SafeString", "SafeText", "html_safe"}
FORM = re.compile(r"<form\b.*?</form>|<form\b.*", re.IGNORECASE | re.DOTALL)
METHOD = re.compile(r"<form\b[^>]*\smethod=[\"'](get|post|dialog)[\"']", re.IGNORECASE)
WRITES = re.compile(r"<form\b[^>]*\smethod=.post", re.IGNORECASE)
GIVEN_BY_DJANGO = {"400.html", "403.html", "404.html", "500.html", "403_csrf.html"}
THIRD_PARTY = ("allauth", "wagtail", "wagtail.admin", "wagtail.users", "django.contrib.admin", "django")


@cache
def url_names(resolver=None, prefix="") -> set[str]:
    names = set()
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            names |= url_names(pattern, space)
        elif pattern.name:
            names.add(f"{prefix}{pattern.name}")
    return names


def inline_code(template: TemplateFile) -> list[str]:
    return INLINE.findall(bare_html(template.text)) if not template.is_mail else []


def faulty_forms(text: str) -> list[str]:
    """Forms without a written method, and forms that write without the proof that they come from us."""
    forms = FORM.findall(re.sub(r"{%\s*comment.*?endcomment\s*%}", "", text, flags=re.DOTALL))
    unclear = [form[:80] for form in forms if not METHOD.match(form)]
    forged = [form[:80] for form in forms if WRITES.match(form) and "{% csrf_token %}" not in form]
    return unclear + forged


def literals() -> tuple[set[str], set[str]]:
    """Names of templates written in the code and in the templates: whole ones, and patterns of f-strings."""
    whole, patterns = set(), set()
    for source in project():
        for node in source.nodes:
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = [re.escape(part.value) if isinstance(part, ast.Constant) else "[^/]+" for part in node.values]
                patterns.add("".join(parts))
    for template in templates():
        whole |= {word.strip("\"'") for words in tags(template, "extends", "include") for word in words[1:]}
    return whole, {pattern for pattern in patterns if "/" in pattern}


def overrides_another(name: str) -> bool:
    """Whether a library has a template of this name, which ours replaces."""
    folders = [Path(find_spec(package).origin).parent / "templates" for package in THIRD_PARTY]
    return any((folder / name).exists() for folder in folders)


def derived_names() -> set[str]:
    """Templates that Wagtail finds by the name of a page."""
    return {model.template for model in apps.get_models() if issubclass(model, Page)}


def unused_templates() -> list[str]:
    whole, patterns = literals()
    used = whole | GIVEN_BY_DJANGO | derived_names()
    return [
        template.name
        for template in templates()
        if template.name not in used
        and template.name.rpartition(".")[0] not in used
        and template.name.removeprefix("email/").partition(".")[0] not in used
        and not any(re.fullmatch(pattern, template.name) for pattern in patterns)
        and not overrides_another(template.name)
    ]


def faults(find: Callable[[TemplateFile], Iterable[str]]) -> dict[str, list[str]]:
    """What a rule finds, by template."""
    return {template.name: found for template in templates() if (found := list(find(template)))}


def unescaped(template: TemplateFile) -> list[str]:
    return [] if template.name.endswith(".txt") else [match[0] for match in UNESCAPED.finditer(template.text)]


def unknown_urls(template: TemplateFile) -> set[str]:
    named = {words[1].strip("\"'") for words in tags(template, "url") if words[1][0] in "\"'"}
    return named - url_names()


def unused_loads(template: TemplateFile) -> list[str]:
    """Libraries that a template loads and takes nothing of."""
    loaded = [name for words in tags(template, "load") if "from" not in words for name in words[1:]]
    return [name for name in loaded if not any(re.search(what, template.text) for what in given_by(name))]


@cache
def given_by(library: str) -> list[str]:
    found = engines["django"].engine.template_libraries[library]
    return [rf"{{%\s*{tag}\b" for tag in found.tags] + [rf"\|\s*{name}\b" for name in found.filters]


def untranslated(template: TemplateFile) -> list[str]:
    return [] if template.name.startswith(NOT_READ_BY_PEOPLE) else hard_coded_words(template.text, ALLOWED_WORDS)


def test_nothing_is_inline():
    assert faults(inline_code) == {}


def test_nothing_is_unescaped():
    assert faults(unescaped) == {}


def test_forms_are_safe_to_send():
    assert faults(lambda template: faulty_forms(template.text)) == {}


def test_url_names_exist():
    assert faults(unknown_urls) == {}


def test_libraries_are_loaded_for_something():
    assert faults(unused_loads) == {}


def test_words_are_translated():
    assert faults(untranslated) == {}


def test_every_template_is_used():
    assert unused_templates() == []


def test_html_is_declared_safe_in_one_place():
    found = [
        f"{source.path}:{node.lineno}"
        for source in project()
        if source.name != "network.kit.clean_html"
        for node in source.nodes
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in MARKED_SAFE
    ]
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '<p style="color: red">',
        '<a onclick="x()">',
        "<style>p {}</style>",
        '<img src="https://elsewhere.example/x.png">',
        '<a href="javascript:x()">',
    ],
)
def test_inline_code_refuses(text):
    assert inline_code(TemplateFile("x.html", text))


@pytest.mark.parametrize(
    ("text", "unused"),
    [
        ("{% load files %}<p>{{ file.name }}</p>", ["files"]),
        ("{% load files i18n %}{% file_row file as row %}{% translate 'x' %}", []),
    ],
)
def test_unused_loads(text, unused):
    assert unused_loads(TemplateFile("x.html", text)) == unused


def test_inline_code_allows():
    assert not inline_code(TemplateFile("x.html", '<script src="{% static "js/ui.js" %}"></script><p class="style">'))


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("<form><input></form>", 1),
        ('<form method="post"><input></form>', 1),
        ('<form method="post">{% csrf_token %}</form><form method="post"></form>', 1),
        ('<form action="{% url "x" %}" method="post">{% csrf_token %}</form>', 0),
        ('<form method="get"><input></form>', 0),
    ],
)
def test_faulty_forms(text, faults):
    assert len(faulty_forms(text)) == faults


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<p>Bonjour</p>", ["Bonjour"]),
        ('<a title="Open">{% icon "x" %}</a>', ["Open"]),
        ("<p>{{ name }}, {% translate 'Hello' %}</p>", []),
        ("{% blocktranslate %}Hello {{ name }}{% endblocktranslate %} there", ["there"]),
        ("{% comment %}For us{% endcomment %}<code>POST</code>&nbsp;·", []),
        ('<p class="{% if x %}a b{% endif %}">Traverse</p>', []),
    ],
)
def test_hard_coded_words(text, words):
    assert hard_coded_words(text, ALLOWED_WORDS) == words
