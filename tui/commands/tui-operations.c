/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-operations"

#include "config.h"

#include "tui/commands/tui-operations.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "shared/base/m77-error.h"
#include "tui/commands/tui-print.h"

#define SUFFIX 8 /* characters of an id that are shown */

static const char *
end_of (const char *id)
{
  gsize length = id != NULL ? strlen (id) : 0;

  return length > SUFFIX ? id + length - SUFFIX : id;
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
add_row (const TuiContext *self, TuiGrid *grid, const M77Json *operation)
{
  const char *state = m77_json_get_string (operation, "state");
  const char *shown = m77_json_get_bool (operation, "waiting") ? "waiting" : state;
  const char *detail = m77_json_get_string (operation, "detail");

  tui_grid_add (grid, TUI_BOLD, end_of (m77_json_get_string (operation, "id")));
  tui_grid_add (grid, tui_print_state_style (shown), shown);
  tui_grid_take (grid, TUI_PLAIN, tui_print_age (self, m77_json_get (operation, "made_at")));
  tui_grid_add (grid, TUI_PLAIN, m77_json_get_string (operation, "kind"));
  tui_grid_add (grid, TUI_PLAIN, m77_json_get_string (operation, "key"));
  tui_grid_take (grid, TUI_PLAIN, describe (operation));
  tui_grid_add (grid, TUI_PLAIN, m77_json_get_string (operation, "title"));
  tui_grid_add (grid, TUI_PLAIN, detail != NULL ? detail : m77_json_get_string (operation, "code"));
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

  if (value == NULL)
    return FALSE;
  if (self->json)
    {
      tui_print_json_rows (kind, value);
      return TRUE;
    }

  for (const M77Json *o = m77_json_first (value); o != NULL; o = m77_json_next (o))
    add_row (self, grid, o);
  tui_grid_print (grid, self);
  if (m77_json_size (value) == 0)
    tui_print_notice (self, "%s", nothing);
  return TRUE;
}

static gboolean
is_called (const M77Json *operation, const char *typed)
{
  const char *id = m77_json_get_string (operation, "id");

  return (id != NULL && g_str_has_suffix (id, typed)) ||
         g_strcmp0 (m77_json_get_string (operation, "key"), typed) == 0;
}

const char *
tui_operations_find (TuiContext *self, const char *operations, const char *typed, GError **error)
{
  const M77Json *value = tui_context_parse_rows (self, operations, error);
  const char *found = NULL;

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
                       _ ("%s is more than one operation: give more of its id"),
                       typed);
          return NULL;
        }
      found = m77_json_get_string (o, "id");
    }

  if (found == NULL)
    g_set_error (error,
                 M77_ERROR,
                 M77_ERROR_NOT_FOUND,
                 _ ("there is no operation %s here: see m77 outbox"),
                 typed);
  return found;
}
