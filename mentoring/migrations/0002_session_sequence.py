"""The version of a session in calendars; what was cancelled before counts as one change."""

from typing import Any

from django.db import migrations, models


def count_cancellations(apps: Any, _editor: Any) -> None:
    apps.get_model("mentoring", "Session").objects.filter(state="cancelled").update(sequence=1)


class Migration(migrations.Migration):
    dependencies = [("mentoring", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="session",
            name="sequence",
            field=models.PositiveIntegerField(default=0, editable=False, verbose_name="version in calendars"),
        ),
        migrations.RunPython(count_cancellations, migrations.RunPython.noop),
    ]
