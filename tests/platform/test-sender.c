/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-sender"

#include "config.h"

#include <signal.h>
#include <string.h>

#include <glib/gstdio.h>
#include <libsoup/soup.h>

#include "platform/api/platform-letter.h"
#include "platform/events/platform-address.h"
#include "platform/events/platform-sender.h"
#include "shared/base/m77-id.h"
#include "shared/base/m77-time.h"
#include "tests/platform/core-fixture.h"

/* Deliveries over real sockets: a receiver in this process that checks every signature itself and
 * behaves as each test wants. */

typedef enum
{
  TAKES,     /* 204 */
  FAILS,     /* 500 */
  HANGS,     /* never answers */
  IS_HUGE,   /* 200, and a body without end */
  REDIRECTS, /* 302 to itself, elsewhere */
} Manner;

typedef struct
{
  Fixture *f;
  char *admin, *secret;
  PlatformSender *sender;
  SoupServer *receiver;
  char *url; /* of the receiver */
  Manner manner;
  guint fails; /* so often, before it takes */
  guint asked, good, elsewhere, endless;
  char *last_id;
} Post;

/* As a receiver does it that has only the specification. */
static gboolean
is_signed (Post *post, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *id = soup_message_headers_get_one (headers, "webhook-id");
  const char *at = soup_message_headers_get_one (headers, "webhook-timestamp");
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (body);
  g_autofree guint8 *key = NULL;
  g_autofree char *text = NULL, *hex = NULL, *expected = NULL, *mac = NULL;
  guint8 digest[32];
  gsize size;

  g_assert_nonnull (id);
  g_assert_nonnull (at);
  key = g_base64_decode (post->secret + strlen ("whsec_"), &size);
  text = g_strdup_printf ("%s.%s.%.*s",
                          id,
                          at,
                          (int) g_bytes_get_size (bytes),
                          (const char *) g_bytes_get_data (bytes, NULL));
  hex = g_compute_hmac_for_string (G_CHECKSUM_SHA256, key, size, text, -1);
  for (guint i = 0; i < sizeof digest; i++)
    digest[i] = (guint8) (g_ascii_xdigit_value (hex[2 * i]) << 4 |
                          g_ascii_xdigit_value (hex[2 * i + 1]));
  mac = g_base64_encode (digest, sizeof digest);
  expected = g_strconcat ("v1,", mac, NULL);
  g_free (post->last_id);
  post->last_id = g_strdup (id);
  return g_strcmp0 (soup_message_headers_get_one (headers, "webhook-signature"), expected) == 0;
}

static void
more_cb (SoupServerMessage *message, gpointer data)
{
  static const char block[64 * 1024];
  Post *post = data;

  post->endless++;
  soup_message_body_append (soup_server_message_get_response_body (message),
                            SOUP_MEMORY_STATIC,
                            block,
                            sizeof block);
}

static void
answer_endlessly (Post *post, SoupServerMessage *message)
{
  soup_server_message_set_status (message, 200, NULL);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message),
                                     SOUP_ENCODING_CHUNKED);
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (more_cb), post);
  more_cb (message, post);
}

static void
receive_cb (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer data)
{
  Post *post = data;
  gboolean fails = post->manner == FAILS || post->fails > 0;

  post->asked++;
  post->elsewhere += g_str_equal (path, "/elsewhere");
  post->good += is_signed (post, message);
  if (post->manner == HANGS)
    soup_server_message_pause (message);
  else if (post->manner == IS_HUGE)
    answer_endlessly (post, message);
  else if (post->manner == REDIRECTS)
    soup_server_message_set_redirect (message, 302, "/elsewhere");
  else
    soup_server_message_set_status (message, fails ? 500 : 204, NULL);
  post->fails -= post->fails > 0;
}

static char *
listen_on_loopback (SoupServer *server)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  GSList *uris;

  soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (server);
  text = g_strdup_printf ("http://127.0.0.1:%d/in", g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return g_steal_pointer (&text);
}

static void
make_webhook (Post *post)
{
  const M77Json *outcome;
  g_autofree char *doc = NULL, *id = NULL;

  outcome = fixture_act (post->f,
                         post->admin,
                         "issue",
                         "credential",
                         "new",
                         "{'name':'key','type':'signing-key','holder':'omar','scopes':['sign'],"
                         "'expires_at':'2030-12-01T00:00:00Z'}");
  fixture_expect (outcome, "applied", NULL);
  post->secret = g_strdup (m77_json_get_string (outcome, "secret"));
  doc = g_strdup_printf ("{'name':'erp','target':'%s','events':['team.*'],'signing':'key'}",
                         post->url);
  id = fixture_create (post->f, post->admin, "webhook", doc);
  fixture_expect (fixture_act (post->f, post->admin, "activate", "webhook", id, NULL),
                  "applied",
                  NULL);
}

