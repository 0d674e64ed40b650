/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <string.h>

#include "platform/api/platform-core-private.h"
#include "platform/store/platform-checkpoint.h"
#include "shared/base/m77-error.h"
#include "shared/model/m77-audit-chain.h"
#include "tests/platform/core-fixture.h"

#define CHAIN "018f8a00-0000-7000-8000-000000000001"
#define OTHER "018f8a00-0000-7000-8000-000000000002"

typedef struct
{
  Fixture *f;
  char *admin, *jana;
} Shop;

static void
shop_set_up (Shop *shop)
{
  shop->f = fixture_new ();
  shop->admin = fixture_token (shop->f, "omar", "admin");
  shop->jana = fixture_token (shop->f, "jana", "viewer");
}

static void
shop_tear_down (Shop *shop)
{
  g_free (shop->admin);
  g_free (shop->jana);
  fixture_free (shop->f);
}

/* A hash of 64 times that letter. */
static char *
hash_of (char letter)
{
  return g_strnfill (64, letter);
}

/* witness: JSON with ', or NULL. */
static const M77Json *
hand_in (Shop *shop,
         const char *token,
         const char *chain,
         gint64 sequence,
         char letter,
         const char *witness)
{
  g_autofree char *hash = hash_of (letter);
  g_autofree char *body = g_strdup_printf ("{'chain':'%s','sequence':%" G_GINT64_FORMAT
                                           ",'hash':'%s','witness':%s}",
                                           chain,
                                           sequence,
                                           hash,
                                           witness != NULL ? witness : "null");
  M77Answer *answer;

  g_strdelimit (body, "'", '"');
  answer = fixture_ask (shop->f, token, "POST", "shop/checkpoints", body, NULL);
  g_assert_cmpuint (answer->status, ==, 200);
  return fixture_json (shop->f, answer);
}

static void
assert_result (const M77Json *answer, const char *result, gint64 latest)
{
  g_assert_cmpstr (m77_json_get_string (answer, "result"), ==, result);
  g_assert_cmpint (m77_json_get_int (m77_json_get (answer, "latest"), "sequence", 0), ==, latest);
}

static const M77Json *
rows_of (Shop *shop, const char *token, const char *chain)
{
  g_autofree char *path = g_strdup_printf ("shop/checkpoints?chain=%s", chain);
  M77Answer *answer = fixture_ask (shop->f, token, "GET", path, NULL, NULL);

  g_assert_cmpuint (answer->status, ==, 200);
  return m77_json_get (fixture_json (shop->f, answer), "rows");
}

static gint64
count_audits (Shop *shop, const char *filter)
{
  g_autofree char *path = g_strdup_printf ("shop/audit?filter=%s", filter);
  const M77Json *list = fixture_json (shop->f,
                                      fixture_ask (shop->f, shop->admin, "GET", path, NULL, NULL));

  return m77_json_size (m77_json_get (list, "rows"));
}

static void
test_grows (void)
{
  Shop shop;
  const M77Json *rows;

  shop_set_up (&shop);
  assert_result (hand_in (&shop, shop.jana, CHAIN, 10, 'a', NULL), "kept", 10);
  assert_result (hand_in (&shop, shop.jana, CHAIN, 10, 'a', NULL), "known", 10);
  shop.f->now += 60000;
  assert_result (hand_in (&shop, shop.jana, CHAIN, 25, 'b', NULL), "kept", 25);
  assert_result (hand_in (&shop, shop.jana, CHAIN, 10, 'a', NULL), "known", 25);
  fixture_reopen (shop.f);
  rows = rows_of (&shop, shop.jana, CHAIN);
  g_assert_cmpuint (m77_json_size (rows), ==, 2);
  g_assert_cmpint (m77_json_get_int (m77_json_first (rows), "sequence", 0), ==, 25);
  g_assert_cmpstr (m77_json_get_string (m77_json_first (rows), "received_at"),
                   ==,
                   "2030-05-17T03:13:00.000Z");
  g_assert_cmpint (count_audits (&shop, "verb:checkpoint"), ==, 0);
  shop_tear_down (&shop);
}

