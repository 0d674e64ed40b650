/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <string.h>

#include "platform/api/platform-core-private.h"
#include "shared/base/m77-time.h"
#include "tests/platform/shop.h"

/* What is queued for a webhook, and what becomes of it when the webhook changes. */

#define HOUR G_GINT64_CONSTANT (3600000)
#define DAY  (24 * HOUR)

static void
test_paused (Shop *shop, gconstpointer data)
{
  fixture_expect (fixture_act (shop->f, shop->admin, "pause", "webhook", shop->webhook, NULL),
                  "applied",
                  NULL);
  shop_team (shop, "web");
  g_assert_null (shop_take (shop));
  g_assert_cmpuint (shop_count (shop, "status:pending"), ==, 1);
  fixture_expect (fixture_act (shop->f, shop->admin, "test", "webhook", shop->webhook, NULL),
                  "applied",
                  NULL);
  g_assert_cmpuint (shop_answer_all (shop, 500), ==, 1);
  g_assert_cmpuint (shop_count (shop, "status:discarded event:webhook.test"), ==, 1);
  shop->f->now += HOUR;
  fixture_expect (fixture_act (shop->f, shop->admin, "activate", "webhook", shop->webhook, NULL),
                  "applied",
                  NULL);
  g_assert_cmpuint (shop_answer_all (shop, 200), ==, 1);
}

/* What waits for a week while it is paused is given up; payloads are kept for thirty days. */
static void
test_time_passes (Shop *shop, gconstpointer data)
{
  const M77Json *doc;

  shop_team (shop, "web");
  shop_answer_all (shop, 200);
  fixture_expect (fixture_act (shop->f, shop->admin, "pause", "webhook", shop->webhook, NULL),
                  "applied",
                  NULL);
  shop_team (shop, "data");
  g_assert_null (shop_take (shop));
  shop->f->now += 7 * DAY + HOUR;
  platform_core_tick (shop->f->core);
  g_assert_cmpuint (shop_count (shop, "status:pending"), ==, 0);
  g_assert_cmpuint (shop_count (shop, "status:discarded"), ==, 1);
  doc = m77_json_get (m77_json_first (shop_rows (shop, "shop/delivery?filter=status:delivered")),
                      "doc");
  g_assert_nonnull (m77_json_get (doc, "payload"));
  shop->f->now += 23 * DAY;
  platform_core_tick (shop->f->core);
  doc = m77_json_get (m77_json_first (shop_rows (shop, "shop/delivery?filter=status:delivered")),
                      "doc");
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

  g_free (shop_webhook (shop, "all", "'incident.*'", "'severity<=sev2'"));
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
  g_assert_cmpuint (shop_count (shop, "webhook:all"), ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autofree char *filter = g_strdup_printf ("event:%s", expected[i]);
      g_assert_cmpuint (shop_count (shop, filter), ==, 1);
    }
}

/* What did not happen leaves nothing. */
static void
test_same_transaction (Shop *shop, gconstpointer data)
{
  shop_team (shop, "web");
  g_assert_cmpuint (shop_count (shop, "webhook:erp"), ==, 1);
  fixture_expect (fixture_operate (shop->f,
                                   shop->admin,
                                   "shop",
                                   "{'key':'KEY','op':'create','kind':'team',"
                                   "'id':'018f8a00-0000-7000-8000-000000000009',"
                                   "'doc':{'name':'web','title':'Again'}}"),
                  "conflict",
                  "key-taken");
  g_assert_cmpuint (shop_count (shop, "webhook:erp"), ==, 1);
}

static void
retitle (Shop *shop, const char *id, guint version, const char *title)
{
  g_autofree char *operation = g_strdup_printf ("{'key':'KEY','op':'update','kind':'team',"
                                                "'id':'%s','if_version':%u,'patch':{'title':'%s'}}",
                                                id,
                                                version,
                                                title);

  fixture_expect (fixture_operate (shop->f, shop->admin, "shop", operation), "applied", NULL);
}

/* Deliveries are made after the change, of what it was then, once, and though the platform ended in
 * between. */
static void
test_made_later (Shop *shop, gconstpointer data)
{
  static const char *const titles[] = { "One", "Two" };
  g_autofree char *id = fixture_create (shop->f, shop->admin, "team", "{'name':'a','title':'T'}");
  const M77Json *row;
  gint64 made = shop->f->now;

  g_assert_cmpuint (shop_answer_all (shop, 200), ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    retitle (shop, id, i + 1, titles[i]);
  fixture_reopen (shop->f);
  shop->f->now += HOUR;
  retitle (shop, id, 3, "Three");
  row = m77_json_first (shop_rows (shop, "shop/delivery?filter=status:pending&sort=created_at"));
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++, row = m77_json_next (row))
    {
      const M77Json *payload = m77_json_get (m77_json_get (row, "doc"), "payload");
      const M77Json *doc = m77_json_get (m77_json_get (payload, "data"), "doc");
      g_autofree char *at = m77_time_format (made);

      g_assert_true (m77_json_is_null (m77_json_get (row, "updated_by")));
      g_assert_cmpstr (m77_json_get_string (row, "created_at"), ==, at);
      g_assert_cmpstr (m77_json_get_string (payload, "timestamp"), ==, at);
      g_assert_cmpstr (m77_json_get_string (m77_json_get (row, "doc"), "next_attempt_at"), ==, at);
      g_assert_nonnull (strstr ("One Two", m77_json_get_string (doc, "title")));
    }
  g_assert_nonnull (row);
  g_assert_null (m77_json_next (row));
  fixture_reopen (shop->f);
  g_assert_cmpuint (shop_answer_all (shop, 200), ==, 3);
}