static void
set_up (Post *post, gconstpointer data)
{
  post->f = fixture_new ();
  post->admin = fixture_token (post->f, "omar", "admin");
  post->receiver = g_object_new (SOUP_TYPE_SERVER, NULL);
  soup_server_add_handler (post->receiver, NULL, receive_cb, post, NULL);
  post->url = listen_on_loopback (post->receiver);
  platform_core_set_private_targets (post->f->core, TRUE);
  make_webhook (post);
  post->sender = platform_sender_new (post->f->core);
}

static void
tear_down (Post *post, gconstpointer data)
{
  platform_sender_free (post->sender);
  soup_server_disconnect (post->receiver);
  g_object_unref (post->receiver);
  g_free (post->last_id);
  g_free (post->url);
  g_free (post->secret);
  g_free (post->admin);
  fixture_free (post->f);
}

static char *
make_team (Post *post, const char *name)
{
  g_autofree char *doc = g_strdup_printf ("{'name':'%s','title':'T'}", name);
  char *id = fixture_create (post->f, post->admin, "team", doc);

  platform_sender_wake (post->sender);
  return id;
}

static const M77Json *
only_delivery (Post *post)
{
  const M77Json *list = fixture_json (post->f,
                                      fixture_ask (post->f,
                                                   post->admin,
                                                   "GET",
                                                   "shop/delivery?sort=created_at",
                                                   NULL,
                                                   NULL));

  return m77_json_get (m77_json_first (m77_json_get (list, "rows")), "doc");
}

/* Turns the loop until the delivery has been tried so often; its document. */
static const M77Json *
wait_for_tries (Post *post, guint tries)
{
  for (;;)
    {
      const M77Json *doc = only_delivery (post);

      if (m77_json_size (m77_json_get (doc, "tries")) >= tries)
        return doc;
      g_main_context_iteration (NULL, TRUE);
    }
}

static void
assert_delivery (const M77Json *doc, const char *status, gint64 code, const char *error)
{
  const char *said = m77_json_get_string (doc, "error");

  g_assert_cmpstr (m77_json_get_string (doc, "status"), ==, status);
  g_assert_cmpint (m77_json_get_int (doc, "response_code", 0), ==, code);
  if (error == NULL)
    g_assert_null (said);
  else if (said == NULL || strstr (said, error) == NULL)
    g_error ("“%s” expected: %s", error, said);
}

static void
test_takes (Post *post, gconstpointer data)
{
  g_free (make_team (post, "web"));
  assert_delivery (wait_for_tries (post, 1), "delivered", 204, NULL);
  g_assert_cmpuint (post->asked, ==, 1);
  g_assert_cmpuint (post->good, ==, 1);
}

/* Fails, and is tried again under the same id until it is taken. */
static void
test_fails_then_takes (Post *post, gconstpointer data)
{
  g_autofree char *first = NULL;

  post->fails = 2;
  g_free (make_team (post, "web"));
  assert_delivery (wait_for_tries (post, 1), "retrying", 500, "500 Internal Server Error");
  first = g_strdup (post->last_id);
  for (guint n = 2; n <= 3; n++)
    {
      post->f->now += 3600000;
      platform_sender_wake (post->sender);
      wait_for_tries (post, n);
    }
  assert_delivery (only_delivery (post), "delivered", 204, NULL);
  g_assert_cmpstr (post->last_id, ==, first);
  g_assert_cmpuint (post->asked, ==, 3);
  g_assert_cmpuint (post->good, ==, 3);
}

static void
test_hangs (Post *post, gconstpointer data)
{
  post->manner = HANGS;
  platform_sender_set_deadline (post->sender, 100);
  g_free (make_team (post, "web"));
  assert_delivery (wait_for_tries (post, 1), "retrying", 0, "No answer in 0.1 s");
}

/* Of an answer without end only its head is taken. */
static void
test_huge (Post *post, gconstpointer data)
{
  post->manner = IS_HUGE;
  g_free (make_team (post, "web"));
  assert_delivery (wait_for_tries (post, 1), "delivered", 200, NULL);
  g_assert_cmpuint (post->endless, <, 512); /* 32 MiB: what buffers of sockets take */
}

static void
test_redirects (Post *post, gconstpointer data)
{
  post->manner = REDIRECTS;
  g_free (make_team (post, "web"));
  assert_delivery (wait_for_tries (post, 1), "retrying", 302, "302 Found");
  g_assert_cmpuint (post->asked, ==, 1);
  g_assert_cmpuint (post->elsewhere, ==, 0);
}

