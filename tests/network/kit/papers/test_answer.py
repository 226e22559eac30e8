import pytest

from network.kit.papers.answer import download


@pytest.mark.parametrize(
    ("name", "header"),
    [
        (
            "Compte rendu 12 – Comité.pdf",
            "attachment; filename*=utf-8''Compte%20rendu%2012%20%E2%80%93%20Comit%C3%A9.pdf",
        ),
        ('a"b\r\nX: y\\..\\c.pdf', 'attachment; filename="c.pdf"'),
        ("CON.pdf", 'attachment; filename="_CON.pdf"'),
    ],
)
def test_download_has_a_safe_name(name, header):
    assert download(b"x", name=name, content_type="application/pdf")["Content-Disposition"] == header


def test_download_is_kept_by_nobody_and_runs_nothing():
    answer = download(b"%PDF", name="a.pdf", content_type="application/pdf")
    assert answer["Cache-Control"] == "private, no-store" and answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox;") and answer.content == b"%PDF"
