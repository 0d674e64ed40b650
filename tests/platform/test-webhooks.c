/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <string.h>

#include "platform/api/platform-core-private.h"
#include "platform/api/platform-letter.h"
#include "shared/base/m77-time.h"
#include "tests/platform/core-fixture.h"

/* Deliveries without a socket: the test is the network. */

#define HOUR G_GINT64_CONSTANT (3600000)
#define DAY  (24 * HOUR)

typedef struct
{
  Fixture *f;
  char *admin;
  char *secret; /* of the signing key "erp-key" */
  char *webhook;
  GHashTable *busy;
} Shop;

static char *
issue_key (Shop *shop, const char *name)
{
  g_autofree char *args = g_strdup_printf ("{'name':'%s','type':'signing-key','holder':'omar',"
                                           "'scopes':['sign'],'expires_at':'2030-12-01T00:00:00Z'}",
                                           name);
  const M77Json *outcome = fixture_act (shop->f, shop->admin, "issue", "credential", "new", args);

  fixture_expect (outcome, "applied", NULL);
  return g_strdup (m77_json_get_string (outcome, "secret"));
}

static char *
make_webhook (Shop *shop, const char *name, const char *events, const char *filter)
{
  g_autofree char *doc = g_strdup_printf ("{'name':'%s','target':'https://erp.example/in',"
                                          "'events':[%s],'filter':%s,'signing':'erp-key'}",
                                          name,
                                          events,
                                          filter);
  char *id = fixture_create (shop->f, shop->admin, "webhook", doc);

  fixture_expect (fixture_act (shop->f, shop->admin, "activate", "webhook", id, NULL),
                  "applied",
                  NULL);
  return id;
}

static void
set_up (Shop *shop, gconstpointer data)
{
  shop->f = fixture_new ();
  shop->admin = fixture_token (shop->f, "omar", "admin");
  shop->secret = issue_key (shop, "erp-key");
  shop->webhook = make_webhook (shop, "erp", "'team.*'", "null");
  shop->busy = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
tear_down (Shop *shop, gconstpointer data)
{
  g_hash_table_unref (shop->busy);
  g_free (shop->admin);
  g_free (shop->secret);
  g_free (shop->webhook);
  fixture_free (shop->f);
}

static void
make_team (Shop *shop, const char *name)
{
  g_autofree char *doc = g_strdup_printf ("{'name':'%s','title':'T'}", name);

  g_free (fixture_create (shop->f, shop->admin, "team", doc));
}

static const M77Json *
rows (Shop *shop, const char *path)
{
  const M77Json *list = fixture_json (shop->f,
                                      fixture_ask (shop->f, shop->admin, "GET", path, NULL, NULL));

  return m77_json_get (list, "rows");
}

static guint
count (Shop *shop, const char *filter)
{
  g_autofree char *path = g_strdup_printf ("shop/delivery?filter=%s", filter);

  return m77_json_size (rows (shop, path));
}

/* The only one that is due; NULL when none is. */
static PlatformLetter *
take (Shop *shop)
{
  gint64 next;
  g_autoptr (GPtrArray) letters = platform_letters_take (shop->f->core, shop->busy, &next);

  g_assert_cmpuint (letters->len, <=, 1);
  return letters->len == 1 ? g_ptr_array_steal_index (letters, 0) : NULL;
}

static void
answer (Shop *shop, const PlatformLetter *letter, guint status)
{
  g_autoptr (GError) error = NULL;
  g_auto (PlatformReply) reply = { .status = status, .took_ms = 12 };

  if (status < 200 || status > 299)
    reply.error = g_strdup_printf ("%u", status);
  g_assert_true (platform_letter_done (shop->f->core, letter, &reply, &error));
  g_assert_no_error (error);
}

/* Fails or succeeds whatever is due now, until nothing is. */
static guint
answer_all (Shop *shop, guint status)
{
  for (guint n = 0;; n++)
    {
      g_autoptr (PlatformLetter) letter = take (shop);

      if (letter == NULL)
        return n;
      answer (shop, letter, status);
    }
}

static const M77Json *
webhook_doc (Shop *shop)
{
  return fixture_doc (shop->f, shop->admin, "webhook", shop->webhook);
}

static void
assert_webhook (Shop *shop, const char *status, gint64 failures, gint64 dead)
{
  const M77Json *doc = webhook_doc (shop);

  g_assert_cmpstr (m77_json_get_string (doc, "status"), ==, status);
  g_assert_cmpint (m77_json_get_int (doc, "failures", 0), ==, failures);
  g_assert_cmpint (m77_json_get_int (doc, "dead", 0), ==, dead);
}

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
  make_team (shop, "web");
  letter = take (shop);
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
  const M77Json *key = m77_json_first (rows (shop, "shop/credential"));
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
  make_team (shop, "web");
  both = take (shop);
  by_old = platform_letter_sign (shop->secret, both->id, both->at, both->body);
  by_new = platform_letter_sign (fresh, both->id, both->at, both->body);
  expected = g_strjoin (" ", by_new, by_old, NULL);
  g_assert_cmpstr (both->signature, ==, expected);
  shop->f->now += 2 * HOUR;
  one = take (shop);
  alone = platform_letter_sign (fresh, one->id, one->at, one->body);
  g_assert_cmpstr (one->signature, ==, alone);
}

