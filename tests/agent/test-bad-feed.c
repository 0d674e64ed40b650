/* Answers cut anywhere, lines that make no sense, clocks that are wrong: under the real agent.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <libsoup/soup.h>
#include <string.h>

#include "tests/agent/bad.h"

#define CHANGES    "GET /v1/tenants/shop/changes"
#define OPERATIONS "POST /v1/tenants/shop/operations"
#define CUTS       24 /* places tried; each with M77_TEST_EVERY in the environment */
#define FEED       "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: application/x-ndjson\r\n\r\n"

static guint
notes_here (Bad *bad)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  const M77Json *doc;

  m77_agent1_call_record_sync (programs_agent (bad->programs, FALSE),
                               "incident",
                               bad->incident,
                               0,
                               &text,
                               NULL,
                               &error);
  g_assert_no_error (error);
  doc = m77_json_get (m77_json_parse (bad->programs->pool, text, -1, NULL), "doc");
  return m77_json_size (m77_json_get (doc, "timeline"));
}

/* The answer to something new ends after `at` bytes; then it is whole. */
static void
cut (Bad *bad, const char *request, gsize at)
{
  g_autofree char *code = NULL, *again = NULL;

  evil_cut (bad->evil, request, at);
  bad_add_note (bad);
  code = bad_sync (bad);
  if (!g_str_equal (code, ""))
    g_assert_true (g_str_equal (code, "platform-unreachable") || g_str_equal (code, "bad-answer"));
  g_assert_cmpuint (evil_requests (bad->evil), >, 0);
  g_assert_cmpuint (notes_here (bad), ==, bad->notes);
  evil_behave (bad->evil);
  again = bad_sync (bad);
  g_assert_cmpstr (again, ==, "");
  bad_assert_arrived (bad);
  g_assert_cmpuint (notes_here (bad), ==, bad->notes);
}

static void
test_cut (gconstpointer request)
{
  Bad *bad = bad_new ();
  const char *every = g_getenv ("M77_TEST_EVERY");
  g_autofree char *code = NULL;
  gsize length, step;

  if (bad == NULL)
    return;
  evil_watch (bad->evil, request);
  bad_add_note (bad);
  code = bad_sync (bad);
  g_assert_cmpstr (code, ==, "");
  length = evil_sent (bad->evil) / MAX (1, evil_requests (bad->evil));
  g_assert_cmpuint (length, >, 100);
  step = every != NULL && *every != '\0' ? 1 : length / CUTS;
  for (gsize at = 0; at < length; at += step)
    cut (bad, request, at);
  bad_assert_usable (bad);
  bad_free (bad);
}

/* Where the feed stands, as the platform says it: its last line. */
static char *
last_line (Bad *bad)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autofree char *url = g_strconcat (bad->programs->url, "/v1/tenants/shop/changes", NULL);
  g_autofree char *bearer = g_strconcat ("Bearer ", bad->token, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
  g_autoptr (GBytes) body = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n;

  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", bearer);
  body = soup_session_send_and_read (session, message, NULL, NULL);
  text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  lines = g_strsplit (g_strchomp (text), "\n", -1);
  n = g_strv_length (lines);
  return g_strdup (lines[n - 1]);
}

#define WHEN                                                                                       \
  "\"version\":1,\"created_at\":\"2026-01-01T00:00:00.000Z\","                                     \
  "\"updated_at\":\"2026-01-01T00:00:00.000Z\",\"updated_by\":\"x\",\"deleted\":false,"
#define ID "0190f3a1-0000-7000-8000-00000000000"

static const struct
{
  const char *line;
  const char *kind, *id; /* what is there afterwards; NULL: the line is left out */
} lines[] = {
  { "complete rubbish", NULL, NULL },
  { "{\"kind\":\"incident\",\"id\":\"" ID "1\",", NULL, NULL },
  { "[1,2,3]", NULL, NULL },
  { "{\"kind\":17,\"id\":\"" ID "1\"," WHEN "\"doc\":{}}", NULL, NULL },
  { "{\"kind\":\"incident\",\"id\":{}," WHEN "\"doc\":{}}", NULL, NULL },
  { "{\"kind\":\"incident\",\"id\":\"../../etc/passwd\"," WHEN "\"doc\":{}}", NULL, NULL },
  { "{\"kind\":\"incident\",\"id\":\"" ID "1\"," WHEN "\"doc\":[]}", NULL, NULL },
  { "{\"kind\":\"incident\",\"id\":\"" ID "1\",\"version\":\"two\",\"doc\":{}}", NULL, NULL },
  { "{\"kind\":\"incident\",\"id\":\"" ID "1\",\"version\":-3,\"doc\":{}}", NULL, NULL },
  { "{\"kind\":\"gizmo\",\"id\":\"" ID "2\"," WHEN "\"doc\":{\"wheels\":3}}", "gizmo", ID "2" },
  { "{\"kind\":\"incident\",\"id\":\"" ID "3\"," WHEN
    "\"doc\":{\"title\":\"odd\",\"wheels\":3},\"colour\":\"red\"}",
    "incident",
    ID "3" },
  { "{\"kind\":\"incident\",\"id\":\"" ID "4\"," WHEN
    "\"doc\":{\"title\":17,\"severity\":[],\"started_at\":{},\"timeline\":\"no\","
    "\"labels\":false,\"status\":null}}",
    "incident",
    ID "4" },
};

