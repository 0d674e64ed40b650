/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <string.h>

#include "platform/api/platform-core-private.h"
#include "shared/base/m77-time.h"
#include "tests/platform/shop.h"

/* Letters to a webhook, one by one: signed, carried, failed. The test is the network. */

#define HOUR G_GINT64_CONSTANT (3600000)
#define DAY  (24 * HOUR)

/* HMAC-SHA256 as RFC 2104 writes it, from a hash alone. */
static char *
hmac_by_hand (const guint8 *key, gsize size, const char *text)
{
  guint8 pad[64], digest[32];
  gsize length = sizeof digest;
  g_autoptr (GChecksum) inner = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GChecksum) outer = g_checksum_new (G_CHECKSUM_SHA256);

  g_assert_cmpuint (size, <=, sizeof pad);
  for (guint i = 0; i < sizeof pad; i++)
    pad[i] = (i < size ? key[i] : 0) ^ 0x36;
  g_checksum_update (inner, pad, sizeof pad);
  g_checksum_update (inner, (const guint8 *) text, (gssize) strlen (text));
  g_checksum_get_digest (inner, digest, &length);
  for (guint i = 0; i < sizeof pad; i++)
    pad[i] ^= 0x36 ^ 0x5c;
  g_checksum_update (outer, pad, sizeof pad);
  g_checksum_update (outer, digest, sizeof digest);
  g_checksum_get_digest (outer, digest, &length);
  return g_base64_encode (digest, sizeof digest);
}

static void
test_signed (Shop *shop, gconstpointer data)
{
  g_autoptr (PlatformLetter) letter = NULL;
  g_autofree char *signed_text = NULL, *mac = NULL, *expected = NULL, *all = NULL;
  g_autofree guint8 *key = NULL;
  const M77Json *payload, *record;
  gsize size;

  g_assert_true (g_str_has_prefix (shop->secret, "whsec_"));
  shop_team (shop, "web");
  letter = shop_take (shop);
  g_assert_nonnull (letter);
  g_assert_cmpint (letter->at, ==, shop->f->now / 1000);
  signed_text = g_strdup_printf ("%s.%" G_GINT64_FORMAT ".%.*s",
                                 letter->id,
                                 letter->at,
                                 (int) g_bytes_get_size (letter->body),
                                 (const char *) g_bytes_get_data (letter->body, NULL));
  key = g_base64_decode (shop->secret + strlen ("whsec_"), &size);
  g_assert_cmpuint (size, ==, 32);
  mac = hmac_by_hand (key, size, signed_text);
  expected = g_strconcat ("v1,", mac, NULL);
  g_assert_cmpstr (letter->signature, ==, expected);
  payload = m77_json_parse (shop->f->pool,
                            g_bytes_get_data (letter->body, NULL),
                            (gssize) g_bytes_get_size (letter->body),
                            NULL);
  g_assert_cmpstr (m77_json_get_string (payload, "type"), ==, "team.created");
  g_assert_cmpstr (m77_json_get_string (payload, "timestamp"), ==, "2030-05-17T03:12:00.000Z");
  record = m77_json_get (payload, "data");
  g_assert_cmpstr (m77_json_get_string (m77_json_get (record, "doc"), "name"), ==, "web");
  /* The key is in no document and no audit entry. */
  all = fixture_text (fixture_ask (shop->f, shop->admin, "GET", "shop/changes", NULL, NULL));
  g_assert_null (strstr (all, shop->secret + strlen ("whsec_")));
}

