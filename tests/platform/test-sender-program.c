/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-sender"

#include "config.h"

#include <signal.h>
#include <string.h>

#include <glib/gstdio.h>

#include "shared/base/m77-id.h"
#include "shared/base/m77-time.h"
#include "tests/platform/post.h"

/* The program itself: what it is told by --private-webhooks reaches the sender. */

typedef struct
{
  GSubprocess *server;
  char *directory, *url, *token;
  SoupSession *session;
  M77JsonPool *pool;
} Program;

static char *
first_line (GSubprocess *process)
{
  g_autoptr (GDataInputStream)
      lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_autoptr (GError) error = NULL;
  char *line = g_data_input_stream_read_line_utf8 (lines, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (line);
  return line;
}

static void
program_start (Program *self)
{
  const char *path = g_getenv ("M77_TEST_PLATFORM");
  g_autofree char *line = NULL;
  g_autoptr (GSubprocess) maker = NULL;

  self->directory = g_dir_make_tmp ("m77-sender-XXXXXX", NULL);
  self->server = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                   NULL,
                                   path,
                                   "serve",
                                   "--data",
                                   self->directory,
                                   "--listen",
                                   "127.0.0.1:0",
                                   "--demo",
                                   "--private-webhooks",
                                   NULL);
  line = first_line (self->server);
  self->url = g_strconcat (line + strlen ("listening on "), "/v1/tenants/demo/", NULL);
  maker = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                            NULL,
                            path,
                            "token",
                            "create",
                            "--data",
                            self->directory,
                            "--tenant",
                            "demo",
                            "--member",
                            "lena",
                            "--role",
                            "admin",
                            NULL);
  self->token = first_line (maker);
  self->session = soup_session_new ();
  self->pool = m77_json_pool_new ();
}

static void
program_stop (Program *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->directory, 0, NULL);
  const char *name;

  g_subprocess_send_signal (self->server, SIGTERM);
  g_subprocess_wait (self->server, NULL, NULL);
  g_assert_cmpint (g_subprocess_get_exit_status (self->server), ==, 0);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->directory, name, NULL);
      g_unlink (path);
    }
  g_rmdir (self->directory);
  g_object_unref (self->server);
  g_object_unref (self->session);
  m77_json_pool_free (self->pool);
  g_free (self->directory);
  g_free (self->url);
  g_free (self->token);
}

/* operation: JSON with ' for ", which must be applied; its outcome. */
static const M77Json *
program_operate (Program *self, const char *operation)
{
  g_autofree char *url = g_strconcat (self->url, "operations", NULL);
  g_autofree char *bearer = g_strconcat ("Bearer ", self->token, NULL);
  g_autofree char *key = m77_id_new (m77_runtime_real ()), *body = NULL;
  g_autoptr (SoupMessage) message = soup_message_new ("POST", url);
  g_autoptr (GBytes) asked = NULL, answer = NULL;
  const M77Json *outcome;

  body = g_strdup_printf ("{'operations':[{'key':'%s',%s}]}", key, operation);
  g_strdelimit (body, "'", '"');
  asked = g_bytes_new (body, strlen (body));
  soup_message_set_request_body_from_bytes (message, "application/json", asked);
  soup_message_headers_append (soup_message_get_request_headers (message), "authorization", bearer);
  answer = soup_session_send_and_read (self->session, message, NULL, NULL);
  g_assert_nonnull (answer);
  outcome = m77_json_first (m77_json_get (m77_json_parse (self->pool,
                                                          g_bytes_get_data (answer, NULL),
                                                          (gssize) g_bytes_get_size (answer),
                                                          NULL),
                                          "outcomes"));
  fixture_expect (outcome, "applied", NULL);
  return outcome;
}

static void
test_program (void)
{
  Program program;
  Post post = { .manner = TAKES };
  g_autofree char *hook = m77_id_new (m77_runtime_real ()), *make = NULL, *activate = NULL;
  g_autofree char *team = m77_id_new (m77_runtime_real ()), *change = NULL;
  g_autofree char *ends = NULL, *issue = NULL;

  program_start (&program);
  post_open (&post);
  ends = m77_time_format (m77_runtime_now (m77_runtime_real ()) + 86400000);
  issue = g_strdup_printf ("'op':'act','kind':'credential','id':'new','action':'issue','args':{"
                           "'name':'test-key','type':'signing-key','holder':'lena',"
                           "'scopes':['sign'],'expires_at':'%s'}",
                           ends);
  post.secret = g_strdup (m77_json_get_string (program_operate (&program, issue), "secret"));
  make = g_strdup_printf ("'op':'create','kind':'webhook','id':'%s','doc':{'name':'test',"
                          "'target':'%s','events':['team.*'],'signing':'test-key'}",
                          hook,
                          post.url);
  activate = g_strdup_printf ("'op':'act','kind':'webhook','id':'%s','action':'activate'", hook);
  change = g_strdup_printf ("'op':'create','kind':'team','id':'%s',"
                            "'doc':{'name':'test','title':'Test'}",
                            team);
  program_operate (&program, make);
  program_operate (&program, activate);
  program_operate (&program, change);
  while (post.asked == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (post.good, ==, 1);
  program_stop (&program);
  post_close (&post);
  g_free (post.secret);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/platform/sender/program", test_program);
  return g_test_run ();
}
