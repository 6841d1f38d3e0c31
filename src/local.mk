# SPDX-FileCopyrightText: 2026 The landline authors
# SPDX-License-Identifier: ISC

# A floor is a library. Sources stand one a line, in the order of the alphabet.

noinst_LIBRARIES += \
	%reldir%/base/libbase.a \
	%reldir%/text/libtext.a \
	%reldir%/wire/libwire.a \
	%reldir%/call/libcall.a \
	%reldir%/net/libnet.a \
	%reldir%/ui/libui.a \
	%reldir%/app/libapp.a

# What a program of a floor links: that floor and those below it, and nothing
# from above. This, and not good will, is what keeps the floors in order.
base_floor = src/base/libbase.a
text_floor = src/text/libtext.a $(base_floor)
wire_floor = src/wire/libwire.a $(text_floor)
call_floor = src/call/libcall.a $(wire_floor)
net_floor = src/net/libnet.a $(call_floor)
ui_floor = src/ui/libui.a $(net_floor)
app_floor = src/app/libapp.a $(ui_floor)

%canon_reldir%_base_libbase_a_SOURCES = \
	%reldir%/base/armour.c \
	%reldir%/base/armour.h \
	%reldir%/base/bytes.c \
	%reldir%/base/bytes.h \
	%reldir%/base/clock.c \
	%reldir%/base/clock.h \
	%reldir%/base/fault.c \
	%reldir%/base/fault.h \
	%reldir%/base/memory.c \
	%reldir%/base/memory.h \
	%reldir%/base/rites.c \
	%reldir%/base/rites.h \
	%reldir%/base/trace.c \
	%reldir%/base/trace.h

%canon_reldir%_text_libtext_a_CPPFLAGS = $(AM_CPPFLAGS) $(UTF8PROC_CFLAGS)
%canon_reldir%_text_libtext_a_SOURCES = \
	%reldir%/text/cells.c \
	%reldir%/text/cells.h \
	%reldir%/text/clean.c \
	%reldir%/text/clean.h \
	%reldir%/text/draft.c \
	%reldir%/text/draft.h \
	%reldir%/text/gap.c \
	%reldir%/text/gap.h \
	%reldir%/text/history.c \
	%reldir%/text/history.h \
	%reldir%/text/quote.c \
	%reldir%/text/quote.h \
	%reldir%/text/sheet.c \
	%reldir%/text/sheet.h \
	%reldir%/text/steps.c \
	%reldir%/text/steps.h \
	%reldir%/text/utf8.c \
	%reldir%/text/utf8.h \
	%reldir%/text/wrap.c \
	%reldir%/text/wrap.h

%canon_reldir%_wire_libwire_a_SOURCES = \
	%reldir%/wire/causes.c \
	%reldir%/wire/causes.h \
	%reldir%/wire/clues.c \
	%reldir%/wire/clues.h \
	%reldir%/wire/diagnosis.c \
	%reldir%/wire/diagnosis.h \
	%reldir%/wire/foreign.c \
	%reldir%/wire/foreign.h \
	%reldir%/wire/foreign_length.c \
	%reldir%/wire/frame.c \
	%reldir%/wire/frame.h \
	%reldir%/wire/framing.c \
	%reldir%/wire/framing.h \
	%reldir%/wire/framing_find.c \
	%reldir%/wire/hint.c \
	%reldir%/wire/hint.h \
	%reldir%/wire/inspect.c \
	%reldir%/wire/inspect.h \
	%reldir%/wire/inspect_foreign.c \
	%reldir%/wire/inspect_foreign.h \
	%reldir%/wire/inspect_line.c \
	%reldir%/wire/pass.c \
	%reldir%/wire/pass.h \
	%reldir%/wire/spell.c \
	%reldir%/wire/spell.h \
	%reldir%/wire/stranger.c \
	%reldir%/wire/stranger.h \
	%reldir%/wire/tape.c \
	%reldir%/wire/tape.h

