# SPDX-FileCopyrightText: 2026 The landline authors
# SPDX-License-Identifier: ISC

# The scripts speak TAP to Automake's harness, which runs them first.
TEST_EXTENSIONS = .sh
SH_LOG_COMPILER = $(SHELL)
SH_LOG_DRIVER = env AM_TAP_AWK='$(AWK)' \
	$(SHELL) $(top_srcdir)/build-aux/tap-driver.sh

# Scripts, one a line.
dist_check_SCRIPTS = \
	%reldir%/check-armour.sh \
	%reldir%/check-armour-fails.sh \
	%reldir%/check-floors.sh \
	%reldir%/check-floors-fails.sh \
	%reldir%/check-documents.sh \
	%reldir%/check-documents-fails.sh \
	%reldir%/check-runner.sh
TESTS += $(dist_check_SCRIPTS)

# The Check programs run on the terminal after that, lowest floor first.
check_suites = \
	%reldir%/base/check-base \
	%reldir%/text/check-text \
	%reldir%/wire/check-wire \
	%reldir%/call/check-call \
	%reldir%/net/check-net \
	%reldir%/ui/check-ui \
	%reldir%/app/check-app \
	%reldir%/whole/check-whole

EXTRA_DIST += %reldir%/run-suites.sh

# With sanitizers fork() takes 20 ms. Tests of these leave nothing behind that
# another would stumble over.
if WITH_SANITIZER
check_together = \
	%reldir%/text/check-text \
	%reldir%/wire/check-wire \
	%reldir%/call/check-call \
	%reldir%/ui/check-ui
endif

if HAVE_CHECK
check_LIBRARIES += %reldir%/librunner.a
check_PROGRAMS += $(check_suites) %reldir%/peers/lecture \
	%reldir%/faults/check-faults %reldir%/call/soak
check_faults = %reldir%/faults/shim.so
endif

%canon_reldir%_librunner_a_CPPFLAGS = $(AM_CPPFLAGS) \
	-DRUNNER_SOURCE_FOLDER='"$(abs_top_srcdir)"' \
	-DRUNNER_BUILD_FOLDER='"$(abs_top_builddir)"'
%canon_reldir%_librunner_a_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
%canon_reldir%_librunner_a_SOURCES = \
	%reldir%/material.c \
	%reldir%/material.h \
	%reldir%/runner.c \
	%reldir%/runner.h

# A tree that moved and was configured anew has other folders.
%reldir%/librunner_a-runner.$(OBJEXT): Makefile

# --wrap: see runner.c.
runner_ldflags = $(AM_LDFLAGS) -Wl,--wrap=_tcase_add_test
runner_libs = %reldir%/librunner.a $(CHECK_LIBS)

%canon_reldir%_base_check_base_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
%canon_reldir%_base_check_base_LDFLAGS = $(runner_ldflags)
%canon_reldir%_base_check_base_LDADD = $(runner_libs) \
	$(base_floor)
%canon_reldir%_base_check_base_SOURCES = \
	%reldir%/base/armour_test.c \
	%reldir%/base/bytes_test.c \
	%reldir%/base/clock_test.c \
	%reldir%/base/fault_test.c \
	%reldir%/base/memory_test.c \
	%reldir%/base/rites_test.c \
	%reldir%/base/suite.c \
	%reldir%/base/suite.h \
	%reldir%/base/trace_test.c

%canon_reldir%_text_check_text_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
%canon_reldir%_text_check_text_LDFLAGS = $(runner_ldflags)
%canon_reldir%_text_check_text_LDADD = $(runner_libs) \
	$(text_floor) $(UTF8PROC_LIBS)
%canon_reldir%_text_check_text_SOURCES = \
	%reldir%/text/cells_test.c \
	%reldir%/text/clean_sweep_test.c \
	%reldir%/text/clean_test.c \
	%reldir%/text/draft_test.c \
	%reldir%/text/quote_test.c \
	%reldir%/text/samples.c \
	%reldir%/text/samples.h \
	%reldir%/text/suite.c \
	%reldir%/text/suite.h \
	%reldir%/text/utf8_test.c \
	%reldir%/text/wrap_test.c

