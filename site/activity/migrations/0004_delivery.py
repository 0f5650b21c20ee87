from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("activity", "0003_mark_old_records")]
    operations = [
        migrations.RemoveConstraint(model_name="sentmail", name="mail_once"),
        migrations.RenameModel("SentMail", "Delivery"),
        migrations.RenameField("delivery", "key", "event"),
    ]
