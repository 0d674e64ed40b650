/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sim"

#include "config.h"

#include "tests/sim/sim-world.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "shared/base/m77-time.h"
#include "tests/sim/sim-log.h"
#include "tests/sim/sim-platform.h"
#include "tests/sim/sim-wire.h"

#define PLATFORM_DIRECTORY "platform"
#define PLATFORM_VFS       "sim-platform"
#define CRASHES_MOST       5 /* of a machine that dies while it starts */

static const struct
{
  const char *member, *role;
} people[SIM_AGENTS] = { { "jana", "operator" }, { "omar", "operator" }, { "lena", "admin" } };

/* ---- Saying and failing ---- */

void
sim_say (SimWorld *self, const SimAgent *agent, const char *format, ...)
{
  va_list arguments;
  g_autofree char *what = NULL, *now = NULL;

  if (!self->is_tracing)
    return;
  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  now = m77_time_format (self->now);
  printf ("%4u %.12s %*s%-8s %s\n",
          self->step,
          now + 11,
          (int) (2 * self->depth),
          "",
          agent != NULL ? agent->member : "-",
          what);
  fflush (stdout);
}

void
sim_fail (SimWorld *self, const char *format, ...)
{
  va_list arguments;
  g_autofree char *what = NULL;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  fflush (stdout);
  fprintf (stderr,
           "# seed %u, step %u: %s\n# ./dev sim --from %u --seeds 1 --trace\n",
           self->seed,
           self->step,
           what,
           self->seed);
  fflush (stderr);
  _exit (SIM_FOUND);
}

/* ---- Dice and clocks ---- */

guint
sim_roll (SimWorld *self, guint n)
{
  return (guint) g_rand_int_range (self->dice, 0, (gint32) n);
}

gboolean
sim_chance (SimWorld *self, guint n)
{
  return sim_roll (self, n) == 0;
}

static gint64
clock_now (const M77Runtime *runtime)
{
  const SimClock *clock = (const SimClock *) runtime;

  return clock->world->now + clock->ahead;
}

static gint64
clock_monotonic (const M77Runtime *runtime)
{
  return ((const SimClock *) runtime)->world->now;
}

static void
clock_random (const M77Runtime *runtime, guint8 *bytes, gsize count)
{
  SimWorld *world = ((const SimClock *) runtime)->world;

  for (gsize i = 0; i < count; i++)
    {
      world->random = world->random * G_GUINT64_CONSTANT (6364136223846793005) +
                      1442695040888963407;
      bytes[i] = (guint8) (world->random >> 56);
    }
}

static void
set_up_clock (SimClock *clock, SimWorld *world)
{
  clock->runtime = (M77Runtime){ clock_now, clock_monotonic, clock_random };
  clock->world = world;
}

/* ---- The platform ---- */

void
sim_world_open_platform (SimWorld *self)
{
  g_autoptr (GError) error = NULL;

  self->platform = platform_core_open (PLATFORM_DIRECTORY,
                                       PLATFORM_VFS,
                                       &self->platform_clock.runtime,
                                       &error);
  if (self->platform == NULL)
    sim_fail (self, "The platform does not start again: %s", error->message);
  platform_core_set_limits (self->platform, 1000000, 1000000);
}

static SimCut
choose_cut (SimWorld *self)
{
  static const SimCut cuts[] = { SIM_CUT_KEEP_ALL, SIM_CUT_LOSE_ALL, SIM_CUT_KEEP_SOME };

  return cuts[sim_roll (self, G_N_ELEMENTS (cuts))];
}

void
sim_platform_restart (SimWorld *self)
{
  g_autoptr (GError) error = NULL;

  sim_say (self, NULL, "the platform dies");
  self->is_dying = TRUE;
  sim_disk_die (self->platform_disk);
  platform_core_close (self->platform);
  sim_disk_cut (self->platform_disk, choose_cut (self), self->dice);
  self->is_dying = FALSE;
  if (!self->is_quiet && sim_chance (self, 8))
    {
      sim_say (self, NULL, "… and its backup is restored");
      self->n_restored++;
      if (!sim_platform_renew_epochs (PLATFORM_DIRECTORY,
                                      PLATFORM_VFS,
                                      &self->platform_clock.runtime,
                                      &error))
        sim_fail (self, "The platform's file: %s", error->message);
    }
  sim_world_open_platform (self);
}

/* ---- A person's machine ---- */

static gboolean
start_agent (SimAgent *self)
{
  g_autoptr (GError) error = NULL;

  self->store = agent_store_open (self->directory, self->vfs, &self->clock.runtime, TRUE, &error);
  if (self->store == NULL && sim_disk_is_dead (self->disk))
    return FALSE;
  if (self->store == NULL)
    sim_fail (self->world, "%s's agent does not start again: %s", self->member, error->message);
  if (self->store->notices->len > 0)
    sim_fail (self->world,
              "%s's agent starts with: %s",
              self->member,
              (char *) self->store->notices->pdata[0]);
  self->wire = sim_wire_new (self);
  self->checkpoint = 0;
  self->sync = agent_sync_new (self->store,
                               self->wire,
                               &self->clock.runtime,
                               "platform",
                               "shop",
                               self->member);
  /* So that several go one behind the other, and what is answered meets what is under way. */
  agent_sync_set_batch (self->sync, (guint) g_rand_int_range (self->world->dice, 1, 5));
  self->is_online = FALSE;
  self->store
      ->search_posted = TRUE; /* as if it were under way: full text is not what this is about */
  return TRUE;
}

