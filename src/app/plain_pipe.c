/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "app/plain_front.h"

void
plain_front_pipe_in(struct plain_front *front, struct party *party, int64_t now)
{
	for (;;) {
		size_t size;
		const char *bytes = plain_bytes(&front->plain, &size);
		size_t most = party->datagrams != NULL ?
		    PARTY_DATAGRAM_TEXT_MOST :
		    FRAMING_PAYLOAD_MOST;
		if (size > most)
			size = most;
		if (size == 0 || !party_pass(party, bytes, size, now))
			return;
		plain_took_bytes(&front->plain, size);
	}
}

void
plain_front_pipe_out(struct plain_front *front, struct party *party,
    int64_t now)
{
	size_t size = party->stream.size;
	if (size == 0 || plain_is_full(&front->plain))
		return;
	plain_pass(&front->plain, (const char *)bytes_head(&party->stream),
	    size);
	party_streamed(party, size, now);
}
