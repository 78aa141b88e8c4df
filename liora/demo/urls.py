from django.urls import path

from liora.demo import shop

app_name = "demo"
urlpatterns = [
    path("tienda-demo/", shop.shop, name="shop"),
    path("tienda-demo/imagenes/<str:sku>.jpg", shop.picture, name="picture"),
    path("tienda-demo/<str:sku>", shop.product, name="product"),
]
