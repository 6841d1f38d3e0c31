#!/bin/sh
# SPDX-FileCopyrightText: 2026 The landline authors
# SPDX-License-Identifier: ISC

# run.sh CATALOGUE [--short] [ID...]: causes every fault of the catalogue, or
# those, and prints a line for each: what was done, what was measured, pass,
# fail or skip. Runs in the build tree. Needs no root.
#
# A row of the catalogue names a test program and the tests of it that have to
# pass; a test that measures something says so, and one that a machine has
# nothing for says why (runner_figure() and runner_skip() of tests/runner.h).
# The short form runs those that take no time and that no suite of "make check"
# runs already.

set -u
LC_ALL=C.UTF-8
export LC_ALL

catalogue=$1
shift
short=
if [ "${1:-}" = --short ]; then
	short=yes
	shift
fi
wanted=" $* "
figures=$(mktemp)
output=$(mktemp)
trap 'rm -f "$figures" "$output"' EXIT
passed=0
failed=0
skipped=0

# words KIND: what the tests said of that kind, in one line.
words() {
	sed -n "s/^$1: //p" "$figures" | awk '!seen[$0]++' |
		sed -e ':a' -e 'N' -e '$!ba' -e 's/\n/; /g'
}

# row ID PROGRAM TESTS WHAT: one fault.
row() {
	: >"$figures"
	began=$(date +%s)
	if RUNNER_FIGURES=$figures RUNNER_ONLY=$3 "tests/$2" >"$output" 2>&1 </dev/null; then
		result=pass
	else
		result=fail
	fi
	took=$(($(date +%s) - began))
	said=$(words figure)
	why=$(words skipped)
	if [ $result = pass ] && [ -n "$why" ] && [ -z "$said" ]; then
		result=skip
		said=$why
	elif [ -n "$why" ]; then
		said="$said (not here: $why)"
	fi
	printf '%-4s %s  %s: %s [%d s]\n' "$1" "$result" "$4" \
		"${said:-$(sed -n 's/.*Checks: \([0-9]*\), .*/\1 checks/p' "$output")}" \
		"$took"
	case $result in
	pass) passed=$((passed + 1)) ;;
	skip) skipped=$((skipped + 1)) ;;
	fail)
		failed=$((failed + 1))
		sed 's/^/     | /' "$output"
		;;
	esac
}

while IFS='|' read -r id program tests few what; do
	case $id in
	'' | '#'*) continue ;;
	esac
	if [ -n "$short" ]; then
		tests=$few
	fi
	if [ -z "$tests" ]; then
		continue
	fi
	case $wanted in
	'  ' | *" $id "*) row "$id" "$program" "$tests" "$what" ;;
	esac
done <"$catalogue"

printf '%d passed, %d failed, %d skipped\n' $passed $failed $skipped
test $failed -eq 0
