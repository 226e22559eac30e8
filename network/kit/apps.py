from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "network.kit"
    label = "kit"
