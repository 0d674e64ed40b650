/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "agent/identity/agent-token.h"
#include "shared/base/m77-error.h"

/* What agent_token_read () makes of what comes through a pipe. */
static char *
read_text (const char *text, GError **error)
{
  int pipe_fds[2];
  char *token;

  g_assert_cmpint (pipe (pipe_fds), ==, 0);
  g_assert_cmpint (write (pipe_fds[1], text, strlen (text)), ==, (gssize) strlen (text));
  close (pipe_fds[1]);
  token = agent_token_read (pipe_fds[0], 1000, error);
  close (pipe_fds[0]);
  return token;
}

static void
test_read (void)
{
  g_autoptr (GError) error = NULL;
  char *token = read_text (" m77_abc.DEF-1\r\n\n", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (token, ==, "m77_abc.DEF-1");
  agent_token_free (token);
}

static void
test_read_refused (void)
{
  g_autofree char *longest = g_strnfill (AGENT_TOKEN_MAX, 'x');
  g_autofree char *too_long = g_strconcat (longest, "x", NULL);
  const char *const bad[] = {
    "", " \n", "two words", "line\nbreak: header", "caf\xc3\xa9", too_long
  };
  g_autoptr (GError) error = NULL;
  char *token = read_text (longest, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (strlen (token), ==, AGENT_TOKEN_MAX);
  agent_token_free (token);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_null (read_text (bad[i], &error));
      g_assert_error (error, M77_ERROR, M77_ERROR_INVALID);
      g_assert_null (strstr (error->message, "words"));
      g_clear_error (&error);
    }
}

/* A writer that never ends is given up. */
static void
test_read_silent (void)
{
  g_autoptr (GError) error = NULL;
  int pipe_fds[2];

  g_assert_cmpint (pipe (pipe_fds), ==, 0);
  g_assert_null (agent_token_read (pipe_fds[0], 1, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_TIMEOUT);
  close (pipe_fds[0]);
  close (pipe_fds[1]);
}

static void
test_file (void)
{
  g_autofree char *directory = g_dir_make_tmp ("m77-token-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "token", NULL);
  g_autoptr (GError) error = NULL;
  GStatBuf status;
  char *token = agent_token_file_load (directory, &error);

  g_assert_null (token);
  g_assert_error (error, M77_ERROR, M77_ERROR_SIGN_IN);
  g_clear_error (&error);
  g_assert_true (agent_token_file_save (directory, "secret", &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  token = agent_token_file_load (directory, &error);
  g_assert_cmpstr (token, ==, "secret");
  agent_token_free (token);

  /* A link would have us read, or show in an error, what is not ours. */
  g_unlink (path);
  g_assert_cmpint (symlink ("/etc/passwd", path), ==, 0);
  g_assert_null (agent_token_file_load (directory, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_SIGN_IN);
  g_unlink (path);
  g_rmdir (directory);
}

static void
answered_cb (const char *token, const GError *error, gpointer data)
{
  GError **answer = data;

  g_assert_null (token);
  *answer = g_error_copy (error);
}

/* There is no session bus in a test: it is said at once, with what to do instead. */
static void
test_no_service (void)
{
  g_autoptr (GError) saved = NULL, loaded = NULL;

  agent_token_secret_save ("uuid", "label", "hush-hush", answered_cb, &saved);
  agent_token_secret_load ("uuid", answered_cb, &loaded);
  while (saved == NULL || loaded == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (saved, M77_ERROR, M77_ERROR_NO_SECRET_SERVICE);
  g_assert_error (loaded, M77_ERROR, M77_ERROR_NO_SECRET_SERVICE);
  g_assert_nonnull (strstr (saved->message, "--token-store file"));
  g_assert_null (strstr (saved->message, "hush-hush"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/token/read", test_read);
  g_test_add_func ("/token/read/refused", test_read_refused);
  g_test_add_func ("/token/read/silent", test_read_silent);
  g_test_add_func ("/token/file", test_file);
  g_test_add_func ("/token/no-service", test_no_service);
  return g_test_run ();
}
