"""Each certificate has a bit of its own in the status lists, at a place that tells nothing of it."""

import random

from django.db import migrations, models

BITS = 131_072


def scatter(apps, _schema_editor):
    """Give certificates that were numbered one after another their random bits; no credential was issued before."""
    certificates = apps.get_model("certification", "Certificate").objects
    before = list(certificates.values_list("pk", "index"))
    taken = {index for _pk, index in before}
    free = (index for index in iter(lambda: random.SystemRandom().randrange(BITS), None) if index not in taken)
    for pk, _index in before:
        index = next(free)
        taken.add(index)
        certificates.filter(pk=pk).update(index=index)


class Migration(migrations.Migration):
    dependencies = [("certification", "0003_process")]

    operations = [
        migrations.RunPython(scatter, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.CheckConstraint(
                condition=models.Q(("index__lt", BITS)), name="certification_bit_is_in_the_list"
            ),
        ),
    ]
