"""Graph's answers to look-ups of a number, each of which a test may replace."""

from whatsapp.models import WabaAccount
from whatsapp.tests.graph_server import GraphServer, Handler, Play, answer

FOUND = {
    "display_phone_number": "+54 9 351 555-0199",
    "verified_name": "Almacén Aurora",
    "quality_rating": "GREEN",
    "code_verification_status": "VERIFIED",
    "platform_type": "CLOUD_API",
    "status": "CONNECTED",
    "name_status": "APPROVED",
}
APP = {"whatsapp_business_api_data": {"id": "300", "name": "Liora", "link": "https://liora"}}


class GraphNumbers:
    """Plays Graph for the look-ups of one account; everything is well unless told otherwise."""

    def __init__(self, server: GraphServer, account: WabaAccount) -> None:
        self.number: Play = answer(FOUND | {"id": account.phone_number_id})
        self.listed: Play = answer({"data": [{"id": account.phone_number_id}]})
        self.apps: Play = answer({"data": [APP]})
        server.play = self._play

    def found(self, **changes: str) -> None:
        """Answer the look-up of the number so."""
        self.number = answer(FOUND | changes)

    def _play(self, handler: Handler) -> None:
        path = handler.path.partition("?")[0]
        if path.endswith("/phone_numbers"):
            self.listed(handler)
        elif path.endswith("/subscribed_apps"):
            self.apps(handler)
        else:
            self.number(handler)
