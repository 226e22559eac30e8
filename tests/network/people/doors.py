"""The ways in, as somebody without a session goes through them."""

from django.test import Client
from django.urls import reverse

ADDRESS_CODE = "account_email_verification_sent"
PASSWORD = "une phrase assez longue"


def sign_up(client: Client, email: str = "zoe@example.org") -> str:
    form = {"first_name": "Zoé", "last_name": "Roy", "function": "élue", "organisation": "Ville"}
    client.post(reverse("account_signup"), form | {"email": email, "password1": PASSWORD})
    return email
