/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * address - the text of IPv4 and IPv6 addresses to their bytes, and back.
 *
 * Pure, and half of call/number. inet_pton(3) would need a header that only
 * net/ may include, and does not say what is wrong.
 */
#ifndef LANDLINE_CALL_ADDRESS_H
#define LANDLINE_CALL_ADDRESS_H

#include <stddef.h>
#include <stdint.h>

enum { ADDRESS_PRINT_SIZE = 46 }; /* the longest print with its NUL */

/*
 * Reads all `size` characters as four decimal numbers of 0...255, without
 * leading zeros. Returns NULL, or what is wrong in words.
 */
const char *address_read_ipv4(uint8_t to[4], const char *text, size_t size);

/* Likewise an IPv6 address, in every form of RFC 4291 section 2.2. */
const char *address_read_ipv6(uint8_t to[16], const char *text, size_t size);

/* Print to ADDRESS_PRINT_SIZE bytes; IPv6 as RFC 5952 wants. Return `to`. */
char *address_print_ipv4(char *to, const uint8_t address[4]);
char *address_print_ipv6(char *to, const uint8_t address[16]);

#endif
