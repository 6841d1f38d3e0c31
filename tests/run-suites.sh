#!/bin/sh
# SPDX-FileCopyrightText: 2026 The landline authors
# SPDX-License-Identifier: ISC

# run-suites.sh WHOLE PROGRAM...: runs Check's programs in the build tree, and
# fails if one of them does.
#
# Whole programs mostly wait for each other. So WHOLE is run in parts, beside
# each other and beside the rest; what they say comes after what the rest says.
# TOGETHER, in the environment, has the programs whose tests need no process of
# their own: they get one for all.

set -u
whole=$1
shift
parts=3
said=$(mktemp -d)
started=
failed=
# Whoever starts something with & has its ^C ignored.
trap 'kill $started 2>/dev/null; rm -rf "$said"' EXIT
trap 'exit 130' HUP INT TERM

part=1
while [ $part -le $parts ]; do
	RUNNER_PART=$part/$parts "./$whole" >"$said/$part" 2>&1 &
	started="$started $!"
	part=$((part + 1))
done

for program; do
	fork=yes
	case " ${TOGETHER:-} " in
	*" $program "*) fork=no ;;
	esac
	CK_FORK=$fork "./$program" || failed="$failed $program"
done

part=1
for process in $started; do
	wait "$process" || failed="$failed $whole $part/$parts"
	cat "$said/$part"
	part=$((part + 1))
done
started=

if [ -n "$failed" ]; then
	echo "failed:$failed" >&2
	exit 1
fi
