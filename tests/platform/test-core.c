/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <string.h>

#include "platform/api/platform-core-private.h"
#include "platform/store/platform-audit.h"
#include "platform/store/platform-outgoing.h"
#include "shared/base/m77-id.h"
#include "tests/platform/core-fixture.h"

#define INCIDENT "{'title':'Card payments failing','environment':'production','severity':'sev2'}"

/* The feed after cursor: how many records, how many cursor lines, and the last line. */
typedef struct
{
  guint status, records, cursors;
  char *cursor;
  gboolean more;
  GPtrArray *lines; /* of records */
} Page;

static void
page_clear (Page *page)
{
  g_free (page->cursor);
  g_ptr_array_unref (page->lines);
}

static void
read_page (Fixture *f, const char *token, const char *after, const char *limit, Page *page)
{
  g_autofree char *path = g_strdup_printf ("shop/changes?after=%s%s", after, limit);
  M77Answer *answer = fixture_ask (f, token, "GET", path, NULL, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  *page = (Page){ .status = answer->status, .lines = g_ptr_array_new () };
  text = fixture_text (answer);
  if (page->status != 200)
    return;
  lines = g_strsplit (text, "\n", 0);
  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      const M77Json *line = m77_json_parse (f->pool, lines[i], -1, NULL);
      const char *cursor = m77_json_get_string (line, "cursor");

      g_assert_nonnull (line);
      page->more = m77_json_get_bool (line, "more");
      if (cursor == NULL)
        {
          page->records++;
          g_ptr_array_add (page->lines, (gpointer) line);
          continue;
        }
      page->cursors++;
      g_free (page->cursor);
      page->cursor = g_strdup (cursor);
    }
}

static void
test_feed (void)
{
  Fixture *f = fixture_new ();
  g_autofree char *token = fixture_token (f, "jana", "responder");
  g_autofree char *first = fixture_create (f, token, "incident", INCIDENT);
  g_autofree char *second = fixture_create (f, token, "incident", INCIDENT);
  g_autofree char *note = NULL;
  Page page, next;

  g_assert_cmpstr (first, !=, second);
  read_page (f, token, "", "", &page);
  g_assert_false (page.more);
  g_assert_cmpuint (page.cursors, ==, 1);
  read_page (f, token, page.cursor, "", &next);
  g_assert_cmpuint (next.records, ==, 0);
  page_clear (&next);

  /* A record changed twice appears once, at its latest place. */
  note = g_strdup_printf ("{'key':'KEY','op':'update','kind':'incident','id':'%s',"
                          "'elements':{'labels':{'add':['db']}}}",
                          first);
  fixture_expect (fixture_operate (f, token, "shop", note), "applied", NULL);
  read_page (f, token, page.cursor, "", &next);
  g_assert_cmpuint (next.records, ==, 1);
  g_assert_cmpstr (m77_json_get_string (next.lines->pdata[0], "id"), ==, first);
  g_assert_cmpint (m77_json_get_int (next.lines->pdata[0], "version", 0), ==, 2);
  page_clear (&next);
  page_clear (&page);

  /* In pages of one, everything arrives once. */
  read_page (f, token, "", "&limit=1", &page);
  g_assert_true (page.more);
  for (guint seen = 1; page.more; seen++)
    {
      read_page (f, token, page.cursor, "&limit=1", &next);
      page_clear (&page);
      page = next;
      g_assert_cmpuint (seen, <, 10);
    }
  page_clear (&page);
  fixture_free (f);
}

static void
test_feed_of_many (void)
{
  Fixture *f = fixture_new ();
  g_autofree char *token = fixture_token (f, "jana", "viewer");
  g_autoptr (GError) error = NULL;
  const M77Json *doc = m77_json_parse (f->pool, "{\"alertname\":\"Disk\"}", -1, NULL);
  Page page;

  platform_core_seed_begin (f->core, "shop", &error);
  for (guint i = 0; i < 2500; i++)
    {
      g_autofree char *id = fixture_id (f);
      PlatformSeed seed = { "alert", id, "jana", f->now, f->now, 1, doc };

      g_assert_true (platform_core_seed_put (f->core, &seed, &error));
    }
  platform_core_seed_end (f->core, &error);
  g_assert_no_error (error);
  read_page (f, token, "", "", &page);
  g_assert_cmpuint (page.records, ==, 2501); /* and jana's own record */
  g_assert_cmpuint (page.cursors, ==, 3);
  page_clear (&page);
  fixture_free (f);
}

