from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0017_tags2"),
    ]

    operations = [
        migrations.AddField(
            model_name="story",
            name="differences",
            field=models.JSONField(default=list, help_text="what outlets differ on: kind, of, state, why, sides"),
        ),
    ]
