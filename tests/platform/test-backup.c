/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "platform/api/platform-core-private.h"
#include "platform/store/platform-mark.h"
#include "shared/base/m77-error.h"
#include "tests/platform/core-fixture.h"

typedef struct
{
  Fixture *f;
  char *admin;
  char *copy, *before; /* paths */
} Shop;

static void
set_up (Shop *shop, gconstpointer data)
{
  shop->f = fixture_new ();
  shop->admin = fixture_token (shop->f, "omar", "admin");
  shop->copy = g_strconcat (shop->f->directory, ".copy", NULL);
  shop->before = g_strconcat (shop->f->directory, ".before", NULL);
}

static void
tear_down (Shop *shop, gconstpointer data)
{
  g_unlink (shop->copy);
  g_unlink (shop->before);
  g_free (shop->copy);
  g_free (shop->before);
  g_free (shop->admin);
  fixture_free (shop->f);
}

static void
make_team (Shop *shop, const char *name)
{
  g_autofree char *doc = g_strdup_printf ("{'name':'%s','title':'T'}", name);

  g_free (fixture_create (shop->f, shop->admin, "team", doc));
}

static guint
count_teams (Shop *shop)
{
  const M77Json
      *list = fixture_json (shop->f,
                            fixture_ask (shop->f, shop->admin, "GET", "shop/team", NULL, NULL));

  return m77_json_size (m77_json_get (list, "rows"));
}

static char *
epoch (Shop *shop)
{
  g_autoptr (PlatformTenant) tenant = NULL;
  g_autoptr (GError) error = NULL;

  platform_tenant_find (shop->f->core->db, "shop", &tenant, &error);
  g_assert_no_error (error);
  return g_strdup (tenant->epoch);
}

/* Of the end of the feed. */
static char *
cursor (Shop *shop)
{
  g_autofree char *feed = fixture_text (
      fixture_ask (shop->f, shop->admin, "GET", "shop/changes", NULL, NULL));
  char *line = g_strrstr (g_strchomp (feed), "\n");
  const M77Json *last = m77_json_parse (shop->f->pool, line, -1, NULL);

  return g_strdup (m77_json_get_string (last, "cursor"));
}

static guint
status_after (Shop *shop, const char *at)
{
  g_autofree char *path = g_strdup_printf ("shop/changes?after=%s", at);
  M77Answer *answer = fixture_ask (shop->f, shop->admin, "GET", path, NULL, NULL);
  guint status = answer->status;

  m77_answer_free (answer);
  return status;
}

static void
copy_file (const char *from, const char *to)
{
  g_autofree char *bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  g_file_get_contents (from, &bytes, &size, &error);
  g_assert_no_error (error);
  g_file_set_contents (to, bytes, (gssize) size, &error);
  g_assert_no_error (error);
}

static void
test_restore (Shop *shop, gconstpointer data)
{
  g_autofree char *first = epoch (shop), *second = NULL, *at = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf is;

  make_team (shop, "web");
  platform_core_backup (shop->f->core, shop->copy, &error);
  g_assert_no_error (error);
  g_stat (shop->copy, &is);
  g_assert_cmpint (is.st_mode & 0777, ==, 0600);
  make_team (shop, "data");
  at = cursor (shop);
  g_assert_cmpuint (status_after (shop, at), ==, 200);
  platform_core_restore (shop->f->core, shop->copy, shop->before, &error);
  g_assert_no_error (error);
  second = epoch (shop);
  g_assert_cmpstr (second, !=, first);
  g_assert_cmpuint (count_teams (shop), ==, 1);
  g_assert_cmpuint (status_after (shop, at), ==, 410);
  fixture_reopen (shop->f);
  g_free (first);
  first = epoch (shop);
  g_assert_cmpstr (second, ==, first);
  /* And back again to what was there before. */
  platform_core_restore (shop->f->core, shop->before, shop->copy, &error);
  g_assert_error (error, M77_ERROR, M77_ERROR_USAGE); /* the copy is there already */
  g_clear_error (&error);
  g_unlink (shop->copy);
  platform_core_restore (shop->f->core, shop->before, shop->copy, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_teams (shop), ==, 2);
}

/* The version that a change of the team makes; 0: it is refused as a conflict. */
static gint64
rename_team (Shop *shop, const char *id, const char *title, gint64 if_version)
{
  g_autofree char *text = g_strdup_printf (
      "{'key':'KEY','op':'update','kind':'team','id':'%s','if_version':%" G_GINT64_FORMAT
      ",'patch':{'title':'%s'}}",
      id,
      if_version,
      title);
  const M77Json *outcome = fixture_operate (shop->f, shop->admin, "shop", text);

  if (g_strcmp0 (m77_json_get_string (outcome, "outcome"), "conflict") == 0)
    return 0;
  fixture_expect (outcome, "applied", NULL);
  return m77_json_get_int (m77_json_get (outcome, "record"), "version", 0);
}