static void
test_tombstone (void)
{
  Fixture *f = fixture_new ();
  g_autofree char *token = fixture_token (f, "omar", "admin");
  g_autofree char *id = fixture_create (f, token, "team", "{'name':'payments','title':'P'}");
  g_autofree char *delete = NULL;
  Page page, next;

  read_page (f, token, "", "", &page);
  delete = g_strdup_printf ("{'key':'KEY','op':'delete','kind':'team','id':'%s','if_version':1}",
                            id);
  fixture_expect (fixture_operate (f, token, "shop", delete), "applied", NULL);
  read_page (f, token, page.cursor, "", &next);
  g_assert_cmpuint (next.records, ==, 2); /* the tombstone and its audit entry */
  g_assert_true (m77_json_get_bool (next.lines->pdata[0], "deleted"));
  g_assert_null (fixture_doc (f, token, "team", id));
  page_clear (&next);

  /* Purged after its time: a cursor from before it is no longer good. */
  f->now += G_GINT64_CONSTANT (91) * 86400 * 1000;
  platform_core_tick (f->core);
  read_page (f, token, page.cursor, "", &next);
  g_assert_cmpuint (next.status, ==, 410);
  page_clear (&next);
  page_clear (&page);
  fixture_free (f);
}

static void
test_cursor_of_other_permissions (void)
{
  Fixture *f = fixture_new ();
  g_autofree char *token = fixture_token (f, "jana", "viewer");
  g_autofree char *more = NULL;
  Page page, next;

  read_page (f, token, "", "", &page);
  for (guint i = 0; i < page.lines->len; i++)
    g_assert_cmpstr (m77_json_get_string (page.lines->pdata[i], "kind"), !=, "audit");
  more = fixture_token (f, "jana", "auditor");
  read_page (f, token, page.cursor, "", &next);
  g_assert_cmpuint (next.status, ==, 410);
  page_clear (&next);
  read_page (f, token, "nonsense", "", &next);
  g_assert_cmpuint (next.status, ==, 410);
  page_clear (&next);
  page_clear (&page);
  fixture_free (f);
}

static void
test_idempotency (void)
{
  Fixture *f = fixture_new ();
  g_autofree char *token = fixture_token (f, "jana", "responder");
  g_autofree char *id = fixture_id (f), *key = fixture_id (f);
  g_autofree char *create = NULL, *other = NULL, *first = NULL, *again = NULL, *old = NULL;

  create = g_strdup_printf ("{'key':'%s','op':'create','kind':'incident','id':'%s','doc':%s}",
                            key,
                            id,
                            INCIDENT);
  first = m77_json_to_text (fixture_operate (f, token, "shop", create));
  fixture_reopen (f);
  f->now += 5000;
  again = m77_json_to_text (fixture_operate (f, token, "shop", create));
  g_assert_cmpstr (first, ==, again);
  other = g_strdup_printf ("{'key':'%s','op':'update','kind':'incident','id':'%s',"
                           "'elements':{'labels':{'add':['db']}}}",
                           key,
                           id);
  fixture_expect (fixture_operate (f, token, "shop", other), "rejected", "idempotency-mismatch");

  /* Beyond what is remembered the same key is refused, not applied again. */
  f->now += G_GINT64_CONSTANT (40) * 86400 * 1000;
  platform_core_tick (f->core);
  fixture_expect (fixture_operate (f, token, "shop", create), "rejected", "key-expired");
  old = m77_json_to_text (fixture_doc (f, token, "incident", id));
  g_assert_nonnull (old);
  fixture_free (f);
}

/* Told that the name is taken, a person takes another; the first attempt, come late, must not
 * take it after all. */
static void
test_taken_stays_taken (void)
{
  Fixture *f = fixture_new ();
  g_autofree char *token = fixture_token (f, "jana", "admin");
  g_autofree char *id = fixture_id (f), *other = NULL, *create = NULL, *remove = NULL;
  g_autofree char *key = fixture_id (f);
  const char *doc = "{'name':'restart','title':'Restart','body':'Do it'}";

  other = fixture_create (f, token, "runbook", doc);
  create = g_strdup_printf ("{'key':'%s','op':'create','kind':'runbook','id':'%s','doc':%s}",
                            key,
                            id,
                            doc);
  fixture_expect (fixture_operate (f, token, "shop", create), "conflict", "key-taken");
  remove = g_strdup_printf ("{'key':'KEY','op':'delete','kind':'runbook','id':'%s','if_version':1}",
                            other);
  fixture_expect (fixture_operate (f, token, "shop", remove), "applied", NULL);
  fixture_expect (fixture_operate (f, token, "shop", create), "conflict", "key-taken");
  g_assert_null (fixture_doc (f, token, "runbook", id));
  fixture_free (f);
}

