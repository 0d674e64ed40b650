/* test-client.c: the connection to the agent, and lists over it
 *
 * The agent is a stand-in in the same process and loop, with a hundred rows whose order and
 * content the test owns.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "shared/base/m77-error.h"
#include "shared/client/m77-list.h"

#define HANDLE 7

typedef struct
{
  char *dir;
  GDBusServer *server;
  GPtrArray *connections; /* GDBusConnection * */
  GPtrArray *agents;      /* M77Agent1 *: one a connection */
  GPtrArray *ids;         /* char *, the rows in order */
  guint opens, queries, windows, closed;
  gboolean is_mute; /* Status is not answered */
  M77Client *client;
  M77List *list;
  GPtrArray *changes; /* char *: "position removed added" of items-changed */
} World;

static gboolean
open_cb (M77Agent1 *agent,
         GDBusMethodInvocation *invocation,
         guint version,
         const char *profile,
         const char *session,
         World *world)
{
  world->opens++;
  if (g_str_equal (profile, "none"))
    g_dbus_method_invocation_return_error (invocation,
                                           M77_ERROR,
                                           M77_ERROR_NO_PROFILE,
                                           "There is none");
  else
    m77_agent1_complete_open (agent, invocation, M77_BUS_VERSION, "0", "demo");
  return TRUE;
}

static gboolean
status_cb (M77Agent1 *agent, GDBusMethodInvocation *invocation, World *world)
{
  if (world->is_mute)
    g_object_unref (invocation);
  else
    m77_agent1_complete_status (agent, invocation, "{}");
  return TRUE;
}

static gboolean
open_query_cb (M77Agent1 *agent,
               GDBusMethodInvocation *invocation,
               const char *kind,
               const char *filter,
               const char *sort,
               const char *const *fields,
               guint64 least,
               World *world)
{
  world->queries++;
  if (g_str_equal (filter, "wrong"))
    g_dbus_method_invocation_return_error (invocation, M77_ERROR, M77_ERROR_BAD_FILTER, "here");
  else
    m77_agent1_complete_open_query (agent,
                                    invocation,
                                    HANDLE + world->queries,
                                    1,
                                    g_str_equal (filter, "few") ? 3 : world->ids->len,
                                    TRUE);
  return TRUE;
}

static gboolean
window_cb (M77Agent1 *agent,
           GDBusMethodInvocation *invocation,
           guint handle,
           guint offset,
           guint count,
           World *world)
{
  GVariantBuilder rows;

  world->windows++;
  g_variant_builder_init (&rows, G_VARIANT_TYPE ("a(xssxxssus)"));
  for (guint i = offset; i < MIN (offset + count, world->ids->len); i++)
    {
      g_autofree char *doc = g_strdup_printf ("{\"n\":\"%s\"}", (char *) world->ids->pdata[i]);

      g_variant_builder_add (&rows,
                             "(xssxxssus)",
                             (gint64) i,
                             "incident",
                             world->ids->pdata[i],
                             (gint64) 1,
                             (gint64) 0,
                             "clean",
                             "",
                             0,
                             doc);
    }
  m77_agent1_complete_window (agent, invocation, 1, g_variant_builder_end (&rows));
  return TRUE;
}

static gboolean
close_query_cb (M77Agent1 *agent, GDBusMethodInvocation *invocation, guint handle, World *world)
{
  world->closed++;
  m77_agent1_complete_close_query (agent, invocation);
  return TRUE;
}

static gboolean
connection_cb (GDBusServer *server, GDBusConnection *connection, World *world)
{
  M77Agent1 *agent = m77_agent1_skeleton_new ();
  g_autoptr (GError) error = NULL;

  g_signal_connect (agent, "handle-open", G_CALLBACK (open_cb), world);
  g_signal_connect (agent, "handle-status", G_CALLBACK (status_cb), world);
  g_signal_connect (agent, "handle-open-query", G_CALLBACK (open_query_cb), world);
  g_signal_connect (agent, "handle-window", G_CALLBACK (window_cb), world);
  g_signal_connect (agent, "handle-close-query", G_CALLBACK (close_query_cb), world);
  g_dbus_interface_skeleton_export (G_DBUS_INTERFACE_SKELETON (agent),
                                    connection,
                                    M77_BUS_PATH,
                                    &error);
  g_assert_no_error (error);
  g_ptr_array_add (world->agents, agent);
  g_ptr_array_add (world->connections, g_object_ref (connection));
  return TRUE;
}

static void
start_server (World *world)
{
  g_autofree char *path = m77_bus_socket_path ();
  g_autofree char *address = g_strconcat ("unix:path=", path, NULL);
  g_autofree char *guid = g_dbus_generate_guid ();
  g_autoptr (GError) error = NULL;

  g_unlink (path);
  world->server = g_dbus_server_new_sync (address,
                                          G_DBUS_SERVER_FLAGS_NONE,
                                          guid,
                                          NULL,
                                          NULL,
                                          &error);
  g_assert_no_error (error);
  g_signal_connect (world->server, "new-connection", G_CALLBACK (connection_cb), world);
  g_dbus_server_start (world->server);
}

