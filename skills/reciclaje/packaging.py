"""Materials most homes put in the recycling bin: plastics, paper, glass, metal, cartons."""

from django.utils.translation import gettext_lazy as _

from skills.reciclaje.material import Material, names
from skills.reciclaje.streams import CARTON, GLASS, METAL, PAPER, PLASTIC, REST

PLASTICS = (
    Material(
        _("Botella PET"),
        names(
            "botella pet|pet|botella de plastico|botella plastica|botella|envase pet"
            "|bidon de agua|botella de gaseosa|botella de refresco|botella de agua"
            "|envase de gaseosa|garrafa"
        ),
        PLASTIC,
        _("Vaciala, enjuagala y aplastala. La tapita puede ir puesta o juntarse aparte."),
        _("Si tuvo aceite, nafta o veneno, no va con los reciclables."),
    ),
    Material(
        _("Tapitas plásticas"),
        names(
            "tapitas|tapa de plastico|tapas plasticas|tapa|tapon|tapita de botella"
            "|chapitas plasticas"
        ),
        PLASTIC,
        _("Juntalas limpias en un frasco o botella."),
        _("Separá las de metal: van con los metales."),
    ),
    Material(
        _("Envases de limpieza y champú"),
        names(
            "envase de limpieza|envase de shampoo|botella de shampoo|envase de detergente"
            "|botella de lavandina|bidon|bidones|envase de champu|envase de cloro"
            "|envase de suavizante|botella de detergente|envase"
        ),
        PLASTIC,
        _("Enjuagalos bien y sacales el gatillo o la bomba si tiene resorte de metal."),
        _("Los de insecticidas o solventes van a un punto de residuos especiales."),
    ),
    Material(
        _("Bolsa de plástico"),
        names(
            "bolsa de plastico|bolsa plastica|bolsa|bolsa de nylon|nylon|film"
            "|bolsa de supermercado|funda plastica|bolsita|papel film|plastico de burbujas|sachet"
            "|bolsa de leche|sachet de leche"
        ),
        PLASTIC,
        _("Limpia y seca; juntá muchas dentro de una sola para que no vuelen."),
        _("En muchas ciudades el plástico fino no se acepta: preguntá antes o reutilizala."),
    ),
    Material(
        _("Potes y bandejas de plástico"),
        names(
            "pote|potes de yogur|pote de yogurt|vaso de yogur|envase de yogur|bandeja de plastico"
            "|tupper|pote de helado|taper|bandeja plastica|pote de crema|balde|balde de plastico"
            "|envase de plastico|recipiente de plastico|plastico|plasticos|plastico duro"
            "|envase plastico"
        ),
        PLASTIC,
        _("Sacales los restos, enjuagalos y apilalos."),
        _("Mirá el triángulo: 1, 2 y 5 se reciclan casi siempre; 3 y 7, casi nunca."),
    ),
    Material(
        _("Telgopor (poliestireno expandido)"),
        names(
            "telgopor|unicel|tecnopor|icopor|poliestireno|plumavit|anime|isopor|espuma plast"
            "|durapax|estereofon|aislapol|bandeja de telgopor|bandeja de unicel|vaso de unicel"
        ),
        REST,
        _("Si está limpio, guardalo para embalar; si tiene comida, va a la basura."),
        _("Muy pocas plantas lo reciben: preguntá en tu punto limpio antes de llevarlo."),
    ),
    Material(
        _("Vasos, platos y cubiertos descartables"),
        names(
            "vaso descartable|vaso desechable|plato descartable|plato desechable"
            "|cubiertos descartables|cubiertos de plastico|sorbete|popote|pajita|pitillo"
            "|bombilla de plastico|vaso de plastico|plato de plastico|descartables|desechables"
            "|carrizo|cubiertos desechables"
        ),
        REST,
        _("Reutilizalos mientras aguanten; al final van a la basura común."),
        _("Son livianos y sucios: casi ninguna planta los recicla. Lo mejor es evitarlos."),
    ),
    Material(
        _("Envoltorios de golosinas y snacks"),
        names(
            "envoltorio|paquete de papas|bolsa de papas fritas|paquete de galletitas|envoltura"
            "|papel de golosina|papel metalizado|paquete de fideos|empaque|paquete de arroz"
            "|celofan|envoltura de galletas|papel de regalo metalizado|empaque de snack"
        ),
        REST,
        _("Rellenar una botella con ellos («botella de amor» o ecoladrillo) es la mejor salida."),
        _("Mezclan plástico y aluminio: sueltos no se reciclan."),
    ),
)