/* A chain that was changed, or cut, is told each time and written down once. */
static void
test_does_not_fit (void)
{
  Shop shop;

  shop_set_up (&shop);
  hand_in (&shop, shop.jana, CHAIN, 10, 'a', NULL);
  hand_in (&shop, shop.jana, CHAIN, 25, 'b', NULL);
  assert_result (hand_in (&shop, shop.jana, CHAIN, 10, 'c', NULL), "differs", 25);
  assert_result (hand_in (&shop, shop.jana, CHAIN, 10, 'c', NULL), "differs", 25);
  g_assert_cmpint (count_audits (&shop, "code:chain-differs"), ==, 1);
  assert_result (hand_in (&shop, shop.jana, CHAIN, 12, 'd', NULL), "behind", 25);
  assert_result (hand_in (&shop, shop.jana, CHAIN, 12, 'd', NULL), "behind", 25);
  g_assert_cmpint (count_audits (&shop, "code:chain-behind"), ==, 1);
  g_assert_cmpuint (m77_json_size (rows_of (&shop, shop.jana, CHAIN)), ==, 2);
  shop_tear_down (&shop);
}

/* Another's chain is as one that is not there: nobody reads it, or hands in for it. */
static void
test_is_ones_own (void)
{
  Shop shop;

  shop_set_up (&shop);
  hand_in (&shop, shop.jana, CHAIN, 25, 'b', NULL);
  g_assert_cmpuint (m77_json_size (rows_of (&shop, shop.admin, CHAIN)), ==, 0);
  assert_result (hand_in (&shop, shop.admin, CHAIN, 10, 'c', NULL), "kept", 10);
  g_assert_cmpuint (m77_json_size (rows_of (&shop, shop.jana, CHAIN)), ==, 1);
  g_assert_cmpuint (m77_json_size (rows_of (&shop, shop.jana, OTHER)), ==, 0);
  shop_tear_down (&shop);
}

static void
test_witness (void)
{
  Shop shop;
  const M77Json *answer, *tenant;
  g_autofree char *true_one = NULL, *false_one = NULL, *later = NULL, *bad = hash_of ('e');
  gint64 sequence;

  shop_set_up (&shop);
  answer = hand_in (&shop, shop.jana, CHAIN, 1, 'a', NULL);
  g_assert_null (m77_json_get (answer, "witness"));
  tenant = m77_json_get (answer, "tenant");
  sequence = m77_json_get_int (tenant, "sequence", 0);
  g_assert_cmpint (sequence, ==, 2); /* two tokens were made */
  g_assert_cmpuint (strlen (m77_json_get_string (tenant, "epoch")), ==, 12);
  true_one = g_strdup_printf ("{'sequence':2,'hash':'%s'}", m77_json_get_string (tenant, "hash"));
  false_one = g_strdup_printf ("{'sequence':2,'hash':'%s'}", bad);
  later = g_strdup_printf ("{'sequence':3,'hash':'%s'}", bad);
  g_free (fixture_create (shop.f, shop.admin, "team", "{'name':'shop','title':'Shop'}"));
  answer = hand_in (&shop, shop.jana, CHAIN, 2, 'b', true_one);
  g_assert_cmpstr (m77_json_get_string (answer, "witness"), ==, "holds");
  g_assert_cmpint (m77_json_get_int (m77_json_get (answer, "tenant"), "sequence", 0), ==, 3);
  answer = hand_in (&shop, shop.jana, CHAIN, 2, 'b', false_one);
  g_assert_cmpstr (m77_json_get_string (answer, "witness"), ==, "differs");
  answer = hand_in (&shop, shop.jana, CHAIN, 2, 'b', later);
  g_assert_cmpstr (m77_json_get_string (answer, "witness"), ==, "differs");
  later[12] = '9';
  answer = hand_in (&shop, shop.jana, CHAIN, 2, 'b', later);
  g_assert_cmpstr (m77_json_get_string (answer, "witness"), ==, "ahead");
  shop_tear_down (&shop);
}