%canon_reldir%_wire_check_wire_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
%canon_reldir%_wire_check_wire_LDFLAGS = $(runner_ldflags)
%canon_reldir%_wire_check_wire_LDADD = $(runner_libs) \
	$(wire_floor) $(UTF8PROC_LIBS)
%canon_reldir%_wire_check_wire_SOURCES = \
	%reldir%/wire/diagnosis_test.c \
	%reldir%/wire/foreign_stream_test.c \
	%reldir%/wire/foreign_test.c \
	%reldir%/wire/frame_test.c \
	%reldir%/wire/framing_test.c \
	%reldir%/wire/inspect_test.c \
	%reldir%/wire/pass_test.c \
	%reldir%/wire/spell_test.c \
	%reldir%/wire/stranger_test.c \
	%reldir%/wire/suite.c \
	%reldir%/wire/suite.h \
	%reldir%/wire/tape_test.c

%canon_reldir%_call_check_call_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
%canon_reldir%_call_check_call_LDFLAGS = $(runner_ldflags)
%canon_reldir%_call_check_call_LDADD = $(runner_libs) \
	$(call_floor) $(UTF8PROC_LIBS)
%canon_reldir%_call_check_call_SOURCES = \
	%reldir%/call/cable.c \
	%reldir%/call/cable.h \
	%reldir%/call/call_test.c \
	%reldir%/call/ether.c \
	%reldir%/call/ether.h \
	%reldir%/call/ether_test.c \
	%reldir%/call/explore.c \
	%reldir%/call/explore.h \
	%reldir%/call/explore_test.c \
	%reldir%/call/chain.c \
	%reldir%/call/chain.h \
	%reldir%/call/foreign_test.c \
	%reldir%/call/glare_test.c \
	%reldir%/call/glue_test.c \
	%reldir%/call/hostile_test.c \
	%reldir%/call/lines_test.c \
	%reldir%/call/number_test.c \
	%reldir%/call/outbox_test.c \
	%reldir%/call/outcome_test.c \
	%reldir%/call/party_test.c \
	%reldir%/call/patch_test.c \
	%reldir%/call/puppet.c \
	%reldir%/call/puppet.h \
	%reldir%/call/relay_hostile_test.c \
	%reldir%/call/relay_test.c \
	%reldir%/call/resume_lines_test.c \
	%reldir%/call/resume_test.c \
	%reldir%/call/service_test.c \
	%reldir%/call/suite.c \
	%reldir%/call/suite.h \
	%reldir%/call/switchboard_test.c \
	%reldir%/call/tally_test.c \
	%reldir%/call/transcript_test.c \
	%reldir%/call/verdict_test.c \
	%reldir%/call/walk.c \
	%reldir%/call/walk.h \
	%reldir%/call/walk_test.c

# What check-call walks for a second, for minutes: see tests/call/soak.c.
%canon_reldir%_call_soak_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
%canon_reldir%_call_soak_LDADD = $(runner_libs) \
	$(call_floor) $(UTF8PROC_LIBS)
%canon_reldir%_call_soak_SOURCES = \
	%reldir%/call/cable.c \
	%reldir%/call/cable.h \
	%reldir%/call/explore.c \
	%reldir%/call/explore.h \
	%reldir%/call/soak.c \
	%reldir%/call/suite.h \
	%reldir%/call/walk.c \
	%reldir%/call/walk.h

check-long: %reldir%/call/soak
	%reldir%/call/soak $(SOAK)
.PHONY: check-long

# Rules that are broken on purpose, and tests that have to notice.
EXTRA_DIST += %reldir%/call/mutants.sh
mutant_compile = $(CC) $(DEFS) $(DEFAULT_INCLUDES) $(INCLUDES) $(AM_CPPFLAGS) \
	$(CPPFLAGS) $(AM_CFLAGS) $(CHECK_CFLAGS) $(CFLAGS) -w
mutant_link = $(CC) $(AM_CFLAGS) $(CFLAGS) $(runner_ldflags) $(LDFLAGS)
mutants: %reldir%/call/check-call
	@srcdir='$(srcdir)' COMPILE='$(mutant_compile)' LINK='$(mutant_link)' \
	OBJECTS='$(%canon_reldir%_call_check_call_OBJECTS)' \
	LIBRARIES='$(runner_libs) $(call_floor) $(UTF8PROC_LIBS) $(LIBS)' \
	$(SHELL) $(srcdir)/%reldir%/call/mutants.sh
