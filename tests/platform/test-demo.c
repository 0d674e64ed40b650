/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-demo"

#include "config.h"

#include <glib/gstdio.h>

#include "platform/demo/platform-demo.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-validate.h"

/* The demo tenant and the generated ones: every document right, every reference there. */

typedef struct
{
  char *directory;
  PlatformCore *core;
  M77JsonPool *pool;
  GPtrArray *records;  /* of M77Record, in pool */
  GHashTable *by_ref;  /* "kind/id" and "kind/key" → M77Record */
  GHashTable *by_kind; /* kind → count */
  guint64 feed_bytes;
} Fixture;

static gint64
sunday_night (const M77Runtime *self)
{
  return m77_time_parse ("2030-10-20T23:40:00.000Z");
}

static gint64
no_time (const M77Runtime *self)
{
  return 0;
}

static void
same_dice (const M77Runtime *self, guint8 *bytes, gsize count)
{
  static guint8 next;

  for (gsize i = 0; i < count; i++)
    bytes[i] = next++;
}

/* A week before clocks change in Europe. */
static const M77Runtime runtime = { sunday_night, no_time, same_dice };

static void
read_line (Fixture *self, const char *line)
{
  g_autoptr (GError) error = NULL;
  M77Record *record = g_new0 (M77Record, 1);
  const M77Kind *kind;

  if (!m77_record_parse (record, self->pool, line, -1, &error))
    {
      g_free (record); /* the cursor's line */
      return;
    }
  kind = m77_kind_find (record->kind);
  self->feed_bytes += strlen (line) + 1;
  g_ptr_array_add (self->records, record);
  g_hash_table_insert (self->by_ref, g_strconcat (record->kind, "/", record->id, NULL), record);
  g_hash_table_insert (self->by_kind,
                       g_strdup (record->kind),
                       GUINT_TO_POINTER (
                           1 +
                           GPOINTER_TO_UINT (g_hash_table_lookup (self->by_kind, record->kind))));
  if (kind->key_field != NULL && m77_json_get_string (record->doc, kind->key_field) != NULL)
    g_hash_table_insert (self->by_ref,
                         g_strconcat (record->kind,
                                      "/",
                                      m77_json_get_string (record->doc, kind->key_field),
                                      NULL),
                         record);
}

static void
read_feed (Fixture *self, const char *tenant)
{
  /* She reads all with both roles. */
  g_autofree char *admin = platform_core_token_create (self->core, tenant, "lena", "admin", NULL);
  g_autofree char *token = platform_core_token_create (self->core, tenant, "lena", "auditor", NULL);
  g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);
  g_autofree char *path = g_strdup_printf ("/v1/tenants/%s/changes", tenant);
  g_autoptr (M77Request) request = m77_request_new ("GET", path);
  g_autoptr (M77Answer) answer = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_nonnull (admin);
  m77_request_set_header (request, "authorization", bearer);
  m77_request_set_query (request, "limit", "5000");
  answer = platform_core_handle (self->core, request);
  g_assert_cmpuint (answer->status, ==, 200);
  body = m77_answer_read_all (answer, 64 * 1024 * 1024, NULL, &error);
  g_assert_no_error (error);
  text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL && lines[i][0] != '\0'; i++)
    read_line (self, lines[i]);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->directory = g_dir_make_tmp ("m77-demo-XXXXXX", &error);
  self->core = platform_core_open (self->directory, NULL, &runtime, &error);
  g_assert_no_error (error);
  self->pool = m77_json_pool_new ();
  self->records = g_ptr_array_new_with_free_func (g_free);
  self->by_ref = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->by_kind = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  platform_core_close (self->core);
  g_hash_table_unref (self->by_ref);
  g_hash_table_unref (self->by_kind);
  g_ptr_array_unref (self->records);
  m77_json_pool_free (self->pool);
  dir = g_dir_open (self->directory, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->directory, name, NULL);

      g_unlink (path);
    }
  g_rmdir (self->directory);
  g_free (self->directory);
}