static void
test_delivered (Shop *shop, gconstpointer data)
{
  g_autoptr (PlatformLetter) letter = NULL, again = NULL;
  const M77Json *doc;

  make_team (shop, "web");
  letter = take (shop);
  answer (shop, letter, 204);
  g_assert_null (take (shop));
  doc = fixture_doc (shop->f, shop->admin, "delivery", letter->id);
  g_assert_cmpstr (m77_json_get_string (doc, "status"), ==, "delivered");
  g_assert_cmpint (m77_json_get_int (doc, "attempts", 0), ==, 1);
  g_assert_cmpint (m77_json_get_int (doc, "response_code", 0), ==, 204);
  g_assert_cmpstr (m77_json_get_string (webhook_doc (shop), "delivered_at"),
                   ==,
                   "2030-05-17T03:12:00.000Z");
  /* Replayed: the same id, the same bytes. */
  fixture_expect (fixture_act (shop->f, shop->admin, "replay", "delivery", letter->id, NULL),
                  "applied",
                  NULL);
  again = take (shop);
  g_assert_cmpstr (again->id, ==, letter->id);
  g_assert_true (g_bytes_equal (again->body, letter->body));
}

/* A letter whose outcome was never written down goes out again after a crash. */
static void
test_at_least_once (Shop *shop, gconstpointer data)
{
  g_autoptr (PlatformLetter) letter = NULL, again = NULL;

  make_team (shop, "web");
  letter = take (shop);
  fixture_reopen (shop->f);
  again = take (shop);
  g_assert_cmpstr (again->id, ==, letter->id);
}

