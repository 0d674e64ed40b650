/* The agent's methods over a connection, as a front end calls them.
 *
 * The agent is in this process, its lanes are threads, the platform does not exist.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "test-calls"

#include "config.h"

#include <fcntl.h>
#include <gio/gunixfdlist.h>
#include <glib-unix.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "agent/service/agent-host.h"
#include "agent/service/agent-lists.h"
#include "shared/client/m77-client.h"
#include "tests/agent/calls-fixture.h"

#define INTERFACE "com.mogothrow77.Agent1"
#define INCIDENTS 2500 /* more than an open answers with */

typedef struct
{
  char *root; /* of all profiles */
  AgentHost *host;
  GDBusConnection *agent, *front_end;
  GPtrArray *moved; /* GVariant: parameters of QueryChanged */
  guint subscription;
} Bus;

typedef struct
{
  GDBusConnection *connection;
  GVariant *answer;
  GUnixFDList *fds;
  GError *error;
  gboolean done;
} Reply;

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Reply *reply = data;

  reply->connection = g_dbus_connection_new_finish (result, &reply->error);
  reply->done = TRUE;
}

static void
wait_for (const gboolean *done)
{
  while (!*done)
    g_main_context_iteration (NULL, TRUE);
}

static void
begin_connection (Reply *reply, int fd, GDBusConnectionFlags flags, const char *guid)
{
  g_autoptr (GSocket) socket = g_socket_new_from_fd (fd, NULL);
  g_autoptr (GSocketConnection) stream = g_socket_connection_factory_create_connection (socket);

  g_dbus_connection_new (G_IO_STREAM (stream), guid, flags, NULL, NULL, connected_cb, reply);
}

static void
connect_both (Bus *self)
{
  g_autofree char *guid = g_dbus_generate_guid ();
  Reply agent = { 0 }, front_end = { 0 };
  int ends[2];

  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), ==, 0);
  begin_connection (&agent, ends[0], G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_SERVER, guid);
  begin_connection (&front_end, ends[1], G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT, NULL);
  wait_for (&agent.done);
  wait_for (&front_end.done);
  g_assert_no_error (agent.error);
  g_assert_no_error (front_end.error);
  self->agent = agent.connection;
  self->front_end = front_end.connection;
  g_dbus_connection_set_exit_on_close (self->agent, FALSE);
  g_dbus_connection_set_exit_on_close (self->front_end, FALSE);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Reply *reply = data;

  reply->answer = g_dbus_connection_call_with_unix_fd_list_finish (G_DBUS_CONNECTION (source),
                                                                   &reply->fds,
                                                                   result,
                                                                   &reply->error);
  reply->done = TRUE;
}

static void
begin_call (Bus *self, Reply *reply, const char *method, GVariant *parameters, GUnixFDList *fds)
{
  g_dbus_connection_call_with_unix_fd_list (self->front_end,
                                            NULL,
                                            M77_BUS_PATH,
                                            INTERFACE,
                                            method,
                                            parameters,
                                            NULL,
                                            G_DBUS_CALL_FLAGS_NONE,
                                            20000,
                                            fds,
                                            NULL,
                                            answered_cb,
                                            reply);
}

static GVariant *
call (Bus *self, const char *method, GVariant *parameters)
{
  Reply reply = { 0 };

  begin_call (self, &reply, method, parameters, NULL);
  wait_for (&reply.done);
  g_assert_no_error (reply.error);
  return reply.answer;
}

static void
refuse (Bus *self, const char *method, GVariant *parameters, M77Error code)
{
  Reply reply = { 0 };

  begin_call (self, &reply, method, parameters, NULL);
  wait_for (&reply.done);
  g_assert_null (reply.answer);
  g_assert_error (reply.error, M77_ERROR, (int) code);
  g_clear_error (&reply.error);
}

static void
moved_cb (GDBusConnection *connection,
          const char *sender,
          const char *path,
          const char *interface,
          const char *signal,
          GVariant *parameters,
          gpointer data)
{
  g_ptr_array_add (((Bus *) data)->moved, g_variant_ref (parameters));
}

