# SPDX-FileCopyrightText: 2026 The landline authors
# SPDX-License-Identifier: ISC
"""framed.py server|client NUMBER FORMAT: a length in front, as struct has it.

FORMAT is what struct.pack() takes: "!I" is a u32, "<H" a u16le. The server
answers in capitals.
"""

import struct
import sys

import plug


def hear_fully(line, size):
    words = b""
    while len(words) < size:
        piece = line.recv(size - len(words))
        if not piece:
            raise EOFError
        words += piece
    return words


def hear(line, form):
    (size,) = struct.unpack(form, hear_fully(line, struct.calcsize(form)))
    return hear_fully(line, size)


def say(line, form, words):
    line.sendall(struct.pack(form, len(words)) + words)


role, number, form = sys.argv[1:4]
if role == "server":
    line, _ = plug.wait(number).accept()
    try:
        while True:
            say(line, form, hear(line, form).upper())
    except EOFError:
        pass
else:
    line = plug.dial(number)
    for words in sys.stdin:
        say(line, form, words.rstrip("\n").encode())
        print(hear(line, form).decode(), flush=True)
line.close()
