"""How people spell in chats: shorthand, forms of one verb, courtesies, words worth correcting."""

from skills.wordset import word_set

# Written shorthand and the word it stands for.
SHORTHAND = {
    "que": "q k qe ke qué",
    "porque": "xq pq porq xk xke",
    "por": "x",
    "de": "d",
    "donde": "dnd dond adonde aonde ond",
    "bien": "bn",
    "tambien": "tmb tb tbn tamb",
    "para": "pa xa pal pra",
    "porfa": "xfa xfavor porfis porfi pls plis plz please porfavor xfis",
    "hola": "ola hla hol holi holis holu jola alo hi hello hey ey wenas",
    "aqui": "aki aki",
    "aca": "aka",
    "estoy": "toy stoy",
    "informacion": "info infos inf data",
    "celular": "cel celu",
    "gracias": "grax grasias grcs grx thx thanks grac graciass",
    "ustedes": "uds ud ustds",
    "cuanto": "cto cnto cuant kuanto",
    "mas": "+ ms",
    "con": "cn",
}

# Forms that ask for the same thing. The upper-case name is what the rules speak of, so that no
# typed word can be taken for one.
LEMMAS = {
    "TENER": "tienen tienes tenes tiene teni teneis tendran tendras tendra tendrian tendrias"
    " tendria tenian tenias traen trabajan consigo"
    " tengas tengan consiguen consigues",
    "VENDER": "venden vendes vende vendeis venderan venderas ofrecen ofreces ofrece manejan manejas"
    " maneja comercializan despachan vendiendo",
    "HABER": "hay habiendo habra habran habria hai",
    "QUERER": "quiero quisiera queria querria quero kero queremos quisieramos queriamos deseo"
    " desearia deseamos",
    "NECESITAR": "necesito necesitaba necesitamos necesitaria preciso precisaba precisamos ocupo"
    " ocupamos ocupaba requiero",
    "BUSCAR": "busco buscando buscaba buscamos buscar",
    "MOSTRAR": "mostrame muestrame mostras muestras mostrar muestra muestren mostra mostrarme"
    " muestrenme muestreme mostrarias ensename ensenas ensenar ensenarme ensenarias pasame pasas"
    " pasar pasarme paseme pasenme pasarias pasan mandame mandas mandar mandarme mandenme mandeme"
    " mandarias enviame envias enviarme enviame envieme envienme dame deme denme darme"
    " comparteme compartime compartes compartis",
    "VER": "ver veo vemos mirar miro chusmear vichar checar checo chequear revisar ojear conocer"
    " explorar cachar",
    "COMPRAR": "comprar compro compramos compraria adquirir adquiero comprarme comprarle",
    "COSTAR": "sale salen saldria saldran saldra cuesta cuestan costaria costarian vale valen"
    " valdria",
    "PRECIO": "precio valor costo coste presio precito",
    "QUEDAR": "queda quedan quedo quedaran quedara quedaron quedaba",
    "TIRAR": "tiro tirar tiramos tira tiran tiras botar boto botan botamos bote desecho desechar"
    " desechan desecha descarto descartar descartan descarta deshago deshacerme deshacer"
    " deshacerse deposito depositar deposita eliminar tirarlo tirarla tirarlos tirarlas botarlo"
    " botarla botarlos botarlas echo echar",
    "RECICLAR": "reciclar reciclo recicla reciclas reciclan reciclen recicle reciclamos reciclarlo"
    " reciclarla reciclarlos reciclarlas reciclando",
    "ANOTAR": "anota anotar anotame anoto anotas anotalo apunta apuntame apuntar apunto apuntas"
    " registra registrar registrame registras guardame sumame anoten anotenme cargame",
    "HABLAR": "hablar hablo habla charlar chatear conversar platicar comunicar comunicarme"
    " comunicame comunicas comuniquen comuniquenme comunicarse contactar contactarme contactarse"
    " contactame contacta contacte contacten hablarle derivame derivar conectame conectar"
    " transferime transfiereme transferirme comunicarnos hablen",
    "ATENDER": "atender atiende atiendan atienda atienden atendeme atendes atiendanme atiendame"
    " atendido atiendes atenderme",
    "AYUDAR": "ayuda ayudame ayudar ayudarme ayudas ayudan ayudenme ayudeme ayudes ayudarias"
    " ayudaria ayuden ayude ayudes help auxilio socorro ayudita asistencia orientacion"
    " orientas orientame orienten guiame guias",
}

