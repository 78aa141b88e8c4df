"""Settings of every environment, read from variables; `.env.example` explains each one."""

import os
from datetime import timedelta
from pathlib import Path

from liora.api.enum_names import ENUM_NAMES
from liora.environment import Environment, database, refuse_unsafe
from liora.ops.faults import VARIABLE as FAULT

BASE_DIR = Path(__file__).resolve().parent.parent

env = Environment()
Environment.read_env(BASE_DIR / ".env")

LIORA_ENV = env.name()
DEVELOPMENT = LIORA_ENV == "development"
DEBUG = env.bool("DEBUG", default=False)

KNOWN_TO_ALL = "desarrollo" if DEVELOPMENT else ""
SECRET_KEY = env.text("SECRET_KEY", KNOWN_TO_ALL)
# Newest first: the first key signs, every key verifies.
JWT_SECRETS = env.texts("JWT_SECRET", KNOWN_TO_ALL)
# Newest first: the first key encrypts, every key decrypts.
ENCRYPTION_KEYS = env.texts("ENCRYPTION_KEY", KNOWN_TO_ALL)
# Newest first while Meta's app secret is being rotated; with none set every webhook is refused.
META_APP_SECRETS = env.texts("META_APP_SECRET", KNOWN_TO_ALL)
WABA_VERIFY_TOKEN = env.text("WABA_VERIFY_TOKEN", KNOWN_TO_ALL)

ALLOWED_HOSTS = env.texts("ALLOWED_HOSTS", "*" if DEVELOPMENT else "")
PORT = env.int("PORT", default=8000)
PUBLIC_URL = env.text("PUBLIC_URL", f"http://127.0.0.1:{PORT}").rstrip("/")
# Other sites whose pages may call the API from a browser; `*`, any of them, only in development.
ALLOWED_ORIGINS = env.texts("ALLOWED_ORIGINS")
# How many proxies of ours stand in front: that many entries of X-Forwarded-For are believed.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)
# Whether operators need more than a password.
ADMIN_SECOND_FACTOR = env.bool("ADMIN_SECOND_FACTOR", default=not DEVELOPMENT)

# Outside development always by SMTP: letters carry links that open accounts.
MAIL = env.email_url(
    "EMAIL_URL", default="consolemail://" if DEVELOPMENT else "smtp://localhost:25"
)
globals().update(MAIL)

# Whether tenants' webhooks may be on this machine or its network: to try them out, nowhere else.
HOOKS_ALLOW_PRIVATE = env.bool("LIORA_HOOKS_ALLOW_PRIVATE", default=False)

if not DEVELOPMENT:
    refuse_unsafe(
        secrets={
            "SECRET_KEY": [SECRET_KEY],
            "JWT_SECRET": JWT_SECRETS,
            "ENCRYPTION_KEY": ENCRYPTION_KEYS,
            "META_APP_SECRET": META_APP_SECRETS,
            "WABA_VERIFY_TOKEN": [WABA_VERIFY_TOKEN],
        },
        dangers={
            "DEBUG": DEBUG,
            "ADMIN_SECOND_FACTOR": not ADMIN_SECOND_FACTOR,
            "LIORA_HOOKS_ALLOW_PRIVATE": HOOKS_ALLOW_PRIVATE,
            # It kills the process that has it.
            FAULT: bool(os.environ.get(FAULT)),
        },
        hosts=ALLOWED_HOSTS,
        public_url=PUBLIC_URL,
        origins=ALLOWED_ORIGINS,
        mail_backend=MAIL["EMAIL_BACKEND"],
    )

# Meta posts up to 3 MB (Cloud API, webhooks overview); Django's own default is below that.
WEBHOOK_MAX_BYTES = 4 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = WEBHOOK_MAX_BYTES

META_GRAPH_URL = env.text("META_GRAPH_URL", "https://graph.facebook.com").rstrip("/")
META_GRAPH_VERSION = env.text("META_GRAPH_VERSION", "v25.0")
META_ACCESS_TOKEN = env.text("META_ACCESS_TOKEN", "mock" if DEVELOPMENT else "")

# With a token of Bitly links in messages are Bitly's; `mock` and none mean ours alone.
BITLY_TOKEN = env.text("BITLY_TOKEN", "mock" if DEVELOPMENT else "")
BITLY_API_URL = env.text("BITLY_API_URL", "https://api-ssl.bitly.com/v4").rstrip("/")
BITLY_MONTHLY_LINKS = env.int("BITLY_MONTHLY_LINKS", default=100)