%canon_reldir%_call_libcall_a_CPPFLAGS = $(AM_CPPFLAGS) $(UTF8PROC_CFLAGS)
%canon_reldir%_call_libcall_a_SOURCES = \
	%reldir%/call/address.c \
	%reldir%/call/address.h \
	%reldir%/call/bare.c \
	%reldir%/call/call.c \
	%reldir%/call/call_datagram.c \
	%reldir%/call/call.h \
	%reldir%/call/call_may_hear.c \
	%reldir%/call/call_pass.c \
	%reldir%/call/call_ringing.c \
	%reldir%/call/call_talking.c \
	%reldir%/call/number.c \
	%reldir%/call/number.h \
	%reldir%/call/number_print.c \
	%reldir%/call/outbox.c \
	%reldir%/call/outbox.h \
	%reldir%/call/outcome.c \
	%reldir%/call/outcome.h \
	%reldir%/call/party.c \
	%reldir%/call/party.h \
	%reldir%/call/party_datagram.c \
	%reldir%/call/party_datagram_cut.c \
	%reldir%/call/party_datagram_time.c \
	%reldir%/call/party_finish.c \
	%reldir%/call/party_foreign.c \
	%reldir%/call/party_give.c \
	%reldir%/call/party_hear.c \
	%reldir%/call/party_pass.c \
	%reldir%/call/party_read.c \
	%reldir%/call/party_resume.c \
	%reldir%/call/party_serve.c \
	%reldir%/call/party_words.c \
	%reldir%/call/relay.c \
	%reldir%/call/relay.h \
	%reldir%/call/relay_trail.c \
	%reldir%/call/resume.c \
	%reldir%/call/ring.c \
	%reldir%/call/ring_pass.c \
	%reldir%/call/ring_settle.c \
	%reldir%/call/service.c \
	%reldir%/call/service.h \
	%reldir%/call/switchboard.c \
	%reldir%/call/switchboard.h \
	%reldir%/call/switchboard_datagram.c \
	%reldir%/call/switchboard_lines.c \
	%reldir%/call/switchboard_patch.c \
	%reldir%/call/switchboard_pass.c \
	%reldir%/call/switchboard_user.c \
	%reldir%/call/tally.c \
	%reldir%/call/tally.h \
	%reldir%/call/timers.c \
	%reldir%/call/timers.h \
	%reldir%/call/transcript.c \
	%reldir%/call/transcript.h \
	%reldir%/call/trouble.c

%canon_reldir%_net_libnet_a_SOURCES = \
	%reldir%/net/datagram.c \
	%reldir%/net/datagram.h \
	%reldir%/net/dial.c \
	%reldir%/net/dial.h \
	%reldir%/net/exchange.c \
	%reldir%/net/exchange.h \
	%reldir%/net/interfaces.c \
	%reldir%/net/interfaces.h \
	%reldir%/net/ladder.c \
	%reldir%/net/ladder.h \
	%reldir%/net/ladder_print.c \
	%reldir%/net/ladder_words.c \
	%reldir%/net/ladder_words.h \
	%reldir%/net/line.c \
	%reldir%/net/line.h \
	%reldir%/net/lookup.c \
	%reldir%/net/lookup.h \
	%reldir%/net/loop.c \
	%reldir%/net/loop.h \
	%reldir%/net/sockaddr.c \
	%reldir%/net/sockaddr.h \
	%reldir%/net/socket.c \
	%reldir%/net/socket.h \
	%reldir%/net/socket_call.c \
	%reldir%/net/socket_call.h \
	%reldir%/net/socket_listen.c \
	%reldir%/net/socket_message.c