# Courtesies, one per "|". Greetings are taken off the beginning of a line only.
GREETINGS = """
hola|buenas|buenas tardes|buenas noches|buenas dias|buenos dias|buen dia|bonito dia|buena tarde
buena noche|a todos|a todas|muy buenas|muy buenos dias|muy buen dia|saludos|que tal|que onda
que hubo|quiubo|quihubo|que mas pues|que mas parce|epa|como va|como va todo|como le va|como les va
como te va|como estas|como esta|como estan|como andas|como andan|como anda|todo bien|wena
tardes|noches|dias|como amanecio|como amanecieron|feliz dia|lindo dia|un gusto|mucho gusto
que cuentas|que contas|bendiciones|amigo|amiga|amigos|joven|senor|senora|senorita|che|bro|parce
compa|wey|guey|gente|bot|vecina|vecino|jefe|reina|hola de nuevo|hola otra vez|quihubole
"""

# A greeting followed by one of these is no greeting: "cómo va mi pedido", "qué tal es el termo".
NOT_AFTER_GREETING = word_set("voy vengo mi el la los las es son lo con este ese esta a para de")

# Said on the way to a question. Alone, they are the question: "una consulta".
OPENERS = """
una consulta|una consultita|hacer una consulta|tengo una consulta|tengo una duda|tengo una pregunta
te hago una consulta|les hago una consulta|te hago una pregunta|una pregunta|una preguntita|una duda
te consulto|les consulto|te pregunto|queria consultar|queria consultarte|queria consultarles
queria preguntar|queria preguntarte|quisiera hacer una consulta|me gustaria consultar|consulta
queria saber si|queria saber|me gustaria saber|me gustaria saber si|necesito saber|sabes si|saben si
me podrias decir|me podes decir|me puede decir|me pueden decir|me puedes decir|me podria decir
me podrian decir|me decis|me dices|podrias decirme|podria decirme|podrian decirme|puedes decirme
pueden decirme|puede decirme|podes decirme|decime|dime|digame|me informas|me informan
"""

FILLERS = """
por favor|porfa|por fa|porfita|si me hace el favor|si es tan amable|si son tan amables|disculpa
disculpe|disculpen|disculpame|perdon|perdona|perdone|con permiso|oye|oiga|oigan|mira|mire|bueno|pues
ah|eh|em|emm|mmm|mm|jaja|ok|oka|okey|okay|dale|listo|che|wey|guey|parce|bro
"""

THANKS = """
gracias|muchas gracias|mil gracias|muchisimas gracias|te agradezco|les agradezco|se agradece
gracias por todo|gracias por la ayuda|gracias por su ayuda|gracias por tu ayuda|muy amable
muy amables|te pasaste
"""

# Taken off the end of a line only.
CLOSINGS = """
chau|chao|adios|hasta luego|nos vemos|bye|hasta pronto|saludos|buenas tardes|buenas noches|buen dia
buenos dias|feliz dia|lindo dia|bendiciones|amigo|amiga|amigos|senor|senorita|ustedes
"""

# Misspellings of these are worth guessing at: losing one of them loses the whole question.
WORTH_CORRECTING = """
catalogo catalogos producto productos precio precios categorias categoria lista ofertas promociones
reciclar recicla reciclo reciclan reciclaje reciclable reciclables basura residuos contenedor
ayuda ayudame informacion hola buenas gracias quiero quisiera necesito busco buscando buscar
tienen tienes tenes tiene venden vendes muestrame mostrame pasame mandame comprar compro pedido
encargar reserva reservar cuanto cuesta cuestan sale salen disponible disponibles disponibilidad
stock queda quedan todavia donde persona asesor asesora humano vendedor alguien hablar atender
atiende saludable habitos alimentacion alimentarme ejercicio caminar camine dormir dormi tome
progreso avances resumen registrar anota limpio puntos funciona opciones carrito envios tirar
hacer plan rutina dieta bajar agua vasos kilometros minutos horas siguiente
"""

# Real words that sit one letter away from one of the above.
NOT_MISSPELT = word_set(
    """
    verde verdes cuantos cuanta cuantas medido pintos puesta puesto puestos pendes lees bienes hija
    personal perdido perdida juntos girar casa caza vaso baso pasos regreso sentado bota botas
    plano plana planta plancha planchas rutas ruta rutinas toma tomo tome torta sala sal sales
    salsa salsas lisa listo tienda tiendas ventana tenis tienta menta venda vendas pecio recio
    deuda duda viuda agudo humana humanos personas hablan hable mueca dieta dietas pedidos
    cuenta cuentas cuento cuesta quieto quiere quieren neceser necesita busca buscas busto
    atiendo productor producida regalar regalo color colores coche noche leche horno horas hora
    minuto vasito basuras limpia limpios limpiar limpieza punto dormido caminata caminos camino
    carritos reservas consola bajas baja alta altas aguas agua stop stock tirare viral conservas
    conserva curso pasa pasan pasas reserva reservado casual manual solar compra compras tenis
    cuando puntas ejercicios avance asesoria
    """
)
