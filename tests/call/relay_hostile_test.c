/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/* What a hostile phone says on the line of a message that is passed on. */
#include "config.h"

#include "call/relay.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../material.h"
#include "../runner.h"
#include "chain.h"
#include "suite.h"

static size_t
make_payload(uint8_t *payload, uint64_t id, enum pass_kind kind, int hops)
{
	struct pass pass = {
		.id = id,
		.kind = (uint8_t)kind,
		.text_size = kind == PASS_ONWARD ? 2 : 0,
		.text = "hi",
	};
	for (int i = 0; i < hops; i++) {
		char name[16];
		snprintf(name, sizeof(name), "p%d", i);
		relay_add_hop(&pass, name, "192.0.2.77", 1000);
	}
	return pass_encode(payload, &pass);
}

/* The test rings nobody: its first frame is a PASS to alice. */
static void
knock(struct puppet *puppet, struct cable *cable)
{
	struct number from = chain_number(CHAIN_NOWHERE);
	*puppet = (struct puppet){ .cable = cable };
	puppet->line = cable_knock(cable, ALICE, &from);
}

static uint64_t
handed_id(const struct puppet *puppet)
{
	struct pass pass;
	ck_assert(pass_decode(&pass, puppet->payload, puppet->header.length));
	return pass.id;
}

static struct pass
expect_report(struct puppet *puppet)
{
	struct pass report;
	puppet_expect(puppet, FRAME_PASS);
	ck_assert_uint_eq(puppet->header.sequence, 1);
	ck_assert(pass_decode(&report, puppet->payload, puppet->header.length));
	ck_assert_int_eq(report.kind, PASS_REPORT);
	return report;
}

START_TEST(a_report_is_sent_then_acknowledged_then_hung_up)
{
	struct cable cable;
	struct puppet puppet;
	uint8_t payload[PASS_MOST];
	cable_init(&cable, CABLE_WHOLE, 1);
	chain_pass_on(&cable, ALICE, NULL);
	knock(&puppet, &cable);
	puppet_say(&puppet, FRAME_PASS, 1, payload,
	    make_payload(payload, 7, PASS_ONWARD, 1));
	struct pass report = expect_report(&puppet);
	ck_assert_uint_eq(puppet.header.acknowledgement, 1);
	ck_assert_uint_eq(report.id, 7);
	ck_assert_uint_eq(report.hop_count, 2);
	ck_assert_str_eq(report.hops[1].name, "alice");
	ck_assert_uint_eq(report.text_size, 0);
	puppet_expect_nothing(&puppet);
	puppet_say(&puppet, FRAME_ACK, 0, "", 0);
	puppet_expect_refusal(&puppet, CAUSE_NORMAL);
	chain_assert_quiet(&cable);
	cable_clear(&cable);
}
END_TEST

START_TEST(a_report_that_is_never_acknowledged_holds_no_line_for_ever)
{
	struct cable cable;
	struct puppet puppet;
	uint8_t payload[PASS_MOST];
	cable_init(&cable, CABLE_WHOLE, 1);
	chain_pass_on(&cable, ALICE, NULL);
	knock(&puppet, &cable);
	puppet_say(&puppet, FRAME_PASS, 1, payload,
	    make_payload(payload, 7, PASS_ONWARD, 1));
	puppet.heard = 0;
	for (int s = 0; s < 76; s++) {
		cable_pass(&cable, 1000);
		if (puppet_party(&puppet) != NULL)
			cable_send_frame(&cable, puppet.line,
			    &(struct frame_header){ .type = FRAME_PING,
				.length = 8 },
			    "12345678");
	}
	chain_assert_quiet(&cable);
	cable_clear(&cable);
}
END_TEST

START_TEST(of_two_hands_the_same_message_the_second_is_a_loop)
{
	struct cable cable;
	struct puppet first, second;
	uint8_t payload[PASS_MOST];
	size_t size = make_payload(payload, 7, PASS_ONWARD, 1);
	struct number silent = chain_number(CHAIN_NOWHERE);
	cable_init(&cable, CABLE_WHOLE, 1);
	chain_pass_on(&cable, ALICE, &silent);
	knock(&first, &cable);
	puppet_say(&first, FRAME_PASS, 1, payload, size);
	knock(&second, &cable);
	puppet_say(&second, FRAME_PASS, 1, payload, size);
	struct pass report = expect_report(&second);
	ck_assert_uint_eq(report.text_size, 0);
	puppet_expect(&first, FRAME_ACK);
	puppet_expect_nothing(&first);
	cable_clear(&cable);
}
END_TEST