SIMULATOR_ENABLED = env.bool("SIMULATOR_ENABLED", default=DEVELOPMENT) and DEVELOPMENT
SIMULATOR_ORIGIN = f"http://127.0.0.1:{PORT}"
SIMULATOR_GRAPH_URL = f"{SIMULATOR_ORIGIN}/simulador/graph" if SIMULATOR_ENABLED else ""
SIMULATOR_WEBHOOK_URL = f"{SIMULATOR_ORIGIN}/webhook/meta" if SIMULATOR_ENABLED else ""

# Seconds. A lease must outlive the longest Graph call (connect 3 + whole answer 15).
INBOX_LEASE_S = env.int("INBOX_LEASE_S", default=10)
OUTBOX_LEASE_S = env.int("OUTBOX_LEASE_S", default=30)
HOOKS_LEASE_S = env.int("HOOKS_LEASE_S", default=30)
MEDIA_LEASE_S = env.int("MEDIA_LEASE_S", default=150)
MEDIA_DIR = env.text("MEDIA_DIR", str(BASE_DIR / "media"))
# How long a send of unknown outcome waits for the status webhook that settles it.
SETTLE_WINDOW_S = env.int("SETTLE_WINDOW_S", default=20)
# How long a person answers before Liora does again, counted from what they last wrote.
HUMAN_HOURS = env.float("HUMAN_HOURS", default=12)
# So many typed messages answered within a minute are another program's; 0 looks for none.
LOOP_TURNS = env.int("LOOP_TURNS", default=12)
READY_MAX_WAIT_S = env.int("READY_MAX_WAIT_S", default=60)

DATABASES = {
    "default": database(env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'liora.db'}"))
}
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # What must be counted exactly, whichever process counts.
    "counters": {"BACKEND": "liora.ops.counter_cache.CounterCache"},
}
RATELIMIT_USE_CACHE = "counters"
RATELIMIT_IP_META_KEY = "liora.ops.client_address.client_network"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "liora.apps.LioraConfig",
    "tenants.apps.TenantsConfig",
    "accounts.apps.AccountsConfig",
    "whatsapp.apps.WhatsappConfig",
    "catalog.apps.CatalogConfig",
    "conversations.apps.ConversationsConfig",
    "skills.apps.SkillsConfig",
    "liora.ops.apps.OpsConfig",
    "liora.api.apps.ApiConfig",
    "liora.admin.apps.LioraAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "corsheaders",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
]

MIDDLEWARE = [
    "whatsapp.webhook.shortcut.WebhookShortcut",
    "liora.ops.request_id.RequestIdMiddleware",
    "liora.ops.page_headers.PageHeaders",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "accounts.operators.session_age.SessionAge",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "tenants.middleware.NameTheTenant",
]

ROOT_URLCONF = "liora.urls"
WSGI_APPLICATION = "liora.wsgi.application"
# Meta and the owner's routes carry no trailing slash.
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

AUTH_USER_MODEL = "accounts.Usuario"
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "nombre")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "accounts.password_rules.UsablePasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    # Hashed before; each is hashed again when its owner signs in.
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]

# The administration's. A page looked at keeps it alive; accounts.operators.session_age ends it.
SESSION_COOKIE_AGE = 30 * 60
SESSION_SAVE_EVERY_REQUEST = True
SESSION_ABSOLUTE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["accounts.authentication.BearerToken"],
    # Whoever adds a view and forgets to say who may use it has it closed to strangers.
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["liora.api.envelope.EnvelopeRenderer"],
    "DEFAULT_PARSER_CLASSES": ["liora.api.bodies.StrictJSONParser"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "liora.api.envelope.OneFormat",
    "DEFAULT_SCHEMA_CLASS": "liora.api.schema.EnvelopeSchema",
    "EXCEPTION_HANDLER": "liora.api.handler.handle",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}

# Whoever tests the whole API at once may count nothing, on a developer's machine alone.
RATELIMIT_ENABLE = env.bool("RATELIMIT_ENABLE", default=True) or not DEVELOPMENT

