/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "suite.h"

#include "app/options.h"
#include "base/memory.h"
#include "text/cells.h"
#include "text/clean.h"

enum { WORDS_MOST = 8 };

/* The words behind "landline"; the first NULL ends them. */
struct line {
	char *words[WORDS_MOST];
};

static int
count_words(const struct line *line)
{
	int count = 0;
	while (count < WORDS_MOST && line->words[count] != NULL)
		count++;
	return count;
}

static bool
parse(struct options *options, const struct line *line, struct fault *fault)
{
	char name[] = "landline";
	char *argv[WORDS_MOST + 2] = { name };
	int count = count_words(line);
	for (int i = 0; i < count; i++)
		argv[1 + i] = line->words[i];
	*fault = (struct fault){ 0 };
	return options_parse(options, 1 + count, argv, fault);
}

static struct options
parsed(const struct line *line)
{
	struct options options;
	struct fault fault;
	ck_assert_msg(parse(&options, line, &fault), "%s", fault.words);
	return options;
}

static void
is_one_clean_line(const char *words)
{
	char clean[FAULT_WORDS_SIZE * CLEAN_GROWTH + 1];
	clean_text(clean, sizeof(clean), words, strlen(words), CLEAN_LINE);
	ck_assert_str_eq(words, clean);
	ck_assert_str_ne(words, "");
}

START_TEST(nothing_asked_is_nothing_set)
{
	struct options options = parsed(&(struct line){ { NULL } });
	struct options zero;
	memset(&zero, 0, sizeof(zero));
	ck_assert_mem_eq(&options, &zero, sizeof(zero));
}
END_TEST

START_TEST(every_option_sets_its_own)
{
	ck_assert(parsed(&(struct line){ { "--demo" } }).demo);
	ck_assert(parsed(&(struct line){ { "--udp" } }).udp);
	ck_assert(parsed(&(struct line){ { "-us", "echo" } }).udp);
	ck_assert(parsed(&(struct line){ { "-p" } }).plain);
	ck_assert(parsed(&(struct line){ { "--plain" } }).plain);
	ck_assert(parsed(&(struct line){ { "-a" } }).auto_answer);
	ck_assert(parsed(&(struct line){ { "--auto-answer" } }).auto_answer);
	ck_assert(parsed(&(struct line){ { "-w" } }).wire);
	ck_assert(parsed(&(struct line){ { "--wire" } }).wire);
	ck_assert(parsed(&(struct line){ { "--ladder" } }).ladder);
	ck_assert(parsed(&(struct line){ { "-h" } }).wants_help);
	ck_assert(parsed(&(struct line){ { "--help" } }).wants_help);
	ck_assert(parsed(&(struct line){ { "-V" } }).wants_version);
	ck_assert(parsed(&(struct line){ { "--version" } }).wants_version);
	ck_assert_str_eq(parsed(&(struct line){ { "-f", "u16le" } })
			     .framing->name,
	    "u16le");
	ck_assert_str_eq(parsed(&(struct line){ { "--framing=raw" } })
			     .framing->name,
	    "raw");
	ck_assert_str_eq(parsed(&(struct line){ { "-s", "echo" } })
			     .service->name,
	    "echo");
	ck_assert_str_eq(parsed(&(struct line){ { "--service=time" } })
			     .service->name,
	    "time");
	ck_assert_int_eq(parsed(&(struct line){ { "--lines", "30" } }).lines,
	    30);
	ck_assert_int_eq(parsed(&(struct line){ { "--lines=64" } }).lines, 64);
	ck_assert_int_eq(parsed(&(struct line){ { "--lines=001" } }).lines, 1);
	struct options options = parsed(&(struct line){ { "-n", "bob" } });
	ck_assert_str_eq(options.name, "bob");
	options = parsed(&(struct line){ { "--name=bob" } });
	ck_assert_str_eq(options.name, "bob");
	options = parsed(&(struct line){ { "-l:5000" } });
	ck_assert(options.has_listen && !options.has_number);
	ck_assert_int_eq(options.listen.kind, NUMBER_HERE);
	ck_assert_uint_eq(options.listen.port, 5000);
	options = parsed(&(struct line){ { "--listen", ":0" } });
	ck_assert(options.has_listen);
}
END_TEST

