import unicodedata

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

BATCH = 1000


def fill_plain(apps, schema_editor):
    """As `groups.spaces.queries.fold` at the time of this migration."""
    SharedFile = apps.get_model("groups", "SharedFile")
    batch = []
    for file in SharedFile.objects.filter(plain="").only("id", "name").order_by("id").iterator(BATCH):
        letters = (c for c in unicodedata.normalize("NFKD", file.name) if not unicodedata.combining(c))
        file.plain = "".join(letters).casefold()[:180]
        batch.append(file)
        if len(batch) == BATCH:
            SharedFile.objects.bulk_update(batch, ["plain"])
            batch = []
    SharedFile.objects.bulk_update(batch, ["plain"])


class Migration(migrations.Migration):
    dependencies = [("groups", "0008_uploads"), ("activity", "0001_initial")]

    operations = [
        migrations.RenameModel("ThreadTag", "Tag"),
        migrations.AddField(
            model_name="group",
            name="files_megabytes",
            field=models.PositiveIntegerField(
                blank=True,
                help_text="Empty: the usual room of a group. What the bin holds counts too.",
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(1000000),
                ],
                verbose_name="room for files, in megabytes",
            ),
        ),
        migrations.AddField("sharedfile", "plain", models.CharField(blank=True, default="", max_length=180), preserve_default=False),
        migrations.AddField("sharedfile", "tag_names", models.JSONField(blank=True, default=list)),
        migrations.AddField(
            "sharedfile", "tags", models.ManyToManyField(blank=True, related_name="files", to="groups.tag")
        ),
        migrations.CreateModel(
            name="FileNews",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField()),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="activity.event"
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="news",
                        to="groups.sharedfile",
                    ),
                ),
            ],
            options={"ordering": ["id"]},
        ),
        migrations.AddConstraint(
            "filenews", models.UniqueConstraint(fields=("file", "event"), name="file_told_once_an_event")
        ),
        migrations.AddIndex(
            "sharedfile",
            models.Index(
                condition=models.Q(("deleted_at", None)), fields=["group", "-updated_at", "-id"], name="file_recent"
            ),
        ),
        migrations.AddIndex(
            "sharedfile",
            models.Index(
                condition=models.Q(("deleted_at", None)),
                fields=["folder", "-updated_at", "-id"],
                name="file_recent_in_folder",
            ),
        ),
        migrations.AddIndex(
            "sharedfile",
            models.Index(
                condition=models.Q(("deleted_at", None)), fields=["folder", "-size", "-id"], name="file_large_in_folder"
            ),
        ),
        migrations.RunPython(fill_plain, migrations.RunPython.noop),
    ]
