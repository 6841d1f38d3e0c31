# SPDX-FileCopyrightText: 2026 The landline authors
# SPDX-License-Identifier: ISC
"""upper.py server|client NUMBER [udp]: a sentence, and back in capitals.

The example of nearly every lecture on networks, over TCP and over UDP.
"""

import socket
import sys

import plug


def serve_stream(number):
    phone = plug.wait(number)
    while True:
        line, _ = phone.accept()
        line.send(line.recv(2048).upper())
        line.close()


def serve_datagrams(number):
    phone = plug.wait(number, socket.SOCK_DGRAM)
    while True:
        words, caller = phone.recvfrom(2048)
        phone.sendto(words.upper(), caller)


def ask(number, kind):
    line = plug.dial(number, kind)
    line.send(sys.stdin.readline().strip().encode())
    print(line.recv(2048).decode(), flush=True)
    line.close()


role, number = sys.argv[1:3]
is_datagram = sys.argv[3:] == ["udp"]
if role == "client":
    ask(number, socket.SOCK_DGRAM if is_datagram else socket.SOCK_STREAM)
elif is_datagram:
    serve_datagrams(number)
else:
    serve_stream(number)
