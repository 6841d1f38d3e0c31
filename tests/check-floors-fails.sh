#!/bin/sh
# SPDX-FileCopyrightText: 2026 The landline authors
# SPDX-License-Identifier: ISC

# A check that cannot fail checks nothing: check-floors.sh is shown a small
# house in order, and then the same house with one rule broken at a time.

set -u

check=$(dirname "$0")/check-floors.sh
house=$(mktemp -d) || exit 99
trap 'rm -rf "$house"' EXIT
number=0

# build: a house that keeps every rule, and tries to look as if it did not.
build() {
	rm -rf "${house:?}/src"
	for folder in base text wire call net ui app; do
		mkdir -p "$house/src/$folder"
	done
	put base/bytes.h '<stddef.h>'
	put base/bytes.c '<config.h>' '"base/bytes.h"'
	put base/rites.c '<poll.h>'
	put text/wrap.h '"base/bytes.h"' '"text/cells.h"'
	put text/cells.h '<wchar.h>'
	put text/cells.c '"text/cells.h"' '"base/bytes.h"'
	put net/socket.h '"base/bytes.h"'
	put net/socket.c '"net/socket.h"' '<sys/socket.h>' '<netinet/in.h>'
	put ui/screen.h '"text/wrap.h"'
	put ui/screen.c '"ui/screen.h"' '<curses.h>'
	put app/main.c '"net/socket.h"' '"ui/screen.h"'
}

# put PATH INCLUDE...: adds includes to a file of the house.
put() {
	path=$house/src/$1
	shift
	for name; do
		printf '#include %s\n' "$name"
	done >>"$path"
}

# verdict EXPECTED RULE DESCRIPTION: EXPECTED is "passes" or "fails", and RULE
# the one line that has to be "not ok" then.
verdict() {
	number=$((number + 1))
	output=$(sh "$check" "$house/src")
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

up='no include reaches to a higher floor'
cycle='inside a floor the includes form no cycle'
curses='only ui/screen.c includes curses'
socket='only net/ includes sockets and poll'
floor='every file stands on a floor'

build
verdict passes '' 'a house in order passes'

build
put text/wrap.c '"net/socket.h"'
verdict fails "$up" 'an include of a higher floor fails'

build
put base/bytes.h '"text/cells.h"'
verdict fails "$up" 'an include of the next floor fails, in a header too'

build
put text/cells.h '"text/wrap.h"'
verdict fails "$cycle" 'two headers that include each other fail'

build
put text/clean.h '<stddef.h>'
put text/clean.c '"text/clean.h"' '"text/wrap.h"'
put text/cells.c '  "text/clean.h"'
verdict fails "$cycle" 'three modules in a ring fail, through their .c files too'

build
put text/cells.c '"wrap.h"'
verdict fails "$cycle" 'an include without its folder hides no cycle'

build
put ui/view.c '<ncursesw/curses.h>'
verdict fails "$curses" 'curses outside ui/screen.c fails'

build
put ui/screen.h '<curses.h>'
verdict fails "$curses" 'curses in the header of screen fails'

for header in sys/socket.h netinet/tcp.h arpa/inet.h netdb.h sys/un.h \
	net/if.h ifaddrs.h poll.h; do
	build
	put call/call.c "<$header>"
	verdict fails "$socket" "$header outside net/ fails"
done

build
put base/rites.c '<sys/socket.h>'
verdict fails "$socket" 'the rites may poll, and no more than that'

build
mkdir "$house/src/util"
put util/misc.c '<stddef.h>'
verdict fails "$floor" 'a folder that is no floor fails'

build
put stray.c '<stddef.h>'
verdict fails "$floor" 'a file beside the floors fails'

build
mkdir "$house/src/ui/panes"
put ui/panes/wire.c '<stddef.h>'
verdict fails "$floor" 'a folder inside a floor fails'

rm -rf "${house:?}/src"
mkdir "$house/src"
verdict fails 'there are files to look at' 'an empty folder fails'

echo "1..$number"
