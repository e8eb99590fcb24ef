"""What the answers come to: tables of any question, two rounds beside each other, small cells hidden. No screen."""
