"""The things one can have a plan for, and the words that name them."""

from collections.abc import Iterable

# In order of weight: "bajar de peso caminando" is answered with the first one named here.
TOPIC_WORDS = {
    "dormir": """
        dormir dormirme duermo dormi sueno descansar descanso insomnio desvelo desvelado siesta
        acostarme madrugar conciliar
    """,
    "agua": "agua hidratarme hidratacion hidratar hidrate litros vasos tomar beber",
    "caminar": """
        caminar caminata caminatas camino camine caminando correr corro trotar pasos ejercicio
        ejercicios actividad entrenar entrenamiento moverme moverse movimiento running gimnasia
        gimnasio gym sedentario sedentaria deporte cardio fisica forma estirar activo activa panza
    """,
    "alimentacion": """
        alimentacion alimentarme alimentario alimenticio alimenticia comer comida comidas dieta
        dietas nutricion nutricional nutricionista peso adelgazar kilos desayuno desayunos desayunar
        almuerzo almuerzos almorzar cena cenas cenar colacion colaciones merienda viandas verduras
        frutas saludables azucar vegetariano vegetariana recetas receta engordar bajar
    """,
}
TOPIC_OF = {word: topic for topic, words in TOPIC_WORDS.items() for word in words.split()}


def topic_in(words: Iterable[str]) -> str | None:
    """Return the topic the words name, or None."""
    named = {TOPIC_OF[word] for word in words if word in TOPIC_OF}
    return next((topic for topic in TOPIC_WORDS if topic in named), None)
