"""What publishing a catalog costs, beside a bare COPY of the same rows and django-import-export."""