START_TEST(options_and_number_stand_in_any_order)
{
	const struct line lines[] = {
		{ { "-apw", "-n", "bob", "10.0.0.7" } },
		{ { "10.0.0.7", "-apw", "-n", "bob" } },
		{ { "-a", "10.0.0.7", "--pl", "-wnbob" } },
		{ { "-apwnbob", "--", "10.0.0.7" } },
	};
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		struct options options = parsed(&lines[i]);
		ck_assert(options.auto_answer && options.plain);
		ck_assert(options.wire && options.has_number);
		ck_assert_int_eq(options.number.kind, NUMBER_IPV4);
		ck_assert_str_eq(options.name, "bob");
	}
}
END_TEST

/* GNU: "Other options and arguments should be ignored once this is seen." */
START_TEST(behind_help_nothing_is_looked_at)
{
	ck_assert(
	    parsed(&(struct line){ { "--help", "--nosuch" } }).wants_help);
	ck_assert(parsed(&(struct line){ { "-hx", "", "1", "2" } }).wants_help);
	struct options options =
	    parsed(&(struct line){ { "--version", "--help" } });
	ck_assert(options.wants_version && !options.wants_help);
}
END_TEST

struct refusal {
	struct line line;
	const char *words; /* that the sentence holds */
};

static const struct refusal refusals[] = {
	{ { { "--nosuch" } }, "there is no option \"--nosuch\"; try" },
	{ { { "--nosuch=7" } }, "there is no option \"--nosuch=7\"" },
	{ { { "--nosuch", "--help" } }, "there is no option \"--nosuch\"" },
	{ { { "-x" } }, "there is no option \"-x\"; try landline --help" },
	{ { { "-ax" } }, "there is no option \"-x\"" },
	{ { { "-\033[2J" } }, "there is no option \"-␛[2J\"" },
	{ { { "-é" } }, "there is no option \"-é\"" },
	{ { { "-a", "-\xff" } }, "there is no option \"-\xef\xbf\xbd\"" },
	{ { { "--\033]0;x\a" } }, "there is no option \"--␛]0;x␇\"" },
	{ { { "--=7" } }, "there is no option \"--=7\"" },
	{ { { "-:" } }, "there is no option \"-:\"" },
	{ { { "-W", "plain" } }, "there is no option \"-W\"" },
	{ { { "--plain=yes" } }, "--plain takes no argument" },
	{ { { "--demo=" } }, "--demo takes no argument" },
	{ { { "--listen" } },
	    "--listen needs something behind it: --listen NUMBER;" },
	{ { { "-l" } },
	    "--listen needs something behind it: --listen NUMBER;" },
	{ { { "-an" } }, "--name needs something behind it: --name NAME;" },
	{ { { "--listen", "7" } }, "\"7\" is" },
	{ { { "--listen=", "" } }, "\"\" is" },
	{ { { "" } }, "\"\" is" },
	{ { { ":0" } }, "port 0 cannot be dialled" },
	{ { { "-" } }, "\"-\" is" },
	{ { { "--", "-x" } }, "\"-x\" is" },
	{ { { "::1", "10.0.0.7" } }, "\"10.0.0.7\" is one NUMBER too many" },
	{ { { "::1", "--", "\r" } }, "\"␍\" is one NUMBER too many" },
	{ { { "--demo", "::1" } }, "--demo calls yourself" },
	{ { { "::1", "--demo" } }, "--demo calls yourself" },
	{ { { "--demo", "-l", ":0" } }, "--demo has a number of its own" },
	{ { { "--demo", "-f", "u8" } }, "--demo speaks landline" },
	{ { { "--demo", "-s", "echo" } }, "it cannot go with --demo" },
	{ { { "--demo", "-u" } }, "--demo calls yourself over TCP" },
	{ { { "-u", "unix:/tmp/bob" } }, "--udp is between addresses" },
	{ { { "--listen", "unix:/tmp/bob", "--udp" } },
	    "--udp is between addresses" },
	{ { { "--udp=yes" } }, "--udp takes no argument" },
	{ { { "-s", "echo", "::1" } }, "it cannot go with a NUMBER" },
	{ { { "-f", "u12" } }, "there is no framing \"u12\"; there are" },
	{ { { "-s", "e" } }, "there is no service \"e\"; there are echo" },
	{ { { "--lines", "0" } },
	    "--lines takes how many calls there may be at once, 1 to 64, and"
	    " not \"0\"" },
	{ { { "--lines", "65" } }, "1 to 64, and not \"65\"" },
	{ { { "--lines", "-1" } }, "1 to 64, and not \"-1\"" },
	{ { { "--lines=" } }, "1 to 64, and not \"\"" },
	{ { { "--lines", "3x" } }, "1 to 64, and not \"3x\"" },
	{ { { "--lines", "99999999999" } }, "1 to 64, and not" },
	{ { { "--lines", "3", "--lines", "x" } }, "1 to 64, and not \"x\"" },
	{ { { "--lines" } }, "--lines needs something behind it: --lines N;" },
	{ { { "--li", "5" } }, "--li could be --listen or --lines; try" },
	{ { { "--l=5" } }, "--l could be --listen, --lines or --ladder" },
	{ { { "--name=" } }, "--name is empty" },
	{ { { "-n", "  \xc2\xa0 " } }, "--name is empty" },
	{ { { "-n", "a name of thirty-three columns 33" } },
	    "\"a name of thirty-three columns 33\" is too long" },
};