static char *
update_after (const char *id, const char *key, const char *after, const char *title)
{
  return g_strdup_printf ("{'key':'%s','op':'update','kind':'incident','id':'%s','after':'%s',"
                          "'patch':{'title':'%s'}}",
                          key,
                          id,
                          after,
                          title);
}

static void
test_after (void)
{
  Fixture *f = fixture_new ();
  g_autofree char *token = fixture_token (f, "jana", "responder");
  g_autofree char *id = fixture_id (f), *a = fixture_id (f), *b = fixture_id (f);
  g_autofree char *c = fixture_id (f), *d = fixture_id (f), *never = fixture_id (f);
  g_autofree char *create = NULL, *second = NULL, *late = NULL, *lost = NULL, *early = NULL;

  early = update_after (id, c, a, "Early");
  fixture_expect (fixture_operate (f, token, "shop", early), "blocked", "blocked");
  create = g_strdup_printf ("{'key':'%s','op':'create','kind':'incident','id':'%s','doc':%s}",
                            a,
                            id,
                            INCIDENT);
  fixture_expect (fixture_operate (f, token, "shop", create), "applied", NULL);
  second = update_after (id, b, a, "Second");
  fixture_expect (fixture_operate (f, token, "shop", second), "applied", NULL);
  /* After a: but b has changed it since. */
  late = update_after (id, c, a, "Late");
  fixture_expect (fixture_operate (f, token, "shop", late), "blocked", "blocked");
  lost = update_after (id, d, never, "Lost");
  fixture_expect (fixture_operate (f, token, "shop", lost), "blocked", "blocked");
  g_assert_cmpstr (m77_json_get_string (fixture_doc (f, token, "incident", id), "title"),
                   ==,
                   "Second");
  fixture_free (f);
}

static void
test_conflict (void)
{
  Fixture *f = fixture_new ();
  g_autofree char *token = fixture_token (f, "jana", "operator");
  g_autofree char *id = fixture_create (f, token, "team", "{'name':'mail','title':'Mail'}");
  g_autofree char *first = NULL, *second = NULL, *same = NULL, *other = fixture_id (f);
  const M77Json *outcome;

  first = g_strdup_printf ("{'key':'KEY','op':'update','kind':'team','id':'%s','if_version':1,"
                           "'patch':{'title':'Mail team'}}",
                           id);
  fixture_expect (fixture_operate (f, token, "shop", first), "applied", NULL);
  second = g_strdup_printf ("{'key':'KEY','op':'update','kind':'team','id':'%s','if_version':1,"
                            "'patch':{'title':'Mine'}}",
                            id);
  outcome = fixture_operate (f, token, "shop", second);
  fixture_expect (outcome, "conflict", "conflict");
  g_assert_cmpint (m77_json_get_int (m77_json_get (outcome, "record"), "version", 0), ==, 2);
  same = g_strdup_printf ("{'key':'KEY','op':'create','kind':'team','id':'%s',"
                          "'doc':{'name':'mail','title':'Another'}}",
                          other);
  outcome = fixture_operate (f, token, "shop", same);
  fixture_expect (outcome, "conflict", "key-taken");
  g_assert_cmpstr (m77_json_get_string (m77_json_get (outcome, "record"), "id"), ==, id);
  fixture_free (f);
}

/* Whose entry it is, and when it came, is not the sender's word. */
static void
test_elements (void)
{
  Fixture *f = fixture_new ();
  g_autofree char *token = fixture_token (f, "jana", "responder");
  g_autofree char *id = fixture_create (f, token, "incident", INCIDENT);
  g_autofree char *entry = fixture_id (f), *note = NULL;
  const M77Json *log, *last = NULL;

  note = g_strdup_printf ("{'key':'KEY','op':'update','kind':'incident','id':'%s','elements':"
                          "{'timeline':{'append':[{'id':'%s','at':'2030-05-17T03:00:00.000Z',"
                          "'author':'omar','kind':'note','text':'It is the database'}]}}}",
                          id,
                          entry);
  fixture_expect (fixture_operate (f, token, "shop", note), "applied", NULL);
  log = m77_json_get (fixture_doc (f, token, "incident", id), "timeline");
  for (const M77Json *e = m77_json_first (log); e != NULL; e = m77_json_next (e))
    last = e;
  g_assert_cmpstr (m77_json_get_string (last, "id"), ==, entry);
  g_assert_cmpstr (m77_json_get_string (last, "author"), ==, "jana");
  g_assert_cmpstr (m77_json_get_string (last, "at"), ==, "2030-05-17T03:00:00.000Z");
  g_assert_cmpstr (m77_json_get_string (last, "received_at"), ==, "2030-05-17T03:12:00.000Z");
  fixture_free (f);
}

