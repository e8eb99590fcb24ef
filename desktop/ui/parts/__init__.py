"""The building blocks of pages, one small file each. They know looks and keys, never records."""
