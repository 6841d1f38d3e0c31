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

# checks [PART]: how many tests ran, all of them or those of a part.
checks() {
	env ${1:+RUNNER_PART="$1"} "./$program" |
		sed -n 's/.*Checks: \([0-9]*\), .*/\1/p'
}

refuses CK_RUN_SUITE
refuses CK_RUN_CASE
refuses CK_INCLUDE_TAGS
refuses RUNNER_PART

number=$((number + 1))
first=$(checks 1/2)
second=$(checks 2/2)
all=$(checks)
if [ "$first" -gt 0 ] && [ "$second" -gt 0 ] &&
	[ $((first + second)) -eq "$all" ]; then
	echo "ok $number - two parts are the whole"
else
	echo "not ok $number - two parts are the whole: $first, $second, $all"
fi
echo "1..$number"