SIMPLE_JWT = {
    "ALGORITHM": "HS256",
    "SIGNING_KEY": JWT_SECRETS[0] if JWT_SECRETS else "",
    "ACCESS_TOKEN_LIFETIME": timedelta(minutes=10),
    "REFRESH_TOKEN_LIFETIME": timedelta(days=14),
    # Clocks of phones and servers differ by seconds; RFC 7519 §4.1.4 allows for it.
    "LEEWAY": 30,
    "ISSUER": "liora",
    "AUDIENCE": "liora-api",
    "USER_ID_CLAIM": "usuario_id",
}

API_DESCRIPTION = """Todo lo que hace el dueño de un negocio, por API.

Cada respuesta es `{"ok", "data" | "error", "meta"}`. Un error trae un `code` que no cambia, una
frase que dice qué hacer y, si hay datos para corregir, una entrada por campo en `fields`. Lo que es
de otro negocio contesta igual que lo que no existe.

Empezá por `POST /auth/login` y mandá el token de acceso, que dura diez minutos, en
`Authorization: Bearer …`. El de renovación sirve una sola vez: usarlo dos veces cierra la sesión.

Las listas van de a `limit` filas; `meta.next` es el `cursor` de la página siguiente. Al crear algo,
`Idempotency-Key` permite repetir el pedido sin repetir el efecto. `X-RateLimit-*` dice cuánto queda
del plan por minuto.
"""

SPECTACULAR_SETTINGS = {
    "TITLE": "Liora",
    "VERSION": "1",
    "DESCRIPTION": API_DESCRIPTION,
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "ENFORCE_NON_BLANK_FIELDS": True,
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": ENUM_NAMES,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "liora.api.schema.add_components",
    ],
}

CORS_URLS_REGEX = r"^/api/"
CORS_ALLOW_ALL_ORIGINS = "*" in ALLOWED_ORIGINS
CORS_ALLOWED_ORIGINS = [origin for origin in ALLOWED_ORIGINS if origin != "*"]
CORS_ALLOW_HEADERS = [
    "accept",
    "authorization",
    "content-type",
    "idempotency-key",
    "x-client-id",
    "x-request-id",
]
CORS_EXPOSE_HEADERS = [
    "content-disposition",
    "idempotent-replayed",
    "retry-after",
    "x-ratelimit-limit",
    "x-ratelimit-remaining",
    "x-ratelimit-reset",
    "x-ratelimit-warning",
    "x-request-id",
]

# Well below the time for which a worker holds a letter (accounts/postman.py).
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "Liora <liora@localhost>")

LANGUAGE_CODE = "es"
LANGUAGES = [("es", "Español"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = env.text("TIME_ZONE", "America/Argentina/Cordoba")
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
WHITENOISE_USE_FINDERS = DEVELOPMENT
WHITENOISE_AUTOREFRESH = DEVELOPMENT
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEVELOPMENT
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

if not DEVELOPMENT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    # The container's own health check speaks plain HTTP from inside.
    SECURE_REDIRECT_EXEMPT = [r"^health$", r"^ready$"]
    SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", default=31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]

# The file, if one is named, is turned over by size, so logs never fill the disk. With either number
# at 0 Python would let it grow for ever.
LOG_FILE = env.text("LOG_FILE")
LOG_FILE_MAX_MB = max(1, env.int("LOG_FILE_MAX_MB", default=50))
LOG_FILES_KEPT = max(1, env.int("LOG_FILES_KEPT", default=5))
LOG_HANDLERS = {"console": {"class": "logging.StreamHandler", "formatter": "line"}} | (
    {
        "file": {
            "class": "logging.handlers.RotatingFileHandler",
            "filename": LOG_FILE,
            "maxBytes": LOG_FILE_MAX_MB * 1024 * 1024,
            "backupCount": LOG_FILES_KEPT,
            "encoding": "utf-8",
            "delay": True,
            "formatter": "line",
        }
    }
    if LOG_FILE
    else {}
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": f"liora.ops.log_lines.{'PlainLines' if DEVELOPMENT else 'JsonLines'}"}
    },
    "handlers": LOG_HANDLERS,
    # A refused request is counted where it is refused; a line for each would let anybody fill the
    # disk. Errors of ours are still told.
    "loggers": {
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
    "root": {"handlers": list(LOG_HANDLERS), "level": env.text("LOG_LEVEL", "INFO")},
}
