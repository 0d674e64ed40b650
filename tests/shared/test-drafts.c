/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <glib/gstdio.h>

#include "shared/client/m77-drafts.h"

#define NAME "edit:incident:0199-abc/d"

typedef struct
{
  char *directory;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->directory = g_dir_make_tmp ("m77-drafts-XXXXXX", NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_autofree char *profile = g_build_filename (self->directory, "default", NULL);
  g_autoptr (GDir) dir = g_dir_open (profile, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (profile, name, NULL);

      g_unlink (path);
    }
  g_rmdir (profile);
  g_rmdir (self->directory);
  g_free (self->directory);
}

static void
settle (M77Drafts *drafts)
{
  m77_drafts_flush (drafts);
  while (m77_drafts_is_busy (drafts))
    g_main_context_iteration (NULL, TRUE);
}

static void
got_cb (const char *text, gpointer data)
{
  *(char **) data = g_strdup (text != NULL ? text : "none");
}

/* What a console that starts now finds. */
static char *
find (Fixture *self)
{
  g_autoptr (M77Drafts) drafts = m77_drafts_new (NULL, self->directory);
  char *text = NULL;

  m77_drafts_ask (drafts, NAME, NULL, got_cb, &text);
  while (text == NULL)
    g_main_context_iteration (NULL, TRUE);
  settle (drafts);
  return text;
}

static void
assert_found (Fixture *self, const char *expected)
{
  g_autofree char *text = find (self);

  g_assert_cmpstr (text, ==, expected);
}

/* Kept by itself, so that one that never came to its end left it. */
static void
test_crash (Fixture *self, gconstpointer data)
{
  M77Drafts *crashed = m77_drafts_new (NULL, self->directory);
  g_autofree char *profile = g_build_filename (self->directory, "default", NULL);
  g_autoptr (GDir) dir = NULL;
  g_autofree char *path = NULL;
  GStatBuf info;

  assert_found (self, "none");
  m77_drafts_keep (crashed, NAME, "typ");
  m77_drafts_keep (crashed, NAME, "typed \303\251");
  settle (crashed);
  assert_found (self, "typed \303\251");

  dir = g_dir_open (profile, 0, NULL);
  path = g_build_filename (profile, g_dir_read_name (dir), NULL);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  m77_drafts_free (crashed);
}

static void
test_end (Fixture *self, gconstpointer data)
{
  M77Drafts *ended = m77_drafts_new (NULL, self->directory);

  m77_drafts_keep (ended, NAME, "typed just before");
  m77_drafts_free (ended);
  assert_found (self, "typed just before");
}

static void
test_drop (Fixture *self, gconstpointer data)
{
  g_autoptr (M77Drafts) drafts = m77_drafts_new (NULL, self->directory);

  m77_drafts_keep (drafts, NAME, "typed");
  settle (drafts);
  m77_drafts_keep (drafts, NAME, "typed more");
  m77_drafts_drop (drafts, NAME);
  settle (drafts);
  assert_found (self, "none");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/drafts/crash", Fixture, NULL, set_up, test_crash, tear_down);
  g_test_add ("/drafts/end", Fixture, NULL, set_up, test_end, tear_down);
  g_test_add ("/drafts/drop", Fixture, NULL, set_up, test_drop, tear_down);
  return g_test_run ();
}
