"""What the search of a version needs beside its rows, made once when they are stored."""

from django_scopes import scope

from catalog.models import CatalogSnapshot, CatalogVocabulary
from catalog.vocabulary import counted, words_of


def index_version(snapshot: CatalogSnapshot) -> None:
    """Keep the version's vocabulary, against which misspelt words are read.

    Call it after the rows are stored and before the version is sold from; again, it writes anew.
    About 4 s for a million rows. The index of the words is the database's own and fills itself.
    """
    with scope(cliente=snapshot.cliente_id):
        CatalogVocabulary.objects.update_or_create(
            snapshot=snapshot,
            cliente_id=snapshot.cliente_id,
            defaults={"words": counted(words_of(snapshot.pk))},
        )
