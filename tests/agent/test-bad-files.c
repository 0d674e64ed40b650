/* Files that are damaged, and disks that are full or read-only, under the real agent.
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

#include "shared/base/m77-error.h"
#include "tests/agent/bad.h"

#define OPERATIONS "POST /v1/tenants/shop/operations"
#define PAGE       4096

/* The directory of the only profile. */
static char *
profile_directory (void)
{
  g_autofree char *profiles = g_build_filename (g_getenv ("XDG_DATA_HOME"),
                                                "m77",
                                                "profiles",
                                                NULL);
  g_autoptr (GDir) directory = g_dir_open (profiles, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *path = g_build_filename (profiles, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        return g_steal_pointer (&path);
    }
  g_error ("there is no profile");
}

static char *
file_of (const char *name)
{
  g_autofree char *directory = profile_directory ();

  return g_build_filename (directory, name, NULL);
}

/* The first file whose name begins so; NULL: none. */
static char *
find_file (const char *prefix)
{
  g_autofree char *path = profile_directory ();
  g_autoptr (GDir) directory = g_dir_open (path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (directory)) != NULL)
    if (g_str_has_prefix (name, prefix))
      return g_build_filename (path, name, NULL);
  return NULL;
}

/* What is in the files, logs included, in one file each; no log stays that could mend it. */
static void
fold_log (const char *path)
{
  g_autofree char *quoted = g_shell_quote (path);
  g_autofree char *command = g_strdup_printf ("sqlite3 %s 'PRAGMA wal_checkpoint (TRUNCATE)'",
                                              quoted);
  g_autofree char *printed = NULL; /* not into the test's own output */
  int status;

  g_assert_true (g_spawn_command_line_sync (command, &printed, NULL, &status, NULL));
  g_assert_cmpint (status, ==, 0);
  g_assert_true (g_str_has_prefix (printed, "0|")); /* nobody else was at it */
}

typedef enum
{
  DAMAGE_RANDOM,
  DAMAGE_HALF,
  DAMAGE_EMPTY,
  DAMAGE_TEXT,
  DAMAGE_PAGE /* of a number */
} Damage;

static GBytes *
damage (const char *path, Damage what, guint page)
{
  g_autoptr (GRand) dice = g_rand_new_with_seed (77);
  g_autoptr (GError) error = NULL;
  char *bytes;
  gsize length, from = 0, to;

  g_assert_true (g_file_get_contents (path, &bytes, &length, &error));
  to = length;
  if (what == DAMAGE_PAGE)
    from = page * PAGE, to = from + PAGE;
  if (what == DAMAGE_RANDOM || what == DAMAGE_PAGE)
    for (gsize i = from; i < to; i++)
      bytes[i] = (char) g_rand_int_range (dice, 0, 256);
  if (what == DAMAGE_TEXT)
    strcpy (bytes, "Not a database at all, but somebody's shopping list.\n");
  length = what == DAMAGE_HALF ? length / 2 : what == DAMAGE_EMPTY ? 0 : length;
  g_assert_true (g_file_set_contents (path, bytes, length, &error));
  return g_bytes_new_take (bytes, length);
}

static gboolean
is_told (Bad *bad, const char *what)
{
  const M77Json *notice;

  for (notice = m77_json_first (m77_json_get (bad_profile (bad), "notices")); notice != NULL;
       notice = m77_json_next (notice))
    if (strstr (m77_json_string (notice), what) != NULL)
      return TRUE;
  return FALSE;
}

/* Until the cache shows it: from there it is saved where the journal's page is lost. */
static void
await_shown (const char *text)
{
  g_autofree char *path = file_of ("cache.db");
  g_autofree char *quoted = g_shell_quote (path);
  g_autofree char
      *command = g_strdup_printf ("sqlite3 -readonly %s"
                                  " \"SELECT 'shown' FROM overlay WHERE doc LIKE '%%%s%%'\"",
                                  quoted,
                                  text);
  g_autofree char *printed = NULL;

  while (printed == NULL || !g_str_has_prefix (printed, "shown"))
    {
      g_clear_pointer (&printed, g_free);
      g_assert_true (g_spawn_command_line_sync (command, &printed, NULL, NULL, NULL));
    }
}

/* One note was sent and its answer lost, one was not sent; then the agent is killed. */
static Bad *
set_up (void)
{
  Bad *bad = bad_new ();
  g_autofree char *code = NULL;

  if (bad == NULL)
    return NULL;
  evil_cut (bad->evil, OPERATIONS, 20);
  bad_add_note (bad);
  code = bad_sync (bad);
  g_assert_cmpstr (code, ==, "platform-unreachable");
  bad_add_note (bad);
  await_shown ("note 1");
  programs_kill_agent (bad->programs);
  return bad;
}

