/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-command-line.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/model/m77-filter.h"
#include "tui/commands/tui-commands.h"
#include "tui/complete/tui-complete-grammar.h"
#include "tui/complete/tui-complete.h"
#include "tui/screens/tui-command-verbs.h"
#include "tui/screens/tui-command-words.h"
#include "tui/screens/tui-config.h"
#include "tui/screens/tui-detail.h"
#include "tui/screens/tui-kind-screen.h"
#include "tui/screens/tui-list.h"
#include "tui/screens/tui-own-command.h"

/* "2041" or "INC-2041". */
static gboolean
is_number (const M77Kind *kind, const char *word)
{
  gsize length = strlen (kind->number_prefix);

  if (g_ascii_strncasecmp (word, kind->number_prefix, length) == 0 && word[length] == '-')
    word += length + 1;
  return *word != '\0' && word[strspn (word, "0123456789")] == '\0';
}

/* One word without an operator of the filter language names a record where the kind's keys may
 * look so: "incident 2041". A word in small letters may as well be one that a list is to have. */
static gboolean
is_key (const M77Kind *kind, const char *rest)
{
  const M77Field *field = kind->key_field != NULL ? m77_kind_field (kind, kind->key_field) : NULL;

  if (*rest == '\0' || strpbrk (rest, " :<>=*\"") != NULL)
    return FALSE;
  if (*rest == '~')
    return TRUE;
  switch (kind->key)
    {
    case M77_KEY_NUMBER:
      return is_number (kind, rest);
    case M77_KEY_ID:
      return g_ascii_isdigit (*rest) && rest[strspn (rest, "0123456789abcdefABCDEF-")] == '\0';
    default:
      return g_ascii_isdigit (*rest) || *rest == '@' ||
             (g_ascii_isupper (*rest) && field != NULL && field->type != M77_TYPE_SLUG);
    }
}

/* NULL: done; else what the filter should have, at *offset of rest. */
static char *
go_to_kind (TuiApp *app, const M77Kind *kind, const char *rest, gsize *offset)
{
  TuiMoment moment = tui_app_moment (app);
  M77FilterContext context = { moment.now, tui_app_member (app), moment.zone };
  g_auto (M77FilterFault) fault = { 0 };
  g_autoptr (M77Predicate) predicate = NULL;

  if (is_key (kind, rest))
    {
      tui_app_push (app, tui_detail_new_by_word (app, kind, rest));
      return NULL;
    }
  predicate = m77_filter_parse (rest, kind, &context, &fault, NULL);
  *offset = fault.offset;
  if (predicate == NULL)
    return g_strdup (fault.expected != NULL ? fault.expected : _ ("a filter expected"));
  tui_app_go (app,
              *rest != '\0' ? tui_list_new (app, kind, rest) : tui_kind_screen_new (app, kind));
  return NULL;
}

/* What an alias stands for, with what was typed behind it; NULL: the first word is none. */
static char *
expand_alias (TuiApp *app, const char *word, const char *rest)
{
  const TuiSettings *settings = tui_config_settings (app->config);
  const char *line = settings != NULL ? tui_settings_alias (settings, word) : NULL;

  return line == NULL ? NULL : g_strconcat (line, *rest != '\0' ? " " : "", rest, NULL);
}

static char *
run_word (TuiApp *app, const char *word, const char *rest, gboolean may_expand, gsize *offset)
{
  const TuiCommandWord *command = tui_command_word_find (word);
  const M77Kind *kind = m77_kind_find (word);
  g_autofree char *alias = may_expand ? expand_alias (app, word, rest) : NULL;
  gsize before = *offset;

  *offset = 0;
  if (command != NULL && command->run != NULL)
    {
      *offset = before;
      return command->run (app, rest);
    }
  if (command != NULL)
    {
      command->open (app);
      return NULL;
    }
  if (kind != NULL)
    {
      char *fault = go_to_kind (app, kind, rest, offset);

      *offset += before;
      return fault;
    }
  if (tui_own_command_find (app, word) != NULL)
    {
      tui_own_command_open (app, tui_own_command_find (app, word));
      return NULL;
    }
  if (g_ascii_isdigit (*word))
    {
      tui_app_push (app, tui_detail_new_by_key (app, "incident", word));
      return NULL;
    }
  if (alias != NULL)
    {
      char *fault = tui_command_line_try (app, alias, FALSE, offset);
      char *told = fault != NULL ? g_strdup_printf ("%s: %s", alias, fault) : NULL;

      g_free (fault);
      *offset = 0;
      return told;
    }
  return g_strdup_printf (_ ("no kind and no command is called “%s”   9 shows every kind"), word);
}

