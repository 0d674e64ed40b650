/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include <locale.h>
#include <string.h>

#include "tui/widgets/tui-page.h"

#define PARAGRAPHS 5000

typedef struct
{
  TuiPage page;
  TuiCanvas *canvas;
  guint filled;
} Fixture;

/* A paragraph of one to three lines. */
static void
fill (TuiPage *page, gconstpointer item, gpointer data)
{
  Fixture *self = data;
  int n = GPOINTER_TO_INT (item);

  self->filled++;
  for (int i = 0; i <= n % 3; i++)
    tui_line_printf (tui_page_add (page, TUI_LINE_TEXT, NULL),
                     1,
                     0,
                     TUI_PLAIN,
                     "Word%d line %d",
                     n,
                     i);
}

static void
build (Fixture *self, int n)
{
  tui_page_begin (&self->page);
  tui_line_span (tui_page_add (&self->page, TUI_LINE_HEADING, "h"), 1, 0, TUI_BOLD, "HEAD");
  for (int i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("p%d", i);

      tui_page_add_lazy (&self->page, id, fill, GINT_TO_POINTER (i), self);
    }
}

static void
draw (Fixture *self)
{
  TuiRect area = { 0, 0, self->canvas->rows, self->canvas->cols };

  tui_canvas_clear (self->canvas);
  tui_page_draw (&self->page, self->canvas, &area, TRUE);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  tui_page_init (&self->page);
  self->canvas = tui_canvas_new (10, 40, TRUE);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  tui_page_clear (&self->page);
  tui_canvas_free (self->canvas);
}

static char *
row_text (Fixture *self, int row)
{
  g_autofree char *text = tui_canvas_to_text (self->canvas, FALSE);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  return g_strdup (lines[row]);
}

static void
test_window (Fixture *self, gconstpointer data)
{
  g_autofree char *last = NULL;

  build (self, PARAGRAPHS);
  draw (self);
  g_assert_cmpuint (self->filled, <=, 10);
  tui_page_key (&self->page, TUI_KEY_END);
  draw (self);
  g_assert_cmpuint (self->filled, <=, 30);
  last = row_text (self, 9);
  g_assert_cmpstr (last, ==, ">Word4999 line 1"); /* 4999 % 3 == 1 */
}

/* Every line is come by, down and up again, also where paragraphs grow under way. */
static void
test_walk (Fixture *self, gconstpointer data)
{
  for (int way = 0; way < 2; way++)
    {
      g_autoptr (GString) seen = g_string_new (NULL);

      build (self, 7);
      tui_page_key (&self->page, way == 0 ? TUI_KEY_HOME : TUI_KEY_END);
      for (int i = 0; i < 20; i++)
        {
          g_autofree char *row = NULL;

          draw (self);
          row = row_text (self, self->canvas->cursor_row);
          g_string_append_printf (seen, "%s;", row + 1);
          tui_page_key (&self->page, way == 0 ? TUI_KEY_DOWN : TUI_KEY_UP);
        }
      for (int i = 0; i < 7; i++)
        for (int j = 0; j <= i % 3; j++)
          {
            g_autofree char *line = g_strdup_printf ("Word%d line %d;", i, j);

            g_assert_nonnull (strstr (seen->str, line));
          }
    }
}

/* A page further nothing was skipped. */
static void
test_pages (Fixture *self, gconstpointer data)
{
  g_autofree char *text = NULL;

  build (self, PARAGRAPHS);
  draw (self);
  tui_page_key (&self->page, TUI_KEY_PAGE_DOWN);
  draw (self);
  text = row_text (self, self->canvas->cursor_row);
  g_assert_cmpstr (text, ==, ">Word4 line 1"); /* nine lines on from the heading */
  tui_page_key (&self->page, TUI_KEY_END);
  draw (self);
  tui_page_key (&self->page, TUI_KEY_PAGE_UP);
  draw (self);
  g_free (text);
  text = row_text (self, self->canvas->cursor_row);
  g_assert_cmpstr (text, ==, ">Word4994 line 2");
}

