import django.db.models.deletion
from django.db import migrations, models

from home.search.tables import create_tables, drop_tables


class Migration(migrations.Migration):
    dependencies = [("contenttypes", "0002_remove_content_type_name"), ("home", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="SearchRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=16)),
                (
                    "content_type",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="contenttypes.contenttype",
                    ),
                ),
                ("object_id", models.PositiveBigIntegerField()),
                ("place", models.CharField(max_length=40)),
                ("title", models.TextField()),
                ("body", models.TextField()),
            ],
            options={
                "indexes": [models.Index(fields=["place"], name="search_row_place")],
                "constraints": [
                    models.UniqueConstraint(fields=("content_type", "object_id"), name="search_row_once")
                ],
            },
        ),
        migrations.RunPython(create_tables, drop_tables),
    ]
