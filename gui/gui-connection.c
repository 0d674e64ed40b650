/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-connection"

#include "config.h"

#include "gui/gui-connection.h"

#include <glib/gi18n.h>

#include "gui/gui-text.h"
#include "shared/base/m77-runtime.h"
#include "shared/base/m77-time.h"

static void
tell (GtkWidget *window, const char *text)
{
  gtk_widget_activate_action (window, "win.tell", "s", text);
}

/* Takes the error. */
static void
tell_error (GtkWidget *window, GError *error)
{
  m77_client_fix_error (&error);
  tell (window, error->message);
  g_error_free (error);
}

/* NULL, and told. */
static M77Agent1 *
proxy_of (GtkWidget *window, M77Client *client)
{
  M77Agent1 *proxy = m77_client_proxy (client);

  if (proxy == NULL)
    tell (window, _ ("No agent. Try again in a moment"));
  return proxy;
}

static void
synced_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) window = data;
  GError *error = NULL;

  if (!m77_agent1_call_sync_finish (M77_AGENT1 (source), NULL, result, &error))
    tell_error (window, error);
}

void
gui_connection_sync (GtkWidget *window, M77Client *client)
{
  M77Agent1 *proxy = proxy_of (window, client);

  if (proxy != NULL)
    m77_agent1_call_sync (proxy, FALSE, FALSE, NULL, synced_cb, g_object_ref (window));
}

static void
offline_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GtkWidget) window = data;
  GError *error = NULL;
  gint64 until;

  if (!m77_agent1_call_set_offline_finish (M77_AGENT1 (source), &until, result, &error))
    {
      tell_error (window, error);
      return;
    }
  if (until > 0)
    {
      gint64 now = m77_runtime_now (m77_runtime_real ());
      g_autofree char *when = m77_time_short (until, now, gui_text_zone ());
      /* Translators: a time of day */
      g_autofree char *words = g_strdup_printf (_ ("Offline until %s"), when);

      tell (window, words);
    }
}

void
gui_connection_set_offline (GtkWidget *window, M77Client *client, gboolean offline)
{
  M77Agent1 *proxy = proxy_of (window, client);

  if (proxy != NULL)
    m77_agent1_call_set_offline (proxy, offline, 0, NULL, offline_cb, g_object_ref (window));
}
