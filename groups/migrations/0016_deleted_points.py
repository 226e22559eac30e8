from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("groups", "0015_following"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.AlterModelManagers(name="point", managers=[("objects", models.Manager()), ("every", models.Manager())]),
        migrations.AlterModelOptions(
            name="point", options={"base_manager_name": "every", "ordering": ["position", "id"]}
        ),
        migrations.AddField(model_name="point", name="deleted_at", field=models.DateTimeField(null=True)),
        migrations.AddField(
            model_name="point",
            name="deleted_by",
            field=models.ForeignKey(
                null=True,
                on_delete=models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]