static void
stop_server (World *world)
{
  /* One that was met by it may be told of yet. */
  g_signal_handlers_disconnect_by_data (world->server, world);
  g_dbus_server_stop (world->server);
  for (guint i = 0; i < world->connections->len; i++)
    {
      g_dbus_interface_skeleton_unexport (world->agents->pdata[i]);
      g_dbus_connection_close_sync (world->connections->pdata[i], NULL, NULL);
    }
  g_ptr_array_set_size (world->connections, 0);
  g_ptr_array_set_size (world->agents, 0);
  g_clear_object (&world->server);
}

static void
world_set_up (World *world, gconstpointer data)
{
  g_autofree char *path = NULL;

  world->dir = g_dir_make_tmp ("m77-XXXXXX", NULL);
  path = g_build_filename (world->dir, "agent.sock", NULL);
  g_setenv ("M77_AGENT_SOCKET", path, TRUE);
  g_setenv ("M77_AGENT_PROGRAM", "/bin/true", TRUE);
  g_setenv ("XDG_STATE_HOME", world->dir, TRUE);
  world->connections = g_ptr_array_new_with_free_func (g_object_unref);
  world->agents = g_ptr_array_new_with_free_func (g_object_unref);
  world->ids = g_ptr_array_new_with_free_func (g_free);
  world->changes = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < 100; i++)
    g_ptr_array_add (world->ids, g_strdup_printf ("r%02u", i));
  start_server (world);
}

static void
remove_tree (const char *path)
{
  const char *argv[] = { "rm", "-rf", path, NULL };

  g_spawn_sync (
      NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
}

static void
world_tear_down (World *world, gconstpointer data)
{
  g_clear_object (&world->list);
  g_clear_object (&world->client);
  if (world->server != NULL)
    stop_server (world);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_ptr_array_unref (world->connections);
  g_ptr_array_unref (world->agents);
  g_ptr_array_unref (world->ids);
  g_ptr_array_unref (world->changes);
  remove_tree (world->dir);
  g_free (world->dir);
}

#define UNTIL(condition)                                                                           \
  while (!(condition))                                                                             \
  g_main_context_iteration (NULL, TRUE)

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, World *world)
{
  g_ptr_array_add (world->changes, g_strdup_printf ("%u %u %u", position, removed, added));
}

static void
open_list (World *world)
{
  world->client = m77_client_new (NULL, "test");
  world->list = m77_list_new (world->client, "incident", "", "", NULL);
  g_signal_connect (world->list, "items-changed", G_CALLBACK (items_changed_cb), world);
  g_assert_cmpuint (m77_list_size (world->list), ==, 0);
  g_assert_true (m77_list_is_loading (world->list));
  UNTIL (!m77_list_is_loading (world->list));
}

static void
send_splices (World *world, const char *splices)
{
  M77Agent1 *agent = world->agents->pdata[world->agents->len - 1];

  m77_agent1_emit_query_changed (agent,
                                 HANDLE + world->queries,
                                 2,
                                 world->ids->len,
                                 TRUE,
                                 g_variant_new_parsed (splices));
}

static void
test_connects (World *world, gconstpointer data)
{
  world->client = m77_client_new (NULL, "test");
  g_assert_cmpint (m77_client_state (world->client), ==, M77_CLIENT_CONNECTING);
  g_assert_null (m77_client_proxy (world->client));
  UNTIL (m77_client_status (world->client) != NULL);
  g_assert_cmpint (m77_client_state (world->client), ==, M77_CLIENT_READY);
  g_assert_cmpstr (m77_client_profile (world->client), ==, "demo");
  g_assert_null (m77_client_error (world->client));
}

