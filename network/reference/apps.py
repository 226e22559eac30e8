from django.apps import AppConfig


class ReferenceConfig(AppConfig):
    name = "network.reference"
    label = "reference"