/* Not allowed: nothing reaches this machine, by whatever name. */
static void
test_refuses_private (Post *post, gconstpointer data)
{
  platform_core_set_private_targets (post->f->core, FALSE);
  g_free (make_team (post, "web"));
  assert_delivery (wait_for_tries (post, 1), "retrying", 0, "no public address");
  g_assert_cmpuint (post->asked, ==, 0);
}

static void
test_refuses_private_names (void)
{
  static const char *const names[] = { "localhost", "127.0.0.1", "::1" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GSocketConnectable) where = platform_address_connectable_new (names[i], 80);
      g_autoptr (GSocketAddressEnumerator) each = g_socket_connectable_enumerate (where);
      g_autoptr (GSocketAddressEnumerator) proxied = g_socket_connectable_proxy_enumerate (where);
      g_autoptr (GError) error = NULL, other = NULL;

      g_assert_true (G_IS_NETWORK_ADDRESS (where));
      g_assert_null (g_socket_address_enumerator_next (each, NULL, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
      g_assert_null (g_socket_address_enumerator_next (proxied, NULL, &other));
      g_assert_error (other, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
    }
}

/* One that is stopped in the middle is sent again by the next. */
static void
test_stops (Post *post, gconstpointer data)
{
  post->manner = HANGS;
  g_free (make_team (post, "web"));
  while (post->asked == 0)
    g_main_context_iteration (NULL, TRUE);
  platform_sender_free (post->sender);
  g_assert_cmpuint (m77_json_size (m77_json_get (only_delivery (post), "tries")), ==, 0);
  post->manner = TAKES;
  post->sender = platform_sender_new (post->f->core);
  assert_delivery (wait_for_tries (post, 1), "delivered", 204, NULL);
}

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
  post.receiver = g_object_new (SOUP_TYPE_SERVER, NULL);
  soup_server_add_handler (post.receiver, NULL, receive_cb, &post, NULL);
  post.url = listen_on_loopback (post.receiver);
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
  soup_server_disconnect (post.receiver);
  g_object_unref (post.receiver);
  g_free (post.secret);
  g_free (post.url);
  g_free (post.last_id);
}

static void
test_addresses (void)
{
  static const struct
  {
    const char *text;
    gboolean is_public;
  } cases[] = {
    { "0.0.0.0", FALSE },
    { "9.255.255.255", TRUE },
    { "10.0.0.1", FALSE },
    { "11.0.0.0", TRUE },
    { "100.63.255.255", TRUE },
    { "100.64.0.1", FALSE },
    { "127.0.0.1", FALSE },
    { "127.255.255.254", FALSE },
    { "169.254.169.254", FALSE },
    { "172.15.255.255", TRUE },
    { "172.16.0.1", FALSE },
    { "172.31.255.255", FALSE },
    { "172.32.0.0", TRUE },
    { "192.168.1.1", FALSE },
    { "192.169.0.0", TRUE },
    { "198.18.0.1", FALSE },
    { "198.20.0.0", TRUE },
    { "203.0.113.9", FALSE },
    { "224.0.0.1", FALSE },
    { "255.255.255.255", FALSE },
    { "8.8.8.8", TRUE },
    { "::", FALSE },
    { "::1", FALSE },
    { "::ffff:127.0.0.1", FALSE },
    { "::ffff:10.1.2.3", FALSE },
    { "::ffff:8.8.8.8", TRUE },
    { "64:ff9b::7f00:1", FALSE },
    { "64:ff9b::808:808", TRUE },
    { "2002:7f00:1::", FALSE },
    { "2002:a00:1::", FALSE },
    { "2002:808:808::", TRUE },
    { "2001:0:4136:e378::1", FALSE },
    { "2001:db8::1", FALSE },
    { "2a00:1450:4001::1", TRUE },
    { "fc00::1", FALSE },
    { "fd12::1", FALSE },
    { "fe80::1", FALSE },
    { "fec0::1", FALSE },
    { "ff02::1", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (cases[i].text);

      g_assert_nonnull (address);
      if (platform_address_is_public (address) != cases[i].is_public)
        g_error ("%s", cases[i].text);
    }
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Post *post, gconstpointer data);
  } tests[] = {
    { "/platform/sender/takes", test_takes },
    { "/platform/sender/fails-then-takes", test_fails_then_takes },
    { "/platform/sender/hangs", test_hangs },
    { "/platform/sender/huge", test_huge },
    { "/platform/sender/redirects", test_redirects },
    { "/platform/sender/refuses-private", test_refuses_private },
    { "/platform/sender/stops", test_stops },
  };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/platform/sender/addresses", test_addresses);
  g_test_add_func ("/platform/sender/program", test_program);
  g_test_add_func ("/platform/sender/refuses-private-names", test_refuses_private_names);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Post, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
