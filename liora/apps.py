from django.apps import AppConfig


class LioraConfig(AppConfig):
    name = "liora"
    verbose_name = "Liora"