%canon_reldir%_ui_libui_a_CPPFLAGS = $(AM_CPPFLAGS) $(NCURSESW_CFLAGS)
%canon_reldir%_ui_libui_a_SOURCES = \
	%reldir%/ui/behind.c \
	%reldir%/ui/behind.h \
	%reldir%/ui/block.c \
	%reldir%/ui/block.h \
	%reldir%/ui/canvas.c \
	%reldir%/ui/canvas.h \
	%reldir%/ui/escape.c \
	%reldir%/ui/escape.h \
	%reldir%/ui/glyph.c \
	%reldir%/ui/glyph.h \
	%reldir%/ui/help.c \
	%reldir%/ui/help.h \
	%reldir%/ui/job.c \
	%reldir%/ui/job.h \
	%reldir%/ui/key.h \
	%reldir%/ui/keyboard.c \
	%reldir%/ui/keyboard.h \
	%reldir%/ui/keys.c \
	%reldir%/ui/keys.h \
	%reldir%/ui/ladder_pane.c \
	%reldir%/ui/ladder_pane.h \
	%reldir%/ui/layout.c \
	%reldir%/ui/layout.h \
	%reldir%/ui/lines_pane.c \
	%reldir%/ui/lines_pane.h \
	%reldir%/ui/lines_text.c \
	%reldir%/ui/lines_text.h \
	%reldir%/ui/learned.c \
	%reldir%/ui/learned.h \
	%reldir%/ui/manners.c \
	%reldir%/ui/manners.h \
	%reldir%/ui/outlet.c \
	%reldir%/ui/outlet.h \
	%reldir%/ui/paint.c \
	%reldir%/ui/paint.h \
	%reldir%/ui/plain.c \
	%reldir%/ui/plain_tell.c \
	%reldir%/ui/plain.h \
	%reldir%/ui/prompt.c \
	%reldir%/ui/prompt.h \
	%reldir%/ui/saying.c \
	%reldir%/ui/saying.h \
	%reldir%/ui/scene.h \
	%reldir%/ui/screen.c \
	%reldir%/ui/screen.h \
	%reldir%/ui/script.c \
	%reldir%/ui/script.h \
	%reldir%/ui/sequences.c \
	%reldir%/ui/sequences.h \
	%reldir%/ui/status.c \
	%reldir%/ui/status.h \
	%reldir%/ui/talk.c \
	%reldir%/ui/talk.h \
	%reldir%/ui/told.c \
	%reldir%/ui/told.h \
	%reldir%/ui/view.c \
	%reldir%/ui/view.h \
	%reldir%/ui/waiting.c \
	%reldir%/ui/waiting.h \
	%reldir%/ui/wire_pane.c \
	%reldir%/ui/wire_pane.h

# All of the program but main(), so that tests can link it.
%canon_reldir%_app_libapp_a_SOURCES = \
	%reldir%/app/commands.c \
	%reldir%/app/commands.h \
	%reldir%/app/demo.c \
	%reldir%/app/demo.h \
	%reldir%/app/desk.c \
	%reldir%/app/desk.h \
	%reldir%/app/lines.c \
	%reldir%/app/lines.h \
	%reldir%/app/lines_carry.c \
	%reldir%/app/lines_datagram.c \
	%reldir%/app/lines_datagram_send.c \
	%reldir%/app/lines_dial.c \
	%reldir%/app/options.c \
	%reldir%/app/options.h \
	%reldir%/app/options_print.c \
	%reldir%/app/outgoing.c \
	%reldir%/app/outgoing.h \
	%reldir%/app/phone.c \
	%reldir%/app/phone.h \
	%reldir%/app/phone_deeds.c \
	%reldir%/app/phone_lines.c \
	%reldir%/app/phone_pass.c \
	%reldir%/app/phone_trace.c \
	%reldir%/app/phone_state.h \
	%reldir%/app/plain_front.c \
	%reldir%/app/plain_front.h \
	%reldir%/app/plain_input.c \
	%reldir%/app/plain_pass.c \
	%reldir%/app/plain_pipe.c \
	%reldir%/app/plain_show.c \
	%reldir%/app/screen_bell.c \
	%reldir%/app/screen_desk.c \
	%reldir%/app/screen_front.c \
	%reldir%/app/screen_front.h \
	%reldir%/app/screen_keys.c \
	%reldir%/app/screen_lines.c \
	%reldir%/app/screen_look.c

# The program stands at the top of the build tree: ./landline.
bin_PROGRAMS += landline
landline_SOURCES = %reldir%/app/main.c
landline_LDADD = $(app_floor) $(NCURSESW_LIBS) $(UTF8PROC_LIBS)
