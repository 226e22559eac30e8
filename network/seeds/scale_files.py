"""Files of the data set: rows without bytes, for what lists and access cost."""

from datetime import timedelta

from django.utils import timezone

from groups.files.enums import VersionState
from groups.files.models import FileVersion, Folder, SharedFile, Shelf, name_key, named
from groups.models import Group, Membership, Tag
from network.kit.folding import fold

BATCH = 2000
ENDINGS = (("pdf", "pdf"), ("docx", "document"), ("xlsx", "sheet"), ("png", "image"), ("odp", "slides"))
THEMES = ("Bilan", "Convention", "École", "Santé")
FOLDERS = 20
SMALLEST, STEP = 20_000, 997


def load_files(group: Group, members: list[Membership], number: int) -> Folder:
    """`number` files in one folder of the group and as many at the top, with their first version, one theme each."""
    names = [f"Dossier {n}" for n in range(FOLDERS)]
    rows = [Folder(group=group, name=name, key=name_key(name), created_by=members[0].user) for name in names]
    folders = Folder.objects.bulk_create(rows)
    tags = Tag.objects.bulk_create([Tag(group=group, slug=fold(name), name=name) for name in THEMES])
    files = [_file(n, group, place, members, tags) for place in (folders[0], None) for n in range(number)]
    kept = SharedFile.objects.bulk_create(files, BATCH)
    FileVersion.objects.bulk_create([_version(file) for file in kept], BATCH)
    through = SharedFile.tags.through
    carried = [(file.pk, tags[place % len(tags)].pk) for place, file in enumerate(kept)]
    through.objects.bulk_create([through(sharedfile_id=pk, tag_id=tag_id) for pk, tag_id in carried], BATCH)
    Shelf.objects.update_or_create(group=group, defaults={"used": sum(file.size for file in kept)})
    return folders[0]


def _file(n: int, group: Group, place: Folder | None, members: list[Membership], tags: list[Tag]) -> SharedFile:
    ending, family = ENDINGS[n % len(ENDINGS)]
    name, author = f"Pièce numéro {n * 7919 % 100_003:06}.{ending}", members[n % len(members)].user
    return SharedFile(
        group=group, folder=place, family=family, state=VersionState.CLEAN,
        tag_names=[tags[n % len(tags)].name], size=SMALLEST + n * STEP, created_by=author, updated_by=author,
        updated_at=timezone.now() - timedelta(hours=n), **named(name),
    )  # fmt: skip


def _version(file: SharedFile) -> FileVersion:
    about = {"content_type": "application/octet-stream", "author_id": file.created_by_id}
    return FileVersion(
        file=file, number=1, bytes_key=f"{file.pk:032x}", size=file.size, sha256="",
        state=VersionState.CLEAN, pending=False, **about,
    )  # fmt: skip
