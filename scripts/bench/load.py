"""A load from one process: threads that ask for the same page over connections kept open."""

import socket
import threading
import time
from dataclasses import dataclass, field


@dataclass
class Load:
    """What a run measured; durations in milliseconds."""

    times: list[float] = field(default_factory=list)
    seconds: float = 0.0

    def percentile(self, share: float) -> float:
        """The time under which this share of the requests was answered."""
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))]

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.times) / self.seconds


def measure(port: int, path: str, *, seconds: float, clients: int, headers: str = "") -> Load:
    """Ask for `path` from `clients` threads during `seconds`."""
    load, end = Load(), time.perf_counter() + seconds
    request = f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n".encode()
    threads = [threading.Thread(target=_ask, args=(port, request, end, load.times)) for _ in range(clients)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    load.seconds = time.perf_counter() - begun
    return load


def _ask(port: int, request: bytes, end: float, times: list[float]) -> None:
    connection = None
    while time.perf_counter() < end:
        begun = time.perf_counter()
        connection = connection or socket.create_connection(("127.0.0.1", port))
        connection.sendall(request)
        if not _read_answer(connection):
            connection.close()
            connection = None
        times.append((time.perf_counter() - begun) * 1000)


def _read_answer(connection: socket.socket) -> bool:
    """Read one answer whole; False when the server closes the connection after it.

    Raises:
        RuntimeError: the page did not answer 200.
    """
    data = b""
    while b"\r\n\r\n" not in data:
        chunk = connection.recv(65536)
        if not chunk:
            raise RuntimeError("The server closed the connection before its answer.")
        data += chunk
    head, body = data.split(b"\r\n\r\n", 1)
    if b" 200 " not in head.split(b"\r\n", 1)[0]:
        raise RuntimeError(head.split(b"\r\n", 1)[0].decode())
    lowered = head.lower()
    missing = int(lowered.split(b"content-length:")[1].split(b"\r\n")[0]) - len(body)
    while missing > 0:
        missing -= len(connection.recv(65536))
    return b"connection: close" not in lowered
