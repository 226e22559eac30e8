from django.db import migrations, models

REPLIES = [("", "No answer yet"), ("yes", "I am coming"), ("no", "I am not coming"), ("excused", "Please excuse me")]


class Migration(migrations.Migration):
    dependencies = [("groups", "0018_lines_taken_out")]

    operations = [
        migrations.AddField("attendance", "former_ends_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "attendance", "former_reply", models.CharField(blank=True, choices=REPLIES, default="", max_length=8)
        ),
        migrations.AddField("attendance", "former_starts_at", models.DateTimeField(null=True)),
        migrations.AddField("dateoption", "added_at", models.DateTimeField(null=True)),
        migrations.AddField("datepoll", "reminded_at", models.DateTimeField(null=True)),
        migrations.AddField("meeting", "announced_for", models.DateTimeField(null=True)),
        migrations.AddConstraint(
            "attendance",
            models.CheckConstraint(
                condition=models.Q(("former_reply", ""), ("reply", ""), _connector="OR"),
                name="attendance_one_answer_counts",
            ),
        ),
    ]
