"""What each lesson asks of its models and data, a folder a lesson."""
