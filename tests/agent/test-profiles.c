/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

#include "agent/service/agent-profiles.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-id.h"

typedef struct
{
  char *directory;
  AgentProfiles *profiles;
} Fixture;

static void
reopen (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&fixture->profiles, agent_profiles_close);
  fixture->profiles = agent_profiles_open (fixture->directory, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->directory = g_dir_make_tmp ("m77-profiles-XXXXXX", NULL);
  reopen (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  agent_profiles_close (fixture->profiles);
  agent_profiles_delete (fixture->directory);
  g_free (fixture->directory);
}

static const AgentProfileEntry *
add (Fixture *fixture, const char *name, const char *token, GError **error)
{
  g_autofree char *uuid = m77_id_new (m77_runtime_real ());

  return agent_profiles_add (fixture->profiles,
                             agent_profile_entry_new (uuid,
                                                      name,
                                                      "https://m77.example",
                                                      "shop",
                                                      token != NULL),
                             token,
                             error);
}

static void
test_add (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *directory = NULL, *token = NULL;
  const AgentProfileEntry *entry;
  GStatBuf status;

  g_assert_null (agent_profiles_find (fixture->profiles, "", &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_NO_PROFILE);
  g_clear_error (&error);

  entry = add (fixture, "work", "secret", &error);
  g_assert_no_error (error);
  directory = agent_profiles_directory (fixture->profiles, entry->uuid);
  token = g_build_filename (directory, "token", NULL);
  g_assert_cmpint (g_stat (directory, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
  g_assert_cmpint (g_stat (token, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);

  g_assert_nonnull (add (fixture, "home", NULL, &error));
  reopen (fixture);
  g_assert_cmpuint (agent_profiles_all (fixture->profiles)->len, ==, 2);
  entry = agent_profiles_find (fixture->profiles, "", &error);
  g_assert_cmpstr (entry->name, ==, "work"); /* the first one */
  g_assert_cmpstr (entry->platform, ==, "https://m77.example");
  g_assert_cmpstr (entry->tenant, ==, "shop");
  g_assert_true (entry->token_in_file);
  g_assert_false (agent_profiles_find (fixture->profiles, "home", &error)->token_in_file);

  /* Signing in again moves the token to where the person says now. */
  g_assert_true (agent_profiles_set_token (fixture->profiles, "work", NULL, &error));
  g_assert_false (g_file_test (token, G_FILE_TEST_EXISTS));
  reopen (fixture);
  g_assert_false (agent_profiles_find (fixture->profiles, "work", &error)->token_in_file);
  g_assert_true (agent_profiles_set_token (fixture->profiles, "work", "other", &error));
  g_assert_true (g_file_test (token, G_FILE_TEST_EXISTS));
}

static void
test_names (Fixture *fixture, gconstpointer data)
{
  const char *const bad[] = { "", ".", "..", "../x", "a/b", "a b", "-x", "é", "a\nb" };
  g_autofree char *longest = g_strnfill (64, 'a');
  g_autofree char *too_long = g_strnfill (65, 'a');
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_null (add (fixture, bad[i], NULL, &error));
      g_assert_error (error, M77_ERROR, M77_ERROR_INVALID);
      g_clear_error (&error);
    }
  g_assert_null (add (fixture, too_long, NULL, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_nonnull (add (fixture, longest, NULL, &error));
  g_assert_nonnull (add (fixture, "eu.prod_2-x", NULL, &error));
  g_assert_null (add (fixture, "eu.prod_2-x", NULL, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_KEY_TAKEN);
}

static void
test_use_and_remove (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *trash = NULL;

  add (fixture, "work", NULL, &error);
  add (fixture, "home", NULL, &error);
  g_assert_false (agent_profiles_use (fixture->profiles, "nope", &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_NO_PROFILE);
  g_clear_error (&error);
  g_assert_true (agent_profiles_use (fixture->profiles, "home", &error));
  reopen (fixture);
  g_assert_cmpstr (agent_profiles_in_use (fixture->profiles)->name, ==, "home");

  g_assert_true (agent_profiles_remove (fixture->profiles, "home", &trash, &error));
  g_assert_null (agent_profiles_in_use (fixture->profiles));
  g_assert_true (g_file_test (trash, G_FILE_TEST_IS_DIR));
  g_assert_null (agent_profiles_find (fixture->profiles, "", &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_NO_PROFILE);
  /* What a crash left of a removal goes at the next start. */
  reopen (fixture);
  g_assert_false (g_file_test (trash, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (agent_profiles_all (fixture->profiles)->len, ==, 1);
}

/* One that cannot be read is told of and left alone. */
static void
test_unreadable (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *directory = NULL, *path = NULL;
  const AgentProfileEntry *entry = add (fixture, "work", NULL, &error);

  directory = agent_profiles_directory (fixture->profiles, entry->uuid);
  path = g_build_filename (directory, "profile.ini", NULL);
  g_assert_true (g_file_set_contents (path, "\xff\0garbage", 9, NULL));
  g_test_expect_message ("agent-profiles", G_LOG_LEVEL_WARNING, "*cannot be read*");
  reopen (fixture);
  g_test_assert_expected_messages ();
  g_assert_cmpuint (agent_profiles_all (fixture->profiles)->len, ==, 0);
  g_assert_cmpuint (agent_profiles_unreadable (fixture->profiles)->len, ==, 1);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/profiles/add", Fixture, NULL, set_up, test_add, tear_down);
  g_test_add ("/profiles/names", Fixture, NULL, set_up, test_names, tear_down);
  g_test_add ("/profiles/use-and-remove", Fixture, NULL, set_up, test_use_and_remove, tear_down);
  g_test_add ("/profiles/unreadable", Fixture, NULL, set_up, test_unreadable, tear_down);
  return g_test_run ();
}
