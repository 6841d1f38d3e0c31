/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * The wire below the conversation, compared with pictures as
 * tests/ui/pictures_test.c does.
 */
#include "config.h"

#include <check.h>

#include "stage.h"
#include "suite.h"
#include "wire/frame.h"

static struct stage stage;

static void
set_up(void)
{
	stage_open(&stage);
}

static void
tear_down(void)
{
	stage_close(&stage);
}

START_TEST(the_wire_shares_the_screen)
{
	stage_call(&stage, CALL_CALLEE, CALL_TALKING);
	stage.view.shows_wire = true;
	stage_chat(&stage);
	stage_expect(&stage, "wire", 80, 24);
	stage_expect(&stage, "wire", 120, 40);
	stage_expect(&stage, "wire", 60, 20);
}
END_TEST

/* What follows every message, and what an idle line says. */
static void
say_the_rest(void)
{
	stage_frame(&stage, SPEAKER_THEM, FRAME_ACK, "");
	stage_frame(&stage, SPEAKER_THEM, FRAME_DRAFT, "");
	for (int i = 0; i < 2; i++) {
		stage_frame(&stage, SPEAKER_ME, FRAME_PING, "12345678");
		stage_frame(&stage, SPEAKER_THEM, FRAME_PONG, "12345678");
	}
}

START_TEST(the_wire_shows_the_newest_frame_that_says_something)
{
	stage_call(&stage, CALL_CALLEE, CALL_TALKING);
	stage.view.shows_wire = true;
	stage_chat(&stage);
	say_the_rest();
	stage_expect(&stage, "wire-idle", 80, 24);
	stage_expect(&stage, "wire-idle", 100, 30);
	stage_expect(&stage, "wire-idle", 60, 20);
	stage_expect(&stage, "wire-idle", 40, 16);
}
END_TEST

/* Nobody sits at a phone that answers for itself, but somebody looks at it. */
static void
serve_two_lines(struct tape *tape)
{
	static const struct {
		enum tape_direction direction;
		int line;
		const char *bytes;
	} frames[] = {
		{ TAPE_IN, 1, "\0\0\0\5hello" },
		{ TAPE_OUT, 1, "\0\0\0\5HELLO" },
		{ TAPE_IN, 2, "\0\0\0\5howdy" },
		{ TAPE_OUT, 2, "\0\0\0\5HOWDY" },
		{ TAPE_IN, 1, "\0\0\0\5again" },
		{ TAPE_OUT, 1, "\0\0\0\5AGAIN" },
	};
	for (size_t at = 0; at < sizeof frames / sizeof frames[0]; at++) {
		struct framing_frame frame = {
			.header = (const uint8_t *)frames[at].bytes,
			.header_size = 4,
			.payload = (const uint8_t *)frames[at].bytes + 4,
			.payload_size = 5,
			.pieces = { .count = 2, .sizes = { 2, 7 } },
		};
		stage.scene.now += 700;
		tape_share(tape, frames[at].line, frames[at].direction,
		    framing_find("u32"), &frame, stage.scene.now);
	}
}

START_TEST(the_wire_of_a_service_says_of_each_frame_whose_it_is)
{
	struct tape served;
	tape_init(&served);
	serve_two_lines(&served);
	stage.scene.wire = &served;
	stage.view.shows_wire = true;
	stage_number(&stage, "192.168.1.20", "wlan0", INTERFACE_DEFAULT_ROUTE);
	stage_expect(&stage, "wire-served", 80, 24);
	view_step_wire(&stage.view, &stage.scene, -2);
	stage_expect(&stage, "wire-served-frozen", 80, 24);
	tape_clear(&served);
}
END_TEST

START_TEST(the_wire_can_be_frozen_and_stepped_through)
{
	stage_call(&stage, CALL_CALLEE, CALL_TALKING);
	stage.view.shows_wire = true;
	stage_chat(&stage);
	say_the_rest();
	view_step_wire(&stage.view, &stage.scene, -1);
	stage_expect(&stage, "wire-frozen", 80, 24);
	stage_expect(&stage, "wire-frozen", 100, 30);
	view_step_wire(&stage.view, &stage.scene, -1);
	stage_expect(&stage, "wire-long", 80, 24);
	view_step_wire(&stage.view, &stage.scene, 99);
	ck_assert_uint_eq(stage.view.wire_frame, 0);
	view_step_wire(&stage.view, &stage.scene, 2);
	stage_expect(&stage, "wire-behind", 80, 24);
	view_freeze_wire(&stage.view, &stage.scene);
	ck_assert_uint_eq(stage.view.wire_frame, 0);
	view_freeze_wire(&stage.view, &stage.scene);
	ck_assert_uint_eq(stage.view.wire_frame, 5);
	view_step_wire(&stage.view, &stage.scene, -99);
	ck_assert_uint_eq(stage.view.wire_frame, 1);
}
END_TEST

START_TEST(beside_the_wire_every_field_leaves_room_for_the_message)
{
	stage_call(&stage, CALL_CALLEE, CALL_TALKING);
	stage.view.shows_wire = true;
	stage.view.headers = VIEW_HEADERS_FIELDS;
	stage_chat(&stage);
	stage_expect(&stage, "wire-fields", 80, 24);
	stage_expect(&stage, "wire-fields", 60, 20);
}
END_TEST

TCase *
panes_tcase(void)
{
	TCase *tcase = tcase_create("panes");
	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_test(tcase, the_wire_shares_the_screen);
	tcase_add_test(tcase,
	    the_wire_shows_the_newest_frame_that_says_something);
	tcase_add_test(tcase,
	    the_wire_of_a_service_says_of_each_frame_whose_it_is);
	tcase_add_test(tcase, the_wire_can_be_frozen_and_stepped_through);
	tcase_add_test(tcase,
	    beside_the_wire_every_field_leaves_room_for_the_message);
	return tcase;
}