/* Built anew the cursor is where it was, also within a paragraph. */
static void
test_again (Fixture *self, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  build (self, PARAGRAPHS);
  g_assert_true (tui_page_go (&self->page, "p2000"));
  draw (self);
  tui_page_key (&self->page, TUI_KEY_DOWN);
  tui_page_key (&self->page, TUI_KEY_DOWN);
  draw (self);
  before = row_text (self, self->canvas->cursor_row);
  g_assert_cmpstr (before, ==, ">Word2000 line 2");
  build (self, PARAGRAPHS);
  draw (self);
  after = row_text (self, self->canvas->cursor_row);
  g_assert_cmpstr (after, ==, before);
}

static void
check_at (Fixture *self, const char *words)
{
  g_autofree char *text = NULL;

  draw (self);
  text = row_text (self, self->canvas->cursor_row);
  g_assert_nonnull (strstr (text, words));
}

static void
test_find (Fixture *self, gconstpointer data)
{
  build (self, 50);
  draw (self);
  g_assert_true (tui_page_find (&self->page, "WORD32 line 2", 0));
  check_at (self, "Word32 line 2");
  g_assert_true (tui_page_find (&self->page, "word5 ", 1));
  check_at (self, "Word5 line 0");
  g_assert_true (tui_page_find (&self->page, NULL, 1));
  check_at (self, "Word5 line 1");
  g_assert_true (tui_page_find (&self->page, NULL, -1));
  check_at (self, "Word5 line 0");
  g_assert_true (tui_page_find (&self->page, NULL, -1));
  check_at (self, "Word5 line 2");
  g_assert_false (tui_page_find (&self->page, "nowhere", 1));
  check_at (self, "Word5 line 2");
  g_assert_true (tui_page_find (&self->page, "", 0));
  g_assert_null (self->page.find);
}

static void
write_row (TuiLine *line, gconstpointer item, gpointer data, int cols)
{
  guint *written = data;

  (*written)++;
  tui_line_printf (line, 1, 0, TUI_PLAIN, "Row %u of %d", GPOINTER_TO_UINT (item), cols);
}

/* Of many rows only those that come into sight are written, once each, whatever way leads there. */
static void
test_rows (Fixture *self, gconstpointer data)
{
  guint written = 0;

  for (guint i = 0; i < PARAGRAPHS; i++)
    {
      g_autofree char *id = g_strdup_printf ("r%u", i);

      tui_page_add_row (&self->page, id, write_row, GUINT_TO_POINTER (i), &written);
    }
  check_at (self, "Row 0 of 40");
  draw (self);
  g_assert_cmpuint (written, ==, 10);
  tui_page_key (&self->page, TUI_KEY_END);
  check_at (self, "Row 4999");
  g_assert_cmpuint (written, ==, 20);
  tui_page_key (&self->page, TUI_KEY_UP);
  check_at (self, "Row 4998");
  g_assert_cmpuint (written, ==, 20);
  g_assert_true (tui_page_go (&self->page, "r2500"));
  check_at (self, "Row 2500");
  g_assert_false (tui_page_find (&self->page, "Row 77 ", 0));
  check_at (self, "Row 2500");
  g_assert_cmpuint (written, <=, 30);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/page/window", Fixture, NULL, set_up, test_window, tear_down);
  g_test_add ("/page/walk", Fixture, NULL, set_up, test_walk, tear_down);
  g_test_add ("/page/pages", Fixture, NULL, set_up, test_pages, tear_down);
  g_test_add ("/page/again", Fixture, NULL, set_up, test_again, tear_down);
  g_test_add ("/page/rows", Fixture, NULL, set_up, test_rows, tear_down);
  g_test_add ("/page/find", Fixture, NULL, set_up, test_find, tear_down);
  return g_test_run ();
}
