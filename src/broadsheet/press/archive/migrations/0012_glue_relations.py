from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0011_relations"),
    ]

    operations = [
        migrations.AlterField(
            model_name="relation",
            name="kind",
            field=models.CharField(
                choices=[
                    ("background", "what went before"),
                    ("consequence", "what came of it"),
                    ("actors", "the same people, organisations or places"),
                    ("subject", "the same subject"),
                    ("also", "what one might also like"),
                ],
                default="subject",
                max_length=12,
            ),
        ),
    ]
