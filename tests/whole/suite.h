/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * suite - the test cases of whole programs, one a topic.
 */
#ifndef TESTS_WHOLE_SUITE_H
#define TESTS_WHOLE_SUITE_H

#include <check.h>

TCase *armour_tcase(void);
TCase *lecture_tcase(void);
TCase *lecture_mistake_tcase(void);
TCase *lecture_service_tcase(void);
TCase *lecture_tool_tcase(void);
TCase *plain_call_tcase(void);
TCase *plain_drip_tcase(void);
TCase *plain_exit_tcase(void);
TCase *plain_foreign_tcase(void);
TCase *plain_ladder_tcase(void);
TCase *plain_net_tcase(void);
TCase *plain_pass_tcase(void);
TCase *plain_peer_tcase(void);
TCase *plain_resume_tcase(void);
TCase *plain_stuck_tcase(void);
TCase *plain_udp_tcase(void);

/* With HAVE_VTERM only. */
TCase *screen_tcase(void);
TCase *screen_lecture_tcase(void);
TCase *screen_life_tcase(void);
TCase *screen_stuck_tcase(void);
TCase *screen_call_tcase(void);
TCase *screen_pass_tcase(void);
TCase *screen_say_tcase(void);
TCase *screen_death_tcase(void);
TCase *screen_text_tcase(void);
TCase *screen_sweep_tcase(void);
TCase *screen_udp_tcase(void);
TCase *screen_idle_tcase(void);
TCase *screen_lines_tcase(void);

#endif
