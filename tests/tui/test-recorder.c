/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <sys/stat.h>

#include <glib/gstdio.h>

#include "shared/base/m77-error.h"
#include "tui/screens/tui-recorder.h"

static void
press (TuiRecorder *recorder, const char *names, gint64 now)
{
  g_auto (GStrv) keys = g_strsplit (names, " ", -1);

  for (guint i = 0; keys[i] != NULL; i++)
    tui_recorder_key (recorder, tui_key_from_name (keys[i]), now);
}

static void
test_steps (void)
{
  g_autofree char *dir = g_dir_make_tmp ("m77-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (dir, "script", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  TuiRecorder *recorder = tui_recorder_open (path, 24, 80, &error);
  TuiMouse mouse = { TUI_MOUSE_PRESS, 4, 9 };
  struct stat status;

  g_assert_no_error (error);
  press (recorder, "1 j Ctrl-K a c k Space Enter", 100);
  press (recorder, "é Esc", 1000);
  tui_recorder_key (recorder, TUI_KEY_PASTE_BEGIN, 1010);
  press (recorder, "a \\ Enter b", 1010);
  tui_recorder_key (recorder, TUI_KEY_PASTE_END, 1010);
  tui_recorder_mouse (recorder, &mouse, 1020);
  tui_recorder_size (recorder, 30, 100);
  press (recorder, "x", 1030);
  g_assert_null (tui_recorder_take_fault (recorder));
  tui_recorder_close (recorder);

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (
      text,
      ==,
      "# m77 --script plays it\nsize 80 24\ntext 1j\nCtrl-K\ntext ack\nSpace\nEnter\n"
      "wait-idle\ntext é\nEsc\npaste a\\\\\\nb\nmouse press 5 10\nsize 100 30\ntext x\n");
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
  g_assert_null (tui_recorder_open (path, 24, 80, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_FAILED);
  g_unlink (path);
  g_rmdir (dir);
}

/* Where it cannot be, and where nothing is recorded. */
static void
test_nowhere (void)
{
  g_autoptr (GError) error = NULL;
  TuiRecorder *recorder = NULL;
  g_autofree char *fault = NULL;
  g_autofree char *link = NULL;
  g_autofree char *dir = g_dir_make_tmp ("m77-test-XXXXXX", NULL);

  link = g_build_filename (dir, "nowhere", "script", NULL);
  g_assert_null (tui_recorder_open (link, 24, 80, &error));
  g_assert_error (error, M77_ERROR, M77_ERROR_FAILED);
  tui_recorder_key (recorder, 'a', 1);
  fault = tui_recorder_take_fault (recorder);
  g_assert_null (fault);
  g_rmdir (dir);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recorder/steps", test_steps);
  g_test_add_func ("/recorder/nowhere", test_nowhere);
  return g_test_run ();
}
