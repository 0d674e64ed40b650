/* test-tmux.c: the console from start to exit as a person has it: in tmux, under a shell, with
 * the real agent and platform
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <signal.h>
#include <string.h>
#include <sys/prctl.h>

#include "tests/agent/machine.h"

#define PATIENT_US (30 * G_USEC_PER_SEC)
#define LOOK_US    10000

typedef struct
{
  Machine *machine;
  char *socket;
  char *screen; /* as it was looked at last */
} Tmux;

static void
run (Tmux *self, char **out, const char *first, ...)
{
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  va_list args;

  g_ptr_array_add (argv, "tmux");
  g_ptr_array_add (argv, "-S");
  g_ptr_array_add (argv, self->socket);
  g_ptr_array_add (argv, "-f");
  g_ptr_array_add (argv, "/dev/null");
  va_start (args, first);
  for (const char *word = first; word != NULL; word = va_arg (args, const char *))
    g_ptr_array_add (argv, (gpointer) word);
  va_end (args);
  g_ptr_array_add (argv, NULL);
  process = g_subprocess_launcher_spawnv (self->machine->launcher,
                                          (const char *const *) argv->pdata,
                                          &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, "", NULL, out, NULL, &error);
  g_assert_no_error (error);
}

static char *
look (Tmux *self)
{
  g_clear_pointer (&self->screen, g_free);
  run (self, &self->screen, "capture-pane", "-p", "-t", "m77", NULL);
  return self->screen;
}

static void
wait_for (Tmux *self, const char *words)
{
  gint64 end = g_get_monotonic_time () + PATIENT_US;

  while (strstr (look (self), words) == NULL)
    {
      if (g_get_monotonic_time () > end)
        g_error ("“%s” never came:\n%s", words, self->screen);
      g_usleep (LOOK_US);
    }
}

static void
wait_without (Tmux *self, const char *words)
{
  gint64 end = g_get_monotonic_time () + PATIENT_US;

  while (strstr (look (self), words) != NULL)
    {
      if (g_get_monotonic_time () > end)
        g_error ("“%s” never went:\n%s", words, self->screen);
      g_usleep (LOOK_US);
    }
}

static void
press (Tmux *self, const char *keys)
{
  g_auto (GStrv) names = g_strsplit (keys, " ", -1);

  for (guint i = 0; names[i] != NULL; i++)
    run (self, NULL, "send-keys", "-t", "m77", names[i], NULL);
}

static void
type (Tmux *self, const char *text)
{
  run (self, NULL, "send-keys", "-t", "m77", "-l", text, NULL);
}

static void
resize (Tmux *self, const char *cols, const char *rows)
{
  run (self, NULL, "resize-window", "-t", "m77", "-x", cols, "-y", rows, NULL);
}

static int
cursor_row (Tmux *self)
{
  g_autofree char *text = NULL;

  run (self, &text, "display-message", "-p", "-t", "m77", "#{cursor_y}", NULL);
  return (int) g_ascii_strtoll (text, NULL, 10);
}

