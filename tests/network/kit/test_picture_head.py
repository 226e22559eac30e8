"""Pictures whose reading would cost far more than they weigh are refused from their head."""

import io
import struct
import time
import zlib

import pytest
from PIL import Image

from network.kit.errors import Refused
from network.kit.file_types import check
from network.kit.picture_head import is_modest

FRAMES = 500


def saved(kind, **more):
    data = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(data, kind, **more)
    return data.getvalue()


def chunk(name, body=b""):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def jpeg_with(segments):
    true = saved("JPEG")
    return true[:2] + segments + true[2:]


def png_with(chunks):
    true = saved("PNG")
    return true[:33] + chunks + true[33:]


GIF = saved("GIF")
BOMBS = {
    "notes.jpg": jpeg_with(b"\xff\xe1\x00\x0aExif\x00\x00ab" * 200_000),
    "vides.jpg": jpeg_with(b"\xff\xe5\x00\x02" * 200_000),
    "remarques.png": png_with(chunk(b"tEXt", b"a\0b") * 5_000),
    "morceaux.png": png_with(chunk(b"IDAT") * 50_000),
    "commentaire.gif": GIF[:-1] + b"!\xfe" + b"\x01a" * 1_000_000 + b"\0;",
    "images.gif": GIF[:-1] + GIF[GIF.index(b",") : -1] * 2_000 + b";",
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_head_that_nobody_writes_is_refused_at_once(tmp_path, name):
    """FI-04: whatever ending it takes."""
    for ending in ("jpg", "png", "gif"):
        path = tmp_path / f"{name}.{ending}"
        path.write_bytes(BOMBS[name])
        start = time.process_time()
        with pytest.raises(Refused):
            check(path, path.name)
        assert time.process_time() - start < 1


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "GIF"])
def test_a_picture_that_is_cut_breaks_nothing_wherever_it_is_cut(tmp_path, kind):
    whole, ending = saved(kind), {"JPEG": "jpg", "PNG": "png", "GIF": "gif"}[kind]
    path = tmp_path / f"coupée.{ending}"
    for size in range(len(whole) - 1):
        path.write_bytes(whole[:size] or b"x")
        try:
            check(path, path.name)
        except Refused:
            continue
        assert is_modest(path, frames=FRAMES)


def test_the_smallest_broken_gif_is_refused(tmp_path):
    path = tmp_path / "minuscule.gif"
    path.write_bytes(GIF[:-1] + b"!")
    with pytest.raises(Refused, match="illisible"):
        check(path, path.name)


@pytest.mark.parametrize(
    ("kind", "more"),
    [("JPEG", {}), ("JPEG", {"exif": b"Exif\0\0" + b"a" * 60_000}), ("PNG", {}), ("GIF", {}), ("WEBP", {})],
)
def test_true_pictures_pass(tmp_path, kind, more):
    path = tmp_path / f"vraie.{kind.lower()}"
    path.write_bytes(saved(kind, **more))
    assert is_modest(path, frames=FRAMES)


def test_a_photograph_with_its_small_copy_inside_is_a_photograph(tmp_path):
    """As many telephones write them."""
    path = tmp_path / "téléphone.jpg"
    Image.new("RGB", (8, 8)).save(path, "MPO", save_all=True, append_images=[Image.new("RGB", (4, 4))])
    assert check(path, path.name).content_type == "image/jpeg"


def test_frames_are_counted_no_further_than_they_may_go(tmp_path):
    path = tmp_path / "anim.gif"
    frames = [Image.new("RGB", (4, 4), (number * 20, 99, 200 - number)) for number in range(12)]
    frames[0].save(path, save_all=True, append_images=frames[1:])
    assert is_modest(path, frames=12) and not is_modest(path, frames=5)
