# SPDX-FileCopyrightText: 2026 The landline authors
# SPDX-License-Identifier: ISC
"""The numbers of a telephone as a lecture's Python programs need them."""

import socket
import sys


def find(number, kind):
    """A socket for "127.0.0.1:5000" or "unix:/path", and its address."""
    if number.startswith("unix:"):
        return socket.socket(socket.AF_UNIX, kind), number[5:]
    host, port = number.rsplit(":", 1)
    family = socket.AF_INET6 if host.startswith("[") else socket.AF_INET
    return socket.socket(family, kind), (host.strip("[]"), int(port))


def wait(number, kind=socket.SOCK_STREAM):
    """Has a number to be called at, and tells it on standard error."""
    phone, address = find(number, kind)
    phone.bind(address)
    if kind == socket.SOCK_STREAM:
        phone.listen(1)
    tell(phone)
    return phone


def tell(phone):
    mine = phone.getsockname()
    if isinstance(mine, str):
        mine = "unix:" + mine
    elif phone.family == socket.AF_INET6:
        mine = f"[{mine[0]}]:{mine[1]}"
    else:
        mine = f"{mine[0]}:{mine[1]}"
    print("waiting on", mine, file=sys.stderr, flush=True)


def dial(number, kind=socket.SOCK_STREAM):
    line, address = find(number, kind)
    line.connect(address)
    return line