static void
command (Machine *machine, const char *line)
{
  g_auto (GStrv) words = NULL;
  const char *word[5] = { NULL };

  g_assert_true (g_shell_parse_argv (line, NULL, &words, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (word) && words[i] != NULL; i++)
    word[i] = words[i];
  g_assert_cmpint (machine_m77 (machine, NULL, word[0], word[1], word[2], word[3], word[4], NULL),
                   ==,
                   0);
}

static void
die_with_parent_cb (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

/* A shell whose prompt is "$> ", after one incident was made. NULL: skipped. */
static Tmux *
start (void)
{
  g_autofree char *tmux = g_find_program_in_path ("tmux");
  g_autofree char *token = NULL;
  Machine *machine = tmux != NULL ? machine_new () : NULL;
  Tmux *self;

  if (tmux == NULL)
    g_test_skip ("tmux is not installed");
  if (machine == NULL)
    return NULL;
  self = g_new0 (Tmux, 1);
  self->machine = machine;
  self->socket = machine_path (machine, "tmux");
  machine_start_platform (machine, NULL);
  token = machine_token (machine, "jana", "operator");
  g_assert_cmpint (machine_add_profile (machine, token), ==, 0);
  command (machine,
           "create incident 'title=Card payments fail' severity=sev2 environment=production");
  command (machine, "create incident 'title=Mail bounces' severity=sev3 environment=production");
  command (machine, "sync --wait");
  g_subprocess_launcher_set_child_setup (machine->launcher, die_with_parent_cb, NULL, NULL);
  g_subprocess_launcher_setenv (machine->launcher, "M77", g_getenv ("M77_TEST_TUI"), TRUE);
  g_subprocess_launcher_setenv (machine->launcher, "PS1", "$> ", TRUE);
  g_subprocess_launcher_setenv (machine->launcher, "LC_ALL", "C.UTF-8", TRUE);
  g_subprocess_launcher_setenv (machine->launcher, "TZ", "UTC-2", TRUE);
  run (self,
       NULL,
       "new-session",
       "-d",
       "-s",
       "m77",
       "-x",
       "80",
       "-y",
       "24",
       "PS1='$> ' bash --norc --noprofile -i",
       NULL);
  wait_for (self, "$>");
  return self;
}

static void
finish (Tmux *self)
{
  run (self, NULL, "kill-server", NULL);
  machine_free (self->machine);
  g_free (self->socket);
  g_free (self->screen);
  g_free (self);
}

static void
begin (Tmux *self)
{
  type (self, "clear; $M77");
  press (self, "Enter");
  wait_for (self, "Card payments fail");
  wait_for (self, "LIVE");
}

/* The terminal's modes as the shell sees them. */
static char *
modes (Tmux *self)
{
  g_autofree char *file = machine_path (self->machine, "modes");
  g_autofree char *line = g_strdup_printf ("stty -g > %s; clear; echo do''ne", file);
  char *text = NULL;

  type (self, line);
  press (self, "Enter");
  wait_for (self, "done");
  g_assert_true (g_file_get_contents (file, &text, NULL, NULL));
  return text;
}

static void
quit (Tmux *self)
{
  press (self, ":");
  type (self, "q");
  press (self, "Enter");
  wait_without (self, "LIVE");
  wait_for (self, "$>");
}

/* Start, look, open, note, every size, out to the shell and back, quit: the shell is as before. */
static void
test_start_to_exit (void)
{
  static const char *const sizes[][2] = { { "20", "5" },   { "300", "80" }, { "40", "15" },
                                          { "200", "60" }, { "21", "7" },   { "80", "24" } };
  Tmux *self = start ();
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  if (self == NULL)
    return;
  before = modes (self);
  begin (self);
  press (self, "1");
  wait_for (self, "by severity");
  wait_for (self, "Mail bounces");
  press (self, "Enter");
  wait_for (self, "TIMELINE");
  press (self, "n");
  wait_for (self, "Enter add");
  type (self, "seen in tmux");
  press (self, "Enter");
  wait_for (self, "seen in tmux");
  wait_without (self, "Enter add");
  press (self, "q");
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      resize (self, sizes[i][0], sizes[i][1]);
      wait_for (self, "S2");
    }
  wait_for (self, "LIVE");

  press (self, "C-z");
  wait_for (self, "Stopped");
  wait_without (self, "LIVE");
  press (self, "f g Enter");
  wait_for (self, "LIVE");
  wait_for (self, "Card payments fail");
  quit (self);
  after = modes (self);
  g_assert_cmpstr (after, ==, before);
  finish (self);
}

/* Without the platform everything goes on; what was written arrives when it is back. */
static void
test_offline (void)
{
  Tmux *self = start ();

  if (self == NULL)
    return;
  begin (self);
  press (self, ":");
  type (self, "offline on 1h");
  press (self, "Enter");
  wait_for (self, "OFFLINE by you");
  press (self, "1");
  wait_for (self, "Mail bounces");
  press (self, "g Enter");
  wait_for (self, "TIMELINE");
  press (self, "n");
  wait_for (self, "Enter add");
  type (self, "written offline");
  press (self, "Enter");
  wait_without (self, "Enter add");
  wait_for (self, "the platform's last word");
  wait_for (self, "queued 1");
  wait_for (self, "written offline");
  press (self, ":");
  type (self, "offline off");
  press (self, "Enter");
  wait_for (self, "LIVE");
  wait_without (self, "queued 1");
  wait_without (self, "the platform's last word");
  wait_for (self, "written offline");
  quit (self);
  finish (self);
}

/* Ended from outside, politely or not, the shell has its terminal back. */
static void
test_killed (void)
{
  static const char *const signals[] = { "TERM", "HUP", "SEGV", "ABRT", "QUIT", "BUS" };
  Tmux *self = start ();
  g_autofree char *before = NULL;

  if (self == NULL)
    return;
  before = modes (self);
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    {
      g_autofree char *after = NULL;
      g_autofree char *line =
          g_strdup_printf ("pkill -%s -P $(tmux -S %s display-message -p -t m77 '#{pane_pid}') m77",
                           signals[i],
                           self->socket);
      const char *const argv[] = { "sh", "-c", line, NULL };
      GSubprocess *process;

      begin (self);
      process = machine_spawn (self->machine, argv);
      g_subprocess_wait (process, NULL, NULL);
      g_object_unref (process);
      wait_without (self, "LIVE");
      after = modes (self);
      g_assert_cmpstr (after, ==, before);
    }
  finish (self);
}

/* While the agent stands still every key is answered: moving, bars, help, lists that are there,
 * typing. Nothing that is typed is lost, and its silence is told. */
static void
test_silent_agent (void)
{
  Tmux *self = start ();
  int pid;
  int row;

  if (self == NULL)
    return;
  begin (self);
  press (self, "1");
  wait_for (self, "by severity");
  wait_for (self, "Mail bounces");
  pid = machine_agent_pid (self->machine);
  kill (pid, SIGSTOP);

  row = cursor_row (self);
  press (self, "j");
  while (cursor_row (self) == row)
    g_usleep (LOOK_US);
  wait_for (self, "AGENT SILENT");
  press (self, "?");
  wait_for (self, "KEYS of");
  press (self, "Escape");
  wait_without (self, "KEYS of");
  press (self, "n");
  wait_for (self, "Enter add");
  type (self, "typed while it stood still");
  wait_for (self, "typed while it stood still");
  wait_for (self, "AGENT SILENT");
  press (self, "Escape : x y z");
  wait_for (self, ":xyz");
  press (self, "Escape 0");
  wait_for (self, "HEALTH");
  press (self, "[ k n");
  wait_for (self, "Enter add");
  type (self, "kept");
  press (self, "Enter");

  kill (pid, SIGCONT);
  wait_without (self, "AGENT SILENT");
  wait_without (self, "Enter add");
  press (self, "Enter");
  wait_for (self, "kept");
  quit (self);
  finish (self);
}

/* The same in lines needs no terminal at all. */
static void
test_linear (void)
{
  Tmux *self = start ();

  if (self == NULL)
    return;
  g_assert_cmpint (machine_m77 (self->machine,
                                ":incidents\n1 n said in lines\n1\n:q\n",
                                "--linear",
                                NULL),
                   ==,
                   0);
  g_assert_nonnull (strstr (self->machine->out, "severity 2, triggered"));
  g_assert_nonnull (strstr (self->machine->out, "Note stored here"));
  g_assert_nonnull (strstr (self->machine->out, "said in lines"));
  g_assert_null (strchr (self->machine->out, 27));
  finish (self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tmux/start-to-exit", test_start_to_exit);
  g_test_add_func ("/tmux/offline", test_offline);
  g_test_add_func ("/tmux/killed", test_killed);
  g_test_add_func ("/tmux/silent-agent", test_silent_agent);
  g_test_add_func ("/tmux/linear", test_linear);
  return g_test_run ();
}