START_TEST(lines_that_never_end_leave_room_for_the_users)
{
	struct cable cable;
	struct puppet puppet;
	uint8_t payload[PASS_MOST];
	size_t size = make_payload(payload, 7, PASS_ONWARD, 1);
	struct fault fault;
	cable_init(&cable, CABLE_WHOLE, 1);
	chain_pass_on(&cable, ALICE, NULL);
	int busy = 0;
	for (int i = 0; i < 2 * RELAY_LINES; i++) {
		knock(&puppet, &cable);
		puppet_say(&puppet, FRAME_PASS, 1, payload, size);
		while (puppet_hear(&puppet))
			if (puppet.header.type == FRAME_HANGUP)
				busy += puppet.payload[1] == CAUSE_BUSY;
	}
	ck_assert_int_gt(busy, 0);
	ck_assert_int_ne(switchboard_dial(&cable.phones[ALICE],
			     &cable.numbers[BOB], cable.now, &fault),
	    SWITCHBOARD_NOBODY);
	cable_settle(&cable);
	cable_clear(&cable);
}
END_TEST

START_TEST(after_sixty_four_phones_it_goes_no_further)
{
	struct cable cable;
	struct puppet puppet;
	uint8_t payload[PASS_MOST];
	cable_init(&cable, CABLE_WHOLE, 1);
	chain_lead(&cable, ALICE, BOB);
	knock(&puppet, &cable);
	puppet_say(&puppet, FRAME_PASS, 1, payload,
	    make_payload(payload, 7, PASS_ONWARD, 64));
	struct pass report = expect_report(&puppet);
	ck_assert_uint_eq(report.hop_count, 64);
	ck_assert_str_eq(report.text,
	    "64 phones, and a message goes through no more");
	cable_clear(&cable);
}
END_TEST

START_TEST(what_is_passed_on_is_clean)
{
	static const char evil[] = "\033]0;x\a\xff\xe2\x80\xae";
	struct cable cable;
	struct puppet puppet;
	uint8_t payload[PASS_MOST];
	struct pass pass = { .id = 9,
		.hop_count = 1,
		.text_size = sizeof(evil) - 1 };
	memcpy(pass.text, evil, sizeof(evil));
	pass.hops[0].name_size = sizeof(evil) - 1;
	memcpy(pass.hops[0].name, evil, sizeof(evil));
	pass.hops[0].number_size = sizeof(evil) - 1;
	memcpy(pass.hops[0].number, evil, sizeof(evil));
	cable_init(&cable, CABLE_WHOLE, 1);
	chain_lead(&cable, ALICE, BOB);
	chain_pass_on(&cable, BOB, NULL);
	knock(&puppet, &cable);
	puppet_say(&puppet, FRAME_PASS, 1, payload,
	    pass_encode(payload, &pass));
	puppet_expect(&puppet, FRAME_ACK);
	struct pass report = expect_report(&puppet);
	ck_assert_ptr_null(strpbrk(report.hops[0].name, "\033\a\xff"));
	ck_assert_ptr_null(strpbrk(report.hops[0].number, "\033\a\xff"));
	char *text = chain_told(&cable, BOB);
	ck_assert_ptr_null(strpbrk(text, "\033\a\xff"));
	ck_assert_ptr_null(strstr(text, "\xe2\x80\xae"));
	free(text);
	cable_clear(&cable);
}
END_TEST

/* What comes to carol by the line that she handed a message on over. */
static const struct {
	enum pass_kind kind;
	int hops;
	uint64_t id; /* added to the right one */
	uint32_t sequence;
	uint32_t acknowledgement;
	const char *words;
} forged[] = {
	{ PASS_REPORT, 3, 1, 1, 1, "a report of another message" },
	{ PASS_REPORT, 2, 0, 1, 1,
	    "a report of fewer phones than it was handed" },
	{ PASS_ONWARD, 4, 0, 1, 1, "PASS comes back and is no report" },
	{ PASS_REPORT, 4, 0, 2, 1, "sequence 2 where 1 was due" },
	{ PASS_REPORT, 4, 0, 0, 1, "PASS without a sequence" },
	{ PASS_REPORT, 4, 0, 1, 0, "a report of what was not acknowledged" },
	{ PASS_REPORT, 4, 0, 1, 2, "acknowledgement 2, but only 1 was sent" },
};

