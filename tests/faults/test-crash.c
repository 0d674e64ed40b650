/* A morning's work with the real programs, and the agent killed in the Nth write or sync of its
 * files, the power cut in it, or a disk that is full or broken from the Nth on: what was
 * acknowledged is on the platform, once. A spread of N; with M77_TEST_EVERY=1 in the environment
 * every one, with 2/4 the second of four shares of them (crash-every runs all).
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <sqlite3.h>
#include <string.h>

#include "tests/agent/programs.h"
#include "tests/faults/faults-mount.h"
#include "tests/faults/faults-plan.h"

#define SPREAD    12 /* values of N tried in every run, of each sort */
#define TRIES     4
#define NOTES_MAX 32

/* One morning: what was asked for, and what of it was acknowledged. */
typedef struct
{
  Programs *programs;
  FaultsPlan *plan;
  FaultsMount *mount; /* where power is cut; or NULL */
  const char *token;
  guint number; /* of the morning */
  gboolean kills, is_cut;
  guint tries;  /* of a command that fails */
  char *record; /* NULL: not made yet */
  guint notes;  /* asked for */
  gboolean acknowledged[NOTES_MAX];
  char *summary; /* the last acknowledged */
  guint refused; /* commands that failed with a code of the disk's */
} Morning;

static char *
run (const char *const *argv, int *status, char **complaint)
{
  g_autoptr (GSubprocess)
      process = g_subprocess_newv (argv,
                                   G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE,
                                   NULL);
  char *output = NULL;

  g_assert_nonnull (process);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &output, complaint, NULL));
  g_assert_true (g_subprocess_get_if_exited (process));
  *status = g_subprocess_get_exit_status (process);
  return output;
}

/* The power fails once; it comes back before the next is asked for. Who was started meanwhile, on
 * a dead disk, dies of it too. */
static void
bring_back_power (Morning *self)
{
  if (self->mount == NULL || self->is_cut || self->plan->hits == 0)
    return;
  self->is_cut = TRUE;
  programs_kill_agent (self->programs);
  faults_mount_again (self->mount);
}

/* m77 with these words, once. NULL unless it ended with 0. */
static char *
try_m77 (Morning *self, const char *const *words)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autofree char *output = NULL, *complaint = NULL;
  int status;

  bring_back_power (self);
  g_ptr_array_add (argv, (gpointer) g_getenv ("M77_TEST_TUI"));
  for (guint i = 0; words[i] != NULL; i++)
    g_ptr_array_add (argv, (gpointer) words[i]);
  g_ptr_array_add (argv, NULL);
  output = run ((const char *const *) argv->pdata, &status, &complaint);
  if (status == 0)
    return g_steal_pointer (&output);
  g_test_message ("m77 %s ended with %d: %s", words[0], status, complaint);
  self->refused += strstr (complaint, "[storage-") != NULL;
  return NULL;
}

static gboolean
do_m77 (Morning *self, const char *const *words)
{
  for (guint i = 0; i < self->tries; i++)
    {
      g_autofree char *output = try_m77 (self, words);

      if (output != NULL)
        return TRUE;
    }
  return FALSE;
}

#define DO(self, ...) do_m77 (self, (const char *const[]){ __VA_ARGS__, NULL })

static void
create (Morning *self)
{
  for (guint i = 0; i < self->tries && self->record == NULL; i++)
    {
      g_autofree char *title = g_strdup_printf ("title=morning %u, try %u", self->number, i);
      const char *const words[] = { "create",        "incident", title, "environment=production",
                                    "severity=sev2", "--json",   NULL };
      g_autofree char *output = try_m77 (self, words);
      const M77Json *operation = output == NULL
                                     ? NULL
                                     : m77_json_parse (self->programs->pool, output, -1, NULL);

      self->record = g_strdup (m77_json_get_string (operation, "record"));
    }
}

/* Each try is another note, so that one that failed and went through is told from the next. */
static void
add_note (Morning *self)
{
  gboolean done = self->record == NULL;

  for (guint i = 0; i < self->tries && !done; i++)
    {
      g_autofree char *text = g_strdup_printf ("note %u.", self->notes);
      const char *const words[] = { "note", self->record, text, NULL };
      g_autofree char *output = NULL;

      g_assert_cmpuint (self->notes, <, NOTES_MAX);
      output = try_m77 (self, words);
      done = self->acknowledged[self->notes++] = output != NULL;
    }
}

