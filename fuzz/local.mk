# SPDX-FileCopyrightText: 2026 The landline authors
# SPDX-License-Identifier: ISC

# Fuzz targets. As check programs they replay their corpus; "make fuzz" builds
# them a second time, with clang and libFuzzer, and lets each search for a while.

fuzz_targets = \
	%reldir%/clean \
	%reldir%/datagram \
	%reldir%/draft \
	%reldir%/frame \
	%reldir%/framing \
	%reldir%/inspect \
	%reldir%/keyboard \
	%reldir%/number \
	%reldir%/options \
	%reldir%/party \
	%reldir%/resume \
	%reldir%/switchboard \
	%reldir%/view \
	%reldir%/wrap

check_PROGRAMS += $(fuzz_targets)
TESTS += $(fuzz_targets)

check_LIBRARIES += %reldir%/libreplay.a
%canon_reldir%_libreplay_a_CPPFLAGS = $(AM_CPPFLAGS) \
	-DFUZZ_CORPUS_FOLDER='"$(abs_top_srcdir)/%reldir%/corpus"'
%canon_reldir%_libreplay_a_SOURCES = \
	%reldir%/fuzz.c \
	%reldir%/fuzz.h \
	%reldir%/replay.c \
	%reldir%/trunk.c \
	%reldir%/trunk.h \
	%reldir%/trunk_check.c \
	%reldir%/trunk_check.h \
	%reldir%/trunk_do.c \
	%reldir%/trunk_say.c \
	%reldir%/wire.c \
	%reldir%/wire.h \
	%reldir%/wire_serve.c \
	%reldir%/witness.c \
	%reldir%/witness.h

# A tree that moved and was configured anew has other folders.
%reldir%/libreplay_a-replay.$(OBJEXT): Makefile

fuzz_libs = %reldir%/libreplay.a $(app_floor) $(NCURSESW_LIBS) $(UTF8PROC_LIBS)

%canon_reldir%_clean_LDADD = $(fuzz_libs)
%canon_reldir%_clean_SOURCES = %reldir%/clean.c
%canon_reldir%_datagram_LDADD = $(fuzz_libs)
%canon_reldir%_datagram_SOURCES = %reldir%/datagram.c
%canon_reldir%_draft_LDADD = $(fuzz_libs)
%canon_reldir%_draft_SOURCES = %reldir%/draft.c
%canon_reldir%_frame_LDADD = $(fuzz_libs)
%canon_reldir%_frame_SOURCES = %reldir%/frame.c
%canon_reldir%_framing_LDADD = $(fuzz_libs)
%canon_reldir%_framing_SOURCES = %reldir%/framing.c
%canon_reldir%_inspect_LDADD = $(fuzz_libs)
%canon_reldir%_inspect_SOURCES = %reldir%/inspect.c
%canon_reldir%_keyboard_LDADD = $(fuzz_libs)
%canon_reldir%_keyboard_SOURCES = %reldir%/keyboard.c
%canon_reldir%_number_LDADD = $(fuzz_libs)
%canon_reldir%_number_SOURCES = %reldir%/number.c
%canon_reldir%_options_LDADD = $(fuzz_libs)
%canon_reldir%_options_SOURCES = %reldir%/options.c
%canon_reldir%_party_LDADD = $(fuzz_libs)
%canon_reldir%_party_SOURCES = %reldir%/party.c
%canon_reldir%_resume_LDADD = $(fuzz_libs)
%canon_reldir%_resume_SOURCES = %reldir%/resume.c
%canon_reldir%_switchboard_LDADD = $(fuzz_libs)
%canon_reldir%_switchboard_SOURCES = %reldir%/switchboard.c
%canon_reldir%_view_LDADD = $(fuzz_libs)
%canon_reldir%_view_SOURCES = %reldir%/view.c
%canon_reldir%_wrap_LDADD = $(fuzz_libs)
%canon_reldir%_wrap_SOURCES = %reldir%/wrap.c

