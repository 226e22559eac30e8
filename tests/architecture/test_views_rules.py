"""What each kind of file may not do: thin views, one gate, one door per change, nothing that listens."""

import ast
from collections.abc import Callable, Iterator

import pytest

from tests.architecture.sources import Source, called_name, functions, project
from tests.architecture.test_imports import kind_of, room_of

THIN = {"views", "consumers", "templatetags", "context"}
FAR_FROM_THE_GATE = {"views", "consumers", "tasks", "forms", "queries", "notices", "context", "templatetags", "actions"}
PRIVATE_ROOMS = ("groups.", "network.activity", "network.people")
BELOW_THE_VIEWS = {"access", "queries", "actions", "models", "forms"}
CONTRACTS = {"access", "queries", "actions"}
MANAGERS = {"objects", "_base_manager", "_default_manager"}
LOOK_UPS = {"get", "aget", "filter", "get_object_or_404", "aget_object_or_404", "in_bulk", "get_or_create"}
# A person, known or anonymous: the two classes have no common type below the views.
PEOPLE = {"self", "cls", "user", "actor", "recipient", "author"}
# Functions that take up again, by its id, a row that the gate or the queue gave them.
ALREADY_AUTHORISED: dict[str, set[str]] = {"network.activity.actions.submissions": {"once"}}
Finder = Callable[[Source], Iterator[ast.AST]]


def of_kind(source: Source, kinds: set[str]) -> bool:
    return room_of(source.name) is not None and kind_of(source.name) in kinds


def managers_in_views(source: Source) -> Iterator[ast.AST]:
    if of_kind(source, THIN):
        yield from (node for node in source.nodes if isinstance(node, ast.Attribute) and node.attr in MANAGERS)


def raw_look_ups(source: Source) -> Iterator[ast.AST]:
    if not (source.name.startswith(PRIVATE_ROOMS) and of_kind(source, FAR_FROM_THE_GATE)):
        return
    known = ALREADY_AUTHORISED.get(source.name, set())
    for holder in [node for node in source.nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]:
        if holder.name not in known:
            yield from (node for node in ast.walk(holder) if isinstance(node, ast.Call) and is_raw_look_up(node))


def is_raw_look_up(call: ast.Call) -> bool:
    name = called_name(call)
    by_id = any(keyword.arg in {"pk", "id"} and not is_held(keyword.value) for keyword in call.keywords)
    return name in {"get_object_or_404", "aget_object_or_404", "in_bulk"} or (name in LOOK_UPS and by_id)


def is_held(value: ast.expr) -> bool:
    """`event.pk`: the row is already in hand; its id did not come from outside."""
    return isinstance(value, ast.Attribute) and value.attr in {"pk", "id"}


def listeners(source: Source) -> Iterator[ast.AST]:
    for node in source.nodes:
        if isinstance(node, ast.ImportFrom):
            names = [source.absolute(node), *(f"{source.absolute(node)}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        if any(name == "django.dispatch" or name.endswith(".signals") for name in names):
            yield node


def effects_in_save(source: Source) -> Iterator[ast.AST]:
    if of_kind(source, {"models", "forms"}):
        yield from (function for function in functions(source) if function.name in {"save", "delete", "save_base"})


def requests_below_views(source: Source) -> Iterator[ast.AST]:
    if not of_kind(source, BELOW_THE_VIEWS):
        return
    for function in functions(source):
        yield from (arg for arg in arguments(function) if arg.arg == "request" and not is_domain_word(arg))
    yield from (node for node in source.nodes if isinstance(node, ast.Attribute) and node.attr == "request")


def is_domain_word(arg: ast.arg) -> bool:
    """A request to join is not a request of the browser."""
    return arg.annotation is not None and "HttpRequest" not in ast.unparse(arg.annotation)


def arguments(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.arg]:
    every = function.args
    return [*every.posonlyargs, *every.args, *every.kwonlyargs]


def missing_contracts(source: Source) -> Iterator[ast.AST]:
    """Public functions say what they promise and give types. A yes/no rule says it by its name."""
    if not of_kind(source, CONTRACTS):
        return
    for node in source.tree.body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or node.name.startswith("_"):
            continue
        typed = node.returns and all(arg.annotation or arg.arg in PEOPLE for arg in arguments(node))
        if not typed or not (ast.get_docstring(node) or node.name.startswith("can_")):
            yield node


def positional_actions(source: Source) -> Iterator[ast.AST]:
    if of_kind(source, {"actions"}):
        for node in source.tree.body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and node.args.args:
                yield node


RULES: dict[str, Finder] = {
    "a view reaches rows through access, queries and actions": managers_in_views,
    "a private row is loaded by its id in access.py only": raw_look_ups,
    "nothing listens: no signal": listeners,
    "saving a row has no other effect": effects_in_save,
    "`request` stays in the views": requests_below_views,
    "access, queries and actions state contract and types": missing_contracts,
    "an action is called by keywords": positional_actions,
}
BREACHES = {
    managers_in_views: ("groups.threads.views", "def f():\n    return Thread.objects.all()"),
    raw_look_ups: ("groups.threads.views.reply", "def f(n):\n    return threads.get(pk=n)"),
    listeners: ("groups.threads.apps", "from django.db.models.signals import post_save"),
    effects_in_save: ("groups.threads.models", "class T:\n    def save(self): ..."),
    requests_below_views: ("groups.threads.access", "def get(request) -> None:\n    'Doc.'"),
    missing_contracts: ("groups.threads.queries", "def threads(group: Group):\n    'Doc.'"),
    positional_actions: ("groups.threads.actions", "def post(thread: Thread) -> None:\n    'Doc.'"),
}


@pytest.mark.parametrize("rule", RULES)
def test_the_code_keeps_the_rule(rule):
    found = [(source, node) for source in project() for node in RULES[rule](source)]
    assert [f"{source.path}:{node.lineno}" for source, node in found] == [], rule


@pytest.mark.parametrize("finder", BREACHES, ids=lambda finder: finder.__name__)
def test_the_rule_refuses_its_breach(finder):
    assert list(finder(Source(*BREACHES[finder])))


def test_every_rule_is_proven():
    assert set(RULES.values()) == set(BREACHES)


def test_exceptions_exist():
    """A line of the table that no longer names a function goes away."""
    here = {(source.name, function.name) for source in project() for function in functions(source)}
    assert {(module, name) for module, names in ALREADY_AUTHORISED.items() for name in names} <= here
