import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('mentoring', '0001_initial'),
        ('mentoring', '0002_session_sequence'),
        ('mentoring', '0003_weekly_hours'),
        ('mentoring', '0004_records'),
        ('mentoring', '0005_pin_places'),
    ]

    dependencies = [
        ('accounts', '0001_schema'),
        ('cohorts', '0001_schema'),
        ('common', '0001_schema'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Room',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='public id')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created at')),
                ('name', models.CharField(max_length=50, verbose_name='name')),
                ('is_active', models.BooleanField(default=True, verbose_name='can be booked')),
            ],
            options={
                'verbose_name': 'room',
                'ordering': ['venue__name', 'name'],
            },
        ),
        migrations.CreateModel(
            name='SketchPage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('width', models.PositiveIntegerField(verbose_name='width')),
                ('height', models.PositiveIntegerField(verbose_name='height')),
            ],
            options={
                'verbose_name': 'page of a sketch',
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='Annotation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='public id')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created at')),
                ('rev', models.PositiveIntegerField(default=0, editable=False, verbose_name='revision')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('sticker', models.CharField(blank=True, choices=[('', 'Just a pin'), ('hands', 'Enough hands?'), ('precedent', 'Any precedent?'), ('wecan', 'We can help')], max_length=10, verbose_name='sticker')),
                ('x', models.FloatField(verbose_name='from the left')),
                ('y', models.FloatField(verbose_name='from the top')),
                ('width', models.FloatField(default=0, verbose_name='width')),
                ('height', models.FloatField(default=0, verbose_name='height')),
                ('state', models.CharField(choices=[('open', 'Open'), ('resolved', 'Settled')], default='open', max_length=10, verbose_name='state')),
                ('state_changed_at', models.DateTimeField(null=True, verbose_name='last change')),
                ('client_id', models.UUIDField()),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('state_changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'pin',
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='Goals',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='public id')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created at')),
                ('rev', models.PositiveIntegerField(default=0, editable=False, verbose_name='revision')),
                ('first', models.CharField(blank=True, max_length=60, verbose_name='first goal')),
                ('second', models.CharField(blank=True, max_length=60, verbose_name='second goal')),
                ('third', models.CharField(blank=True, max_length=60, verbose_name='third goal')),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='goals', to='cohorts.entry')),
            ],
            options={
                'verbose_name': 'goals of an entry',
                'verbose_name_plural': 'goals of an entry',
            },
        ),
        migrations.CreateModel(
            name='Mentor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='public id')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created at')),
                ('translations', models.JSONField(blank=True, default=dict)),
                ('title', models.CharField(choices=[('executive', 'Executive advisor'), ('supporter', 'Special supporter'), ('expert', 'Dispatched expert'), ('drawer', 'Sketch artist')], max_length=20, verbose_name='title')),
                ('profile', models.CharField(max_length=120, verbose_name='what they do')),
                ('area', models.CharField(choices=[('inside', 'From the area'), ('outside', 'From outside the area')], default='outside', max_length=10, verbose_name='area')),
                ('speciality', models.JSONField(blank=True, default=list, verbose_name='fields')),
                ('is_remote', models.BooleanField(default=True, verbose_name='meets online')),
                ('is_active', models.BooleanField(default=True, verbose_name='takes sessions')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('user', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='mentor', to=settings.AUTH_USER_MODEL, verbose_name='user')),
            ],
            options={
                'verbose_name': 'mentor',
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Availability',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='public id')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created at')),
                ('rev', models.PositiveIntegerField(default=0, editable=False, verbose_name='revision')),
                ('minutes', models.PositiveSmallIntegerField(default=60, verbose_name='length of a talk')),
                ('link', models.URLField(blank=True, max_length=300, verbose_name='link to the meeting')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='place')),
                ('meets_on_holidays', models.BooleanField(default=False, verbose_name='meets on public holidays too')),
                ('changed_at', models.DateTimeField(null=True, verbose_name='last change')),
                ('mentor', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='availability', to='mentoring.mentor')),
                ('room', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mentoring.room')),
            ],
            options={
                'verbose_name': 'weekly hours',
            },
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='public id')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created at')),
                ('mode', models.CharField(choices=[('online', 'Online'), ('on_site', 'On site'), ('hybrid', 'On site and online')], max_length=10, verbose_name='how')),
                ('state', models.CharField(choices=[('booked', 'Booked'), ('held', 'Held'), ('cancelled', 'Cancelled')], default='booked', max_length=10, verbose_name='state')),
                ('link', models.URLField(blank=True, max_length=300, verbose_name='link to the meeting')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='place')),
                ('state_changed_at', models.DateTimeField(null=True, verbose_name='last change')),
                ('sequence', models.PositiveIntegerField(default=0, editable=False, verbose_name='version in calendars')),
                ('booked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='cohorts.entry')),
                ('mentor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='mentoring.mentor')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='accounts.organisation')),
                ('room', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='mentoring.room')),
            ],
            options={
                'verbose_name': 'mentoring session',
                'ordering': ['slot__starts_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ActionItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='public id')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created at')),
                ('rev', models.PositiveIntegerField(default=0, editable=False, verbose_name='revision')),
                ('what', models.CharField(max_length=120, verbose_name='what to do')),
                ('due_on', models.DateField(verbose_name='due day')),
                ('state', models.CharField(choices=[('open', 'To do'), ('done', 'Done')], default='open', max_length=6, verbose_name='state')),
                ('state_changed_at', models.DateTimeField(null=True, verbose_name='last change')),
                ('client_id', models.UUIDField()),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='cohorts.entry')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='who does it')),
                ('state_changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('pin', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='action', to='mentoring.annotation')),
                ('session', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='mentoring.session')),
            ],
            options={
                'verbose_name': 'action',
                'ordering': ['state', 'due_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='SessionNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='public id')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created at')),
                ('rev', models.PositiveIntegerField(default=0, editable=False, verbose_name='revision')),
                ('decided', models.CharField(blank=True, max_length=300, verbose_name='what was decided')),
                ('next_step', models.CharField(blank=True, max_length=120, verbose_name='next step')),
                ('next_time', models.CharField(blank=True, max_length=120, verbose_name='next time')),
                ('written_at', models.DateTimeField(null=True, verbose_name='written')),
                ('mentor_confirmed_at', models.DateTimeField(null=True, verbose_name='confirmed by the mentor')),
                ('team_confirmed_at', models.DateTimeField(null=True, verbose_name='confirmed by the company')),
                ('mentor_confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('session', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='note', to='mentoring.session')),
                ('team_confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'record of a session',
            },
        ),
        migrations.CreateModel(
            name='Sketch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='public id')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created at')),
                ('title', models.CharField(max_length=80, verbose_name='title')),
                ('is_public', models.BooleanField(default=False, verbose_name='shown to everybody')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published')),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sketches', to='cohorts.entry')),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'idea sketch',
                'verbose_name_plural': 'idea sketches',
                'ordering': ['-created_at', '-id'],
            },
        ),
        migrations.AddField(
            model_name='annotation',
            name='sketch',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='annotations', to='mentoring.sketch'),
        ),
        migrations.AddField(
            model_name='annotation',
            name='page',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='annotations', to='mentoring.sketchpage'),
        ),
        migrations.CreateModel(
            name='SketchVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('caption', models.CharField(max_length=120, verbose_name='caption')),
                ('created_at', models.DateTimeField(verbose_name='created at')),
                ('client_id', models.UUIDField()),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('file', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='sketch_version', to='common.storedfile')),
                ('sketch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='mentoring.sketch')),
            ],
            options={
                'verbose_name': 'version of a sketch',
                'ordering': ['number'],
            },
        ),
        migrations.AddField(
            model_name='sketchpage',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pages', to='mentoring.sketchversion'),
        ),
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
            },
        ),
        migrations.CreateModel(
            name='Slot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='public id')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created at')),
                ('starts_at', models.DateTimeField(verbose_name='from')),
                ('ends_at', models.DateTimeField(verbose_name='until')),
                ('mode', models.CharField(choices=[('online', 'Online'), ('on_site', 'On site'), ('hybrid', 'On site and online')], default='online', max_length=10, verbose_name='how')),
                ('link', models.URLField(blank=True, max_length=300, verbose_name='link to the meeting')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='place')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='taken back')),
                ('is_out_of_week', models.BooleanField(default=False, verbose_name='no longer in the weekly hours')),
                ('availability', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='slots', to='mentoring.availability')),
                ('mentor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='slots', to='mentoring.mentor')),
                ('room', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='mentoring.room')),
            ],
            options={
                'verbose_name': 'offered hour',
                'ordering': ['starts_at', 'id'],
            },
        ),
        migrations.AddField(
            model_name='session',
            name='slot',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='mentoring.slot'),
        ),
        migrations.CreateModel(
            name='Venue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='public id')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created at')),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='name')),
                ('address', models.CharField(blank=True, max_length=120, verbose_name='address')),
            ],
            options={
                'verbose_name': 'venue',
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='venue_has_name')],
            },
        ),
        migrations.AddField(
            model_name='room',
            name='venue',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rooms', to='mentoring.venue'),
        ),
        migrations.CreateModel(
            name='WeeklyBand',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('weekday', models.PositiveSmallIntegerField(verbose_name='weekday')),
                ('starts', models.TimeField(verbose_name='from')),
                ('ends', models.TimeField(verbose_name='until')),
                ('mode', models.CharField(choices=[('online', 'Online'), ('on_site', 'On site'), ('hybrid', 'On site and online')], max_length=10, verbose_name='how')),
                ('availability', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bands', to='mentoring.availability')),
            ],
            options={
                'verbose_name': 'weekly free time',
                'ordering': ['weekday', 'starts'],
            },
        ),
        migrations.CreateModel(
            name='AnnotationComment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='public id')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created at')),
                ('body', models.CharField(blank=True, max_length=1000, verbose_name='comment')),
                ('is_first', models.BooleanField(default=False)),
                ('client_id', models.UUIDField()),
                ('annotation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='mentoring.annotation')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'comment at a pin',
                'ordering': ['created_at', 'id'],
                'constraints': [models.UniqueConstraint(fields=('author', 'client_id'), name='pin_comment_client_once'), models.UniqueConstraint(condition=models.Q(('is_first', True)), fields=('annotation',), name='pin_comment_first_once'), models.CheckConstraint(condition=models.Q(('is_first', True), models.Q(('body', ''), _negated=True), _connector='OR'), name='pin_comment_says_something')],
            },
        ),
        migrations.AddConstraint(
            model_name='availability',
            constraint=models.CheckConstraint(condition=models.Q(('minutes__gte', 15), ('minutes__lte', 240)), name='week_talk_length'),
        ),
        migrations.AddIndex(
            model_name='actionitem',
            index=models.Index(fields=['owner', 'state'], name='action_owner_state'),
        ),
        migrations.AddConstraint(
            model_name='actionitem',
            constraint=models.UniqueConstraint(fields=('created_by', 'client_id'), name='action_client_once'),
        ),
        migrations.AddConstraint(
            model_name='actionitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('pin__isnull', True), ('session__isnull', False)), models.Q(('pin__isnull', False), ('session__isnull', True)), _connector='OR'), name='action_has_one_source'),
        ),
        migrations.AddConstraint(
            model_name='actionitem',
            constraint=models.CheckConstraint(condition=models.Q(('what', ''), _negated=True), name='action_says_something'),
        ),
        migrations.AddConstraint(
            model_name='sessionnote',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('mentor_confirmed_at__isnull', True), ('mentor_confirmed_by__isnull', True)), models.Q(('mentor_confirmed_at__isnull', False), ('mentor_confirmed_by__isnull', False)), _connector='OR'), name='note_mentor_confirms_with_time'),
        ),
        migrations.AddConstraint(
            model_name='sessionnote',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('team_confirmed_at__isnull', True), ('team_confirmed_by__isnull', True)), models.Q(('team_confirmed_at__isnull', False), ('team_confirmed_by__isnull', False)), _connector='OR'), name='note_team_confirms_with_time'),
        ),
        migrations.AddConstraint(
            model_name='sketch',
            constraint=models.CheckConstraint(condition=models.Q(('is_public', False), models.Q(('published_at__isnull', False), ('published_by__isnull', False)), _connector='OR'), name='sketch_published_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='annotation',
            constraint=models.UniqueConstraint(fields=('sketch', 'number'), name='pin_number_once'),
        ),
        migrations.AddConstraint(
            model_name='annotation',
            constraint=models.UniqueConstraint(fields=('author', 'client_id'), name='pin_client_once'),
        ),
        migrations.AddConstraint(
            model_name='annotation',
            constraint=models.CheckConstraint(condition=models.Q(('x__range', (0, 1)), ('y__range', (0, 1))), name='pin_inside'),
        ),
        migrations.AddConstraint(
            model_name='annotation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('height', 0), ('width', 0)), models.Q(('height__gt', 0), ('width__gt', 0)), _connector='OR'), name='pin_point_or_box'),
        ),
        migrations.AddConstraint(
            model_name='annotation',
            constraint=models.CheckConstraint(condition=models.Q(('height__lte', django.db.models.expressions.CombinedExpression(models.Value(1.00001), '-', models.F('y'))), ('width__lte', django.db.models.expressions.CombinedExpression(models.Value(1.00001), '-', models.F('x')))), name='pin_box_inside'),
        ),
        migrations.AddConstraint(
            model_name='annotation',
            constraint=models.CheckConstraint(condition=models.Q(('sticker__in', ['', 'hands', 'precedent', 'wecan'])), name='pin_sticker_known'),
        ),
        migrations.AddConstraint(
            model_name='sketchversion',
            constraint=models.UniqueConstraint(fields=('sketch', 'number'), name='version_number_once'),
        ),
        migrations.AddConstraint(
            model_name='sketchversion',
            constraint=models.UniqueConstraint(fields=('created_by', 'client_id'), name='version_client_once'),
        ),
        migrations.AddConstraint(
            model_name='sketchpage',
            constraint=models.UniqueConstraint(fields=('version', 'number'), name='page_number_once'),
        ),
        migrations.AddConstraint(
            model_name='sketchpage',
            constraint=models.CheckConstraint(condition=models.Q(('height__gt', 0), ('width__gt', 0)), name='page_has_size'),
        ),
        migrations.AddConstraint(
            model_name='pinplace',
            constraint=models.UniqueConstraint(fields=('annotation', 'version'), name='pin_place_once'),
        ),
        migrations.AddConstraint(
            model_name='pinplace',
            constraint=models.CheckConstraint(condition=models.Q(('x__range', (0, 1)), ('y__range', (0, 1))), name='pin_place_inside'),
        ),
        migrations.AddIndex(
            model_name='slot',
            index=models.Index(fields=['mentor', 'starts_at'], name='slot_mentor_start'),
        ),
        migrations.AddConstraint(
            model_name='slot',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='slot_ends_later'),
        ),
        migrations.AddConstraint(
            model_name='slot',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('link', ''), _negated=True), models.Q(('place', ''), _negated=True), _connector='OR'), name='slot_link_or_place'),
        ),
        migrations.AddConstraint(
            model_name='slot',
            constraint=models.CheckConstraint(condition=models.Q(('is_out_of_week', False), models.Q(('availability__isnull', False), ('withdrawn_at__isnull', False)), _connector='OR'), name='slot_out_of_week_is_withdrawn'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'booked')), fields=('slot',), name='slot_booked_once'),
        ),
        migrations.AddConstraint(
            model_name='room',
            constraint=models.UniqueConstraint(fields=('venue', 'name'), name='room_once'),
        ),
        migrations.AddConstraint(
            model_name='room',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='room_has_name'),
        ),
        migrations.AddConstraint(
            model_name='weeklyband',
            constraint=models.UniqueConstraint(fields=('availability', 'weekday', 'starts'), name='week_band_once'),
        ),
        migrations.AddConstraint(
            model_name='weeklyband',
            constraint=models.CheckConstraint(condition=models.Q(('ends__gt', models.F('starts')), ('weekday__lte', 6)), name='week_band_in_a_day'),
        ),
    ]
