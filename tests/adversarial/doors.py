"""Doors of an account, and how one goes through them."""

from django.test import Client
from django.urls import reverse

PASSWORD = "une phrase assez longue"
NEW = "des vélos sous la pluie"
LOGIN, CODE, CONFIRM = "/compte/login/", "/compte/login/code/", "/compte/login/code/confirm/"
SIGNUP, RESET = "/compte/signup/", "/compte/password/reset/"


def sign_in(person, password=PASSWORD, **headers) -> Client:
    client = Client()
    client.post(LOGIN, {"login": person.email, "password": password}, headers=headers or None)
    return client


def is_in(client: Client) -> bool:
    return client.get(reverse("people:account-home")).status_code == 200