static void
set_summary (Morning *self, const char *summary)
{
  g_autofree char *field = g_strconcat ("summary=", summary, NULL);

  if (self->record != NULL && DO (self, "edit", "incident", self->record, field))
    {
      g_free (self->summary);
      self->summary = g_strdup (summary);
    }
}

static void
work (Morning *self)
{
  DO (self, "offline", "on");
  create (self);
  add_note (self);
  set_summary (self, "written on the train");
  add_note (self);
  DO (self, "offline", "off");
  DO (self, "sync", "--wait");
  add_note (self);
  set_summary (self, "written at the desk");
  DO (self, "sync", "--wait");
}

/* ---- Afterwards ---- */

static gint64
ask_database (const char *path, const char *sql, const char *argument, char **text)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *query = NULL;
  gint64 number;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  sqlite3_busy_timeout (db, 5000);
  sqlite3_db_config (db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &query, NULL), ==, SQLITE_OK);
  if (argument != NULL)
    sqlite3_bind_text (query, 1, argument, -1, SQLITE_STATIC);
  g_assert_cmpint (sqlite3_step (query), ==, SQLITE_ROW);
  number = sqlite3_column_int64 (query, 0);
  if (text != NULL)
    *text = g_strdup ((const char *) sqlite3_column_text (query, 0));
  sqlite3_finalize (query);
  sqlite3_close (db);
  return number;
}

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

static void
assert_files_sound (void)
{
  g_autofree char *path = profile_directory ();
  g_autoptr (GDir) directory = g_dir_open (path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL), *found = NULL;

      g_assert_false (g_str_has_prefix (name, "journal.corrupt"));
      if (!g_str_has_suffix (name, ".db"))
        continue;
      ask_database (file, "PRAGMA integrity_check", NULL, &found);
      g_assert_cmpstr (found, ==, "ok");
    }
}

static guint
count_notes (const M77Json *doc, const char *text)
{
  const M77Json *entry;
  guint found = 0;

  for (entry = m77_json_first (m77_json_get (doc, "timeline")); entry != NULL;
       entry = m77_json_next (entry))
    found += g_strcmp0 (m77_json_get_string (entry, "text"), text) == 0;
  return found;
}

/* Where the disk failed while an edit was to be shown, the next is made on what is shown: a
 * conflict with oneself, which waits for a person with all that is behind it. Never after a
 * death. */
static void
assert_waits (Morning *self, const char *journal, const char *text)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM operation WHERE record = ?"
                                          " AND state < 4 AND (elements LIKE '%%\"%s\"%%' OR"
                                          " patch LIKE '%%\"%s\"%%')",
                                          text,
                                          text);

  g_assert_false (self->kills);
  g_assert_cmpint (ask_database (journal, sql, self->record, NULL), ==, 1);
  g_assert_cmpint (ask_database (journal,
                                 "SELECT count (*) FROM operation WHERE record = ? AND state = 2",
                                 self->record,
                                 NULL),
                   >,
                   0);
}

/* The platform's own word, by its API and by its database, and the journal's. */
static void
assert_arrived (Morning *self)
{
  g_autofree char *path = g_strconcat ("incident/", self->record, NULL);
  g_autofree char *directory = profile_directory ();
  g_autofree char *journal = g_build_filename (directory, "journal.db", NULL);
  g_autofree char *platform = g_build_filename (self->programs->root,
                                                "platform",
                                                "platform.db",
                                                NULL);
  const M77Json *record = programs_ask (self->programs, self->token, path);
  const M77Json *doc = m77_json_get (record, "doc");
  gint64 version = m77_json_get_int (record, "version", 0);

  for (guint i = 0; i < self->notes; i++)
    {
      g_autofree char *text = g_strdup_printf ("note %u.", i);
      guint found = count_notes (doc, text);

      g_assert_cmpuint (found, <=, 1);
      if (self->acknowledged[i] && found == 0)
        assert_waits (self, journal, text);
    }
  if (g_strcmp0 (m77_json_get_string (doc, "summary"), self->summary) != 0)
    assert_waits (self, journal, self->summary);
  g_assert_cmpint (ask_database (platform,
                                 "SELECT count (DISTINCT version) FROM answer WHERE id = ?"
                                 " AND version IS NOT NULL",
                                 self->record,
                                 NULL),
                   ==,
                   version);
  g_assert_cmpint (ask_database (journal,
                                 "SELECT count (*) FROM operation WHERE record = ? AND state = 4",
                                 self->record,
                                 NULL),
                   ==,
                   version);
}

