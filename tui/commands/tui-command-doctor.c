/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-commands"

#include "config.h"

#include "tui/commands/tui-commands.h"

#include <glib/gi18n-lib.h>

#include "tui/commands/tui-print.h"

static TuiStyle
style_of (const char *state)
{
  if (g_strcmp0 (state, "bad") == 0)
    return TUI_BAD;

  return g_strcmp0 (state, "warn") == 0 ? TUI_WARN : TUI_GOOD;
}

/* {"ok","checks":[{"name","state","text","mend"}]}: status 1 unless all is well. */
static gboolean
print_report (TuiContext *self, const char *report, GError **error)
{
  static const char *const headings[] = { N_ ("Check"), N_ ("State"), N_ ("What"), N_ ("Do") };
  g_autoptr (TuiGrid) grid = tui_grid_new (headings, G_N_ELEMENTS (headings));
  const M77Json *value = tui_context_parse (self, report, error);

  if (value == NULL)
    return FALSE;

  self->status = m77_json_get_bool (value, "ok") ? 0 : 1;
  if (self->json)
    {
      tui_print_json (report);
      return TRUE;
    }

  for (const M77Json *check = m77_json_first (m77_json_get (value, "checks")); check != NULL;
       check = m77_json_next (check))
    {
      const char *state = m77_json_get_string (check, "state");

      tui_grid_add (grid, TUI_PLAIN, m77_json_get_string (check, "name"));
      tui_grid_add (grid, style_of (state), state);
      tui_grid_add (grid, TUI_PLAIN, m77_json_get_string (check, "text"));
      tui_grid_add (grid, TUI_PLAIN, m77_json_get_string (check, "mend"));
    }
  tui_grid_print_whole (grid, self);
  return TRUE;
}

static gboolean
run_doctor (TuiContext *self, GError **error)
{
  g_autofree char *report = NULL;

  if (!tui_context_connect_only (self, error))
    return FALSE;

  tui_context_be_patient (self);
  return m77_agent1_call_doctor_sync (self->agent, &report, NULL, error) &&
         print_report (self, report, error);
}

const TuiCommand tui_command_doctor = {
  .name = "doctor",
  .synopsis = "",
  .summary = N_ ("Check everything a support engineer would ask about"),
  .help = N_ ("Exit status 1 if anything needs you."),
  .run = run_doctor,
};

static gboolean
run_ready (TuiContext *self, GError **error)
{
  g_autofree char *report = NULL;
  gint64 seconds = 12 * 3600;

  return tui_context_duration (self, "for", &seconds, error) && tui_context_connect (self, error) &&
         m77_agent1_call_ready_sync (self->agent,
                                     (guint) MIN (seconds, G_MAXUINT32),
                                     &report,
                                     NULL,
                                     error) &&
         print_report (self, report, error);
}

static const TuiOption ready_options[] = {
  { "for", "T", N_ ("How long you will be offline, such as 12h (if not said)") },
  { NULL },
};

const TuiCommand tui_command_ready = {
  .name = "ready",
  .synopsis = "[--for T]",
  .summary = N_ ("Say before the tunnel what will be missing in it"),
  .help = N_ ("Exit status 1 if something will be."),
  .options = ready_options,
  .run = run_ready,
};
