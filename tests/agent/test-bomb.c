/* Little that unpacks to very much: it is unpacked as it is read, and no further than is wanted.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <string.h>
#include <sys/resource.h>

#include "agent/sync/agent-http.h"
#include "shared/base/m77-error.h"
#include "tests/agent/evil.h"

#define UNPACKED   (256 * 1024 * 1024) /* bytes */
#define CHUNK_MOST (256 * 1024)
#define READ_MOST  (1024 * 1024)
#define HEAD                                                                                       \
  "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Encoding: "

static const char zeros[64 * 1024];

/* Packed once more with each turn. */
static GBytes *
pack (guint times)
{
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) out = g_object_ref (memory);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < times; i++)
    {
      g_autoptr (GConverter)
          packer = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 1));
      GOutputStream *wrapped = g_converter_output_stream_new (out, packer);

      g_object_unref (out);
      out = wrapped;
    }
  for (gsize left = UNPACKED; left > 0; left -= sizeof zeros)
    g_assert_true (g_output_stream_write_all (out, zeros, sizeof zeros, NULL, NULL, &error));
  g_assert_true (g_output_stream_close (out, NULL, &error));
  g_assert_no_error (error);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static long
peak_kib (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

static M77Answer *
ask (AgentWire *wire)
{
  g_autoptr (M77Request) request = m77_request_new ("GET", "/v1/tenants/shop/changes");
  g_autoptr (GError) error = NULL;
  M77Answer *answer = wire->call (wire, request, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (answer->status, ==, 200);
  return answer;
}

/* By a proxy, for within one machine nothing is packed. */
static void
test_bomb (gconstpointer data)
{
  const char *encoding = data;
  g_autoptr (GBytes) bomb = pack (strchr (encoding, ',') != NULL ? 2 : 1);
  g_autofree char *head = g_strconcat (HEAD, encoding, "\r\n\r\n", NULL);
  g_autoptr (Evil) evil = evil_new ("http://127.0.0.1:9");
  g_autoptr (M77Answer) whole = NULL, part = NULL;
  g_autoptr (GBytes) body = NULL, chunk = NULL;
  g_autoptr (GError) error = NULL;
  long before;
  AgentWire *wire;

  g_assert_cmpuint (g_bytes_get_size (bomb), <, UNPACKED / 100);
  evil_answer (evil,
               "GET http://platform.example/",
               head,
               g_bytes_get_data (bomb, NULL),
               g_bytes_get_size (bomb),
               g_bytes_get_size (bomb));
  g_setenv ("https_proxy", evil_url (evil), TRUE);
  g_unsetenv ("no_proxy");
  g_unsetenv ("NO_PROXY");
  wire = agent_http_new ("http://platform.example", "m77_token");
  before = peak_kib ();

  part = ask (wire);
  g_assert_true (part->next_chunk (part, &chunk, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (chunk), >, 0);
  g_assert_cmpuint (g_bytes_get_size (chunk), <=, CHUNK_MOST);
  g_assert_cmpint (*(const char *) g_bytes_get_data (chunk, NULL), ==, 0); /* it was unpacked */

  whole = ask (wire);
  body = m77_answer_read_all (whole, READ_MOST, NULL, &error);
  g_assert_null (body);
  g_assert_error (error, M77_ERROR, M77_ERROR_TOO_LARGE);
  g_assert_cmpint (peak_kib () - before, <, 32 * 1024);
  wire->free (wire);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/bomb/once", "gzip", test_bomb);
  g_test_add_data_func ("/bomb/twice", "gzip, gzip", test_bomb);
  return g_test_run ();
}
