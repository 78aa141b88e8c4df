"""Materials that are composted, given away, taken to a tip, or simply thrown away."""

from django.utils.translation import gettext_lazy as _

from skills.reciclaje.material import Material, names
from skills.reciclaje.streams import ORGANIC, REST, RUBBLE, TEXTILE

ORGANICS = (
    Material(
        _("Restos de frutas y verduras"),
        names(
            "restos de comida|organicos|organico|cascaras|cascara|fruta|verdura|cascara de huevo"
            "|restos de verdura|frutas|verduras|cascara de banana|cascara de platano|sobras"
            "|comida|residuos organicos|pan|basura organica|sobras de comida"
        ),
        ORGANIC,
        _("Picados y mezclados con hojas secas hacen buen compost."),
        _("Carne, lácteos y grasa no van en una compostera casera: atraen animales."),
    ),
    Material(
        _("Yerba, café y té"),
        names(
            "yerba usada|yerba|borra de cafe|cafe|saquito de te|hojas de te|filtro de cafe"
            "|saquitos de te|restos de cafe|bolsita de te|yerba del mate|cuncho de cafe"
        ),
        ORGANIC,
        _("Directo al compost o a la tierra de las plantas, bien escurridos."),
        _("Sacá el ganchito de metal y la etiqueta del saquito."),
    ),
    Material(
        _("Hojas, pasto y ramas"),
        names(
            "hojas secas|pasto|ramas|poda|cesped|restos de poda|jardin|flores|plantas|yuyos|grama"
            "|zacate|aserrin"
        ),
        ORGANIC,
        _("Las hojas secas van al compost; la poda grande, en el día de recolección de ramas."),
        _("No se queman: es peligroso y contamina."),
    ),
    Material(
        _("Corchos"),
        names("corcho|corchos|tapon de corcho"),
        ORGANIC,
        _("El corcho natural se composta en trocitos o se reutiliza."),
        _("Los de plástico van con los plásticos."),
    ),
    Material(
        _("Cenizas y carbón"),
        names("ceniza|cenizas|carbon|ceniza de asado|brasas"),
        REST,
        _("Frías y en bolsa cerrada. Un puñado de ceniza de leña sirve en el compost."),
        _("Tibias prenden fuego la bolsa: esperá un día."),
    ),
)

RESTS = (
    Material(
        _("Pañales y productos de higiene"),
        names(
            "panales|panal|toallitas|toallitas humedas|toalla higienica|tampon|tampones|hisopos"
            "|algodon|cotonetes|apositos|toallas femeninas|toallas sanitarias|hilo dental|hisopo"
            "|preservativo|condon|curitas|toallita femenina"
        ),
        REST,
        _("Bien cerrados en una bolsa."),
        _("Nunca al inodoro."),
    ),
    Material(
        _("Colillas de cigarrillo"),
        names(
            "colilla|colillas|cigarrillo|puchos|pucho|filtro de cigarrillo|cigarro|chicle|chicles"
        ),
        REST,
        _("Apagadas y en la basura; algunas ciudades tienen colilleros especiales."),
        _("Una sola contamina muchos litros de agua: nunca al suelo ni a la alcantarilla."),
    ),
    Material(
        _("Barbijos y guantes descartables"),
        names(
            "barbijo|barbijos|mascarilla|tapaboca|tapabocas|cubrebocas|guantes"
            "|guantes descartables|guantes de latex"
        ),
        REST,
        _("En bolsa cerrada, con las tiras cortadas para que no se enreden animales."),
        _("No van con los reciclables aunque tengan plástico."),
    ),
    Material(
        _("Cepillos, esponjas y afeitadoras"),
        names(
            "cepillo de dientes|esponja|maquina de afeitar|rasuradora|afeitadora|hoja de afeitar"
            "|cepillo|esponja de cocina|lapicera|birome|boligrafo|lapicero|marcador"
        ),
        REST,
        _("A la basura; los cepillos sirven antes para limpiar rincones."),
        _("Las hojas de afeitar, dentro de un envase rígido y cerrado."),
    ),
    Material(
        _("Tierra de barrer y pelo"),
        names(
            "tierra de barrer|pelo|polvo|pelusa|arena de gato|piedras sanitarias"
            "|piedritas de gato|caca de perro|heces|excremento"
        ),
        REST,
        _("En bolsa cerrada, a la basura."),
        _("Las heces de mascotas no van al compost de la huerta."),
    ),
)

GIVEN_AWAY = (
    Material(
        _("Ropa y telas"),
        names(
            "ropa|ropa vieja|tela|telas|remera vieja|jean|pantalon|sabanas|toallas|trapo|trapos"
            "|retazos|ropa usada|cortinas|frazada|medias viejas|calcetines|manta"
        ),
        TEXTILE,
        _("Lavada y seca. Rota también sirve: se hacen trapos y relleno."),
        _("Mojada o con hongos arruina todo lo demás."),
    ),
    Material(
        _("Zapatos y carteras"),
        names(
            "zapatos|zapatillas|calzado|tenis|cartera|mochila vieja|bolso|zapatillas viejas|botas"
            "|sandalias|ojotas|chanclas"
        ),
        TEXTILE,
        _("Atados de a pares y limpios."),
        _("Si están muy rotos, preguntá: algunas marcas reciben la suela para pisos."),
    ),
    Material(
        _("Juguetes"),
        names("juguete|juguetes|muneca|peluche|peluches|pelota|juegos"),
        TEXTILE,
        _("Limpios y completos, a donación."),
        _("Sacales las pilas; si son electrónicos y no andan, van a RAEE."),
    ),
    Material(
        _("Anteojos"),
        names("anteojos|lentes|gafas|marcos de anteojos|lentes de contacto"),
        TEXTILE,
        _("Muchas ópticas los juntan para darlos a quien los necesita."),
        _("Los lentes de contacto van a la basura, nunca al inodoro."),
    ),
    Material(
        _("Muebles y colchones"),
        names(
            "mueble|muebles|colchon|colchones|sillon|silla|mesa|sofa|sillon viejo|cama|ropero"
            "|placard|madera|maderas|pallet|tarima"
        ),
        RUBBLE,
        _("Si sirven, regalalos; si no, pedí la recolección de voluminosos de tu municipio."),
        _("Dejarlos en la vereda sin turno suele tener multa."),
    ),
    Material(
        _("Escombros"),
        names(
            "escombro|escombros|ladrillos|cemento|restos de obra|cascote|cascotes|azulejos|tejas"
            "|inodoro|yeso|durlock|arena"
        ),
        RUBBLE,
        _("En bolsas resistentes, sin mezclar con basura."),
        _("El fibrocemento viejo puede tener amianto: no lo rompas y consultá al municipio."),
    ),
    Material(
        _("Neumáticos"),
        names(
            "neumatico|neumaticos|llanta|llantas|cubierta|cubiertas|goma de auto|caucho|cauchos"
            "|cubierta vieja|ruedas"
        ),
        RUBBLE,
        _("Dejalos en la gomería donde los cambiás o llevalos al punto limpio."),
        _("Con agua adentro crían mosquitos del dengue; quemarlos es tóxico."),
    ),
)

HOUSEHOLD = (*ORGANICS, *RESTS, *GIVEN_AWAY)