static void
cut_power (SimAgent *self)
{
  SimWorld *world = self->world;

  sim_disk_die (self->disk);
  g_clear_pointer (&self->sync, agent_sync_free);
  g_clear_pointer (&self->store, agent_store_close);
  sim_disk_cut (self->disk, choose_cut (world), world->dice);
}

void
sim_agent_restart (SimAgent *self)
{
  SimWorld *world = self->world;
  gboolean is_up = FALSE;

  sim_say (world, self, "dies and starts again");
  world->is_dying = TRUE;
  cut_power (self);
  for (guint crashes = 0; !is_up; crashes++)
    {
      if (!world->is_quiet && crashes < CRASHES_MOST && sim_chance (world, 4))
        sim_disk_die_in (self->disk, 1 + sim_roll (world, 30));
      is_up = start_agent (self);
      if (is_up && sim_disk_is_dead (self->disk))
        is_up = FALSE;
      if (!is_up)
        cut_power (self);
    }
  sim_disk_die_in (self->disk, 0);
  world->is_dying = FALSE;
  sim_log_look (self);
  self->doing = SIM_DOING_NOTHING;
}

gboolean
sim_agent_is_dead (const SimAgent *self)
{
  return sim_disk_is_dead (self->disk);
}

void
sim_agent_desk (SimAgent *self, AgentDesk *desk)
{
  agent_desk_init (desk, self->store, FALSE);
  desk->member = self->member;
  desk->session = self->member;
  desk->online = self->is_online;
}

/* The files are in memory; the agent looks whether there is a journal that is not empty. */
static void
make_directory (const SimAgent *self)
{
  g_autofree char *journal = g_build_filename (self->directory, "journal.db", NULL);

  g_mkdir (self->directory, 0700);
  g_assert_true (g_file_set_contents_full (journal, "*", 1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

static void
set_up_agent (SimAgent *self, SimWorld *world, guint index)
{
  g_autoptr (GError) error = NULL;

  self->world = world;
  self->index = index;
  self->member = people[index].member;
  self->role = people[index].role;
  self->directory = g_strdup (self->member);
  self->vfs = g_strconcat ("sim-", self->member, NULL);
  self->disk = sim_disk_new (self->vfs);
  set_up_clock (&self->clock, world);
  self->token = platform_core_token_create (world->platform,
                                            "shop",
                                            self->member,
                                            self->role,
                                            &error);
  g_assert_no_error (error);
  make_directory (self);
  start_agent (self);
}

/* ---- All of it ---- */

SimWorld *
sim_world_new (void)
{
  SimWorld *self = g_new0 (SimWorld, 1);
  g_autoptr (GError) error = NULL;

  self->now = m77_time_parse ("2030-05-17T03:12:00.000Z");
  self->random = 77;
  self->dice = g_rand_new_with_seed (77);
  self->is_quiet = TRUE;
  self->records = g_ptr_array_new ();
  self->late = sim_wire_late_new ();
  self->log = sim_log_new ();
  self->platform_disk = sim_disk_new (PLATFORM_VFS);
  set_up_clock (&self->platform_clock, self);
  sim_world_open_platform (self);
  platform_core_tenant_create (self->platform, "shop", &error);
  g_assert_no_error (error);
  platform_core_close (self->platform);
  sim_log_watch_platform (PLATFORM_DIRECTORY, PLATFORM_VFS);
  sim_world_open_platform (self);
  for (guint i = 0; i < SIM_AGENTS; i++)
    set_up_agent (&self->agents[i], self, i);
  return self;
}

void
sim_world_seed (SimWorld *self, guint32 seed, gboolean tracing)
{
  self->seed = seed;
  self->random = seed;
  self->is_tracing = tracing;
  self->is_quiet = FALSE;
  g_rand_set_seed (self->dice, seed);
  sim_disk_set_seed (self->platform_disk, seed);
  for (guint i = 0; i < SIM_AGENTS; i++)
    {
      sim_disk_set_seed (self->agents[i].disk, seed + i + 1);
      make_directory (&self->agents[i]);
    }
}

void
sim_world_free (SimWorld *self)
{
  for (guint i = 0; i < SIM_AGENTS; i++)
    {
      SimAgent *agent = &self->agents[i];

      agent_sync_free (agent->sync);
      agent_store_close (agent->store);
      g_free (agent->directory);
      g_free (agent->vfs);
      g_free (agent->token);
    }
  platform_core_close (self->platform);
  g_ptr_array_unref (self->late);
  sim_log_free (self->log);
  for (guint i = 0; i < self->records->len; i++)
    {
      SimRecord *record = self->records->pdata[i];

      g_free (record->id);
      g_free (record);
    }
  g_ptr_array_unref (self->records);
  g_rand_free (self->dice);
  g_free (self);
}

void
sim_world_add_record (SimWorld *self, const char *kind, const char *id)
{
  SimRecord *record = g_new (SimRecord, 1);

  *record = (SimRecord){ kind, g_strdup (id) };
  g_ptr_array_add (self->records, record);
}
