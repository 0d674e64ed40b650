/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <unistd.h>

#include "agent/store/agent-lane.h"
#include "agent/store/agent-pace.h"
#include "agent/store/agent-profile-lock.h"
#include "shared/base/m77-error.h"

/* What ran, in order, and a gate that keeps a lane busy until the test opens it. */
typedef struct
{
  AgentLane *lane;
  GMutex mutex;
  GCond changed;
  gboolean is_open, is_reached;
  GString *ran;
  GThread *done_in;
  GMainLoop *loop;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_mutex_init (&fixture->mutex);
  g_cond_init (&fixture->changed);
  fixture->ran = g_string_new (NULL);
  fixture->lane = data == NULL ? agent_lane_new_thread ("test") : agent_lane_new_inline ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->lane, agent_lane_free);
  g_string_free (fixture->ran, TRUE);
  g_cond_clear (&fixture->changed);
  g_mutex_clear (&fixture->mutex);
}

static void
gate_cb (gpointer data)
{
  Fixture *fixture = data;

  g_mutex_lock (&fixture->mutex);
  fixture->is_reached = TRUE;
  g_cond_broadcast (&fixture->changed);
  while (!fixture->is_open)
    g_cond_wait (&fixture->changed, &fixture->mutex);
  g_mutex_unlock (&fixture->mutex);
}

static void
close_gate (Fixture *fixture)
{
  agent_lane_post (fixture->lane, AGENT_LANE_PEOPLE, gate_cb, fixture, NULL, NULL);
  g_mutex_lock (&fixture->mutex);
  while (!fixture->is_reached)
    g_cond_wait (&fixture->changed, &fixture->mutex);
  g_mutex_unlock (&fixture->mutex);
}

static void
open_gate (Fixture *fixture)
{
  g_mutex_lock (&fixture->mutex);
  fixture->is_open = TRUE;
  g_cond_broadcast (&fixture->changed);
  g_mutex_unlock (&fixture->mutex);
}

static void
people_cb (gpointer data)
{
  g_string_append_c (((Fixture *) data)->ran, 'p');
}

static void
bulk_cb (gpointer data)
{
  g_string_append_c (((Fixture *) data)->ran, 'b');
}

static void
test_ranks (Fixture *fixture, gconstpointer data)
{
  close_gate (fixture);
  agent_lane_post (fixture->lane, AGENT_LANE_BULK, bulk_cb, fixture, NULL, NULL);
  agent_lane_post (fixture->lane, AGENT_LANE_BULK, bulk_cb, fixture, NULL, NULL);
  agent_lane_post (fixture->lane, AGENT_LANE_PEOPLE, people_cb, fixture, NULL, NULL);
  g_assert_cmpuint (agent_lane_depth (fixture->lane), ==, 3);
  open_gate (fixture);

  /* A call of the last rank waits for all of them; freeing would as well. */
  agent_lane_call (fixture->lane, AGENT_LANE_BULK, bulk_cb, fixture);
  g_assert_cmpstr (fixture->ran->str, ==, "pbbb");
  g_assert_cmpuint (agent_lane_depth (fixture->lane), ==, 0);
}

static void
repost_cb (gpointer data)
{
  Fixture *fixture = data;

  agent_lane_post (fixture->lane, AGENT_LANE_BULK, bulk_cb, fixture, NULL, NULL);
  people_cb (fixture);
}

static void
test_end (Fixture *fixture, gconstpointer data)
{
  close_gate (fixture);
  agent_lane_post (fixture->lane, AGENT_LANE_BULK, repost_cb, fixture, NULL, NULL);
  agent_lane_post (fixture->lane, AGENT_LANE_PEOPLE, people_cb, fixture, NULL, NULL);
  open_gate (fixture);
  agent_lane_free (fixture->lane);
  fixture->lane = NULL;
  g_assert_cmpstr (fixture->ran->str, ==, "ppb");
}

static void
done_cb (gpointer data)
{
  Fixture *fixture = data;

  fixture->done_in = g_thread_self ();
  g_main_loop_quit (fixture->loop);
}