/* While a key overlaps the one before it, both sign; after that the new one alone. */
static void
test_rotation (Shop *shop, gconstpointer data)
{
  const M77Json *key = m77_json_first (shop_rows (shop, "shop/credential"));
  const M77Json *outcome = fixture_act (shop->f,
                                        shop->admin,
                                        "rotate",
                                        "credential",
                                        m77_json_get_string (key, "id"),
                                        "{'overlap':3600}");
  const char *fresh = m77_json_get_string (outcome, "secret");
  g_autoptr (PlatformLetter) both = NULL, one = NULL;
  g_autofree char *by_old = NULL, *by_new = NULL, *expected = NULL, *alone = NULL;

  fixture_expect (outcome, "applied", NULL);
  g_assert_cmpstr (fresh, !=, shop->secret);
  shop_team (shop, "web");
  both = shop_take (shop);
  by_old = platform_letter_sign (shop->secret, both->id, both->at, both->body);
  by_new = platform_letter_sign (fresh, both->id, both->at, both->body);
  expected = g_strjoin (" ", by_new, by_old, NULL);
  g_assert_cmpstr (both->signature, ==, expected);
  shop->f->now += 2 * HOUR;
  one = shop_take (shop);
  alone = platform_letter_sign (fresh, one->id, one->at, one->body);
  g_assert_cmpstr (one->signature, ==, alone);
}

static void
test_delivered (Shop *shop, gconstpointer data)
{
  g_autoptr (PlatformLetter) letter = NULL, again = NULL;
  const M77Json *doc;

  shop_team (shop, "web");
  letter = shop_take (shop);
  shop_answer (shop, letter, 204);
  g_assert_null (shop_take (shop));
  doc = fixture_doc (shop->f, shop->admin, "delivery", letter->id);
  g_assert_cmpstr (m77_json_get_string (doc, "status"), ==, "delivered");
  g_assert_cmpint (m77_json_get_int (doc, "attempts", 0), ==, 1);
  g_assert_cmpint (m77_json_get_int (doc, "response_code", 0), ==, 204);
  g_assert_cmpstr (m77_json_get_string (shop_webhook_doc (shop), "delivered_at"),
                   ==,
                   "2030-05-17T03:12:00.000Z");
  /* Replayed: the same id, the same bytes. */
  fixture_expect (fixture_act (shop->f, shop->admin, "replay", "delivery", letter->id, NULL),
                  "applied",
                  NULL);
  again = shop_take (shop);
  g_assert_cmpstr (again->id, ==, letter->id);
  g_assert_true (g_bytes_equal (again->body, letter->body));
}

/* A letter whose outcome was never written down goes out again after a crash. */
static void
test_at_least_once (Shop *shop, gconstpointer data)
{
  g_autoptr (PlatformLetter) letter = NULL, again = NULL;

  shop_team (shop, "web");
  letter = shop_take (shop);
  fixture_reopen (shop->f);
  again = shop_take (shop);
  g_assert_cmpstr (again->id, ==, letter->id);
}

static void
test_retries_then_dead (Shop *shop, gconstpointer data)
{
  gint64 before = 0;
  g_autofree char *id = NULL;
  const M77Json *doc;

  shop_team (shop, "web");
  for (guint n = 1; n <= PLATFORM_LETTER_ATTEMPTS; n++)
    {
      g_autoptr (PlatformLetter) letter = shop_take (shop);
      gint64 next, wait;

      g_assert_nonnull (letter);
      g_free (id);
      id = g_strdup (letter->id);
      shop_answer (shop, letter, 503);
      shop_assert_webhook (shop, "active", n, n == PLATFORM_LETTER_ATTEMPTS);
      g_assert_null (shop_take (shop));
      g_ptr_array_unref (platform_letters_take (shop->f->core, shop->busy, &next));
      if (n == PLATFORM_LETTER_ATTEMPTS)
        break;
      wait = next - shop->f->now;
      g_assert_cmpint (wait, >, before);
      before = wait;
      shop->f->now = next;
    }
  doc = fixture_doc (shop->f, shop->admin, "delivery", id);
  g_assert_cmpstr (m77_json_get_string (doc, "status"), ==, "dead");
  g_assert_cmpuint (m77_json_size (m77_json_get (doc, "tries")), ==, PLATFORM_LETTER_ATTEMPTS);
  fixture_expect (fixture_act (shop->f,
                               shop->admin,
                               "replay",
                               "webhook",
                               shop->webhook,
                               "{'since':'2030-05-17T00:00:00Z','until':'2030-06-17T00:00:00Z'}"),
                  "applied",
                  NULL);
  shop_assert_webhook (shop, "active", PLATFORM_LETTER_ATTEMPTS, 0);
  g_assert_cmpuint (shop_answer_all (shop, 200), ==, 1);
  shop_assert_webhook (shop, "active", 0, 0);
}

