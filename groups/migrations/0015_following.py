import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("groups", "0014_convening")]
    operations = [
        migrations.AddField("minutes", "correcting_at", models.DateTimeField(null=True)),
        migrations.AddField("minutes", "correction_reason", models.TextField(blank=True, default="", max_length=500), False),
        migrations.AddField("decision", "said", models.TextField(blank=True, default="", max_length=500), False),
        migrations.AddField("actionitem", "said", models.TextField(blank=True, default="", max_length=500), False),
        migrations.AddField(
            "actionitem",
            "taken_up",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="groups.agendaitem"
            ),
        ),
        migrations.AddConstraint(
            "minutes",
            models.CheckConstraint(
                condition=models.Q(("correcting_at", None), models.Q(("correction_reason", ""), _negated=True), _connector="OR"),
                name="minutes_corrected_for_a_reason",
            ),
        ),
    ]
