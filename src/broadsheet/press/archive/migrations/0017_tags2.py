from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0016_tags"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="story",
            index=models.Index(
                fields=["breaking_until"], name="story_breaking", condition=models.Q(("breaking_until", None), _negated=True)
            ),
        ),
    ]
