/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-client"

#include "config.h"

#include "shared/client/m77-client-private.h"

#include "shared/base/m77-error.h"
#include "shared/model/m77-kind.h"

#define SILENT_MS      1000
#define SILENT_LOOK_MS 250
#define POKE_US        1000000 /* at most so often */

G_DEFINE_FINAL_TYPE (M77Client, m77_client, G_TYPE_OBJECT)

enum
{
  PROP_STATE = 1,
  PROP_ENVIRONMENT,
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

void
m77_client_set_state (M77Client *self, M77ClientState state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
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

void
m77_client_ask_status (M77Client *self)
{
  if (self->proxy != NULL)
    ask_status (self);
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

  m77_client_set_state (self, length >= SILENT_MS ? M77_CLIENT_SILENT : M77_CLIENT_READY);
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

void
m77_client_take_proxy (M77Client *self, M77Agent1 *proxy)
{
  self->proxy = g_object_ref (proxy);
  self->silence = m77_client_silence_watch (self->connection, wake_cb, G_OBJECT (self));
  g_signal_connect (proxy, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect (proxy, "operation-changed", G_CALLBACK (operation_changed_cb), self);
  g_signal_connect (proxy, "status-changed", G_CALLBACK (status_changed_cb), self);
  m77_client_set_state (self, M77_CLIENT_READY);
  if (!self->is_command && self->proxy != NULL)
    ask_status (self);
}

static void
m77_client_dispose (GObject *object)
{
  M77Client *self = M77_CLIENT (object);

  m77_client_disconnect (self);

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
  g_free (self->environment);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (m77_client_parent_class)->finalize (object);
}

static void
m77_client_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ENVIRONMENT)
    g_value_set_string (value, M77_CLIENT (object)->environment);
  else
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
  props[PROP_ENVIRONMENT] = g_param_spec_string ("environment",
                                                 NULL,
                                                 NULL,
                                                 NULL,
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
  self->pause_ms = M77_CLIENT_FIRST_PAUSE_MS;
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

  m77_client_connect (self);
  return self;
}

M77Client *
m77_client_new_bare (void)
{
  M77Client *self = make_client (NULL, NULL);

  self->without_profile = TRUE;
  m77_client_connect (self);
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
  m77_client_connect (self);
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

void
m77_client_set_environment (M77Client *self, const char *environment)
{
  if (g_strcmp0 (self->environment, environment) == 0)
    return;
  g_free (self->environment);
  self->environment = g_strdup (environment);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ENVIRONMENT]);
}

const char *
m77_client_environment (M77Client *self)
{
  return self->environment;
}

char *
m77_client_scope (M77Client *self, const char *kind, const char *filter)
{
  const M77Kind *of = m77_kind_find (kind);

  if (self->environment == NULL || of == NULL || m77_kind_field (of, "environment") == NULL)
    return g_strdup (filter);
  return g_strconcat (filter, *filter != '\0' ? " " : "", "environment:", self->environment, NULL);
}

static void
poked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree char *draft = NULL;

  /* That it came is all; an error too is an answer. */
  m77_agent1_call_get_draft_finish (M77_AGENT1 (source), &draft, result, NULL);
}

void
m77_client_poke (M77Client *self)
{
  gint64 now = g_get_monotonic_time ();

  if (self->proxy == NULL || now - self->poked_at < POKE_US || m77_client_silence (self) > 0)
    return;
  self->poked_at = now;
  m77_agent1_call_get_draft (self->proxy, "", NULL, poked_cb, NULL);
}