START_TEST(what_cannot_be_is_a_sentence)
{
	const struct refusal *refusal = &refusals[_i];
	struct options options;
	struct fault fault;
	ck_assert(!parse(&options, &refusal->line, &fault));
	ck_assert_int_eq(fault.status, EX_USAGE);
	ck_assert_msg(strstr(fault.words, refusal->words) != NULL, "%s",
	    fault.words);
	is_one_clean_line(fault.words);
}
END_TEST

START_TEST(a_name_has_at_most_32_columns_and_64_bytes)
{
	char fits[] = "exactly thirty-two columns wide!";
	ck_assert_uint_eq(strlen(fits), CLEAN_NAME_COLS);
	struct options options = parsed(&(struct line){ { "-n", fits } });
	ck_assert_ptr_eq(options.name, fits);
	/* 16 wide characters of 3 bytes; then 17 of them. */
	parsed(&(struct line){ { "-n", "一二三四五六七八九十一二三四五六" } });
	struct fault fault;
	ck_assert(!parse(&options,
	    &(struct line){ { "-n", "一二三四五六七八九十一二三四五六七" } },
	    &fault));
	/* 20 columns, but every one has a mark of two bytes. */
	char marked[20 * 4 + 1] = "";
	for (int i = 0; i < 20; i++)
		strcat(marked, "x\xcc\x81\xcc");
	for (int i = 0; i < 20; i++)
		marked[4 * i + 3] = 'x';
	ck_assert(!parse(&options, &(struct line){ { "-n", marked } }, &fault));
	ck_assert_ptr_nonnull(strstr(fault.words, "64 bytes"));
}
END_TEST

START_TEST(four_kibibytes_are_a_sentence)
{
	static const char *const fronts[] = { "-", "--",
		"--name=", "--plain=", "-n", "-l", "", "[", "--listen=" };
	char word[4097];
	for (size_t i = 0; i < sizeof(fronts) / sizeof(fronts[0]); i++) {
		memset(word, '7', sizeof(word) - 1);
		word[sizeof(word) - 1] = '\0';
		memcpy(word, fronts[i], strlen(fronts[i]));
		struct options options;
		struct fault fault;
		ck_assert(!parse(&options, &(struct line){ { word } }, &fault));
		ck_assert_int_eq(fault.status, EX_USAGE);
		is_one_clean_line(fault.words);
	}
}
END_TEST

static char **
many(const char *odd, const char *even, int count)
{
	char **argv = memory_new((size_t)count + 1, sizeof(*argv));
	argv[0] = memory_copy("landline", strlen("landline"));
	for (int i = 1; i < count; i++) {
		const char *word = i % 2 == 1 ? odd : even;
		argv[i] = memory_copy(word, strlen(word));
	}
	return argv;
}

static void
drop(char **argv)
{
	for (char **word = argv; *word != NULL; word++)
		free(*word);
	free(argv);
}

