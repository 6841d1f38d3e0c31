/* SPDX-FileCopyrightText: 2026 The landline authors */
/* SPDX-License-Identifier: ISC */
/*
 * replay - main() of a fuzz target without libFuzzer.
 *
 *     fuzz/NAME                  every input of fuzz/corpus/NAME.txt
 *     fuzz/NAME FILE...          the inputs that those files are
 *     fuzz/NAME --unpack FOLDER  writes the corpus there, a file an input
 *     fuzz/NAME --pack FOLDER    prints the files there as a corpus
 *
 * A corpus is text that can be read: a line an input, with \xNN for what is
 * not printable; lines that begin with # are remarks.
 */
#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

struct input {
	uint8_t *bytes;
	size_t size;
};

static _Noreturn void
fail(const char *path)
{
	fprintf(stderr, "%s: %s: %s\n", program_invocation_short_name, path,
	    strerror(errno));
	exit(EXIT_FAILURE);
}

/* The file's end is not an error: then there is nothing. */
static struct input
read_input(const char *path)
{
	struct input input = { NULL, 0 };
	FILE *file = fopen(path, "r");
	if (file == NULL)
		fail(path);
	for (int byte; (byte = getc(file)) != EOF; input.size++) {
		input.bytes = realloc(input.bytes, input.size + 1);
		if (input.bytes == NULL)
			fail(path);
		input.bytes[input.size] = (uint8_t)byte;
	}
	if (ferror(file))
		fail(path);
	fclose(file);
	return input;
}

/* A copy without room behind it, so that a sanitizer sees a read beyond. */
static void
run(const uint8_t *bytes, size_t size)
{
	uint8_t *copy = malloc(size > 0 ? size : 1);
	if (copy == NULL)
		fail("malloc");
	if (size > 0)
		memcpy(copy, bytes, size);
	LLVMFuzzerTestOneInput(copy, size);
	free(copy);
}

/* ---- a corpus ---- */

/* From \xNN and all else to bytes, where the text stands. */
static size_t
decode(char *line)
{
	size_t size = 0;
	for (const char *at = line; *at != '\0' && *at != '\n';) {
		unsigned byte = (unsigned char)*at;
		int used = 1;
		if (*at == '\\' &&
		    (sscanf(at, "\\x%2x%n", &byte, &used) != 1 || used != 4)) {
			fprintf(stderr, "not in the form of a corpus: %s", at);
			exit(EXIT_FAILURE);
		}
		line[size++] = (char)byte;
		at += used;
	}
	return size;
}

static void
print_encoded(const struct input *input)
{
	for (size_t at = 0; at < input->size; at++) {
		uint8_t byte = input->bytes[at];
		if (byte < 0x20 || byte > 0x7e || byte == '\\' ||
		    (at == 0 && byte == '#'))
			printf("\\x%02x", byte);
		else
			putchar(byte);
	}
	putchar('\n');
}

static FILE *
open_corpus(void)
{
	char path[4096];
	snprintf(path, sizeof path, "%s/%s.txt", FUZZ_CORPUS_FOLDER,
	    program_invocation_short_name);
	FILE *corpus = fopen(path, "r");
	if (corpus == NULL)
		fail(path);
	return corpus;
}

/* The next input; false at the end. `line` is getline()'s. */
static bool
next_input(FILE *corpus, char **line, size_t *room, size_t *size)
{
	while (getline(line, room, corpus) >= 0) {
		if (**line == '#' || **line == '\n')
			continue;
		*size = decode(*line);
		return true;
	}
	return false;
}

static void
write_input(const char *folder, unsigned number, const char *bytes, size_t size)
{
	char path[4096];
	snprintf(path, sizeof path, "%s/%04u", folder, number);
	FILE *file = fopen(path, "w");
	if (file == NULL || fwrite(bytes, 1, size, file) != size ||
	    fclose(file) != 0)
		fail(path);
}

/* Runs all inputs of the corpus, or writes them to that folder. */
static void
take_corpus(const char *folder)
{
	FILE *corpus = open_corpus();
	char *line = NULL;
	size_t room = 0, size;
	unsigned count = 0;
	while (next_input(corpus, &line, &room, &size)) {
		count++;
		if (folder != NULL) {
			write_input(folder, count, line, size);
			continue;
		}
		/* Before it runs: it may be the last one. */
		printf("input %u: %zu bytes\n", count, size);
		fflush(stdout);
		run((const uint8_t *)line, size);
	}
	free(line);
	fclose(corpus);
	fuzz_require(count > 0, "the corpus is empty");
}

static int
is_file(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static void
pack(const char *folder)
{
	struct dirent **names;
	int count = scandir(folder, &names, is_file, alphasort);
	if (count < 0)
		fail(folder);
	puts("# SPDX-FileCopyrightText: 2026 The landline authors\n"
	     "# SPDX-License-Identifier: ISC");
	for (int i = 0; i < count; i++) {
		char path[4096];
		snprintf(path, sizeof path, "%s/%s", folder, names[i]->d_name);
		struct input input = read_input(path);
		if (input.size > 0)
			print_encoded(&input);
		free(input.bytes);
		free(names[i]);
	}
	free(names);
}

int
main(int argc, char *argv[])
{
	LLVMFuzzerInitialize(&argc, &argv);
	if (argc == 3 && strcmp(argv[1], "--pack") == 0) {
		pack(argv[2]);
	} else if (argc == 3 && strcmp(argv[1], "--unpack") == 0) {
		take_corpus(argv[2]);
	} else if (argc > 1) {
		for (int i = 1; i < argc; i++) {
			struct input input = read_input(argv[i]);
			run(input.bytes, input.size);
			free(input.bytes);
		}
	} else {
		run(NULL, 0);
		take_corpus(NULL);
	}
	return EXIT_SUCCESS;
}
