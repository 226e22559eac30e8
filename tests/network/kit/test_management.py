import pytest
from django.core.management import CommandError, call_command

from network import env
from network.kit.management.commands import env_docs

BEFORE = f"# Operations\n\n{env_docs.BEGIN}\nold\n{env_docs.END}\n\nThe rest.\n"


@pytest.fixture
def page(tmp_path, settings):
    settings.BASE_DIR = tmp_path
    (tmp_path / "docs").mkdir()
    path = tmp_path / "docs" / "operations.md"
    path.write_text(BEFORE)
    return path


def test_env_docs_writes_the_table(page, capsys):
    with pytest.raises(CommandError, match="make env-docs"):
        call_command("env_docs", check=True)
    assert page.read_text() == BEFORE
    call_command("env_docs")
    call_command("env_docs", check=True)
    text = page.read_text()
    assert all(f"| `{variable.name}` |" in text for variable in env.VARIABLES)
    assert text.startswith("# Operations") and text.endswith("The rest.\n") and "\nold\n" not in text
    assert "SECRET_KEY" in capsys.readouterr().out


def test_env_docs_wants_a_place(page):
    page.unlink()
    with pytest.raises(CommandError, match="has no place for the table"):
        call_command("env_docs")


def test_check_templates_names_the_fault(tmp_path, settings, capsys):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "good.html").write_text("{% if x %}{% endif %}")
    settings.BASE_DIR = tmp_path
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path / "templates"]}]
    call_command("check_templates")
    assert "1 templates compile." in capsys.readouterr().out
    (tmp_path / "templates" / "bad.html").write_text("{% if x %}")
    with pytest.raises(CommandError, match=r"bad\.html"):
        call_command("check_templates")
