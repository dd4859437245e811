"""The database itself refuses to change or delete a decision, or its errata."""

from django.db import migrations

from core.append_only import AppendOnly


class Migration(migrations.Migration):
    dependencies = [("certification", "0005_later_needs")]

    operations = [AppendOnly("certification_decision"), AppendOnly("certification_erratum")]
