from django.core.management.base import BaseCommand

from network.seeds.dump import as_json, dump


class Command(BaseCommand):
    help = "Prints every row of the domain as sorted JSON, without the state of reading. Changes nothing."

    def handle(self, *args, **options) -> None:
        self.stdout.write(as_json(dump()))
