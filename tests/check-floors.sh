#!/bin/sh
# SPDX-FileCopyrightText: 2026 The landline authors
# SPDX-License-Identifier: ISC

# Reads the includes below src/ (or below the folder given) and says, in TAP,
# whether the house still has its floors. The linker sees a call that reaches
# upwards only where the library above is not linked; an include shows always.

set -u
export LC_ALL=C

src=${1:-${srcdir:-.}/src}
if [ ! -d "$src" ]; then
	echo "Bail out! no folder $src"
	exit 99
fi

# One line a file ("file PATH"), one an include ("include PATH NAME").
facts=$(
	cd "$src" || exit
	find . -type f -name '*.[ch]' | sed 's|^\./||' | sort |
	while read -r path; do
		echo "file $path"
		sed -n 's|^[[:blank:]]*#[[:blank:]]*include[[:blank:]]*[<"]\([^>"]*\)[>"].*|include '"$path"' \1|p' "$path"
	done
)

printf '%s\n' "$facts" | awk '
BEGIN {
	floor_count = split("base text wire call net ui app", names, " ")
	for (i = 1; i <= floor_count; i++)
		height[names[i]] = i
}

# "base/bytes.h" -> "base"; "" for what lies on no floor.
function folder_of(path) {
	return path ~ /\// ? substr(path, 1, index(path, "/") - 1) : ""
}

# A module is a file and its header: "base/bytes".
function module_of(path) {
	sub(/\.[ch]$/, "", path)
	return path
}

function is_curses(name) {
	return name ~ /^(.*\/)?(n?cursesw?|term|panel|menu|form|term_entry)\.h$/
}

function is_socket(name) {
	return name ~ /^(sys\/(socket|un|poll|select|epoll)|netinet\/.*|arpa\/.*|net\/.*|linux\/(if|in|tcp|sock).*|netdb|ifaddrs|poll)(\.h)?$/
}

function complain(rule, text) {
	complaints[rule] = complaints[rule] "# " text "\n"
}

# The dying program waits a moment for its terminal, and has no loop any more.
function is_last_wait(path, name) {
	return path == "base/rites.c" && name == "poll.h"
}

$1 == "file" {
	known[$2] = 1
	file_count++
	if (!(folder_of($2) in height) || $2 ~ /\/.*\//)
		complain("floor", $2 " stands on no floor")
}

$1 == "include" {
	from[++include_count] = $2
	to[include_count] = $3
}

END {
	for (i = 1; i <= include_count; i++)
		look_at(from[i], to[i])
	for (module in edges)
		walk(module, module)

	rules = split("floor up cycle curses socket", order, " ")
	title["floor"] = "every file stands on a floor"
	title["up"] = "no include reaches to a higher floor"
	title["cycle"] = "inside a floor the includes form no cycle"
	title["curses"] = "only ui/screen.c includes curses"
	title["socket"] = "only net/ includes sockets and poll"
	print "1.." rules + 1
	print (file_count ? "" : "not ") "ok 1 - there are files to look at"
	for (i = 1; i <= rules; i++) {
		rule = order[i]
		if (rule in complaints)
			failed = 1
		print (rule in complaints ? "not " : "") "ok " i + 1 " - " \
		    title[rule]
		printf "%s", complaints[rule]
	}
	exit failed || !file_count
}

function look_at(path, name,    mine, other) {
	mine = folder_of(path)
	if (is_curses(name) && path != "ui/screen.c")
		complain("curses", path " includes " name)
	# Our own net/ladder.h is no system header.
	if (!(name in known) && is_socket(name) && mine != "net" &&
	    !is_last_wait(path, name))
		complain("socket", path " includes " name)
	# "socket.h" for "net/socket.h" would slip past everything below.
	if (!(name in known) && (mine "/" name) in known)
		name = mine "/" name
	if (!(name in known))
		return
	other = folder_of(name)
	if (height[other] > height[mine])
		complain("up", path " includes " name)
	if (other == mine && module_of(path) != module_of(name))
		edges[module_of(path)] = edges[module_of(path)] " " \
		    module_of(name)
}

# Follows the includes from `module`; a way back to `start` is a cycle.
# Each start looks afresh; a floor has too few modules to need better.
function walk(start, module) {
	delete seen
	if (leads_to(module, start))
		complain("cycle", start " includes itself by way of" trail)
}

function leads_to(module, goal,    next_count, next_ones, i) {
	next_count = split(edges[module], next_ones, " ")
	for (i = 1; i <= next_count; i++) {
		if (next_ones[i] == goal) {
			trail = " " module
			return 1
		}
		if (next_ones[i] in seen)
			continue
		seen[next_ones[i]] = 1
		if (leads_to(next_ones[i], goal)) {
			if (module != goal)
				trail = " " module trail
			return 1
		}
	}
	return 0
}
'
