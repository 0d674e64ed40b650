/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-hello"

#include "config.h"

#include "agent/service/agent-hello.h"

#include <unistd.h>

#define AGENT_NAME ":1.0"
#define PEER_NAME  ":1.1"

static const char
    xml[] = "<node><interface name='org.freedesktop.DBus'>"
            "<method name='Hello'><arg type='s' direction='out'/></method>"
            "<method name='ListNames'><arg type='as' direction='out'/></method>"
            "<method name='ListActivatableNames'><arg type='as' direction='out'/></method>"
            "<method name='NameHasOwner'><arg type='s' direction='in'/>"
            "<arg type='b' direction='out'/></method>"
            "<method name='GetNameOwner'><arg type='s' direction='in'/>"
            "<arg type='s' direction='out'/></method>"
            "<method name='StartServiceByName'><arg type='s' direction='in'/>"
            "<arg type='u' direction='in'/><arg type='u' direction='out'/></method>"
            "<method name='AddMatch'><arg type='s' direction='in'/></method>"
            "<method name='RemoveMatch'><arg type='s' direction='in'/></method>"
            "<method name='GetConnectionUnixProcessID'><arg type='s' direction='in'/>"
            "<arg type='u' direction='out'/></method>"
            "<method name='GetConnectionUnixUser'><arg type='s' direction='in'/>"
            "<arg type='u' direction='out'/></method>"
            "</interface></node>";

/* What each method answers; NULL: nothing. */
static GVariant *
answer (const char *method)
{
  static const char *const names[] = { "org.freedesktop.DBus", "com.mogothrow77.Agent1", NULL };
  static const char *const none[] = { NULL };

  if (g_str_equal (method, "Hello"))
    return g_variant_new ("(s)", PEER_NAME);
  if (g_str_equal (method, "ListNames"))
    return g_variant_new ("(^as)", names);
  if (g_str_equal (method, "ListActivatableNames"))
    return g_variant_new ("(^as)", none);
  if (g_str_equal (method, "NameHasOwner"))
    return g_variant_new ("(b)", TRUE);
  if (g_str_equal (method, "GetNameOwner"))
    return g_variant_new ("(s)", AGENT_NAME);
  if (g_str_equal (method, "StartServiceByName"))
    return g_variant_new ("(u)", 2); /* it was running already */
  if (g_str_equal (method, "GetConnectionUnixProcessID"))
    return g_variant_new ("(u)", (guint32) getpid ());
  if (g_str_equal (method, "GetConnectionUnixUser"))
    return g_variant_new ("(u)", (guint32) getuid ());
  return NULL;
}

static void
call_cb (GDBusConnection *connection,
         const char *sender,
         const char *path,
         const char *interface,
         const char *method,
         GVariant *parameters,
         GDBusMethodInvocation *invocation,
         gpointer data)
{
  g_dbus_method_invocation_return_value (invocation, answer (method));
}

gboolean
agent_hello_export (GDBusConnection *connection, GError **error)
{
  static const GDBusInterfaceVTable table = { .method_call = call_cb };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (xml, error);

  return node != NULL && g_dbus_connection_register_object (connection,
                                                            "/org/freedesktop/DBus",
                                                            node->interfaces[0],
                                                            &table,
                                                            NULL,
                                                            NULL,
                                                            error) != 0;
}
