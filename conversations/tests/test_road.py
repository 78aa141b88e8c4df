"""The whole road of a message, from Meta and back to Meta."""


def test_it_works(say):
    (body,) = say("hola")
    assert body["to"] == "+5493515550101"
    assert body["text"]["body"] == "eco: hola"