static gint64
count_incidents (Bad *bad)
{
  g_autoptr (GError) error = NULL;
  M77Agent1 *agent = programs_agent (bad->programs, FALSE);
  gint64 count;

  m77_agent1_call_count_sync (agent, "incident", "", 0, &count, NULL, &error);
  g_assert_no_error (error);
  return count;
}

static void
test_cache (gconstpointer data)
{
  Bad *bad = set_up ();
  g_autofree char *path = NULL;
  g_autoptr (GBytes) damaged = NULL;

  if (bad == NULL)
    return;
  path = file_of ("cache.db");
  fold_log (path);
  damaged = damage (path, GPOINTER_TO_UINT (data), 0);
  bad_restarted (bad);
  if (g_bytes_get_size (damaged) > 0)
    g_assert_true (is_told (bad, "fetched again"));
  bad_assert_usable (bad);
  g_assert_cmpint (count_incidents (bad), ==, 1);
  bad_free (bad);
}

/* What was saved waits for a person, who lets it go. */
static void
confirm_saved (Bad *bad)
{
  const M77Json *outbox, *row;
  g_autofree char *before = NULL, *code = NULL;
  int status;

  evil_behave (bad->evil);
  before = bad_sync (bad);
  g_assert_cmpstr (before, ==, "");
  outbox = bad_run (bad, NULL, "outbox", "--json", NULL);
  for (row = m77_json_first (m77_json_get (outbox, "rows")); row != NULL; row = m77_json_next (row))
    if (g_strcmp0 (m77_json_get_string (row, "state"), "held") == 0)
      {
        g_assert_cmpstr (m77_json_get_string (row, "code"), ==, "storage-corrupt");
        bad_run (bad, &status, "outbox", "confirm", m77_json_get_string (row, "id"), NULL);
        g_assert_cmpint (status, ==, 0);
      }
  code = bad_sync (bad);
  g_assert_cmpstr (code, ==, "");
}

static void
damage_journal (Damage what, guint page, gboolean *more)
{
  Bad *bad = set_up ();
  g_autofree char *path = NULL, *kept = NULL, *bytes = NULL;
  g_autoptr (GBytes) damaged = NULL;
  g_autoptr (GBytes) now = NULL;
  GStatBuf status;
  gsize length;

  *more = FALSE;
  if (bad == NULL)
    return;
  path = file_of ("journal.db");
  fold_log (path);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  *more = (page + 2) * PAGE <= status.st_size;
  damaged = damage (path, what, page);
  bad_restarted (bad);
  bad_profile (bad);
  kept = find_file ("journal.corrupt-");
  if (kept != NULL)
    {
      g_assert_true (is_told (bad, "damaged"));
      g_assert_true (g_file_get_contents (kept, &bytes, &length, NULL));
      now = g_bytes_new_take (g_steal_pointer (&bytes), length);
      g_assert_true (g_bytes_equal (now, damaged));
    }
  else
    g_assert_cmpint (what, ==, DAMAGE_PAGE); /* a page that nothing is on */
  confirm_saved (bad);
  bad_assert_usable (bad);
  bad_free (bad);
}

static void
test_journal (gconstpointer data)
{
  gboolean more;

  damage_journal (GPOINTER_TO_UINT (data), 0, &more);
}

static void
test_journal_pages (void)
{
  gboolean more = TRUE;

  for (guint page = 0; more; page++)
    {
      g_test_message ("page %u", page);
      damage_journal (DAMAGE_PAGE, page, &more);
    }
}

/* ---- Disks ---- */

/* The profile's directory on a file system of its own, of 24 MiB. FALSE: that is not allowed. */
static gboolean
mount_small (const char *directory)
{
  g_autofree char *away = g_strconcat (directory, ".away", NULL);
  g_autofree char *quoted = g_shell_quote (directory), *quoted_away = g_shell_quote (away);
  g_autofree char *copy = g_strdup_printf ("cp -a %s/. %s", quoted_away, quoted);
  int status;

  g_assert_cmpint (g_rename (directory, away), ==, 0);
  g_assert_cmpint (g_mkdir (directory, 0700), ==, 0);
  if (mount ("m77-test", directory, "tmpfs", 0, "size=24m,mode=0700") != 0)
    {
      g_rmdir (directory);
      g_assert_cmpint (g_rename (away, directory), ==, 0);
      return FALSE;
    }
  g_assert_true (g_spawn_command_line_sync (copy, NULL, NULL, &status, NULL));
  g_assert_cmpint (status, ==, 0);
  return TRUE;
}

