/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "stage.h"
#include "suite.h"
#include "ui/block.h"

enum { ROWS = 300 };

static struct stage stage;

static void
set_up(void)
{
	stage_open(&stage);
	stage_call(&stage, CALL_CALLEE, CALL_TALKING);
}

static void
tear_down(void)
{
	stage_close(&stage);
}

static const char *const texts[] = {
	"",
	"\n\n",
	"a\tb\tc\n\t\t",
	"words of several lengths, some of them extraordinarily long",
	"漢字かな交じり文は二桁ずつ取る",
	"\U0001f468\u200d\U0001f469\u200d\U0001f467 e\xcc\x81 ❤️",
};

static struct block
block_of(uint64_t entry)
{
	struct block block = { .view = &stage.view, .scene = &stage.scene };
	block.entry = transcript_at(&stage.party.transcript, entry);
	block.text = block.entry->text;
	block.size = block.entry->size;
	return block;
}

/* Everything that the counting promises is painted, and no more. */
static void
expect_agreement(const struct block *block, int cols)
{
	size_t count = block_rows(block, cols, SIZE_MAX);
	struct brush brush = { &stage.canvas, { 0, 0, ROWS, cols } };
	ck_assert_uint_lt(count, ROWS);
	for (size_t skip = 0; skip <= count; skip++) {
		canvas_blank(&stage.canvas, ROWS, cols + 3);
		int painted = block_paint(block, &brush, 0, skip);
		ck_assert_int_eq(painted, (int)(count - skip));
	}
	stage_check(&stage);
	ck_assert_uint_eq(block_rows(block, cols, 1), count < 1 ? count : 1);
}

START_TEST(as_many_rows_are_painted_as_are_counted)
{
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		for (int delivery = DELIVERY_WAITING;
		     delivery <= DELIVERY_UNKNOWN; delivery++)
			stage_say_bytes(&stage, SPEAKER_ME, texts[i],
			    strlen(texts[i]),
			    (enum transcript_delivery)delivery);
		stage_say(&stage, SPEAKER_THEM, texts[i]);
		stage_note(&stage, texts[i]);
	}
	for (int look = 0; look < 6; look++) {
		stage.view.headers = (enum view_headers)(look / 2);
		stage.view.shows_times = look % 2 != 0;
		for (uint64_t n = 0; n < stage.party.transcript.end; n++) {
			struct block block = block_of(n);
			for (int cols = 1; cols < 50;
			     cols += cols < 10 ? 1 : 13)
				expect_agreement(&block, cols);
		}
	}
}
END_TEST

START_TEST(nothing_is_painted_below_the_rectangle)
{
	stage_say(&stage, SPEAKER_ME, "1\n2\n3\n4\n5");
	struct block block = block_of(0);
	struct brush brush = { &stage.canvas, { 2, 0, 3, 30 } };
	canvas_blank(&stage.canvas, 9, 30);
	ck_assert_int_eq(block_paint(&block, &brush, 1, 0), 2);
	char *dump = canvas_dump(&stage.canvas);
	ck_assert_str_eq(dump, "\n\n\n 20:15 1\n       2\n\n\n\n\n");
	free(dump);
}
END_TEST

TCase *
block_tcase(void)
{
	TCase *tcase = tcase_create("block");
	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_test(tcase, as_many_rows_are_painted_as_are_counted);
	tcase_add_test(tcase, nothing_is_painted_below_the_rectangle);
	return tcase;
}
