# SPDX-FileCopyrightText: 2026 The landline authors
# SPDX-License-Identifier: ISC

# landline's options, and host names for its NUMBER, in bash.

_landline()
{
	local word=${COMP_WORDS[COMP_CWORD]}
	local before=${COMP_WORDS[COMP_CWORD - 1]}
	local options='-l --listen -n --name -a --auto-answer -p --plain
		-w --wire --ladder --demo -h --help -V --version'

	# A colon is a word of its own: "unix:/tmp/bob" is three of them.
	case $before/$word in
	-n/* | --name/*) COMPREPLY=() ;;
	://*) mapfile -t COMPREPLY < <(compgen -A file -- "$word") ;;
	*/-*) mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word") ;;
	*) mapfile -t COMPREPLY < <(compgen -A hostname -- "$word") ;;
	esac
}
complete -F _landline landline
