"""The room "Cài đặt": how the program looks and locks on this computer, where the data lies, who looked at what."""