static void
test_retries_then_dead (Shop *shop, gconstpointer data)
{
  gint64 before = 0;
  g_autofree char *id = NULL;
  const M77Json *doc;

  make_team (shop, "web");
  for (guint n = 1; n <= PLATFORM_LETTER_ATTEMPTS; n++)
    {
      g_autoptr (PlatformLetter) letter = take (shop);
      gint64 next, wait;

      g_assert_nonnull (letter);
      g_free (id);
      id = g_strdup (letter->id);
      answer (shop, letter, 503);
      assert_webhook (shop, "active", n, n == PLATFORM_LETTER_ATTEMPTS);
      g_assert_null (take (shop));
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
  assert_webhook (shop, "active", PLATFORM_LETTER_ATTEMPTS, 0);
  g_assert_cmpuint (answer_all (shop, 200), ==, 1);
  assert_webhook (shop, "active", 0, 0);
}

static void
test_gone (Shop *shop, gconstpointer data)
{
  make_team (shop, "web");
  make_team (shop, "data");
  g_assert_cmpuint (answer_all (shop, 410), ==, 1);
  assert_webhook (shop, "disabled", 1, 1);
  g_assert_cmpuint (count (shop, "status:pending"), ==, 1);
  make_team (shop, "more"); /* nothing is queued for a disabled one */
  g_assert_cmpuint (count (shop, "status:pending"), ==, 1);
  fixture_expect (fixture_act (shop->f, shop->admin, "activate", "webhook", shop->webhook, NULL),
                  "applied",
                  NULL);
  g_assert_cmpuint (answer_all (shop, 200), ==, 1);
}

/* Five days of failures, and no success between. */
static void
test_disabled_after_days (Shop *shop, gconstpointer data)
{
  for (guint hour = 0; hour < 5 * 24; hour += 12)
    {
      g_autofree char *name = g_strdup_printf ("t%u", hour);

      make_team (shop, name);
      answer_all (shop, 500);
      g_assert_cmpstr (m77_json_get_string (webhook_doc (shop), "status"), ==, "active");
      shop->f->now += 12 * HOUR;
    }
  answer_all (shop, 500);
  g_assert_cmpstr (m77_json_get_string (webhook_doc (shop), "status"), ==, "disabled");
  g_assert_null (take (shop));
}

static void
test_paused (Shop *shop, gconstpointer data)
{
  fixture_expect (fixture_act (shop->f, shop->admin, "pause", "webhook", shop->webhook, NULL),
                  "applied",
                  NULL);
  make_team (shop, "web");
  g_assert_null (take (shop));
  g_assert_cmpuint (count (shop, "status:pending"), ==, 1);
  fixture_expect (fixture_act (shop->f, shop->admin, "test", "webhook", shop->webhook, NULL),
                  "applied",
                  NULL);
  g_assert_cmpuint (answer_all (shop, 500), ==, 1);
  g_assert_cmpuint (count (shop, "status:discarded event:webhook.test"), ==, 1);
  shop->f->now += HOUR;
  fixture_expect (fixture_act (shop->f, shop->admin, "activate", "webhook", shop->webhook, NULL),
                  "applied",
                  NULL);
  g_assert_cmpuint (answer_all (shop, 200), ==, 1);
}

/* What waits for a week while it is paused is given up; payloads are kept for thirty days. */
static void
test_time_passes (Shop *shop, gconstpointer data)
{
  const M77Json *doc;

  make_team (shop, "web");
  answer_all (shop, 200);
  fixture_expect (fixture_act (shop->f, shop->admin, "pause", "webhook", shop->webhook, NULL),
                  "applied",
                  NULL);
  make_team (shop, "data");
  shop->f->now += 7 * DAY + HOUR;
  platform_core_tick (shop->f->core);
  g_assert_cmpuint (count (shop, "status:pending"), ==, 0);
  g_assert_cmpuint (count (shop, "status:discarded"), ==, 1);
  doc = m77_json_get (m77_json_first (rows (shop, "shop/delivery?filter=status:delivered")), "doc");
  g_assert_nonnull (m77_json_get (doc, "payload"));
  shop->f->now += 23 * DAY;
  platform_core_tick (shop->f->core);
  doc = m77_json_get (m77_json_first (rows (shop, "shop/delivery?filter=status:delivered")), "doc");
  g_assert_null (m77_json_get (doc, "payload"));
  g_assert_null (m77_json_get (doc, "sha256"));
}

static void
test_events (Shop *shop, gconstpointer data)
{
  g_autofree char *id = NULL, *small = NULL;
  const char *const expected[] = { "incident.created",
                                   "incident.acknowledged",
                                   "incident.announce",
                                   "incident.updated",
                                   "incident.resolved" };

  g_free (make_webhook (shop, "all", "'incident.*'", "'severity<=sev2'"));
  id = fixture_create (shop->f,
                       shop->admin,
                       "incident",
                       "{'title':'T','environment':'production','severity':'sev1'}");
  small = fixture_create (shop->f,
                          shop->admin,
                          "incident",
                          "{'title':'T','environment':'production','severity':'sev3'}");
  fixture_expect (fixture_act (shop->f, shop->admin, "acknowledge", "incident", id, NULL),
                  "applied",
                  NULL);
  fixture_expect (fixture_act (shop->f,
                               shop->admin,
                               "announce",
                               "incident",
                               id,
                               "{'text':'We look','audience':'public'}"),
                  "applied",
                  NULL);
  {
    g_autofree char *edit = g_strdup_printf ("{'key':'KEY','op':'update','kind':'incident',"
                                             "'id':'%s','if_version':3,'patch':{'title':'U'}}",
                                             id);
    fixture_expect (fixture_operate (shop->f, shop->admin, "shop", edit), "applied", NULL);
  }
  fixture_expect (fixture_act (shop->f, shop->admin, "resolve", "incident", id, NULL),
                  "applied",
                  NULL);
  g_assert_cmpuint (count (shop, "webhook:all"), ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *filter = g_strdup_printf ("event:%s", expected[i]);
      g_assert_cmpuint (count (shop, filter), ==, 1);
    }
}

/* What did not happen leaves nothing. */
static void
test_same_transaction (Shop *shop, gconstpointer data)
{
  make_team (shop, "web");
  g_assert_cmpuint (count (shop, "webhook:erp"), ==, 1);
  fixture_expect (fixture_operate (shop->f,
                                   shop->admin,
                                   "shop",
                                   "{'key':'KEY','op':'create','kind':'team',"
                                   "'id':'018f8a00-0000-7000-8000-000000000009',"
                                   "'doc':{'name':'web','title':'Again'}}"),
                  "conflict",
                  "key-taken");
  g_assert_cmpuint (count (shop, "webhook:erp"), ==, 1);
}

static void
test_no_key (Shop *shop, gconstpointer data)
{
  const M77Json *key = m77_json_first (rows (shop, "shop/credential"));

  fixture_expect (fixture_act (shop->f,
                               shop->admin,
                               "revoke",
                               "credential",
                               m77_json_get_string (key, "id"),
                               NULL),
                  "applied",
                  NULL);
  make_team (shop, "web");
  g_assert_null (take (shop));
  g_assert_cmpuint (count (shop, "status:retrying"), ==, 1);
  assert_webhook (shop, "active", 1, 0);
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
  make_team (shop, "web");
  g_assert_null (take (shop));
  g_assert_cmpuint (count (shop, "status:delivered"), ==, 1);
  platform_letters_rehearse (shop->f->core, NULL);
  make_team (shop, "data");
  {
    g_autoptr (PlatformLetter) letter = take (shop);
    g_assert_nonnull (letter);
  }
}

static void
test_target (Shop *shop, gconstpointer data)
{
  static const char *const refused[] = { "http://erp.example/in", "https://u:p@erp.example/" };
  const M77Json *outcome;

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *operation = NULL;

      operation = g_strdup_printf ("{'key':'KEY','op':'create','kind':'webhook',"
                                   "'id':'018f8a00-0000-7000-8000-000000000009',"
                                   "'doc':{'name':'x','target':'%s','events':['*'],"
                                   "'signing':'erp-key'}}",
                                   refused[i]);
      fixture_expect (fixture_operate (shop->f, shop->admin, "shop", operation),
                      "rejected",
                      "validation-failed");
    }
  platform_core_set_private_targets (shop->f->core, TRUE);
  outcome = fixture_operate (shop->f,
                             shop->admin,
                             "shop",
                             "{'key':'KEY','op':'create','kind':'webhook',"
                             "'id':'018f8a00-0000-7000-8000-000000000009',"
                             "'doc':{'name':'x','target':'http://127.0.0.1:9/in','events':['*'],"
                             "'signing':'erp-key'}}");
  fixture_expect (outcome, "applied", NULL);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Shop *shop, gconstpointer data);
  } tests[] = {
    { "/platform/webhooks/signed", test_signed },
    { "/platform/webhooks/rotation", test_rotation },
    { "/platform/webhooks/delivered", test_delivered },
    { "/platform/webhooks/at-least-once", test_at_least_once },
    { "/platform/webhooks/retries-then-dead", test_retries_then_dead },
    { "/platform/webhooks/gone", test_gone },
    { "/platform/webhooks/disabled-after-days", test_disabled_after_days },
    { "/platform/webhooks/paused", test_paused },
    { "/platform/webhooks/time-passes", test_time_passes },
    { "/platform/webhooks/events", test_events },
    { "/platform/webhooks/same-transaction", test_same_transaction },
    { "/platform/webhooks/no-key", test_no_key },
    { "/platform/webhooks/rehearsal", test_rehearsal },
    { "/platform/webhooks/target", test_target },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Shop, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
