/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include "tests/platform/shop.h"

char *
shop_issue_key (Shop *shop, const char *name)
{
  g_autofree char *args = g_strdup_printf ("{'name':'%s','type':'signing-key','holder':'omar',"
                                           "'scopes':['sign'],'expires_at':'2030-12-01T00:00:00Z'}",
                                           name);
  const M77Json *outcome = fixture_act (shop->f, shop->admin, "issue", "credential", "new", args);

  fixture_expect (outcome, "applied", NULL);
  return g_strdup (m77_json_get_string (outcome, "secret"));
}

char *
shop_webhook (Shop *shop, const char *name, const char *events, const char *filter)
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

void
shop_set_up (Shop *shop, gconstpointer data)
{
  shop->f = fixture_new ();
  shop->admin = fixture_token (shop->f, "omar", "admin");
  shop->secret = shop_issue_key (shop, "erp-key");
  shop->webhook = shop_webhook (shop, "erp", "'team.*'", "null");
  shop->busy = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

void
shop_tear_down (Shop *shop, gconstpointer data)
{
  g_hash_table_unref (shop->busy);
  g_free (shop->admin);
  g_free (shop->secret);
  g_free (shop->webhook);
  fixture_free (shop->f);
}

void
shop_team (Shop *shop, const char *name)
{
  g_autofree char *doc = g_strdup_printf ("{'name':'%s','title':'T'}", name);

  g_free (fixture_create (shop->f, shop->admin, "team", doc));
}

const M77Json *
shop_rows (Shop *shop, const char *path)
{
  const M77Json *list = fixture_json (shop->f,
                                      fixture_ask (shop->f, shop->admin, "GET", path, NULL, NULL));

  return m77_json_get (list, "rows");
}

guint
shop_count (Shop *shop, const char *filter)
{
  g_autofree char *path = g_strdup_printf ("shop/delivery?filter=%s", filter);

  return m77_json_size (shop_rows (shop, path));
}

/* The only one that is due; NULL when none is. */
PlatformLetter *
shop_take (Shop *shop)
{
  gint64 next;
  g_autoptr (GPtrArray) letters = platform_letters_take (shop->f->core, shop->busy, &next);

  g_assert_cmpuint (letters->len, <=, 1);
  return letters->len == 1 ? g_ptr_array_steal_index (letters, 0) : NULL;
}

void
shop_answer (Shop *shop, const PlatformLetter *letter, guint status)
{
  g_autoptr (GError) error = NULL;
  g_auto (PlatformReply) reply = { .status = status, .took_ms = 12 };

  if (status < 200 || status > 299)
    reply.error = g_strdup_printf ("%u", status);
  g_assert_true (platform_letter_done (shop->f->core, letter, &reply, &error));
  g_assert_no_error (error);
}

/* Fails or succeeds whatever is due now, until nothing is. */
guint
shop_answer_all (Shop *shop, guint status)
{
  for (guint n = 0;; n++)
    {
      g_autoptr (PlatformLetter) letter = shop_take (shop);

      if (letter == NULL)
        return n;
      shop_answer (shop, letter, status);
    }
}

const M77Json *
shop_webhook_doc (Shop *shop)
{
  return fixture_doc (shop->f, shop->admin, "webhook", shop->webhook);
}

void
shop_assert_webhook (Shop *shop, const char *status, gint64 failures, gint64 dead)
{
  const M77Json *doc = shop_webhook_doc (shop);

  g_assert_cmpstr (m77_json_get_string (doc, "status"), ==, status);
  g_assert_cmpint (m77_json_get_int (doc, "failures", 0), ==, failures);
  g_assert_cmpint (m77_json_get_int (doc, "dead", 0), ==, dead);
}
