/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * landline(7) and the wire: its tables are the program's, its bytes are what
 * the program reads and writes, its sentences what the program says.
 */
#include "config.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "page.h"
#include "suite.h"

#include "../material.h"

#include "wire/diagnosis.h"
#include "wire/frame.h"
#include "wire/framing.h"
#include "wire/hint.h"
#include "wire/pass.h"

enum { BYTES_MOST = 1024 };

static const char page[] = "man/landline.7";

/* "65,536" */
static const char *
with_comma(char to[32], uint32_t number)
{
	if (number < 1000)
		snprintf(to, 32, "%u", (unsigned)number);
	else
		snprintf(to, 32, "%u,%03u", (unsigned)(number / 1000),
		    (unsigned)(number % 1000));
	return to;
}

START_TEST(the_page_has_every_frame_type_with_its_lengths)
{
	char *section = page_section(page, "Ss", "Types");
	for (size_t i = 0; i < frame_kind_count; i++) {
		const struct frame_kind *kind = &frame_kinds[i];
		char row[PAGE_FORM_SIZE], least[32], most[32];
		snprintf(row, sizeof(row), "\n.It 0x%02x Ta %s Ta ", kind->type,
		    kind->name);
		page_has_once(section, "%s", row);
		const char *size = strstr(strstr(section, row), " Ta \"");
		with_comma(least, kind->least);
		with_comma(most, kind->most);
		if (kind->least == kind->most)
			snprintf(row, sizeof(row), " Ta \"%s\" Ta \"", most);
		else
			snprintf(row, sizeof(row), " Ta \"%s to %s\" Ta \"",
			    least, most);
		ck_assert_msg(strncmp(size, row, strlen(row)) == 0,
		    "%s: not %.40s but%s", kind->name, size, row);
	}
	ck_assert_uint_eq(page_count(section, "\n.It 0x"), frame_kind_count);
	free(section);
}
END_TEST

START_TEST(the_page_has_every_cause_and_no_other)
{
	char *section = page_section(page, "Ss", "Causes");
	size_t cause_count = 0;
	for (uint16_t cause = 0; cause < UINT16_MAX; cause++) {
		const char *name = frame_cause_name(cause);
		if (name == NULL)
			continue;
		page_has_once(section, "\n.It Li %d\n%s", cause, name);
		cause_count++;
	}
	ck_assert_uint_eq(page_count(section, "\n.It Li "), cause_count);
	free(section);
}
END_TEST

/* Hexadecimal pairs, at most two spaces apart; returns how many. */
static size_t
read_pairs(uint8_t *to, size_t room, const char *text)
{
	size_t size = 0;
	while (isxdigit((unsigned char)text[0]) &&
	    isxdigit((unsigned char)text[1])) {
		char pair[] = { text[0], text[1], '\0' };
		ck_assert_uint_lt(size, room);
		to[size++] = (uint8_t)strtoul(pair, NULL, 16);
		text += 2;
		for (int i = 0; i < 2 && *text == ' '; i++)
			text++;
	}
	return size;
}

/* A row that begins a frame names its type. */
static void
check_name(const char *row, const uint8_t *bytes)
{
	static const char before[] = "'L', version 1, ";
	const char *name = strstr(row, before);
	char spare[8];
	if (name == NULL || name > row + strcspn(row, "\n"))
		return;
	name += strlen(before);
	const char *expected = frame_type_name(bytes[2], spare);
	ck_assert_msg(strncmp(name, expected, strlen(expected)) == 0 &&
		name[strlen(expected)] == ';',
	    "%s is called %.8s", expected, name);
}

/* All bytes that stand in literal displays, one after the other. */
static size_t
read_displays(uint8_t *to, size_t room, const char *section)
{
	size_t size = 0;
	bool is_inside = false;
	for (const char *row = section; *row != '\0';
	     row += strcspn(row, "\n")) {
		row += *row == '\n';
		if (strncmp(row, ".Bd ", 4) == 0)
			is_inside = true;
		else if (strncmp(row, ".Ed", 3) == 0)
			is_inside = false;
		if (!is_inside)
			continue;
		size_t more = read_pairs(to + size, room - size, row);
		if (more > 0)
			check_name(row, to + size);
		size += more;
	}
	return size;
}

/* Decodes the bytes of a section; returns the types that are there. */
static unsigned
types_in(const char *name)
{
	uint8_t bytes[BYTES_MOST];
	char *section = page_section(page, "Sh", name);
	size_t size = read_displays(bytes, sizeof(bytes), section);
	unsigned seen = 0;
	size_t count = 0;
	struct pass pass;
	struct decoder decoder;
	struct framing_frame frame;
	decoder_init(&decoder, &framing_landline);
	decoder_offer(&decoder, bytes, size);
	enum framing_verdict verdict;
	while ((verdict = decoder_next(&decoder, &frame)) == FRAMING_FRAME) {
		seen |= 1U << frame.header[2];
		count++;
		if (frame.header[2] == FRAME_PASS)
			ck_assert(pass_decode(&pass, frame.payload,
			    frame.payload_size));
	}
	ck_assert_int_eq(verdict, FRAMING_NEEDS_MORE);
	ck_assert_uint_eq(decoder_held(&decoder), 0);
	ck_assert_uint_eq(count, page_count(section, "'L', version 1, "));
	decoder_clear(&decoder);
	free(section);
	return seen;
}

