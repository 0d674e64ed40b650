/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-commands"

#include "config.h"

#include "tui/commands/tui-commands.h"

#include <glib/gi18n-lib.h>

#include "tui/commands/tui-print.h"

#define LIMIT_USUAL 100

static gboolean
is_audit (const M77Json *entry)
{
  return m77_json_is (m77_json_get (entry, "doc"), M77_JSON_OBJECT) &&
         g_strcmp0 (m77_json_get_string (entry, "kind"), "audit") == 0;
}

/* "severity, labels: because" of what was changed and why. */
static char *
describe (const M77Json *fields, const M77Json *elements, const char *why)
{
  GString *text = g_string_new (NULL);
  const M77Json *members[] = { fields, elements };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    for (const M77Json *m = m77_json_first (members[i]); m != NULL; m = m77_json_next (m))
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", m77_json_name (m));
  if (why != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? ": " : "", why);

  return g_string_free (text, FALSE);
}

static char *
describe_names (const M77Json *names)
{
  GString *text = g_string_new (NULL);

  for (const M77Json *n = m77_json_first (names); n != NULL; n = m77_json_next (n))
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", m77_json_string (n));
  return g_string_free (text, FALSE);
}

/* "title mine, severity sev1". */
static char *
describe_choices (const M77Json *choices)
{
  GString *text = g_string_new (NULL);

  for (const M77Json *c = m77_json_first (choices); c != NULL; c = m77_json_next (c))
    {
      const M77Json *value = m77_json_get (c, "value");
      g_autofree char *given = value != NULL && m77_json_string (value) == NULL
                                   ? m77_json_to_text (value)
                                   : g_strdup (m77_json_string (value != NULL ? value : c));

      g_string_append_printf (text, "%s%s %s", text->len > 0 ? ", " : "", m77_json_name (c), given);
    }
  return g_string_free (text, FALSE);
}

/* What the platform says was done. */
static void
add_audit (const TuiContext *self, TuiGrid *grid, const M77Json *doc)
{
  const char *outcome = m77_json_get_string (doc, "outcome");
  gboolean failed = g_strcmp0 (outcome, "success") != 0;

  tui_grid_take (grid, TUI_PLAIN, tui_print_age (self, m77_json_get (doc, "at")));
  tui_grid_add (grid, TUI_BOLD, m77_json_get_string (doc, "actor"));
  tui_grid_add (grid, TUI_PLAIN, m77_json_get_string (doc, "verb"));
  tui_grid_add (grid, TUI_BAD, failed ? outcome : "");
  tui_grid_take (grid,
                 TUI_PLAIN,
                 describe (m77_json_get (doc, "changes"),
                           NULL,
                           m77_json_get_string (doc, "reason")));
}

/* The steps between being made and what it came to, for those that had some: a line each. */
static void
add_events (const TuiContext *self, TuiGrid *grid, const M77Json *events)
{
  for (const M77Json *e = m77_json_first (events); e != NULL; e = m77_json_next (e))
    {
      const char *what = m77_json_get_string (e, "what");
      const char *by = m77_json_get_string (e, "by");
      gint64 version = m77_json_get_int (e, "version", 0);
      char *why = NULL;

      if (g_strcmp0 (what, "merged") != 0 && g_strcmp0 (what, "conflict") != 0 &&
          g_strcmp0 (what, "decided") != 0)
        continue;
      if (g_str_equal (what, "merged"))
        why = g_strdup_printf (_ ("with version %" G_GINT64_FORMAT), version);
      else if (g_str_equal (what, "decided"))
        why = describe_choices (m77_json_get (e, "choices"));
      else
        why = describe_names (m77_json_get (e, "fields"));
      tui_grid_take (grid, TUI_DIM, tui_print_age (self, m77_json_get (e, "at")));
      tui_grid_add (grid, TUI_DIM, by != NULL ? by : "");
      tui_grid_add (grid, TUI_DIM, "");
      tui_grid_add (grid, tui_print_state_style (what), what);
      tui_grid_take (grid, TUI_DIM, why);
    }
}

/* What was done here. */
static void
add_operation (const TuiContext *self, TuiGrid *grid, const M77Json *operation)
{
  const char *state = m77_json_get_string (operation, "state");
  const char *action = m77_json_get_string (operation, "action");
  const char *why = m77_json_get_string (operation, "detail");

  tui_grid_take (grid, TUI_PLAIN, tui_print_age (self, m77_json_get (operation, "made_at")));
  tui_grid_add (grid, TUI_BOLD, m77_json_get_string (operation, "author"));
  tui_grid_add (grid, TUI_PLAIN, action != NULL ? action : m77_json_get_string (operation, "type"));
  tui_grid_add (grid, tui_print_state_style (state), state);
  tui_grid_take (grid,
                 TUI_PLAIN,
                 describe (m77_json_get (operation, "patch"),
                           m77_json_get (operation, "elements"),
                           why != NULL ? why : m77_json_get_string (operation, "reason")));
}

/* An applied one is told by the platform's audit where that is here; people without a right to it
 * have their own operations only. What it went through before is told here alone. */
static void
add_entries (const TuiContext *self, TuiGrid *grid, const M77Json *entries)
{
  gboolean has_audit = FALSE;

  for (const M77Json *e = m77_json_first (entries); e != NULL; e = m77_json_next (e))
    has_audit |= is_audit (e);
  for (const M77Json *e = m77_json_first (entries); e != NULL; e = m77_json_next (e))
    if (is_audit (e))
      add_audit (self, grid, m77_json_get (e, "doc"));
    else
      {
        if (!has_audit || g_strcmp0 (m77_json_get_string (e, "state"), "applied") != 0)
          add_operation (self, grid, e);
        add_events (self, grid, m77_json_get (e, "events"));
      }
}

static gboolean
run (TuiContext *self, GError **error)
{
  static const char *const headings[] = { N_ ("Age"), N_ ("Who"), N_ ("What"), N_ ("State"), "" };
  g_autoptr (TuiGrid) grid = tui_grid_new (headings, G_N_ELEMENTS (headings));
  const char *kind = tui_context_kind (tui_context_word (self, 0), NULL);
  g_autofree char *entries = NULL;
  gint64 limit = LIMIT_USUAL;
  const M77Json *value;

  if (!tui_context_number (self, "limit", &limit, error) || !tui_context_connect (self, error) ||
      !m77_agent1_call_history_sync (
          self->agent, kind, tui_context_word (self, 1), (guint) limit, &entries, NULL, error))
    return FALSE;

  value = tui_context_parse_rows (self, entries, error);
  if (value == NULL)
    return FALSE;
  if (self->json)
    {
      tui_print_json_rows ("history", value);
      return TRUE;
    }

  add_entries (self, grid, value);
  tui_grid_print (grid, self);
  if (m77_json_size (value) == 0)
    tui_print_notice (self, "%s", _ ("nothing is known here of what was done to it"));
  return TRUE;
}

static const TuiOption options[] = {
  { "limit", "N", N_ ("At most so many entries (100)") },
  { NULL },
};

const TuiCommand tui_command_history = {
  .name = "history",
  .synopsis = "KIND ID",
  .summary = N_ ("Who changed what when, newest first"),
  .options = options,
  .words_least = 2,
  .words_most = 2,
  .run = run,
};
