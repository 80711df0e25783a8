from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0010_near_misses"),
    ]

    operations = [
        migrations.AddField(
            model_name="relation",
            name="kind",
            field=models.CharField(
                choices=[
                    ("background", "what went before"),
                    ("consequence", "what came of it"),
                    ("actors", "the same people, organisations or places"),
                    ("subject", "the same subject"),
                ],
                default="subject",
                max_length=12,
            ),
        ),
    ]