START_TEST(the_bytes_of_a_call_are_frames_of_every_type)
{
	unsigned seen = types_in("A CALL") | types_in("A MESSAGE PASSED ON");
	for (size_t i = 0; i < frame_kind_count; i++)
		ck_assert_msg((seen & 1U << frame_kinds[i].type) != 0, "no %s",
		    frame_kinds[i].name);
}
END_TEST

/* Each display is a datagram, and so exactly one frame. */
START_TEST(the_bytes_of_each_datagram_are_one_frame)
{
	char *section = page_section(page, "Sh", "DATAGRAMS");
	size_t count = 0;
	for (char *at = section; (at = strstr(at, ".Bd ")) != NULL; at++) {
		uint8_t bytes[BYTES_MOST];
		struct frame_header header;
		char *end = strstr(at, ".Ed");
		ck_assert_ptr_nonnull(end);
		*end = '\0';
		size_t size = read_displays(bytes, sizeof(bytes), at);
		ck_assert_int_eq(frame_decode(&header, bytes, size), FRAME_OK);
		ck_assert_uint_eq(size, FRAME_HEADER_SIZE + header.length);
		*end = '.';
		at = end;
		count++;
	}
	ck_assert_uint_eq(count, 6);
	free(section);
}
END_TEST

START_TEST(the_page_has_hi_in_every_framing_and_no_other)
{
	static const uint8_t hi[] = { 'h', 'i' };
	char *section = page_section(page, "Sh", "FRAMINGS");
	const struct framing *framing;
	size_t count = 0;
	for (size_t i = 0; (framing = framing_at(i)) != NULL; i++) {
		uint8_t bytes[sizeof(hi) + FRAMING_EXTRA];
		char hex[3 * sizeof(bytes) + 1] = "";
		if (framing->has_calls)
			continue;
		size_t size = framing_write(framing, bytes, hi, sizeof(hi));
		for (size_t at = 0; at < size; at++)
			snprintf(hex + strlen(hex), 4, "%02x ", bytes[at]);
		page_has_once(section, "\n.It %s Ta %sTa \"", framing->name,
		    hex);
		count++;
	}
	ck_assert_uint_eq(page_count(section, " Ta \""), count);
	free(section);
}
END_TEST

/* What the program says first of a stream that ends behind these bytes. */
static void
diagnose(char words[DIAGNOSIS_SIZE], const struct framing *framing,
    const uint8_t *bytes, size_t size)
{
	struct decoder decoder;
	struct framing_frame frame;
	enum framing_verdict verdict;
	bool is_said = false;
	uint8_t *piece = material_copy(bytes, size);
	decoder_init(&decoder, framing);
	decoder_offer(&decoder, piece, size);
	words[0] = '\0';
	while (!is_said &&
	    (verdict = decoder_next(&decoder, &frame)) == FRAMING_FRAME)
		is_said = hint_about(words, &decoder, &frame);
	if (!is_said && verdict == FRAMING_NEEDS_MORE)
		diagnosis_ended(words, &decoder);
	else if (!is_said)
		diagnosis_refused(words, &decoder);
	decoder_clear(&decoder);
	free(piece);
}

/* A line of the page as a reader sees it. */
static void
unescape(char to[PAGE_FORM_SIZE], const char *line)
{
	size_t size = 0;
	for (; *line != '\n' && size < PAGE_FORM_SIZE - 1; line++) {
		if (strncmp(line, "\\(dq", 4) == 0) {
			to[size++] = '"';
			line += 3;
		} else if (*line != '\\') {
			to[size++] = *line;
		}
	}
	to[size] = '\0';
}

START_TEST(the_page_quotes_every_diagnosis_as_it_is)
{
	char *section = page_section(page, "Sh", "DIAGNOSTICS");
	size_t count = 0;
	for (const char *item = section;
	     (item = strstr(item, "\n.It ")) != NULL; count++) {
		char quoted[PAGE_FORM_SIZE], name[16], words[DIAGNOSIS_SIZE];
		uint8_t bytes[BYTES_MOST];
		item += strlen("\n.It ");
		unescape(quoted, item);
		item += strcspn(item, "\n");
		ck_assert_msg(sscanf(item, "\nIn\n.Cm %15s ,\n", name) == 1,
		    "no framing behind: %s", quoted);
		item = strstr(item, "\n.Li ");
		ck_assert_ptr_nonnull(item);
		size_t size =
		    read_pairs(bytes, sizeof(bytes), item + strlen("\n.Li "));
		const struct framing *framing = framing_find(name);
		ck_assert_msg(framing != NULL, "no framing %s", name);
		diagnose(words, framing, bytes, size);
		ck_assert_str_eq(words, quoted);
	}
	ck_assert_uint_gt(count, 30);
	free(section);
}
END_TEST

TCase *
wire_page_tcase(void)
{
	TCase *tcase = tcase_create("wire page");
	tcase_add_test(tcase, the_page_has_every_frame_type_with_its_lengths);
	tcase_add_test(tcase, the_page_has_every_cause_and_no_other);
	tcase_add_test(tcase, the_bytes_of_a_call_are_frames_of_every_type);
	tcase_add_test(tcase, the_bytes_of_each_datagram_are_one_frame);
	tcase_add_test(tcase, the_page_has_hi_in_every_framing_and_no_other);
	tcase_add_test(tcase, the_page_quotes_every_diagnosis_as_it_is);
	return tcase;
}
