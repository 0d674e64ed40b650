/* tui-complete-grammar.h: a command's synopsis, read
 *
 *   "KIND ID FIELD=VALUE… [FIELD+=V] [--reason T]"    places, one after the other
 *   "[list | show ID | discard ID]"                   ways, each begun by its word
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "tui/commands/tui-commands.h"

G_BEGIN_DECLS

/* Calls `way` with the word that begins each way of a command that has several. */
void tui_grammar_ways (const TuiCommand *command, GFunc way, gpointer data);

/* The place where the next word stands after the words given, without brackets and dots: "KIND",
 * "FIELD=VALUE"; NULL where nothing fits. A place with dots takes every word that follows. With
 * many, the command goes by --filter, and has no ID. g_free. */
char *tui_grammar_place (const TuiCommand *command,
                         const char *const *words,
                         guint n,
                         gboolean many);

/* Whether any of the words (those after the verb) stands where the synopsis has one of the
 * command's own: "verify", "to=@NAME", or is an option. What is typed without one may mean
 * something else. */
gboolean tui_grammar_is_own (const TuiCommand *command, const char *const *words);

G_END_DECLS