/* However much somebody hands in, it has an end, and what was there stays. */
static void
test_is_bounded (void)
{
  Shop shop;
  M77Answer *answer;
  gint64 audits;

  shop_set_up (&shop);
  hand_in (&shop, shop.jana, CHAIN, 10, 'a', NULL);
  audits = count_audits (&shop, "verb:checkpoint&limit=1000");
  for (guint i = 0; i < PLATFORM_CHECKPOINTS_MISFIT + 9; i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"chain\":\"" CHAIN "\",\"sequence\":10,"
                                               "\"hash\":\"%064x\",\"witness\":null}",
                                               i);
      answer = fixture_ask (shop.f, shop.jana, "POST", "shop/checkpoints", body, NULL);
      g_assert_cmpuint (answer->status, ==, 200);
      assert_result (fixture_json (shop.f, answer), "differs", 10);
    }
  g_assert_cmpint (count_audits (&shop, "verb:checkpoint&limit=1000") - audits,
                   ==,
                   PLATFORM_CHECKPOINTS_MISFIT);
  for (guint i = 1; i < PLATFORM_CHECKPOINTS_CHAINS; i++)
    {
      g_autofree char *chain = g_strdup_printf ("018f8a00-0000-7000-8000-%012x", 0x100 + i);
      hand_in (&shop, shop.jana, chain, 1, 'a', NULL);
    }
  answer = fixture_ask (shop.f,
                        shop.jana,
                        "POST",
                        "shop/checkpoints",
                        "{\"chain\":\"" OTHER "\",\"sequence\":1,\"hash\":\""
                        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"}",
                        NULL);
  g_assert_cmpuint (answer->status, ==, 413);
  m77_answer_free (answer);
  assert_result (hand_in (&shop, shop.jana, CHAIN, 11, 'b', NULL), "kept", 11);
  assert_result (hand_in (&shop, shop.admin, OTHER, 1, 'b', NULL), "kept", 1);
  shop_tear_down (&shop);
}

static void
test_refuses (void)
{
  static const struct
  {
    const char *body;
    guint status;
  } cases[] = {
    { "", 400 },
    { "{", 400 },
    { "{}", 422 },
    { "[]", 422 },
    { "{'chain':'x','sequence':1,'hash':'HASH'}", 422 },
    { "{'chain':'" CHAIN "','sequence':0,'hash':'HASH'}", 422 },
    { "{'chain':'" CHAIN "','sequence':-1,'hash':'HASH'}", 422 },
    { "{'chain':'" CHAIN "','sequence':9007199254740992,'hash':'HASH'}", 422 },
    { "{'chain':'" CHAIN "','sequence':1,'hash':'HASHa'}", 422 },
    { "{'chain':'" CHAIN "','sequence':1,'hash':'A'}", 422 },
    { "{'chain':'" CHAIN "','sequence':1,'hash':'HASH','witness':{}}", 422 },
    { "{'chain':'" CHAIN "','sequence':1,'hash':'HASH'}", 200 },
  };
  static const char *const reads[] = { "shop/checkpoints",
                                       "shop/checkpoints?chain=x",
                                       "shop/checkpoints?chain=" CHAIN "&limit=0",
                                       "shop/checkpoints?chain=" CHAIN "&limit=1001" };
  Shop shop;
  g_autofree char *hash = hash_of ('a');

  shop_set_up (&shop);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) parts = g_strsplit (cases[i].body, "HASH", 0);
      g_autofree char *body = g_strdelimit (g_strjoinv (hash, parts), "'", '"');
      M77Answer *answer = fixture_ask (shop.f, shop.jana, "POST", "shop/checkpoints", body, NULL);

      g_assert_cmpuint (answer->status, ==, cases[i].status);
      m77_answer_free (answer);
    }
  for (guint i = 0; i < G_N_ELEMENTS (reads); i++)
    {
      M77Answer *answer = fixture_ask (shop.f, shop.jana, "GET", reads[i], NULL, NULL);

      g_assert_cmpuint (answer->status, ==, 422);
      m77_answer_free (answer);
    }
  shop_tear_down (&shop);
}

