#!/bin/sh
# SPDX-FileCopyrightText: 2026 The landline authors
# SPDX-License-Identifier: ISC

# Breaks the rules by which nothing is lost, one after the other, and says which
# tests notice. One that nobody notices fails. "make mutants" runs it, and hands
# over the compiler, its flags, the objects and the libraries of check-call.

set -u
export LC_ALL=C

work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
total=0 survived=0

# In the text of a file, which has it once: `$old` becomes `$new`.
change() {
	awk 'BEGIN { old = ENVIRON["old"]; new = ENVIRON["new"] }
	{ text = text $0 "\n" }
	END {
		at = index(text, old)
		rest = substr(text, at + length(old))
		if (at == 0 || index(rest, old) > 0)
			exit 1
		printf "%s%s%s", substr(text, 1, at - 1), new, rest
	}' "$1"
}

# That case of check-call does not pass; a broken rule may also make it go on for
# ever. Its status says nothing here, as not all of its tests are run.
notices() {
	CK_RUN_CASE=$1 timeout 300 "$work/check-call" >"$work/log" 2>&1
	! grep -q '^100%: Checks: [1-9]' "$work/log"
}

# mutant NAME FILE, with `old` and `new` in the environment.
mutant() {
	total=$((total + 1))
	if ! change "$srcdir/$2" >"$work/mutant.c"; then
		echo "FAIL  $1: $2 does not have that once"
		survived=$((survived + 1))
		return
	fi
	# What the mutant defines is not taken from the library any more.
	own=$(printf '%s\n' "$OBJECTS" | tr ' ' '\n' |
		grep -v "check_call-$(basename "$2" .c)\\.")
	# shellcheck disable=SC2086 # these are lists
	if ! $COMPILE -I"$srcdir/tests/call" -I"$srcdir/$(dirname "$2")" \
		-c -o "$work/mutant.o" "$work/mutant.c" ||
		! $LINK -o "$work/check-call" $own "$work/mutant.o" $LIBRARIES
	then
		echo "FAIL  $1: it cannot be built"
		survived=$((survived + 1))
		return
	fi
	caught=
	for case in explore walk resume; do
		notices $case && caught="$caught $case"
	done
	if [ -n "$caught" ]; then
		echo "pass  $1: caught by$caught"
	else
		echo "FAIL  $1: nobody noticed"
		survived=$((survived + 1))
	fi
}

# Unless they fail anyway.
cp tests/call/check-call "$work/check-call" || exit 99
for case in explore walk resume; do
	if notices $case; then
		cat "$work/log"
		echo "Bail out! $case fails by itself"
		exit 99
	fi
done

old='	if (switchboard_line(board, end->slot) == end->line_id)
		return;' \
new='	if (switchboard_line(board, end->slot) != 0)
		return;' \
mutant 'the older line is not closed' tests/call/cable.c

old='	if (party->resume.was_unnoticed)
		party_happen(party, CALL_LINE_BROKE, OUTCOME_NONE, now);
	struct decoder' \
new='	struct decoder' \
mutant 'what is left of the older line is not forgotten' \
	src/call/party_resume.c

old='	if (header->sequence <= party->heard)
		return false;
	party->heard = header->sequence;' \
new='	party->heard = header->sequence;' \
mutant 'repeats are not dropped' src/call/party_read.c

old='		return party->heard;
	return ungiven' \
new='		return party->heard + (decoder_held(&party->decoder) > 2 &&
		    party->decoder.store[2] == FRAME_TEXT);
	return ungiven' \
mutant 'a message is acknowledged before all of it is there' \
	src/call/party_give.c

old='	} else if (fresh->resume.attempt <=
	    board->parties[call]->resume.attempt) {' \
new='	} else if (fresh->resume.attempt == 0) {' \
mutant 'the number of the attempt is ignored' src/call/resume.c

old='	outbox_rewind(&party->outbox);' \
new='' \
mutant 'what was on its way is not sent again' src/call/party_resume.c

old='	if (party_heard_acknowledgement(party, fresh->resume.acknowledged, now))
		party_check_all_arrived(party, now);' \
new='' \
mutant 'what RESUME acknowledges is not forgotten' src/call/party_resume.c

old='		return OWES_RESUME | OWES_REFUSAL;
	}' \
new='		break;
	}' \
mutant 'more than RESUME is said before RESUMED' src/call/party_give.c

old='		party->owes |= OWES_ANSWER;' \
new='		party->owes |= 0;' \
mutant 'ANSWER is not repeated' src/call/party_resume.c

old='	if (party->resume.redial_at <= now ||' \
new='	if (party->call_id != 0 ||' \
mutant 'a line that brought nothing is redialled at once' \
	src/call/party_resume.c

old='	resume_remember(board, party, now);' \
new='' \
mutant 'a call that has ended is not remembered' src/call/ring_settle.c

echo "$total mutants, $survived survived"
test "$survived" -eq 0
