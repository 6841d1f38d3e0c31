# SPDX-FileCopyrightText: 2026 The landline authors
# SPDX-License-Identifier: ISC

# What measures is built when it is asked for, and never by "make check":
#
#   make bench                all of the table, some minutes
#   make bench BENCH=short    that every row can be measured, some seconds
#   make bench BENCH="lines bulk"
EXTRA_PROGRAMS = %reldir%/bench

%canon_reldir%_bench_CPPFLAGS = $(AM_CPPFLAGS) $(NCURSESW_CFLAGS)
%canon_reldir%_bench_LDADD = $(call_floor) $(NCURSESW_LIBS) $(UTF8PROC_LIBS)
%canon_reldir%_bench_SOURCES = \
	%reldir%/bare.c \
	%reldir%/bare.h \
	%reldir%/bench.c \
	%reldir%/child.c \
	%reldir%/child.h \
	%reldir%/flood.c \
	%reldir%/header.c \
	%reldir%/idle.c \
	%reldir%/keys.c \
	%reldir%/memory.c \
	%reldir%/phones.c \
	%reldir%/phones.h \
	%reldir%/rows.h \
	%reldir%/sample.c \
	%reldir%/sample.h \
	%reldir%/served.c \
	%reldir%/stream.c \
	%reldir%/table.c \
	%reldir%/table.h

bench: landline$(EXEEXT) tests/peers/lecture$(EXEEXT) %reldir%/bench$(EXEEXT)
	@%reldir%/bench$(EXEEXT) --landline ./landline$(EXEEXT) $(BENCH)
.PHONY: bench
CLEANFILES += $(EXTRA_PROGRAMS)
