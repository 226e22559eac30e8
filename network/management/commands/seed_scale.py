from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from network.people.models import User
from network.seeds.scale import PASSWORD, Size, load_scale


class Command(BaseCommand):
    help = "Fills an empty database with the data set of the performance figures (deterministic)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        size = Size()
        for name in ("groups", "users", "threads", "posts", "long_thread", "files"):
            parser.add_argument(f"--{name.replace('_', '-')}", type=int, default=getattr(size, name))

    def handle(self, *args, groups, users, threads, posts, long_thread, files, **options) -> None:
        if User.objects.exists():
            raise CommandError("This database already has people in it: the data set needs an empty one.")
        load_scale(Size(groups, users, threads, posts, long_thread, files))
        self.stdout.write(f"{posts} posts in {threads} threads; personne1@example.org / {PASSWORD}")