.PHONY: mutants

%canon_reldir%_net_check_net_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
%canon_reldir%_net_check_net_LDFLAGS = $(runner_ldflags)
%canon_reldir%_net_check_net_LDADD = $(runner_libs) \
	$(net_floor) $(UTF8PROC_LIBS)
%canon_reldir%_net_check_net_SOURCES = \
	%reldir%/net/datagram_test.c \
	%reldir%/net/dial_test.c \
	%reldir%/net/exchange_test.c \
	%reldir%/net/fixture.c \
	%reldir%/net/fixture.h \
	%reldir%/net/interfaces_test.c \
	%reldir%/net/ladder_test.c \
	%reldir%/net/line_test.c \
	%reldir%/net/lookup_test.c \
	%reldir%/net/loop_test.c \
	%reldir%/net/socket_test.c \
	%reldir%/net/suite.c \
	%reldir%/net/suite.h

%canon_reldir%_ui_check_ui_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
%canon_reldir%_ui_check_ui_LDFLAGS = $(runner_ldflags)
%canon_reldir%_ui_check_ui_LDADD = $(runner_libs) \
	$(ui_floor) $(NCURSESW_LIBS) $(UTF8PROC_LIBS)
%canon_reldir%_ui_check_ui_SOURCES = \
	%reldir%/ui/block_test.c \
	%reldir%/ui/canvas_test.c \
	%reldir%/ui/foreign_picture_test.c \
	%reldir%/ui/glyph_test.c \
	%reldir%/ui/keyboard_test.c \
	%reldir%/ui/keys_test.c \
	%reldir%/ui/ladder_pane_test.c \
	%reldir%/ui/layout_test.c \
	%reldir%/ui/lines_picture_test.c \
	%reldir%/ui/panes_test.c \
	%reldir%/ui/pictures_test.c \
	%reldir%/ui/plain_test.c \
	%reldir%/ui/prompt_test.c \
	%reldir%/ui/script_test.c \
	%reldir%/ui/stage.c \
	%reldir%/ui/stage.h \
	%reldir%/ui/status_test.c \
	%reldir%/ui/suite.c \
	%reldir%/ui/suite.h \
	%reldir%/ui/talk_test.c \
	%reldir%/ui/told_test.c \
	%reldir%/ui/trouble_picture_test.c \
	%reldir%/ui/view_test.c