PAPERS = (
    Material(
        _("Papel"),
        names(
            "papel|hojas|hoja|cuaderno|diario|periodico|revista|papel blanco|papel de oficina"
            "|sobre de papel|sobres de papel|folleto|fotocopia|papel de diario|libro|libros"
            "|carpeta|papel periodico"
        ),
        PAPER,
        _("Seco y limpio, sin ganchos ni espirales. No hace falta romperlo."),
        _("El papel sucio, plastificado, carbónico o térmico (tickets) no se recicla."),
    ),
    Material(
        _("Cartón"),
        names(
            "carton|caja de carton|caja|cajas|caja de zapatos|carton corrugado|caja de huevos"
            "|maple|maple de huevos|caja de cereal|cartulina|caja de medicamentos|tubo de carton"
            "|rollo de carton"
        ),
        PAPER,
        _("Desarmá las cajas, sacales la cinta y plegalas."),
        _("Si está mojado o engrasado, va con los orgánicos o a la basura."),
    ),
    Material(
        _("Caja de pizza"),
        names("caja de pizza|caja de empanadas|carton con grasa|caja engrasada|carton sucio"),
        PAPER,
        _("Cortá la tapa limpia y reciclala; la parte con grasa va al compost o a la basura."),
        _("La grasa arruina el papel reciclado."),
    ),
    Material(
        _("Servilletas y papel de cocina"),
        names(
            "servilletas|servilleta|papel de cocina|papel higienico|panuelo de papel|panuelos"
            "|papel absorbente|rollo de cocina|kleenex|papel sucio|toalla de papel|confort"
            "|papel tissue"
        ),
        REST,
        _("Las servilletas con comida pueden ir al compost; el resto, a la basura."),
        _("Nunca al inodoro: tapan los desagües."),
    ),
    Material(
        _("Tickets y papel térmico"),
        names(
            "ticket|tickets|boleta|papel termico|recibo|factura termica|comprobante|voucher"
            "|papel de fax|papel carbonico|papel plastificado|papel encerado|papel manteca"
        ),
        REST,
        _("A la basura común; pedí el comprobante digital cuando puedas."),
        _("Tiene químicos que contaminan el papel reciclado."),
    ),
    Material(
        _("Tetra brik"),
        names(
            "tetra brik|tetrabrik|tetra pak|tetrapak|tetrapack|tetra pack|tetra|brik"
            "|carton de leche|caja de leche|caja de jugo|caja de vino|envase de leche"
            "|carton de jugo|envase multicapa|caja de tomate|tetrabrick|tetra brick"
            "|tetrabric|tetra bric"
        ),
        CARTON,
        _("Vacialo, enjuagalo, abrí las puntas, aplastalo y dejá la tapa puesta."),
        _("No en todas las ciudades lo procesan: mirá si tu recolector lo acepta."),
    ),
)

GLASSES = (
    Material(
        _("Botellas y frascos de vidrio"),
        names(
            "vidrio|botella de vidrio|frasco|frasco de vidrio|envase de vidrio|botella de vino"
            "|botella de cerveza|frasco de mermelada|frascos|envase de mermelada|damajuana"
            "|botella de champagne|cristal"
        ),
        GLASS,
        _("Enjuagalo y sacale la tapa. La etiqueta puede quedar."),
        _("Enterito: si se rompe, envolvelo en diario y avisá con un cartel."),
    ),
    Material(
        _("Espejos, vidrio plano y vajilla"),
        names(
            "espejo|vidrio roto|vidrio de ventana|vaso roto|vajilla|copa|copa rota|plato roto"
            "|ceramica|loza|porcelana|taza rota|pyrex|vidrio templado|vidrio plano"
            "|fuente de vidrio|ventana|parabrisas|vaso de vidrio|vidrios rotos"
        ),
        REST,
        _("Envolvelo en varias capas de papel, pegalo con cinta y escribí «vidrio roto»."),
        _("Funde a otra temperatura que las botellas: no va en la campana de vidrio."),
    ),
)

METALS = (
    Material(
        _("Latas de aluminio"),
        names(
            "lata|lata de aluminio|lata de gaseosa|lata de cerveza|aluminio|latas de refresco"
            "|lata de bebida|anilla"
        ),
        METAL,
        _("Vaciala, enjuagala y aplastala."),
        _("Cuidado con los bordes si la cortás."),
    ),
    Material(
        _("Latas de conserva"),
        names(
            "lata de conserva|lata de atun|lata de tomate|hojalata|lata de arvejas"
            "|lata de durazno|tapa de metal|tapa metalica|chapita|chapitas|corcholata"
            "|ficha de botella|lata de leche|lata de duraznos"
        ),
        METAL,
        _("Enjuagala y metele la tapa adentro, doblada."),
        _("El borde corta: no la aplastes con la mano."),
    ),
    Material(
        _("Papel aluminio"),
        names(
            "papel aluminio|papel de aluminio|bandeja de aluminio|papel plateado|capsula de cafe"
            "|capsulas de cafe|nespresso|capsula nespresso|capsulas"
        ),
        METAL,
        _("Limpio y hecho una bola grande; las cápsulas, sin la borra."),
        _("Con restos de comida quemada va a la basura."),
    ),
    Material(
        _("Chatarra y metales"),
        names(
            "chatarra|hierro|metal|metales|cobre|bronce|alambre|clavos|caneria|cable|cables|olla"
            "|sarten|perchas de metal|fierro|acero"
        ),
        METAL,
        _("Juntalo aparte: los chatarreros y puntos limpios lo reciben."),
        _("Usá guantes: puede tener óxido o filo."),
    ),
    Material(
        _("Aerosoles"),
        names(
            "aerosol|aerosoles|desodorante|lata de aerosol|spray|desodorante en aerosol|laca"
            "|insecticida en aerosol"
        ),
        METAL,
        _("Solo si está totalmente vacío; sacale la tapa plástica."),
        _("No lo perfores ni lo quemes: puede explotar. Con contenido, es residuo especial."),
    ),
)

PACKAGING = (*PLASTICS, *PAPERS, *GLASSES, *METALS)
