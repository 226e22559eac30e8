"""A screenful per file, a few lines per function; tests that look at more than a status code."""

import ast
from statistics import median, quantiles

import pytest

from tests.architecture.sources import ROOT, Source, functions, project, suite

TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
FUNCTION_MAX, FUNCTION_90, FUNCTION_MEDIAN = 40, 18, 6
FILE_MAX, FILE_MEDIAN, TEST_FILE_MAX = 300, 80, 500
TEMPLATE_90, TEMPLATE_MEDIAN = 90, 35
LOOKS = ("assert", "check", "expect", "raises", "warns")


def length(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of the function without its docstring."""
    first = function.body[0]
    docstring = ast.get_docstring(function, clean=False) is not None
    return function.end_lineno - function.lineno + 1 - docstring * (first.end_lineno - first.lineno + 1)


def lengths() -> dict[str, int]:
    return {
        f"{source.path}:{function.lineno} {function.name}": length(function)
        for source in project()
        for function in functions(source)
    }


def ninth_decile(values) -> float:
    return quantiles(values, n=10)[-1]


def test_functions_are_short():
    sizes = lengths()
    assert {name: size for name, size in sizes.items() if size > FUNCTION_MAX} == {}
    assert ninth_decile(sizes.values()) <= FUNCTION_90
    assert median(sizes.values()) <= FUNCTION_MEDIAN


def test_files_are_short():
    sizes = {source.path: source.lines for source in project() if source.lines}
    assert {path: size for path, size in sizes.items() if size > FILE_MAX} == {}
    assert median(sizes.values()) <= FILE_MEDIAN


def test_test_files_are_short():
    assert {source.path: source.lines for source in suite() if source.lines > TEST_FILE_MAX} == {}


def test_templates_are_short():
    sizes = [len(path.read_text(encoding="utf-8").splitlines()) for path in TEMPLATES]
    assert median(sizes) <= TEMPLATE_MEDIAN
    assert ninth_decile(sizes) <= TEMPLATE_90


def looks_at_status_only(function: ast.FunctionDef) -> bool:
    """Whether every assertion of a test compares a status code, and nothing else in it checks anything."""
    asserts = [node for node in ast.walk(function) if isinstance(node, ast.Assert)]
    said = [ast.unparse(node) for node in asserts]
    if not said or any("status_code" not in text or " and " in text for text in said):
        return False
    calls = [ast.unparse(node.func) for node in ast.walk(function) if isinstance(node, ast.Call)]
    return not any(word in call for call in calls for word in LOOKS)


def test_tests_look_beyond_the_status():
    every = [(s.path, f) for s in suite() for f in functions(s) if f.name.startswith("test_")]
    lazy = [f"{path}:{function.lineno}" for path, function in every if looks_at_status_only(function)]
    assert len(lazy) <= len(every) * 0.03, lazy


def mirrored(path: str) -> bool:
    """Whether tests/groups/threads/test_views.py has its groups/threads/views.py (or package of that name)."""
    folder, _, name = path.removeprefix("tests/").rpartition("/")
    code = ROOT / folder / name.removeprefix("test_").removesuffix(".py")
    return code.with_suffix(".py").exists() or code.is_dir()


def test_tests_are_named_after_the_code():
    rooms = ("tests/groups/", "tests/network/", "tests/home/")
    paths = [source.path for source in suite() if source.path.startswith(rooms) and "/test_" in source.path]
    assert [path for path in paths if not mirrored(path)] == []


@pytest.mark.parametrize(
    ("text", "lazy"),
    [
        ("def test_a():\n    assert response.status_code == 404", True),
        ("def test_a():\n    assert response.status_code == 404\n    assert canary not in text", False),
        ("def test_a():\n    assert_refused(response)\n    assert response.status_code == 404", False),
    ],
)
def test_looks_at_status_only(text, lazy):
    assert looks_at_status_only(functions(Source("tests.test_x", text))[0]) is lazy


def test_mirrored_knows_files_and_packages():
    assert mirrored("tests/groups/spaces/test_access.py")
    assert not mirrored("tests/groups/spaces/test_nothing.py")
