from tenants.models import Cliente


def register_cliente(*, slug: str, name: str, plan: str = Cliente.Plan.FREE) -> Cliente:
    """Return the Cliente with this slug, created now if there is none.

    Raises ValidationError for a slug or plan that is not one.
    """
    existing = Cliente.objects.filter(slug=slug).first()
    if existing:
        return existing
    cliente = Cliente(slug=slug, name=name, plan=plan)
    cliente.full_clean()
    cliente.save()
    return cliente
