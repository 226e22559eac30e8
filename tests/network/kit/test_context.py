import pytest

from network.kit.context import interface


@pytest.mark.parametrize(("cookie", "theme"), [("light", "light"), ("dark", "dark"), ("", ""), ('x"><script>', "")])
def test_interface_takes_a_known_theme_from_the_cookie(rf, cookie, theme):
    request = rf.get("/")
    request.COOKIES["theme"] = cookie
    assert interface(request) == {"theme": theme, "demo": False, "request_id": ""}


def test_interface_gives_the_reference_of_the_request(rf):
    request = rf.get("/")
    request.id = "5f2c"
    assert interface(request)["request_id"] == "5f2c"