/* Of a chain only the newest are kept. */
static void
test_forgets_old (void)
{
  Fixture *f = fixture_new ();
  PlatformChain chain = { 1, "jana", CHAIN };
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = NULL;
  const PlatformCheckpoint *last;

  platform_db_exec (f->core->db, "BEGIN", &error);
  for (gint64 i = 1; i <= PLATFORM_CHECKPOINTS_KEPT + 5; i++)
    {
      PlatformCheckpoint checkpoint = { .sequence = i, .hash = "a" }, latest;
      PlatformCheckpointResult result;
      gboolean is_news;

      platform_checkpoint_put (f->core->db,
                               &chain,
                               &checkpoint,
                               &result,
                               &latest,
                               &is_news,
                               &error);
      g_assert_no_error (error);
      g_assert_cmpint (result, ==, PLATFORM_CHECKPOINT_KEPT);
    }
  platform_db_exec (f->core->db, "COMMIT", &error);
  rows = platform_checkpoint_list (f->core->db, &chain, 2000, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, PLATFORM_CHECKPOINTS_KEPT);
  last = &g_array_index (rows, PlatformCheckpoint, rows->len - 1);
  g_assert_cmpint (last->sequence, ==, 6);
  fixture_free (f);
}

/* A walk over what the API gives, as an agent's: any change of any entry is found. */
static void
test_walk (void)
{
  Shop shop;
  const M77Json *rows, *before = NULL;
  M77AuditPlace place = { .sequence = 0 }, middle;
  g_autoptr (GError) error = NULL;
  M77Json *changed;

  shop_set_up (&shop);
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *doc = g_strdup_printf ("{'name':'t%u','title':'T'}", i);
      g_free (fixture_create (shop.f, shop.admin, "team", doc));
    }
  rows = m77_json_get (fixture_json (shop.f,
                                     fixture_ask (shop.f,
                                                  shop.admin,
                                                  "GET",
                                                  "shop/audit?sort=sequence",
                                                  NULL,
                                                  NULL)),
                       "rows");
  for (const M77Json *row = m77_json_first (rows); row != NULL; row = m77_json_next (row))
    {
      const M77Json *doc = m77_json_get (row, "doc");

      middle = place;
      changed = m77_json_copy (shop.f->pool, doc);
      m77_json_set_string (shop.f->pool, changed, "verb", "nothing");
      g_assert_false (m77_audit_place_step (&middle, changed, &error));
      g_assert_error (error, M77_ERROR, M77_ERROR_STORAGE_CORRUPT);
      g_clear_error (&error);
      g_assert_false (before != NULL && m77_audit_place_step (&middle, before, NULL));
      g_strlcpy (middle.hash, "", sizeof middle.hash);
      g_assert_true (before == NULL || !m77_audit_place_step (&middle, doc, NULL));
      g_assert_true (m77_audit_place_step (&place, doc, &error));
      g_assert_no_error (error);
      before = doc;
    }
  g_assert_cmpint (place.sequence, ==, 7);
  shop_tear_down (&shop);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/platform/checkpoints/grows", test_grows);
  g_test_add_func ("/platform/checkpoints/does-not-fit", test_does_not_fit);
  g_test_add_func ("/platform/checkpoints/is-ones-own", test_is_ones_own);
  g_test_add_func ("/platform/checkpoints/witness", test_witness);
  g_test_add_func ("/platform/checkpoints/bounded", test_is_bounded);
  g_test_add_func ("/platform/checkpoints/refuses", test_refuses);
  g_test_add_func ("/platform/checkpoints/forgets-old", test_forgets_old);
  g_test_add_func ("/platform/checkpoints/walk", test_walk);
  return g_test_run ();
}
