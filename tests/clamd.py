"""A virus scanner that speaks as ClamAV's daemon does (INSTREAM), and knows one virus: the one made for tests."""

import socketserver
import struct
import threading
from contextlib import contextmanager

EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Line(socketserver.StreamRequestHandler):
    def handle(self):
        if self.rfile.read(10) != b"zINSTREAM\0":
            self.wfile.write(b"UNKNOWN COMMAND\0")
            return
        data = b""
        while size := struct.unpack(">I", self.rfile.read(4))[0]:
            data += self.rfile.read(size)
            if len(data) > self.server.longest:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.server.seen.append(data)
        said = self.server.says or ("Eicar-Test-Signature FOUND" if EICAR.encode() in data else "OK")
        self.wfile.write(f"stream: {said}\0".encode())


class Daemon(socketserver.ThreadingMixIn, socketserver.TCPServer):
    """`seen`: what it was given. `says`: what it answers whatever it is given. `longest`: its StreamMaxLength."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, *address):
        super().__init__(*address)
        self.seen, self.says, self.longest = [], "", 25_000_000


class LocalDaemon(Daemon):
    address_family = socketserver.socket.AF_UNIX

    def get_request(self):
        request, _address = super().get_request()
        return request, ("local", 0)


@contextmanager
def running(path=None):
    """The daemon, with its `url`: on a port, or on the socket at `path`."""
    made = LocalDaemon(str(path), Line) if path else Daemon(("127.0.0.1", 0), Line)
    made.url = f"unix:{path}" if path else f"tcp://127.0.0.1:{made.server_address[1]}"
    thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        made.shutdown()
        made.server_close()
        thread.join()