START_TEST(a_forged_report_is_answered_with_111)
{
	struct cable cable;
	struct puppet puppet;
	struct number silent = chain_number(CHAIN_NOWHERE);
	uint8_t payload[PASS_MOST];
	chain_make(&cable, 3);
	chain_pass_on(&cable, CAROL, &silent);
	chain_start(&cable, ALICE, "hello");
	puppet = (struct puppet){ .cable = &cable };
	puppet.line = chain_stop_at_line(&cable, 2);
	cable_settle(&cable);
	puppet_expect(&puppet, FRAME_PASS);
	size_t size = make_payload(payload, handed_id(&puppet) + forged[_i].id,
	    forged[_i].kind, forged[_i].hops);
	puppet.heard = forged[_i].acknowledgement;
	puppet_say(&puppet, FRAME_PASS, forged[_i].sequence, payload, size);
	while (puppet_hear(&puppet) && puppet.header.type != FRAME_HANGUP)
		continue;
	ck_assert_uint_eq(puppet.header.type, FRAME_HANGUP);
	ck_assert_uint_eq(puppet.payload[1], CAUSE_PROTOCOL_ERROR);
	chain_assert_told(&cable, ALICE,
	    "  4  *  192.0.2.99:8255 broke the protocol");
	chain_assert_told(&cable, ALICE, forged[_i].words);
	chain_assert_quiet(&cable);
	cable_clear(&cable);
}
END_TEST

START_TEST(a_report_cannot_change_the_trail_before_it)
{
	struct cable cable;
	struct puppet puppet;
	uint8_t payload[PASS_MOST];
	chain_hold(&cable, &puppet);
	/* Five phones, none of them alice, bob or carol. */
	puppet_say(&puppet, FRAME_PASS, 1, payload,
	    make_payload(payload, handed_id(&puppet), PASS_REPORT, 5));
	chain_assert_told(&cable, ALICE, "--   1  alice ");
	chain_assert_told(&cable, ALICE, "--   2  bob ");
	chain_assert_told(&cable, ALICE, "--   3  carol ");
	chain_assert_told(&cable, ALICE, "--   4  p3 ");
	chain_assert_told(&cable, ALICE, "--   5  p4 ");
	puppet_expect(&puppet, FRAME_ACK);
	puppet_expect_nothing(&puppet);
	/* Who does not hang up after a report has a second. */
	cable_pass(&cable, 1000);
	puppet_expect_refusal(&puppet, CAUSE_NORMAL);
	chain_assert_quiet(&cable);
	cable_clear(&cable);
}
END_TEST

START_TEST(a_second_report_is_answered_with_111_and_changes_nothing)
{
	struct cable cable;
	struct puppet puppet;
	uint8_t payload[PASS_MOST];
	chain_hold(&cable, &puppet);
	size_t size = make_payload(payload, handed_id(&puppet), PASS_REPORT, 4);
	puppet_say(&puppet, FRAME_PASS, 1, payload, size);
	puppet_expect(&puppet, FRAME_ACK);
	puppet_say(&puppet, FRAME_PASS, 2, payload, size);
	puppet_expect_refusal(&puppet, CAUSE_PROTOCOL_ERROR);
	chain_assert_told(&cable, ALICE,
	    "to the end of the chain, through 4 phones");
	chain_assert_quiet(&cable);
	cable_clear(&cable);
}
END_TEST

START_TEST(a_report_as_a_first_frame_is_answered_with_111)
{
	struct cable cable;
	struct puppet puppet;
	uint8_t payload[PASS_MOST];
	chain_make(&cable, 2);
	knock(&puppet, &cable);
	puppet_say(&puppet, FRAME_PASS, 1, payload,
	    make_payload(payload, 7, PASS_REPORT, 2));
	puppet_expect_refusal(&puppet, CAUSE_PROTOCOL_ERROR);
	chain_assert_quiet(&cable);
	cable_clear(&cable);
}
END_TEST

START_TEST(lengths_that_do_not_fit_are_answered_with_111)
{
	struct cable cable;
	struct puppet puppet;
	uint8_t payload[PASS_MOST];
	size_t size = make_payload(payload, 7, PASS_ONWARD, 2);
	for (size_t cut = FRAME_PASS_LEAST; cut < size; cut++) {
		chain_make(&cable, 2);
		knock(&puppet, &cable);
		puppet_say(&puppet, FRAME_PASS, 1, payload, cut);
		puppet_expect_refusal(&puppet, CAUSE_PROTOCOL_ERROR);
		cable_clear(&cable);
	}
}
END_TEST

