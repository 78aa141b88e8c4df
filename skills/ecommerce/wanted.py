"""Telling what someone looks for from the words around it.

"un regalo para mi mamá, menos de 20 mil" asks for "regalo"; "unas zapatillas para correr, baratas"
asks for "zapatillas para correr": a purpose names the thing, a recipient does not.
"""

import re

from skills.routes import Span
from skills.spelling import LEMMA_OF
from skills.wording import Line
from skills.wordset import word_set

ARTICLES = word_set(
    """
    el la los las lo un una unos unas uno al del mi mis tu tus su sus este esta estos estas ese
    esa esos esas aquel aquella algun alguna algunos algunas algo cualquier
    """
)
BEFORE_THE_THING = ARTICLES | word_set(
    """
    de a en por para sobre acerca si y o que otro otra otros otras mas todo toda todos todas
    tipo tipos poco solo tambien igual aun todavia ustedes ud usted aca aqui ahi por casualidad
    disponible disponibles stock VER COMPRAR TENER VENDER HABER QUERER NECESITAR BUSCAR MOSTRAR
    regalar llevar conseguir pedir encargar consultar averiguar preguntar cotizar me nos le les
    modelos modelo variedad marca producto productos foto fotos
    """
)
AFTER_THE_THING = ARTICLES | word_set(
    """
    de a en por para con y o e si no ya hoy ahora aca aqui ahi alla urgente tambien nomas barato
    barata baratos baratas baratito economico economica economicos economicas lindo linda lindos
    lindas bonito bonita bonitos bonitas bueno buena buenos buenas rico rica ricos ricas copado
    disponible disponibles stock oferta promocion promo venta existencia existencias actualmente
    TENER HABER VENDER QUEDAR BUSCAR que me todavia aun ustedes tienda siquiera hijo local cada
    online pesos dolares soles casualidad chevere bacan bacano manana che entonces verdad cierto
    """
)
# From one of these on, the sentence speaks of something else.
TURNS = word_set(
    """
    desde pero porque aunque cuando cuanto cuantos cuantas donde como hasta maximo urge menos entre
    gracias mientras tengo soy es son
    """
)
THEN_A_QUESTION = word_set("me te si lo la los las que a no")
NOT_A_THING = word_set(
    """
    mucho mucha bien mal nada nadie alguien hora horas razon miedo hambre frio sueno vos ti
    usted eso esto ese esa este esta aquello todo mas menos asi problema problemas duda dudas
    suerte idea tiempo ganas novio novia hijos hijo edad anos miedo pena rato minuto momento
    segundo cuidado gracias favor respuesta solucion harto harta loco loca podrido cansado
    aburrido ayuda informacion consulta pregunta conmigo contigo
    """
)
ENDINGS = r"(?:me|te|se|lo|la|le|nos|los|las|les)?"
INFINITIVE = re.compile(rf"[a-z]{{2,}}[ai]r{ENDINGS}")
INFINITIVES_IN_ER = re.compile(
    r"(?:com|beb|le|hac|sab|ten|pod|quer|v|cre|corr|aprend|vend|conoc|s|volv|mov|entend|respond"
    r"|perd|devolv|resolv|pon|tra|ca|nac|crec|proteg|recog|escog|romp|cos|tej|met|deb|ofrec)er"
    + ENDINGS
)
NOUNS_LIKE_INFINITIVES = word_set(
    """
    collar celular azucar calamar hogar nectar caviar bazar jaguar dolar altar fular pilar radar
    kefir elixir souvenir fular sugar lunar militar escolar par similar polar
    """
)
NUMBER_WORDS = word_set("dos tres cuatro cinco seis siete ocho nueve diez docena")


def wanted(line: Line, span: Span) -> str | None:
    """Return the thing asked for, as typed; None if there is none or it is nothing one buys."""
    start = _first(line, span)
    end = _last(line, Span(start, _turn(line, Span(start, span.end))))
    if start >= end or _is_no_thing(line, Span(start, end), bare=start == span.start):
        return None
    return line.phrase(start, end)


def _first(line: Line, span: Span) -> int:
    start = span.start
    while start < span.end and _leads(line, start, span.end):
        start += 1
    return start


def _leads(line: Line, at: int, end: int) -> bool:
    word = line.words[at]
    if word[0].isdigit() or word in NUMBER_WORDS:
        return at + 1 < end and line.words[at + 1].endswith("s")
    return word in BEFORE_THE_THING


def _turn(line: Line, span: Span) -> int:
    """Return where the line turns to something else: price, recipient, another question."""
    for at in range(span.start + 1, span.end):
        following = line.words[at + 1] if at + 1 < span.end else ""
        if at in line.clauses or _turns(line.words[at], following):
            return at
    return span.end


def _turns(word: str, following: str) -> bool:
    if word == "para":
        return following in ARTICLES or following in ("cuando", "que", "regalar", "regalo", "hoy")
    if word in ("y", "o"):
        return following in THEN_A_QUESTION or following.isupper() or following in TURNS
    if word == "mas":
        return following == "de"
    if word in ("de", "a", "por", "en"):
        return following in TURNS or following.isdigit()
    return word in TURNS or (word == "que" and following != "")


def _last(line: Line, span: Span) -> int:
    end = span.end
    while end > span.start and line.words[end - 1] in AFTER_THE_THING:
        end -= 1
    return end


def _is_no_thing(line: Line, span: Span, *, bare: bool) -> bool:
    word = line.words[span.start]
    if word in NOT_A_THING or all(w[0].isdigit() for w in line.words[span.start : span.end]):
        return True
    return bare and _is_an_infinitive(word, line.said[span.start])


def _is_an_infinitive(word: str, said: str) -> bool:
    if word in NOUNS_LIKE_INFINITIVES:
        return False
    form = said if word in LEMMA_OF.values() else word
    return bool(INFINITIVE.fullmatch(form) or INFINITIVES_IN_ER.fullmatch(form))
