"""The addresses while DEMO is on."""

from django.urls import include, path

from network.people.urls import demonstration
from network.people.urls import urlpatterns as people
from network.urls import handler404, urlpatterns

__all__ = ["handler404", "urlpatterns"]
urlpatterns = [path("", include(([*people, *demonstration], "people"))), *urlpatterns]
