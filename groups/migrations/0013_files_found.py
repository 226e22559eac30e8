import re
import unicodedata

from django.db import migrations, models

BATCH, LONGEST = 1000, 400
BETWEEN, NUMBER = re.compile(r"[\W_]+"), re.compile(r"[0-9]{1,99}")


def sort_key(name):
    """As `groups.files.models.sort_key` at the time of this migration."""
    letters = (c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    folded = "".join(letters).casefold().replace("œ", "oe").replace("æ", "ae")
    stem, dot, ending = folded.rpartition(".")
    words = [NUMBER.sub(by_value, word) for word in BETWEEN.split(stem if dot else ending) if word]
    return f"{'1'.join(words)}0{''.join(filter(str.isalnum, ending)) if dot else ''}"[:LONGEST]


def by_value(number):
    value = number[0].lstrip("0") or "0"
    return f"2{len(value):02}{value}"


def fill(apps, schema_editor):
    SharedFile = apps.get_model("groups", "SharedFile")
    batch = []
    for file in SharedFile.objects.filter(sort_key="").only("id", "name").order_by("id").iterator(BATCH):
        file.sort_key = sort_key(file.name)
        batch.append(file)
        if len(batch) == BATCH:
            SharedFile.objects.bulk_update(batch, ["sort_key"])
            batch = []
    SharedFile.objects.bulk_update(batch, ["sort_key"])


class Migration(migrations.Migration):
    dependencies = [("groups", "0012_meetings")]

    operations = [
        migrations.AddField(
            "sharedfile", "sort_key", models.CharField(blank=True, default="", max_length=400), preserve_default=False
        ),
        migrations.AlterModelOptions("sharedfile", {"ordering": ["sort_key", "id"]}),
        migrations.AddIndex(
            "sharedfile",
            models.Index(
                condition=models.Q(("deleted_at", None)), fields=["group", "sort_key", "id"], name="file_named"
            ),
        ),
        migrations.AddIndex(
            "sharedfile",
            models.Index(
                condition=models.Q(("deleted_at", None)), fields=["folder", "sort_key", "id"], name="file_named_in_folder"
            ),
        ),
        migrations.RemoveConstraint("preview", "preview_once"),
        migrations.AddConstraint(
            "preview",
            models.UniqueConstraint(fields=("file", "version_number", "number"), name="preview_once_a_version"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
