#!/bin/sh
# SPDX-FileCopyrightText: 2026 The landline authors
# SPDX-License-Identifier: ISC

# The program as it was built has the armour that compiler and linker can give
# it: what configure found out is in the Makefile, what came of it in the ELF.

set -u
export LC_ALL=C

program=${1:-./landline}
makefile=${2:-./Makefile}

skip_all() {
	echo "1..0 # SKIP $1"
	exit 0
}

grep -q '^enable_hardening = yes$' "$makefile" ||
	skip_all 'configured without hardening'
command -v readelf >/dev/null || skip_all 'readelf is missing'

facts=$(readelf -W -h -l -d --dyn-syms "$program") || {
	echo 'Bail out! readelf cannot read it'
	exit 99
}
number=0
failed=0

# verdict TITLE PATTERN: fine when the pattern is in the facts.
verdict() {
	number=$((number + 1))
	if printf '%s\n' "$facts" | grep -Eq -- "$2"; then
		echo "ok $number - $1"
	else
		failed=1
		echo "not ok $number - $1"
	fi
}

# if_taken FLAG TITLE PATTERN: likewise, where the compiler takes the flag.
if_taken() {
	if grep -q "^LANDLINE_C.*FLAGS = .*$1" "$makefile"; then
		verdict "$2" "$3"
	else
		number=$((number + 1))
		echo "ok $number - $2 # SKIP the compiler does not take $1"
	fi
}

echo "1..8"
verdict 'it lies somewhere else each time' 'Type: +DYN '
verdict 'what is relocated is read-only' 'GNU_RELRO'
verdict 'and all of it, at the start' 'BIND_NOW|FLAGS_1.* NOW'
verdict 'its stack is no code' 'GNU_STACK.* RW +0x'
number=$((number + 1))
if printf '%s\n' "$facts" | grep -Eq 'LOAD.* RWE '; then
	failed=1
	echo "not ok $number - nothing can be written and executed"
else
	echo "ok $number - nothing can be written and executed"
fi
if_taken -fstack-protector-strong 'a stack that overflows is noticed' \
	'__stack_chk_fail'
if_taken -D_FORTIFY_SOURCE 'a copy that overflows is noticed' \
	'__[a-z]+_chk'

# Whether calls and returns are tracked is a mark of every object; the program
# has it only where the C library's own have it, too.
facts=$(readelf -W -n src/base/libbase.a 2>/dev/null)
if_taken -fcf-protection 'calls and returns are tracked' 'IBT, SHSTK'

exit $failed