/* Some kinds are called as a verb is: the word, alone or with a filter, is the kind, as it is for
 * every other; what follows in the verb's own words ("audit verify") is the verb. The same goes for
 * the console's own words, which have no options. */
static gboolean
is_verb (const char *word, const char *rest)
{
  const TuiCommand *command = tui_command_find (word);
  g_auto (GStrv) words = NULL;

  if (command == NULL)
    return FALSE;
  if (tui_command_word_find (word) != NULL)
    return strstr (rest, "--") != NULL;
  if (m77_kind_find (word) == NULL)
    return TRUE;
  words = tui_complete_split (rest);
  return tui_grammar_is_own (command, (const char *const *) words);
}

char *
tui_command_line_try (TuiApp *app, const char *line, gboolean may_expand, gsize *offset)
{
  g_autofree char *trimmed = g_strchomp (g_strdup (line));
  const char *first = trimmed + strspn (trimmed, " ");
  gsize length = strcspn (first, " ");
  g_autofree char *word = g_strndup (first, length);
  const char *rest = first + length + strspn (first + length, " ");
  char *fault = NULL;

  *offset = rest - trimmed;
  if (*word == '\0')
    return NULL;
  if (is_verb (word, rest) && tui_command_verbs_run (app, trimmed, &fault, offset))
    return fault;
  return run_word (app, word, rest, may_expand, offset);
}

char *
tui_command_line_run (TuiApp *app, const char *line)
{
  gsize offset;

  return tui_command_line_try (app, line, TRUE, &offset);
}

/* ---- What could be typed ---- */

static void
offer (M77Suggest *suggest, const char *typed, const char *word, const char *about)
{
  if (g_ascii_strncasecmp (word, typed, strlen (typed)) == 0)
    m77_suggest_add (suggest, word, about);
}

/* A verb of the same name is told beside it: "Audit entries, or audit verify: Check that…". */
static void
offer_kind (M77Suggest *suggest, const char *typed, const M77Kind *kind)
{
  const TuiCommand *command = tui_command_find (kind->name);
  g_autofree char *both = NULL;

  if (command != NULL)
    both = g_strdup_printf (_ ("%s; %s %s: %s"),
                            tui_label (kind->plural),
                            command->name,
                            command->synopsis,
                            tui_label (command->summary));
  offer (suggest, typed, kind->name, both != NULL ? both : tui_label (kind->plural));
}

static void
offer_first (TuiApp *app, M77Suggest *suggest, const char *typed)
{
  const TuiSettings *settings = tui_config_settings (app->config);
  const TuiCommand *const *verbs = tui_commands_all ();
  const M77Kind *const *kinds = m77_kinds ();
  const TuiCommandWord *own;

  for (guint i = 0; settings != NULL && i < settings->aliases->len; i++)
    {
      const TuiAlias *alias = &g_array_index (settings->aliases, TuiAlias, i);

      offer (suggest, typed, alias->name, alias->line);
    }
  for (guint i = 0; settings != NULL && i < settings->commands->len; i++)
    {
      const TuiUserCommand *command = settings->commands->pdata[i];

      offer (suggest, typed, command->name, command->label);
    }
  for (guint i = 0; kinds[i] != NULL; i++)
    offer_kind (suggest, typed, kinds[i]);
  for (guint i = 0; (own = tui_command_word_at (i)) != NULL; i++)
    offer (suggest, typed, own->name, own->words);
  for (guint i = 0; verbs[i] != NULL; i++)
    if (verbs[i] != &tui_command_complete)
      offer (suggest, typed, verbs[i]->name, tui_label (verbs[i]->summary));
}

