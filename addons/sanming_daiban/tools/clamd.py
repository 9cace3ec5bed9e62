"""Ask a clamd whether a file carries a virus. Pure: a socket, no ORM."""

import socket
import struct

CHUNK = 1024 * 1024


def scan(address, content, timeout=60):
    """The name of what was found in ``content``; empty if it is clean.

    :param address: ``/run/clamav/clamd.ctl`` or ``host:port``
    :raises OSError: clamd cannot be reached or did not answer with a verdict
    """
    with _connect(address, timeout) as connection:
        connection.sendall(b'zINSTREAM\0')
        for start in range(0, len(content), CHUNK):
            part = content[start:start + CHUNK]
            connection.sendall(struct.pack('!L', len(part)) + part)
        connection.sendall(struct.pack('!L', 0))
        answer = _read(connection).strip('\0\n ')
    if answer.endswith('FOUND'):
        return answer.removeprefix('stream:').removesuffix('FOUND').strip()
    if not answer.endswith('OK'):
        raise OSError(answer or 'no answer')
    return ''


def _connect(address, timeout):
    if address.startswith('/'):
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(timeout)
        connection.connect(address)
        return connection
    host, _colon, port = address.rpartition(':')
    return socket.create_connection((host, int(port)), timeout)


def _read(connection):
    parts = []
    while part := connection.recv(4096):
        parts.append(part)
        if part.endswith(b'\0'):
            break
    return b''.join(parts).decode('utf-8', 'replace')
