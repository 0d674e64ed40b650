/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "shared/base/m77-time.h"
#include "tui/screens/tui-act.h"

#define BEGIN_MS (2 * 60 * 60 * G_GINT64_CONSTANT (1000))

static void
add_matcher (M77JsonPool *pool, M77Json *matchers, const char *name, const char *value)
{
  g_autofree char *escaped = g_strescape (value, NULL);
  g_autofree char *text = g_strdup_printf ("%s=\"%s\"", name, escaped);

  m77_json_append (matchers, m77_json_string_new (pool, text));
}

/* All the labels it came with: exactly this alert; a person takes out what is too narrow. */
static M77Json *
matchers_of (M77JsonPool *pool, const M77Json *doc)
{
  M77Json *matchers = m77_json_array_new (pool);
  const M77Json *series = m77_json_get (doc, "series");
  const char *name = m77_json_get_string (doc, "alertname");

  if (m77_json_get (series, "alertname") == NULL && name != NULL)
    add_matcher (pool, matchers, "alertname", name);
  for (const M77Json *label = m77_json_first (series); label != NULL; label = m77_json_next (label))
    if (m77_json_string (label) != NULL)
      add_matcher (pool, matchers, m77_json_name (label), m77_json_string (label));
  return matchers;
}

void
tui_act_open_silence (TuiApp *app, const TuiRecord *record)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autofree char *ends = m77_time_format (m77_runtime_now (app->runtime) + BEGIN_MS);
  M77Json *args = m77_json_object_new (pool);

  m77_json_set (pool, args, "matchers", matchers_of (pool, record->doc));
  m77_json_set_string (pool, args, "ends_at", ends);
  tui_act_open_with (app, record, m77_kind_action (record->kind, "silence"), args, NULL);
}
