#!/bin/sh
# SPDX-FileCopyrightText: 2026 The landline authors
# SPDX-License-Identifier: ISC

# run.sh search TARGET...        lets each look for trouble, FUZZ_SECONDS long,
#                                with FUZZ_SEED where that is set
# run.sh merge FOLDER TARGET...  writes what reaches something to FOLDER
#
# Started by make, in the build tree. A target is "fuzz/clean"; its inputs are
# gathered in fuzz/guided/found/clean, and stay there for the next search.

set -eu

guided=fuzz/guided
# An input that takes longer than that is a fault, too.
timeout=20
largest=4096 # bytes of an input

# gather TARGET: the corpus of the tree, and what was found before.
gather() {
	found=$guided/found/${1##*/}
	mkdir -p "$found"
	"./$1" --unpack "$found"
}

# search TARGET: ends with 1 and says how to repeat it, when it has found one.
search() {
	gather "$1"
	log=$guided/${1##*/}.log
	trouble=$guided/${1##*/}-
	if "./$guided/$1" -max_total_time="${FUZZ_SECONDS:-10}" \
		-seed="${FUZZ_SEED:-0}" \
		-timeout=$timeout -max_len=$largest -print_final_stats=1 \
		-artifact_prefix="$trouble" "$found" >"$log" 2>&1; then
		tell "$1" "$log"
		return
	fi
	tail -n 60 "$log"
	echo "fuzz: $1 failed; ./$1 FILE repeats it, with one of:"
	ls "$trouble"*
	return 1
}

# "fuzz/clean: 123456 runs, 1999 edges, 4567 features, 321 inputs"
tell() {
	awk -v target="$1" '
	/^#[0-9]+/ {
		for (i = 2; i < NF; i++) {
			if ($i == "cov:") edges = $(i + 1)
			if ($i == "ft:") features = $(i + 1)
			if ($i == "corp:") inputs = $(i + 1)
		}
	}
	/^stat::number_of_executed_units:/ { runs = $2 }
	/^stat::slowest_unit_time_sec:/ { slowest = $2 }
	END {
		printf "%s: %d runs, %d edges, %d features, %s in the corpus\n",
			target, runs, edges, features, inputs
	}' "$2"
}

# merge FOLDER TARGET: a small set that reaches all lines that were reached,
# but not each so often (-use_counters). What was a finding stays, whatever it
# reaches: it stands behind a remark of its own.
merge() {
	gather "$2"
	merged=$guided/merged/${2##*/}
	rm -rf "$merged"
	mkdir -p "$merged"
	"./$guided/$2" -merge=1 -use_counters=0 -max_len=$largest "$merged" "$found" \
		>"$guided/${2##*/}.log" 2>&1
	"./$2" --pack "$merged" >"$merged.txt"
	sed -n '/^# Findings/,$p' "$1/${2##*/}.txt" >>"$merged.txt"
	mv "$merged.txt" "$1/${2##*/}.txt"
}

verb=$1
shift
case $verb in
search)
	for target; do
		search "$target"
	done
	;;
merge)
	folder=$1
	shift
	for target; do
		merge "$folder" "$target"
	done
	;;
esac
