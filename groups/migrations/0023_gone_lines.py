from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("groups", "0016_deleted_points")]

    operations = [
        migrations.AddField(model_name=name, name="gone_at", field=models.DateTimeField(null=True))
        for name in ("actionitem", "decision")
    ]
