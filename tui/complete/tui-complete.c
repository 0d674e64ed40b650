/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-complete"

#include "config.h"

#include "tui/complete/tui-complete.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "shared/model/m77-filter.h"
#include "tui/commands/tui-options.h"
#include "tui/complete/tui-complete-fields.h"
#include "tui/complete/tui-complete-grammar.h"

/* A line on its way to a completion. */
typedef struct
{
  TuiCompletion *result;
  const TuiCommand *command; /* NULL: the last word is the verb, or the verb is unknown */
  GPtrArray *words;          /* const char *: after the verb, before the last, no options */
  const char *last;
  const TuiOption *awaited; /* whose value the last word is */
  const char *verb;
  const char *action;
  const M77Kind *kind;
  gboolean many, only_words;
} Line;

void
tui_completion_free (TuiCompletion *self)
{
  g_ptr_array_unref (self->candidates);
  g_free (self->profile);
  g_free (self->before);
  g_free (self->typed);
  g_free (self);
}

void
tui_completion_offer (TuiCompletion *self, const char *word, const char *about)
{
  if (g_ascii_strncasecmp (word, self->typed, strlen (self->typed)) != 0)
    return;
  g_ptr_array_add (self->candidates,
                   g_strconcat (self->before,
                                word,
                                about != NULL && *about != '\0' ? "\t" : "",
                                about,
                                NULL));
}

void
tui_completion_narrow (TuiCompletion *self, gsize n)
{
  g_autofree char *before = self->before;
  g_autofree char *typed = self->typed;

  self->before = g_strdup_printf ("%s%.*s", before, (int) n, typed);
  self->typed = g_strdup (typed + n);
}

/* ---- Reading ---- */

static const TuiOption *
find_option (const TuiOption *options, const char *name)
{
  for (; options != NULL && options->name != NULL; options++)
    if (g_str_equal (options->name, name))
      return options;
  return NULL;
}

static const TuiOption *
find_any_option (const Line *line, const char *name)
{
  const TuiOption *option = find_option (tui_options_global (), name);

  if (option == NULL && line->verb == NULL)
    option = find_option (tui_options_console (), name);
  return option != NULL || line->command == NULL ? option
                                                 : find_option (line->command->options, name);
}

static void
read_word (Line *line, const char *word)
{
  if (line->awaited != NULL)
    {
      if (g_str_equal (line->awaited->name, "profile"))
        line->result->profile = g_strdup (word);
      line->awaited = NULL;
    }
  else if (!line->only_words && g_str_equal (word, "--"))
    line->only_words = TRUE;
  else if (!line->only_words && g_str_has_prefix (word, "--"))
    {
      const TuiOption *option = find_any_option (line, word + 2);

      line->many = line->many || g_str_has_prefix (word, "--filter");
      line->awaited = option != NULL && option->value != NULL ? option : NULL;
    }
  else if (line->verb == NULL)
    {
      line->verb = word;
      line->command = tui_command_find (word);
    }
  else
    g_ptr_array_add (line->words, (char *) word);
}

/* What the words before the last say of what it is about. */
static void
read_subject (Line *line)
{
  const char *const *words = (const char *const *) line->words->pdata;

  for (guint i = 0; line->command != NULL && i < line->words->len; i++)
    {
      g_autofree char *place = tui_grammar_place (line->command, words, i, line->many);

      if (g_strcmp0 (place, "KIND") == 0)
        line->kind = m77_kind_find (words[i]);
      else if (g_strcmp0 (place, "ACTION") == 0)
        line->action = words[i];
    }
}

/* ---- Offering ---- */

static void
offer_verbs (Line *line)
{
  const TuiCommand *const *commands = tui_commands_all ();

  for (guint i = 0; commands[i] != NULL; i++)
    tui_completion_offer (line->result, commands[i]->name, _ (commands[i]->summary));
}

static void
offer_options (Line *line, const TuiOption *options)
{
  for (; options != NULL && options->name != NULL; options++)
    {
      g_autofree char *word = g_strconcat ("--", options->name, NULL);

      tui_completion_offer (line->result, word, _ (options->help));
    }
}

static void
offer_way (gpointer word, gpointer line)
{
  tui_completion_offer (((Line *) line)->result, word, NULL);
}

static void
offer_kinds (Line *line)
{
  const M77Kind *const *kinds = m77_kinds ();

  for (guint i = 0; kinds[i] != NULL; i++)
    if (line->action == NULL || m77_kind_action (kinds[i], line->action) != NULL)
      tui_completion_offer (line->result, kinds[i]->name, _ (kinds[i]->plural));
}