static void
seed_demo (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  platform_demo_seed (self->core, &runtime, &error);
  g_assert_no_error (error);
  read_feed (self, "demo");
}

static void
check_docs (Fixture *self)
{
  for (guint i = 0; i < self->records->len; i++)
    {
      const M77Record *record = self->records->pdata[i];
      g_autoptr (GPtrArray) faults = m77_validate_doc (m77_kind_find (record->kind), record->doc);

      for (guint f = 0; faults != NULL && f < faults->len; f++)
        {
          const M77Fault *fault = faults->pdata[f];
          g_autofree char *doc = m77_json_to_text (record->doc);

          g_test_message ("%s %s: %s (%s) in %.300s",
                          record->kind,
                          fault->field,
                          fault->message,
                          fault->code,
                          doc);
          g_test_fail ();
        }
    }
}

static void
check_ref (Fixture *self, const M77Record *record, const M77Field *field, const M77Json *value)
{
  const char *target = m77_json_string (value);
  g_autofree char *ref = g_strconcat (field->ref, "/", target, NULL);

  if (g_hash_table_contains (self->by_ref, ref))
    return;
  g_test_message ("%s %s: %s names no %s", record->kind, record->id, field->name, ref);
  g_test_fail ();
}

static void
check_refs (Fixture *self)
{
  for (guint i = 0; i < self->records->len; i++)
    {
      const M77Record *record = self->records->pdata[i];
      const M77Kind *kind = m77_kind_find (record->kind);

      for (const M77Field *field = kind->fields; field->name != NULL; field++)
        {
          const M77Json *value = m77_json_get (record->doc, field->name);

          if (field->ref == NULL || m77_json_is_null (value))
            continue;
          if (field->type == M77_TYPE_REF)
            check_ref (self, record, field, value);
          for (const M77Json *e = field->type == M77_TYPE_SET ? m77_json_first (value) : NULL;
               e != NULL;
               e = m77_json_next (e))
            check_ref (self, record, field, e);
        }
    }
}

static void
test_right (Fixture *self, gconstpointer data)
{
  seed_demo (self);
  g_assert_cmpuint (self->records->len, >=, 2000);
  check_docs (self);
  check_refs (self);
}

static const M77Record *
find (Fixture *self, const char *kind, const char *field, const char *text)
{
  for (guint i = 0; i < self->records->len; i++)
    {
      const M77Record *record = self->records->pdata[i];
      g_autofree char *value = m77_json_to_text (m77_json_get (record->doc, field));

      if (g_str_equal (record->kind, kind) && g_str_equal (value, text))
        return record;
    }
  g_test_message ("no %s with %s %s", kind, field, text);
  g_test_fail ();
  return NULL;
}

/* What the screens tell of must be there. */
static void
test_stories (Fixture *self, gconstpointer data)
{
  const M77Record *record;
  gint64 next;

  seed_demo (self);
  record = find (self, "incident", "number", "2041");
  g_assert_cmpstr (m77_json_get_string (record->doc, "status"), ==, "triggered");
  g_assert_cmpstr (m77_json_get_string (record->doc, "next_page_to"), ==, "omar");
  next = m77_time_parse (m77_json_get_string (record->doc, "next_page_at"));
  g_assert_cmpint (next, ==, sunday_night (NULL) + 120000);
  g_assert_cmpuint (m77_json_size (m77_json_get (record->doc, "alerts")), ==, 21);

  record = find (self, "deployment", "number", "512");
  g_assert_cmpuint (m77_json_size (m77_json_get (record->doc, "irreversible")), ==, 1);
  record = find (self, "member", "handle", "\"pavel\"");
  g_assert_cmpstr (m77_json_string (m77_json_first (m77_json_get (record->doc, "roles"))),
                   ==,
                   "admin");
  record = find (self, "connector", "name", "\"smtp-eu\"");
  g_assert_cmpstr (m77_json_get_string (record->doc, "status"), ==, "quarantined");
  record = find (self, "silence", "created_by", "\"root@ops-3\"");
  g_assert_null (m77_json_get (record->doc, "author"));
  g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (self->by_kind, "runbook")), >=, 30);
  g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (self->by_kind, "dashboard")), ==, 5);
}

