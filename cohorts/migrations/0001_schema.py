import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('cohorts', '0001_initial'),
        ('cohorts', '0002_second_joined'),
        ('cohorts', '0003_diagnosis'),
        ('cohorts', '0004_returns'),
        ('cohorts', '0005_review_drafts'),
    ]

    dependencies = [
        ('accounts', '0001_schema'),
        ('communities', '0001_schema'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Diagnosis',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='public id')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created at')),
                ('answers', models.JSONField()),
                ('once', models.UUIDField(editable=False, unique=True)),
                ('keep_until', models.DateTimeField(db_index=True)),
            ],
            options={
                'verbose_name_plural': 'diagnoses',
            },
        ),
        migrations.CreateModel(
            name='Program',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='public id')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created at')),
                ('translations', models.JSONField(blank=True, default=dict)),
                ('key', models.SlugField(unique=True)),
                ('name', models.CharField(max_length=120)),
                ('summary', models.CharField(blank=True, max_length=200)),
                ('municipality_code', models.CharField(blank=True, max_length=6)),
                ('area', models.CharField(blank=True, help_text='The area entrants come from, e.g. 郡山市', max_length=40)),
                ('owner_name', models.CharField(blank=True, max_length=120)),
                ('operator_name', models.CharField(blank=True, max_length=120)),
                ('eligibility', models.JSONField(blank=True, default=list)),
                ('faq', models.JSONField(blank=True, default=list, help_text='A list of {q, a}')),
            ],
            options={
                'ordering': ['key'],
            },
        ),
        migrations.CreateModel(
            name='Cohort',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='public id')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created at')),
                ('translations', models.JSONField(blank=True, default=dict)),
                ('number', models.PositiveSmallIntegerField()),
                ('name', models.CharField(max_length=80)),
                ('key', models.SlugField(unique=True)),
                ('prefix', models.CharField(max_length=8, unique=True)),
                ('fiscal_year', models.PositiveSmallIntegerField()),
                ('opens_at', models.DateTimeField()),
                ('closes_at', models.DateTimeField()),
                ('capacity', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)])),
                ('state', models.CharField(choices=[('preparing', 'In preparation'), ('open', 'Open for entries'), ('reviewing', 'Under review'), ('announced', 'Results announced'), ('running', 'Running'), ('finished', 'Completed')], default='preparing', max_length=12)),
                ('last_number', models.PositiveIntegerField(default=0)),
                ('is_synthetic', models.BooleanField(default=False)),
                ('community', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cohorts', to='communities.community')),
                ('program', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cohorts', to='cohorts.program')),
            ],
            options={
                'ordering': ['-opens_at'],
            },
        ),
        migrations.CreateModel(
            name='Announcement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='public id')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created at')),
                ('announced_at', models.DateTimeField()),
                ('adopted', models.PositiveSmallIntegerField()),
                ('declined', models.PositiveSmallIntegerField()),
                ('announced_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('cohort', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='announcement', to='cohorts.cohort')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='public id')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created at')),
                ('rev', models.PositiveIntegerField(default=0, editable=False, verbose_name='revision')),
                ('second_email', models.EmailField(blank=True, max_length=254)),
                ('second_joined', models.BooleanField(default=False)),
                ('number', models.CharField(blank=True, max_length=24, null=True, unique=True)),
                ('title', models.CharField(blank=True, max_length=80)),
                ('org_name', models.CharField(blank=True, max_length=120)),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('received', 'Received'), ('checking', 'Format check'), ('returned', 'Sent back'), ('reviewing', 'In review'), ('interview', 'Interview'), ('adopted', 'Adopted'), ('declined', 'Not adopted this time'), ('participating', 'Taking part'), ('finished', 'Finished'), ('alumni', 'Alumni'), ('withdrawn', 'Withdrawn')], default='draft', max_length=13)),
                ('form_version', models.CharField(max_length=20)),
                ('on_behalf', models.BooleanField(default=False)),
                ('publish_company', models.BooleanField(default=False)),
                ('publish_title', models.BooleanField(default=False)),
                ('publish_content', models.BooleanField(default=False)),
                ('saved_at', models.DateTimeField(blank=True, null=True)),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('state_changed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('applicant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to=settings.AUTH_USER_MODEL)),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='cohorts.cohort')),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries_entered', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='accounts.organisation')),
                ('second_person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='entries_as_second', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'entries',
                'ordering': ['number', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(choices=[('adopted', 'Adopt'), ('declined', 'Not this time')], max_length=8)),
                ('reason', models.CharField(choices=[('merit', 'Meets the criteria well'), ('capacity', 'There were more entries than places'), ('plan', 'The plan and the people need more work'), ('fit', 'Another scheme fits better'), ('eligibility', 'Outside the conditions of this call')], max_length=12)),
                ('note', models.CharField(blank=True, max_length=200)),
                ('decided_at', models.DateTimeField()),
                ('decided_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='decision', to='cohorts.entry')),
            ],
        ),
        migrations.CreateModel(
            name='EntryRevision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='public id')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created at')),
                ('number', models.PositiveSmallIntegerField()),
                ('answers', models.JSONField()),
                ('files', models.JSONField(default=list)),
                ('form_version', models.CharField(max_length=20)),
                ('sha256', models.CharField(max_length=64)),
                ('submitted_at', models.DateTimeField()),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='cohorts.entry')),
                ('submitted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['number'],
            },
        ),
        migrations.CreateModel(
            name='EntryReturn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='public id')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created at')),
                ('due_at', models.DateTimeField()),
                ('returned_at', models.DateTimeField()),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='returns', to='cohorts.entry')),
                ('returned_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cohorts.entryrevision')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Milestone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='public id')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created at')),
                ('translations', models.JSONField(blank=True, default=dict)),
                ('title', models.CharField(max_length=80)),
                ('kind', models.CharField(choices=[('call', 'Call for entries'), ('briefing', 'Briefing'), ('deadline', 'Deadline'), ('screening', 'Screening'), ('interview', 'Interviews'), ('decision', 'Decision'), ('sketch', 'Idea sketches'), ('kickoff', 'Kick-off'), ('meetup', 'Meet-up'), ('forum', 'Mentoring forum'), ('talk', 'Public talk'), ('demo_day', 'Presentation day')], max_length=12)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField(blank=True, null=True)),
                ('precision', models.CharField(choices=[('day', 'To the day'), ('month', 'Month only')], default='day', max_length=5)),
                ('note', models.CharField(blank=True, max_length=120)),
                ('source', models.CharField(blank=True, max_length=120)),
                ('is_synthetic', models.BooleanField(default=False)),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='milestones', to='cohorts.cohort')),
            ],
            options={
                'ordering': ['starts_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ReturnedField',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=40)),
                ('sentence', models.CharField(max_length=200)),
                ('entry_return', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='fields', to='cohorts.entryreturn')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='public id')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created at')),
                ('rev', models.PositiveIntegerField(default=0, editable=False, verbose_name='revision')),
                ('state', models.CharField(choices=[('open', 'Not settled'), ('submitted', 'Settled')], default='open', max_length=9)),
                ('comment', models.TextField(blank=True)),
                ('comment_rev', models.PositiveIntegerField(default=0)),
                ('saved_at', models.DateTimeField(blank=True, null=True)),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='cohorts.entry')),
                ('juror', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to=settings.AUTH_USER_MODEL)),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='cohorts.entryrevision')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Rubric',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='public id')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created at')),
                ('translations', models.JSONField(blank=True, default=dict)),
                ('name', models.CharField(blank=True, max_length=80)),
                ('scale', models.JSONField(blank=True, default=list)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('published_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('cohort', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='rubric', to='cohorts.cohort')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Criterion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='public id')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created at')),
                ('translations', models.JSONField(blank=True, default=dict)),
                ('name', models.CharField(max_length=60)),
                ('help', models.CharField(blank=True, max_length=120)),
                ('weight', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)])),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('rubric', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='criteria', to='cohorts.rubric')),
            ],
            options={
                'verbose_name_plural': 'criteria',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Score',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('value', models.PositiveSmallIntegerField(null=True)),
                ('rev', models.PositiveIntegerField(default=0)),
                ('criterion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scores', to='cohorts.criterion')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='scores', to='cohorts.review')),
            ],
        ),
        migrations.CreateModel(
            name='Track',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='public id')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created at')),
                ('translations', models.JSONField(blank=True, default=dict)),
                ('key', models.SlugField()),
                ('name', models.CharField(max_length=40)),
                ('lead', models.CharField(blank=True, max_length=80)),
                ('for_you', models.JSONField(blank=True, default=list)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('capacity', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('expected', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('drawing', models.SlugField(blank=True, help_text='Name of the illustration on the card')),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tracks', to='cohorts.cohort')),
            ],
            options={
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='entry',
            name='track',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='cohorts.track'),
        ),
        migrations.CreateModel(
            name='ConflictDeclaration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('has_conflict', models.BooleanField()),
                ('declared_at', models.DateTimeField()),
                ('juror', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='declarations', to='cohorts.entry')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('entry', 'juror'), name='declaration_once')],
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=40)),
                ('value', models.JSONField(null=True)),
                ('is_valid', models.BooleanField(default=False)),
                ('rev', models.PositiveIntegerField(default=0)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='cohorts.entry')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('entry', 'key'), name='answer_key_unique')],
            },
        ),
        migrations.AddConstraint(
            model_name='entryrevision',
            constraint=models.UniqueConstraint(fields=('entry', 'number'), name='revision_number_unique'),
        ),
        migrations.AddConstraint(
            model_name='entryreturn',
            constraint=models.UniqueConstraint(condition=models.Q(('closed_at__isnull', True)), fields=('entry',), name='return_one_open'),
        ),
        migrations.AddConstraint(
            model_name='cohort',
            constraint=models.UniqueConstraint(fields=('program', 'number'), name='cohort_number_unique'),
        ),
        migrations.AddConstraint(
            model_name='cohort',
            constraint=models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opens_at'))), name='cohort_closes_later'),
        ),
        migrations.AddConstraint(
            model_name='cohort',
            constraint=models.CheckConstraint(condition=models.Q(('capacity__gte', 1)), name='cohort_capacity_positive'),
        ),
        migrations.AddConstraint(
            model_name='returnedfield',
            constraint=models.UniqueConstraint(fields=('entry_return', 'key'), name='returned_field_unique'),
        ),
        migrations.AddConstraint(
            model_name='returnedfield',
            constraint=models.CheckConstraint(condition=models.Q(('sentence', ''), _negated=True), name='returned_field_has_sentence'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.UniqueConstraint(fields=('entry', 'juror'), name='review_once'),
        ),
        migrations.AddConstraint(
            model_name='criterion',
            constraint=models.UniqueConstraint(fields=('rubric', 'name'), name='criterion_name_unique'),
        ),
        migrations.AddConstraint(
            model_name='criterion',
            constraint=models.CheckConstraint(condition=models.Q(('weight__range', (1, 100))), name='criterion_weight_range'),
        ),
        migrations.AddConstraint(
            model_name='score',
            constraint=models.UniqueConstraint(fields=('review', 'criterion'), name='score_once'),
        ),
        migrations.AddConstraint(
            model_name='score',
            constraint=models.CheckConstraint(condition=models.Q(('value__isnull', True), ('value__range', (1, 5)), _connector='OR'), name='score_range'),
        ),
        migrations.AddConstraint(
            model_name='track',
            constraint=models.UniqueConstraint(fields=('cohort', 'key'), name='track_key_unique'),
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['cohort', 'state'], name='entry_cohort_state'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('cohort', 'applicant'), name='entry_one_draft'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('number__isnull', True), ('state', 'draft')), ('state', 'withdrawn'), models.Q(('number__isnull', False), models.Q(('state', 'draft'), _negated=True)), _connector='OR'), name='entry_number_when_handed_in'),
        ),
    ]
