/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-unread"

#include "config.h"

#include "agent/service/agent-unread.h"

struct _AgentUnread
{
  gint refs; /* the watcher's and the filter's */
  gint count;
  guint filter;
  GDBusConnection *connection; /* the watcher's */
};

static void
unread_unref (gpointer data)
{
  AgentUnread *self = data;

  if (g_atomic_int_dec_and_test (&self->refs))
    g_free (self);
}

/* On GDBus' own thread, of each message when it has come and just before it leaves. */
static GDBusMessage *
filter_cb (GDBusConnection *connection, GDBusMessage *message, gboolean incoming, gpointer data)
{
  AgentUnread *self = data;

  switch (g_dbus_message_get_message_type (message))
    {
    case G_DBUS_MESSAGE_TYPE_METHOD_CALL:
      if (incoming &&
          (g_dbus_message_get_flags (message) & G_DBUS_MESSAGE_FLAGS_NO_REPLY_EXPECTED) == 0 &&
          g_atomic_int_add (&self->count, 1) == AGENT_UNREAD_MOST)
        {
          g_message ("A front end does not read its answers: it is disconnected");
          g_dbus_connection_close (connection, NULL, NULL, NULL);
        }
      break;
    case G_DBUS_MESSAGE_TYPE_METHOD_RETURN:
    case G_DBUS_MESSAGE_TYPE_ERROR:
      if (!incoming)
        g_atomic_int_add (&self->count, -1);
      break;
    default:
      break;
    }
  return message;
}

AgentUnread *
agent_unread_watch (GDBusConnection *connection)
{
  AgentUnread *self = g_new0 (AgentUnread, 1);

  self->refs = 2;
  self->connection = g_object_ref (connection);
  self->filter = g_dbus_connection_add_filter (connection, filter_cb, self, unread_unref);
  return self;
}

void
agent_unread_stop (AgentUnread *self)
{
  g_dbus_connection_remove_filter (self->connection, self->filter);
  g_clear_object (&self->connection);
  unread_unref (self);
}