# What was found, one file a target: see fuzz/replay.c for its form.
EXTRA_DIST += \
	%reldir%/run.sh \
	%reldir%/corpus/clean.txt \
	%reldir%/corpus/datagram.txt \
	%reldir%/corpus/draft.txt \
	%reldir%/corpus/frame.txt \
	%reldir%/corpus/framing.txt \
	%reldir%/corpus/inspect.txt \
	%reldir%/corpus/keyboard.txt \
	%reldir%/corpus/number.txt \
	%reldir%/corpus/options.txt \
	%reldir%/corpus/party.txt \
	%reldir%/corpus/resume.txt \
	%reldir%/corpus/switchboard.txt \
	%reldir%/corpus/view.txt \
	%reldir%/corpus/wrap.txt

# ---- guided by what it reaches ----

# How long each target searches, which ones do, and with what they are built:
# a sanitizer of its own for each kind of error, and no optimizer that drops
# a store that goes astray.
FUZZ_SECONDS = 10
FUZZ_ONLY = $(fuzz_targets)
FUZZ_CC = clang
FUZZ_WITH = address,undefined
fuzz_compile = $(FUZZ_CC) -g -O1 -fno-omit-frame-pointer \
	-fsanitize=fuzzer-no-link,$(FUZZ_WITH) -fno-sanitize-recover=all
fuzz_link = $(FUZZ_CC) -fsanitize=fuzzer,$(FUZZ_WITH)

fuzz_build = %reldir%/guided
fuzz_sources = $(filter %.c,\
	$(src_base_libbase_a_SOURCES) $(src_text_libtext_a_SOURCES) \
	$(src_wire_libwire_a_SOURCES) $(src_call_libcall_a_SOURCES) \
	$(src_net_libnet_a_SOURCES) $(src_ui_libui_a_SOURCES) \
	$(src_app_libapp_a_SOURCES)) \
	%reldir%/fuzz.c %reldir%/trunk.c %reldir%/trunk_check.c \
	%reldir%/trunk_do.c %reldir%/trunk_say.c %reldir%/wire.c \
	%reldir%/wire_serve.c %reldir%/witness.c
fuzz_objects = $(fuzz_sources:%.c=$(fuzz_build)/%.o)
fuzz_guided = $(fuzz_targets:%=$(fuzz_build)/%)

$(fuzz_build)/%.o: %.c
	@$(MKDIR_P) $(@D)
	$(AM_V_CC)$(fuzz_compile) $(DEFS) $(AM_CPPFLAGS) $(UTF8PROC_CFLAGS) \
		$(NCURSESW_CFLAGS) -MMD -MP -c -o $@ $<
-include $(wildcard $(fuzz_objects:.o=.d) $(fuzz_guided:=.d))

$(fuzz_build)/libfuzzed.a: $(fuzz_objects)
	@rm -f $@
	$(AM_V_AR)$(AR) $(ARFLAGS) $@ $(fuzz_objects)

$(fuzz_guided): %: %.o $(fuzz_build)/libfuzzed.a
	$(AM_V_CCLD)$(fuzz_link) -o $@ $< \
		$(fuzz_build)/libfuzzed.a $(NCURSESW_LIBS) $(UTF8PROC_LIBS)

# Nobody needs clang to build or to install.
fuzz:
	@if echo 'int LLVMFuzzerTestOneInput(void); \
		int LLVMFuzzerTestOneInput(void) { return 0; }' | \
		$(fuzz_link) -x c -o /dev/null - 2>/dev/null; \
	then \
		$(MAKE) $(AM_MAKEFLAGS) $(fuzz_targets) $(fuzz_guided) && \
		FUZZ_SECONDS='$(FUZZ_SECONDS)' $(SHELL) \
			$(srcdir)/%reldir%/run.sh search $(FUZZ_ONLY); \
	else \
		echo "fuzz: skipped, $(FUZZ_CC) has no libFuzzer here" \
			"(Debian: clang, libclang-rt-14-dev)"; \
	fi

# What the searches have found that reaches something new, back into the tree.
fuzz-corpus:
	@$(SHELL) $(srcdir)/%reldir%/run.sh merge $(srcdir)/%reldir%/corpus \
		$(FUZZ_ONLY)
.PHONY: fuzz fuzz-corpus

clean-local: fuzz-clean-local
fuzz-clean-local:
	-rm -rf $(fuzz_build)
.PHONY: fuzz-clean-local
