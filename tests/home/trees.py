"""Pages for tests."""

import json

from bs4 import BeautifulSoup

from home.models import StandardPage


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def add_page(parent, title="Une page", **fields):
    body = json.dumps(fields.pop("body", []))
    return parent.add_child(instance=StandardPage(title=title, body=body, locale=parent.locale, **fields))
