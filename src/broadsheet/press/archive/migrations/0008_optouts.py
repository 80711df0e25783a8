from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0007_captions"),
    ]

    operations = [
        migrations.AddField(
            model_name="optout",
            name="took",
            field=models.JSONField(blank=True, default=list, help_text="the publishers that are out of print for its sake"),
        ),
    ]