/* What is done to a webhook is done to what is still to be made for it. */
static void
test_paused_before_made (Shop *shop, gconstpointer data)
{
  shop_team (shop, "web");
  fixture_expect (fixture_act (shop->f, shop->admin, "pause", "webhook", shop->webhook, NULL),
                  "applied",
                  NULL);
  shop_team (shop, "data");
  g_assert_null (shop_take (shop));
  g_assert_cmpuint (shop_count (shop, "status:pending"), ==, 2);
  fixture_expect (fixture_act (shop->f, shop->admin, "activate", "webhook", shop->webhook, NULL),
                  "applied",
                  NULL);
  shop_team (shop, "ops");
  g_assert_cmpuint (shop_answer_all (shop, 200), ==, 3);
}

/* A person who is erased is in nothing that the platform still has: not in their record, what was
 * to be told of it, the audit chain or what is remembered of operations. */
static void
test_erased (Shop *shop, gconstpointer data)
{
  static const char *const steps[] = { "suspend", "erase" };
  g_autofree char *key = fixture_id (shop->f);
  g_autofree char *id = NULL, *edit = NULL, *feed = NULL, *again = NULL;
  gint64 last;

  g_free (shop_webhook (shop, "people", "'member.*'", "null"));
  g_free (fixture_token (shop->f, "jana", "responder"));
  id = g_strdup (
      m77_json_get_string (m77_json_first (shop_rows (shop, "shop/member?filter=handle:jana")),
                           "id"));
  edit = g_strdup_printf ("{'key':'%s','op':'update','kind':'member','id':'%s','if_version':1,"
                          "'patch':{'full_name':'Jana Sommer','email':'jana@home.example'}}",
                          key,
                          id);
  fixture_expect (fixture_operate (shop->f, shop->admin, "shop", edit), "applied", NULL);
  g_assert_cmpuint (shop_answer_all (shop, 200), ==, 2);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    fixture_expect (fixture_act (shop->f, shop->admin, steps[i], "member", id, NULL),
                    "applied",
                    NULL);
  g_assert_cmpuint (shop_answer_all (shop, 200), ==, 1); /* that they are erased */
  feed = fixture_text (fixture_ask (shop->f, shop->admin, "GET", "shop/changes", NULL, NULL));
  g_assert_nonnull (strstr (feed, "(personal)"));
  g_assert_null (strstr (feed, "Sommer"));
  g_assert_null (strstr (feed, "home.example"));
  again = m77_json_to_text (fixture_operate (shop->f, shop->admin, "shop", edit));
  g_assert_nonnull (strstr (again, "\"applied\""));
  g_assert_null (strstr (again, "Sommer"));
  g_assert_true (platform_core_audit_verify (shop->f->core, "shop", &last, NULL));
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

/* Who would notice if a key were gone. */
static void
test_key_used_by (Shop *shop, gconstpointer data)
{
  g_autofree char *other = shop_webhook (shop, "other", "'team.*'", "null");
  const M77Json *users = NULL;

  for (const M77Json *key = m77_json_first (shop_rows (shop, "shop/credential")); key != NULL;
       key = m77_json_next (key))
    if (g_strcmp0 (m77_json_get_string (m77_json_get (key, "doc"), "name"), "erp-key") == 0)
      users = m77_json_get (m77_json_get (key, "doc"), "used_by");
  g_assert_cmpuint (m77_json_size (users), ==, 2);
  g_assert_cmpstr (m77_json_string (m77_json_first (users)), ==, "webhook/erp");
  g_assert_nonnull (other);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Shop *shop, gconstpointer data);
  } tests[] = {
    { "/platform/webhooks/paused", test_paused },
    { "/platform/webhooks/time-passes", test_time_passes },
    { "/platform/webhooks/events", test_events },
    { "/platform/webhooks/same-transaction", test_same_transaction },
    { "/platform/webhooks/made-later", test_made_later },
    { "/platform/webhooks/paused-before-made", test_paused_before_made },
    { "/platform/webhooks/erased", test_erased },
    { "/platform/webhooks/target", test_target },
    { "/platform/webhooks/key-used-by", test_key_used_by },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Shop, NULL, shop_set_up, tests[i].test, shop_tear_down);
  return g_test_run ();
}