# What the screen is to look like, one picture a file; see ui/pictures_test.c.
EXTRA_DIST += \
	%reldir%/ui/pictures/all-in-trouble-120x40.txt \
	%reldir%/ui/pictures/call-waiting-120x40.txt \
	%reldir%/ui/pictures/call-waiting-39x9.txt \
	%reldir%/ui/pictures/call-waiting-40x10.txt \
	%reldir%/ui/pictures/call-waiting-60x20.txt \
	%reldir%/ui/pictures/call-waiting-80x24.txt \
	%reldir%/ui/pictures/calling-80x24.txt \
	%reldir%/ui/pictures/calls-waiting-40x12.txt \
	%reldir%/ui/pictures/calls-waiting-80x24.txt \
	%reldir%/ui/pictures/classic-80x24.txt \
	%reldir%/ui/pictures/dial-failed-80x24.txt \
	%reldir%/ui/pictures/draft-long-80x24.txt \
	%reldir%/ui/pictures/draft-middle-80x24.txt \
	%reldir%/ui/pictures/ended-80x24.txt \
	%reldir%/ui/pictures/foreign-80x24.txt \
	%reldir%/ui/pictures/foreign-crlf-80x24.txt \
	%reldir%/ui/pictures/foreign-wire-120x40.txt \
	%reldir%/ui/pictures/foreign-wire-80x24.txt \
	%reldir%/ui/pictures/headers-fields-80x24.txt \
	%reldir%/ui/pictures/headers-none-80x24.txt \
	%reldir%/ui/pictures/held-80x24.txt \
	%reldir%/ui/pictures/help-120x40.txt \
	%reldir%/ui/pictures/help-80x24.txt \
	%reldir%/ui/pictures/help-end-80x24.txt \
	%reldir%/ui/pictures/hold-both-80x24.txt \
	%reldir%/ui/pictures/ladder-120x40.txt \
	%reldir%/ui/pictures/ladder-40x16.txt \
	%reldir%/ui/pictures/ladder-80x24.txt \
	%reldir%/ui/pictures/ladder-empty-80x24.txt \
	%reldir%/ui/pictures/leaving-80x24.txt \
	%reldir%/ui/pictures/line-held-80x24.txt \
	%reldir%/ui/pictures/line-left-80x24.txt \
	%reldir%/ui/pictures/line-left-trouble-80x24.txt \
	%reldir%/ui/pictures/line-trouble-80x24.txt \
	%reldir%/ui/pictures/line-unread-80x24.txt \
	%reldir%/ui/pictures/line-unread-left-80x24.txt \
	%reldir%/ui/pictures/lines-120x40.txt \
	%reldir%/ui/pictures/lines-40x10.txt \
	%reldir%/ui/pictures/lines-60x20.txt \
	%reldir%/ui/pictures/lines-80x24.txt \
	%reldir%/ui/pictures/lines-class-120x40.txt \
	%reldir%/ui/pictures/lines-class-80x24.txt \
	%reldir%/ui/pictures/lines-in-trouble-80x24.txt \
	%reldir%/ui/pictures/lines-last-page-80x24.txt \
	%reldir%/ui/pictures/lines-left-80x24.txt \
	%reldir%/ui/pictures/lines-served-120x40.txt \
	%reldir%/ui/pictures/lines-served-80x24.txt \
	%reldir%/ui/pictures/lines-trouble-120x40.txt \
	%reldir%/ui/pictures/lines-trouble-40x10.txt \
	%reldir%/ui/pictures/lines-trouble-60x20.txt \
	%reldir%/ui/pictures/lines-trouble-80x24.txt \
	%reldir%/ui/pictures/lines-unread-80x24.txt \
	%reldir%/ui/pictures/lines-wire-80x24.txt \
	%reldir%/ui/pictures/lines-wire-ladder-120x40.txt \
	%reldir%/ui/pictures/lines-wire-ladder-80x24.txt \
	%reldir%/ui/pictures/live-80x24.txt \
	%reldir%/ui/pictures/misbehaving-60x20.txt \
	%reldir%/ui/pictures/misbehaving-80x24.txt \
	%reldir%/ui/pictures/mistake-header-80x24.txt \
	%reldir%/ui/pictures/mistake-htonl-80x24.txt \
	%reldir%/ui/pictures/mistake-nul-80x24.txt \
	%reldir%/ui/pictures/mistake-recv-80x24.txt \
	%reldir%/ui/pictures/note-long-80x24.txt \
	%reldir%/ui/pictures/panes-120x40.txt \
	%reldir%/ui/pictures/panes-80x10.txt \
	%reldir%/ui/pictures/panes-80x24.txt \
	%reldir%/ui/pictures/panes-client-120x40.txt \
	%reldir%/ui/pictures/panes-server-120x40.txt \
	%reldir%/ui/pictures/ringing-120x40.txt \
	%reldir%/ui/pictures/ringing-20x5.txt \
	%reldir%/ui/pictures/ringing-60x20.txt \
	%reldir%/ui/pictures/ringing-80x24.txt \
	%reldir%/ui/pictures/scripts-60x20.txt \
	%reldir%/ui/pictures/scripts-80x24.txt \
	%reldir%/ui/pictures/scrolled-80x24.txt \
	%reldir%/ui/pictures/scrolled-new-80x24.txt \
	%reldir%/ui/pictures/talking-120x40.txt \
	%reldir%/ui/pictures/talking-20x5.txt \
	%reldir%/ui/pictures/talking-60x20.txt \
	%reldir%/ui/pictures/talking-80x24.txt \
	%reldir%/ui/pictures/times-none-80x24.txt \
	%reldir%/ui/pictures/told-broken-80x24.txt \
	%reldir%/ui/pictures/told-message-80x24.txt \
	%reldir%/ui/pictures/told-ring-120x40.txt \
	%reldir%/ui/pictures/told-ring-40x10.txt \
	%reldir%/ui/pictures/told-ring-80x24.txt \
	%reldir%/ui/pictures/trouble-120x40.txt \
	%reldir%/ui/pictures/trouble-39x9.txt \
	%reldir%/ui/pictures/trouble-40x10.txt \
	%reldir%/ui/pictures/trouble-60x20.txt \
	%reldir%/ui/pictures/trouble-80x24.txt \
	%reldir%/ui/pictures/trouble-called-80x24.txt \
	%reldir%/ui/pictures/trouble-rings-80x24.txt \
	%reldir%/ui/pictures/udp-60x20.txt \
	%reldir%/ui/pictures/udp-80x24.txt \
	%reldir%/ui/pictures/udp-wire-80x24.txt \
	%reldir%/ui/pictures/waiting-120x40.txt \
	%reldir%/ui/pictures/waiting-20x5.txt \
	%reldir%/ui/pictures/waiting-60x20.txt \
	%reldir%/ui/pictures/waiting-80x24.txt \
	%reldir%/ui/pictures/waiting-both-80x24.txt \
	%reldir%/ui/pictures/waiting-full-40x10.txt \
	%reldir%/ui/pictures/waiting-full-80x24.txt \
	%reldir%/ui/pictures/waiting-missed-80x24.txt \
	%reldir%/ui/pictures/waiting-trouble-40x10.txt \
	%reldir%/ui/pictures/waiting-trouble-80x24.txt \
	%reldir%/ui/pictures/waiting-unreachable-80x24.txt \
	%reldir%/ui/pictures/wire-120x40.txt \
	%reldir%/ui/pictures/wire-60x20.txt \
	%reldir%/ui/pictures/wire-80x24.txt \
	%reldir%/ui/pictures/wire-behind-80x24.txt \
	%reldir%/ui/pictures/wire-fields-60x20.txt \
	%reldir%/ui/pictures/wire-fields-80x24.txt \
	%reldir%/ui/pictures/wire-frozen-100x30.txt \
	%reldir%/ui/pictures/wire-frozen-80x24.txt \
	%reldir%/ui/pictures/wire-idle-100x30.txt \
	%reldir%/ui/pictures/wire-idle-40x16.txt \
	%reldir%/ui/pictures/wire-idle-60x20.txt \
	%reldir%/ui/pictures/wire-idle-80x24.txt \
	%reldir%/ui/pictures/wire-long-80x24.txt \
	%reldir%/ui/pictures/wire-served-80x24.txt \
	%reldir%/ui/pictures/wire-served-frozen-80x24.txt