/* A weekly turn over the end of daylight-saving time is an hour longer. */
static void
test_clock_change (Fixture *self, gconstpointer data)
{
  const M77Record *record;
  const M77Json *shifts;
  gint64 longest = 0;

  seed_demo (self);
  record = find (self, "schedule", "name", "\"primary\"");
  shifts = m77_json_get (record->doc, "shifts");
  for (const M77Json *s = m77_json_first (shifts); s != NULL; s = m77_json_next (s))
    {
      gint64 start = m77_time_parse (m77_json_get_string (s, "starts_at"));
      gint64 end = m77_time_parse (m77_json_get_string (s, "ends_at"));

      longest = MAX (longest, end - start);
    }
  g_assert_cmpint (longest, ==, 25 * 3600000);
  g_assert_cmpstr (m77_json_string (m77_json_first (m77_json_get (record->doc, "oncall_now"))),
                   ==,
                   "jana");
  g_assert_cmpint (m77_json_get_int (record->doc, "gaps", -1), ==, 0);
}

static void
test_once (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  guint before;

  seed_demo (self);
  before = self->records->len;
  platform_demo_seed (self->core, &runtime, &error);
  g_assert_no_error (error);
  g_ptr_array_set_size (self->records, 0);
  read_feed (self, "demo");
  /* Each reading makes two tokens and says so in the audit. */
  g_assert_cmpuint (self->records->len, <=, before + 3);
}

static char *
generate (Fixture *self, const char *tenant, guint32 seed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  platform_demo_generate (self->core, tenant, 3000, seed, &runtime, &error);
  g_assert_no_error (error);
  g_ptr_array_set_size (self->records, 0);
  self->feed_bytes = 0;
  g_hash_table_remove_all (self->by_ref);
  read_feed (self, tenant);
  for (guint i = 0; i < 3000; i++)
    {
      const M77Record *record = self->records->pdata[i];
      g_autofree char *doc = m77_json_to_text (record->doc);

      if (g_str_equal (record->kind, "member") || g_str_equal (record->kind, "audit"))
        continue; /* changed by the reading, chained per tenant */
      g_checksum_update (sum, (const guchar *) record->id, -1);
      g_checksum_update (sum, (const guchar *) doc, -1);
    }
  return g_strdup (g_checksum_get_string (sum));
}

static void
test_generate (Fixture *self, gconstpointer data)
{
  g_autofree char *one = generate (self, "one", 7);
  g_autofree char *again = NULL;
  g_autofree char *other = NULL;
  guint64 average = self->feed_bytes / self->records->len;

  g_assert_cmpuint (self->records->len, >=, 3000);
  g_assert_cmpuint (average, >=, 500);
  g_assert_cmpuint (average, <=, 640);
  check_docs (self);
  check_refs (self);
  again = generate (self, "again", 7);
  other = generate (self, "other", 8);
  g_assert_cmpstr (one, ==, again);
  g_assert_cmpstr (one, !=, other);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/demo/right", Fixture, NULL, set_up, test_right, tear_down);
  g_test_add ("/demo/stories", Fixture, NULL, set_up, test_stories, tear_down);
  g_test_add ("/demo/clock-change", Fixture, NULL, set_up, test_clock_change, tear_down);
  g_test_add ("/demo/once", Fixture, NULL, set_up, test_once, tear_down);
  g_test_add ("/demo/generate", Fixture, NULL, set_up, test_generate, tear_down);
  return g_test_run ();
}