/* More than are looked at at once. */
static void
test_many_replayed (Shop *shop, gconstpointer data)
{
  const guint many = 130;

  for (guint i = 0; i < many; i++)
    {
      g_autofree char *name = g_strdup_printf ("team-%u", i);
      g_autoptr (PlatformLetter) letter = NULL;

      shop_team (shop, name);
      letter = shop_take (shop);
      shop_answer (shop, letter, 410);
      fixture_expect (fixture_act (shop->f,
                                   shop->admin,
                                   "activate",
                                   "webhook",
                                   shop->webhook,
                                   NULL),
                      "applied",
                      NULL);
    }
  g_assert_cmpint (m77_json_get_int (shop_webhook_doc (shop), "dead", 0), ==, many);
  fixture_expect (fixture_act (shop->f,
                               shop->admin,
                               "replay",
                               "webhook",
                               shop->webhook,
                               "{'since':'2030-05-17T00:00:00Z','until':'2030-06-17T00:00:00Z'}"),
                  "applied",
                  NULL);
  g_assert_cmpint (m77_json_get_int (shop_webhook_doc (shop), "dead", 0), ==, 0);
  g_assert_cmpuint (shop_answer_all (shop, 200), ==, many);
}

static void
test_gone (Shop *shop, gconstpointer data)
{
  shop_team (shop, "web");
  shop_team (shop, "data");
  g_assert_cmpuint (shop_answer_all (shop, 410), ==, 1);
  shop_assert_webhook (shop, "disabled", 1, 1);
  g_assert_cmpuint (shop_count (shop, "status:pending"), ==, 1);
  shop_team (shop, "more"); /* nothing is queued for a disabled one */
  g_assert_cmpuint (shop_count (shop, "status:pending"), ==, 1);
  fixture_expect (fixture_act (shop->f, shop->admin, "activate", "webhook", shop->webhook, NULL),
                  "applied",
                  NULL);
  g_assert_cmpuint (shop_answer_all (shop, 200), ==, 1);
}

/* Five days of failures, and no success between. */
static void
test_disabled_after_days (Shop *shop, gconstpointer data)
{
  for (guint hour = 0; hour < 5 * 24; hour += 12)
    {
      g_autofree char *name = g_strdup_printf ("t%u", hour);

      shop_team (shop, name);
      shop_answer_all (shop, 500);
      g_assert_cmpstr (m77_json_get_string (shop_webhook_doc (shop), "status"), ==, "active");
      shop->f->now += 12 * HOUR;
    }
  shop_answer_all (shop, 500);
  g_assert_cmpstr (m77_json_get_string (shop_webhook_doc (shop), "status"), ==, "disabled");
  g_assert_null (shop_take (shop));
}

static void
test_no_key (Shop *shop, gconstpointer data)
{
  const M77Json *key = m77_json_first (shop_rows (shop, "shop/credential"));

  fixture_expect (fixture_act (shop->f,
                               shop->admin,
                               "revoke",
                               "credential",
                               m77_json_get_string (key, "id"),
                               NULL),
                  "applied",
                  NULL);
  shop_team (shop, "web");
  g_assert_null (shop_take (shop));
  g_assert_cmpuint (shop_count (shop, "status:retrying"), ==, 1);
  shop_assert_webhook (shop, "active", 1, 0);
}

static gboolean
play (const PlatformLetter *letter, PlatformReply *reply)
{
  if (strstr (letter->target, "erp.example") == NULL)
    return FALSE;
  reply->status = 204;
  return TRUE;
}

