#!/bin/sh
# Publica un catálogo firmado con el secreto de publicación del negocio.
#
#   export LIORA_URL=https://liora.example LIORA_CLIENTE=mi-tienda LIORA_SECRETO=lps_…
#   sh publicar.sh catalogo.csv                  # CSV o JSON por líneas, solo o con gzip
#   sh publicar.sh catalogo.csv "version=7"      # falla si la próxima versión no es la 7
#   sh publicar.sh catalogo.csv "liberar=true"   # no la retiene, cambie lo que cambie
set -eu

archivo=$1
opciones=${2:-}
hora=$(date +%s)
case "$opciones" in
    *liberar=true* | *liberar=1*) antes="$hora.liberar." ;;
    *) antes="$hora." ;;
esac
firma=$({ printf %s "$antes"; cat "$archivo"; } |
    openssl dgst -sha256 -hmac "$LIORA_SECRETO" -r | cut -d ' ' -f 1)

# -T lee el archivo de a poco, así que puede pesar lo que sea.
curl --silent --show-error --fail-with-body -X POST -T "$archivo" \
    -H "Content-Type: application/octet-stream" \
    -H "X-Liora-Timestamp: $hora" \
    -H "X-Liora-Signature: sha256=$firma" \
    "$LIORA_URL/api/v1/clientes/$LIORA_CLIENTE/catalog/publish?$opciones"
