"""The French catalogue without the gettext tools: read the words of the sources, merge them, compile them."""

import ast
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import polib
from django.utils.translation.template import templatize

# Which arguments of each function are the context, the singular and the plural.
SHAPES = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
TEMPLATE_CALL = re.compile(r" ((?:_|n?p?gettext)\()")
HEADER = {
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Transfer-Encoding": "8bit",
    "Language": "fr",
    "MIME-Version": "1.0",
    "Plural-Forms": "nplurals=2; plural=(n > 1);",
}


@dataclass
class Message:
    context: str | None
    singular: str
    plural: str | None = None
    places: set[str] = field(default_factory=set)
    plurals: set[str | None] = field(default_factory=set)

    @property
    def key(self) -> tuple[str | None, str]:
        return self.context, self.singular


def messages_of_call(call: ast.Call) -> Iterator[Message]:
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    if name not in SHAPES:
        return
    texts = [None if position is None else constant(call.args, position) for position in SHAPES[name]]
    if texts[1]:
        yield Message(texts[0], texts[1], texts[2])


def constant(args: list[ast.expr], position: int) -> str | None:
    value = args[position].value if position < len(args) and isinstance(args[position], ast.Constant) else None
    return value if isinstance(value, str) else None


def messages_of_python(text: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call):
            yield from messages_of_call(node)


def messages_of_template(text: str) -> Iterator[Message]:
    """The words of {% translate %}, {% blocktranslate %} and _("…"), as Django itself reads them for xgettext."""
    source = templatize(text)
    for match in TEMPLATE_CALL.finditer(source):
        call = first_call(source[match.start(1) :])
        if call is not None:
            yield from messages_of_call(call)


def first_call(source: str) -> ast.Call | None:
    """The call that a text starts with, whatever comes after its closing bracket."""
    for match in re.finditer(r"\)", source):
        try:
            expression = ast.parse(source[: match.end()], mode="eval").body
        except SyntaxError:
            continue
        return expression if isinstance(expression, ast.Call) else None
    return None


def read_sources(root: Path, packages: tuple[str, ...]) -> list[Message]:
    """Every message of the project once, in the order of the files, with the files that use it."""
    found: dict[tuple[str | None, str], Message] = {}
    for path in source_files(root, packages):
        read = messages_of_python if path.suffix == ".py" else messages_of_template
        for message in read(path.read_text(encoding="utf-8")):
            known = found.setdefault(message.key, message)
            known.plural = known.plural or message.plural
            known.plurals.add(message.plural)
            known.places.add(path.relative_to(root).as_posix())
    return list(found.values())


def said_both_ways(messages: list[Message]) -> list[str]:
    """Words with a plural in one place and without in another, where gettext would answer in English: one of them needs
    a context.
    """
    return [message.singular for message in messages if message.plural and None in message.plurals]


def source_files(root: Path, packages: tuple[str, ...]) -> list[Path]:
    python = [path for package in packages for path in (root / package).rglob("*.py") if "migrations" not in path.parts]
    templates = [path for path in (root / "templates").rglob("*") if path.suffix in {".html", ".txt"}]
    return [*sorted(python), *sorted(templates)]


def words_given(folder: Path) -> dict[str, str | list[str]]:
    """Translations given as JSON: {"msgid": "fr"}, {"msgid": ["one", "many"]}; a context is followed by U+0004."""
    words = {}
    for path in sorted(folder.glob("*.json")):
        words.update(json.loads(path.read_text(encoding="utf-8")))
    return words


def merge(messages: list[Message], known: polib.POFile, given: dict) -> polib.POFile:
    """A new catalogue: words of the sources only, with the translation given now, or else the one known."""
    merged = polib.POFile(wrapwidth=120)
    merged.metadata = dict(HEADER)
    for message in sorted(messages, key=lambda message: (message.singular, message.context or "")):
        entry = polib.POEntry(
            msgid=message.singular,
            msgctxt=message.context,
            msgid_plural=message.plural or "",
            occurrences=[(place, "") for place in sorted(message.places)],
            flags=["python-format"] if "%(" in message.singular else [],
        )
        earlier = known.find(message.singular, msgctxt=message.context or False)
        key = f"{message.context}\x04{message.singular}" if message.context else message.singular
        translate(entry, given.get(key) or said_before(earlier, message))
        merged.append(entry)
    return merged


def said_before(entry: polib.POEntry | None, message: Message) -> str | list[str]:
    """Words known for one form only say nothing of the plural: "" asks for both again."""
    if entry is None or entry.obsolete or entry.fuzzy or (message.plural and not entry.msgid_plural):
        return ""
    return [entry.msgstr_plural[n] for n in sorted(entry.msgstr_plural)] if entry.msgid_plural else entry.msgstr


def translate(entry: polib.POEntry, french: str | list[str]) -> None:
    if entry.msgid_plural:
        forms = french if isinstance(french, list) else [french, french]
        entry.msgstr_plural = dict(enumerate(forms))
    else:
        entry.msgstr = french if isinstance(french, str) else french[0]


def missing(catalogue: polib.POFile) -> list[str]:
    """Messages without a translation, or with an uncertain one."""
    return [entry.msgid for entry in catalogue if not entry.translated() or entry.fuzzy]


def compile_if_stale(po: Path) -> bool:
    """Write the .mo beside a .po that is newer; returns whether it did."""
    mo = po.with_suffix(".mo")
    if mo.exists() and mo.stat().st_mtime_ns >= po.stat().st_mtime_ns:
        return False
    rough = mo.with_suffix(f".{os.getpid()}")
    polib.pofile(str(po)).save_as_mofile(str(rough))
    rough.replace(mo)
    return True
