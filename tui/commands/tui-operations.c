/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-operations"

#include "config.h"

#include "tui/commands/tui-operations.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "shared/base/m77-error.h"
#include "shared/base/m77-id.h"
#include "tui/commands/tui-do.h"
#include "tui/commands/tui-print.h"

#define SUFFIX       8 /* characters of an id that are shown */
#define SUFFIX_LEAST 4 /* … that may be typed: fewer are a number */

static const char *
end_of (const char *id, gsize shown)
{
  gsize length = id != NULL ? strlen (id) : 0;

  if (length == 0)
    return "";
  return length > shown ? id + length - shown : id;
}

/* How much of the ids tells each from all others. */
static gsize
shown_length (const M77Json *operations)
{
  for (gsize shown = SUFFIX; shown < M77_ID_LENGTH; shown++)
    {
      g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
      const M77Json *o = m77_json_first (operations);

      while (o != NULL &&
             g_hash_table_add (seen, (gpointer) end_of (m77_json_get_string (o, "id"), shown)))
        o = m77_json_next (o);
      if (o == NULL)
        return shown;
    }
  return M77_ID_LENGTH;
}

/* "acknowledge", or what an edit changes: "severity, labels". */
static char *
describe (const M77Json *operation)
{
  const char *action = m77_json_get_string (operation, "action");
  const char *type = m77_json_get_string (operation, "type");
  static const char *const members[] = { "patch", "elements" };
  GString *fields;

  if (action != NULL)
    return g_strdup (action);
  if (g_strcmp0 (type, "update") != 0)
    return g_strdup (type);

  fields = g_string_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    for (const M77Json *m = m77_json_first (m77_json_get (operation, members[i])); m != NULL;
         m = m77_json_next (m))
      g_string_append_printf (fields, "%s%s", fields->len > 0 ? ", " : "", m77_json_name (m));
  return g_string_free (fields, FALSE);
}

static void
add_row (const TuiContext *self, TuiGrid *grid, const M77Json *operation, gsize id_shown)
{
  const char *state = m77_json_get_string (operation, "state");
  const char *shown = m77_json_get_bool (operation, "waiting") ? "waiting" : state;

  tui_grid_add (grid, TUI_BOLD, end_of (m77_json_get_string (operation, "id"), id_shown));
  tui_grid_add (grid, tui_print_state_style (shown), shown);
  tui_grid_take (grid, TUI_PLAIN, tui_print_age (self, m77_json_get (operation, "made_at")));
  tui_grid_add (grid, TUI_PLAIN, m77_json_get_string (operation, "kind"));
  tui_grid_add (grid, TUI_PLAIN, m77_json_get_string (operation, "key"));
  tui_grid_take (grid, TUI_PLAIN, describe (operation));
  tui_grid_add (grid, TUI_PLAIN, m77_json_get_string (operation, "title"));
  tui_grid_add (grid, TUI_PLAIN, m77_json_get_string (operation, "why"));
}

gboolean
tui_operations_print (TuiContext *self,
                      const char *kind,
                      const char *operations,
                      const char *nothing,
                      GError **error)
{
  static const char *const headings[] = { N_ ("ID"),  N_ ("State"), N_ ("Age"),   N_ ("Kind"),
                                          N_ ("Key"), N_ ("What"),  N_ ("Title"), N_ ("Why") };
  g_autoptr (TuiGrid) grid = tui_grid_new (headings, G_N_ELEMENTS (headings));
  const M77Json *value = tui_context_parse_rows (self, operations, error);
  gsize id_shown;

  if (value == NULL)
    return FALSE;
  if (self->json)
    {
      tui_print_json_rows (kind, value);
      return TRUE;
    }

  id_shown = shown_length (value);
  for (const M77Json *o = m77_json_first (value); o != NULL; o = m77_json_next (o))
    add_row (self, grid, o, id_shown);
  tui_grid_print (grid, self);
  if (m77_json_size (value) == 0)
    tui_print_notice (self, "%s", nothing);
  return TRUE;
}

