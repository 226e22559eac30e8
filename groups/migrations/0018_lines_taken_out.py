from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("groups", "0017_writing")]

    operations = [
        migrations.AlterModelManagers(
            name="actionitem", managers=[("objects", models.Manager()), ("every", models.Manager())]
        ),
        migrations.AlterModelManagers(
            name="decision", managers=[("objects", models.Manager()), ("every", models.Manager())]
        ),
        migrations.AlterModelOptions(
            name="actionitem", options={"base_manager_name": "every", "ordering": ["position", "id"]}
        ),
        migrations.AlterModelOptions(
            name="decision", options={"base_manager_name": "every", "ordering": ["position", "id"]}
        ),
        migrations.AddField(model_name="actionitem", name="taken_out", field=models.BooleanField(default=False)),
        migrations.AddField(model_name="decision", name="taken_out", field=models.BooleanField(default=False)),
    ]
