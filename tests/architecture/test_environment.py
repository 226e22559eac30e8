"""One file reads the environment, one table documents it, somebody reads every setting, and production refuses to open
unsafe.
"""

import ast
import os
import re
import subprocess
import sys
from importlib.util import find_spec
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from network import env
from tests.architecture.sources import ROOT, Source, project

SAFE = {
    "SECRET_KEY": "a-key-for-this-check-only-" + "k" * 40,
    "ALLOWED_HOSTS": "traverse.example.org",
    "BASE_URL": "https://traverse.example.org",
    "DEMO": "",
}
READERS = {"environ", "getenv", "environb"}
ASKED = ("django", "wagtail", "allauth", "channels", "whitenoise", "taggit", "django_tasks")
OF_ALLAUTH = re.compile(r"^(ACCOUNT|ALLAUTH|MFA|USERSESSIONS)_")
NAME = re.compile(r"\b[A-Z][A-Z0-9_]+\b")


def environment_readers(source: Source) -> list[int]:
    """Lines that read the environment. To give a default to what comes next (`setdefault`) is not reading."""
    given = {id(node.value) for node in source.nodes if getattr(node, "attr", "") == "setdefault"}
    attributes = [node for node in source.nodes if isinstance(node, ast.Attribute) and id(node) not in given]
    imported = [node for node in source.nodes if isinstance(node, ast.ImportFrom) and node.module == "os"]
    return [node.lineno for node in attributes if node.attr in READERS] + [
        node.lineno for node in imported if READERS & {alias.name for alias in node.names}
    ]


def start(**environment: str) -> subprocess.CompletedProcess:
    """Load the production settings in a process of their own."""
    return subprocess.run(
        [sys.executable, "-c", "import network.settings.production"],
        env={"PATH": os.environ["PATH"], **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_one_file_reads_the_environment():
    found = {source.path: lines for source in project() if (lines := environment_readers(source))}
    assert set(found) == {"network/env.py"}


@pytest.mark.parametrize("text", ["import os\nos.environ['X']", "import os\nos.getenv('X')", "from os import environ"])
def test_environment_readers_refuse(text):
    assert environment_readers(Source("groups.hub.views", text))


def test_environment_readers_allow():
    assert not environment_readers(Source("network.wsgi", "import os\nos.environ.setdefault('A', 'b')"))


def test_every_variable_says_what_it_does():
    names = [variable.name for variable in env.VARIABLES]
    assert len(names) == len(set(names))
    assert all(variable.doc and variable.kind for variable in env.VARIABLES)


def test_every_variable_is_documented():
    call_command("env_docs", check=True, stdout=StringIO())


def names_read() -> set[str]:
    """What may be the name of a setting in our code and in the packages that we give settings to."""
    folders = [Path(find_spec(name).origin).parent for name in ASKED]
    texts = [path.read_text(encoding="utf-8") for folder in folders for path in folder.rglob("*.py")]
    texts += [source.text for source in project() if not source.name.startswith("network.settings")]
    return set(NAME.findall("\n".join(texts)))


def unread(settings: str, known: set[str]) -> list[str]:
    """Names that these settings give and that nobody asks for: neither they themselves nor, by its full name or by what
    allauth calls it, a package.
    """
    given = re.findall(r"^([A-Z][A-Z0-9_]+) = ", settings, re.MULTILINE)
    once = [name for name in given if len(re.findall(rf"\b{name}\b", settings)) == 1]
    return [name for name in once if name not in known and OF_ALLAUTH.sub("", name) not in known]


def test_every_setting_is_read():
    sources = [source for source in project() if source.name.startswith("network.settings.")]
    assert unread("\n".join(source.text for source in sources), names_read()) == []


def test_unread_settings():
    given = "WAGTAILADMIN_UNICODE_SLUGS = False\nACCOUNT_FORMS = {}\nTIME_ZONE = ''\nOURS = {}\nCACHES = {1: OURS}\n"
    assert unread(given, {"FORMS", "TIME_ZONE", "CACHES"}) == ["WAGTAILADMIN_UNICODE_SLUGS"]


@pytest.mark.slow
def test_production_opens_with_its_own_secrets():
    started = start(**SAFE)
    assert (started.returncode, started.stderr) == (0, "")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("variable", "value", "reason"),
    [
        ("DEMO", "1", "DEMO"),
        ("SECRET_KEY", "", "SECRET_KEY"),
        ("SECRET_KEY", "k" * 49, "SECRET_KEY"),
        ("ALLOWED_HOSTS", "*", "ALLOWED_HOSTS"),
        ("ALLOWED_HOSTS", ".example.org", "ALLOWED_HOSTS"),
        ("ALLOWED_HOSTS", " ", "ALLOWED_HOSTS"),
        ("BASE_URL", "http://traverse.example.org", "BASE_URL"),
        ("PORT", "eighty", "PORT"),
        ("DEMO", "maybe", "DEMO"),
    ],
)
def test_production_refuses(variable, value, reason):
    refused = start(**{**SAFE, variable: value})
    assert refused.returncode == 1
    assert reason in refused.stderr.splitlines()[-1]
