/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-client"

#include "config.h"

#include "shared/client/m77-client.h"

#include <glib/gi18n-lib.h>

#include "shared/base/m77-error.h"
#include "shared/client/m77-client-silence.h"
#include "shared/client/m77-client-spawn.h"

#define FIRST_PAUSE_MS   10
#define LONGEST_PAUSE_MS 5000
#define HANDSHAKE_MS     5000  /* for the agent to say who it is once connected */
#define START_MS         10000 /* for an agent to answer after it was started */
#define SILENT_MS        1000
#define SILENT_LOOK_MS   250

struct _M77Client
{
  GObject parent;
  char *profile; /* as asked for; "" */
  char *session;
  gboolean without_profile;
  gboolean is_command; /* one command's: no second attempt, nobody reads the status */
  M77ClientState state;
  GError *error;
  GCancellable *attempt; /* under way; NULL: none */
  GSourceFunc begin;     /* begins one */
  guint timer;           /* ends the attempt, or begins the next */
  guint pause_ms;
  gint64 started_at; /* monotonic µs, when an agent was started; 0: not yet */
  GDBusConnection *connection;
  M77Agent1 *proxy; /* only once opened */
  char *profile_name;
  char *status;
  gboolean asking_status, ask_status_again;
  guint64 least;
  M77ClientSilence *silence;
  guint silence_timer;
};

G_DEFINE_FINAL_TYPE (M77Client, m77_client, G_TYPE_OBJECT)

enum
{
  PROP_STATE = 1,
  N_PROPS
};

enum
{
  CHANGED,
  OPERATION_CHANGED,
  STATUS_CHANGED,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

static void
set_state (M77Client *self, M77ClientState state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
}

static void
set_timer (M77Client *self, guint ms, GSourceFunc func)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (ms, func, self);
}

static void
begin_later (M77Client *self)
{
  g_clear_object (&self->attempt);
  set_timer (self, self->pause_ms, self->begin);
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
  set_state (self, M77_CLIENT_LOST);
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
      self->pause_ms = FIRST_PAUSE_MS;
      begin_later (self);
    }
  else
    give_up (self, error);
}

static void
changed_cb (M77Agent1 *proxy,
            guint64 epoch,
            guint64 number,
            const char *const *kinds,
            GVariant *rowids,
            M77Client *self)
{
  g_signal_emit (self, signals[CHANGED], 0, epoch, number, kinds);
}

static void
operation_changed_cb (M77Agent1 *proxy, const char *operation, const char *state, M77Client *self)
{
  g_signal_emit (self, signals[OPERATION_CHANGED], 0, operation, state);
}

static void
status_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (M77Client) self = data;
  g_autofree char *status = NULL;

  if (self->proxy != M77_AGENT1 (source))
    return;

  self->asking_status = self->ask_status_again;
  self->ask_status_again = FALSE;
  if (self->asking_status)
    m77_agent1_call_status (self->proxy, NULL, status_cb, g_object_ref (self));
  if (m77_agent1_call_status_finish (M77_AGENT1 (source), &status, result, NULL))
    {
      g_free (self->status);
      self->status = g_steal_pointer (&status);
      g_signal_emit (self, signals[STATUS_CHANGED], 0);
    }
}

static void
ask_status (M77Client *self)
{
  if (self->asking_status)
    {
      self->ask_status_again = TRUE;
      return;
    }

  self->asking_status = TRUE;
  m77_agent1_call_status (self->proxy, NULL, status_cb, g_object_ref (self));
}

static void
status_changed_cb (M77Agent1 *proxy, M77Client *self)
{
  if (!self->is_command)
    ask_status (self);
}

static gboolean
look_at_silence_cb (gpointer data)
{
  M77Client *self = data;
  gint64 length = m77_client_silence_length (self->silence);

  set_state (self, length >= SILENT_MS ? M77_CLIENT_SILENT : M77_CLIENT_READY);
  if (length > 0)
    return G_SOURCE_CONTINUE;

  self->silence_timer = 0;
  return G_SOURCE_REMOVE;
}

/* A call has left: whether it is answered in time is looked at until all are. */
static void
wake_cb (GObject *object)
{
  M77Client *self = M77_CLIENT (object);

  if (self->proxy != NULL && self->silence_timer == 0)
    self->silence_timer = g_timeout_add (SILENT_LOOK_MS, look_at_silence_cb, self);
}

