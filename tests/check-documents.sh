#!/bin/sh
# SPDX-FileCopyrightText: 2026 The landline authors
# SPDX-License-Identifier: ISC

# HACKING.md has a line for every file and none for another, links lead
# somewhere, the tarball has every picture, and the completions are what their
# shells can read. Options, keys
# and commands in the documents are compared by tests/app/documents_test.c.

set -u
export LC_ALL=C

top=${1:-${srcdir:-.}}
if [ ! -f "$top/HACKING.md" ]; then
	echo "Bail out! no HACKING.md in $top"
	exit 99
fi
cd "$top" || exit 99

echo "1..7"
number=0
failed=0

# verdict TITLE COMPLAINTS: fine when there are no complaints, one a line.
verdict() {
	number=$((number + 1))
	if [ -z "$2" ]; then
		echo "ok $number - $1"
		return
	fi
	failed=1
	echo "not ok $number - $1"
	printf '%s\n' "$2" | sed 's/^/# /'
}

# The modules there are: "base/bytes" for src/base/bytes.c and bytes.h, but
# "tests/net/fixture" for what stands there. Every suite.c is like the others,
# and a test that has a module's name needs no words.
modules() {
	find src tests fuzz bench -type f \( -name '*.[ch]' -o -name '*.sh' \) |
		sed -e 's|^src/||' -e 's|\.[a-z]*$||' | sort -u |
		grep -v '^tests/[a-z]*/suite$' |
		while read -r module; do
			tested=${module#tests/}
			[ "$tested" = "$module" ] ||
				[ ! -f "src/${tested%_test}.c" ] || continue
			echo "$module"
		done
}

# The modules that HACKING.md has a line for.
told() {
	sed -n 's/^| `\([a-z]*\/[a-z0-9_/-]*\)` |.*/\1/p' HACKING.md | sort
}

# without LIST OTHER: the lines of LIST that OTHER does not have.
without() {
	printf '%s\n' "$1" | while read -r line; do
		printf '%s\n' "$2" | grep -qxF "$line" || echo "$line"
	done
}

there=$(modules)
told=$(told)
verdict "every file has its line in HACKING.md" "$(without "$there" "$told")"
verdict "every line in HACKING.md has its file" "$(
	without "$told" "$there"
	printf '%s\n' "$told" | uniq -d
)"

# Links to other sites are let be.
dead_links() {
	for page in README.md HACKING.md; do
		grep -o '\](\([^)#]*\))' "$page" | sed 's/^](\(.*\))$/\1/' |
			grep -v '^https\{0,1\}:' |
			while read -r path; do
				[ -e "$path" ] || echo "$page: $path"
			done
	done
}
verdict "every link leads to a file" "$(dead_links)"

# A test that misses its picture passes here, and fails where it was unpacked.
unpacked_without() {
	[ -d tests/ui/pictures ] || return
	for picture in tests/ui/pictures/*.txt; do
		grep -q "%reldir%/${picture#tests/}\\( .\\)\\{0,1\\}\$" tests/local.mk ||
			echo "$picture"
	done
}
verdict "every picture is on the list for the tarball" "$(unpacked_without)"

# read_by SHELL FILE: that the shell can read it, where there is one.
read_by() {
	title="$1 reads $2"
	if ! command -v "$1" >/dev/null; then
		number=$((number + 1))
		echo "ok $number - $title # SKIP $1 is missing"
		return
	fi
	complaints=$("$1" -n "$2" 2>&1) || complaints="$complaints
exit status $?"
	verdict "$title" "$complaints"
}
read_by bash completions/landline.bash
read_by zsh completions/_landline
read_by fish completions/landline.fish

exit $failed
