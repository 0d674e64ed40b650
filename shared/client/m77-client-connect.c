/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-client"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "shared/base/m77-error.h"
#include "shared/client/m77-client-private.h"
#include "shared/client/m77-client-spawn.h"

#define LONGEST_PAUSE_MS 5000
#define HANDSHAKE_MS     5000  /* for the agent to say who it is once connected */
#define START_MS         10000 /* for an agent to answer after it was started */

static void
set_timer (M77Client *self, guint ms, GSourceFunc func)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (ms, func, self);
}

static gboolean
begin_cb (gpointer data)
{
  M77Client *self = data;

  self->timer = 0;
  m77_client_connect (self);
  return G_SOURCE_REMOVE;
}

static void
begin_later (M77Client *self)
{
  g_clear_object (&self->attempt);
  set_timer (self, self->pause_ms, begin_cb);
  self->pause_ms = MIN (self->pause_ms * 3 / 2 + 1, LONGEST_PAUSE_MS);
}

static void
drop_connection (M77Client *self)
{
  g_clear_handle_id (&self->silence_timer, g_source_remove);
  g_clear_pointer (&self->silence, m77_client_silence_stop);
  if (self->connection != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->connection, self);
      g_dbus_connection_close (self->connection, NULL, NULL, NULL);
    }
  if (self->proxy != NULL)
    g_signal_handlers_disconnect_by_data (self->proxy, self);
  g_clear_object (&self->proxy);
  g_clear_object (&self->connection);
  self->asking_status = FALSE;
}

/* The agent refused, or cannot be had: said once, and tried again later. */
static void
give_up (M77Client *self, GError *error)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->attempt);
  drop_connection (self);
  g_clear_error (&self->error);
  self->error = error;
  m77_client_set_state (self, M77_CLIENT_LOST);
  if (!self->is_command)
    begin_later (self);
}

/* Nobody answers at the socket. */
static void
start_agent (M77Client *self)
{
  GError *error = NULL;
  gint64 waited_ms = (g_get_monotonic_time () - self->started_at) / 1000;

  if (self->started_at != 0 && waited_ms < START_MS)
    {
      begin_later (self);
      return;
    }

  if (self->started_at != 0)
    {
      self->started_at = 0;
      give_up (self,
               g_error_new (M77_ERROR,
                            M77_ERROR_AGENT_UNREACHABLE,
                            _ ("The agent was started and does not answer: see %s/m77/agent.log"),
                            g_get_user_state_dir ()));
    }
  else if (m77_client_spawn_agent (&error))
    {
      self->started_at = g_get_monotonic_time ();
      self->pause_ms = M77_CLIENT_FIRST_PAUSE_MS;
      begin_later (self);
    }
  else
    give_up (self, error);
}

static void
connection_closed_cb (GDBusConnection *connection,
                      gboolean remote_peer_vanished,
                      GError *error,
                      M77Client *self)
{
  self->pause_ms = M77_CLIENT_FIRST_PAUSE_MS;
  give_up (self,
           g_error_new_literal (M77_ERROR,
                                M77_ERROR_AGENT_UNREACHABLE,
                                _ ("The agent has gone; it is being started again")));
}

static void
finish_opening (M77Client *self, M77Agent1 *proxy)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->attempt);
  g_clear_error (&self->error);
  self->pause_ms = M77_CLIENT_FIRST_PAUSE_MS;
  self->started_at = 0;
  m77_client_take_proxy (self, proxy);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (M77Client) self = data;
  g_autofree char *release = NULL;
  g_autofree char *profile = NULL;
  GError *error = NULL;
  guint version;

  if (!m77_agent1_call_open_finish (M77_AGENT1 (source),
                                    &version,
                                    &release,
                                    &profile,
                                    result,
                                    &error))
    {
      m77_client_fix_error (&error);
      if (g_dbus_proxy_get_connection (G_DBUS_PROXY (source)) == self->connection)
        give_up (self, g_steal_pointer (&error));
      g_clear_error (&error);
      return;
    }

  g_free (self->profile_name);
  self->profile_name = g_steal_pointer (&profile);
  finish_opening (self, M77_AGENT1 (source));
}

static void
open_session (M77Client *self, GDBusConnection *connection)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (M77Agent1) proxy = NULL;

  self->connection = g_object_ref (connection);
  g_signal_connect (connection, "closed", G_CALLBACK (connection_closed_cb), self);
  /* Without properties to load there is nothing to wait for. */
  proxy = m77_agent1_proxy_new_sync (connection,
                                     G_DBUS_PROXY_FLAGS_DO_NOT_LOAD_PROPERTIES,
                                     NULL,
                                     M77_BUS_PATH,
                                     NULL,
                                     &error);
  if (proxy == NULL)
    {
      give_up (self, g_steal_pointer (&error));
      return;
    }

  g_dbus_proxy_set_default_timeout (G_DBUS_PROXY (proxy), M77_CLIENT_TIMEOUT_MS);
  if (self->without_profile)
    finish_opening (self, proxy);
  else
    m77_agent1_call_open (proxy,
                          M77_BUS_VERSION,
                          self->profile,
                          self->session,
                          self->attempt,
                          opened_cb,
                          g_object_ref (self));
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (M77Client) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) connection = NULL;

  connection = g_dbus_connection_new_for_address_finish (result, &error);
  g_clear_handle_id (&self->timer, g_source_remove);
  if (connection != NULL)
    open_session (self, connection);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    give_up (self,
             g_error_new_literal (M77_ERROR,
                                  M77_ERROR_AGENT_UNREACHABLE,
                                  _ ("The agent is there and does not answer: end m77-agent, "
                                     "nothing is lost")));
  else
    start_agent (self);
}

static gboolean
end_attempt_cb (gpointer data)
{
  M77Client *self = data;

  self->timer = 0;
  g_cancellable_cancel (self->attempt);
  return G_SOURCE_REMOVE;
}

void
m77_client_connect (M77Client *self)
{
  g_autofree char *path = m77_bus_socket_path ();
  g_autofree char *escaped = g_dbus_address_escape_value (path);
  g_autofree char *address = g_strconcat ("unix:path=", escaped, NULL);

  self->attempt = g_cancellable_new ();
  set_timer (self, HANDSHAKE_MS, end_attempt_cb);
  g_dbus_connection_new_for_address (address,
                                     G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT,
                                     NULL,
                                     self->attempt,
                                     connected_cb,
                                     g_object_ref (self));
}

void
m77_client_disconnect (M77Client *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->attempt);
  drop_connection (self);
}
