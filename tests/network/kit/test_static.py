import json

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command

from network.kit.static import ManifestStorage

MODULES = {
    "js/page.js": 'import { toast } from "./ui.js";\ntoast();\n',
    "js/ui.js": "export const toast = () => {};\n",
    "css/page.css": """/* Why: ** a reason,
   on two lines. */
p { color: red; } /* beside */ a::after { content: "*"; }
/*! Licence: kept. */
""",
    "vendor/theirs.css": "/* Theirs */ p { color: red; }\n",
}


@pytest.fixture
def collected(tmp_path, settings):
    """Our few files, collected as an installation does; returns the folder that is served."""
    for name, text in MODULES.items():
        path = tmp_path / "source" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text * 40)
    settings.STATICFILES_DIRS = [tmp_path / "source"]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "var" / "static"
    backend = {"BACKEND": "network.kit.static.ManifestStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": backend}
    call_command("collectstatic", interactive=False, verbosity=0)
    return settings.STATIC_ROOT


def test_manifest_storage_rewrites_the_names_that_modules_import(collected):
    names = json.loads((collected.parent / "staticfiles.json").read_text())["paths"]
    page = (collected / names["js/page.js"]).read_text()
    assert names["js/ui.js"].removeprefix("js/") in page
    assert '"./ui.js"' not in page
    assert staticfiles_storage.url("js/ui.js") == f"/static/{names['js/ui.js']}"


def test_manifest_storage_keeps_the_list_of_names_out_of_what_is_served(collected):
    assert isinstance(staticfiles_storage._wrapped, ManifestStorage)
    assert not (collected / "staticfiles.json").exists()
    assert (collected.parent / "staticfiles.json").exists()


def test_manifest_storage_leaves_a_compressed_copy(collected):
    names = json.loads((collected.parent / "staticfiles.json").read_text())["paths"]
    assert (collected / f"{names['js/ui.js']}.gz").exists()


def test_manifest_storage_sends_our_sheets_without_their_comments(collected):
    names = json.loads((collected.parent / "staticfiles.json").read_text())["paths"]
    sheet = (collected / names["css/page.css"]).read_text()
    assert " ".join(sheet.split()[:14]) == 'p { color: red; } a::after { content: "*"; } /*! Licence: kept. */'
    assert "Why" not in sheet and "beside" not in sheet
    assert "/* Theirs */" in (collected / names["vendor/theirs.css"]).read_text()
