import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("groups", "0016_deleted_points"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.AddField(model_name="minutes", name="hand", field=models.UUIDField(null=True)),
        migrations.AddField(model_name="minutes", name="turn", field=models.PositiveIntegerField(default=0)),
        migrations.AddField(model_name="minutes", name="words_lost", field=models.PositiveIntegerField(default=0)),
        migrations.AddField(model_name="point", name="hand", field=models.UUIDField(null=True)),
        migrations.AddField(model_name="point", name="turn", field=models.PositiveIntegerField(default=0)),
        migrations.AddField(model_name="point", name="words_lost", field=models.PositiveIntegerField(default=0)),
        migrations.AddField(model_name="point", name="idle_from", field=models.DateTimeField(null=True)),
        migrations.CreateModel(
            name="HeadRevision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField()),
                ("content", models.JSONField()),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "minutes",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="head_revisions",
                        to="groups.minutes",
                    ),
                ),
            ],
            options={
                "ordering": ["-version"],
                "constraints": [models.UniqueConstraint(fields=("minutes", "version"), name="head_revision_once")],
            },
        ),
    ]