/* The feed of a platform that was there once. */
static void
fill_store (const char *directory)
{
  CallsFixture fixture = { 0 };
  g_autoptr (GError) error = NULL;

  fixture.base.runtime = *m77_runtime_real ();
  fixture.base.now = g_get_real_time () / 1000;
  fixture.store = agent_store_open (directory, NULL, m77_runtime_real (), TRUE, &error);
  g_assert_no_error (error);
  fixture.lines = g_string_new (NULL);
  for (guint n = 1; n <= INCIDENTS; n++)
    {
      g_autofree char
          *doc = g_strdup_printf ("{\"number\":%u,\"title\":\"Number %u\",\"severity\":\"sev%u\","
                                  "\"status\":\"triggered\",\"environment\":\"production\"}",
                                  n,
                                  n,
                                  1 + n % 5);

      calls_add (&fixture, "incident", n, 1, doc);
    }
  calls_apply (&fixture);
  g_assert_true (agent_journal_put (fixture.store->journal, "member", "jana", &error));
  agent_store_close (fixture.store);
  g_string_free (fixture.lines, TRUE);
}

static void
set_up (Bus *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AgentProfiles) profiles = NULL;
  const AgentProfileEntry *entry;
  g_autofree char *directory = NULL, *root = NULL;
  GVariant *opened;

  self->root = g_dir_make_tmp ("m77-calls-XXXXXX", &error);
  g_assert_no_error (error);
  profiles = agent_profiles_open (self->root, &error);
  g_assert_no_error (error);
  root = g_uuid_string_random ();
  entry = agent_profiles_add (profiles,
                              agent_profile_entry_new (root,
                                                       "demo",
                                                       "http://127.0.0.1:9",
                                                       "demo",
                                                       TRUE),
                              NULL,
                              &error);
  g_assert_no_error (error);
  directory = agent_profiles_directory (profiles, entry->uuid);
  fill_store (directory);
  self->host = agent_host_new (self->root, m77_runtime_real (), &error);
  g_assert_no_error (error);
  connect_both (self);
  agent_host_add_connection (self->host, self->agent);
  self->moved = g_ptr_array_new_with_free_func ((GDestroyNotify) g_variant_unref);
  self->subscription = g_dbus_connection_signal_subscribe (self->front_end,
                                                           NULL,
                                                           INTERFACE,
                                                           "QueryChanged",
                                                           M77_BUS_PATH,
                                                           NULL,
                                                           G_DBUS_SIGNAL_FLAGS_NONE,
                                                           moved_cb,
                                                           self,
                                                           NULL);
  opened = call (self, "Open", g_variant_new ("(uss)", M77_BUS_VERSION, "", "test"));
  g_variant_unref (opened);
}

static void
remove_all (const char *path)
{
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_autoptr (GDir) directory = g_dir_open (path, 0, NULL);
      const char *name;

      while ((name = g_dir_read_name (directory)) != NULL)
        {
          g_autofree char *inner = g_build_filename (path, name, NULL);

          remove_all (inner);
        }
    }
  g_assert_cmpint (g_remove (path), ==, 0);
}

static void
tear_down (Bus *self, gconstpointer data)
{
  g_dbus_connection_signal_unsubscribe (self->front_end, self->subscription);
  agent_host_free (self->host);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_object_unref (self->agent);
  g_object_unref (self->front_end);
  g_ptr_array_unref (self->moved);
  remove_all (self->root);
  g_free (self->root);
}

/* ---- Lists ---- */

static guint
open_list (Bus *self, const char *filter, guint *size, gboolean *exact)
{
  static const char *const fields[] = { "title", "severity", NULL };
  g_autoptr (GVariant) answer = call (self,
                                      "OpenQuery",
                                      g_variant_new ("(sss^ast)",
                                                     "incident",
                                                     filter,
                                                     "number",
                                                     fields,
                                                     G_GUINT64_CONSTANT (0)));
  guint handle;
  guint64 number;

  g_variant_get (answer, "(utub)", &handle, &number, size, exact);
  return handle;
}

/* The next QueryChanged of a list. */
static void
wait_moved (Bus *self, guint handle, guint *size, gboolean *exact, guint *splices)
{
  while (TRUE)
    {
      while (self->moved->len > 0)
        {
          g_autoptr (GVariant) moved = g_ptr_array_steal_index (self->moved, 0);
          g_autoptr (GVariant) list = NULL;
          guint of;

          g_variant_get (moved, "(utub@a(uuu))", &of, NULL, size, exact, &list);
          *splices = g_variant_n_children (list);
          if (of == handle)
            return;
        }
      g_main_context_iteration (NULL, TRUE);
    }
}