/* Every type of frame, on a line that carries a message, at both ends. */
START_TEST(nothing_but_its_own_frames_may_come_by_the_line_of_a_pass)
{
	bool may_come = _i == FRAME_ACK || _i == FRAME_PING ||
	    _i == FRAME_PONG || _i == FRAME_HANGUP;
	const struct frame_kind *kind = frame_kind((uint8_t)_i);
	uint8_t payload[64] = { 0 };
	struct number silent = chain_number(CHAIN_NOWHERE);
	for (int is_caller = 0; is_caller < 2; is_caller++) {
		struct cable cable;
		struct puppet puppet;
		cable_init(&cable, CABLE_WHOLE, 1);
		chain_pass_on(&cable, ALICE, &silent);
		if (is_caller) {
			chain_start(&cable, ALICE, "hello");
			puppet = (struct puppet){ .cable = &cable };
			puppet.line = chain_stop_at_line(&cable, 0);
		} else {
			knock(&puppet, &cable);
			puppet_say(&puppet, FRAME_PASS, 1, payload,
			    make_payload(payload, 7, PASS_ONWARD, 1));
		}
		cable_settle(&cable);
		while (puppet_hear(&puppet))
			continue;
		puppet_say(&puppet, FRAME_ACK, 0, "", 0);
		puppet_say(&puppet, (uint8_t)_i,
		    _i == FRAME_TEXT || _i == FRAME_PASS ? puppet.said + 1 : 0,
		    payload, kind != NULL ? kind->least : 0);
		bool is_refused = false;
		while (puppet_hear(&puppet))
			is_refused |= puppet.header.type == FRAME_HANGUP &&
			    puppet.payload[1] == CAUSE_PROTOCOL_ERROR;
		ck_assert_msg(is_refused == !may_come, "type %d, caller %d", _i,
		    is_caller);
		cable_clear(&cable);
	}
}
END_TEST

START_TEST(random_pieces_never_hurt_a_phone_that_passes_on)
{
	uint64_t state = (uint64_t)_i + 1;
	struct cable cable;
	uint8_t payload[PASS_MOST];
	struct number silent = chain_number(CHAIN_NOWHERE);
	chain_make(&cable, 2);
	chain_pass_on(&cable, BOB, &silent);
	for (int i = 0; i < 20; i++) {
		struct puppet puppet;
		size_t size = make_payload(payload, material_upto(&state, 3),
		    PASS_ONWARD, (int)material_upto(&state, 64));
		for (size_t bad = material_upto(&state, 3); bad > 0; bad--)
			payload[material_upto(&state, size - 1)] =
			    (uint8_t)material_random(&state);
		knock(&puppet, &cable);
		puppet_say(&puppet, FRAME_PASS, 1, payload, size);
		while (puppet_hear(&puppet))
			continue;
		puppet_say(&puppet, FRAME_ACK, 0, "", 0);
	}
	cable_pass(&cable, 80000);
	chain_assert_quiet(&cable);
	cable_clear(&cable);
}
END_TEST

TCase *
relay_hostile_tcase(void)
{
	TCase *tcase = tcase_create("relay hostile");
	tcase_add_test(tcase, a_report_is_sent_then_acknowledged_then_hung_up);
	tcase_add_test(tcase,
	    a_report_that_is_never_acknowledged_holds_no_line_for_ever);
	tcase_add_test(tcase,
	    of_two_hands_the_same_message_the_second_is_a_loop);
	tcase_add_test(tcase, lines_that_never_end_leave_room_for_the_users);
	tcase_add_test(tcase, after_sixty_four_phones_it_goes_no_further);
	tcase_add_test(tcase, what_is_passed_on_is_clean);
	tcase_add_loop_test(tcase, a_forged_report_is_answered_with_111, 0,
	    sizeof(forged) / sizeof(forged[0]));
	tcase_add_test(tcase, a_report_cannot_change_the_trail_before_it);
	tcase_add_test(tcase,
	    a_second_report_is_answered_with_111_and_changes_nothing);
	tcase_add_test(tcase, a_report_as_a_first_frame_is_answered_with_111);
	tcase_add_test(tcase, lengths_that_do_not_fit_are_answered_with_111);
	tcase_add_loop_test(tcase,
	    nothing_but_its_own_frames_may_come_by_the_line_of_a_pass, 0, 32);
	tcase_add_loop_test(tcase,
	    random_pieces_never_hurt_a_phone_that_passes_on, 0, 8);
	return tcase;
}
