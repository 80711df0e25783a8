from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0018_differences"),
    ]

    operations = [
        migrations.AddField(
            model_name="story",
            name="unquoted",
            field=models.CharField(blank=True, help_text="why nothing of its only origin's text is quoted", max_length=500),
        ),
    ]
