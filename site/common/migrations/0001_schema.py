import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('common', '0001_initial'),
        ('common', '0002_file_accounts'),
        ('common', '0003_long_job'),
        ('common', '0004_registers'),
    ]

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='FileAccount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, unique=True, verbose_name='name')),
            ],
            options={
                'verbose_name': 'account of files',
            },
        ),
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('resource', models.CharField(max_length=100, verbose_name='resource')),
                ('quarter_hour', models.DateTimeField(verbose_name='quarter of an hour')),
                ('holder', models.CharField(db_index=True, max_length=100, verbose_name='holder')),
            ],
            options={
                'verbose_name': 'claim',
                'constraints': [models.UniqueConstraint(fields=('resource', 'quarter_hour'), name='claim_once')],
            },
        ),
        migrations.CreateModel(
            name='RegisterImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('postcodes', 'Postcodes (Japan Post)'), ('corporate_numbers', 'Corporate numbers (National Tax Agency)')], max_length=20)),
                ('file_name', models.CharField(max_length=200)),
                ('sha256', models.CharField(max_length=64)),
                ('lines', models.PositiveIntegerField(default=0)),
                ('rows', models.PositiveIntegerField(default=0)),
                ('is_live', models.BooleanField(default=False)),
                ('begun_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_live', True)), fields=('kind',), name='register_one_live')],
            },
        ),
        migrations.CreateModel(
            name='StoredFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='public id')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created at')),
                ('kind', models.CharField(max_length=50, verbose_name='kind')),
                ('subject', models.UUIDField(verbose_name='belongs to')),
                ('original_name', models.CharField(max_length=200, verbose_name='name')),
                ('media_type', models.CharField(max_length=100, verbose_name='type')),
                ('size', models.PositiveBigIntegerField(verbose_name='size in bytes')),
                ('sha256', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('state', models.CharField(choices=[('received', 'Being prepared'), ('ready', 'Ready'), ('refused', 'Refused')], default='received', max_length=20, verbose_name='state')),
                ('refusal', models.CharField(blank=True, max_length=20, verbose_name='why it was refused')),
                ('pages', models.PositiveSmallIntegerField(default=0, verbose_name='pages')),
                ('account', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='files', to='common.fileaccount', verbose_name='counts for')),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='uploaded by')),
            ],
            options={
                'verbose_name': 'file',
            },
        ),
        migrations.CreateModel(
            name='FileVariant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=20, verbose_name='variant')),
                ('width', models.PositiveIntegerField(default=0, verbose_name='width')),
                ('height', models.PositiveIntegerField(default=0, verbose_name='height')),
                ('media_type', models.CharField(max_length=100, verbose_name='type')),
                ('storage_key', models.CharField(max_length=100, unique=True, verbose_name='storage key')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='variants', to='common.storedfile', verbose_name='file')),
            ],
            options={
                'verbose_name': 'file variant',
            },
        ),
        migrations.CreateModel(
            name='LongJob',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='public id')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created at')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('state', models.CharField(choices=[('waiting', 'Under way'), ('done', 'Done'), ('failed', 'Could not be finished')], default='waiting', max_length=10, verbose_name='state')),
                ('cursor', models.JSONField(default=dict, verbose_name='where the next step begins')),
                ('done', models.PositiveBigIntegerField(default=0, verbose_name='done')),
                ('total', models.PositiveBigIntegerField(default=0, verbose_name='of')),
                ('result', models.JSONField(null=True, verbose_name='result')),
                ('failures', models.PositiveSmallIntegerField(default=0, verbose_name='failures in a row')),
                ('turn_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='last turn')),
                ('lease_until', models.DateTimeField(null=True, verbose_name='a worker has it until')),
                ('finished_at', models.DateTimeField(null=True, verbose_name='finished at')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='begun by')),
            ],
            options={
                'verbose_name': 'long job',
                'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['turn_at'], name='long_job_turn')],
            },
        ),
        migrations.CreateModel(
            name='PostalArea',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=7)),
                ('prefecture', models.CharField(max_length=10)),
                ('city', models.CharField(max_length=60)),
                ('town', models.CharField(blank=True, max_length=200)),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='common.registerimport')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('source', 'code', 'prefecture', 'city', 'town'), name='postal_area_once_an_import')],
            },
        ),
        migrations.CreateModel(
            name='CorporateRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=13)),
                ('name', models.CharField(max_length=200)),
                ('kana', models.CharField(blank=True, max_length=500)),
                ('postal_code', models.CharField(blank=True, max_length=7)),
                ('address', models.CharField(blank=True, max_length=500)),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='common.registerimport')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('source', 'number'), name='corporate_record_once_an_import')],
            },
        ),
        migrations.AddIndex(
            model_name='storedfile',
            index=models.Index(fields=['subject', 'kind'], name='file_subject'),
        ),
        migrations.AddConstraint(
            model_name='filevariant',
            constraint=models.UniqueConstraint(fields=('file', 'name'), name='variant_once'),
        ),
    ]
