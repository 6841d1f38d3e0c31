# SPDX-FileCopyrightText: 2026 The landline authors
# SPDX-License-Identifier: ISC

# landline's options, and host names for its NUMBER, in fish.

complete -c landline -f -a '(__fish_print_hostnames)'
complete -c landline -s l -l listen -x -a '(__fish_print_hostnames)' -d 'answer on NUMBER instead of on port 8255'
complete -c landline -s n -l name -x -d 'the name that others see (default: your login name)'
complete -c landline -s a -l auto-answer -d 'pick up at the first ring'
complete -c landline -s f -l framing -x -a 'landline u8 u8+self u16 u16le u16+self u16le+self u32 u32le u32+self u32le+self u64 u64le u64+self u64le+self ascii1 ascii2 ascii3 ascii4 ascii5 ascii6 ascii7 ascii8 ascii9 ascii10 line crlf nul raw' -d 'speak to programs that are no landline: u32, line, raw and others; the connection is the call'
complete -c landline -s u -l udp -d 'datagrams instead of a stream: nothing is repaired'
complete -c landline -s s -l service -x -a 'echo upper time' -d 'answer every call with echo, upper or time'
complete -c landline -l lines -x -d 'have N calls at once (default: 1; with --service 64)'
complete -c landline -l pass-on -x -a '(__fish_print_hostnames)' -d 'pass messages on, from phone to phone, to NUMBER'
complete -c landline -s p -l plain -d 'no screen, for scripts: lines in, lines out'
complete -c landline -s w -l wire -d 'show every frame from the start'
complete -c landline -l ladder -d 'show every socket call from the start'
complete -c landline -l demo -d 'call yourself: a partner inside the program answers'
complete -c landline -s h -l help -d 'show this help and exit'
complete -c landline -s V -l version -d 'show the version and exit'
