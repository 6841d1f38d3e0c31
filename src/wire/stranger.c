/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "wire/stranger.h"

#include <stdbool.h>
#include <string.h>

/* A sign is found at its offset, and the word, if any, in what came with it. */
struct sign {
	size_t offset;
	size_t size;
	const char *bytes; /* may contain NUL */
	const char *word;
	const char *name;
};

/* The first that fits counts: what says more stands above what says less. */
static const struct sign signs[] = {
	/* RFC 2326, RFC 3261: requests like those of HTTP, RFC 9112 and 9113 */
	{ 0, 5, "RTSP/", NULL, "RTSP" },
	{ 0, 8, "OPTIONS ", "RTSP/", "RTSP" },
	{ 0, 9, "DESCRIBE ", NULL, "RTSP" },
	{ 0, 4, "SIP/", NULL, "SIP" },
	{ 0, 8, "OPTIONS ", "sip:", "SIP" },
	{ 0, 7, "INVITE ", NULL, "SIP" },
	{ 0, 9, "REGISTER ", NULL, "SIP" },
	{ 0, 5, "HTTP/", NULL, "HTTP" },
	{ 0, 4, "GET ", NULL, "HTTP" },
	{ 0, 5, "HEAD ", NULL, "HTTP" },
	{ 0, 5, "POST ", NULL, "HTTP" },
	{ 0, 4, "PUT ", NULL, "HTTP" },
	{ 0, 6, "PATCH ", NULL, "HTTP" },
	{ 0, 7, "DELETE ", NULL, "HTTP" },
	{ 0, 8, "OPTIONS ", NULL, "HTTP" },
	{ 0, 8, "CONNECT ", NULL, "HTTP" },
	{ 0, 6, "PRI * ", NULL, "HTTP" },
	{ 3, 6, "\4\0\0\0\0\0", NULL, "HTTP" }, /* SETTINGS of HTTP/2 */
	{ 0, 4, "ICY ", NULL, "a radio stream" },

	/* RFC 4253, RFC 8446: handshake and alert */
	{ 0, 4, "SSH-", NULL, "SSH" },
	{ 0, 2, "\x16\3", NULL, "TLS" },
	{ 0, 2, "\x15\3", NULL, "TLS" },

	/* RFC 5321, RFC 959, RFC 3977, RFC 1939, RFC 9051 */
	{ 0, 3, "220", "SMTP", "SMTP" },
	{ 0, 3, "220", "mail", "SMTP" },
	{ 0, 3, "220", "FTP", "FTP" },
	{ 0, 3, "220", "ftp", "FTP" },
	{ 0, 4, "220 ", NULL, "SMTP or FTP" },
	{ 0, 4, "220-", NULL, "SMTP or FTP" },
	{ 0, 4, "421 ", NULL, "SMTP or FTP" },
	{ 0, 4, "500 ", NULL, "SMTP or FTP" },
	{ 0, 4, "554 ", NULL, "SMTP" },
	{ 0, 4, "EHLO", NULL, "SMTP" },
	{ 0, 5, "HELO ", NULL, "SMTP" },
	{ 0, 4, "200 ", NULL, "NNTP" },
	{ 0, 4, "201 ", NULL, "NNTP" },
	{ 0, 5, "+PONG", NULL, "Redis" },
	{ 0, 4, "-ERR", "unknown command", "Redis" },
	{ 0, 4, "-ERR", "Protocol error", "Redis" },
	{ 0, 7, "-NOAUTH", NULL, "Redis" },
	{ 0, 7, "-DENIED", NULL, "Redis" },
	{ 0, 3, "+OK", NULL, "POP3" },
	{ 0, 4, "-ERR", NULL, "POP3" },
	{ 0, 4, "* OK", NULL, "IMAP" },
	{ 0, 9, "* PREAUTH", NULL, "IMAP" },
	{ 0, 5, "* BYE", NULL, "IMAP" },

	/* Databases and caches: the greeting of each, or its complaint */
	{ 3, 2, "\0\x0a", "password", "MySQL" },
	{ 3, 2, "\0\xff", "not allowed", "MySQL" },
	{ 0, 1, "E", "FATAL", "PostgreSQL" },
	{ 0, 8, "\0\0\0\x08\x04\xd2\x16\x2f", NULL, "PostgreSQL" },
	{ 4, 4, "\0\3\0\0", "user", "PostgreSQL" },
	{ 0, 7, "ERROR\r\n", NULL, "memcached" },
	{ 0, 13, "CLIENT_ERROR ", NULL, "memcached" },
	{ 0, 5, "STAT ", NULL, "memcached" },

	/* Screens, files, messages */
	{ 0, 4, "RFB ", NULL, "VNC" },
	{ 0, 4, "\3\0\0\x13", NULL, "RDP" },
	{ 0, 4, "\3\0\0\x0b", NULL, "RDP" },
	{ 0, 4, "l\0\x0b\0", NULL, "X11" },
	{ 0, 4, "B\0\0\x0b", NULL, "X11" },
	{ 4, 4, "\xffSMB", NULL, "SMB" },
	{ 4, 4, "\xfeSMB", NULL, "SMB" },
	{ 0, 9, "@RSYNCD: ", NULL, "rsync" },
	{ 4, 4, "git-", NULL, "git" },
	{ 0, 20, "\023BitTorrent protocol", NULL, "BitTorrent" },
	{ 0, 4, "AMQP", NULL, "AMQP" },
	{ 0, 3, "\x20\2\0", NULL, "MQTT" },
	{ 2, 6, "\0\4MQTT", NULL, "MQTT" },
	{ 0, 5, "<?xml", "stream:", "XMPP" },
	{ 0, 7, "<stream", NULL, "XMPP" },
	{ 0, 1, ":", " NOTICE ", "IRC" },
	{ 0, 7, "NOTICE ", NULL, "IRC" },
	{ 0, 7, "ERROR :", NULL, "IRC" },
	{ 0, 5, "NICK ", NULL, "IRC" },
	{ 0, 5, "INFO ", "server_id", "NATS" },

	/* RFC 854; RFC 867 and RFC 864, the services of the old days */
	{ 0, 1, "\xff", NULL, "a Telnet server" },
	{ 0, 6, "Monday", NULL, "the time of day" },
	{ 0, 7, "Tuesday", NULL, "the time of day" },
	{ 0, 9, "Wednesday", NULL, "the time of day" },
	{ 0, 8, "Thursday", NULL, "the time of day" },
	{ 0, 6, "Friday", NULL, "the time of day" },
	{ 0, 8, "Saturday", NULL, "the time of day" },
	{ 0, 6, "Sunday", NULL, "the time of day" },
	{ 0, 8, " !\"#$%&'", NULL, "chargen" },
	{ 0, 8, "!\"#$%&'(", NULL, "chargen" },

	/* Our ancestor sends its three edit characters first. */
	{ 0, 3, "\x7f\x15\x17", NULL, "BSD talk" },
	{ 0, 3, "\x08\x15\x17", NULL, "BSD talk" },

	/* No protocol, but a form */
	{ 0, 5, "<html", NULL, "HTML" },
	{ 0, 9, "<!DOCTYPE", NULL, "HTML" },
	{ 0, 5, "<?xml", NULL, "XML" },
	{ 0, 2, "{\"", NULL, "JSON" },
};

static bool
has_word(const uint8_t *bytes, size_t size, const char *word)
{
	size_t word_size = strlen(word);
	for (size_t at = 0; at + word_size <= size; at++)
		if (memcmp(bytes + at, word, word_size) == 0)
			return true;
	return false;
}

static bool
fits(const struct sign *sign, const uint8_t *bytes, size_t size)
{
	if (size < sign->offset + sign->size ||
	    memcmp(bytes + sign->offset, sign->bytes, sign->size) != 0)
		return false;
	return sign->word == NULL || has_word(bytes, size, sign->word);
}

const char *
stranger_name(const uint8_t *bytes, size_t size)
{
	/* A greeting is short; what follows it may be anything, and long. */
	enum { GREETING_MOST = 512 };
	if (size > GREETING_MOST)
		size = GREETING_MOST;
	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (fits(&signs[i], bytes, size))
			return signs[i].name;
	return NULL;
}