static gint64
ask_unended (Morning *self)
{
  g_autofree char *directory = profile_directory ();
  g_autofree char *journal = g_build_filename (directory, "journal.db", NULL);

  return ask_database (journal,
                       "SELECT count (*) FROM operation WHERE record = ? AND state < 4",
                       self->record,
                       NULL);
}

static void
assert_replica (Morning *self)
{
  const char *const words[] = { "show", "incident", self->record, "--json", NULL };
  g_autofree char *path = g_strconcat ("incident/", self->record, NULL);
  g_autofree char *shown = try_m77 (self, words), *ours = NULL, *theirs = NULL;
  const M77Json *record;

  g_assert_nonnull (shown);
  record = m77_json_parse (self->programs->pool, shown, -1, NULL);
  ours = m77_json_to_text (m77_json_get (record, "doc"));
  record = programs_ask (self->programs, self->token, path);
  theirs = m77_json_to_text (m77_json_get (record, "doc"));
  g_assert_cmpstr (ours, ==, theirs);
}

/* The disk is as it should be; what could not be done is done now. */
static void
finish (Morning *self)
{
  bring_back_power (self);
  self->plan->what = FAULTS_NOTHING;
  self->tries = TRIES;
  g_assert_true (DO (self, "offline", "off"));
  if (self->record == NULL)
    create (self);
  g_assert_nonnull (self->record);
  set_summary (self, "written at home");
  add_note (self);
  g_assert_true (DO (self, "sync", "--wait"));
  g_assert_true (DO (self, "sync", "--wait"));
  assert_arrived (self);
  if (ask_unended (self) == 0)
    assert_replica (self);
  assert_files_sound ();
}

/* ---- The mornings ---- */

typedef struct
{
  const char *name;
  FaultsWhat what;
  guint counts;
} Sort;

static const Sort sorts[] = {
  { "kill-at-write", FAULTS_KILL, FAULTS_WRITES },
  { "kill-at-sync", FAULTS_KILL, FAULTS_SYNCS },
  { "cut-at-write", FAULTS_CUT, FAULTS_WRITES },
  { "cut-at-sync", FAULTS_CUT, FAULTS_SYNCS },
  { "full", FAULTS_FULL, FAULTS_WRITES | FAULTS_SYNCS },
  { "broken", FAULTS_IO, FAULTS_WRITES | FAULTS_SYNCS },
};

static gint64
agent_pid (Morning *self)
{
  const char *const words[] = { "status", "--json", NULL };
  g_autofree char *output = try_m77 (self, words);
  const M77Json *status = output == NULL ? NULL
                                         : m77_json_parse (self->programs->pool, output, -1, NULL);

  return m77_json_get_int (m77_json_get (status, "agent"), "pid", 0);
}

/* Which N are tried. */
typedef struct
{
  guint first, each;
  gboolean is_all; /* past the steps counted, too, for as long as there is something to break */
} Course;

static Course
read_course (guint steps)
{
  const char *every = g_getenv ("M77_TEST_EVERY");
  g_auto (GStrv) parts = g_strsplit (every != NULL ? every : "", "/", 2);
  Course course = { 1, MAX (1, steps / SPREAD), FALSE };

  if (parts[0] == NULL || *parts[0] == '\0')
    return course;
  course.is_all = TRUE;
  course.first = parts[1] != NULL ? (guint) g_ascii_strtoull (parts[0], NULL, 10) : 1;
  course.each = parts[1] != NULL ? (guint) g_ascii_strtoull (parts[1], NULL, 10) : 1;
  g_assert_cmpuint (course.first, >, 0);
  g_assert_cmpuint (course.each, >, 0);
  return course;
}

