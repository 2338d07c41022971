"""What a lesson's page is made of where it would grow long: its controls as data, its figures."""
