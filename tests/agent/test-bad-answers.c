/* Answers that make no sense, or too much of it: the agent says so with a code, takes in no more
 * than it must, loses nothing and goes on.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <string.h>

#include "tests/agent/bad.h"

#define CHANGES    "GET /v1/tenants/shop/changes"
#define OPERATIONS "POST /v1/tenants/shop/operations"
#define OK         "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: "
#define FEED       OK "application/x-ndjson\r\n\r\n"
#define JSON       OK "application/json\r\n\r\n"
#define RECORD                                                                                     \
  "{\"kind\":\"note\",\"id\":\"0190f3a1-0000-7000-8000-000000000001\",\"version\":1,"              \
  "\"created_at\":\"2026-01-01T00:00:00.000Z\",\"updated_at\":\"2026-01-01T00:00:00.000Z\","       \
  "\"updated_by\":\"x\",\"deleted\":false,\"doc\":{\"title\":\"again\"}}\n"

#define GIB       (G_GUINT64_CONSTANT (1) << 30)
#define READ_MOST (64 * 1024 * 1024) /* bytes that leave the server before it is hung up on */

typedef struct
{
  const char *name, *request, *head, *body;
  gsize body_length; /* 0: a string's */
  guint64 length;
  const char *code;
} Answer;

static const char zeros[64 * 1024];

// clang-format off
static const Answer answers[] = {
  { "portal", CHANGES, OK "text/html\r\n\r\n", "<html>Sign in to the hotel</html>", 0, 33, "bad-answer" },
  { "portal-operations", OPERATIONS, OK "text/html\r\n\r\n", "<html>Sign in</html>", 0, 20, "bad-answer" },
  { "portal-redirect", CHANGES, "HTTP/1.1 302 Found\r\nConnection: close\r\nLocation: http://127.0.0.1:9/\r\n\r\n", "", 0, 0, "bad-answer" },
  { "html-called-feed", CHANGES, FEED, "<html>\n<body>\nSign in\n", 0, 22, "bad-answer" },
  { "html-called-json", OPERATIONS, JSON, "<html><body>", 0, 12, "bad-answer" },
  { "nothing", CHANGES, FEED, "", 0, 0, "bad-answer" },
  { "other-json", OPERATIONS, JSON, "[17]", 0, 4, "bad-answer" },
  { "empty-json", OPERATIONS, JSON, "{}", 0, 2, "bad-answer" },
  { "odd-outcome", OPERATIONS, JSON, "{\"outcomes\":[{\"key\":7}]}", 0, 24, "bad-answer" },
  { "no-http", CHANGES, "SSH-2.0-OpenSSH_9.2\r\n", "", 0, 0, "platform-unreachable" },
  { "zeros", CHANGES, FEED, zeros, sizeof zeros, 3 * GIB, "bad-answer" },
  { "zeros-operations", OPERATIONS, JSON, zeros, sizeof zeros, 3 * GIB, "bad-answer" },
  { "long-string", CHANGES, FEED, "{\"cursor\":\"xxxxxxxxxxxxxxxx", 0, 3 * GIB, "bad-answer" },
  { "records", CHANGES, FEED, RECORD, 0, 3 * GIB, "bad-answer" },
  { "cursors", CHANGES, FEED, "{\"cursor\":\"e1.1\"}\n", 0, 3 * GIB, "bad-answer" },
  { "records-and-cursors", CHANGES, FEED, RECORD "{\"cursor\":\"e1.1\"}\n", 0, 3 * GIB, "bad-answer" },
  { "blank-lines", CHANGES, FEED, "\n", 0, 64 * 1024 * 1024, "bad-answer" },
  { "outcomes", OPERATIONS, JSON, "{\"outcomes\":[{},{},{},{},{},{},{},{},{},{},{},{},{},{},", 0, 3 * GIB, "bad-answer" },
  { "depths", OPERATIONS, JSON, "[[[[[[[[[[[[[[[[[[[[[[[[[[[[", 0, 3 * GIB, "bad-answer" },
  { "problem", CHANGES, "HTTP/1.1 500 Oh\r\nConnection: close\r\nContent-Type: application/problem+json\r\n\r\n", "{\"a\":\"b\",", 0, 3 * GIB, "platform-unreachable" },
  { "headers", CHANGES, "HTTP/1.1 200 OK\r\n", "X-Header: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\r\n", 0, 3 * GIB, "platform-unreachable" },
};
// clang-format on

static void
test_answer (gconstpointer data)
{
  const Answer *answer = data;
  Bad *bad = bad_new ();
  g_autofree char *code = NULL;
  const M77Json *source;

  if (bad == NULL)
    return;
  evil_answer (bad->evil,
               answer->request,
               answer->head,
               answer->body,
               answer->body_length == 0 ? strlen (answer->body) : answer->body_length,
               answer->length);
  bad_add_note (bad);
  code = bad_sync (bad);
  g_assert_cmpstr (code, ==, answer->code);
  g_assert_cmpuint (evil_requests (bad->evil), >, 0);
  g_assert_cmpuint (evil_sent (bad->evil), <, evil_requests (bad->evil) * READ_MOST);

  source = bad_source (bad);
  g_assert_cmpstr (m77_json_get_string (source, "error"), ==, answer->code);
  g_assert_cmpint (strlen (m77_json_get_string (source, "detail")), >, 20);

  g_assert_cmpstr (m77_json_get_string (bad_check (bad, "platform"), "code"), ==, answer->code);
  bad_assert_usable (bad);
  bad_free (bad);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autofree char *path = g_strconcat ("/bad-answers/", answers[i].name, NULL);

      g_test_add_data_func (path, &answers[i], test_answer);
    }
  return g_test_run ();
}