static void
test_errors_keep_their_codes (World *world, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (m77_client_new_sync ("none", NULL, FALSE, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_NO_PROFILE);
  g_assert_cmpstr (error->message, ==, "There is none");
  g_clear_error (&error);

  world->client = m77_client_new_sync ("none", NULL, TRUE, &error);
  g_assert_no_error (error);
}

static void
test_nobody_to_start (World *world, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  stop_server (world);
  g_setenv ("M77_AGENT_PROGRAM", "/nowhere/m77-agent", TRUE);
  g_assert_null (m77_client_new_sync (NULL, NULL, FALSE, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_AGENT_UNREACHABLE);
}

static void
test_comes_back (World *world, gconstpointer data)
{
  g_autoptr (M77Row) row = NULL;

  open_list (world);
  row = m77_list_row (world->list, 0);
  g_assert_true (m77_row_is_loaded (row));

  stop_server (world);
  UNTIL (m77_client_state (world->client) == M77_CLIENT_LOST);
  g_assert_error (m77_client_error (world->client), M77_ERROR, M77_ERROR_AGENT_UNREACHABLE);
  g_assert_cmpuint (m77_list_size (world->list), ==, 100);
  g_assert_true (m77_row_is_loaded (row));

  start_server (world);
  UNTIL (world->queries == 2);
  UNTIL (world->changes->len == 2);
  g_assert_cmpint (m77_client_state (world->client), ==, M77_CLIENT_READY);
  g_assert_cmpuint (m77_list_size (world->list), ==, 100);
  {
    g_autoptr (M77Row) again = m77_list_row (world->list, 0);

    g_assert_true (again == row);
  }
}

/* Without anybody to tell, a call would not ask for an answer. */
static void
ignore_cb (GObject *source, GAsyncResult *result, gpointer data)
{
}

static void
test_silence (World *world, gconstpointer data)
{
  open_list (world);
  UNTIL (m77_client_status (world->client) != NULL);
  world->is_mute = TRUE;
  g_assert_cmpint (m77_client_silence (world->client), ==, 0);
  m77_agent1_call_status (m77_client_proxy (world->client), NULL, ignore_cb, NULL);
  UNTIL (m77_client_state (world->client) == M77_CLIENT_SILENT);
  g_assert_cmpint (m77_client_silence (world->client), >=, 1000);
}

static void
test_windows (World *world, gconstpointer data)
{
  g_autoptr (M77Row) first = NULL;
  g_autoptr (M77Row) last = NULL;
  guint windows;

  open_list (world);
  g_assert_cmpuint (m77_list_size (world->list), ==, 100);
  g_assert_true (m77_list_is_exact (world->list));
  g_assert_cmpstr (world->changes->pdata[0], ==, "0 0 100");

  m77_list_look_at (world->list, 0, 10);
  first = m77_list_row (world->list, 0);
  g_assert_cmpstr (m77_row_id (first), ==, "r00");
  g_assert_cmpstr (m77_json_get_string (m77_row_doc (first), "n"), ==, "r00");
  g_assert_null (m77_list_row (world->list, 100));

  /* Not here yet: a row without a document, which fills in. */
  windows = world->windows;
  last = m77_list_row (world->list, 99);
  g_assert_true (m77_row_is_loaded (last) || world->windows == windows);
  m77_list_look_at (world->list, 90, 10);
  UNTIL (m77_row_is_loaded (last));
  g_assert_cmpstr (m77_row_id (last), ==, "r99");
  g_assert_cmpint (m77_list_find (world->list, "r99"), ==, 99);
  g_assert_cmpint (m77_list_find (world->list, "nobody"), ==, -1);
}

/* A row that moved is the same object; one that went says so. */
static void
test_splices (World *world, gconstpointer data)
{
  g_autoptr (M77Row) moved = NULL;
  g_autoptr (M77Row) gone = NULL;
  g_autoptr (M77Row) now = NULL;

  open_list (world);
  moved = m77_list_row (world->list, 5);
  gone = m77_list_row (world->list, 7);
  g_assert_cmpstr (m77_row_id (moved), ==, "r05");

  g_ptr_array_remove_index (world->ids, 7);
  g_ptr_array_remove_index (world->ids, 5);
  g_ptr_array_insert (world->ids, 0, g_strdup ("r05"));
  send_splices (world, "[(uint32 7, uint32 1, uint32 0), (5, 1, 0), (0, 0, 1)]");
  UNTIL (world->changes->len >= 4);
  g_assert_cmpstr (world->changes->pdata[1], ==, "7 1 0");
  g_assert_cmpstr (world->changes->pdata[2], ==, "5 1 0");
  g_assert_cmpstr (world->changes->pdata[3], ==, "0 0 1");
  g_assert_cmpuint (m77_list_size (world->list), ==, 99);

  UNTIL (m77_list_find (world->list, "r05") == 0);
  now = m77_list_row (world->list, 0);
  g_assert_true (now == moved);
  g_assert_false (m77_row_is_gone (moved));
  g_assert_true (m77_row_is_gone (gone));
  g_assert_cmpstr (m77_row_id (gone), ==, "r07");
  g_assert_cmpint (m77_list_find (world->list, "r06"), ==, 6);
}

static void
test_new_query (World *world, gconstpointer data)
{
  open_list (world);
  m77_list_set_query (world->list, "wrong", "");
  UNTIL (m77_list_error (world->list) != NULL);
  g_assert_error (m77_list_error (world->list), M77_ERROR, M77_ERROR_BAD_FILTER);
  g_assert_cmpuint (m77_list_size (world->list), ==, 100);

  /* Of two in a row the last counts. */
  m77_list_set_query (world->list, "wrong", "");
  m77_list_set_query (world->list, "few", "");
  UNTIL (m77_list_size (world->list) == 3);
  g_assert_no_error (m77_list_error (world->list));
  g_assert_cmpstr (world->changes->pdata[1], ==, "0 100 3");
  UNTIL (world->closed == 1);
}

#define ADD(name, test)                                                                            \
  g_test_add ("/client/" name, World, NULL, world_set_up, test, world_tear_down)

int
main (int argc, char **argv)
{
  m77_error_register ();
  g_test_init (&argc, &argv, NULL);
  ADD ("connects", test_connects);
  ADD ("errors-keep-their-codes", test_errors_keep_their_codes);
  ADD ("nobody-to-start", test_nobody_to_start);
  ADD ("comes-back", test_comes_back);
  ADD ("silence", test_silence);
  ADD ("windows", test_windows);
  ADD ("splices", test_splices);
  ADD ("new-query", test_new_query);
  return g_test_run ();
}