%canon_reldir%_app_check_app_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS)
%canon_reldir%_app_check_app_LDFLAGS = $(runner_ldflags)
%canon_reldir%_app_check_app_LDADD = $(runner_libs) \
	$(app_floor) $(NCURSESW_LIBS) $(UTF8PROC_LIBS)
%canon_reldir%_app_check_app_SOURCES = \
	%reldir%/app/commands_test.c \
	%reldir%/app/desk_test.c \
	%reldir%/app/documents_test.c \
	%reldir%/app/lines_test.c \
	%reldir%/app/options_test.c \
	%reldir%/app/page.c \
	%reldir%/app/page.h \
	%reldir%/app/suite.c \
	%reldir%/app/suite.h \
	%reldir%/app/wire_page_test.c

# What is no landline, and knows nothing of src/: lectures' own programs.
%canon_reldir%_peers_lecture_CPPFLAGS = -D_GNU_SOURCE
%canon_reldir%_peers_lecture_SOURCES = \
	%reldir%/peers/chat.c \
	%reldir%/peers/daytime.c \
	%reldir%/peers/demux.c \
	%reldir%/peers/echo.c \
	%reldir%/peers/flood.c \
	%reldir%/peers/framed.c \
	%reldir%/peers/header.c \
	%reldir%/peers/header.h \
	%reldir%/peers/http.c \
	%reldir%/peers/many.c \
	%reldir%/peers/message.c \
	%reldir%/peers/pass.c \
	%reldir%/peers/peers.c \
	%reldir%/peers/peers.h \
	%reldir%/peers/plug.c \
	%reldir%/peers/plug.h \
	%reldir%/peers/steps.c \
	%reldir%/peers/wrong.c

