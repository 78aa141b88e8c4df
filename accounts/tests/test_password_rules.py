import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accounts.models import Usuario

ANA = Usuario(email="ana.gomez@tienda.com", nombre="Ana Gómez Riquelme")


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("corta-clave", "password_too_short"),
        ("123412341234", "password_entirely_numeric"),
        ("q1w2e3r4t5y6", "password_too_common"),
        ("ana.gomez@tienda.com", "password_too_similar"),
        ("gómez riquelme", "password_too_similar"),
        ("x1" * 513, "password_too_long"),
        ("con un nulo \0 adentro", "password_unusable"),
        ("media letra \ud800 suelta", "password_unusable"),
    ],
)
def test_a_bad_one_is_refused(password: str, code: str):
    with pytest.raises(ValidationError) as refused:
        validate_password(password, ANA)
    assert code in [error.code for error in refused.value.error_list]


@pytest.mark.parametrize(
    "password", ["tres mates fríos", "日本語の長い合言葉ですよねえ", "🧉" * 12, "b7" * 512]
)
def test_a_good_one_is_taken(password: str):
    validate_password(password, ANA)