static void
test_done (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (context, FALSE);

  fixture->loop = loop;
  agent_lane_post (fixture->lane, AGENT_LANE_PEOPLE, people_cb, fixture, done_cb, context);
  g_main_loop_run (loop);
  g_assert_true (fixture->done_in == g_thread_self ());
  g_assert_cmpstr (fixture->ran->str, ==, "p");
}

static void
rest_cb (gpointer data)
{
  Fixture *fixture = data;

  g_mutex_lock (&fixture->mutex);
  g_string_append_c (fixture->ran, 'r');
  g_cond_broadcast (&fixture->changed);
  g_mutex_unlock (&fixture->mutex);
}

static void
test_rest (Fixture *fixture, gconstpointer data)
{
  agent_lane_set_rest (fixture->lane, 1, rest_cb, fixture);
  for (gsize rests = 1; rests <= 2; rests++)
    {
      agent_lane_post (fixture->lane, AGENT_LANE_PEOPLE, people_cb, fixture, NULL, NULL);
      g_mutex_lock (&fixture->mutex);
      while (fixture->ran->len < 2 * rests)
        g_cond_wait (&fixture->changed, &fixture->mutex);
      g_mutex_unlock (&fixture->mutex);
    }
  g_assert_cmpstr (fixture->ran->str, ==, "prpr");
}

static gpointer
give_way_thread (gpointer data)
{
  return GINT_TO_POINTER (agent_pace_give_way ());
}

/* As a thread that has not stood still yet. */
static gboolean
stands_still (void)
{
  return GPOINTER_TO_INT (g_thread_join (g_thread_new ("long", give_way_thread, NULL)));
}

static void
test_urgent (Fixture *fixture, gconstpointer data)
{
  agent_lane_set_urgent (fixture->lane);
  g_assert_false (stands_still ());
  close_gate (fixture);
  g_assert_true (stands_still ()); /* but not for ever: this closure does not end */
  open_gate (fixture);
  agent_lane_call (fixture->lane, AGENT_LANE_PEOPLE, people_cb, fixture);

  fixture->is_open = fixture->is_reached = FALSE;
  agent_lane_post (fixture->lane, AGENT_LANE_BULK, gate_cb, fixture, NULL, NULL);
  g_mutex_lock (&fixture->mutex);
  while (!fixture->is_reached)
    g_cond_wait (&fixture->changed, &fixture->mutex);
  g_mutex_unlock (&fixture->mutex);
  g_assert_false (stands_still ()); /* for bulk nobody does */
  open_gate (fixture);
  g_clear_pointer (&fixture->lane, agent_lane_free);
  g_assert_false (stands_still ());
}

static void
where_cb (gpointer data)
{
  ((Fixture *) data)->done_in = g_thread_self ();
}

static gpointer
prompt_thread (gpointer data)
{
  Fixture *fixture = data;

  agent_pace_set (AGENT_PACE_PROMPT);
  /* The lane's own thread may not have come to rest yet from the call before. */
  for (guint i = 0; i < 10000 && fixture->done_in != g_thread_self (); i++)
    {
      agent_lane_call (fixture->lane, AGENT_LANE_PEOPLE, where_cb, fixture);
      g_thread_yield ();
    }
  g_assert_true (fixture->done_in == g_thread_self ());

  /* Not before what is queued. */
  close_gate (fixture);
  agent_lane_post (fixture->lane, AGENT_LANE_PEOPLE, people_cb, fixture, NULL, NULL);
  open_gate (fixture);
  agent_lane_call (fixture->lane, AGENT_LANE_PEOPLE, bulk_cb, fixture);
  g_assert_cmpstr (fixture->ran->str, ==, "pb");
  return NULL;
}

static void
test_prompt (Fixture *fixture, gconstpointer data)
{
  agent_lane_call (fixture->lane, AGENT_LANE_PEOPLE, where_cb, fixture);
  g_assert_true (fixture->done_in != g_thread_self ());
  g_thread_join (g_thread_new ("prompt", prompt_thread, fixture));
}

