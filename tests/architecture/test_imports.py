"""Who may import whom: between rooms, and inside a room. The plan is in docs/architecture.md."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architecture.sources import PACKAGES, Source, called_name, module_names, project, suite

KIT = "network.kit"
GROUND = [KIT, "network.reference", "network.people", "network.activity"]
BELOW = {
    KIT: [],
    "network.reference": GROUND[:1],
    "network.people": GROUND[:2],
    "network.activity": GROUND[:3],
    "groups.spaces": GROUND,
    "groups.files": [*GROUND, "groups.spaces"],
    "groups.threads": [*GROUND, "groups.spaces", "groups.files"],
    "groups.meetings": [*GROUND, "groups.spaces", "groups.files"],
    "groups.hub": [*GROUND, "groups.spaces", "groups.files", "groups.threads", "groups.meetings"],
    "groups.live": [*GROUND, "groups.spaces", "groups.files", "groups.threads", "groups.meetings"],
    "home.pages": GROUND,
}
ORDER = ["enums", "blocks", "validators", "demo", "models", "access", "queries", "actions", "forms", "views", "urls"]
VIEW_LEVEL = {
    "tasks", "notices", "context", "middleware", "adapters", "consumers", "admin", "sitemaps", "apps",
    "management", "templatetags", "wagtail_hooks", "checks", "routing",
}  # fmt: skip
SHARED_WITH_ROOMS_ABOVE = {"enums", "blocks", "models", "access", "queries", "actions"}
# The registry to which each room declares what it tells, and the shapes in which the rooms of groups tell it.
DOORS = {"network.activity.notices": {"notices", "apps"}, "groups.spaces.notices": {"notices"}}
# An action hands work over to the worker of its own room; the task calls back into the actions.
HANDED_TO_THE_WORKER = ("actions", "tasks")
# What stands at the level of the views, and that views of the same room ask: lines of notices, the side bar's groups.
BESIDE_THE_VIEWS = {"notices", "context"}
GATHERERS = {"models", "urls", "apps", "checks", "management", "templatetags", "wagtail_hooks", "migrations"}
OWN_WORDS = {"groups.live": {"hub", "presence"}}
DOTTED = re.compile(rf"^({'|'.join(PACKAGES)})(\.\w+)+$")


def room_of(module: str) -> str | None:
    """`groups.threads` for `groups.threads.views`; None at the root and for what gathers an app's rooms."""
    parts = module.split(".")
    if len(parts) < 2 or (parts[0] != "network" and parts[1] in GATHERERS):
        return None
    room = ".".join(parts[:2])
    return room if room in BELOW else None


def kind_of(module: str) -> str:
    """`views` for `groups.threads.views` and for `groups.threads.views.reply`."""
    parts = module.split(".")
    return parts[2] if len(parts) > 2 else ""


def closest_module(name: str) -> str | None:
    """The project's module that a dotted name leads to: `groups.spaces.models` for `groups.spaces.models.Group`."""
    parts = name.split(".")
    if ".".join(parts[:2]) in BELOW and len(parts) > 2 and parts[2] in {*ORDER, *VIEW_LEVEL}:
        return ".".join(parts[:3])
    while name and name not in module_names():
        name = name.rpartition(".")[0]
    return name or None


