"""A loopback TLS proxy: ends HTTPS with a throw-away certificate and says so upstream, as a real proxy would."""

import asyncio
import ipaddress
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

FORWARDED = (b"x-forwarded-", b"x_forwarded_", b"forwarded:", b"x-real-ip:", b"connection:", b"keep-alive:")
HEAD_LIMIT = 64 * 1024


def certificate(folder: Path) -> ssl.SSLContext:
    """A self-signed certificate for 127.0.0.1 and localhost, made on the spot."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(names, critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = folder / "loopback.pem"
    path.touch(mode=0o600)
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


def rewritten(head: bytes, client: str) -> bytes:
    """The request head with our forwarding headers only; one request a connection, except for a socket's upgrade."""
    lines = head.split(b"\r\n")
    upgrade = any(line.lower().startswith(b"upgrade:") for line in lines)
    kept = [line for line in lines[1:] if line and not line.lower().startswith(FORWARDED)]
    ours = [b"X-Forwarded-Proto: https", b"X-Forwarded-For: " + client.encode()]
    ours.append(b"Connection: Upgrade" if upgrade else b"Connection: close")
    return b"\r\n".join([lines[0], *kept, *ours, b"", b""])


async def pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except (ConnectionError, ssl.SSLError):
        pass
    finally:
        writer.close()


async def serve(port: int, upstream: int, context: ssl.SSLContext) -> None:
    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            up_reader, up_writer = await asyncio.open_connection("127.0.0.1", upstream)
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError):
            writer.close()
            return
        up_writer.write(rewritten(head, writer.get_extra_info("peername")[0]))
        await asyncio.gather(pipe(reader, up_writer), pipe(up_reader, writer), return_exceptions=True)

    server = await asyncio.start_server(handle, "127.0.0.1", port, ssl=context, limit=HEAD_LIMIT)
    async with server:
        await server.serve_forever()
