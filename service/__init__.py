"""The service: the Flask application, the catalogue of questions, and the command line."""
