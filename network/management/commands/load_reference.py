from django.core.management.base import BaseCommand

from network.seeds.reference import load_reference


class Command(BaseCommand):
    help = "Loads or refreshes communes, EPCI, priority neighbourhoods, themes and public tags."

    def handle(self, *args, **options) -> None:
        load_reference()
