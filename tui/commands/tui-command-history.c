/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-commands"

#include "config.h"

#include "tui/commands/tui-commands.h"

#include <glib/gi18n-lib.h>

#include "tui/commands/tui-print.h"

#define LIMIT_USUAL 100

/* Of an entry of the audit or of an operation, the first member that is there. */
static const char *
first_of (const M77Json *entry, const char *a, const char *b, const char *c)
{
  const char *text = m77_json_get_string (entry, a);

  if (text == NULL)
    text = m77_json_get_string (entry, b);
  return text != NULL ? text : m77_json_get_string (entry, c);
}

static void
add_entry (const TuiContext *self, TuiGrid *grid, const M77Json *entry)
{
  const char *state = m77_json_get_string (entry, "state");
  const M77Json *at = m77_json_get (entry, "made_at");

  tui_grid_take (grid,
                 TUI_PLAIN,
                 tui_print_age (self, at != NULL ? at : m77_json_get (entry, "at")));
  tui_grid_add (grid, TUI_BOLD, first_of (entry, "author", "actor", "by"));
  tui_grid_add (grid, TUI_PLAIN, first_of (entry, "action", "verb", "type"));
  tui_grid_add (grid,
                tui_print_state_style (state),
                first_of (entry, "state", "outcome", "result"));
  tui_grid_add (grid, TUI_PLAIN, first_of (entry, "detail", "text", "reason"));
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

  for (const M77Json *entry = m77_json_first (value); entry != NULL; entry = m77_json_next (entry))
    add_entry (self, grid, entry);
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
