/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "suite.h"

#include "../runner.h"

static runner_case *const cases[] = {
	armour_tcase,
	lecture_tcase,
	lecture_mistake_tcase,
	lecture_service_tcase,
	lecture_tool_tcase,
	plain_call_tcase,
	plain_drip_tcase,
	plain_exit_tcase,
	plain_foreign_tcase,
	plain_ladder_tcase,
	plain_net_tcase,
	plain_pass_tcase,
	plain_peer_tcase,
	plain_resume_tcase,
	plain_stuck_tcase,
	plain_udp_tcase,
#if HAVE_VTERM
	screen_tcase,
	screen_life_tcase,
	screen_stuck_tcase,
	screen_call_tcase,
	screen_pass_tcase,
	screen_say_tcase,
	screen_death_tcase,
	screen_text_tcase,
	screen_sweep_tcase,
	screen_udp_tcase,
	screen_lecture_tcase,
	screen_idle_tcase,
	screen_lines_tcase,
#endif
};

int
main(void)
{
	return runner_run("whole", cases, sizeof(cases) / sizeof(cases[0]));
}