static void
connection_closed_cb (GDBusConnection *connection,
                      gboolean remote_peer_vanished,
                      GError *error,
                      M77Client *self)
{
  self->pause_ms = FIRST_PAUSE_MS;
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
  self->pause_ms = FIRST_PAUSE_MS;
  self->started_at = 0;
  self->proxy = g_object_ref (proxy);
  self->silence = m77_client_silence_watch (self->connection, wake_cb, G_OBJECT (self));
  g_signal_connect (proxy, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect (proxy, "operation-changed", G_CALLBACK (operation_changed_cb), self);
  g_signal_connect (proxy, "status-changed", G_CALLBACK (status_changed_cb), self);
  set_state (self, M77_CLIENT_READY);
  if (!self->is_command && self->proxy != NULL)
    ask_status (self);
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

static gboolean
begin_attempt_cb (gpointer data)
{
  M77Client *self = data;
  g_autofree char *path = m77_bus_socket_path ();
  g_autofree char *escaped = g_dbus_address_escape_value (path);
  g_autofree char *address = g_strconcat ("unix:path=", escaped, NULL);

  self->timer = 0;
  self->attempt = g_cancellable_new ();
  set_timer (self, HANDSHAKE_MS, end_attempt_cb);
  g_dbus_connection_new_for_address (address,
                                     G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT,
                                     NULL,
                                     self->attempt,
                                     connected_cb,
                                     g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
m77_client_dispose (GObject *object)
{
  M77Client *self = M77_CLIENT (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->attempt);
  drop_connection (self);

  G_OBJECT_CLASS (m77_client_parent_class)->dispose (object);
}

static void
m77_client_finalize (GObject *object)
{
  M77Client *self = M77_CLIENT (object);

  g_free (self->profile);
  g_free (self->session);
  g_free (self->profile_name);
  g_free (self->status);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (m77_client_parent_class)->finalize (object);
}

static void
m77_client_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_uint (value, M77_CLIENT (object)->state);
}

static void
m77_client_class_init (M77ClientClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GType type = G_TYPE_FROM_CLASS (class);

  object_class->dispose = m77_client_dispose;
  object_class->finalize = m77_client_finalize;
  object_class->get_property = m77_client_get_property;

  props[PROP_STATE] = g_param_spec_uint ("state",
                                         NULL,
                                         NULL,
                                         0,
                                         M77_CLIENT_LOST,
                                         M77_CLIENT_CONNECTING,
                                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[CHANGED] = g_signal_new ("changed",
                                   type,
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   3,
                                   G_TYPE_UINT64,
                                   G_TYPE_UINT64,
                                   G_TYPE_STRV);
  signals[OPERATION_CHANGED] = g_signal_new ("operation-changed",
                                             type,
                                             G_SIGNAL_RUN_LAST,
                                             0,
                                             NULL,
                                             NULL,
                                             NULL,
                                             G_TYPE_NONE,
                                             2,
                                             G_TYPE_STRING,
                                             G_TYPE_STRING);
  signals[STATUS_CHANGED] =
      g_signal_new ("status-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
m77_client_init (M77Client *self)
{
  m77_error_register ();
  self->begin = begin_attempt_cb;
  self->pause_ms = FIRST_PAUSE_MS;
}

static M77Client *
make_client (const char *profile, const char *session)
{
  M77Client *self = g_object_new (M77_TYPE_CLIENT, NULL);

  self->profile = g_strdup (profile != NULL ? profile : "");
  self->session = g_strdup (session != NULL ? session : "");
  return self;
}

M77Client *
m77_client_new (const char *profile, const char *session)
{
  M77Client *self = make_client (profile, session);

  begin_attempt_cb (self);
  return self;
}

M77Client *
m77_client_new_sync (const char *profile,
                     const char *session,
                     gboolean without_profile,
                     GError **error)
{
  g_autoptr (M77Client) self = make_client (profile, session);

  self->is_command = TRUE;
  self->without_profile = without_profile;
  begin_attempt_cb (self);
  while (self->state == M77_CLIENT_CONNECTING)
    g_main_context_iteration (NULL, TRUE);

  if (self->state == M77_CLIENT_LOST)
    {
      g_propagate_error (error, g_error_copy (self->error));
      return NULL;
    }

  return g_steal_pointer (&self);
}

M77ClientState
m77_client_state (M77Client *self)
{
  return self->state;
}

const GError *
m77_client_error (M77Client *self)
{
  return self->error;
}

gint64
m77_client_silence (M77Client *self)
{
  return self->silence != NULL ? m77_client_silence_length (self->silence) : 0;
}

const char *
m77_client_profile (M77Client *self)
{
  return self->profile_name;
}

M77Agent1 *
m77_client_proxy (M77Client *self)
{
  return self->proxy;
}

guint64
m77_client_least (M77Client *self)
{
  return self->least;
}

void
m77_client_saw_seq (M77Client *self, guint64 seq)
{
  self->least = MAX (self->least, seq);
}

const char *
m77_client_status (M77Client *self)
{
  return self->status;
}