static gboolean
is_called (const M77Json *operation, const char *typed)
{
  const char *id = m77_json_get_string (operation, "id");
  const char *key = m77_json_get_string (operation, "key");
  g_autofree char *seq = g_strdup_printf ("%" G_GINT64_FORMAT,
                                          m77_json_get_int (operation, "seq", 0));

  return (id != NULL && strlen (typed) >= SUFFIX_LEAST && g_str_has_suffix (id, typed)) ||
         g_str_equal (seq, typed) || (key != NULL && tui_do_is_named (typed, key));
}

const M77Json *
tui_operations_get (TuiContext *self, const char *operations, const char *typed, GError **error)
{
  const M77Json *value = tui_context_parse_rows (self, operations, error);
  const M77Json *found = NULL;

  if (value == NULL)
    return NULL;

  for (const M77Json *o = m77_json_first (value); o != NULL; o = m77_json_next (o))
    {
      if (!is_called (o, typed))
        continue;
      if (found != NULL)
        {
          g_set_error (error,
                       M77_ERROR,
                       M77_ERROR_AMBIGUOUS,
                       _ ("%s is more than one operation, %s and %s: give more of its id"),
                       typed,
                       m77_json_get_string (found, "id"),
                       m77_json_get_string (o, "id"));
          return NULL;
        }
      found = o;
    }

  if (found == NULL)
    g_set_error (error,
                 M77_ERROR,
                 M77_ERROR_NOT_FOUND,
                 _ ("there is no operation %s here: see m77 outbox"),
                 typed);
  return found;
}

const char *
tui_operations_find (TuiContext *self, const char *operations, const char *typed, GError **error)
{
  return m77_json_get_string (tui_operations_get (self, operations, typed, error), "id");
}

/* ---- One, in full ---- */

static char *
value_text (const TuiContext *self, const M77Kind *kind, const M77Json *value, const char *name)
{
  const M77Field *field = kind != NULL ? m77_kind_field (kind, name) : NULL;

  if (m77_json_is_null (value))
    return g_strdup ("-");
  if (field == NULL)
    return m77_json_string (value) != NULL ? g_strdup (m77_json_string (value))
                                           : m77_json_to_text (value);
  return tui_print_value (self, field, value);
}

static void
add_values (const TuiContext *self, TuiGrid *grid, const M77Kind *kind, const M77Json *values)
{
  for (const M77Json *m = m77_json_first (values); m != NULL; m = m77_json_next (m))
    {
      const M77Field *field = kind != NULL ? m77_kind_field (kind, m77_json_name (m)) : NULL;

      tui_grid_add (grid, TUI_DIM, field != NULL ? _ (field->label) : m77_json_name (m));
      tui_grid_take (grid, TUI_MINE, value_text (self, kind, m, m77_json_name (m)));
    }
}

/* "+db, −old" of a set or log changed by element. */
static char *
elements_text (const M77Json *change)
{
  static const struct
  {
    const char *name, *sign;
  } parts[] = { { "add", "+" }, { "append", "+" }, { "remove", "-" } };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    for (const M77Json *e = m77_json_first (m77_json_get (change, parts[i].name)); e != NULL;
         e = m77_json_next (e))
      {
        const char *word = m77_json_string (e);

        if (word == NULL)
          word = m77_json_get_string (e, "text");
        g_string_append_printf (text,
                                "%s%s%s",
                                text->len > 0 ? ", " : "",
                                parts[i].sign,
                                word != NULL ? word : "?");
      }
  return g_string_free (text, FALSE);
}

