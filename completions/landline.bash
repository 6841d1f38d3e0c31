# SPDX-FileCopyrightText: 2026 The landline authors
# SPDX-License-Identifier: ISC

# landline's options, and host names for its NUMBER, in bash.

_landline()
{
	local word=${COMP_WORDS[COMP_CWORD]}
	local before=${COMP_WORDS[COMP_CWORD - 1]}
	local options='-l --listen -n --name -a --auto-answer
		-f --framing -u --udp -s --service --lines --pass-on
		-p --plain -w --wire --ladder --demo -h --help -V --version'

	local framings='landline u8 u16 u32 u64 line crlf nul raw'
	framings+=' u16le u32le u64le u8+self u16+self u32+self u64+self'
	framings+=' u16le+self u32le+self u64le+self'
	framings+=' ascii1 ascii2 ascii3 ascii4 ascii5'
	framings+=' ascii6 ascii7 ascii8 ascii9 ascii10'

	# A colon is a word of its own: "unix:/tmp/bob" is three of them.
	case $before/$word in
	-n/* | --name/* | --lines/*) COMPREPLY=() ;;
	-f/* | --framing/*) mapfile -t COMPREPLY < <(compgen -W "$framings" -- "$word") ;;
	-s/* | --service/*) mapfile -t COMPREPLY < <(compgen -W 'echo upper time' -- "$word") ;;
	://*) mapfile -t COMPREPLY < <(compgen -A file -- "$word") ;;
	*/-*) mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word") ;;
	*) mapfile -t COMPREPLY < <(compgen -A hostname -- "$word") ;;
	esac
}
complete -F _landline landline
