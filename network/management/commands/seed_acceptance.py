import json

from django.core.management.base import BaseCommand, CommandError

from network.people.models import User
from network.seeds.acceptance import load_acceptance


class Command(BaseCommand):
    help = "Fills an empty database with the cast of the black-box tests and prints it as JSON."

    def handle(self, *args, **options) -> None:
        if User.objects.exists():
            raise CommandError("This database already has people in it: the cast needs an empty one.")
        self.stdout.write(json.dumps(load_acceptance()))
