/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "shared/base/m77-error.h"
#include "shared/base/m77-http.h"

static void
test_request (void)
{
  g_autoptr (M77Request) request = m77_request_new ("GET", "/v1/tenants/käse shop?/x");
  g_autofree char *target = NULL;

  m77_request_set_query (request, "after", "a&b=c+d/ é");
  m77_request_set_query (request, "Limit", "5");
  m77_request_set_query (request, "gone", "1");
  m77_request_set_query (request, "gone", NULL);
  m77_request_set_header (request, "If-Match", "\"7\"\r\nEvil: 1");
  target = m77_request_target (request);

  g_assert_cmpstr (target,
                   ==,
                   "/v1/tenants/k%C3%A4se%20shop%3F/x?Limit=5&after=a%26b%3Dc%2Bd%2F%20%C3%A9");
  g_assert_cmpstr (m77_request_header (request, "if-match"), ==, "\"7\"  Evil: 1");
  g_assert_cmpstr (m77_request_header (request, "IF-MATCH"), ==, "\"7\"  Evil: 1");
  g_assert_null (m77_request_header (request, "accept"));
  g_assert_cmpstr (m77_request_query (request, "Limit"), ==, "5");
  g_assert_null (m77_request_query (request, "gone"));
}

static void
test_bytes (void)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("hello", 5);
  g_autoptr (M77Answer) answer = m77_answer_new (200, "text/plain", body);
  g_autoptr (GBytes) all = m77_answer_read_all (answer, 5, NULL, NULL);
  g_autoptr (GBytes) rest = m77_answer_read_all (answer, 5, NULL, NULL);

  g_assert_true (g_bytes_equal (all, body));
  g_assert_cmpuint (g_bytes_get_size (rest), ==, 0);
  g_assert_cmpstr (m77_answer_header (answer, "Content-Type"), ==, "text/plain");
}

static void
test_empty (void)
{
  g_autoptr (M77Answer) answer = m77_answer_new (204, NULL, NULL);
  g_autoptr (GBytes) all = m77_answer_read_all (answer, 0, NULL, NULL);

  g_assert_cmpuint (g_bytes_get_size (all), ==, 0);
  g_assert_null (m77_answer_header (answer, "content-type"));
}

/* Ten chunks of three bytes, then the line breaks. */
static gboolean
next_chunk (M77Answer *answer, GBytes **chunk, GCancellable *cancellable, GError **error)
{
  guint *count = answer->source;

  if ((*count)++ < 10)
    {
      *chunk = g_bytes_new_static ("abc", 3);
      return TRUE;
    }

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED, "cut");
  return FALSE;
}

static void
test_chunks (void)
{
  guint count = 0;
  g_autoptr (M77Answer) answer = m77_answer_new (200, NULL, NULL);
  g_autoptr (GError) large = NULL, cut = NULL;

  answer->next_chunk = next_chunk;
  answer->finish = NULL;
  answer->source = &count;
  g_assert_null (m77_answer_read_all (answer, 8, NULL, &large));
  g_assert_error (large, M77_ERROR, M77_ERROR_TOO_LARGE);
  g_assert_cmpuint (count, ==, 3);
  g_assert_null (m77_answer_read_all (answer, 1000, NULL, &cut));
  g_assert_error (cut, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED);
}

/* What a proxy may put into a header ends up in messages. */
static void
test_foreign_header (void)
{
  g_autoptr (M77Answer) answer = m77_answer_new (200, "text/html; charset=\xe9", NULL);

  g_assert_cmpstr (m77_answer_header (answer, "content-type"),
                   ==,
                   "text/html; charset=\xef\xbf\xbd");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/http/request", test_request);
  g_test_add_func ("/http/bytes", test_bytes);
  g_test_add_func ("/http/empty", test_empty);
  g_test_add_func ("/http/chunks", test_chunks);
  g_test_add_func ("/http/foreign-header", test_foreign_header);

  return g_test_run ();
}