/* An agent on a small disk; NULL, skipped, where nothing can be mounted. */
static Bad *
set_up_disk (char **directory)
{
  Bad *bad = bad_new ();
  g_autofree char *path = NULL;

  if (bad == NULL)
    return NULL;
  path = profile_directory ();
  programs_kill_agent (bad->programs);
  if (!mount_small (path))
    {
      g_test_skip ("nothing can be mounted here");
      bad_free (bad);
      return NULL;
    }
  *directory = g_steal_pointer (&path);
  bad_restarted (bad);
  return bad;
}

static void
tear_down_disk (Bad *bad, const char *directory)
{
  programs_kill_agent (bad->programs);
  g_assert_cmpint (umount2 (directory, MNT_DETACH), ==, 0);
  bad_free (bad);
}

static void
fill (const char *path)
{
  static const char piece[4096];
  int fd = g_open (path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

  g_assert_cmpint (fd, >=, 0);
  while (write (fd, piece, sizeof piece) > 0)
    ;
  close (fd);
}

/* Full before the agent begins. */
static void
test_full (void)
{
  static const char *const files[] = { "journal.db", "cache.db", "search.db" };
  g_autofree char *directory = NULL, *filler = NULL;
  Bad *bad = set_up_disk (&directory);
  const char *error;
  int status;

  if (bad == NULL)
    return;
  evil_cut (bad->evil, OPERATIONS, 0);
  bad_add_note (bad);
  programs_kill_agent (bad->programs);
  /* With the reserve that the logs have, edits would go on for long. */
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (directory, files[i], NULL);

      fold_log (path);
    }
  filler = g_build_filename (directory, "filler", NULL);
  fill (filler);
  bad_restarted (bad);
  for (guint i = 0; i < 3; i++)
    bad_run (bad, &status, "note", bad->incident, "not saved", NULL);
  g_assert_cmpint (status, !=, 0);
  error = m77_json_get_string (bad_profile (bad), "error");
  if (error != NULL)
    g_assert_cmpstr (error, ==, "storage-full");
  else
    g_assert_cmpstr (m77_json_get_string (bad_check (bad, "disk"), "code"), ==, "storage-full");
  g_assert_cmpint (g_unlink (filler), ==, 0);
  bad_assert_usable (bad);
  tear_down_disk (bad, directory);
}

static void
test_read_only (void)
{
  g_autofree char *directory = NULL;
  Bad *bad = set_up_disk (&directory);
  const M77Json *profile;

  if (bad == NULL)
    return;
  bad_add_note (bad);
  programs_kill_agent (bad->programs);
  /* Files of a process that is dying are open for writing for a moment yet. */
  while (mount (NULL, directory, NULL, MS_REMOUNT | MS_RDONLY, NULL) != 0)
    g_assert_cmpint (errno, ==, EBUSY);
  bad_restarted (bad);
  profile = bad_profile (bad);
  g_assert_cmpstr (m77_json_get_string (profile, "error"), ==, "storage-read-only");
  g_assert_cmpint (strlen (m77_json_get_string (profile, "detail")), >, 20);
  g_assert_cmpstr (m77_json_get_string (bad_check (bad, "profile"), "code"),
                   ==,
                   "storage-read-only");
  g_assert_cmpint (mount (NULL, directory, NULL, MS_REMOUNT, NULL), ==, 0);
  bad_assert_usable (bad);
  tear_down_disk (bad, directory);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, what, func) g_test_add_data_func (path, GUINT_TO_POINTER (what), func)
  ADD ("/bad-files/cache/random", DAMAGE_RANDOM, test_cache);
  ADD ("/bad-files/cache/half", DAMAGE_HALF, test_cache);
  ADD ("/bad-files/cache/empty", DAMAGE_EMPTY, test_cache);
  ADD ("/bad-files/cache/text", DAMAGE_TEXT, test_cache);
  ADD ("/bad-files/journal/random", DAMAGE_RANDOM, test_journal);
  ADD ("/bad-files/journal/half", DAMAGE_HALF, test_journal);
  ADD ("/bad-files/journal/empty", DAMAGE_EMPTY, test_journal);
  ADD ("/bad-files/journal/text", DAMAGE_TEXT, test_journal);
  g_test_add_func ("/bad-files/journal/pages", test_journal_pages);
  g_test_add_func ("/bad-files/disk/full", test_full);
  g_test_add_func ("/bad-files/disk/read-only", test_read_only);
  return g_test_run ();
}
