# One image for the site and for its worker. Bookworm has PostgreSQL 15's tools, those of the server in
# compose.yaml: newer ones write backups that it can't read.
FROM python:3.11-slim-bookworm

RUN apt-get update \
    && apt-get install --yes --no-install-recommends postgresql-client \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --create-home --uid 1000 sextant \
    && install --directory --owner sextant /data /data/media /data/backups \
       /data/evidence /data/imports

ENV DJANGO_SETTINGS_MODULE=config.settings.prod \
    MEDIA_ROOT=/data/media \
    BACKUP_DIR=/data/backups \
    EVIDENCE_DIR=/data/evidence \
    IMPORT_DIR=/data/imports \
    PIP_NO_CACHE_DIR=1 \
    PYTHONUNBUFFERED=1

WORKDIR /app
COPY requirements.txt .
RUN pip install -r requirements.txt
COPY . .
RUN install --directory --owner sextant var

USER sextant
# Collecting static files asks nothing of these values; the real ones come with the container.
RUN SECRET_KEY=build ALLOWED_HOSTS=localhost DATABASE_URL=sqlite:////tmp/none EMAIL_URL=consolemail:// \
    python manage.py collectstatic --noinput

EXPOSE 8000
CMD ["gunicorn", "config.wsgi:application", "--config", "deploy/gunicorn.conf.py", \
     "--pythonpath", "site", "--bind", "0.0.0.0:8000", \
     "--workers", "2", "--threads", "4", "--worker-tmp-dir", "/dev/shm", "--max-requests", "10000", \
     "--max-requests-jitter", "1000"]
