import django.db.models.deletion
import django.utils.timezone
import home.fields
import home.models.operator
import home.models.showcase
from django.conf import settings
from django.db import migrations, models
from home.search.index import create_index, drop_index
from home.search.tables import create_tables, drop_tables


class Migration(migrations.Migration):

    initial = True

    replaces = [
        ('home', '0001_initial'),
        ('home', '0002_search_rows'),
        ('home', '0003_news_accessibility_polls'),
        ('home', '0004_four_eyes'),
        ('home', '0005_sections'),
    ]

    # By hand: the last two operations, and wagtailsearch for them (see home/search/index.py).
    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
        ('wagtailcore', '0098_apitoken'),
        ('wagtailimages', '0027_image_description'),
        ('wagtailsearch', '0010_add_text_fields'),
    ]

    operations = [
        migrations.CreateModel(
            name='AccessibilityPolicyPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('body', home.fields.SectionsField([], blank=True, verbose_name='sections')),
                ('claim', models.CharField(choices=[('conforms', 'conforms to the standard'), ('partly', 'conforms in part'), ('considers', 'takes the standard into account')], default='considers', max_length=12, verbose_name='claim')),
                ('level', models.CharField(choices=[('A', 'A'), ('AA', 'AA'), ('AAA', 'AAA')], default='AA', max_length=3, verbose_name='level')),
                ('scope', models.CharField(max_length=200, verbose_name='which pages')),
                ('goal_on', models.DateField(blank=True, null=True, verbose_name='to be reached by')),
                ('exceptions', home.fields.SectionsField([], blank=True, verbose_name='what is left out, and why')),
            ],
            options={
                'verbose_name': 'accessibility policy',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='AccessibilityResultsPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('body', home.fields.SectionsField([], blank=True, verbose_name='sections')),
                ('claim', models.CharField(choices=[('conforms', 'conforms to the standard'), ('partly', 'conforms in part'), ('considers', 'takes the standard into account')], default='considers', max_length=12, verbose_name='claim')),
                ('level', models.CharField(choices=[('A', 'A'), ('AA', 'AA'), ('AAA', 'AAA')], default='AA', max_length=3, verbose_name='level')),
                ('tested_on', models.DateField(verbose_name='tested until')),
                ('random_pages', models.PositiveSmallIntegerField(default=0, verbose_name='pages chosen by lot')),
                ('chosen_pages', models.PositiveSmallIntegerField(default=0, verbose_name='pages chosen by hand')),
                ('method', models.CharField(max_length=200, verbose_name='how it was tested')),
                ('checks', home.fields.SectionsField([], blank=True, verbose_name='criteria')),
            ],
            options={
                'verbose_name': 'accessibility results',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='CommunityPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('body', home.fields.SectionsField([], blank=True, verbose_name='sections')),
                ('community_key', models.SlugField(allow_unicode=True, verbose_name='key of the community')),
                ('lead', models.CharField(max_length=160, verbose_name='one sentence')),
            ],
            options={
                'verbose_name': 'community page',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='HomePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('body', home.fields.SectionsField([], blank=True, verbose_name='sections')),
            ],
            options={
                'verbose_name': 'front page',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='NewsIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('body', home.fields.SectionsField([], blank=True, verbose_name='sections')),
            ],
            options={
                'verbose_name': 'list of news',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='NewsPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('body', home.fields.SectionsField([], blank=True, verbose_name='sections')),
                ('day', models.DateField(default=django.utils.timezone.localdate, verbose_name='day')),
                ('lead', models.CharField(max_length=160, verbose_name='one sentence')),
                ('drawing', models.CharField(blank=True, choices=[('workshop-before', 'One person in a workshop full of parcels; three orders from outside pass by.'), ('workshop-after', 'Six workshop people stand along a bench and pass the parts on, one to the next.'), ('house-before', 'An empty house behind a boarded window, with grass growing high.'), ('house-after', 'Children and older people come together at a house hung with flags.'), ('harvest', 'Word of the harvest goes from a field to a restaurant.'), ('truck-share', 'A truck with half its bed empty, and people who want to load their goods.'), ('class-tablet', 'Children and older people teach each other at one tablet.'), ('homework', 'Three people in three houses share one job.'), ('village360', 'Three people look all round from the middle of a village among mountains.'), ('catalogue', 'Somebody finds the right machine in a catalogue, and its owner raises a hand.'), ('site-photo', "A builder photographs the site, and the picture becomes the day's report."), ('sweets-preorder', 'Orders come in ahead, and boxes of sweets travel over the mountains.'), ('care-record', 'A carer writes a record once for two places and has time to sit beside an older person.'), ('kitchen-forecast', 'A cook looks at the weather and prepares just as many pots as are wanted.'), ('inbox-together', 'Questions by telephone, paper and voice gather on one board; one person answers them.'), ('before-desk', 'Someone sits alone at a desk behind a mountain of paper.')], max_length=40, verbose_name='drawing')),
            ],
            options={
                'verbose_name': 'news',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='ProgrammeIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('body', home.fields.SectionsField([], blank=True, verbose_name='sections')),
            ],
            options={
                'verbose_name': 'list of programmes',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='ProgrammePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('body', home.fields.SectionsField([], blank=True, verbose_name='sections')),
                ('program_key', models.SlugField(verbose_name='key of the programme')),
                ('lead', models.CharField(max_length=160, verbose_name='one sentence')),
                ('drawing', models.CharField(choices=[('workshop-before', 'One person in a workshop full of parcels; three orders from outside pass by.'), ('workshop-after', 'Six workshop people stand along a bench and pass the parts on, one to the next.'), ('house-before', 'An empty house behind a boarded window, with grass growing high.'), ('house-after', 'Children and older people come together at a house hung with flags.'), ('harvest', 'Word of the harvest goes from a field to a restaurant.'), ('truck-share', 'A truck with half its bed empty, and people who want to load their goods.'), ('class-tablet', 'Children and older people teach each other at one tablet.'), ('homework', 'Three people in three houses share one job.'), ('village360', 'Three people look all round from the middle of a village among mountains.'), ('catalogue', 'Somebody finds the right machine in a catalogue, and its owner raises a hand.'), ('site-photo', "A builder photographs the site, and the picture becomes the day's report."), ('sweets-preorder', 'Orders come in ahead, and boxes of sweets travel over the mountains.'), ('care-record', 'A carer writes a record once for two places and has time to sit beside an older person.'), ('kitchen-forecast', 'A cook looks at the weather and prepares just as many pots as are wanted.'), ('inbox-together', 'Questions by telephone, paper and voice gather on one board; one person answers them.'), ('before-desk', 'Someone sits alone at a desk behind a mountain of paper.')], default='truck-share', max_length=40, verbose_name='drawing')),
                ('drawing_caption', models.CharField(blank=True, max_length=80, verbose_name='caption of the drawing')),
            ],
            options={
                'verbose_name': 'programme',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='ShowcaseIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('body', home.fields.SectionsField([], blank=True, verbose_name='sections')),
            ],
            options={
                'verbose_name': 'list of cases',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='StandardPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('body', home.fields.SectionsField([], blank=True, verbose_name='sections')),
            ],
            options={
                'verbose_name': 'text page',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='OperatorSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(default='ひろば', max_length=60, verbose_name='name')),
                ('name_en', models.CharField(blank=True, max_length=60, verbose_name='name in English')),
                ('note', models.CharField(blank=True, max_length=60, verbose_name='note under the name')),
                ('note_en', models.CharField(blank=True, max_length=60, verbose_name='note in English')),
                ('tagline', models.CharField(blank=True, max_length=60, verbose_name='tagline')),
                ('tagline_en', models.CharField(blank=True, max_length=60, verbose_name='tagline in English')),
                ('accent', models.CharField(default='#0017c1', max_length=7, validators=[home.models.operator.validate_accent], verbose_name='colour')),
                ('department', models.CharField(blank=True, max_length=80, verbose_name='department')),
                ('department_en', models.CharField(blank=True, max_length=80, verbose_name='department in English')),
                ('phone', models.CharField(blank=True, max_length=30, verbose_name='phone')),
                ('hours', models.CharField(blank=True, max_length=60, verbose_name='opening hours')),
                ('hours_en', models.CharField(blank=True, max_length=60, verbose_name='opening hours in English')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('logo', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailimages.image')),
                ('site', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.CASCADE, to='wagtailcore.site')),
            ],
            options={
                'verbose_name': 'operator',
            },
        ),
        migrations.CreateModel(
            name='PollVote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('poll', models.CharField(max_length=40)),
                ('voter', models.UUIDField()),
                ('option', models.PositiveSmallIntegerField()),
            ],
            options={
                'indexes': [models.Index(fields=['poll', 'option'], name='poll_vote_count')],
                'constraints': [models.UniqueConstraint(fields=('poll', 'voter'), name='poll_vote_once')],
            },
        ),
        migrations.CreateModel(
            name='SecondPersonTask',
            fields=[
                ('task_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.task')),
                ('groups', models.ManyToManyField(help_text='Pages/snippets at this step in a workflow will be moderated or approved by these groups of users', to='auth.group', verbose_name='groups')),
            ],
            options={
                'verbose_name': 'check by a second person',
                'verbose_name_plural': 'checks by a second person',
            },
            bases=('wagtailcore.task',),
        ),
        migrations.CreateModel(
            name='ShowcasePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('entry_id', models.UUIDField(blank=True, db_index=True, editable=False, null=True)),
                ('written_in', models.CharField(blank=True, default='', editable=False, max_length=5)),
                ('organisation', models.CharField(blank=True, max_length=120, verbose_name='organisation')),
                ('tag', models.CharField(blank=True, max_length=30, verbose_name='field')),
                ('place', models.CharField(blank=True, max_length=40, verbose_name='place')),
                ('sdgs', models.CharField(blank=True, max_length=40, validators=[home.models.showcase.validate_goals], verbose_name='SDGs')),
                ('lead', models.CharField(blank=True, max_length=400, verbose_name='one sentence')),
                ('before_drawing', models.CharField(blank=True, choices=[('workshop-before', 'One person in a workshop full of parcels; three orders from outside pass by.'), ('workshop-after', 'Six workshop people stand along a bench and pass the parts on, one to the next.'), ('house-before', 'An empty house behind a boarded window, with grass growing high.'), ('house-after', 'Children and older people come together at a house hung with flags.'), ('harvest', 'Word of the harvest goes from a field to a restaurant.'), ('truck-share', 'A truck with half its bed empty, and people who want to load their goods.'), ('class-tablet', 'Children and older people teach each other at one tablet.'), ('homework', 'Three people in three houses share one job.'), ('village360', 'Three people look all round from the middle of a village among mountains.'), ('catalogue', 'Somebody finds the right machine in a catalogue, and its owner raises a hand.'), ('site-photo', "A builder photographs the site, and the picture becomes the day's report."), ('sweets-preorder', 'Orders come in ahead, and boxes of sweets travel over the mountains.'), ('care-record', 'A carer writes a record once for two places and has time to sit beside an older person.'), ('kitchen-forecast', 'A cook looks at the weather and prepares just as many pots as are wanted.'), ('inbox-together', 'Questions by telephone, paper and voice gather on one board; one person answers them.'), ('before-desk', 'Someone sits alone at a desk behind a mountain of paper.')], max_length=40, verbose_name='drawing')),
                ('before_file', models.JSONField(blank=True, default=dict, editable=False)),
                ('before_caption', models.CharField(blank=True, max_length=200, verbose_name='caption')),
                ('after_drawing', models.CharField(blank=True, choices=[('workshop-before', 'One person in a workshop full of parcels; three orders from outside pass by.'), ('workshop-after', 'Six workshop people stand along a bench and pass the parts on, one to the next.'), ('house-before', 'An empty house behind a boarded window, with grass growing high.'), ('house-after', 'Children and older people come together at a house hung with flags.'), ('harvest', 'Word of the harvest goes from a field to a restaurant.'), ('truck-share', 'A truck with half its bed empty, and people who want to load their goods.'), ('class-tablet', 'Children and older people teach each other at one tablet.'), ('homework', 'Three people in three houses share one job.'), ('village360', 'Three people look all round from the middle of a village among mountains.'), ('catalogue', 'Somebody finds the right machine in a catalogue, and its owner raises a hand.'), ('site-photo', "A builder photographs the site, and the picture becomes the day's report."), ('sweets-preorder', 'Orders come in ahead, and boxes of sweets travel over the mountains.'), ('care-record', 'A carer writes a record once for two places and has time to sit beside an older person.'), ('kitchen-forecast', 'A cook looks at the weather and prepares just as many pots as are wanted.'), ('inbox-together', 'Questions by telephone, paper and voice gather on one board; one person answers them.'), ('before-desk', 'Someone sits alone at a desk behind a mountain of paper.')], max_length=40, verbose_name='drawing')),
                ('after_file', models.JSONField(blank=True, default=dict, editable=False)),
                ('after_caption', models.CharField(blank=True, max_length=200, verbose_name='caption')),
                ('tried', home.fields.SectionsField([], blank=True, verbose_name='what was tried')),
                ('worked', home.fields.SectionsField([], blank=True, verbose_name='what worked')),
                ('not_worked', home.fields.SectionsField([], blank=True, verbose_name='what did not work')),
                ('details', home.fields.SectionsField([], blank=True, verbose_name='numbers, path and voices')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='source')),
                ('is_made_up', models.BooleanField(default=False, verbose_name='made up for the demonstration')),
                ('after_image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailimages.image')),
                ('before_image', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailimages.image')),
            ],
            options={
                'verbose_name': 'case',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='SearchRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=16)),
                ('object_id', models.PositiveBigIntegerField()),
                ('place', models.CharField(max_length=40)),
                ('title', models.TextField()),
                ('body', models.TextField()),
                ('content_type', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype')),
            ],
            options={
                'indexes': [models.Index(fields=['place'], name='search_row_place')],
                'constraints': [models.UniqueConstraint(fields=('content_type', 'object_id'), name='search_row_once')],
            },
        ),
        migrations.RunPython(create_index, drop_index),
        migrations.RunPython(create_tables, drop_tables),
    ]