static char *
window_title (Bus *self, guint handle, guint offset)
{
  g_autoptr (GVariant) answer = call (self, "Window", g_variant_new ("(uuu)", handle, offset, 1));
  g_autoptr (GVariant) rows = g_variant_get_child_value (answer, 1);
  const char *doc;

  g_assert_cmpuint (g_variant_n_children (rows), ==, 1);
  g_variant_get_child (
      rows, 0, "(xssxx&s&su&s)", NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, &doc);
  return g_strdup (doc);
}

static void
test_list (Bus *self, gconstpointer data)
{
  g_autofree char *first = NULL, *last = NULL;
  gboolean exact;
  guint size, splices;
  guint handle = open_list (self, "", &size, &exact);

  g_assert_cmpuint (size, ==, 1000);
  g_assert_false (exact);
  first = window_title (self, handle, 0);
  g_assert_cmpstr (first, ==, "{\"title\":\"Number 1\",\"severity\":\"sev2\"}");
  wait_moved (self, handle, &size, &exact, &splices);
  g_assert_cmpuint (size, ==, INCIDENTS);
  g_assert_true (exact);
  last = window_title (self, handle, INCIDENTS - 1);
  g_assert_cmpstr (last, ==, "{\"title\":\"Number 2500\",\"severity\":\"sev1\"}");
  g_variant_unref (call (self, "CloseQuery", g_variant_new ("(u)", handle)));
  refuse (self, "Window", g_variant_new ("(uuu)", handle, 0, 1), M77_ERROR_NOT_FOUND);
}

static void
test_list_follows (Bus *self, gconstpointer data)
{
  guint size, splices;
  gboolean exact;
  guint handle = open_list (self, "severity:sev1 number<100", &size, &exact);

  g_assert_cmpuint (size, ==, 19);
  g_assert_true (exact);
  g_variant_unref (
      call (self,
            "Edit",
            g_variant_new ("(sssss)", "incident", "INC-10", "", "{\"severity\":\"sev5\"}", "")));
  do
    wait_moved (self, handle, &size, &exact, &splices);
  while (size == 19);
  g_assert_cmpuint (size, ==, 18);
  g_assert_cmpuint (splices, ==, 1);
}

static void
test_list_least (Bus *self, gconstpointer data)
{
  g_autoptr (GVariant) edited = call (self,
                                      "Edit",
                                      g_variant_new ("(sssss)",
                                                     "incident",
                                                     "INC-10",
                                                     "",
                                                     "{\"title\":\"Down\"}",
                                                     ""));
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GVariant) record = NULL;
  const char *text;
  guint64 seq;
  guint size;

  g_variant_get (edited, "(ts)", &seq, NULL);
  answer = call (self,
                 "OpenQuery",
                 g_variant_new ("(sss^ast)",
                                "incident",
                                "title:Down",
                                "",
                                (char *[]){ NULL },
                                seq));
  g_variant_get (answer, "(utub)", NULL, NULL, &size, NULL);
  g_assert_cmpuint (size, ==, 1);
  record = call (self, "Record", g_variant_new ("(sst)", "incident", "10", seq));
  g_variant_get (record, "(&s)", &text);
  g_assert_nonnull (strstr (text, "\"title\":\"Down\""));
}

static void
test_list_limits (Bus *self, gconstpointer data)
{
  static const char *const none[] = { NULL };
  guint size;
  gboolean exact;

  refuse (self,
          "OpenQuery",
          g_variant_new ("(sss^ast)", "incident", "severity<", "", none, G_GUINT64_CONSTANT (0)),
          M77_ERROR_BAD_FILTER);
  refuse (self,
          "OpenQuery",
          g_variant_new ("(sss^ast)", "moon", "", "", none, G_GUINT64_CONSTANT (0)),
          M77_ERROR_UNKNOWN_KIND);
  for (guint i = 0; i < AGENT_LISTS_MOST; i++)
    open_list (self, "number:1", &size, &exact);
  refuse (self,
          "OpenQuery",
          g_variant_new ("(sss^ast)", "incident", "", "", none, G_GUINT64_CONSTANT (0)),
          M77_ERROR_TOO_LARGE);
}

/* ---- The rest ---- */

