"""What a test reads of a page."""


def main_of(response) -> str:
    """The page without its frame."""
    return response.content.decode().split('<main class="main"')[1].split("</main>")[0]
