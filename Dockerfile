FROM python:3.13-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
# Before the code, so that changing the code installs nothing.
COPY requirements.txt /tmp/
RUN pip install -r /tmp/requirements.txt
WORKDIR /app
COPY . .
# Gathering files needs no real secret: they are made up for this line and kept nowhere. The user
# that runs the image may write nowhere, so the bytecode is made here too.
RUN key() { python -c 'import secrets; print(secrets.token_hex(32))'; } \
    && LIORA_ENV=production SECRET_KEY=$(key) JWT_SECRET=$(key) ENCRYPTION_KEY=$(key) \
       META_APP_SECRET=$(key) WABA_VERIFY_TOKEN=$(key) ALLOWED_HOSTS=build.invalid \
       PUBLIC_URL=https://build.invalid python manage.py collectstatic --noinput \
    && python -m compileall -q /app

FROM python:3.13-slim
# The one place it may write to, where the files that people send are kept: mount a volume there.
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin liora \
    && install -d -o liora -m 700 /var/lib/liora/media
COPY --from=build /opt/venv /opt/venv
COPY --from=build /app /app
WORKDIR /app
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    LIORA_ENV=production PORT=8000 MEDIA_DIR=/var/lib/liora/media
USER liora
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "deploy/healthcheck.py"]
CMD ["python", "manage.py", "web"]
