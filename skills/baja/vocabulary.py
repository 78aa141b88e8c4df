"""The words in which people ask to be left alone, as parts of patterns.

They are matched against `Line.text`, where "manden", "denme" and their like read MOSTRAR.
"""


def any_of(text: str) -> str:
    """Return a group of the alternatives that `text` lists between blanks."""
    return f"(?:{'|'.join(text.split())})"


SMALL = any_of(
    """
    mas otra vez sus su los las el la lo de del este esta estos estas tu tus mi por en y ni sin
    """
)
THINGS = any_of(
    """
    mensaj(?:es?|itos?) msjs? messages? mensagens mensages? sms publicidad(?:es)? publi propaganda
    promos? promocion(?:es)? notificacion(?:es)? ofertas? spam avisos? newsletter boletin(?:es)?
    comunicacion(?:es)? whatsapps? wasaps? wpp novedades campañas? cosas?
    """
)
FROM = any_of(
    """
    listas? base datos numero servicio grupo canal sistema esto este esta aca aqui ahi ustedes
    contactos? difusion envios? suscriptores suscripcion
    """
)
# Who asks, however politely, before saying what for.
POLITE = any_of(
    """
    QUERER NECESITAR solicito solicitar pido pedir pedirles deseo prefiero gustaria me nos se te
    les le que pueden podrian podes puedes puede podria hagan hacer hago como voy a si ya por fa
    favor AYUDAR decidi urgente inmediatamente solo please volver para
    """
)
ASKING = f"(?:{POLITE} )*"
AT_ONCE = f"(?: {any_of('ya ahora urgente inmediatamente hoy mismo gracias por favor please')})*"
# At most a few words about messages, and no other matter.
MESSAGES = f"(?: (?:{SMALL}|{THINGS}|nada|{FROM}))*"
NEVER = f"(?: {any_of('mas nunca jamas nada otra vez de nuevo nuevamente')})*"

LEAVE = (
    r"(?:des|de)(?:us|in|sus|ins|u|subs|sub|s)?s?cr?i?[bv]?"
    r"(?:ir|irme|irse|irnos|i|ime|iban|ibanme|ibame|anme|ame|pcion|o)"
    r"|desafiliar(?:me)?|desapuntar(?:me)?|desanotar(?:me)?"
)
SUBSCRIPTION = r"su[bs]?s?crip[cs]i?[cs]?ion"
WRITE = any_of(
    """
    escri[bv](?:an|as|a|ir|irme|irnos|ime|iendo|iendome|ame|anme)
    mand(?:en|es|e|enme|ando|andome) envi(?:en|es|os|e|ar|arme|ando|andome|enme) MOSTRAR
    molest(?:en|es|e|ar|arme|ando|andome|eis) jod(?:an|as|er) contacte[ns]? HABLAR
    llam(?:en|es|e|ar|arme) spame(?:ar|en) llenar(?:me)?
    """
)
ME_OUT = any_of("saquenme sacame borrenme borrame quitenme quitame eliminenme eliminame removeme")
OUT = any_of(
    """
    saqueme sacarme borreme borrarme quiteme quitarme elimineme eliminarme removerme remuevanme
    salir salirme sacar quitar borrar TIRAR remover saquen quiten borren eliminen borra elimina
    """
)
STOP = any_of(
    """
    stop cancelar cancelen cancelo detener detengan parar paren frenen suspender suspendan corten
    desactivar desactiven
    """
)
ADS = f"(?:{any_of('la las los mas sus')} )*" + any_of(
    "promos? promocion(?:es)? promotions? publicidad ofertas? marketing"
)
AGAIN = r"(?: (?:de nuevo|otra vez|nuevamente|aca|aqui))*"
