/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-sender"

#include "config.h"

#include <string.h>

#include "platform/api/platform-letter.h"
#include "platform/events/platform-address.h"
#include "shared/base/m77-time.h"
#include "tests/platform/post.h"

/* Deliveries over real sockets. */

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
  post_open (post);
  platform_core_set_private_targets (post->f->core, TRUE);
  make_webhook (post);
  post->sender = platform_sender_new (post->f->core);
}

static void
tear_down (Post *post, gconstpointer data)
{
  platform_sender_free (post->sender);
  post_close (post);
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
  g_test_add_func ("/platform/sender/refuses-private-names", test_refuses_private_names);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Post, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
