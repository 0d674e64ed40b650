/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-commands"

#include "config.h"

#include "tui/commands/tui-commands.h"

#include <glib/gi18n-lib.h>

#include "tui/commands/tui-print.h"

static TuiStyle
style_of_mode (const char *mode)
{
  if (g_strcmp0 (mode, "live") == 0)
    return TUI_GOOD;

  return g_strcmp0 (mode, "syncing") == 0 ? TUI_PLAIN : TUI_WARN;
}

/* "pending 3  held 1": what is none is left out. */
static void
print_counts (TuiContext *self, const M77Json *profile)
{
  static const struct
  {
    const char *name, *label;
    TuiStyle style;
  } counts[] = {
    { "pending", N_ ("pending"), TUI_MINE },
    { "waiting", N_ ("waiting"), TUI_MINE },
    { "held", N_ ("held, for you to confirm: m77 outbox"), TUI_WARN },
    { "conflicts", N_ ("in conflict, for you to decide: m77 conflicts"), TUI_CONFLICT },
    { "rejected", N_ ("rejected: m77 outbox"), TUI_BAD },
  };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      gint64 n = m77_json_get_int (profile, counts[i].name, 0);

      if (n > 0)
        tui_print_line (self, counts[i].style, "  %d %s", (int) n, _ (counts[i].label));
    }
}

static void
print_sources (TuiContext *self, const M77Json *profile)
{
  for (const M77Json *source = m77_json_first (m77_json_get (profile, "sources")); source != NULL;
       source = m77_json_next (source))
    {
      g_autofree char *age = tui_print_age (self, m77_json_get (source, "synced_at"));
      const char *detail = m77_json_get_string (source, "detail");
      const char *state = m77_json_get_string (source, "state");

      tui_print_line (self,
                      style_of_mode (state),
                      "  %s %s, %s%s%s",
                      m77_json_get_string (source, "name"),
                      state != NULL ? state : "?",
                      *age != '\0' ? age : _ ("never read"),
                      detail != NULL ? ": " : "",
                      detail != NULL ? detail : "");
    }
}

static void
print_profile (TuiContext *self, const M77Json *profile)
{
  const char *mode = m77_json_get_string (profile, "mode");
  const char *member = m77_json_get_string (profile, "member");
  g_autofree char *size = g_format_size ((guint64) m77_json_get_int (profile, "cache_bytes", 0));

  tui_print_line (self,
                  style_of_mode (mode) | TUI_BOLD,
                  "%s%s  %s  %s%s  %s",
                  m77_json_get_string (profile, "name"),
                  m77_json_get_bool (profile, "in_use") ? _ (" (in use)") : "",
                  mode != NULL ? mode : "",
                  member != NULL ? "@" : "",
                  member != NULL ? member : "",
                  m77_json_get_string (profile, "platform"));
  tui_print_line (self,
                  TUI_PLAIN,
                  _ ("  %d records, %s"),
                  (int) m77_json_get_int (profile, "records", 0),
                  size);
  if (m77_json_get_string (profile, "detail") != NULL)
    tui_print_line (self, TUI_BAD, "  ! %s", m77_json_get_string (profile, "detail"));
  print_counts (self, profile);
  print_sources (self, profile);
  for (const M77Json *notice = m77_json_first (m77_json_get (profile, "notices")); notice != NULL;
       notice = m77_json_next (notice))
    tui_print_line (self, TUI_WARN, "  ! %s", m77_json_string (notice));
}

static gboolean
run (TuiContext *self, GError **error)
{
  g_autofree char *status = NULL;
  const M77Json *value, *profiles, *agent;

  if (!tui_context_connect_only (self, error) ||
      !m77_agent1_call_status_sync (self->agent, &status, NULL, error))
    return FALSE;
  if (self->json)
    {
      tui_print_json (status);
      return TRUE;
    }

  value = tui_context_parse (self, status, error);
  if (value == NULL)
    return FALSE;
  agent = m77_json_get (value, "agent");
  tui_print_line (self,
                  TUI_DIM,
                  _ ("m77 %s, agent %s"),
                  M77_VERSION,
                  m77_json_get_string (agent, "release"));
  profiles = m77_json_get (value, "profiles");
  if (m77_json_size (profiles) == 0)
    tui_print_line (self,
                    TUI_PLAIN,
                    "%s",
                    _ ("no profile yet: m77 profile add NAME --platform URL --tenant T"));
  for (const M77Json *profile = m77_json_first (profiles); profile != NULL;
       profile = m77_json_next (profile))
    print_profile (self, profile);
  return TRUE;
}

const TuiCommand tui_command_status = {
  .name = "status",
  .synopsis = "",
  .summary = N_ ("How fresh everything is, and what waits to be sent or for you"),
  .run = run,
};
