/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * stranger - names what answers when it is not a landline, by its first bytes.
 *
 * Pure.
 */
#ifndef LANDLINE_WIRE_STRANGER_H
#define LANDLINE_WIRE_STRANGER_H

#include <stddef.h>
#include <stdint.h>

/*
 * "HTTP", "SSH", "TLS", "SMTP or FTP", "POP3", "IMAP", "a Telnet server",
 * "BSD talk" … as the first `size` bytes tell, or NULL. Fits into "that
 * number answers with %s".
 */
const char *stranger_name(const uint8_t *bytes, size_t size);

#endif