static void
add_elements (TuiGrid *grid, const M77Kind *kind, const M77Json *elements)
{
  for (const M77Json *m = m77_json_first (elements); m != NULL; m = m77_json_next (m))
    {
      const M77Field *field = kind != NULL ? m77_kind_field (kind, m77_json_name (m)) : NULL;

      tui_grid_add (grid, TUI_DIM, field != NULL ? _ (field->label) : m77_json_name (m));
      tui_grid_take (grid, TUI_MINE, elements_text (m));
    }
}

/* What changed on the record since an action was asked for. */
void
tui_operations_tell_since (const TuiContext *self, const M77Json *operation)
{
  const M77Json *since = m77_json_get (operation, "since");
  const M77Kind *kind = m77_kind_find (m77_json_get_string (operation, "kind"));
  const char *by = m77_json_get_string (since, "by");
  g_autofree char *age = tui_print_age (self, m77_json_get (since, "at"));

  if (since == NULL || m77_json_is_null (since))
    return;
  tui_print_line (self,
                  TUI_WARN,
                  /* Translators: a person, an age */
                  _ ("changed since, by %s (%s):"),
                  by != NULL ? by : "?",
                  age);
  for (const M77Json *f = m77_json_first (m77_json_get (since, "fields")); f != NULL;
       f = m77_json_next (f))
    {
      const char *path = m77_json_get_string (f, "path");
      g_autofree char *was = value_text (self, kind, m77_json_get (f, "was"), path);
      g_autofree char *now = value_text (self, kind, m77_json_get (f, "now"), path);

      tui_print_line (self, TUI_PLAIN, "  %s: %s > %s", m77_json_get_string (f, "label"), was, now);
    }
}

static void
tell_ways (const TuiContext *self, const M77Json *ways, const char *id)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (const M77Json *w = m77_json_first (ways); w != NULL; w = m77_json_next (w))
    {
      gboolean resolves = g_str_equal (m77_json_string (w), "resolve");

      g_string_append_printf (text,
                              "%sm77 %s %s %s%s",
                              text->len > 0 ? " | " : "",
                              resolves ? "conflicts" : "outbox",
                              resolves ? "show" : m77_json_string (w),
                              end_of (id, SUFFIX),
                              g_str_equal (m77_json_string (w), "edit") ? " FIELD=VALUE" : "");
    }
  if (text->len > 0)
    tui_print_notice (self, "%s", text->str);
}

void
tui_operations_tell (const TuiContext *self, const M77Json *operation)
{
  static const char *const headings[] = { "", "" };
  g_autoptr (TuiGrid) grid = tui_grid_new (headings, G_N_ELEMENTS (headings));
  const M77Kind *kind = m77_kind_find (m77_json_get_string (operation, "kind"));
  const char *state = m77_json_get_string (operation, "state");
  const char *why = m77_json_get_string (operation, "why");
  const char *reason = m77_json_get_string (operation, "reason");
  g_autofree char *what = describe (operation);
  g_autofree char *age = tui_print_age (self, m77_json_get (operation, "made_at"));

  tui_print_line (self,
                  TUI_BOLD,
                  "%s  %s  %s",
                  m77_json_get_string (operation, "key"),
                  m77_json_get_string (operation, "title"),
                  what);
  tui_print_line (self,
                  tui_print_state_style (state),
                  /* Translators: a state, an age, why */
                  _ ("%s (%s). %s"),
                  state,
                  age,
                  why != NULL ? why : "");
  add_values (self, grid, kind, m77_json_get (operation, "doc"));
  add_values (self, grid, kind, m77_json_get (operation, "patch"));
  add_elements (grid, kind, m77_json_get (operation, "elements"));
  add_values (self, grid, NULL, m77_json_get (operation, "args"));
  if (reason != NULL)
    {
      tui_grid_add (grid, TUI_DIM, _ ("Reason"));
      tui_grid_add (grid, TUI_MINE, reason);
    }
  tui_grid_print_whole (grid, self);
  tui_operations_tell_since (self, operation);
  tell_ways (self, m77_json_get (operation, "ways"), m77_json_get_string (operation, "id"));
}