# And in Python, for machines that have it.
EXTRA_DIST += \
	%reldir%/peers/chat.py \
	%reldir%/peers/framed.py \
	%reldir%/peers/plug.py \
	%reldir%/peers/upper.py \
	%reldir%/peers/web.py

%canon_reldir%_whole_check_whole_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS) $(VTERM_CFLAGS)
%canon_reldir%_whole_check_whole_LDFLAGS = $(runner_ldflags)
%canon_reldir%_whole_check_whole_LDADD = $(runner_libs) \
	$(app_floor) $(NCURSESW_LIBS) $(UTF8PROC_LIBS) $(VTERM_LIBS)
%canon_reldir%_whole_check_whole_SOURCES = \
	%reldir%/whole/armour_test.c \
	%reldir%/whole/peer.c \
	%reldir%/whole/peer.h \
	%reldir%/net/fixture.c \
	%reldir%/net/fixture.h \
	%reldir%/whole/dialog.c \
	%reldir%/whole/dialog.h \
	%reldir%/whole/lecture_mistake_test.c \
	%reldir%/whole/lecture_service_test.c \
	%reldir%/whole/lecture_test.c \
	%reldir%/whole/lecture_tool_test.c \
	%reldir%/whole/lessons.c \
	%reldir%/whole/lessons.h \
	%reldir%/whole/plain_call_test.c \
	%reldir%/whole/plain_drip_test.c \
	%reldir%/whole/plain_exit_test.c \
	%reldir%/whole/plain_foreign_test.c \
	%reldir%/whole/plain_ladder_test.c \
	%reldir%/whole/plain_net_test.c \
	%reldir%/whole/plain_pass_test.c \
	%reldir%/whole/plain_peer_test.c \
	%reldir%/whole/plain_resume_test.c \
	%reldir%/whole/plain_stuck_test.c \
	%reldir%/whole/plain_udp_test.c \
	%reldir%/whole/postman.c \
	%reldir%/whole/postman.h \
	%reldir%/whole/process.c \
	%reldir%/whole/process.h \
	%reldir%/whole/suite.c \
	%reldir%/whole/suite.h

# What a person would see can only be looked at with libvterm.
if HAVE_VTERM
%canon_reldir%_whole_check_whole_SOURCES += \
	%reldir%/whole/glass.c \
	%reldir%/whole/glass.h \
	%reldir%/whole/handset.c \
	%reldir%/whole/handset.h \
	%reldir%/whole/modes.c \
	%reldir%/whole/modes.h \
	%reldir%/whole/oracle.c \
	%reldir%/whole/oracle.h \
	%reldir%/whole/pupil.c \
	%reldir%/whole/pupil.h \
	%reldir%/whole/screen_call_test.c \
	%reldir%/whole/screen_death_test.c \
	%reldir%/whole/screen_idle_test.c \
	%reldir%/whole/screen_lines_test.c \
	%reldir%/whole/screen_lecture_test.c \
	%reldir%/whole/screen_life_test.c \
	%reldir%/whole/screen_stuck_test.c \
	%reldir%/whole/screen_pass_test.c \
	%reldir%/whole/screen_say_test.c \
	%reldir%/whole/screen_sweep_test.c \
	%reldir%/whole/screen_test.c \
	%reldir%/whole/screen_text_test.c \
	%reldir%/whole/screen_udp_test.c \
	%reldir%/whole/started.c \
	%reldir%/whole/started.h \
	%reldir%/whole/sweeper.c \
	%reldir%/whole/sweeper.h \
	%reldir%/text/samples.c \
	%reldir%/text/samples.h \
	%reldir%/whole/terminal.c \
	%reldir%/whole/terminal.h
endif

# Faults that take their time; those that do not are tests of the suites above.
%canon_reldir%_faults_check_faults_CFLAGS = $(AM_CFLAGS) $(CHECK_CFLAGS) $(VTERM_CFLAGS)
%canon_reldir%_faults_check_faults_LDFLAGS = $(runner_ldflags)
%canon_reldir%_faults_check_faults_LDADD = $(runner_libs) \
	$(app_floor) $(NCURSESW_LIBS) $(UTF8PROC_LIBS) $(VTERM_LIBS)
