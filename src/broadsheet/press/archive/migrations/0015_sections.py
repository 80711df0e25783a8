from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0014_model"),
    ]

    operations = [
        migrations.AddField(
            model_name="section",
            name="examples",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="edit",
            name="sections",
            field=models.JSONField(blank=True, default=list, help_text="names of sections; empty: the machine decides"),
        ),
    ]