/* Where the last word of a line begins. */
static gsize
last_word (const char *text, gsize end)
{
  char quote = '\0';
  gsize start = 0;

  for (gsize i = 0; i < end; i++)
    if (quote != '\0')
      quote = text[i] == quote ? '\0' : quote;
    else if (text[i] == '\'' || text[i] == '"')
      quote = text[i];
    else if (text[i] == ' ')
      start = i + 1;
  return start;
}

static void
offer_verb (M77Suggest *suggest, const char *text, gsize cursor)
{
  g_autofree char *line = g_strdup_printf ("m77 %.*s", (int) cursor, text);
  g_autoptr (TuiCompletion) completion = tui_complete (line);

  m77_suggest_begin (suggest, last_word (text, cursor), cursor);
  for (guint i = 0; i < completion->candidates->len; i++)
    {
      g_auto (GStrv) parts = g_strsplit (completion->candidates->pdata[i], "\t", 2);
      g_autofree char *quoted = strpbrk (parts[0], " '\"\\") != NULL ? g_shell_quote (parts[0])
                                                                     : g_strdup (parts[0]);

      m77_suggest_add (suggest, quoted, parts[1]);
    }
  if (completion->records_of != NULL)
    m77_suggest_ask_keys (suggest,
                          m77_kind_find (completion->records_of),
                          completion->before,
                          completion->typed);
}

static void
offer_words (M77Suggest *suggest, const TuiCommandWord *command, const char *typed)
{
  g_auto (GStrv) words = g_strsplit (command->words != NULL ? command->words : "", " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      offer (suggest, typed, words[i], NULL);
  for (const TuiSetting *one = tui_settings_schema ();
       command->run == tui_config_run_set && one->name != NULL;
       one++)
    if (g_str_equal (one->section, "console"))
      offer (suggest, typed, one->name, one->values);
}

typedef struct
{
  M77Suggest *suggest;
  const TuiCommand *command;
  const char *typed;
} Ways;

static void
offer_way (gpointer word, gpointer data)
{
  Ways *ways = data;

  offer (ways->suggest, ways->typed, word, tui_label (ways->command->summary));
}

/* What follows a kind: a filter of it, a record's key, a word of the verb that is called so. */
static void
offer_after_kind (M77Suggest *suggest,
                  const char *text,
                  gsize cursor,
                  gsize from,
                  const char *typed,
                  const M77Kind *kind)
{
  Ways ways = { suggest, tui_command_find (kind->name), typed };

  m77_suggest_filter (suggest, text, cursor, MIN (from, cursor), kind);
  if (strpbrk (typed, " :<>=") != NULL)
    return;
  m77_suggest_ask_keys (suggest, kind, "", typed);
  if (ways.command != NULL)
    tui_grammar_ways (ways.command, offer_way, &ways);
}

void
tui_command_line_suggest (TuiApp *app, M77Suggest *suggest, const char *text, gsize cursor)
{
  gsize length = strcspn (text, " ");
  g_autofree char *word = g_strndup (text, length);
  const M77Kind *kind = m77_kind_find (word);
  gsize rest = length + strspn (text + length, " ");
  g_autofree char *typed = NULL;

  m77_suggest_begin (suggest, 0, cursor);
  if (cursor <= length)
    {
      g_autofree char *begun = g_strndup (text, cursor);

      suggest->end = length;
      offer_first (app, suggest, begun);
      return;
    }
  typed = g_strndup (text + rest, cursor > rest ? cursor - rest : 0);
  suggest->start = rest;
  if (tui_command_word_find (word) != NULL && strchr (typed, ' ') == NULL)
    offer_words (suggest, tui_command_word_find (word), typed);
  if (suggest->words->len > 0)
    return;
  if (kind != NULL && !is_verb (word, text + rest))
    offer_after_kind (suggest, text, cursor, rest, typed, kind);
  else if (tui_command_find (word) != NULL)
    offer_verb (suggest, text, cursor);
}
