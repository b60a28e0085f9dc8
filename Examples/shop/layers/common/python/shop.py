"""What the shop's functions share."""


def receipt(order):
    """What a customer is told of an order."""
    return {"id": order["id"], "state": order["state"]}
