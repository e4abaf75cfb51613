"""What Python programs import of Liên Văn: the client of a running service, ``lienvan.client``."""
