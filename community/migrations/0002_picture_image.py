"""Pictures lead to the site's images, whose table comes after the first migration of this app."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0001_initial"),
        ("pages", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="picture",
            name="image",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.WAGTAILIMAGES_IMAGE_MODEL
            ),
        ),
    ]
