"""Materials that do harm in a bin: each one has a place that takes it."""

from django.utils.translation import gettext_lazy as _

from skills.reciclaje.material import Material, names
from skills.reciclaje.streams import DEALER, ELECTRONIC, OIL, PHARMACY, SPECIAL

ENERGY = (
    Material(
        _("Pilas"),
        names(
            "pilas|pila|pilas usadas|pilas alcalinas|pilas boton|pilas recargables|pilas viejas"
            "|pila boton|pilas aa|pilas triple a"
        ),
        SPECIAL,
        _(
            "Juntalas secas en un frasco o botella de plástico, con cinta en los polos de las de"
            " litio."
        ),
        _("No las quemes, no las abras ni las dejes al alcance de los chicos."),
    ),
    Material(
        _("Baterías de celular y notebook"),
        names(
            "bateria|baterias|bateria de celular|bateria de litio|power bank|cargador portatil"
            "|bateria de notebook|bateria de laptop|bateria hinchada|vape|vaper|vapeador"
        ),
        ELECTRONIC,
        _("Tapá los contactos con cinta y llevala entera."),
        _("Hinchada o golpeada puede prenderse fuego: no la perfores ni la cargues."),
    ),
    Material(
        _("Batería de auto"),
        names(
            "bateria de auto|bateria de coche|bateria de moto|acumulador|bateria de carro"
            "|bateria del carro|bateria del auto"
        ),
        DEALER,
        _("Llevala parada y sin golpes: la reciben al comprar la nueva."),
        _("Tiene plomo y ácido: no la vuelques ni la abras."),
    ),
    Material(
        _("Lamparitas, focos y tubos"),
        names(
            "lamparita|lamparitas|foco|focos|bombillo|bombillos|bombilla|ampolleta|ampolletas"
            "|tubo fluorescente|lampara de bajo consumo|lampara|led|foco led|lampara led|bombita"
            "|tubos fluorescentes|tubo de luz|bombilla electrica|foco quemado|foco ahorrador"
        ),
        SPECIAL,
        _("Enteras y envueltas en la caja o en papel. Las led van a electrónicos."),
        _("Los tubos y las de bajo consumo tienen mercurio: si se rompen, ventilá y no aspires."),
    ),
)

DEVICES = (
    Material(
        _("Celulares"),
        names(
            "celular|celulares|telefono|telefonos|movil|celu|smartphone|tablet|tableta|cel"
            "|celular viejo|telefono viejo"
        ),
        ELECTRONIC,
        _("Borrá tus datos, sacá el chip y la memoria."),
        _("No separes la batería si está pegada."),
    ),
    Material(
        _("Computadoras y electrónicos"),
        names(
            "computadora|computadoras|notebook|laptop|monitor|televisor|tele|tv|teclado|mouse"
            "|impresora|electronico|electronicos|consola|ordenador|raee|cargador|cargadores"
            "|auriculares|audifonos|control remoto|radio|parlante|router|aparatos electronicos"
            "|pantalla|camara"
        ),
        ELECTRONIC,
        _("Enteros y con sus cables; borrá los discos antes."),
        _("No los desarmes: tienen metales pesados."),
    ),
    Material(
        _("Electrodomésticos"),
        names(
            "electrodomestico|electrodomesticos|heladera|refrigerador|nevera|lavarropas|lavadora"
            "|microondas|licuadora|plancha|ventilador|aire acondicionado|refri|estufa"
            "|pava electrica|tostadora|batidora"
        ),
        ELECTRONIC,
        _("Vacíos y secos; muchas tiendas retiran el viejo cuando entregan el nuevo."),
        _("Heladeras y aires tienen gases: que no se corten los caños."),
    ),
    Material(
        _("Cartuchos y tóner"),
        names(
            "cartucho|cartuchos|toner|cartucho de tinta|tinta de impresora|cartuchos de impresora"
        ),
        DEALER,
        _("En su bolsa o caja; varias marcas y recargadores los reciben."),
        _("El polvo del tóner irrita: no lo sacudas."),
    ),
    Material(
        _("CD, DVD y casetes"),
        names("cd|cds|dvd|dvds|casete|cassette|vhs|disco|discos|diskette|pendrive|usb"),
        ELECTRONIC,
        _("Juntalos aparte de sus cajas: la caja es plástico."),
        _("Rayalos si tienen datos personales."),
    ),
)