static void
test_reads (Bus *self, gconstpointer data)
{
  g_autoptr (GVariant) list = NULL, count = NULL, groups = NULL;
  const char *rows, *next;
  gint64 total, number;

  list = call (
      self,
      "List",
      g_variant_new ("(sssust)", "incident", "severity:sev1", "", 10, "", G_GUINT64_CONSTANT (0)));
  g_variant_get (list, "(&sx&s)", &rows, &total, &next);
  g_assert_cmpint (total, ==, INCIDENTS / 5);
  g_assert_cmpstr (next, !=, "");
  count = call (self,
                "Count",
                g_variant_new ("(ssx)", "incident", "number<=7", G_GINT64_CONSTANT (0)));
  g_variant_get (count, "(x)", &number);
  g_assert_cmpint (number, ==, 7);
  groups = call (self, "Groups", g_variant_new ("(sssu)", "incident", "", "severity", 0));
  {
    g_autoptr (GVariant) all = g_variant_get_child_value (groups, 0);

    g_assert_cmpuint (g_variant_n_children (all), ==, 5);
  }
  refuse (self, "Groups", g_variant_new ("(sssu)", "incident", "", "moon", 0), M77_ERROR_INVALID);
}

static void
test_wait (Bus *self, gconstpointer data)
{
  g_autoptr (GVariant)
      acted = call (self,
                    "Act",
                    g_variant_new ("(ssssss)", "acknowledge", "incident", "INC-3", "", "", ""));
  g_autoptr (GVariant) waited = NULL;
  Reply reply = { 0 };
  const char *operation, *json;
  guint64 seq;

  g_variant_get (acted, "(t&s)", &seq, &operation);
  waited = call (self, "WaitOperation", g_variant_new ("(su)", operation, 0));
  g_variant_get (waited, "(&s)", &json);
  g_assert_nonnull (strstr (json, "\"state\":\"queued\""));
  g_assert_nonnull (strstr (json, "\"key\":\"INC-3\""));

  begin_call (self, &reply, "WaitOperation", g_variant_new ("(su)", operation, 60000), NULL);
  g_variant_unref (call (self, "OutboxDo", g_variant_new ("(ss)", "withdraw", operation)));
  wait_for (&reply.done);
  g_assert_no_error (reply.error);
  g_variant_get (reply.answer, "(&s)", &json);
  g_assert_nonnull (strstr (json, "\"state\":\"withdrawn\""));
  g_variant_unref (reply.answer);
  refuse (self, "WaitOperation", g_variant_new ("(su)", "ffffffff", 10), M77_ERROR_NOT_FOUND);
  refuse (self, "TakeSecret", g_variant_new ("(s)", operation), M77_ERROR_NOT_FOUND);
}

static void
test_drafts (Bus *self, gconstpointer data)
{
  g_autoptr (GVariant) kept = NULL, gone = NULL;
  const char *text;

  g_variant_unref (call (self, "SetDraft", g_variant_new ("(ss)", "incident/1", "half a note")));
  kept = call (self, "GetDraft", g_variant_new ("(s)", "incident/1"));
  g_variant_get (kept, "(&s)", &text);
  g_assert_cmpstr (text, ==, "half a note");
  g_variant_unref (call (self, "SetDraft", g_variant_new ("(ss)", "incident/1", "")));
  gone = call (self, "GetDraft", g_variant_new ("(s)", "incident/1"));
  g_variant_get (gone, "(&s)", &text);
  g_assert_cmpstr (text, ==, "");
}

static void
test_export (Bus *self, gconstpointer data)
{
  static const char *const columns[] = { "key", "title", NULL };
  g_autofree char *path = g_build_filename (self->root, "export.csv", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GUnixFDList) fds = g_unix_fd_list_new ();
  g_autoptr (GError) error = NULL;
  Reply reply = { 0 };
  gint64 rows;
  int fd = g_open (path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);

  g_assert_cmpint (g_unix_fd_list_append (fds, fd, &error), ==, 0);
  close (fd);
  begin_call (
      self,
      &reply,
      "Export",
      g_variant_new ("(ssss^asbh)", "incident", "number<=2", "number", "csv", columns, FALSE, 0),
      fds);
  wait_for (&reply.done);
  g_assert_no_error (reply.error);
  g_variant_get (reply.answer, "(x)", &rows);
  g_assert_cmpint (rows, ==, 2);
  g_variant_unref (reply.answer);
  g_assert_true (g_file_get_contents (path, &text, NULL, &error));
  g_assert_cmpstr (text, ==, "key,title\r\nINC-1,Number 1\r\nINC-2,Number 2\r\n");
}

