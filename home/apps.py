from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "home"

    def ready(self) -> None:
        from home.pages import checks  # noqa: F401
        from home.pages.queries import letterhead as letterhead_of_site
        from network.kit import letterhead

        letterhead.register(letterhead_of_site)
