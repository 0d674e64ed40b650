/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include "tests/platform/core-fixture.h"

typedef struct
{
  Fixture *f;
  char *token, *id, *path;
} Items;

static void
items_set_up (Items *items)
{
  items->f = fixture_new ();
  items->token = fixture_token (items->f, "omar", "admin");
  items->id = fixture_create (items->f, items->token, "team", "{'name':'mail','title':'Mail'}");
  items->path = g_strconcat ("shop/team/", items->id, NULL);
}

static void
items_tear_down (Items *items)
{
  g_free (items->token);
  g_free (items->id);
  g_free (items->path);
  fixture_free (items->f);
}

static guint
write_status (Items *items,
              const char *method,
              const char *match,
              const char *key,
              const char *body)
{
  M77Answer *answer;
  guint status;
  g_autofree char *fresh = fixture_id (items->f);

  answer = fixture_ask (items->f,
                        items->token,
                        method,
                        items->path,
                        body,
                        "idempotency-key",
                        key != NULL ? key : fresh,
                        match != NULL ? "if-match" : NULL,
                        match,
                        NULL);
  status = answer->status;
  m77_answer_free (answer);
  return status;
}

static void
test_etag (void)
{
  Items items;
  M77Answer *answer;
  g_autofree char *body = NULL;

  items_set_up (&items);
  answer = fixture_ask (items.f, items.token, "GET", items.path, NULL, NULL);
  g_assert_cmpuint (answer->status, ==, 200);
  g_assert_cmpstr (m77_answer_header (answer, "etag"), ==, "\"v1\"");
  m77_answer_free (answer);
  answer = fixture_ask (items.f,
                        items.token,
                        "GET",
                        items.path,
                        NULL,
                        "if-none-match",
                        "\"v1\"",
                        NULL);
  g_assert_cmpuint (answer->status, ==, 304);
  body = fixture_text (answer);
  g_assert_cmpstr (body, ==, "");
  answer = fixture_ask (items.f,
                        items.token,
                        "GET",
                        items.path,
                        NULL,
                        "if-none-match",
                        "\"v2\"",
                        NULL);
  g_assert_cmpuint (answer->status, ==, 200);
  m77_answer_free (answer);
  items_tear_down (&items);
}

static void
test_patch (void)
{
  Items items;
  g_autofree char *key = NULL;
  const M77Json *doc;

  items_set_up (&items);
  key = fixture_id (items.f);
  g_assert_cmpuint (write_status (&items, "PATCH", NULL, NULL, "{\"doc\":{\"title\":\"A\"}}"),
                    ==,
                    428);
  g_assert_cmpuint (write_status (&items, "PATCH", "\"v7\"", NULL, "{\"doc\":{\"title\":\"A\"}}"),
                    ==,
                    412);
  g_assert_cmpuint (write_status (&items, "PATCH", "\"v1\"", key, "{\"doc\":{\"title\":\"A\"}}"),
                    ==,
                    200);
  /* Once more with the same key: the same answer, and no second version. */
  g_assert_cmpuint (write_status (&items, "PATCH", "\"v1\"", key, "{\"doc\":{\"title\":\"A\"}}"),
                    ==,
                    200);
  g_assert_cmpuint (write_status (&items, "PATCH", "\"v2\"", "no", "{\"doc\":{}}"), ==, 422);
  g_assert_cmpuint (write_status (&items, "PATCH", "\"v2\"", NULL, "{\"doc\":"), ==, 400);
  doc = fixture_doc (items.f, items.token, "team", items.id);
  g_assert_cmpstr (m77_json_get_string (doc, "title"), ==, "A");
  items_tear_down (&items);
}

static void
test_put_and_delete (void)
{
  Items items;
  g_autofree char *key = NULL, *fresh = NULL, *path = NULL;
  const M77Json *doc;
  M77Answer *answer;

  items_set_up (&items);
  g_assert_cmpuint (write_status (&items,
                                  "PUT",
                                  "\"v1\"",
                                  NULL,
                                  "{\"doc\":{\"name\":\"mail\",\"title\":\"B\","
                                  "\"description\":\"All of it\"}}"),
                    ==,
                    200);
  doc = fixture_doc (items.f, items.token, "team", items.id);
  g_assert_cmpstr (m77_json_get_string (doc, "description"), ==, "All of it");
  g_assert_cmpuint (write_status (&items, "DELETE", "\"v2\"", NULL, NULL), ==, 200);
  g_assert_null (fixture_doc (items.f, items.token, "team", items.id));

  key = fixture_id (items.f);
  fresh = fixture_id (items.f);
  path = g_strconcat ("shop/team/", fresh, NULL);
  answer = fixture_ask (items.f,
                        items.token,
                        "PUT",
                        path,
                        "{\"doc\":{\"name\":\"search\",\"title\":\"Search\"}}",
                        "if-none-match",
                        "*",
                        "idempotency-key",
                        key,
                        NULL);
  g_assert_cmpuint (answer->status, ==, 201);
  m77_answer_free (answer);
  items_tear_down (&items);
}

