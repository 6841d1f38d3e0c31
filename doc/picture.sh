#!/bin/sh
# SPDX-FileCopyrightText: 2026 The landline authors
# SPDX-License-Identifier: ISC

# Makes doc/call.png: two landlines on two hosts (network namespaces), side by
# side in one tmux, in a real xterm on a made-up display. As root, with xvfb,
# xterm, tmux, imagemagick, iproute2, fonts-dejavu-core and fonts-unifont.
#
#	sh doc/picture.sh ./landline doc/call.png

set -eu
landline=$(realpath "$1")
picture=$2
name=picture$$
display=:$((100 + $$ % 800))
columns=164 rows=24

finish() {
	tmux -L "$name" kill-server 2>/dev/null || :
	ip netns del "$name-a" 2>/dev/null || :
	ip netns del "$name-b" 2>/dev/null || :
	kill $xvfb $xterm 2>/dev/null || :
}
xvfb= xterm=
trap finish EXIT

ip netns add "$name-a"
ip netns add "$name-b"
ip -n "$name-a" link add wlan0 type veth peer name wlan0 netns "$name-b"
ip -n "$name-a" addr add 192.168.1.7/24 dev wlan0
ip -n "$name-b" addr add 192.168.1.20/24 dev wlan0
for host in a b; do
	ip -n "$name-$host" link set lo up
	ip -n "$name-$host" link set wlan0 up
done

in_tmux() { tmux -L "$name" -f /dev/null "$@"; }
phone() { echo "TERM=tmux-256color exec ip netns exec $name-$1 '$landline' --name $2"; }
type_in() {
	pane=$1
	shift
	in_tmux send-keys -t "$pane" "$@"
	sleep 0.4
}

Xvfb "$display" -screen 0 1800x800x24 >/dev/null 2>&1 &
xvfb=$!
in_tmux new-session -d -x "$columns" -y "$rows" "$(phone a alice)" \; \
	set status off \; split-window -h "$(phone b bob)"
sleep 1
DISPLAY=$display LC_ALL=C.UTF-8 xterm -u8 -fa 'DejaVu Sans Mono' -fs 11 \
	-bg '#1c1c1c' -fg '#d8d8d8' -geometry "${columns}x$rows" -b 8 \
	-e tmux -L "$name" attach &
xterm=$!
sleep 1

type_in 0.0 '/dial 192.168.1.20' Enter
sleep 1
type_in 0.1 F5
type_in 0.0 'hello there' Enter
type_in 0.1 'hi! can you see this?' Enter
type_in 0.0 'every byte of it: what is in front of my words?' Enter
type_in 0.1 'a header of 16 bytes, in network byte order. F3 shows it' Enter
type_in 0.0 F3
type_in 0.1 'and the tick says that it arrived' Enter
type_in 0.0 'and the he'
sleep 0.5
DISPLAY=$display import -window root -trim +repage "$picture"
