import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('activity', '0001_initial'),
        ('activity', '0002_audit'),
        ('activity', '0003_mark_old_records'),
        ('activity', '0004_delivery'),
        ('activity', '0005_inbox'),
        ('activity', '0006_old_mails'),
        ('activity', '0007_pruning'),
        ('activity', '0008_hidden_lines'),
    ]

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Pruning',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pruned_at', models.DateTimeField(verbose_name='removed at')),
                ('first', models.BigIntegerField(verbose_name='first position')),
                ('last', models.BigIntegerField(db_index=True, verbose_name='last position')),
                ('last_digest', models.CharField(max_length=64, verbose_name='digest of the last position')),
                ('positions', models.JSONField(verbose_name='positions')),
                ('mark', models.CharField(editable=False, max_length=64, verbose_name='mark')),
            ],
            options={
                'verbose_name': 'removal on schedule',
            },
        ),
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('position', models.BigIntegerField(primary_key=True, serialize=False, verbose_name='position')),
                ('record_number', models.BigIntegerField(unique=True, verbose_name='number of the record')),
                ('record_public_id', models.UUIDField(verbose_name='record')),
                ('digest', models.CharField(max_length=64, verbose_name='digest')),
                ('sealed_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='sealed at')),
            ],
            options={
                'verbose_name': 'seal',
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='public id')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created at')),
                ('kind', models.CharField(max_length=60, verbose_name='kind')),
                ('event', models.CharField(max_length=100, verbose_name='event')),
                ('recipient', models.EmailField(max_length=254, verbose_name='recipient')),
                ('medium', models.CharField(choices=[('mail', 'E-mail')], default='mail', max_length=10, verbose_name='medium')),
                ('about', models.UUIDField(null=True, verbose_name='about')),
                ('language', models.CharField(max_length=5, verbose_name='language')),
                ('subject', models.CharField(max_length=200, verbose_name='subject')),
                ('text', models.TextField(verbose_name='text')),
                ('html', models.TextField(verbose_name='body as a web page')),
                ('urgency', models.PositiveSmallIntegerField(choices=[(0, 'at once'), (1, 'always'), (2, 'as one likes')], default=1, verbose_name='urgency')),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('sent', 'Sent'), ('withheld', 'Not sent any more'), ('parked', 'Could not be sent')], default='waiting', max_length=10, verbose_name='state')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='attempts')),
                ('due_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='due')),
                ('lease_until', models.DateTimeField(null=True, verbose_name='being sent until')),
                ('sent_at', models.DateTimeField(null=True, verbose_name='sent at')),
                ('problem', models.CharField(blank=True, max_length=200, verbose_name='problem')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'mail',
                'indexes': [models.Index(condition=models.Q(('state', 'waiting')), fields=['urgency', 'due_at'], name='delivery_due'), models.Index(condition=models.Q(('state', 'parked')), fields=['created_at'], name='delivery_parked')],
                'constraints': [models.UniqueConstraint(fields=('kind', 'event', 'recipient', 'medium'), name='delivery_once')],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='public id')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created at')),
                ('kind', models.CharField(max_length=60, verbose_name='kind')),
                ('event', models.CharField(max_length=100, verbose_name='event')),
                ('about', models.UUIDField(null=True, verbose_name='about')),
                ('titles', models.JSONField(verbose_name='titles by language')),
                ('url', models.CharField(blank=True, max_length=300, verbose_name='leads to')),
                ('read_at', models.DateTimeField(null=True, verbose_name='read at')),
                ('hidden_at', models.DateTimeField(null=True, verbose_name='hidden at')),
                ('told_at', models.DateTimeField(null=True, verbose_name='told at')),
                ('digest_due', models.BooleanField(default=False, verbose_name='waits for the daily mail')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'notice',
                'indexes': [models.Index(fields=['person', 'created_at'], name='notice_inbox'), models.Index(condition=models.Q(('hidden_at', None), ('read_at', None)), fields=['person'], name='notice_unread'), models.Index(condition=models.Q(('told_at', None)), fields=['created_at'], name='notice_untold'), models.Index(condition=models.Q(('digest_due', True)), fields=['person'], name='notice_digest')],
                'constraints': [models.UniqueConstraint(fields=('person', 'kind', 'event'), name='notice_once')],
            },
        ),
        migrations.CreateModel(
            name='Preference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60, verbose_name='kind')),
                ('frequency', models.CharField(choices=[('now', 'At once'), ('daily', 'Once a day, together'), ('never', 'Not by mail')], max_length=10, verbose_name='how often')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mail_preferences', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'preference',
                'constraints': [models.UniqueConstraint(fields=('person', 'kind'), name='preference_once')],
            },
        ),
        migrations.CreateModel(
            name='Record',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('at', models.DateTimeField(verbose_name='when')),
                ('actor_role', models.CharField(blank=True, max_length=60, verbose_name='acting as')),
                ('verb', models.SlugField(max_length=60, verbose_name='what')),
                ('is_reading', models.BooleanField(default=False, verbose_name='only read')),
                ('subject_kind', models.CharField(max_length=60, verbose_name='kind of object')),
                ('subject_id', models.UUIDField(null=True, verbose_name='object')),
                ('part_of', models.UUIDField(null=True, verbose_name='part of')),
                ('facts', models.JSONField(default=dict, verbose_name='facts')),
                ('mark', models.CharField(blank=True, editable=False, max_length=64, verbose_name='mark')),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('on_behalf_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'record',
                'indexes': [models.Index(fields=['subject_id', 'at'], name='record_subject'), models.Index(fields=['part_of', 'at'], name='record_part_of'), models.Index(fields=['at', 'public_id'], name='record_at')],
            },
        ),
    ]
