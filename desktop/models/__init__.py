"""What is true: the shared tables, the journal that writes them, the rules about them and the facts drawn from them."""