/* What is done to records that were marked, and what is asked before. */
static void
test_chosen (Bus *self, gconstpointer data)
{
  const char *const ids[] = { "INC-1", "INC-2", NULL };
  const char *const gone[] = { "INC-1", "INC-9999", NULL };
  const char *const none[] = { NULL };
  g_autoptr (GVariant) fits = NULL, all = NULL, done = NULL;
  g_autofree const char **fitting = NULL;
  const char *why;
  guint found, danger, count;

  fits = call (self, "ActFits", g_variant_new ("(sss^as)", "acknowledge", "incident", "", ids));
  g_variant_get (fits, "(u^a&sua(su)&s)", &found, &fitting, &danger, NULL, &why);
  g_assert_cmpuint (found, ==, 2);
  g_assert_cmpuint (danger, ==, g_strv_length ((char **) fitting) > 0 ? 1 : 0);
  g_assert_true ((*why == '\0') == (g_strv_length ((char **) fitting) == 2));
  all = call (self,
              "ActFits",
              g_variant_new ("(sss^as)", "acknowledge", "incident", "number<=3", none));
  g_variant_get_child (all, 0, "u", &found);
  g_assert_cmpuint (found, ==, 3);
  g_variant_unref (g_steal_pointer (&all));
  all = call (self, "ActFits", g_variant_new ("(sss^as)", "acknowledge", "incident", "", gone));
  g_variant_get (all, "(uasua(su)&s)", &found, NULL, NULL, NULL, &why);
  g_assert_cmpuint (found, ==, 2);
  g_assert_cmpstr (why, !=, "");
  refuse (self,
          "ActFits",
          g_variant_new ("(sss^as)", "explode", "incident", "", none),
          M77_ERROR_INVALID);

  done = call (self,
               "EditIds",
               g_variant_new ("(s^asss)", "incident", ids, "{\"summary\":\"y\"}", ""));
  g_variant_get (done, "(tu)", NULL, &count);
  g_assert_cmpuint (count, ==, 2);
}

static void
test_outbox (Bus *self, gconstpointer data)
{
  g_autoptr (GVariant) outbox = NULL, undone = NULL, conflicts = NULL;
  const char *json;

  g_variant_unref (call (self,
                         "EditMany",
                         g_variant_new ("(ssxss)",
                                        "incident",
                                        "number<=3",
                                        G_GINT64_CONSTANT (3),
                                        "{\"summary\":\"x\"}",
                                        "")));
  outbox = call (self, "Outbox", NULL);
  g_variant_get (outbox, "(&s)", &json);
  g_assert_nonnull (strstr (json, "\"key\":\"INC-3\""));
  undone = call (self, "Undo", g_variant_new ("(b)", FALSE));
  g_variant_get (undone, "(t&s)", NULL, &json);
  g_assert_true (g_str_has_prefix (json, "{\"did\":\"withdrawn\""));
  conflicts = call (self, "Conflicts", NULL);
  g_variant_get (conflicts, "(&s)", &json);
  g_assert_cmpstr (json, ==, "[]");
  refuse (self, "Conflict", g_variant_new ("(s)", "1"), M77_ERROR_NOT_FOUND);
  refuse (self, "Resolve", g_variant_new ("(ss)", "1", ""), M77_ERROR_PRECONDITION_CHANGED);
}

#define BUS_TEST(path, test) g_test_add (path, Bus, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  m77_error_register ();
  BUS_TEST ("/calls/list", test_list);
  BUS_TEST ("/calls/list-follows", test_list_follows);
  BUS_TEST ("/calls/list-least", test_list_least);
  BUS_TEST ("/calls/list-limits", test_list_limits);
  BUS_TEST ("/calls/reads", test_reads);
  BUS_TEST ("/calls/wait", test_wait);
  BUS_TEST ("/calls/drafts", test_drafts);
  BUS_TEST ("/calls/export", test_export);
  BUS_TEST ("/calls/chosen", test_chosen);
  BUS_TEST ("/calls/outbox", test_outbox);
  return g_test_run ();
}