/* Something open still names it. */
static void
test_delete_referred (void)
{
  Items items;
  g_autofree char *service = NULL;

  items_set_up (&items);
  service = fixture_create (items.f,
                            items.token,
                            "service",
                            "{'name':'smtp','title':'SMTP','tier':'tier2','owner':'mail'}");
  g_assert_cmpuint (write_status (&items, "DELETE", "\"v1\"", NULL, NULL), ==, 422);
  g_assert_nonnull (fixture_doc (items.f, items.token, "team", items.id));
  items_tear_down (&items);
}

static void
test_list (void)
{
  Items items;
  g_autofree char *next = NULL;
  guint seen = 0;

  items_set_up (&items);
  for (guint i = 0; i < 9; i++)
    {
      g_autofree char *doc = g_strdup_printf ("{'name':'t%u','title':'Title %u'}", i, i % 3);
      g_free (fixture_create (items.f, items.token, "team", doc));
    }
  for (guint pages = 0; pages < 10; pages++)
    {
      g_autofree char *path = g_strdup_printf ("shop/team?sort=title&limit=4&after=%s",
                                               next != NULL ? next : "");
      const M77Json
          *list = fixture_json (items.f,
                                fixture_ask (items.f, items.token, "GET", path, NULL, NULL));

      seen += m77_json_size (m77_json_get (list, "rows"));
      g_free (next);
      next = g_strdup (m77_json_get_string (list, "next"));
      if (next == NULL)
        break;
    }
  g_assert_cmpuint (seen, ==, 10);
  {
    M77Answer *answer = fixture_ask (items.f,
                                     items.token,
                                     "GET",
                                     "shop/team?filter=nonsense<3",
                                     NULL,
                                     NULL);
    g_assert_cmpuint (answer->status, ==, 400);
    m77_answer_free (answer);
  }
  items_tear_down (&items);
}

static void
seed_alerts (Items *items, guint n)
{
  g_autoptr (GError) error = NULL;

  platform_core_seed_begin (items->f->core, "shop", &error);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = fixture_id (items->f);
      /* Not in the order of their ids, which is the one they are looked at in. */
      g_autofree char *text = g_strdup_printf ("{\"alertname\":\"Disk %05u\"}",
                                               i * 7919 % n); /* a prime */
      const M77Json *doc = m77_json_parse (items->f->pool, text, -1, NULL);
      PlatformSeed seed = { "alert", id, "omar", items->f->now, items->f->now, 1, doc };

      g_assert_true (platform_core_seed_put (items->f->core, &seed, &error));
    }
  platform_core_seed_end (items->f->core, &error);
  g_assert_no_error (error);
}

/* One of very many: others are served while it is looked for. */
static void
test_list_of_many (void)
{
  const guint n = 6000;
  Items items;
  guint turns = 0;

  items_set_up (&items);
  seed_alerts (&items, n);
  for (guint page = 0; page < 2; page++)
    {
      const char *path = page == 0 ? "shop/alert?sort=alertname&limit=1"
                                   : "shop/alert?sort=-alertname&limit=1";
      M77Answer *answer = fixture_ask (items.f, items.token, "GET", path, NULL, NULL);
      g_autoptr (GBytes) chunk = NULL;
      g_autofree char *expected = g_strdup_printf ("Disk %05u", page == 0 ? 0 : n - 1);
      const M77Json *row;

      for (;; turns++)
        {
          g_clear_pointer (&chunk, g_bytes_unref);
          g_assert_true (answer->next_chunk (answer, &chunk, NULL, NULL));
          g_assert_nonnull (chunk);
          if (g_bytes_get_size (chunk) > 0)
            break;
        }
      row = m77_json_parse (items.f->pool,
                            g_bytes_get_data (chunk, NULL),
                            (gssize) g_bytes_get_size (chunk),
                            NULL);
      g_assert_nonnull (m77_json_get_string (row, "next"));
      row = m77_json_first (m77_json_get (row, "rows"));
      g_assert_cmpstr (m77_json_get_string (m77_json_get (row, "doc"), "alertname"), ==, expected);
      m77_answer_free (answer);
    }
  g_assert_cmpuint (turns, >, 10);
  items_tear_down (&items);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/items/etag", test_etag);
  g_test_add_func ("/items/patch", test_patch);
  g_test_add_func ("/items/put", test_put_and_delete);
  g_test_add_func ("/items/referred", test_delete_referred);
  g_test_add_func ("/items/list", test_list);
  g_test_add_func ("/items/list-of-many", test_list_of_many);
  return g_test_run ();
}
