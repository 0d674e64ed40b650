/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <locale.h>
#include <string.h>

#include "tui/widgets/tui-text.h"

#define SEEDS 200
#define STEPS 300

static void
type (TuiText *text, const char *typed)
{
  for (; *typed != '\0'; typed = g_utf8_next_char (typed))
    tui_text_key (text, *typed == '\n' ? (TuiKey) TUI_KEY_ENTER : g_utf8_get_char (typed));
}

static char *
draw (TuiText *text, TuiCanvas *canvas)
{
  TuiRect area = { 0, 0, canvas->rows, canvas->cols };

  tui_canvas_clear (canvas);
  tui_text_draw (text, canvas, &area);
  g_assert_cmpint (canvas->cursor_row, >=, 0);
  g_assert_cmpint (canvas->cursor_row, <, canvas->rows);
  g_assert_cmpint (canvas->cursor_col, <, canvas->cols);
  return tui_canvas_to_text (canvas, FALSE);
}

/* Words go to the next row as a whole, wide characters are never halved. */
static void
test_wrap (void)
{
  g_autoptr (TuiCanvas) canvas = tui_canvas_new (5, 11, FALSE);
  g_autofree char *shown = NULL;
  TuiText text;

  tui_text_init (&text, "");
  type (&text, "one two three\n\346\263\250\346\226\207\343\201\214\351\201\205\343\201\204x");
  shown = draw (&text, canvas);
  g_assert_cmpstr (shown,
                   ==,
                   "one two\nthree\n\346\263\250\346\226\207\343\201\214\351\201\205\343\201\204\n"
                   "x\n\n");
  g_assert_cmpint (canvas->cursor_row, ==, 3);
  g_assert_cmpint (canvas->cursor_col, ==, 1);
  tui_text_key (&text, TUI_KEY_UP);
  tui_text_key (&text, TUI_KEY_UP);
  g_assert_cmpuint (text.cursor, ==, strlen ("one two t"));
  tui_text_clear (&text);
}

static void
test_undo (void)
{
  TuiText text;

  tui_text_init (&text, "a");
  type (&text, " card fails");
  g_assert_cmpstr (text.text->str, ==, "a card fails");
  tui_text_key (&text, TUI_CTRL ('z'));
  g_assert_cmpstr (text.text->str, ==, "a card ");
  tui_text_key (&text, TUI_CTRL ('z'));
  g_assert_cmpstr (text.text->str, ==, "a ");
  tui_text_key (&text, TUI_CTRL ('y'));
  tui_text_key (&text, TUI_CTRL ('y'));
  g_assert_cmpstr (text.text->str, ==, "a card fails");
  tui_text_insert (&text, "\npasted\nlines");
  tui_text_key (&text, TUI_CTRL ('z'));
  g_assert_cmpstr (text.text->str, ==, "a card fails");
  tui_text_key (&text, TUI_CTRL ('w'));
  type (&text, "x");
  g_assert_false (tui_text_redo (&text));
  g_assert_cmpstr (text.text->str, ==, "a card x");
  for (int i = 0; i < 9; i++)
    tui_text_key (&text, TUI_CTRL ('z'));
  g_assert_cmpstr (text.text->str, ==, "a");
  tui_text_clear (&text);
}

static void
test_lines (void)
{
  TuiText text;
  guint line, column;

  tui_text_init (&text, "one\ntwo\nthree");
  tui_text_place (&text, &line, &column);
  g_assert_cmpuint (line, ==, 3);
  g_assert_cmpuint (column, ==, 6);
  tui_text_key (&text, TUI_CTRL ('u'));
  g_assert_cmpstr (text.text->str, ==, "one\ntwo\n");
  tui_text_key (&text, TUI_KEY_BACKSPACE);
  tui_text_key (&text, TUI_KEY_LEFT);
  tui_text_key (&text, TUI_CTRL ('k'));
  g_assert_cmpstr (text.text->str, ==, "one\ntw");
  tui_text_clear (&text);
}

/* Whatever is pressed: the text stays UTF-8, the cursor on a character, and undo leads back. */
static void
test_any (void)
{
  static const TuiKey keys[] = { TUI_KEY_LEFT,
                                 TUI_KEY_RIGHT,
                                 TUI_KEY_UP,
                                 TUI_KEY_DOWN,
                                 TUI_KEY_HOME,
                                 TUI_KEY_END,
                                 TUI_KEY_PAGE_UP,
                                 TUI_KEY_PAGE_DOWN,
                                 TUI_KEY_BACKSPACE,
                                 TUI_KEY_DELETE,
                                 TUI_KEY_ENTER,
                                 TUI_KEY_TAB,
                                 TUI_CTRL ('w'),
                                 TUI_CTRL ('u'),
                                 TUI_CTRL ('k'),
                                 TUI_CTRL ('z'),
                                 TUI_CTRL ('y'),
                                 'a',
                                 ' ',
                                 0x6ce8,
                                 0x301,
                                 0x1f600,
                                 0x202e,
                                 0xe9 };

  for (guint seed = 0; seed < SEEDS; seed++)
    {
      g_autoptr (GRand) random = g_rand_new_with_seed (seed);
      g_autoptr (TuiCanvas) canvas = tui_canvas_new (g_rand_int_range (random, 1, 9),
                                                     g_rand_int_range (random, 3, 40),
                                                     FALSE);
      TuiText text;

      tui_text_init (&text, "begin");
      for (guint i = 0; i < STEPS; i++)
        {
          tui_text_key (&text, keys[g_rand_int_range (random, 0, G_N_ELEMENTS (keys))]);
          g_assert_true (g_utf8_validate (text.text->str, text.text->len, NULL));
          g_assert_cmpuint (text.cursor, <=, text.text->len);
          g_assert_true (g_utf8_validate (text.text->str + text.cursor, -1, NULL));
          if (i % 3 == 0)
            g_free (draw (&text, canvas));
        }
      while (tui_text_undo (&text))
        ;
      g_assert_cmpstr (text.text->str, ==, "begin");
      tui_text_clear (&text);
    }
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text/wrap", test_wrap);
  g_test_add_func ("/text/undo", test_undo);
  g_test_add_func ("/text/lines", test_lines);
  g_test_add_func ("/text/any", test_any);
  return g_test_run ();
}
