# SPDX-FileCopyrightText: 2026 The landline authors
# SPDX-License-Identifier: ISC

# landline's options, and host names for its NUMBER, in fish.

complete -c landline -f -a '(__fish_print_hostnames)'
complete -c landline -s l -l listen -x -a '(__fish_print_hostnames)' -d 'answer on NUMBER instead of on port 8255'
complete -c landline -s n -l name -x -d 'the name that others see (default: your login name)'
complete -c landline -s a -l auto-answer -d 'pick up at the first ring'
complete -c landline -s p -l plain -d 'no screen: lines in, lines out; for scripts and screen readers'
complete -c landline -s w -l wire -d 'show every frame from the start (in plain mode: a line each on standard error)'
complete -c landline -l ladder -d 'show every socket call from the start (in plain mode: a line each on standard error)'
complete -c landline -l demo -d 'call yourself: a partner inside the program answers'
complete -c landline -s h -l help -d 'show this help and exit'
complete -c landline -s V -l version -d 'show the version and exit'
