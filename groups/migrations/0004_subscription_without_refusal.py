from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("groups", "0003_discussions_filled")]

    operations = [migrations.RemoveField("subscription", "muted")]
