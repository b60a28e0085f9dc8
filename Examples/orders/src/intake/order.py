"""What an order may be. All amounts are cents."""

import re

MOST_ITEMS = 50
MOST_OF_ONE = 100
COUNTRY = re.compile(r"[a-z]{2}")
CUSTOMER = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{2,63}")


class Invalid(Exception):
    """The request is at fault, and `field` says where."""

    def __init__(self, message, field=None):
        super().__init__(message)
        self.field = field


def read_order(body):
    """The order in a request's body, with nothing in it that was not checked."""
    if not isinstance(body, dict):
        raise Invalid("an order is a JSON object")
    customer = matching(body, "customer", CUSTOMER, "a customer number")
    country = matching(body, "country", COUNTRY, "a country as two small letters")
    items = body.get("items")
    if not isinstance(items, list) or not 1 <= len(items) <= MOST_ITEMS:
        raise Invalid(f"an order has 1 to {MOST_ITEMS} items", "items")
    return {"customer": customer, "country": country, "items": merged(items)}


def merged(items):
    """The items, those of one article put together, in the order of their first mention."""
    quantities = {}
    for index, item in enumerate(items):
        field = f"items[{index}]"
        if not isinstance(item, dict) or not isinstance(item.get("sku"), str):
            raise Invalid("an item names its article in `sku`", field)
        quantity = item.get("quantity", 1)
        # `True` is an int in Python, and not a quantity.
        if type(quantity) is not int or not 1 <= quantity <= MOST_OF_ONE:
            raise Invalid(f"a quantity is 1 to {MOST_OF_ONE}", f"{field}.quantity")
        quantities[item["sku"]] = quantities.get(item["sku"], 0) + quantity
    return [{"sku": sku, "quantity": quantity} for sku, quantity in quantities.items()]


def price(items, prices):
    """The total at our prices: what the customer says it costs is never asked."""
    for index, item in enumerate(items):
        if item["sku"] not in prices:
            raise Invalid(f"we do not sell {item['sku'][:40]}", f"items[{index}].sku")
    return sum(prices[item["sku"]] * item["quantity"] for item in items)


def matching(body, field, pattern, what):
    value = body.get(field)
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise Invalid(f"`{field}` is {what}", field)
    return value