/* What all mornings of a sort have. */
typedef struct
{
  Programs *programs;
  FaultsPlan *plan;
  FaultsMount *mount;
  char *token;
} Stage;

/* FALSE, after having skipped the test, where it cannot be. */
static gboolean
set_stage (Stage *self, const Sort *sort)
{
  g_autofree char *agent = NULL, *path = NULL, *why = NULL;

  self->programs = programs_start ();
  if (self->programs == NULL)
    return FALSE;
  if (sort->what == FAULTS_CUT)
    self->mount = faults_mount_new (g_getenv ("XDG_DATA_HOME"), &why);
  if (why != NULL)
    {
      g_test_skip (why);
      programs_stop (self->programs);
      return FALSE;
    }
  g_unsetenv ("G_DEBUG");
  agent = g_build_filename (g_getenv ("M77_TEST_BUILD"),
                            "tests",
                            "faults",
                            "m77-agent-faults",
                            NULL);
  path = g_build_filename (self->programs->root, "plan", NULL);
  self->plan = faults_plan_map (path);
  self->token = programs_token (self->programs, "omar", "admin");
  programs_add_profile (self->programs, "jana", "operator");
  g_setenv ("M77_AGENT_PROGRAM", agent, TRUE);
  g_setenv (FAULTS_PLAN_VARIABLE, path, TRUE);
  return TRUE;
}

static void
clear_stage (Stage *self)
{
  if (self->mount != NULL)
    {
      programs_kill_agent (self->programs);
      faults_mount_free (self->mount);
    }
  programs_stop (self->programs);
  g_free (self->token);
}

/* How many steps the agent took. at 0: nothing happens. */
static guint
live (const Stage *stage, const Sort *sort, guint at)
{
  static guint number;
  Programs *programs = stage->programs;
  FaultsPlan *plan = stage->plan;
  Morning self = { .programs = programs,
                   .plan = plan,
                   .mount = stage->mount,
                   .token = stage->token,
                   .number = number++ };
  gboolean kills = sort->what == FAULTS_KILL || sort->what == FAULTS_CUT;
  guint steps;
  gint64 pid;

  /* An agent that begins, so that opening its files counts. */
  programs_kill_agent (programs);
  self.kills = kills;
  self.tries = kills ? TRIES : 1;
  plan->what = at == 0 ? FAULTS_NOTHING : sort->what;
  plan->counts = sort->counts;
  plan->at = at;
  plan->step = plan->hits = 0;
  pid = agent_pid (&self);
  work (&self);
  steps = plan->step;
  if (at > 0 && kills)
    g_assert_cmpuint (plan->hits, <=, 1);
  if (at > 0 && !kills && plan->hits > 0)
    g_assert_cmpint (agent_pid (&self), ==, pid);
  finish (&self);
  m77_json_pool_reset (programs->pool);
  g_free (self.record);
  g_free (self.summary);
  return steps;
}

static void
test_sort (gconstpointer data)
{
  const Sort *sort = data;
  Stage stage = { 0 };
  guint steps, done = 0, hit = 0;
  Course course;

  if (!set_stage (&stage, sort))
    return;
  live (&stage, sort, 0);
  steps = live (&stage, sort, 0);
  g_assert_cmpuint (steps, >, 10);
  course = read_course (steps);
  for (guint at = course.first; at <= steps || (course.is_all && stage.plan->hits > 0);
       at += course.each)
    {
      g_test_message ("step %u of %u", at, steps);
      live (&stage, sort, at);
      done++;
      hit += stage.plan->hits > 0;
    }
  g_test_message ("%u steps tried of %u counted, %u of them hit", done, steps, hit);
  g_assert_cmpuint (hit, >, 0);
  clear_stage (&stage);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (sorts); i++)
    {
      g_autofree char *path = g_strconcat ("/crash/", sorts[i].name, NULL);

      g_test_add_data_func (path, &sorts[i], test_sort);
    }
  return g_test_run ();
}