START_TEST(a_hundred_thousand_arguments_are_read)
{
	enum { COUNT = 100001 };
	struct options options;
	struct fault fault;
	char **argv = many("-a", "--wire", COUNT);
	ck_assert(options_parse(&options, COUNT, argv, &fault));
	drop(argv);
	argv = many("10.0.0.7", "-a", COUNT);
	ck_assert(!options_parse(&options, COUNT, argv, &fault));
	ck_assert_int_eq(fault.status, EX_USAGE);
	drop(argv);
}
END_TEST

/* What `print` writes to standard output; the caller frees it. */
static char *
printed(bool (*print)(void))
{
	FILE *file = tmpfile();
	ck_assert_ptr_nonnull(file);
	fflush(stdout);
	int before = dup(STDOUT_FILENO);
	ck_assert_int_ge(dup2(fileno(file), STDOUT_FILENO), 0);
	bool done = print();
	dup2(before, STDOUT_FILENO);
	close(before);
	ck_assert(done);
	long size = lseek(fileno(file), 0, SEEK_END);
	ck_assert_int_gt(size, 0);
	char *text = memory_new((size_t)size + 1, 1);
	ck_assert_int_eq(pread(fileno(file), text, (size_t)size, 0), size);
	fclose(file);
	return text;
}

START_TEST(help_names_every_option)
{
	char *help = printed(options_print_help);
	for (size_t i = 0; i < option_row_count; i++) {
		const struct option_row *row = &option_rows[i];
		char letter[] = "    ", form[80];
		if (row->letter != 0)
			snprintf(letter, sizeof(letter), "-%c, ", row->letter);
		snprintf(form, sizeof(form), "\n  %s--%s%s%s  ", letter,
		    row->name, row->argument == NULL ? "" : " ",
		    row->argument == NULL ? "" : row->argument);
		ck_assert_msg(strstr(help, form) != NULL, "%s", form);
	}
	free(help);
}
END_TEST

START_TEST(help_fits_on_a_screen)
{
	char *help = printed(options_print_help);
	int rows = 0;
	for (char *line = help; *line != '\0';
	     line += strcspn(line, "\n") + 1) {
		ck_assert_int_le(cells_cols(line, strcspn(line, "\n")), 79);
		rows++;
	}
	ck_assert_int_le(rows, 24);
	ck_assert_int_eq(strncmp(help, "Usage: landline ", 16), 0);
	free(help);
}
END_TEST

START_TEST(a_full_disk_is_noticed)
{
	FILE *full = fopen("/dev/full", "w");
	if (full == NULL)
		return;
	fflush(stdout);
	int before = dup(STDOUT_FILENO);
	ck_assert_int_ge(dup2(fileno(full), STDOUT_FILENO), 0);
	bool helped = options_print_help();
	clearerr(stdout);
	bool told = options_print_version();
	clearerr(stdout);
	dup2(before, STDOUT_FILENO);
	close(before);
	fclose(full);
	ck_assert(!helped && !told);
}
END_TEST

START_TEST(version_says_whose_and_how_free_it_is)
{
	char *version = printed(options_print_version);
	static const char first[] = "landline " PACKAGE_VERSION "\n";
	ck_assert_int_eq(strncmp(version, first, strlen(first)), 0);
	ck_assert_ptr_nonnull(strstr(version, "Copyright"));
	ck_assert_ptr_nonnull(strstr(version, "ISC"));
	free(version);
}
END_TEST

TCase *
options_tcase(void)
{
	TCase *tcase = tcase_create("options");
	tcase_add_test(tcase, nothing_asked_is_nothing_set);
	tcase_add_test(tcase, every_option_sets_its_own);
	tcase_add_test(tcase, options_and_number_stand_in_any_order);
	tcase_add_test(tcase, behind_help_nothing_is_looked_at);
	tcase_add_loop_test(tcase, what_cannot_be_is_a_sentence, 0,
	    sizeof(refusals) / sizeof(refusals[0]));
	tcase_add_test(tcase, a_name_has_at_most_32_columns_and_64_bytes);
	tcase_add_test(tcase, four_kibibytes_are_a_sentence);
	tcase_add_test(tcase, a_hundred_thousand_arguments_are_read);
	tcase_add_test(tcase, help_names_every_option);
	tcase_add_test(tcase, help_fits_on_a_screen);
	tcase_add_test(tcase, a_full_disk_is_noticed);
	tcase_add_test(tcase, version_says_whose_and_how_free_it_is);
	return tcase;
}