/* What could not be read is told where people look, not by doctor alone. */
static void
assert_not_live (Bad *bad)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  const M77Json *profile, *source;

  m77_agent1_call_status_sync (programs_agent (bad->programs, FALSE), &text, NULL, &error);
  g_assert_no_error (error);
  profile = m77_json_first (
      m77_json_get (m77_json_parse (bad->programs->pool, text, -1, NULL), "profiles"));
  source = m77_json_first (m77_json_get (profile, "sources"));
  g_assert_cmpstr (m77_json_get_string (profile, "mode"), !=, "live");
  g_assert_cmpstr (m77_json_get_string (source, "state"), !=, "live");
  g_assert_cmpstr (m77_json_get_string (source, "error"), ==, "bad-answer");
  g_assert_false (m77_json_get_bool (source, "complete"));
  g_assert_cmpuint (m77_json_size (m77_json_get (profile, "notices")), ==, 1);
}

static void
test_lines (void)
{
  Bad *bad = bad_new ();
  g_autoptr (GString) body = g_string_new (NULL);
  g_autofree char *last = NULL, *code = NULL;
  const M77Json *check;
  int status;

  if (bad == NULL)
    return;
  last = last_line (bad);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    g_string_append_printf (body, "%s\n", lines[i].line);
  g_string_append (body, "\377\376\001 not text\n");
  g_string_append_printf (body, "%s\n", last);
  evil_answer (bad->evil, CHANGES, FEED, body->str, body->len, body->len);
  code = bad_sync (bad);
  g_assert_cmpstr (code, ==, "");

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL;

      if (lines[i].kind == NULL)
        continue;
      m77_agent1_call_record_sync (programs_agent (bad->programs, FALSE),
                                   lines[i].kind,
                                   lines[i].id,
                                   0,
                                   &text,
                                   NULL,
                                   &error);
      g_assert_no_error (error);
    }
  check = bad_check (bad, "feed");
  g_assert_cmpstr (m77_json_get_string (check, "code"), ==, "bad-answer");
  g_assert_cmpstr (m77_json_get_string (check, "state"), ==, "warn");
  g_assert_nonnull (m77_json_get_string (check, "mend"));
  assert_not_live (bad);
  bad_run (bad, &status, "list", "incident", "--json", NULL);
  g_assert_cmpint (status, ==, 0);
  bad_run (bad, &status, "list", "incident", "severity:sev2", "--json", NULL);
  g_assert_cmpint (status, ==, 0);
  bad_assert_usable (bad);
  bad_free (bad);
}

/* The platform's clock, and so the distance of ours, jumps and comes back: meanwhile what is made
 * here is held. */
static void
test_clock (gconstpointer data)
{
  Bad *bad = bad_new ();
  g_autofree char *learned = NULL, *code = NULL, *sent = NULL, *again = NULL;
  const M77Json *check, *answer;
  int status;

  if (bad == NULL)
    return;
  evil_date (bad->evil, GPOINTER_TO_INT (data));
  learned = bad_sync (bad);
  g_assert_cmpstr (learned, ==, "");
  bad_add_note (bad);
  code = bad_sync (bad);
  g_assert_cmpstr (code, ==, "");
  answer = bad_run (bad, &status, "outbox", "confirm", "--all", "--json", NULL);
  g_assert_cmpint (status, ==, 0);
  g_assert_cmpint (m77_json_get_int (answer, "confirmed", 0), ==, 1);
  sent = bad_sync (bad);
  g_assert_cmpstr (sent, ==, "");
  bad_assert_arrived (bad);
  check = bad_check (bad, "clock");
  g_assert_cmpstr (m77_json_get_string (check, "code"), ==, "clock-wrong");
  g_assert_cmpstr (m77_json_get_string (check, "state"), ==, "bad");
  g_assert_nonnull (m77_json_get_string (check, "mend"));
  bad_assert_usable (bad);
  again = bad_sync (bad);
  g_assert_cmpstr (m77_json_get_string (bad_check (bad, "clock"), "state"), ==, "good");
  bad_free (bad);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/bad-feed/cut/page", CHANGES, test_cut);
  g_test_add_data_func ("/bad-feed/cut/operations", OPERATIONS, test_cut);
  g_test_add_func ("/bad-feed/lines", test_lines);
  g_test_add_data_func ("/bad-feed/clock/forward", GINT_TO_POINTER (-86400), test_clock);
  g_test_add_data_func ("/bad-feed/clock/back", GINT_TO_POINTER (86400), test_clock);
  return g_test_run ();
}
