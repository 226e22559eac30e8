"""Everything that can be said of the code without running it: python -m tools.lint"""

import tempfile

from tools.steps import Step, finish, python, run_all, tool

PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "network.settings.production",
    "SECRET_KEY": "only-for-this-check-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFG",
    "ALLOWED_HOSTS": "traverse.example.org",
    "BASE_URL": "https://traverse.example.org",
    "DEMO": "",
}
VENDORED = ["-p", "no:cacheprovider", "tests/architecture/test_vendor.py"]


def manage(name: str, *words: str, **environment: str) -> Step:
    return Step(name, python("-W", "error", "manage.py", *words), environment)


def steps(folder: str) -> list[Step]:
    local = {"VAR_DIR": folder, "DJANGO_SETTINGS_MODULE": "network.settings.test", "TEST_DATABASE_URL": ""}
    return [
        Step("code", tool("ruff", "check", ".")),
        Step("format", tool("ruff", "format", "--check", ".")),
        Step("templates", tool("djlint", "templates", "--lint", "--quiet")),
        manage("templates compile", "check_templates", **local),
        manage("French catalogue", "messages", "--check", **local),
        manage("documented environment", "env_docs", "--check", **local),
        manage("migrations", "makemigrations", "--check", "--dry-run", **local),
        manage("production settings", "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION, VAR_DIR=folder),
        Step("vendored files", python("-m", "pytest", *VENDORED)),
    ]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        failed = run_all(steps(folder))
    finish(failed)
