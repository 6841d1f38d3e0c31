#!/bin/sh
# SPDX-FileCopyrightText: 2026 The landline authors
# SPDX-License-Identifier: ISC

# check-documents.sh is shown a small tree in order, and then the same tree
# with one document wrong at a time.

set -u

check=$(dirname "$0")/check-documents.sh
tree=$(mktemp -d) || exit 99
trap 'rm -rf "$tree"' EXIT
number=0

# build: a tree in which everything is told, and every link leads somewhere.
build() {
	rm -rf "${tree:?}"/*
	mkdir -p "$tree/src/base" "$tree/tests/base" "$tree/fuzz" \
		"$tree/bench" "$tree/completions" "$tree/tests/ui/pictures"
	touch "$tree/src/base/bytes.c" "$tree/src/base/bytes.h" \
		"$tree/tests/base/bytes_test.c" "$tree/tests/base/suite.c" \
		"$tree/tests/base/sweep_test.c" "$tree/tests/check-it.sh" \
		"$tree/fuzz/bytes.c" "$tree/bench/bytes.c"
	echo 'See [HACKING](HACKING.md), <https://a.example/>, and the
[source](src/base/bytes.c) of it ([there](https://a.example/b)).' \
		>"$tree/README.md"
	touch "$tree/tests/ui/pictures/one.txt" "$tree/tests/ui/pictures/two.txt"
	printf '\t%s/ui/pictures/one.txt \\\n\t%s/ui/pictures/two.txt\n' \
		%reldir% %reldir% >"$tree/tests/local.mk"
	row base/bytes
	row tests/base/sweep_test
	row tests/check-it
	row fuzz/bytes
	row bench/bytes
	for name in landline.bash _landline landline.fish; do
		echo 'true' >"$tree/completions/$name"
	done
}

# row MODULE: its line in HACKING.md.
row() {
	printf '| `%s` | what it is |\n' "$1" >>"$tree/HACKING.md"
}

# verdict EXPECTED RULE DESCRIPTION: EXPECTED is "passes" or "fails", and RULE
# the one line that has to be "not ok" then.
verdict() {
	number=$((number + 1))
	output=$(sh "$check" "$tree")
	status=$?
	broken=$(printf '%s\n' "$output" | sed -n 's/^not ok [0-9]* - //p')
	seen=passes
	[ "$status" -eq 0 ] || seen=fails
	if [ "$seen" = "$1" ] && [ "$broken" = "$2" ]; then
		echo "ok $number - $3"
	else
		echo "not ok $number - $3"
		printf '%s\n' "$output" | sed 's/^/#   /'
	fi
}

untold='every file has its line in HACKING.md'
stale='every line in HACKING.md has its file'
dead='every link leads to a file'
unlisted='every picture is on the list for the tarball'

build
verdict passes '' 'a tree in order passes'

build
touch "$tree/src/base/clock.c"
verdict fails "$untold" 'a module without a line fails'

build
touch "$tree/tests/base/clock_test.c"
verdict fails "$untold" 'a test that belongs to no module fails'

build
row base/clock
verdict fails "$stale" 'a line without a module fails'

build
row base/bytes
verdict fails "$stale" 'a module with two lines fails'

build
echo 'a [link](doc/nosuch.png)' >>"$tree/README.md"
verdict fails "$dead" 'a dead link fails'

build
echo '![a picture](nosuch.png)' >>"$tree/HACKING.md"
verdict fails "$dead" 'a picture that is not there fails'

build
touch "$tree/tests/ui/pictures/three.txt"
verdict fails "$unlisted" 'a picture that the tarball would lack fails'

for shell in bash zsh fish; do
	file=completions/landline.$shell
	[ $shell = zsh ] && file=completions/_landline
	build
	echo 'echo "' >"$tree/$file"
	if command -v $shell >/dev/null; then
		verdict fails "$shell reads $file" "what $shell cannot read fails"
	else
		number=$((number + 1))
		echo "ok $number - what $shell cannot read # SKIP no $shell"
	fi
done

echo "1..$number"
