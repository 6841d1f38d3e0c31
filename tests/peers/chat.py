# SPDX-FileCopyrightText: 2026 The landline authors
# SPDX-License-Identifier: ISC
"""chat.py server|client NUMBER: question and answer, each in its turn.

As a first Python program does it: one send() for what is said, one recv() for
what is heard, and "bye" ends it.
"""

import sys

import plug


def hear(line):
    words = line.recv(1024).decode()
    print(words, flush=True)
    return words not in ("", "bye")


def speak(line):
    words = sys.stdin.readline().strip()
    line.send(words.encode())
    return words not in ("", "bye")


role, number = sys.argv[1:3]
if role == "server":
    line, _ = plug.wait(number).accept()
    turns = (hear, speak)
else:
    line = plug.dial(number)
    turns = (speak, hear)
while turns[0](line) and turns[1](line):
    pass
line.close()
