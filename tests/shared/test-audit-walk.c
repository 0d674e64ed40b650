/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-audit-walk"

#include "config.h"

#include <string.h>

#include "shared/base/m77-error.h"
#include "shared/base/m77-time.h"
#include "shared/client/m77-audit-walk.h"

/* A page of a chain that is whole: entries from `first` on, after the hash that is handed on. */
static char *
make_page (gint64 first, guint n, char **hash)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *rows = m77_json_array_new (pool);

  for (guint i = 0; i < n; i++)
    {
      M77Json *row = m77_json_object_new (pool), *entry = m77_json_object_new (pool);

      m77_json_set_int (pool, entry, "sequence", first + i);
      m77_json_set_string (pool, entry, "received_at", "2026-11-21T12:00:00.000Z");
      m77_json_set_string (pool, entry, "previous_hash", *hash != NULL ? *hash : "");
      g_free (*hash);
      *hash = m77_audit_entry_hash (entry);
      m77_json_set_string (pool, entry, "hash", *hash);
      m77_json_set (pool, row, "doc", entry);
      m77_json_append (rows, row);
    }
  return m77_json_to_text (rows);
}

static char *
words_of (M77AuditWalk *walk)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();

  return m77_audit_walk_words (walk, m77_time_parse ("2026-11-21T13:00:00.000Z"), zone);
}

static void
test_whole (void)
{
  g_autoptr (M77AuditWalk) walk = m77_audit_walk_new (NULL);
  g_autofree char *hash = NULL;
  g_autofree char *one = make_page (1, 3, &hash);
  g_autofree char *two = make_page (4, 2, &hash);
  g_autofree char *words = NULL;

  g_assert_true (m77_audit_walk_take (walk, one));
  g_assert_true (m77_audit_walk_take (walk, two));
  words = words_of (walk);
  g_assert_cmpstr (words, ==, "Chain verified to 12:00: entries 1 to 5");
}

/* What was disposed of is not missed; what is missing between is. */
static void
test_begins_late (void)
{
  g_autoptr (M77AuditWalk) walk = m77_audit_walk_new (NULL);
  g_autofree char *hash = NULL;
  g_autofree char *gone = make_page (1, 3, &hash);
  g_autofree char *first = make_page (4, 1, &hash);
  g_autofree char *missing = make_page (5, 1, &hash);
  g_autofree char *last = make_page (6, 1, &hash);
  g_autofree char *words = NULL;

  g_assert_nonnull (gone);
  g_assert_nonnull (missing);
  g_assert_true (m77_audit_walk_take (walk, first));
  g_assert_false (m77_audit_walk_take (walk, last));
  g_assert_error (m77_audit_walk_error (walk), M77_ERROR, M77_ERROR_STORAGE_CORRUPT);
  words = words_of (walk);
  g_assert_nonnull (strstr (words, "BROKEN after entry 4"));
}

static void
test_changed (void)
{
  g_autoptr (M77AuditWalk) walk = m77_audit_walk_new (NULL);
  g_autofree char *hash = NULL;
  g_autofree char *page = make_page (1, 2, &hash);

  strstr (page, "12:00")[0] = '0';
  g_assert_false (m77_audit_walk_take (walk, page));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/audit-walk/whole", test_whole);
  g_test_add_func ("/audit-walk/begins-late", test_begins_late);
  g_test_add_func ("/audit-walk/changed", test_changed);
  return g_test_run ();
}