typedef struct
{
  Fixture *fixture;
  guint *count; /* no atomic: the lane is what keeps them apart */
  AgentPace pace;
} Many;

static void
count_cb (gpointer data)
{
  ++*((Many *) data)->count;
}

static gpointer
many_thread (gpointer data)
{
  Many *many = data;

  agent_pace_set (many->pace);
  for (guint i = 0; i < 2000; i++)
    agent_lane_call (many->fixture->lane, i % 2, count_cb, many);
  return NULL;
}

/* One at a time, whoever runs it. */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  guint count = 0, rests = 0;
  Many resting = { fixture, &rests, AGENT_PACE_PROMPT };
  Many many[] = {
    { fixture, &count, AGENT_PACE_PROMPT },
    { fixture, &count, AGENT_PACE_STEADY },
    { fixture, &count, AGENT_PACE_PROMPT },
    { fixture, &count, AGENT_PACE_STEADY },
  };
  GThread *threads[G_N_ELEMENTS (many)];

  agent_lane_set_rest (fixture->lane, 0, count_cb, &resting);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("many", many_thread, &many[i]);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_cmpuint (count, ==, G_N_ELEMENTS (many) * 2000);
  g_clear_pointer (&fixture->lane, agent_lane_free);
}

static void
test_inline (Fixture *fixture, gconstpointer data)
{
  /* What a closure posts runs after it, not inside it. */
  agent_lane_post (fixture->lane, AGENT_LANE_PEOPLE, repost_cb, fixture, people_cb, NULL);
  g_assert_cmpstr (fixture->ran->str, ==, "ppb");
  agent_lane_call (fixture->lane, AGENT_LANE_BULK, bulk_cb, fixture);
  g_assert_cmpstr (fixture->ran->str, ==, "ppbb");
  g_assert_cmpuint (agent_lane_depth (fixture->lane), ==, 0);
}

static void
test_lock (void)
{
  g_autofree char *parent = g_dir_make_tmp ("m77-lock-XXXXXX", NULL);
  g_autofree char *directory = g_build_filename (parent, "profile", NULL);
  g_autofree char *path = g_build_filename (directory, "lock", NULL);
  g_autoptr (GError) error = NULL;
  GStatBuf status;
  int lock;

  g_assert_cmpint (g_mkdir (directory, 0755), ==, 0);
  lock = agent_profile_lock (directory, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (directory, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);

  /* flock belongs to the open file, so a second open is as good as a second agent. */
  g_assert_cmpint (agent_profile_lock (directory, &error), ==, -1);
  g_assert_error (error, M77_ERROR, M77_ERROR_LOCKED);
  g_clear_error (&error);
  agent_profile_unlock (-1);
  agent_profile_unlock (lock);
  lock = agent_profile_lock (directory, &error);
  g_assert_no_error (error);
  agent_profile_unlock (lock);

  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (directory), ==, 0);
  g_assert_true (g_file_set_contents (directory, "", 0, NULL));
  g_assert_cmpint (agent_profile_lock (directory, &error), ==, -1);
  g_assert_error (error, M77_ERROR, M77_ERROR_STORAGE);
  g_assert_cmpint (g_unlink (directory), ==, 0);
  g_assert_cmpint (g_rmdir (parent), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/lane/ranks", Fixture, NULL, set_up, test_ranks, tear_down);
  g_test_add ("/lane/end", Fixture, NULL, set_up, test_end, tear_down);
  g_test_add ("/lane/done", Fixture, NULL, set_up, test_done, tear_down);
  g_test_add ("/lane/rest", Fixture, NULL, set_up, test_rest, tear_down);
  g_test_add ("/lane/urgent", Fixture, NULL, set_up, test_urgent, tear_down);
  g_test_add ("/lane/prompt", Fixture, NULL, set_up, test_prompt, tear_down);
  g_test_add ("/lane/many", Fixture, NULL, set_up, test_many, tear_down);
  g_test_add ("/lane/inline", Fixture, "inline", set_up, test_inline, tear_down);
  g_test_add_func ("/lane/profile-lock", test_lock);
  return g_test_run ();
}
