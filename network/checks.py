"""System checks of the whole: what an installation must have before it opens."""

from django.core.checks import Error, register

from network import env


@register(deploy=True)
def no_demonstration_in_production(app_configs, **kwargs) -> list[Error]:
    if env.DEMO:
        return [Error("DEMO is on: anybody could sign in with one click.", id="network.E001")]
    return []
