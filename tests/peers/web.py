# SPDX-FileCopyrightText: 2026 The landline authors
# SPDX-License-Identifier: ISC
"""web.py server NUMBER: Python's own web server, for one request."""

import http.server
import sys

import plug


class Bell(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"It rings.\n")


host, port = sys.argv[2].rsplit(":", 1)
server = http.server.HTTPServer((host, int(port)), Bell)
plug.tell(server.socket)
server.handle_request()
