/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-delivery"

#include "config.h"

#include <string.h>

#include "shared/model/m77-delivery.h"

static const M77Json *
read_doc (M77JsonPool *pool, const char *text)
{
  const M77Json *doc = m77_json_parse (pool, text, -1, NULL);

  g_assert_nonnull (doc);
  return doc;
}

static void
test_words (void)
{
  static const struct
  {
    const char *doc, *words;
  } cases[] = {
    { "{\"status\":\"dead\",\"attempts\":8,\"response_code\":503,\"error\":\"upstream\"}",
      "dead after 8 of 8 tries: 503 upstream" },
    { "{\"status\":\"pending\",\"attempts\":0}", "pending, not tried yet" },
    { "{\"attempts\":1}", "? after 1 of 8 tries: no answer" },
  };
  static const struct
  {
    const char *doc, *words;
  } tries[] = {
    { "{\"code\":503,\"ms\":30000,\"error\":\"timed out\"}", "503 timed out, 30.0 s" },
    { "{\"code\":204,\"ms\":96}", "204, 96 ms" },
    { "{\"code\":null,\"error\":\"no answer in 30 s\"}", "no answer in 30 s" },
    { "{}", "no answer" },
  };
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = m77_delivery_words (read_doc (pool, cases[i].doc));

      g_assert_cmpstr (words, ==, cases[i].words);
    }
  for (guint i = 0; i < G_N_ELEMENTS (tries); i++)
    {
      g_autofree char *words = m77_delivery_try_words (read_doc (pool, tries[i].doc));

      g_assert_cmpstr (words, ==, tries[i].words);
    }
}

/* A member that is put in another order is another text, and was not what was signed. */
static void
test_check (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const char *payload = "{\"a\":1.50,\"b\":\"x\"}";
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, payload, -1);
  g_autofree char *good = g_strdup_printf ("{\"payload\":%s,\"sha256\":\"%s\"}", payload, hash);
  g_autofree char
      *bad = g_strdup_printf ("{\"payload\":{\"b\":\"x\",\"a\":1.50},\"sha256\":\"%s\"}", hash);

  g_assert_cmpint (m77_delivery_check (read_doc (pool, good)), ==, M77_PAYLOAD_AS_WAS);
  g_assert_cmpint (m77_delivery_check (read_doc (pool, bad)), ==, M77_PAYLOAD_OTHER);
  g_assert_cmpint (m77_delivery_check (read_doc (pool, "{\"payload\":{}}")),
                   ==,
                   M77_PAYLOAD_UNKNOWN);
  g_assert_cmpint (m77_delivery_check (read_doc (pool, "{}")), ==, M77_PAYLOAD_NONE);
}

static void
test_masked (void)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (M77Mask) mask = m77_mask_new ();
  const M77Json *doc = read_doc (pool,
                                 "{\"payload\":{\"note\":\"mail ann@shop.example\",\"data\":{"
                                 "\"kind\":\"incident\",\"doc\":{\"lead\":\"jana\",\"title\":"
                                 "\"Cart\"}}}}");
  g_autofree char *text = m77_json_to_text (m77_delivery_masked (doc, mask, pool));

  g_assert_null (strstr (text, "ann@"));
  g_assert_null (strstr (text, "jana"));
  g_assert_nonnull (strstr (text, "Cart"));
  g_assert_null (m77_delivery_masked (read_doc (pool, "{}"), mask, pool));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/delivery/words", test_words);
  g_test_add_func ("/delivery/check", test_check);
  g_test_add_func ("/delivery/masked", test_masked);
  return g_test_run ();
}
