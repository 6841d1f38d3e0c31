#!/bin/sh
# SPDX-FileCopyrightText: 2026 The landline authors
# SPDX-License-Identifier: ISC

# Check itself is content with no test at all: CK_RUN_SUITE=nosuch gives
# "100%: Checks: 0" and exit status 0. The runner has to see more than that.

set -u
program=tests/base/check-base

if [ ! -x "$program" ]; then
	echo "1..0 # SKIP $program was not built"
	exit 0
fi

number=0

# refuses VARIABLE: the program fails when VARIABLE filters its tests away.
refuses() {
	number=$((number + 1))
	if output=$(env "$1=nosuch" "./$program" 2>&1); then
		echo "not ok $number - no test ran because of $1, and it passed"
	else
		echo "ok $number - no test ran because of $1, and it failed"
	fi
	printf '%s\n' "$output" | sed 's/^/# /'
}

refuses CK_RUN_SUITE
refuses CK_RUN_CASE
refuses CK_INCLUDE_TAGS
echo "1..$number"