def imported(source: Source) -> Iterator[tuple[int, str]]:
    """(line, module of ours), wherever it stands in the file: deferred, for typing only, or named in a string."""
    for node in source.nodes:
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = source.absolute(node)
            names = [f"{base}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and DOTTED.match(node.value):
            names = [node.value] if leads_to_code(node.value) and not is_own_model(source, node.value) else []
        for name in names:
            module = closest_module(name) if name.split(".")[0] in PACKAGES else None
            if module:
                yield node.lineno, module


def leads_to_code(text: str) -> bool:
    """Whether a dotted string names a module or a model of ours, and not a salt or an event's kind."""
    return closest_module(text) not in PACKAGES or text.split(".")[1][:1].isupper()


def is_own_model(source: Source, label: str) -> bool:
    """ "home.StandardPage" in home: how Django and Wagtail name a model of the same app."""
    app, _, name = label.partition(".")
    return app == source.parts[0] and name[:1].isupper()


def refusal(importer: str, target: str) -> str | None:
    """Why this import breaks the plan, or None."""
    here, there = room_of(importer), room_of(target)
    if here is None or target == here:
        return None
    if there is None:
        return None if here == KIT and target == "network.env" else "the root and the gatherers are above every room"
    if here == there:
        return None if here == KIT else inside(kind_of(importer), kind_of(target))
    if there not in BELOW[here]:
        return f"{there} is not below {here}"
    return None if there == KIT else across(kind_of(importer), target)


def inside(importer: str, target: str) -> str | None:
    if (importer, target) == HANDED_TO_THE_WORKER or importer not in ORDER or importer == target:
        return None
    if importer == "views" and target in BESIDE_THE_VIEWS:
        return None
    if importer == "forms" and target == "actions":
        return "forms parse and validate, nothing else"
    if target in ORDER and ORDER.index(target) < ORDER.index(importer):
        return None
    return f"{target} is not to the left of {importer}"


def across(importer: str, target: str) -> str | None:
    kind = kind_of(target)
    if kind in SHARED_WITH_ROOMS_ABOVE or importer in DOORS.get(target, set()):
        return None
    return f"{kind or 'the package'} of a lower room is its own affair"


def refusals(source: Source) -> list[str]:
    return [
        f"{source.path}:{line} imports {target}: {why}"
        for line, target in imported(source)
        if (why := refusal(source.name, target))
    ]


def unplanned(source: Source) -> str | None:
    """A room or a file kind that the plan does not name."""
    package, *rest = source.parts
    if not rest or room_of(source.name) == KIT:
        return None
    if room_of(source.name) is None:
        return None if package == "network" or rest[0] in GATHERERS else f"{source.path}: no such room in the plan"
    kind = kind_of(source.name)
    return (
        None
        if kind in {"", *ORDER, *VIEW_LEVEL, *OWN_WORDS.get(room_of(source.name), ())}
        else f"{source.path}: `{kind}` is not in the vocabulary of a room"
    )


def blind_imports(source: Source) -> list[str]:
    """import_module(name) hides where it leads; the name must be written out."""
    return [
        f"{source.path}:{node.lineno} imports a name that is not written out"
        for node in source.nodes
        if isinstance(node, ast.Call)
        and called_name(node) in {"import_module", "import_string", "__import__"}
        and not (node.args and isinstance(node.args[0], ast.Constant))
    ]


def offered(source: Source) -> set[str]:
    """What the package of a room says that it gives to others (`__all__`), without its own modules."""
    if not source.is_package or room_of(source.name) is None:
        return set()
    lists = [node.value for node in source.tree.body if ast.unparse(node).startswith("__all__ = ")]
    names = {name for one in lists for name in ast.literal_eval(one)}
    return {name for name in names if f"{source.name}.{name}" not in module_names()}


def taken(source: Source) -> set[str]:
    """Names that a file imports, or reads on something."""
    imports = {alias.name for node in source.nodes if isinstance(node, ast.ImportFrom) for alias in node.names}
    return imports | {node.attr for node in source.nodes if isinstance(node, ast.Attribute)}


def test_packages_offer_what_others_take():
    everything = {source: taken(source) for source in project()}
    tested = {word for source in suite() for word in re.findall(r"\w+", source.text)}
    unused = {}
    for package in filter(offered, project()):
        outside = [
            names for source, names in everything.items() if not f"{source.name}.".startswith(f"{package.name}.")
        ]
        if alone := offered(package).difference(tested, *outside):
            unused[package.path] = alone
    assert unused == {}


def test_imports_follow_the_plan():
    assert [line for source in project() for line in refusals(source)] == []


def test_files_have_the_names_of_the_plan():
    assert [line for source in project() if (line := unplanned(source))] == []


def test_no_import_hides_its_target():
    assert [line for source in project() for line in blind_imports(source)] == []


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("groups.spaces.models", "from groups.threads.models import Thread"),
        ("groups.spaces.models", "from ..threads import models"),
        ("groups.spaces.actions", "def f():\n    from groups.threads import actions"),
        ("groups.spaces.actions", "if TYPE_CHECKING:\n    from groups.threads.models import Thread"),
        ("groups.spaces.actions", "import_string('groups.threads.models.Thread')"),
        ("groups.hub.queries", "from groups.models import Thread"),
        ("groups.hub.views", "from groups.threads.views import ThreadDetailView"),
        ("groups.threads.access", "from .queries import posts_of_page"),
        ("groups.threads.models", "from . import access"),
        ("groups.threads.forms", "from .actions import post_reply"),
        ("groups.threads.queries", "from .tasks import tell"),
        ("home.pages.context", "from groups.spaces.models import Group"),
        ("groups.spaces.access", "from home.pages.models import HomePage"),
        ("network.people.models", "from network.activity.models import Event"),
        ("network.kit.fields", "from network.people.models import User"),
        ("groups.spaces.views", "from network.env import DEMO"),
        ("home.pages.models", "ForeignKey('groups.Group')"),
    ],
)
def test_imports_refuse(module, text):
    assert refusals(Source(module, text))


@pytest.mark.parametrize(
    ("module", "text"),
    [
        ("groups.threads.access", "from groups.spaces.access import Passage"),
        ("groups.threads.views", "from . import access, actions, forms, queries"),
        ("groups.threads.views", "from network.kit.clean_html import clean"),
        ("groups.threads.tasks", "from .actions import post_reply"),
        ("groups.threads.notices", "from network.activity import notices"),
        ("home.pages.models", "subpage_types = ['home.StandardPage']"),
        ("network.urls", "import groups.urls"),
        ("groups.urls", "from django.urls import include\ninclude('groups.hub.urls')"),
    ],
)
def test_imports_allow(module, text):
    assert refusals(Source(module, text)) == []


def test_blind_imports_refuse():
    assert blind_imports(Source("groups.live.consumers", "import_module(name)"))
    assert not blind_imports(Source("groups.live.consumers", "import_module('json')"))


def test_unplanned_refuses():
    assert unplanned(Source("groups.threads.utils", ""))
    assert unplanned(Source("groups.wiki.models", ""))
    assert not unplanned(Source("groups.threads.views.reply", ""))
