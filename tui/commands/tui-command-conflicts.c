/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-commands"

#include "config.h"

#include "tui/commands/tui-commands.h"

#include <stdio.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "shared/base/m77-error.h"
#include "tui/commands/tui-fields.h"
#include "tui/commands/tui-operations.h"
#include "tui/commands/tui-print.h"

/* The field that a path is of: "tasks/a" is of tasks, as a whole it is none. */
static const M77Field *
field_of (const M77Json *conflict, const char *path)
{
  const M77Kind *kind = m77_kind_find (m77_json_get_string (conflict, "kind"));

  return kind != NULL && strchr (path, '/') == NULL ? m77_kind_field (kind, path) : NULL;
}

static void
add_side (const TuiContext *self,
          TuiGrid *grid,
          TuiStyle style,
          const M77Field *field,
          const M77Json *value)
{
  char *text = NULL;

  if (m77_json_is_null (value))
    text = g_strdup ("-");
  else if (field != NULL)
    text = tui_print_value (self, field, value);
  else
    text = m77_json_string (value) != NULL ? g_strdup (m77_json_string (value))
                                           : m77_json_to_text (value);
  tui_grid_take (grid, style, text);
}

static void
add_field (const TuiContext *self, TuiGrid *grid, const M77Json *conflict, const M77Json *one)
{
  const char *path = m77_json_get_string (one, "path");
  const M77Field *field = field_of (conflict, path);
  gboolean asks = m77_json_get_bool (one, "asks");

  tui_grid_add (grid, asks ? TUI_CONFLICT : TUI_DIM, asks ? "?" : "");
  tui_grid_add (grid, asks ? TUI_CONFLICT : TUI_PLAIN, path);
  add_side (self, grid, TUI_PLAIN, field, m77_json_get (one, "base"));
  add_side (self, grid, TUI_PLAIN, field, m77_json_get (one, "theirs"));
  add_side (self, grid, TUI_MINE, field, m77_json_get (one, "mine"));
  add_side (self, grid, TUI_BOLD, field, m77_json_get (one, "merged"));
}

/* The command that would decide it, with what may be taken. */
static void
tell_how (const TuiContext *self, const M77Json *conflict)
{
  g_autoptr (GString) text = g_string_new ("m77 conflicts resolve ");

  g_string_append_printf (text, "%" G_GINT64_FORMAT, m77_json_get_int (conflict, "seq", 0));
  for (const M77Json *f = m77_json_first (m77_json_get (conflict, "fields")); f != NULL;
       f = m77_json_next (f))
    {
      const M77Json *takes = m77_json_get (f, "takes");
      const char *sign = "=";

      if (!m77_json_get_bool (f, "asks"))
        continue;
      g_string_append_printf (text, " %s", m77_json_get_string (f, "path"));
      for (const M77Json *t = m77_json_first (takes); t != NULL; t = m77_json_next (t))
        {
          gboolean is_value = g_str_equal (m77_json_string (t), "value");

          g_string_append_printf (text, "%s%s", sign, is_value ? ":VALUE" : m77_json_string (t));
          sign = "|";
        }
    }
  tui_print_notice (self, "%s", text->str);
}

static const char *
describe_clash (const char *clash)
{
  if (g_strcmp0 (clash, "deleted") == 0)
    return _ ("they deleted what you edited: mine makes it again, theirs lets it go");
  if (g_strcmp0 (clash, "delete") == 0)
    return _ ("they changed what you deleted: mine deletes it all the same, theirs keeps it");
  if (g_strcmp0 (clash, "create") == 0)
    return _ ("there is one of that name: give yours another, or theirs drops yours");
  return NULL;
}

static void
print_conflict (const TuiContext *self, const M77Json *conflict)
{
  static const char *const headings[] = { "",          N_ ("Field"),
                                          N_ ("Was"),  N_ ("Theirs"),
                                          N_ ("Mine"), N_ ("As it stands") };
  g_autoptr (TuiGrid) grid = tui_grid_new (headings, G_N_ELEMENTS (headings));
  const char *by = m77_json_get_string (conflict, "theirs_by");
  const char *clash = describe_clash (m77_json_get_string (conflict, "clash"));
  g_autofree char *theirs = tui_print_age (self, m77_json_get (conflict, "theirs_at"));
  g_autofree char *mine = tui_print_age (self, m77_json_get (conflict, "made_at"));

  tui_print_line (self,
                  TUI_BOLD,
                  "%s  %s",
                  m77_json_get_string (conflict, "key"),
                  m77_json_get_string (conflict, "title"));
  tui_print_line (self,
                  TUI_CONFLICT,
                  /* Translators: who and how long ago, twice */
                  _ ("theirs: %s (%s)   mine: %s (%s)"),
                  by != NULL ? by : "?",
                  *theirs != '\0' ? theirs : "?",
                  m77_json_get_string (conflict, "author"),
                  mine);
  if (clash != NULL)
    tui_print_line (self, TUI_PLAIN, "%s", clash);
  for (const M77Json *f = m77_json_first (m77_json_get (conflict, "fields")); f != NULL;
       f = m77_json_next (f))
    add_field (self, grid, conflict, f);
  tui_grid_print_whole (grid, self);
  tell_how (self, conflict);
}

