import factory

from tenants.models import Cliente


class ClienteFactory(factory.django.DjangoModelFactory[Cliente]):
    class Meta:
        model = Cliente

    slug = factory.Sequence(lambda number: f"cliente-{number}")
    name = factory.Sequence(lambda number: f"Almacén {number}")
