"""Mails of before: what was given up is parked; what waits is asked about the object that its event names."""

from uuid import UUID

from django.db import migrations


def carry_over(apps, schema_editor):
    deliveries = apps.get_model("activity", "Delivery").objects
    deliveries.filter(state="failed").update(state="parked")
    for mail in deliveries.filter(state="waiting"):
        try:
            deliveries.filter(pk=mail.pk).update(about=UUID(mail.event))
        except ValueError:
            continue


class Migration(migrations.Migration):
    dependencies = [("activity", "0005_inbox")]
    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
