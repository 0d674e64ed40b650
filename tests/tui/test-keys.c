/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include "shared/client/m77-command.h"
#include "tui/screens/tui-action.h"
#include "tui/widgets/tui-entry.h"

static void
test_names (void)
{
  static const char *const names[] = { "Enter",  "Esc", "Tab",   "PgDn", "F5",
                                       "Ctrl-D", "a",   "Space", "é" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      TuiKey key = tui_key_from_name (names[i]);
      g_autofree char *name = tui_key_to_name (key);

      g_assert_cmpstr (name, ==, names[i]);
    }
  g_assert_cmpuint (tui_key_from_name ("severity"), ==, TUI_KEY_NONE);
  g_assert_cmpuint (tui_key_from_name (""), ==, TUI_KEY_NONE);
}

/* In no place do two actions share a key. */
static void
test_table (void)
{
  const TuiAction *one;
  const TuiAction *two;

  for (guint i = 0; (one = tui_action_at (i)) != NULL; i++)
    for (guint j = i + 1; (two = tui_action_at (j)) != NULL; j++)
      {
        if ((one->contexts & two->contexts) == 0)
          continue;
        g_assert_cmpuint (one->key, !=, two->key);
        g_assert_false (two->other != 0 && one->key == two->other);
        g_assert_false (one->other != 0 && one->other == two->key);
      }
}

/* Where both front ends have a command, its key here is the one that is told everywhere. */
static void
test_commands (void)
{
  const TuiAction *action;

  for (guint i = 0; (action = tui_action_at (i)) != NULL; i++)
    {
      const M77Command *command = m77_command_find (action->name);
      g_autofree char *keys = tui_action_default_keys (action);

      g_assert_true ((command == NULL) == (action->label != NULL));
      if (command != NULL)
        g_assert_cmpstr (keys, ==, command->terminal);
    }
  for (const M77Command *command = m77_commands (); command->name != NULL; command++)
    {
      gboolean is_here = FALSE;

      for (guint i = 0; (action = tui_action_at (i)) != NULL; i++)
        is_here |= g_str_equal (action->name, command->name);
      g_assert_true (is_here == (command->terminal != NULL));
    }
}

/* They belong to tmux, screen and the terminal. */
static void
test_never_bound (void)
{
  static const char letters[] = "absq";
  const TuiAction *action;

  for (guint i = 0; (action = tui_action_at (i)) != NULL; i++)
    for (guint j = 0; letters[j] != '\0'; j++)
      {
        g_assert_cmpuint (action->key, !=, TUI_CTRL (letters[j]));
        g_assert_cmpuint (action->other, !=, TUI_CTRL (letters[j]));
      }
}

static void
test_entry (void)
{
  TuiEntry entry;

  tui_entry_init (&entry, "añ");
  g_assert_true (tui_entry_key (&entry, TUI_KEY_LEFT));
  g_assert_true (tui_entry_key (&entry, 'x'));
  g_assert_cmpstr (entry.text->str, ==, "axñ");
  g_assert_true (tui_entry_key (&entry, TUI_KEY_DELETE));
  g_assert_cmpstr (entry.text->str, ==, "ax");
  tui_entry_insert (&entry, " two words");
  g_assert_true (tui_entry_key (&entry, TUI_CTRL ('w')));
  g_assert_cmpstr (entry.text->str, ==, "ax two ");
  g_assert_false (tui_entry_key (&entry, TUI_CTRL ('a')));
  g_assert_false (tui_entry_key (&entry, TUI_KEY_ENTER));
  tui_entry_clear (&entry);
}

/* A text as long as a record may be is drawn as fast as a short one, its end in sight. */
static void
test_long_entry (void)
{
  g_autoptr (TuiCanvas) canvas = tui_canvas_new (1, 20, FALSE);
  g_autofree char *text = NULL;
  g_autofree char *most = g_strnfill (1024 * 1024, 'x');
  TuiEntry entry;

  tui_entry_init (&entry, most);
  tui_entry_insert (&entry, "end");
  tui_entry_draw (&entry, canvas, 0, 0, 10, TUI_PLAIN, TRUE);
  text = tui_canvas_to_text (canvas, FALSE);
  g_assert_cmpstr (text, ==, "xxxxxxend\n");
  g_assert_cmpint (canvas->cursor_col, ==, 9);
  g_assert_cmpint (tui_entry_column (&entry, canvas, 10, 5), ==, -1);
  tui_entry_clear (&entry);
}

/* "ESC ]11;rgb:… BEL" and "ESC [?62;22c" are answers; Alt with a key is not. */
static void
test_answers (void)
{
  static const gunichar ground[] = { ']', '1', '1' };
  static const gunichar kind[] = { '[', '?', '6' };
  static const gunichar alt[] = { ']', 'x' };
  static const gunichar other[] = { '[', '6', '~' };

  g_assert_cmpint (tui_answer_begins (ground, 3), ==, TUI_ANSWER_GROUND);
  g_assert_cmpint (tui_answer_begins (kind, 3), ==, TUI_ANSWER_KIND);
  g_assert_cmpint (tui_answer_begins (ground, 1), ==, TUI_ANSWER_NONE);
  g_assert_cmpint (tui_answer_begins (alt, 2), ==, TUI_ANSWER_NONE);
  g_assert_cmpint (tui_answer_begins (other, 3), ==, TUI_ANSWER_NONE);
  g_assert_cmpint (tui_answer_begins (alt, 0), ==, TUI_ANSWER_NONE);
  g_assert_true (tui_answer_ends (TUI_ANSWER_GROUND, 7));
  g_assert_true (tui_answer_ends (TUI_ANSWER_GROUND, '\\'));
  g_assert_false (tui_answer_ends (TUI_ANSWER_GROUND, ':'));
  g_assert_true (tui_answer_ends (TUI_ANSWER_KIND, 'c'));
  g_assert_false (tui_answer_ends (TUI_ANSWER_KIND, ';'));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/keys/names", test_names);
  g_test_add_func ("/keys/table", test_table);
  g_test_add_func ("/keys/commands", test_commands);
  g_test_add_func ("/keys/never-bound", test_never_bound);
  g_test_add_func ("/keys/entry", test_entry);
  g_test_add_func ("/keys/long-entry", test_long_entry);
  g_test_add_func ("/keys/answers", test_answers);
  return g_test_run ();
}
