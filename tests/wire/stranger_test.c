/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include "wire/stranger.h"

#include <stdlib.h>
#include <string.h>

#include "../material.h"
#include "../runner.h"
#include "suite.h"
#include "wire/frame.h"

/* What programs really say first, or answer to a RING. */
static const struct {
	const char *bytes;
	size_t size; /* 0: up to the NUL */
	const char *name;
} greetings[] = {
	{ "HTTP/1.1 400 Bad Request\r\nServer: nginx\r\n", 0, "HTTP" },
	{ "HTTP/1.0 501 Unsupported method", 0, "HTTP" },
	{ "GET / HTTP/1.1\r\nHost: bob:8255\r\n", 0, "HTTP" },
	{ "POST /talk HTTP/1.1\r\n", 0, "HTTP" },
	{ "OPTIONS * HTTP/1.1\r\n", 0, "HTTP" },
	{ "OPTIONS rtsp://bob/ RTSP/1.0\r\n", 0, "RTSP" },
	{ "RTSP/1.0 400 Bad Request\r\n", 0, "RTSP" },
	{ "OPTIONS sip:nm SIP/2.0\r\n", 0, "SIP" },
	{ "SIP/2.0 400 Bad Request\r\n", 0, "SIP" },
	{ "\0\0\x12\4\0\0\0\0\0\0\3\0\0\0\x80", 15, "HTTP" },
	{ "SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n", 0, "SSH" },
	{ "\x16\3\1\2\0\1\0\1\xfc\3\3", 11, "TLS" },
	{ "\x15\3\1\0\2\2\x46", 7, "TLS" },
	{ "220 mail.example.org ESMTP Postfix\r\n", 0, "SMTP" },
	{ "220 (vsFTPd 3.0.3)\r\n", 0, "FTP" },
	{ "220-Welcome\r\n220 ready\r\n", 0, "SMTP or FTP" },
	{ "200 news.example.org InterNetNews\r\n", 0, "NNTP" },
	{ "+OK Dovecot ready.\r\n", 0, "POP3" },
	{ "-ERR Unknown command.\r\n", 0, "POP3" },
	{ "-ERR unknown command 'L', with args\r\n", 0, "Redis" },
	{ "-NOAUTH Authentication required.\r\n", 0, "Redis" },
	{ "* OK [CAPABILITY IMAP4rev1] Dovecot ready.\r\n", 0, "IMAP" },
	{ "\x4a\0\0\0\0128.0.36\0\x0b\0\0\0caching_sha2_password", 37,
	    "MySQL" },
	{ "\x45\0\0\0\xffj\4Host 'bob' is not allowed", 32, "MySQL" },
	{ "E\0\0\0\x8cSFATAL\0VFATAL\0C08P01\0", 26, "PostgreSQL" },
	{ "\0\0\0\x08\x04\xd2\x16\x2f", 8, "PostgreSQL" },
	{ "\0\0\0\x24\0\3\0\0user\0bob\0", 17, "PostgreSQL" },
	{ "ERROR\r\n", 0, "memcached" },
	{ "RFB 003.008\n", 0, "VNC" },
	{ "\3\0\0\x13\x0e\xd0\0\0\x12\x34\0", 11, "RDP" },
	{ "l\0\x0b\0\0\0\0\0\0\0\0\0", 12, "X11" },
	{ "\0\0\0\x48\xfeSMB@\0", 10, "SMB" },
	{ "@RSYNCD: 31.0\n", 0, "rsync" },
	{ "0032git-upload-pack /talk.git\0host=bob\0", 39, "git" },
	{ "\023BitTorrent protocol\0\0", 22, "BitTorrent" },
	{ "AMQP\0\0\x09\1", 8, "AMQP" },
	{ "\x10\x0f\0\4MQTT\4\2\0\x3c", 12, "MQTT" },
	{ "\x20\2\0\5", 4, "MQTT" },
	{ "<?xml version='1.0'?><stream:stream>", 0, "XMPP" },
	{ ":irc.example.org NOTICE * :*** Looking up\r\n", 0, "IRC" },
	{ "NOTICE AUTH :*** Looking up your hostname\r\n", 0, "IRC" },
	{ "INFO {\"server_id\":\"NA\"}\r\n", 0, "NATS" },
	{ "\xff\xfd\x18\xff\xfd\x20", 6, "a Telnet server" },
	{ "Friday, November 20, 2026 22:38:05-UTC\r\n", 0, "the time of day" },
	{ " !\"#$%&'()*+,-./0123456789", 0, "chargen" },
	{ "\x7f\x15\x17", 3, "BSD talk" },
	{ "<!DOCTYPE html>\n", 0, "HTML" },
	{ "{\"error\":\"what?\"}", 0, "JSON" },
	{ "hello, who is there?", 0, NULL },
	{ "L\1\1\0", 4, NULL },
	{ "\0\0\0\0120123456789", 14, NULL },
	{ "\0\5hello", 7, NULL },
	{ "", 0, NULL },
};

enum { GREETING_COUNT = sizeof(greetings) / sizeof(greetings[0]) };

static const char *
name_of(const char *bytes, size_t size)
{
	uint8_t *copy = material_copy((const uint8_t *)bytes, size);
	const char *name = stranger_name(copy, size);
	free(copy);
	return name;
}

START_TEST(a_stranger_is_known_by_its_greeting)
{
	const char *bytes = greetings[_i].bytes;
	size_t size = greetings[_i].size;
	if (size == 0)
		size = strlen(bytes);
	ck_assert_pstr_eq(name_of(bytes, size), greetings[_i].name);
}
END_TEST

/* Less may say less, but must never read beyond what is there. */
START_TEST(a_greeting_may_be_cut_anywhere)
{
	for (size_t i = 0; i < GREETING_COUNT; i++) {
		size_t size = greetings[i].size;
		if (size == 0)
			size = strlen(greetings[i].bytes);
		for (size_t cut = 0; cut < size; cut++)
			name_of(greetings[i].bytes, cut);
	}
}
END_TEST

START_TEST(our_own_frames_are_no_strangers)
{
	for (size_t i = 0; i < frame_kind_count; i++) {
		uint8_t wire[FRAME_HEADER_SIZE + FRAME_CARD_SIZE] = { 0 };
		struct frame_header header = {
			.type = frame_kinds[i].type,
			.length = frame_kinds[i].least,
		};
		frame_encode(wire, &header);
		ck_assert_ptr_null(stranger_name(wire, sizeof(wire)));
	}
}
END_TEST

START_TEST(a_word_far_behind_the_greeting_does_not_count)
{
	char bytes[2000];
	memset(bytes, 'x', sizeof(bytes));
	memcpy(bytes, "220 ", 4);
	memcpy(bytes + 1000, "FTP", 3);
	ck_assert_str_eq(name_of(bytes, sizeof(bytes)), "SMTP or FTP");
}
END_TEST

TCase *
stranger_tcase(void)
{
	TCase *tcase = tcase_create("stranger");
	tcase_add_loop_test(tcase, a_stranger_is_known_by_its_greeting, 0,
	    GREETING_COUNT);
	tcase_add_test(tcase, a_greeting_may_be_cut_anywhere);
	tcase_add_test(tcase, our_own_frames_are_no_strangers);
	tcase_add_test(tcase, a_word_far_behind_the_greeting_does_not_count);
	return tcase;
}
