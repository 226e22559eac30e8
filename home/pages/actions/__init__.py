from .seed import seed_site

__all__ = ["seed_site"]
