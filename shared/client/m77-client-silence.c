/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-client-silence"

#include "config.h"

#include "shared/client/m77-client-silence.h"

#include "shared/base/m77-runtime.h"
#include "shared/client/m77-client.h"

typedef struct
{
  guint32 serial;
  gint64 sent_at; /* monotonic ms */
} Call;

/* Shared with the connection's own thread; `calls` is in order of sending. */
struct _M77ClientSilence
{
  gatomicrefcount refs;
  GMutex lock;
  GArray *calls;
  GWeakRef object;
  void (*wake) (GObject *object);
  GDBusConnection *connection;
  guint filter;
};

static void
silence_unref (gpointer data)
{
  M77ClientSilence *self = data;

  if (!g_atomic_ref_count_dec (&self->refs))
    return;

  g_weak_ref_clear (&self->object);
  g_array_unref (self->calls);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static gpointer
silence_ref (M77ClientSilence *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

static gint64
read_clock (void)
{
  return m77_runtime_monotonic (m77_runtime_real ());
}

static gboolean
wake_cb (gpointer data)
{
  M77ClientSilence *self = data;
  g_autoptr (GObject) object = g_weak_ref_get (&self->object);

  if (object != NULL)
    self->wake (object);
  return G_SOURCE_REMOVE;
}

static gboolean
is_patient (GDBusMessage *message)
{
  static const char *const patient[] = { "WaitOperation", "Sync",      "Export",  "ProfileAdd",
                                         "EditMany",      "EditIds",   "ActMany", "ActIds",
                                         "ActFits",       "WindowIds", NULL };
  const char *member = g_dbus_message_get_member (message);

  return (g_dbus_message_get_flags (message) & G_DBUS_MESSAGE_FLAGS_NO_REPLY_EXPECTED) != 0 ||
         (member != NULL && g_strv_contains (patient, member));
}

static void
note_call (M77ClientSilence *self, GDBusMessage *message)
{
  Call call = { g_dbus_message_get_serial (message), read_clock () };
  gboolean first;

  g_mutex_lock (&self->lock);
  first = self->calls->len == 0;
  g_array_append_val (self->calls, call);
  g_mutex_unlock (&self->lock);

  if (first)
    g_main_context_invoke_full (NULL,
                                G_PRIORITY_DEFAULT,
                                wake_cb,
                                silence_ref (self),
                                silence_unref);
}

/* An answer also ends the wait for calls that have been given up long ago. */
static void
note_answer (M77ClientSilence *self, guint32 serial)
{
  gint64 given_up = read_clock () - M77_CLIENT_TIMEOUT_MS;

  g_mutex_lock (&self->lock);
  for (guint i = 0; i < self->calls->len;)
    {
      const Call *call = &g_array_index (self->calls, Call, i);

      if (call->serial == serial || call->sent_at < given_up)
        g_array_remove_index (self->calls, i);
      else
        i++;
    }
  g_mutex_unlock (&self->lock);
}

static GDBusMessage *
look_at_message_cb (GDBusConnection *connection,
                    GDBusMessage *message,
                    gboolean incoming,
                    gpointer data)
{
  M77ClientSilence *self = data;
  GDBusMessageType type = g_dbus_message_get_message_type (message);

  if (!incoming && type == G_DBUS_MESSAGE_TYPE_METHOD_CALL && !is_patient (message))
    note_call (self, message);
  else if (incoming &&
           (type == G_DBUS_MESSAGE_TYPE_METHOD_RETURN || type == G_DBUS_MESSAGE_TYPE_ERROR))
    note_answer (self, g_dbus_message_get_reply_serial (message));

  return message;
}

M77ClientSilence *
m77_client_silence_watch (GDBusConnection *connection,
                          void (*wake) (GObject *object),
                          GObject *object)
{
  M77ClientSilence *self = g_new0 (M77ClientSilence, 1);

  g_atomic_ref_count_init (&self->refs);
  g_mutex_init (&self->lock);
  self->calls = g_array_new (FALSE, FALSE, sizeof (Call));
  g_weak_ref_init (&self->object, object);
  self->wake = wake;
  self->connection = g_object_ref (connection);
  self->filter = g_dbus_connection_add_filter (connection,
                                               look_at_message_cb,
                                               silence_ref (self),
                                               silence_unref);
  return self;
}

gint64
m77_client_silence_length (M77ClientSilence *self)
{
  gint64 length = 0;

  g_mutex_lock (&self->lock);
  if (self->calls->len > 0)
    length = MAX (read_clock () - g_array_index (self->calls, Call, 0).sent_at, 1);
  g_mutex_unlock (&self->lock);

  return length;
}

void
m77_client_silence_stop (M77ClientSilence *self)
{
  g_dbus_connection_remove_filter (self->connection, self->filter);
  g_clear_object (&self->connection);
  silence_unref (self);
}
