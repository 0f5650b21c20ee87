import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('communities', '0001_initial'),
        ('communities', '0002_events'),
        ('communities', '0003_reactions'),
        ('communities', '0004_threads'),
        ('communities', '0005_mentions_and_files'),
        ('communities', '0006_moderation'),
    ]

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Community',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='public id')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created at')),
                ('name', models.CharField(max_length=60)),
                ('slug', models.SlugField(allow_unicode=True, unique=True)),
                ('kind', models.CharField(choices=[('industry', 'Industry'), ('attribute', 'People alike'), ('issue', 'Local issue'), ('supporters', 'Supporters'), ('council', 'Council'), ('alumni', 'Alumni'), ('cohort', 'Programme term')], max_length=16)),
                ('theme', models.CharField(max_length=40)),
                ('summary', models.CharField(blank=True, max_length=120)),
                ('join_policy', models.CharField(choices=[('open', 'Everyone can join'), ('request', 'Join on request'), ('invite', 'Invited members only')], max_length=8)),
                ('is_public_archive', models.BooleanField(default=False)),
                ('picture', models.CharField(blank=True, max_length=32)),
            ],
            options={
                'verbose_name': 'community',
                'verbose_name_plural': 'communities',
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='community_has_name'), models.CheckConstraint(condition=models.Q(('theme', ''), _negated=True), name='community_has_theme')],
            },
        ),
        migrations.CreateModel(
            name='Channel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='public id')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created at')),
                ('name', models.CharField(max_length=60)),
                ('purpose', models.CharField(blank=True, max_length=120)),
                ('kind', models.CharField(choices=[('talk', 'Talk'), ('announcements', 'Announcements'), ('introductions', 'Introductions'), ('help', 'Help'), ('organisers', 'Organisers only')], default='talk', max_length=16)),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='channels', to='communities.community')),
            ],
            options={
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='public id')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created at')),
                ('rev', models.PositiveIntegerField(default=0, editable=False, verbose_name='revision')),
                ('title_ja', models.CharField(max_length=60)),
                ('title_en', models.CharField(blank=True, max_length=60)),
                ('summary_ja', models.CharField(max_length=200)),
                ('summary_en', models.CharField(blank=True, max_length=200)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('closes_at', models.DateTimeField()),
                ('mode', models.CharField(choices=[('place', 'On site'), ('online', 'Online'), ('hybrid', 'On site and online')], max_length=8)),
                ('place', models.CharField(blank=True, max_length=120)),
                ('link', models.CharField(blank=True, max_length=300)),
                ('capacity', models.PositiveSmallIntegerField(null=True)),
                ('needed', models.PositiveSmallIntegerField(default=0)),
                ('reached_at', models.DateTimeField(null=True)),
                ('edited_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='communities.community')),
            ],
            options={
                'verbose_name': 'event',
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('organiser', 'Organiser'), ('facilitator', 'Facilitator'), ('supporter', 'Supporter'), ('member', 'Member'), ('fan', 'Fan')], default='member', max_length=12)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('community', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='communities.community')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='community_memberships', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='public id')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created at')),
                ('rev', models.PositiveIntegerField(default=0, editable=False, verbose_name='revision')),
                ('answer_count', models.PositiveIntegerField(default=0)),
                ('body', models.TextField()),
                ('mentions', models.JSONField(default=list)),
                ('attachments', models.JSONField(default=list)),
                ('file_count', models.PositiveSmallIntegerField(default=0)),
                ('client_id', models.UUIDField()),
                ('fingerprint', models.CharField(max_length=64)),
                ('seq', models.PositiveBigIntegerField()),
                ('changed_seq', models.PositiveBigIntegerField()),
                ('edited_at', models.DateTimeField(null=True)),
                ('removed_at', models.DateTimeField(null=True)),
                ('removal_reason', models.CharField(blank=True, choices=[('mistake', 'Written by mistake'), ('not_needed', 'No longer needed'), ('personal', 'Personal information'), ('advertising', 'Repeated advertising'), ('hurtful', 'Hurtful words'), ('off_theme', 'Away from the theme')], max_length=12)),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to=settings.AUTH_USER_MODEL)),
                ('channel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='communities.channel')),
                ('last_answer', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='communities.message')),
                ('removed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('root', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='communities.message')),
            ],
            options={
                'ordering': ['seq'],
            },
        ),
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='public id')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created at')),
                ('rev', models.PositiveIntegerField(default=0, editable=False, verbose_name='revision')),
                ('state', models.CharField(choices=[('open', 'Open'), ('decided', 'Decided'), ('appealed', 'Appealed'), ('closed', 'Closed')], default='open', max_length=10)),
                ('decision', models.CharField(blank=True, choices=[('kept', 'The message stays'), ('removed', 'The message is taken down'), ('withdrawn', 'The writer took it down')], max_length=10)),
                ('reason', models.CharField(blank=True, choices=[('mistake', 'Written by mistake'), ('not_needed', 'No longer needed'), ('personal', 'Personal information'), ('advertising', 'Repeated advertising'), ('hurtful', 'Hurtful words'), ('off_theme', 'Away from the theme')], max_length=12)),
                ('decided_at', models.DateTimeField(null=True)),
                ('appeal', models.CharField(blank=True, max_length=500)),
                ('appealed_at', models.DateTimeField(null=True)),
                ('is_granted', models.BooleanField(null=True)),
                ('answer', models.CharField(blank=True, max_length=500)),
                ('closed_at', models.DateTimeField(null=True)),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cases', to='communities.message')),
            ],
            options={
                'verbose_name': 'moderation case',
            },
        ),
        migrations.CreateModel(
            name='Reaction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('seen', 'Seen'), ('thanks', 'Thank you'), ('help', 'I can help')], max_length=8)),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reactions', to='communities.message')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='ReadMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seq', models.PositiveBigIntegerField(default=0)),
                ('channel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='read_marks', to='communities.channel')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Registration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='public id')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created at')),
                ('name', models.CharField(max_length=60)),
                ('email', models.CharField(max_length=254)),
                ('language', models.CharField(max_length=8)),
                ('state', models.CharField(choices=[('seated', 'Has a seat'), ('waiting', 'Waiting list'), ('cancelled', 'Given back')], max_length=10)),
                ('seat', models.PositiveSmallIntegerField(null=True)),
                ('turn_at', models.DateTimeField()),
                ('client_id', models.UUIDField(unique=True)),
                ('door', models.UUIDField()),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='registrations', to='communities.event')),
            ],
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='public id')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='created at')),
                ('reason', models.CharField(choices=[('advertising', 'Repeated advertising'), ('personal', 'Personal information'), ('hurtful', 'Hurtful words'), ('off_theme', 'Away from the theme'), ('other', 'Something else')], max_length=12)),
                ('words', models.CharField(blank=True, max_length=500)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='communities.case')),
                ('reporter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddConstraint(
            model_name='channel',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='channel_has_name'),
        ),
        migrations.AddConstraint(
            model_name='channel',
            constraint=models.UniqueConstraint(fields=('community', 'name'), name='channel_name_once'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['community', 'starts_at'], name='event_when'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('title_ja', ''), _negated=True), name='event_has_title'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='event_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('closes_at__lte', models.F('starts_at'))), name='event_closes_before_start'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('capacity', None), ('capacity__gt', 0), _connector='OR'), name='event_has_seats'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(('capacity', None), ('needed__lte', models.F('capacity')), _connector='OR'), name='event_can_be_reached'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.UniqueConstraint(fields=('community', 'user'), name='membership_once'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(fields=['channel', 'changed_seq'], name='message_changes'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(condition=models.Q(('root', None)), fields=['channel', 'seq'], name='message_roots'),
        ),
        migrations.AddIndex(
            model_name='message',
            index=models.Index(fields=['root', 'seq'], name='message_answers'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.UniqueConstraint(fields=('author', 'client_id'), name='message_once'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.UniqueConstraint(fields=('channel', 'seq'), name='message_order'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('body', ''), _negated=True), ('file_count__gt', 0), _connector='OR'), name='message_has_body'),
        ),
        migrations.AddConstraint(
            model_name='message',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('removal_reason', ''), ('removed_at', None), ('removed_by', None)), models.Q(('removed_at__isnull', False), ('removed_by__isnull', False), models.Q(('removal_reason', ''), _negated=True)), _connector='OR'), name='message_removal_has_reason'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['state', 'created_at'], name='case_state'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('message',), name='case_open_once'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decision', ''), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), models.Q(('decision', ''), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='case_decided_says_what'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decision', 'removed'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='case_removal_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='reaction',
            constraint=models.UniqueConstraint(fields=('message', 'user', 'kind'), name='reaction_once'),
        ),
        migrations.AddConstraint(
            model_name='readmark',
            constraint=models.UniqueConstraint(fields=('channel', 'user'), name='read_mark_once'),
        ),
        migrations.AddIndex(
            model_name='registration',
            index=models.Index(fields=['event', 'state', 'turn_at'], name='registration_turn'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.UniqueConstraint(fields=('event', 'email'), name='registration_once'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.UniqueConstraint(fields=('event', 'seat'), name='registration_seat_once'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('seat__gt', 0), ('seat__isnull', False), ('state', 'seated')), models.Q(models.Q(('state', 'seated'), _negated=True), ('seat', None)), _connector='OR'), name='registration_seated_has_seat'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(fields=('case', 'reporter'), name='report_once'),
        ),
    ]
