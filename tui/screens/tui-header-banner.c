/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include <glib/gi18n.h>

#include "shared/base/m77-time.h"
#include "tui/screens/tui-header.h"

#define DELIVERY_MS    3000
#define INCIDENTS_MOST 100

/* The operation of an acknowledgement that has not arrived though it should have. */
static const M77Json *
find_undelivered (TuiApp *app)
{
  const M77Json *operation = m77_json_first (app->outbox);
  gint64 now = m77_runtime_now (app->runtime);

  for (; operation != NULL; operation = m77_json_next (operation))
    {
      const char *made = m77_json_get_string (operation, "made_at");
      gint64 at = made != NULL ? m77_time_parse (made) : M77_TIME_NONE;

      if (g_strcmp0 (m77_json_get_string (operation, "action"), "acknowledge") == 0 &&
          g_strcmp0 (m77_json_get_string (operation, "kind"), "incident") == 0 &&
          (!tui_app_is_online (app) || now - at > DELIVERY_MS))
        return operation;
    }
  return NULL;
}

/* "mika is paged about 07:05 (as of 07:02)"; NULL: not known. */
static char *
next_page_words (TuiApp *app, const char *id)
{
  TuiMoment moment = tui_app_moment (app);
  guint n = app->incidents != NULL ? g_list_model_get_n_items (app->incidents) : 0;

  for (guint i = 0; i < MIN (n, INCIDENTS_MOST); i++)
    {
      g_autoptr (M77Row) row = g_list_model_get_item (app->incidents, i);
      TuiRecord record;
      const char *at;
      const char *who;
      g_autofree char *when = NULL;

      if (!tui_record_from_row (&record, row) || g_strcmp0 (record.id, id) != 0)
        continue;
      at = m77_json_get_string (record.doc, "next_page_at");
      who = m77_json_get_string (record.doc, "next_page_to");
      if (at == NULL || who == NULL)
        return NULL;
      when = m77_time_short (m77_time_parse (at), moment.now, moment.zone);
      return g_strdup_printf (_ ("%s is paged about %s"), who, when);
    }
  return NULL;
}

/* The record of what was done is not what the other side has seen; NULL: it is. */
static char *
misfit_words (TuiApp *app, gboolean brief)
{
  const char *code = m77_json_get_string (m77_json_get (app->profile, "audit"), "code");

  if (code == NULL)
    return NULL;
  if (brief)
    return g_strdup (_ ("AUDIT DOES NOT FIT"));
  return g_strdup (g_str_has_prefix (code, "platform-")
                       ? _ ("The platform's audit is not what was seen of it: m77 audit verify")
                       : _ ("The record of what was done here does not fit: m77 audit verify"));
}

char *
tui_header_banner (TuiApp *app, gboolean brief)
{
  const M77Json *operation = find_undelivered (app);
  const char *key;
  const char *state;
  g_autofree char *page = NULL;

  if (operation == NULL)
    return misfit_words (app, brief);
  key = m77_json_get_string (operation, "key");
  state = m77_json_get_string (operation, "state");
  if (key != NULL && g_str_has_prefix (key, "INC-"))
    key += 4;
  if (brief)
    return g_strdup_printf (_ ("%s NOT DELIVERED"), key);
  if (g_strcmp0 (state, "held") == 0)
    return g_strdup_printf (
        _ ("Ack of %s NOT DELIVERED, HELD: paging goes on. i confirms or drops it"), key);
  if (g_strcmp0 (state, "rejected") == 0)
    return g_strdup_printf (_ ("Ack of %s REJECTED: paging goes on. i shows why"), key);
  page = next_page_words (app, m77_json_get_string (operation, "record"));
  return g_strdup_printf (_ ("Ack of %s NOT DELIVERED: %s"),
                          key,
                          page != NULL ? page : _ ("paging goes on until it is"));
}
