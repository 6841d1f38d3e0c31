#!/bin/sh
# SPDX-FileCopyrightText: 2026 The landline authors
# SPDX-License-Identifier: ISC

# check-armour.sh is shown a program that was built without any.

set -u

check=$(dirname "$0")/check-armour.sh
folder=$(mktemp -d) || exit 99
trap 'rm -rf "$folder"' EXIT

skip_all() {
	echo "1..0 # SKIP $1"
	exit 0
}
command -v readelf >/dev/null || skip_all 'readelf is missing'

echo 'int main(void) { return 0; }' >"$folder/bare.c"
${CC:-cc} -no-pie -Wl,-z,norelro -Wl,-z,lazy -Wl,-z,execstack \
	-o "$folder/bare" "$folder/bare.c" 2>/dev/null ||
	skip_all 'the compiler cannot do without'
printf '%s\n' 'enable_hardening = yes' \
	'LANDLINE_CFLAGS = -fstack-protector-strong' \
	'LANDLINE_CPPFLAGS = -D_FORTIFY_SOURCE=3' >"$folder/Makefile"

echo "1..2"
output=$(sh "$check" "$folder/bare" "$folder/Makefile")
status=$?
count=$(printf '%s\n' "$output" | grep -c '^not ok')
if [ "$status" -ne 0 ] && [ "$count" -eq 6 ]; then
	echo "ok 1 - a program without armour fails"
else
	echo "not ok 1 - a program without armour fails"
	printf '%s\n' "$output" | sed 's/^/# /'
fi

echo 'enable_hardening = no' >"$folder/Makefile"
output=$(sh "$check" "$folder/bare" "$folder/Makefile")
case $output in
'1..0 # SKIP'*) echo "ok 2 - one that was to have none is let be" ;;
*) echo "not ok 2 - one that was to have none is let be" ;;
esac
