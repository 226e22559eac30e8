import pytest
from django.core.exceptions import ImproperlyConfigured

from network.kit.mail_url import BACKEND, mail_settings


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtps://u:p@mail.example.org", ("mail.example.org", 465, "u", "p", True, False)),
        ("smtp://u%40x:p%3Aw@mail.example.org:2587", ("mail.example.org", 2587, "u@x", "p:w", False, True)),
        ("smtp://mail.example.org", ("mail.example.org", 587, "", "", False, True)),
        ("smtp://127.0.0.1:2525", ("127.0.0.1", 2525, "", "", False, False)),
        ("smtp://localhost:25", ("localhost", 25, "", "", False, False)),
    ],
)
def test_mail_settings_speak_tls_to_every_other_machine(url, expected):
    assert mail_settings(url) == (BACKEND, *expected)


@pytest.mark.parametrize("url", ["mail.example.org", "http://mail.example.org", "smtp://", "smtp://host:port", "x"])
def test_mail_settings_refuse_what_they_cannot_read(url):
    with pytest.raises(ImproperlyConfigured, match="EMAIL_URL"):
        mail_settings(url)