/* Several kinds have actions of one name. */
static void
offer_actions (Line *line)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  const M77Kind *const *kinds = m77_kinds ();

  for (guint i = 0; kinds[i] != NULL; i++)
    for (const M77Action *action = kinds[i]->actions; action != NULL && action->name != NULL;
         action++)
      if (g_hash_table_add (seen, (char *) action->name))
        tui_completion_offer (line->result, action->name, _ (action->label));
}

static void
offer_filter (Line *line)
{
  TuiCompletion *result = line->result;
  g_autoptr (M77FilterCompletion)
      found = m77_filter_complete (result->typed, strlen (result->typed), line->kind);

  tui_completion_narrow (result, found->start);
  for (guint i = 0; i < found->candidates->len; i++)
    tui_completion_offer (result, found->candidates->pdata[i], NULL);
  if (found->values_of != NULL)
    result->records_of = found->values_of->ref;
}

static void
offer_ids (Line *line)
{
  if (line->kind != NULL)
    line->result->records_of = line->kind->name;
  else if (line->command == &tui_command_conflicts)
    line->result->conflicts = TRUE;
  else if (line->command == &tui_command_outbox)
    line->result->operations = TRUE;
}

static void
offer_place (Line *line, const char *place)
{
  if (place == NULL)
    return;
  if (g_str_equal (place, "KIND"))
    offer_kinds (line);
  else if (g_str_equal (place, "ACTION"))
    offer_actions (line);
  else if (g_str_equal (place, "FILTER"))
    offer_filter (line);
  else if (g_str_has_prefix (place, "FIELD"))
    tui_complete_assignment (line->result, line->kind);
  else if (g_str_has_prefix (place, "ARG="))
    tui_complete_argument (line->result, line->kind, line->action);
  else if (g_str_equal (place, "ID"))
    offer_ids (line);
  else if (g_str_equal (place, "N"))
    line->result->records_of = "incident";
  else if (g_str_equal (place, "SERVICE"))
    line->result->records_of = "service";
  else if (g_str_equal (place, "NAME") && g_str_equal (line->command->name, "view"))
    line->result->views = TRUE;
  else if (g_str_equal (place, "NAME"))
    line->result->profiles = !g_str_equal (line->words->pdata[0], "add");
}

static void
offer_option_value (Line *line, const char *option)
{
  static const struct
  {
    const char *option;
    const char *words[4];
  } known[] = {
    { "color", { "auto", "always", "never" } },
    { "format", { "csv", "ndjson", "json" } },
    { "token-store", { "secret-service", "file" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    for (guint w = 0; g_str_equal (option, known[i].option) && known[i].words[w] != NULL; w++)
      tui_completion_offer (line->result, known[i].words[w], NULL);
  if (g_str_equal (option, "profile"))
    line->result->profiles = TRUE;
  else if (g_str_equal (option, "view"))
    line->result->views = TRUE;
  else if (g_str_equal (option, "filter"))
    offer_filter (line);
  else if (g_str_equal (option, "sort") || g_str_equal (option, "columns"))
    tui_complete_fields (line->result, line->kind);
}

static void
offer_last (Line *line)
{
  const char *equals = strchr (line->last, '=');
  const char *const *words = (const char *const *) line->words->pdata;
  g_autofree char *place = NULL;

  if (line->awaited != NULL)
    offer_option_value (line, line->awaited->name);
  else if (!line->only_words && g_str_has_prefix (line->last, "--") && equals != NULL)
    {
      g_autofree char *option = g_strndup (line->last + 2, (gsize) (equals - line->last) - 2);

      tui_completion_narrow (line->result, (gsize) (equals + 1 - line->last));
      offer_option_value (line, option);
    }
  else if (!line->only_words && g_str_has_prefix (line->last, "--"))
    {
      offer_options (line, line->command != NULL ? line->command->options : NULL);
      offer_options (line, tui_options_global ());
      if (line->verb == NULL)
        offer_options (line, tui_options_console ());
    }
  else if (line->verb == NULL)
    offer_verbs (line);
  else if (line->command != NULL)
    {
      if (line->words->len == 0)
        tui_grammar_ways (line->command, offer_way, line);
      place = tui_grammar_place (line->command, words, line->words->len, line->many);
      offer_place (line, place);
    }
}

TuiCompletion *
tui_complete (const char *text)
{
  g_auto (GStrv) words = tui_complete_split (text);
  g_autoptr (GPtrArray) plain = g_ptr_array_new ();
  guint n = g_strv_length (words);
  Line line = { .words = plain, .last = words[n - 1] };

  line.result = g_new0 (TuiCompletion, 1);
  line.result->candidates = g_ptr_array_new_with_free_func (g_free);
  line.result->before = g_strdup ("");
  line.result->typed = g_strdup (line.last);
  for (guint i = 1; i + 1 < n; i++)
    read_word (&line, words[i]);
  read_subject (&line);
  if (n > 1)
    offer_last (&line);
  return line.result;
}
