"""The lock of the screen: the page that asks for the PIN, what it covers, and when it comes by itself."""
