/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-context"

#include "config.h"

#include "tui/commands/tui-context.h"

#include <glib/gi18n-lib.h>

#include "shared/base/m77-error.h"
#include "shared/base/m77-time.h"

void
tui_context_clear (TuiContext *self)
{
  g_clear_object (&self->client);
  g_clear_pointer (&self->pool, m77_json_pool_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);
}

const char *
tui_context_word (const TuiContext *self, guint index)
{
  return index < self->words->len ? self->words->pdata[index] : NULL;
}

const char *
tui_context_option (const TuiContext *self, const char *name)
{
  return g_hash_table_lookup (self->options, name);
}

gboolean
tui_context_has (const TuiContext *self, const char *name)
{
  return tui_context_option (self, name) != NULL;
}

gboolean
tui_context_misused (GError **error, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error_literal (error, M77_ERROR, M77_ERROR_USAGE, message);
  return FALSE;
}

gboolean
tui_context_duration (const TuiContext *self, const char *name, gint64 *seconds, GError **error)
{
  const char *text = tui_context_option (self, name);

  if (text == NULL || m77_duration_parse (text, seconds))
    return TRUE;

  return tui_context_misused (error, _ ("--%s takes a duration: such as 10s, 30m or 2h"), name);
}

gboolean
tui_context_number (const TuiContext *self, const char *name, gint64 *number, GError **error)
{
  const char *text = tui_context_option (self, name);

  if (text == NULL || g_ascii_string_to_signed (text, 10, 0, G_MAXUINT32, number, NULL))
    return TRUE;

  return tui_context_misused (error, _ ("--%s takes a whole number: such as 20"), name);
}

static gboolean
connect_to (TuiContext *self, gboolean without_profile, GError **error)
{
  if (self->client != NULL)
    return TRUE;

  self->client = m77_client_new_sync (self->profile, NULL, without_profile, error);
  if (self->client == NULL)
    return FALSE;

  self->agent = m77_client_proxy (self->client);
  return TRUE;
}

gboolean
tui_context_connect (TuiContext *self, GError **error)
{
  return connect_to (self, FALSE, error);
}

gboolean
tui_context_connect_only (TuiContext *self, GError **error)
{
  return connect_to (self, TRUE, error);
}

void
tui_context_be_patient (TuiContext *self)
{
  g_dbus_proxy_set_default_timeout (G_DBUS_PROXY (self->agent), G_MAXINT);
}

const char *
tui_context_kind (const char *typed, const M77Kind **kind)
{
  const M77Kind *found = m77_kind_find (typed);

  if (kind != NULL)
    *kind = found;
  return found != NULL ? found->name : typed;
}

const M77Json *
tui_context_parse (TuiContext *self, const char *answer, GError **error)
{
  g_autoptr (GError) wrong = NULL;
  const M77Json *value = m77_json_parse (self->pool, answer, -1, &wrong);

  if (value == NULL)
    g_set_error (error,
                 M77_ERROR,
                 M77_ERROR_BAD_ANSWER,
                 _ ("The agent's answer makes no sense (%s): run m77 doctor"),
                 wrong->message);
  return value;
}

const M77Json *
tui_context_parse_rows (TuiContext *self, const char *answer, GError **error)
{
  const M77Json *value = tui_context_parse (self, answer, error);

  return m77_json_is (value, M77_JSON_OBJECT) ? m77_json_get (value, "rows") : value;
}

const M77Json *
tui_context_record (TuiContext *self,
                    const char *kind,
                    const char *id,
                    char **answer,
                    GError **error)
{
  g_autofree char *record = NULL;
  const M77Json *row;

  if (!m77_agent1_call_record_sync (
          self->agent, kind, id, m77_client_least (self->client), &record, NULL, error))
    return NULL;

  row = tui_context_parse (self, record, error);
  if (row != NULL && answer != NULL)
    *answer = g_steal_pointer (&record);
  return row;
}
