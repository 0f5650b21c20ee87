"""Lines written before lines had marks are marked as they stand, so that the worker can seal them."""

from django.db import migrations

from activity.sealing import content_of, mark_of


def mark(apps, schema_editor):
    records = apps.get_model("activity", "Record")
    records.objects.filter(verb="entry_read").update(is_reading=True)
    for line in records.objects.filter(mark="").iterator():
        records.objects.filter(pk=line.pk).update(mark=mark_of(content_of(line)))


class Migration(migrations.Migration):
    dependencies = [("activity", "0002_audit")]
    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