/* One that fails never fails its neighbours. */
static void
test_neighbours (void)
{
  Fixture *f = fixture_new ();
  g_autofree char *token = fixture_token (f, "jana", "operator");
  g_autofree char *a = fixture_id (f), *b = fixture_id (f);
  g_autofree char *k = fixture_id (f), *l = fixture_id (f), *body = NULL;
  const M77Json *outcomes;

  body = g_strdup_printf ("{\"operations\":["
                          "{\"key\":\"%s\",\"op\":\"create\",\"kind\":\"team\",\"id\":\"%s\","
                          "\"doc\":{\"name\":\"NOT A SLUG\",\"title\":\"x\"}},"
                          "{\"key\":\"%s\",\"op\":\"create\",\"kind\":\"team\",\"id\":\"%s\","
                          "\"doc\":{\"name\":\"search\",\"title\":\"Search\"}}]}",
                          k,
                          a,
                          l,
                          b);
  outcomes = m77_json_get (
      fixture_json (f, fixture_ask (f, token, "POST", "shop/operations", body, NULL)), "outcomes");
  fixture_expect (m77_json_first (outcomes), "rejected", "validation-failed");
  fixture_expect (m77_json_next (m77_json_first (outcomes)), "applied", NULL);
  g_assert_nonnull (fixture_doc (f, token, "team", b));
  fixture_free (f);
}

/* Of one that is refused after it has written something nothing stays; what was done before it in
 * the same request is done once. */
