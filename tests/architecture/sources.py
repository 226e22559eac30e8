"""The project's own Python files, parsed once, and the names by which they call each other."""

import ast
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("network", "groups", "home")


@dataclass(frozen=True)
class Source:
    """One file: `name` is its dotted module name, relative imports are read from it."""

    name: str
    text: str
    path: str = ""
    is_package: bool = False

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def nodes(self) -> list[ast.AST]:
        return list(ast.walk(self.tree))

    @property
    def parts(self) -> tuple[str, ...]:
        return tuple(self.name.split("."))

    @property
    def lines(self) -> int:
        return len(self.text.splitlines())

    def absolute(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        up = node.level - self.is_package
        base = self.parts[: len(self.parts) - up] if up else self.parts
        return ".".join([*base, *(node.module or "").split(".")]).rstrip(".")


def read(path: Path) -> Source:
    relative = path.relative_to(ROOT)
    is_package = path.name == "__init__.py"
    parts = relative.parent.parts if is_package else relative.with_suffix("").parts
    return Source(".".join(parts), path.read_text(encoding="utf-8"), relative.as_posix(), is_package)


@cache
def project() -> tuple[Source, ...]:
    paths = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    return tuple(read(path) for path in paths if "migrations" not in path.parts)


@cache
def suite() -> tuple[Source, ...]:
    return tuple(read(path) for path in sorted((ROOT / "tests").rglob("*.py")))


@cache
def module_names() -> frozenset[str]:
    return frozenset(source.name for source in project())


def functions(source: Source) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in source.nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def called_name(call: ast.Call) -> str:
    """`name` for `name(…)` and for `anything.name(…)`."""
    return getattr(call.func, "attr", getattr(call.func, "id", ""))