CHEMICALS = (
    Material(
        _("Aceite de cocina usado"),
        names(
            "aceite usado|aceite|aceite de cocina|aceite vegetal|aceite de fritura|aceite quemado"
            "|aceite de freir|grasa|aceite viejo|manteca usada"
        ),
        OIL,
        _("Dejalo enfriar, colalo y guardalo en una botella de plástico bien cerrada."),
        _("Nunca por la pileta: un litro arruina miles de litros de agua."),
    ),
    Material(
        _("Aceite de auto"),
        names(
            "aceite de auto|aceite de motor|aceite de carro|aceite de coche|lubricante"
            "|filtro de aceite|aceite de moto|liquido de frenos|anticongelante"
        ),
        DEALER,
        _("En su bidón, bien cerrado: lo reciben lubricentros y estaciones de servicio."),
        _("No lo mezcles con aceite de cocina ni lo vuelques."),
    ),
    Material(
        _("Medicamentos"),
        names(
            "medicamento|medicamentos|remedio|remedios|pastillas|jarabe|medicina|medicinas"
            "|blister|medicamentos vencidos|remedios vencidos|antibioticos|pastillas vencidas"
            "|comprimidos|vitaminas|pomada"
        ),
        PHARMACY,
        _("En su blíster o frasco; la caja y el prospecto van con el papel."),
        _("No los tires al inodoro ni a la basura, y no los regales."),
    ),
    Material(
        _("Jeringas y agujas"),
        names(
            "jeringa|jeringas|aguja|agujas|lancetas|insulina|cortopunzantes|lapicera de insulina"
            "|bisturi"
        ),
        PHARMACY,
        _("Dentro de una botella de plástico rígido, cerrada y con un cartel."),
        _("No tapes la aguja con la mano ni la pongas suelta en una bolsa."),
    ),
    Material(
        _("Termómetros y mercurio"),
        names("termometro|termometros|mercurio|termometro de mercurio|tensiometro"),
        SPECIAL,
        _("Entero y en un frasco cerrado."),
        _("Si se rompió, ventilá, no lo aspires ni lo toques con la mano."),
    ),
    Material(
        _("Pinturas y solventes"),
        names(
            "pintura|pinturas|solvente|aguarras|thinner|barniz|esmalte|lata de pintura|diluyente"
            "|pegamento|acetona|esmalte de unas|tintura"
        ),
        SPECIAL,
        _("Bien cerradas en su lata. Seca del todo, la lata vacía va con los metales."),
        _("Nunca por el desagüe; guardalas lejos del calor."),
    ),
    Material(
        _("Venenos, insecticidas y agroquímicos"),
        names(
            "veneno|insecticida|raticida|agroquimico|herbicida|pesticida|plaguicida|matayuyos"
            "|fertilizante|quimicos|productos quimicos|cloro|lavandina|acido|soda caustica|raid"
        ),
        SPECIAL,
        _("En su envase original, cerrado y con la etiqueta."),
        _("No los mezcles ni reutilices el envase."),
    ),
    Material(
        _("Matafuegos y garrafas"),
        names(
            "matafuego|matafuegos|extintor|extintores|garrafa de gas|cilindro de gas|balon de gas"
            "|tanque de gas|encendedor|encendedores|yesquero|pirotecnia|cohetes"
        ),
        DEALER,
        _("Los cilindros se devuelven a quien los recarga; los encendedores, vacíos, a la basura."),
        _("Con presión o gas nunca van al camión de basura."),
    ),
    Material(
        _("Radiografías"),
        names("radiografia|radiografias|placas|placa de rayos x|placas radiograficas|tomografia"),
        SPECIAL,
        _("Sin el sobre: varios hospitales y puntos limpios las juntan por la plata que tienen."),
        _("Tapá o cortá tus datos antes de entregarlas."),
    ),
)

HAZARDOUS = (*ENERGY, *DEVICES, *CHEMICALS)
