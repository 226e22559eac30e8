"""Addresses below /groupes/<slug>/reunions/, gathered in `urls`."""

urlpatterns: list = []