/* A receiver that is played takes everything, and nothing is sent. */
static void
test_rehearsal (Shop *shop, gconstpointer data)
{
  platform_letters_rehearse (shop->f->core, play);
  shop_team (shop, "web");
  g_assert_null (shop_take (shop));
  g_assert_cmpuint (shop_count (shop, "status:delivered"), ==, 1);
  platform_letters_rehearse (shop->f->core, NULL);
  shop_team (shop, "data");
  {
    g_autoptr (PlatformLetter) letter = shop_take (shop);
    g_assert_nonnull (letter);
  }
}

/* Of many that cannot be sent a few are written down with each look, by one change of the
 * webhook: the platform has others to serve. */
static void
test_settled_together (Shop *shop, gconstpointer data)
{
  const guint made = 80;
  guint looks = 0, left = made;
  gint64 next = 0;

  for (guint i = 0; i < made; i++)
    {
      g_autofree char *name = g_strdup_printf ("team-%u", i);

      shop_team (shop, name);
    }
  platform_letters_rehearse (shop->f->core, play);
  for (; next != M77_TIME_NONE && looks < made; looks++)
    {
      guint before = left;

      g_ptr_array_unref (platform_letters_take (shop->f->core, shop->busy, &next));
      left = shop_count (shop, "status:pending");
      g_assert_cmpuint (left, <, before);
      g_assert_true (left == 0 || next == shop->f->now);
    }
  g_assert_cmpuint (left, ==, 0);
  g_assert_cmpuint (looks, >, 1);
  g_assert_cmpuint (looks, <, 10);
}

/* Nobody waits for what it was sent any more. */
static void
test_webhook_deleted (Shop *shop, gconstpointer data)
{
  g_autofree char *path = g_strconcat ("shop/webhook/", shop->webhook, NULL);
  g_autofree char *operation = NULL, *delivery = NULL;
  const M77Json *webhook;

  shop_team (shop, "web");
  delivery = g_strdup (
      m77_json_get_string (m77_json_first (shop_rows (shop, "shop/delivery")), "id"));
  fixture_expect (fixture_act (shop->f, shop->admin, "discard", "delivery", delivery, NULL),
                  "applied",
                  NULL);
  webhook = fixture_json (shop->f, fixture_ask (shop->f, shop->admin, "GET", path, NULL, NULL));
  operation = g_strdup_printf ("{'key':'KEY','op':'delete','kind':'webhook','id':'%s',"
                               "'if_version':%" G_GINT64_FORMAT "}",
                               shop->webhook,
                               m77_json_get_int (webhook, "version", 0));
  fixture_expect (fixture_operate (shop->f, shop->admin, "shop", operation), "applied", NULL);
  fixture_expect (fixture_act (shop->f, shop->admin, "replay", "delivery", delivery, NULL),
                  "rejected",
                  "precondition-changed");
  g_assert_cmpuint (shop_count (shop, "status:pending"), ==, 0);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Shop *shop, gconstpointer data);
  } tests[] = {
    { "/platform/letters/signed", test_signed },
    { "/platform/letters/rotation", test_rotation },
    { "/platform/letters/delivered", test_delivered },
    { "/platform/letters/at-least-once", test_at_least_once },
    { "/platform/letters/retries-then-dead", test_retries_then_dead },
    { "/platform/letters/many-replayed", test_many_replayed },
    { "/platform/letters/gone", test_gone },
    { "/platform/letters/disabled-after-days", test_disabled_after_days },
    { "/platform/letters/no-key", test_no_key },
    { "/platform/letters/rehearsal", test_rehearsal },
    { "/platform/letters/settled-together", test_settled_together },
    { "/platform/letters/webhook-deleted", test_webhook_deleted },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Shop, NULL, shop_set_up, tests[i].test, shop_tear_down);
  return g_test_run ();
}
