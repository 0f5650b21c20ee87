from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cohorts', '0004_returns'),
    ]

    operations = [
        migrations.AddField(
            model_name='review',
            name='comment_rev',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='review',
            name='saved_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='score',
            name='rev',
            field=models.PositiveIntegerField(default=0),
        ),
    ]
