"""What a new site begins with, and the demo network. Everything here may run twice."""