/* Reads the conflict that `typed` names; its JSON in *answer. */
static const M77Json *
read_conflict (TuiContext *self, const char *typed, char **answer, GError **error)
{
  g_autofree char *conflicts = NULL;
  const char *id;

  if (!tui_context_connect (self, error) ||
      !m77_agent1_call_conflicts_sync (self->agent, &conflicts, NULL, error))
    return NULL;
  id = tui_operations_find (self, conflicts, typed, error);
  if (id == NULL || !m77_agent1_call_conflict_sync (self->agent, id, answer, NULL, error))
    return NULL;
  return tui_context_parse (self, *answer, error);
}

static gboolean
show (TuiContext *self, GError **error)
{
  g_autofree char *answer = NULL;
  const M77Json *conflict = read_conflict (self, tui_context_word (self, 1), &answer, error);

  if (conflict == NULL)
    return FALSE;
  if (self->json)
    tui_print_json (answer);
  else
    print_conflict (self, conflict);
  return TRUE;
}

/* ---- Deciding ---- */

/* FIELD=mine, theirs, both or :VALUE; "*" is whatever else asks. */
static gboolean
read_choice (TuiContext *self,
             const M77Json *conflict,
             const char *word,
             M77Json *choices,
             GError **error)
{
  static const char *const takes[] = { "mine", "theirs", "both", NULL };
  const char *equals = strchr (word, '=');
  g_autofree char *path = equals != NULL ? g_strndup (word, equals - word) : NULL;
  const M77Field *field;
  M77Json *choice, *value;

  if (path == NULL || *path == '\0' || (equals[1] != ':' && !g_strv_contains (takes, equals + 1)))
    return tui_context_misused (error,
                                _ ("“%s”: say FIELD=mine, theirs, both or :VALUE, such as "
                                   "severity=:sev2"),
                                word);
  field = field_of (conflict, path);
  if (equals[1] != ':')
    {
      m77_json_set_string (self->pool, choices, field != NULL ? field->name : path, equals + 1);
      return TRUE;
    }
  value = tui_fields_read_value (self, field, equals + 2, error);
  if (value == NULL)
    return FALSE;
  choice = m77_json_object_new (self->pool);
  m77_json_set (self->pool, choice, "value", value);
  m77_json_set (self->pool, choices, field != NULL ? field->name : path, choice);
  return TRUE;
}

static gboolean
resolve (TuiContext *self, GError **error)
{
  g_autofree char *answer = NULL;
  g_autofree char *text = NULL;
  const M77Json *conflict = read_conflict (self, tui_context_word (self, 1), &answer, error);
  const char *id = m77_json_get_string (conflict, "id");
  M77Json *choices = m77_json_object_new (self->pool);
  guint64 seq;

  if (conflict == NULL)
    return FALSE;
  for (guint i = 2; i < self->words->len; i++)
    if (!read_choice (self, conflict, self->words->pdata[i], choices, error))
      return FALSE;
  text = m77_json_to_text (choices);
  if (!m77_agent1_call_resolve_sync (self->agent, id, text, &seq, NULL, error))
    return FALSE;
  if (self->json)
    printf ("{\"operation\":\"%s\",\"seq\":%" G_GUINT64_FORMAT "}\n", id, seq);
  else
    tui_print_done (self,
                    TUI_PLAIN,
                    seq > 0 ? _ ("%s: decided, and on its way") : _ ("%s: decided; theirs stands"),
                    m77_json_get_string (conflict, "key"));
  return TRUE;
}

static gboolean
list (TuiContext *self, GError **error)
{
  g_autofree char *conflicts = NULL;

  return tui_context_connect (self, error) &&
         m77_agent1_call_conflicts_sync (self->agent, &conflicts, NULL, error) &&
         tui_operations_print (self, "conflict", conflicts, _ ("no conflicts"), error);
}

static gboolean
run (TuiContext *self, GError **error)
{
  const char *verb = tui_context_word (self, 0);

  if (verb == NULL || (g_str_equal (verb, "list") && self->words->len == 1))
    return list (self, error);
  if (g_str_equal (verb, "show") && self->words->len == 2)
    return show (self, error);
  if (g_str_equal (verb, "resolve") && self->words->len > 2)
    return resolve (self, error);
  return tui_context_misused (error,
                              _ ("list, show ID, or resolve ID FIELD=mine|theirs|both|:VALUE "
                                 "expected"));
}

const TuiCommand tui_command_conflicts = {
  .name = "conflicts",
  .synopsis = "[list | show ID | resolve ID FIELD=mine|theirs|both|:VALUE…]",
  .summary = N_ ("Edits of yours that meet somebody else's, for you to decide"),
  .help = N_ (
      "show has each field as it was, theirs, mine, and as it stands; those with a ? ask.\n"
      "resolve wants a choice for each of them: mine, theirs, both (texts) or :VALUE as edit\n"
      "takes it. '*=mine' stands for all that are left out. ID is the number of the operation,\n"
      "its id, its end, or the key of the record."),
  .words_most = G_MAXUINT,
  .run = run,
};