/* A version that was lost is not made again: an edit made on it meets what came in its place. */
static void
test_versions (Shop *shop, gconstpointer data)
{
  g_autofree char *id = fixture_create (shop->f, shop->admin, "team", "{'name':'web','title':'A'}");
  g_autoptr (GError) error = NULL;
  gint64 lost, version;

  platform_core_backup (shop->f->core, shop->copy, &error);
  g_assert_no_error (error);
  lost = rename_team (shop, id, "B", 1);
  g_assert_cmpint (lost, ==, 2);
  platform_core_restore (shop->f->core, shop->copy, shop->before, &error);
  g_assert_no_error (error);
  version = rename_team (shop, id, "C", 1);
  g_assert_cmpint (version, >, lost);
  g_assert_cmpint (rename_team (shop, id, "D", lost), ==, 0);
  g_assert_cmpint (rename_team (shop, id, "E", version), ==, version + 1);
}

/* The epoch stays as long as the database does, whatever happens to the process. */
static void
test_stays (Shop *shop, gconstpointer data)
{
  g_autofree char *first = epoch (shop), *later = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("t%u", i);

      make_team (shop, name);
      shop->f->now += 120000;
      platform_core_tick (shop->f->core);
      fixture_reopen (shop->f);
    }
  later = epoch (shop);
  g_assert_cmpstr (later, ==, first);
  /* A crash after the database got its new mark and before the file did. */
  platform_db_exec (shop->f->core->db, "UPDATE mark SET before = mark, mark = 'lost'", &error);
  g_assert_no_error (error);
  fixture_reopen (shop->f);
  g_free (later);
  later = epoch (shop);
  g_assert_cmpstr (later, ==, first);
}

/* With a tool of their own: the database file is put back, and its companions removed. */
static void
test_copied_by_hand (Shop *shop, gconstpointer data)
{
  g_autofree char *db = g_build_filename (shop->f->directory, "platform.db", NULL);
  g_autofree char *first = epoch (shop), *later = NULL;

  make_team (shop, "web");
  fixture_reopen (shop->f);
  platform_db_exec (shop->f->core->db, "PRAGMA wal_checkpoint (TRUNCATE)", NULL);
  copy_file (db, shop->copy);
  make_team (shop, "data");
  platform_core_close (shop->f->core);
  copy_file (shop->copy, db);
  shop->f->core = platform_core_open (shop->f->directory, NULL, &shop->f->runtime, NULL);
  later = epoch (shop);
  g_assert_cmpstr (later, !=, first);
  g_assert_cmpuint (count_teams (shop), ==, 1);
}

/* A copy of ours is seen to be one, wherever it is put. */
static void
test_copy_elsewhere (Shop *shop, gconstpointer data)
{
  g_autofree char *db = g_build_filename (shop->f->directory, "platform.db", NULL);
  g_autofree char *mark = g_build_filename (shop->f->directory, "platform.mark", NULL);
  g_autofree char *first = epoch (shop), *later = NULL;
  g_autoptr (GError) error = NULL;

  platform_core_backup (shop->f->core, shop->copy, &error);
  g_assert_no_error (error);
  platform_core_close (shop->f->core);
  copy_file (shop->copy, db);
  if (data != NULL)
    g_unlink (mark);
  shop->f->core = platform_core_open (shop->f->directory, NULL, &shop->f->runtime, NULL);
  later = epoch (shop);
  g_assert_cmpstr (later, !=, first);
}

/* What is no backup, is damaged or newer changes nothing; nor does one while it is served. */
static void
test_refuses (Shop *shop, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  PlatformCore *beside;
  g_autofree char *first = epoch (shop), *later = NULL;

  make_team (shop, "web");
  g_file_set_contents (shop->copy, "no database", -1, NULL);
  g_assert_false (platform_core_restore (shop->f->core, shop->copy, shop->before, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_STORAGE);
  g_clear_error (&error);
  g_unlink (shop->before);
  g_assert_false (platform_core_backup (shop->f->core, shop->copy, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_USAGE);
  g_clear_error (&error);
  g_unlink (shop->copy);

  beside = platform_core_open (shop->f->directory, NULL, &shop->f->runtime, &error);
  g_assert_no_error (error);
  g_assert_true (platform_core_backup (beside, shop->copy, &error));
  g_assert_no_error (error);
  g_assert_false (platform_core_restore (beside, shop->copy, shop->before, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_LOCKED);
  platform_core_close (beside);
  g_assert_cmpuint (count_teams (shop), ==, 1);
  later = epoch (shop);
  g_assert_cmpstr (first, ==, later);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/platform/backup/restore", Shop, NULL, set_up, test_restore, tear_down);
  g_test_add ("/platform/backup/versions", Shop, NULL, set_up, test_versions, tear_down);
  g_test_add ("/platform/backup/stays", Shop, NULL, set_up, test_stays, tear_down);
  g_test_add ("/platform/backup/copied-by-hand",
              Shop,
              NULL,
              set_up,
              test_copied_by_hand,
              tear_down);
  g_test_add ("/platform/backup/copy", Shop, NULL, set_up, test_copy_elsewhere, tear_down);
  g_test_add ("/platform/backup/copy-elsewhere",
              Shop,
              "without its mark",
              set_up,
              test_copy_elsewhere,
              tear_down);
  g_test_add ("/platform/backup/refuses", Shop, NULL, set_up, test_refuses, tear_down);
  return g_test_run ();
}
