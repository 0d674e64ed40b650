/* Some seeds of the simulation in every run of the tests, and as many as one likes by hand:
 *
 *   test-sim --seeds N --from S [--jobs J] [--stop] [--trace]
 *
 * Each seed runs in a child of its own, from the same beginning.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#include "config.h"

#include <errno.h>
#include <ftw.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/sim/sim-storm.h"

#if defined(__SANITIZE_ADDRESS__)
#define SEEDS 20
#else
#define SEEDS 200
#endif
#define JOBS_MOST 16

static int option_seeds = 0, option_from = 1, option_jobs = 1;
static gboolean option_trace = FALSE, option_stop = FALSE;

// clang-format off
static const GOptionEntry options[] = {
  { "seeds", 0, 0, G_OPTION_ARG_INT, &option_seeds, "How many", "N" },
  { "from", 0, 0, G_OPTION_ARG_INT, &option_from, "The first", "S" },
  { "jobs", 0, 0, G_OPTION_ARG_INT, &option_jobs, "At once", "J" },
  { "stop", 0, 0, G_OPTION_ARG_NONE, &option_stop, "With the first that fails", NULL },
  { "trace", 0, 0, G_OPTION_ARG_NONE, &option_trace, "Tell all that happens", NULL },
  { 0 },
};
// clang-format on

/* Of the process's only world, for what is logged. */
static SimWorld *the_world;

/* What is warned of while a power cut is on is what a power cut does; anything else is found. */
static GLogWriterOutput
write_log (GLogLevelFlags level, const GLogField *fields, gsize n, gpointer data)
{
  const char *what = "";
  gboolean excused = the_world == NULL || the_world->is_dying ||
                     sim_disk_is_dead (the_world->platform_disk);

  for (gsize i = 0; i < n; i++)
    if (g_str_equal (fields[i].key, "MESSAGE"))
      what = fields[i].value;
  for (guint a = 0; !excused && a < SIM_AGENTS; a++)
    excused = sim_agent_is_dead (&the_world->agents[a]);
  if ((level & (G_LOG_LEVEL_WARNING | G_LOG_LEVEL_CRITICAL | G_LOG_LEVEL_ERROR)) == 0 || excused)
    return G_LOG_WRITER_HANDLED;
  if (the_world->seed == 0)
    return g_log_writer_default (level, fields, n, data);
  sim_fail (the_world, "warned: %s", what);
}

static void
run_seed (SimWorld *world, guint seed)
{
  sim_world_seed (world, seed, option_trace);
  sim_storm_run (world);
}

/* The worker's child: in the worker's directory, which is left as it is found. */
static void
run_child (SimWorld *world, guint seed, const char *directory)
{
  if (chdir (directory) != 0)
    _exit (1);
  run_seed (world, seed);
  fflush (stdout);
  _exit (0);
}

static pid_t
spawn (SimWorld *world, guint seed, guint slot)
{
  g_autofree char *directory = g_strdup_printf ("../job%u", slot);
  pid_t child;

  g_mkdir (directory, 0700);
  fflush (stdout);
  child = fork ();
  if (child == 0)
    run_child (world, seed, directory);
  g_assert_cmpint (child, >, 0);
  return child;
}

static guint
wait_for_one (pid_t *children, guint *seeds, guint jobs, guint *failed)
{
  int status;
  pid_t child = waitpid (-1, &status, 0);
  guint slot = 0;

  while (slot < jobs && children[slot] != child)
    slot++;
  g_assert_cmpuint (slot, <, jobs);
  children[slot] = 0;
  if (WIFEXITED (status) && WEXITSTATUS (status) == 0)
    return slot;
  ++*failed;
  if (!WIFEXITED (status) || WEXITSTATUS (status) != SIM_FOUND)
    fprintf (stderr,
             "# seed %u ended with %d\n# ./dev sim --from %u --seeds 1 --trace\n",
             seeds[slot],
             status,
             seeds[slot]);
  return slot;
}

/* How many of them failed. */
static guint
run_seeds (SimWorld *world, guint from, guint count, guint jobs)
{
  pid_t children[JOBS_MOST] = { 0 };
  guint seeds[JOBS_MOST] = { 0 }, failed = 0, running = 0;

  for (guint i = 0; i < count || running > 0;)
    {
      guint slot = 0;

      while (slot < jobs && children[slot] != 0)
        slot++;
      if (option_stop && failed > 0)
        count = i;
      if (i < count && slot < jobs)
        {
          seeds[slot] = from + i++;
          children[slot] = spawn (world, seeds[slot], slot);
          running++;
          continue;
        }
      wait_for_one (children, seeds, jobs, &failed);
      running--;
    }
  return failed;
}

static int
remove_one (const char *path, const struct stat *status, int type, struct FTW *walk)
{
  return remove (path);
}

/* A world in a directory of its own; *top: to be removed. */
static SimWorld *
begin (char **top)
{
  g_autofree char *machines = NULL;

  g_log_set_always_fatal (G_LOG_FATAL_MASK); /* write_log () sees to warnings */
  *top = g_dir_make_tmp ("m77-sim-XXXXXX", NULL);
  g_assert_nonnull (*top);
  machines = g_build_filename (*top, "machines", NULL);
  g_assert_cmpint (g_mkdir (machines, 0700), ==, 0);
  g_assert_cmpint (chdir (machines), ==, 0);
  the_world = sim_world_new ();
  sim_storm_prepare (the_world);
  return the_world;
}

static void
end (SimWorld *world, char *top)
{
  the_world = NULL;
  sim_world_free (world);
  g_assert_cmpint (chdir ("/"), ==, 0);
  nftw (top, remove_one, 8, FTW_DEPTH | FTW_PHYS);
  g_free (top);
}

static void
test_seeds (void)
{
  char *top;
  SimWorld *world = begin (&top);

  g_assert_cmpuint (run_seeds (world, 1, SEEDS, 1), ==, 0);
  end (world, top);
}

static int
run_by_hand (void)
{
  char *top;
  SimWorld *world = begin (&top);
  gint64 start = g_get_monotonic_time ();
  guint failed = run_seeds (world, option_from, option_seeds, CLAMP (option_jobs, 1, JOBS_MOST));
  double seconds = (g_get_monotonic_time () - start) / 1e6;

  end (world, top);
  printf ("%u of %d seeds from %d failed; %.1f s, %.1f seeds/s\n",
          failed,
          option_seeds,
          option_from,
          seconds,
          option_seeds / seconds);
  return failed > 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}

int
main (int argc, char **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_log_set_writer_func (write_log, NULL, NULL);
  g_option_context_add_main_entries (context, options, NULL);
  g_option_context_set_ignore_unknown_options (context, TRUE);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      fprintf (stderr, "%s\n", error->message);
      return 2;
    }
  if (option_seeds > 0)
    return run_by_hand ();
  g_test_init (&argc, &argv, NULL);
  /* write_log () judges what is warned of, not the harness: a power cut warns. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK);
  g_log_set_default_handler (g_log_default_handler, NULL);
  g_test_add_func ("/sim/seeds", test_seeds);
  return g_test_run ();
}
