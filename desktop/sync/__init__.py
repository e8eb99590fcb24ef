"""How truth travels: sealed bundles that any carrier may bring. Only this room signs, encrypts and unpacks."""
