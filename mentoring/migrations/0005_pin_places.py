import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mentoring', '0004_records'),
    ]

    operations = [
        migrations.CreateModel(
            name='PinPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('x', models.FloatField(verbose_name='from the left')),
                ('y', models.FloatField(verbose_name='from the top')),
                ('annotation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='mentoring.annotation')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='mentoring.sketchversion')),
            ],
            options={
                'verbose_name': 'place of a carried pin',
                'constraints': [models.UniqueConstraint(fields=('annotation', 'version'), name='pin_place_once'), models.CheckConstraint(condition=models.Q(('x__range', (0, 1)), ('y__range', (0, 1))), name='pin_place_inside')],
            },
        ),
    ]
