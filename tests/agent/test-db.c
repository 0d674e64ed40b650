/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "agent/store/agent-db.h"
#include "shared/base/m77-error.h"

typedef struct
{
  char *directory, *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->directory = g_dir_make_tmp ("m77-db-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->directory, "a.db", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) files = g_dir_open (fixture->directory, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->directory, name, NULL);

      g_unlink (path);
    }
  g_assert_cmpint (g_rmdir (fixture->directory), ==, 0);
  g_free (fixture->directory);
  g_free (fixture->path);
}

static AgentDb *
open_db (const char *path, AgentDbMode mode)
{
  g_autoptr (GError) error = NULL;
  AgentDb *db = agent_db_open (path, NULL, mode, &error);

  g_assert_no_error (error);
  return db;
}

static void
exec (AgentDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (agent_db_exec (db, sql, &error));
  g_assert_no_error (error);
}

static gint64
ask (AgentDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (sqlite3_stmt) query = agent_db_prepare (db, sql, &error);
  gint64 value;

  g_assert_no_error (error);
  g_assert_true (agent_db_int (db, query, -1, &value, &error));
  g_assert_no_error (error);
  return value;
}

static void
test_modes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AgentDb) writer = open_db (fixture->path, AGENT_DB_DURABLE);
  g_autoptr (GError) error = NULL;
  g_autofree char *other = g_build_filename (fixture->directory, "b.db", NULL);
  g_autofree char *absent = g_build_filename (fixture->directory, "c.db", NULL);
  GStatBuf status;

  g_assert_cmpint (ask (writer, "PRAGMA synchronous"), ==, 2);
  exec (writer, "CREATE TABLE t (a INTEGER) STRICT; INSERT INTO t VALUES (7)");
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  {
    g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);

    g_assert_cmpint (g_stat (log, &status), ==, 0);
    g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  }
  {
    g_autoptr (AgentDb) reader = open_db (fixture->path, AGENT_DB_READ);

    g_assert_cmpint (ask (reader, "SELECT a FROM t"), ==, 7);
    g_assert_false (agent_db_exec (reader, "INSERT INTO t VALUES (8)", &error));
    g_assert_error (error, M77_ERROR, M77_ERROR_STORAGE_READ_ONLY);
    g_clear_error (&error);
  }
  {
    g_autoptr (AgentDb) fast = open_db (other, AGENT_DB_FAST);

    g_assert_cmpint (ask (fast, "PRAGMA synchronous"), ==, 1);
  }
  g_assert_null (agent_db_open (absent, NULL, AGENT_DB_READ, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_STORAGE);
  g_clear_error (&error);
  g_assert_null (agent_db_open (fixture->directory, NULL, AGENT_DB_DURABLE, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_STORAGE);
}

static void
test_statements (Fixture *fixture, gconstpointer data)
{
  static const char *const insert_sql = "INSERT INTO t VALUES (?)";
  static const char *const select_sql = "SELECT a FROM t ORDER BY a";
  g_autoptr (AgentDb) db = open_db (fixture->path, AGENT_DB_FAST);
  g_autoptr (AgentDb) reader = NULL;
  g_autoptr (GError) error = NULL;
  sqlite3_stmt *insert, *query;
  gboolean have_row;

  exec (db, "CREATE TABLE t (a INTEGER UNIQUE) STRICT");
  for (int i = 0; i < 3; i++)
    {
      insert = agent_db_keep (db, insert_sql, &error);
      g_assert_no_error (error);
      sqlite3_bind_int (insert, 1, i);
      g_assert_true (agent_db_run (db, insert, &error));
    }
  g_assert_true (agent_db_keep (db, insert_sql, NULL) == insert);

  /* Unbound again, and an error leaves the statement ready. */
  g_assert_true (agent_db_run (db, insert, &error));
  g_assert_cmpint (ask (db, "SELECT count (*) FROM t WHERE a IS NULL"), ==, 1);
  sqlite3_bind_int (insert, 1, 2);
  g_assert_false (agent_db_run (db, insert, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_STORAGE);
  g_clear_error (&error);
  sqlite3_bind_int (insert, 1, 3);
  g_assert_true (agent_db_run (db, insert, &error));

  query = agent_db_keep (db, select_sql, &error);
  for (int i = 0; i < 5; i++)
    g_assert_true (agent_db_next (db, query, &have_row, &error) && have_row);
  g_assert_true (agent_db_next (db, query, &have_row, &error));
  g_assert_false (have_row);
  g_assert_cmpint (sqlite3_stmt_busy (query), ==, 0);

  /* A kept query left early sees the file as it was, until it is reset. */
  reader = open_db (fixture->path, AGENT_DB_READ);
  {
    g_autoptr (AgentDbKept) early = agent_db_keep (reader, select_sql, &error);

    g_assert_true (agent_db_next (reader, early, &have_row, &error));
    exec (db, "DELETE FROM t");
    g_assert_cmpint (ask (reader, "SELECT count (*) FROM t"), ==, 5);
  }
  g_assert_cmpint (ask (reader, "SELECT count (*) FROM t"), ==, 0);

  g_assert_null (agent_db_prepare (db, "SELECT nothing FROM t", &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_STORAGE);
}

static void
test_transactions (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AgentDb) db = open_db (fixture->path, AGENT_DB_DURABLE);
  g_autoptr (GError) error = NULL;

  exec (db,
        "CREATE TABLE p (id INTEGER PRIMARY KEY) STRICT;"
        "CREATE TABLE c (p INTEGER REFERENCES p (id) DEFERRABLE INITIALLY DEFERRED) STRICT");
  g_assert_true (agent_db_begin (db, &error));
  exec (db, "INSERT INTO p VALUES (1)");
  agent_db_rollback (db);
  agent_db_rollback (db);
  g_assert_cmpint (ask (db, "SELECT count (*) FROM p"), ==, 0);

  g_assert_true (agent_db_begin (db, &error));
  exec (db, "INSERT INTO p VALUES (1)");
  g_assert_true (agent_db_commit (db, &error));
  g_assert_cmpint (ask (db, "SELECT count (*) FROM p"), ==, 1);

  /* A commit that fails leaves nothing, not even the transaction. */
  g_assert_true (agent_db_begin (db, &error));
  exec (db, "INSERT INTO p VALUES (2); INSERT INTO c VALUES (99)");
  g_assert_false (agent_db_commit (db, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_STORAGE);
  g_clear_error (&error);
  g_assert_cmpint (ask (db, "SELECT count (*) FROM p"), ==, 1);
  g_assert_true (agent_db_begin (db, &error));
  g_assert_true (agent_db_commit (db, &error));
}

static gboolean
count_cb (AgentDb *db, gpointer data, GError **error)
{
  ++*(guint *) data;
  return TRUE;
}

static gboolean
refuse_cb (AgentDb *db, gpointer data, GError **error)
{
  g_set_error_literal (error, M77_ERROR, M77_ERROR_STORAGE_FULL, "no room for a copy");
  return FALSE;
}

static void
test_migrate (Fixture *fixture, gconstpointer data)
{
  static const char *const steps[] = {
    "CREATE TABLE t (a INTEGER) STRICT; INSERT INTO t VALUES (1)",
    "ALTER TABLE t ADD COLUMN b INTEGER",
    "INSERT INTO t VALUES (2, 2); INSERT INTO missing VALUES (1)"
  };
  g_autoptr (AgentDb) db = open_db (fixture->path, AGENT_DB_DURABLE);
  g_autoptr (GError) error = NULL;
  guint copies = 0;

  g_assert_true (agent_db_migrate (db, steps, 1, count_cb, &copies, &error));
  g_assert_cmpuint (copies, ==, 0);
  g_assert_true (agent_db_migrate (db, steps, 1, count_cb, &copies, &error));
  g_assert_cmpuint (copies, ==, 0);

  g_assert_false (agent_db_migrate (db, steps, 2, refuse_cb, NULL, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_STORAGE_FULL);
  g_clear_error (&error);
  g_assert_cmpint (ask (db, "PRAGMA user_version"), ==, 1);

  g_assert_true (agent_db_migrate (db, steps, 2, count_cb, &copies, &error));
  g_assert_cmpuint (copies, ==, 1);
  g_assert_cmpint (ask (db, "PRAGMA user_version"), ==, 2);
  g_assert_cmpint (ask (db, "SELECT count (*) FROM t"), ==, 1);

  /* A step that fails half-way leaves what the one before made. */
  g_assert_false (agent_db_migrate (db, steps, 3, NULL, NULL, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_STORAGE);
  g_clear_error (&error);
  g_assert_cmpint (ask (db, "PRAGMA user_version"), ==, 2);
  g_assert_cmpint (ask (db, "SELECT count (*) FROM t"), ==, 1);

  g_assert_false (agent_db_migrate (db, steps, 1, NULL, NULL, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_VERSION);
}

static void
test_backup (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AgentDb) db = open_db (fixture->path, AGENT_DB_DURABLE);
  g_autoptr (AgentDb) copy = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->directory, "copy.db", NULL);
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  g_autofree char *nowhere = g_build_filename (fixture->directory, "no", "copy.db", NULL);
  GStatBuf status;

  exec (db, "CREATE TABLE t (a INTEGER) STRICT; INSERT INTO t VALUES (7)");
  g_assert_true (g_file_set_contents (path, "an older copy", -1, NULL));
  g_assert_true (g_file_set_contents (part, "one that was cut off", -1, NULL));
  g_assert_true (agent_db_backup (db, path, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (part, G_FILE_TEST_EXISTS));
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  copy = open_db (path, AGENT_DB_READ);
  g_assert_cmpint (ask (copy, "SELECT a FROM t"), ==, 7);

  g_assert_false (agent_db_backup (db, nowhere, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_STORAGE);
}

static void
test_checkpoint (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AgentDb) db = open_db (fixture->path, AGENT_DB_FAST);
  g_autoptr (AgentDb) reader = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf status;
  guint left;

  exec (db, "CREATE TABLE t (a BLOB) STRICT");
  for (guint i = 0; i < 3; i++)
    exec (db, "INSERT INTO t VALUES (zeroblob (4000000))");
  /* Well over the thousand pages after which SQLite would do it by itself. */
  g_assert_cmpuint (agent_db_log_pages (db), >, 2900);
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpint (status.st_size, <=, 4096);

  reader = open_db (fixture->path, AGENT_DB_READ);
  exec (reader, "BEGIN");
  g_assert_cmpint (ask (reader, "SELECT count (*) FROM t"), ==, 3);
  exec (db, "INSERT INTO t VALUES (zeroblob (40000))");
  g_assert_true (agent_db_checkpoint (db, &left, &error));
  g_assert_cmpuint (left, >, 0);
  exec (reader, "COMMIT");
  g_assert_true (agent_db_checkpoint (db, &left, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (left, ==, 0);
  g_assert_cmpuint (agent_db_log_pages (db), ==, 0);
  exec (db, "INSERT INTO t VALUES (x'01')");
  g_assert_cmpuint (agent_db_log_pages (db), >, 0);
  agent_db_rest (db);
  g_assert_cmpuint (agent_db_log_pages (db), ==, 0);
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpint (status.st_size, >, 12000000);
}

static gsize
log_size (Fixture *fixture)
{
  g_autofree char *path = g_strconcat (fixture->path, "-wal", NULL);
  GStatBuf status;

  return g_stat (path, &status) == 0 ? (gsize) status.st_size : 0;
}

/* What a power cut would leave: the two files as they are, under other names. */
static AgentDb *
open_after_cut (Fixture *fixture)
{
  static const char *const suffixes[] = { "", "-wal" };
  g_autofree char *other = g_build_filename (fixture->directory, "cut.db", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *from = g_strconcat (fixture->path, suffixes[i], NULL);
      g_autofree char *to = g_strconcat (other, suffixes[i], NULL);
      g_autofree char *bytes = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (from, &bytes, &length, NULL));
      g_assert_true (g_file_set_contents (to, bytes, length, NULL));
    }
  return open_db (other, AGENT_DB_DURABLE);
}

static void
test_reserved_log (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AgentDb) db = open_db (fixture->path, AGENT_DB_DURABLE);
  g_autoptr (AgentDb) cut = NULL;
  gsize reserved;

  exec (db, "CREATE TABLE t (a INTEGER) STRICT; INSERT INTO t VALUES (1)");
  agent_db_reserve_log (db);
  reserved = log_size (fixture);
  g_assert_cmpuint (reserved, >, 1000000);
  exec (db, "INSERT INTO t VALUES (2)");
  g_assert_true (agent_db_checkpoint (db, NULL, NULL));
  exec (db, "INSERT INTO t VALUES (3)"); /* at the log's beginning again */
  agent_db_reserve_log (db);
  g_assert_cmpuint (log_size (fixture) - reserved, <, 70000);

  cut = open_after_cut (fixture);
  g_assert_cmpint (ask (cut, "SELECT count (*) FROM t"), ==, 3);
  exec (cut, "INSERT INTO t VALUES (4)");
  g_clear_pointer (&db, agent_db_close);
  db = open_db (fixture->path, AGENT_DB_DURABLE);
  g_assert_cmpint (ask (db, "SELECT count (*) FROM t"), ==, 3);
}

/* More of it is made before what there is has been written over. */
static void
test_reserved_more (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AgentDb) db = open_db (fixture->path, AGENT_DB_DURABLE);
  guint made = 0;

  exec (db, "CREATE TABLE t (a BLOB) STRICT");
  agent_db_reserve_log (db);
  g_assert_false (agent_db_log_is_short (db));
  for (guint i = 0; i < 100; i++)
    {
      gsize before = log_size (fixture);

      exec (db, "INSERT INTO t VALUES (randomblob (100000))");
      g_assert_cmpuint (log_size (fixture), ==, before);
      if (!agent_db_log_is_short (db))
        continue;
      agent_db_reserve_log (db);
      g_assert_cmpuint (log_size (fixture), >, before);
      g_assert_false (agent_db_log_is_short (db));
      made++;
    }
  g_assert_cmpuint (made, >, 3);
  g_assert_true (agent_db_checkpoint (db, NULL, NULL));
  g_assert_false (agent_db_log_is_short (db));
  g_assert_cmpint (ask (db, "SELECT count (*) FROM t"), ==, 100);
}

static void
test_gentle (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AgentDb) db = open_db (fixture->path, AGENT_DB_FAST);
  g_autoptr (GError) error = NULL;

  exec (db, "CREATE TABLE t (a BLOB) STRICT");
  agent_db_write_gently (db);
  for (guint i = 0; i < 3; i++)
    exec (db, "INSERT INTO t VALUES (randomblob (4000000))");
  g_assert_true (agent_db_checkpoint (db, NULL, &error));
  exec (db, "INSERT INTO t VALUES (x'01')");
  g_assert_true (agent_db_check (db, &error));
  g_assert_no_error (error);
  g_clear_pointer (&db, agent_db_close);
  db = open_db (fixture->path, AGENT_DB_READ);
  g_assert_cmpint (ask (db, "SELECT sum (length (a)) FROM t"), ==, 12000001);
}

static void
test_damage (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AgentDb) db = open_db (fixture->path, AGENT_DB_DURABLE);
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = NULL;
  gsize length;

  exec (db, "CREATE TABLE t (a BLOB) STRICT; INSERT INTO t VALUES (zeroblob (100000))");
  g_assert_true (agent_db_check (db, &error));
  g_clear_pointer (&db, agent_db_close);

  g_assert_true (g_file_get_contents (fixture->path, &bytes, &length, NULL));
  memset (bytes + 4096, 0xee, 100);
  g_assert_true (g_file_set_contents (fixture->path, bytes, length, NULL));
  db = open_db (fixture->path, AGENT_DB_DURABLE);
  g_assert_false (agent_db_check (db, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_STORAGE_CORRUPT);
  g_clear_error (&error);
  g_clear_pointer (&db, agent_db_close);

  memset (bytes, 'x', 100);
  g_assert_true (g_file_set_contents (fixture->path, bytes, length, NULL));
  g_assert_null (agent_db_open (fixture->path, NULL, AGENT_DB_DURABLE, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_STORAGE_CORRUPT);
}

static int
interrupt_cb (void *data)
{
  agent_db_interrupt (data);
  return 0;
}

static void
test_interrupt (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AgentDb) db = open_db (fixture->path, AGENT_DB_FAST);
  g_autoptr (GError) error = NULL;
  g_autoptr (sqlite3_stmt) query = NULL;

  query = agent_db_prepare (db,
                            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
                            " SELECT count (*) FROM n",
                            &error);
  sqlite3_progress_handler (agent_db_handle (db), 1000, interrupt_cb, db);
  g_assert_false (agent_db_run (db, query, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_CANCELLED);
  sqlite3_progress_handler (agent_db_handle (db), 0, NULL, NULL);
  g_assert_cmpint (ask (db, "SELECT 1"), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add ("/db/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("modes", test_modes);
  ADD ("statements", test_statements);
  ADD ("transactions", test_transactions);
  ADD ("migrate", test_migrate);
  ADD ("backup", test_backup);
  ADD ("checkpoint", test_checkpoint);
  ADD ("reserved-log", test_reserved_log);
  ADD ("reserved-more", test_reserved_more);
  ADD ("gentle", test_gentle);
  ADD ("damage", test_damage);
  ADD ("interrupt", test_interrupt);
  return g_test_run ();
}