%canon_reldir%_faults_check_faults_SOURCES = \
	%reldir%/faults/filter.c \
	%reldir%/faults/filter.h \
	%reldir%/faults/line_test.c \
	%reldir%/faults/machine_test.c \
	%reldir%/faults/peer_test.c \
	%reldir%/faults/relay.c \
	%reldir%/faults/relay.h \
	%reldir%/faults/shimmed.c \
	%reldir%/faults/shimmed.h \
	%reldir%/faults/suite.c \
	%reldir%/faults/suite.h \
	%reldir%/faults/trouble_test.c \
	%reldir%/net/fixture.c \
	%reldir%/net/fixture.h \
	%reldir%/whole/peer.c \
	%reldir%/whole/peer.h \
	%reldir%/whole/process.c \
	%reldir%/whole/process.h
if HAVE_VTERM
%canon_reldir%_faults_check_faults_SOURCES += \
	%reldir%/whole/glass.c \
	%reldir%/whole/glass.h \
	%reldir%/whole/handset.c \
	%reldir%/whole/handset.h \
	%reldir%/whole/modes.c \
	%reldir%/whole/modes.h \
	%reldir%/whole/started.c \
	%reldir%/whole/started.h \
	%reldir%/whole/terminal.c \
	%reldir%/whole/terminal.h
endif
EXTRA_DIST += %reldir%/faults/catalogue %reldir%/faults/run.sh \
	%reldir%/faults/shim.c

# Automake makes no shared libraries without libtool; it is one file.
%reldir%/faults/shim.so: %reldir%/faults/shim.c
	@$(MKDIR_P) %reldir%/faults
	$(AM_V_CCLD)$(CC) -D_GNU_SOURCE -O1 -fPIC -shared -o $@ \
		$(srcdir)/%reldir%/faults/shim.c -ldl
CLEANFILES += %reldir%/faults/shim.so

# Causes each fault of the catalogue, or those that FAULTS names, and prints a
# line for each. FAULTS="N6 R3"
faults: landline %reldir%/faults/check-faults $(check_faults) $(check_suites)
	@$(SHELL) $(srcdir)/%reldir%/faults/run.sh \
		$(srcdir)/%reldir%/faults/catalogue $(FAULTS)
.PHONY: faults

# All of them run even if one fails, and any failure is make's failure.
check-local: check-TESTS $(check_faults)
if HAVE_CHECK
	@unset RUNNER_WITHOUT RUNNER_ONLY RUNNER_PART; failed=; \
	$(SHELL) $(srcdir)/%reldir%/faults/run.sh \
		$(srcdir)/%reldir%/faults/catalogue --short || failed=faults; \
	TOGETHER="$(check_together)" $(SHELL) $(srcdir)/%reldir%/run-suites.sh \
		%reldir%/whole/check-whole \
		$(filter-out %/check-whole,$(check_suites)) || failed=suites; \
	test -z "$$failed"
else
	@echo "the unit tests need Check (Debian: check)" >&2; exit 1
endif

# Whole programs are left out: valgrind would look at the test, and not at the
# landline that it starts. Check's limits are for an ordinary machine. A target
# for each, since this takes minutes, and "make -j" halves them. And without the
# sweeps, which take most of the time and which the sanitizers see as well.
valgrind_without = \
	any_scene_at_any_size \
	no_character_between_guests_gets_past \
	no_character_between_letters_gets_past \
	no_cluster_goes_on_for_ever \
	one_call_survives_both_dialling_whatever_comes_first \
	too_long_a_draft_is_refused_whole
check-valgrind: $(addsuffix .valgrind, \
	$(filter-out %/check-whole,$(check_suites)))
%.valgrind: %
	@CK_TIMEOUT_MULTIPLIER=20 RUNNER_WITHOUT="$(valgrind_without)" \
		valgrind -q --error-exitcode=9 --leak-check=full \
		--errors-for-leak-kinds=definite "./$<"
.PHONY: check-valgrind
