"""The tests: they mirror the rooms of desktop/, and use real files and makers instead of mocks."""