static void
test_taken_back (void)
{
  Fixture *f = fixture_new ();
  g_autofree char *token = fixture_token (f, "omar", "admin");
  g_autoptr (GString) body = g_string_new ("{\"operations\":[");
  static const char *const operations[] = {
    "'op':'create','kind':'team','doc':{'name':'search','title':'Search'}}",
    "'op':'act','action':'store','kind':'credential','args':{'name':'hooks','holder':'omar',"
    "'type':'signing-key','value':'first-of-that-name-abcdefghij'}}",
    "'op':'act','action':'store','kind':'credential','args':{'name':'hooks','holder':'omar',"
    "'type':'signing-key','value':'second-of-that-name-abcdefghi'}}",
    "'op':'create','kind':'team','doc':{'name':'video','title':'Video'}}",
  };
  static const char *const said[] = { "applied", "applied", "conflict", "applied" };
  g_autofree char *ids[G_N_ELEMENTS (operations)] = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (PlatformDb) db = NULL;
  g_auto (GStrv) keys = NULL;
  const M77Json *outcome;
  gint64 last;

  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    {
      g_autofree char *key = fixture_id (f);

      ids[i] = fixture_id (f);
      g_string_append_printf (body, "%s{'key':'%s','id':'%s',", i > 0 ? "," : "", key, ids[i]);
      g_string_append (body, operations[i]);
    }
  g_string_append (body, "]}");
  g_strdelimit (body->str, "'", '"');
  outcome = m77_json_first (m77_json_get (
      fixture_json (f, fixture_ask (f, token, "POST", "shop/operations", body->str, NULL)),
      "outcomes"));
  for (guint i = 0; i < G_N_ELEMENTS (said); i++, outcome = m77_json_next (outcome))
    fixture_expect (outcome, said[i], NULL);
  g_assert_null (outcome);
  g_assert_nonnull (fixture_doc (f, token, "team", ids[0]));
  g_assert_nonnull (fixture_doc (f, token, "team", ids[3]));

  db = platform_db_open (f->directory, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (platform_signing_find (db, 1, "hooks", f->now, &keys, &error));
  g_assert_cmpstr (keys[0], ==, "first-of-that-name-abcdefghij");
  g_assert_null (keys[1]);
  g_assert_true (platform_core_audit_verify (f->core, "shop", &last, &error));
  g_assert_cmpint (last, ==, 4); /* the token, and three that were done */
  fixture_free (f);
}

static void
test_numbers (void)
{
  Fixture *f = fixture_new ();
  g_autofree char *token = fixture_token (f, "jana", "responder");
  g_autofree char *a = fixture_create (f, token, "incident", INCIDENT);
  g_autofree char *b = fixture_create (f, token, "incident", INCIDENT);

  g_assert_cmpint (m77_json_get_int (fixture_doc (f, token, "incident", a), "number", 0), ==, 1);
  g_assert_cmpint (m77_json_get_int (fixture_doc (f, token, "incident", b), "number", 0), ==, 2);
  fixture_free (f);
}

/* The chain holds over whatever was done, seeds included, and breaks where it is touched. */
static void
test_audit (void)
{
  Fixture *f = fixture_new ();
  g_autofree char *token = fixture_token (f, "omar", "admin");
  g_autofree char *viewer = fixture_token (f, "jana", "viewer");
  g_autofree char *id = fixture_create (f, token, "incident", INCIDENT), *seeded = fixture_id (f);
  g_autoptr (GError) error = NULL;
  PlatformSeed seed = { "audit", seeded, "omar", f->now, f->now, 1, NULL };
  g_autofree char *denied = NULL;
  gint64 last;

  seed.doc = m77_json_parse (f->pool, "{\"verb\":\"edit\"}", -1, NULL);
  platform_core_seed_begin (f->core, "shop", &error);
  platform_core_seed_put (f->core, &seed, &error);
  platform_core_seed_end (f->core, &error);
  denied = m77_json_to_text (fixture_act (f, viewer, "acknowledge", "incident", id, NULL));
  g_assert_nonnull (strstr (denied, "not-permitted"));
  g_assert_true (platform_audit_verify (f->core->db, 1, &last, &error));
  g_assert_no_error (error);
  g_assert_cmpint (last, ==, 5); /* two tokens, the incident, the seed, the denial */

  platform_db_exec (f->core->db,
                    "UPDATE record SET line = replace (line, '\"omar\"', '\"nobody\"')"
                    " WHERE kind = 'audit' AND key = '3'",
                    &error);
  g_assert_no_error (error);
  g_assert_false (platform_audit_verify (f->core->db, 1, &last, &error));
  g_assert_cmpint (last, ==, 2);
  fixture_free (f);
}

/* Opened beside a running one, as `m77-platform token create` does. */
static void
test_two_at_once (void)
{
  Fixture *f = fixture_new ();
  g_autofree char *token = fixture_token (f, "jana", "viewer"), *other = NULL, *id = NULL;
  g_autoptr (GError) error = NULL;
  M77Answer *answer = fixture_ask (f, token, "GET", "shop/audit", NULL, NULL);
  PlatformCore *beside;

  g_assert_cmpuint (answer->status, ==, 404);
  m77_answer_free (answer);
  beside = platform_core_open (f->directory, NULL, &f->runtime, &error);
  g_assert_no_error (error);
  other = platform_core_token_create (beside, "shop", "jana", "admin", &error);
  g_assert_no_error (error);
  platform_core_close (beside);
  answer = fixture_ask (f, token, "GET", "shop/audit", NULL, NULL);
  g_assert_cmpuint (answer->status, ==, 200);
  m77_answer_free (answer);
  id = fixture_create (f, other, "incident", INCIDENT);
  g_assert_nonnull (fixture_doc (f, token, "incident", id));
  fixture_free (f);
}

static void
count_changes_cb (const char *tenant, const char *cursor, const char *const *kinds, gpointer data)
{
  g_assert_cmpstr (tenant, ==, "shop");
  g_assert_true (g_strv_contains (kinds, "incident"));
  (*(guint *) data)++;
}

static void
test_changed (void)
{
  Fixture *f = fixture_new ();
  g_autofree char *token = fixture_token (f, "jana", "responder"), *id = NULL;
  guint n = 0;

  platform_core_set_changed_func (f->core, count_changes_cb, &n);
  id = fixture_create (f, token, "incident", INCIDENT);
  g_assert_cmpuint (n, ==, 1);
  m77_answer_free (fixture_ask (f, token, "GET", "shop/changes", NULL, NULL));
  g_assert_cmpuint (n, ==, 1);
  fixture_free (f);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/feed", test_feed);
  g_test_add_func ("/core/feed/many", test_feed_of_many);
  g_test_add_func ("/core/feed/tombstone", test_tombstone);
  g_test_add_func ("/core/feed/permissions", test_cursor_of_other_permissions);
  g_test_add_func ("/core/idempotency", test_idempotency);
  g_test_add_func ("/core/taken-stays-taken", test_taken_stays_taken);
  g_test_add_func ("/core/after", test_after);
  g_test_add_func ("/core/conflict", test_conflict);
  g_test_add_func ("/core/elements", test_elements);
  g_test_add_func ("/core/neighbours", test_neighbours);
  g_test_add_func ("/core/neighbours/taken-back", test_taken_back);
  g_test_add_func ("/core/numbers", test_numbers);
  g_test_add_func ("/core/audit", test_audit);
  g_test_add_func ("/core/two-at-once", test_two_at_once);
  g_test_add_func ("/core/changed", test_changed);
  return g_test_run ();
}
