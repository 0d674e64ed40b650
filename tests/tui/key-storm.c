/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test"

#include "config.h"

#include "tests/tui/key-storm.h"

#include <string.h>

#include "tests/tui/screen-fixture.h"
#include "tui/screens/tui-overview.h"

#define ROWS_MOST 80
#define COLS_MOST 300

typedef struct
{
  TuiApp *app;
  const guint8 *next, *end;
  gsize events;
} Storm;

static guint8
take (Storm *self)
{
  return self->next < self->end ? *self->next++ : 0;
}

/* One cluster on screen is whole, the cursor is on it, and what is small stays small. */
static void
check (Storm *self)
{
  const TuiCanvas *canvas = self->app->canvas;

  g_assert_cmpint (canvas->cursor_row, <, canvas->rows);
  g_assert_cmpint (canvas->cursor_col, <, canvas->cols);
  for (int row = 0; row < canvas->rows; row++)
    for (int col = 0; col < canvas->cols; col++)
      {
        const TuiCell *cell = &canvas->cells[row * canvas->cols + col];

        g_assert_cmpuint (cell->width, <=, 2);
        if (cell->width == 0)
          g_assert_true (col > 0 && cell[-1].width == 2);
        else if (cell->width == 2)
          g_assert_true (col + 1 < canvas->cols && cell[1].width == 0);
        g_assert_cmpuint ((guchar) cell->text[0], !=, 27);
      }
}

static void
press (Storm *self, TuiKey key)
{
  self->events++;
  tui_app_typed (self->app, key);
}

/* Text that is there to harm. */
static gunichar
hostile (guint8 which)
{
  static const gunichar characters[] = {
    0x202e, 0x2066, 0x200b, 0x0301, 0x20dd, 0x1f468,  0x200d, 0x1f1e9, 0x6ce8, 0x1b,
    0x9b,   0xfeff, 0x7f,   0xad,   0xe000, 0x10ffff, 0x0e33, 0x2028,  0xfffd, 0x1f3fd,
  };

  return characters[which % G_N_ELEMENTS (characters)];
}

static void
paste (Storm *self)
{
  guint n = take (self) % 40;

  press (self, TUI_KEY_PASTE_BEGIN);
  for (guint i = 0; i < n; i++)
    press (self, i % 5 == 4 ? hostile (take (self)) : take (self) % 128);
  press (self, TUI_KEY_PASTE_END);
}

static void
resize (Storm *self)
{
  int rows = 5 + take (self) % (ROWS_MOST - 4);
  int cols = 20 + take (self) * (COLS_MOST - 20) / 255;

  self->events++;
  tui_app_resize (self->app, rows, cols);
}

static void
press_named (Storm *self, guint8 byte)
{
  static const TuiKey keys[] = {
    TUI_KEY_ENTER, TUI_KEY_ESC,  TUI_KEY_TAB,       TUI_KEY_BACKTAB, TUI_KEY_BACKSPACE,
    TUI_KEY_UP,    TUI_KEY_DOWN, TUI_KEY_LEFT,      TUI_KEY_RIGHT,   TUI_KEY_HOME,
    TUI_KEY_END,   TUI_KEY_F5,   TUI_KEY_PAGE_DOWN, TUI_KEY_DELETE,  TUI_KEY_PAGE_UP,
  };

  press (self, keys[byte % G_N_ELEMENTS (keys)]);
}

/* The keys that lead somewhere come more often than chance would have it. */
static void
step (Storm *self)
{
  static const char ways[] = "0123456789i[]qqjkjkgG:/?.aencuUsHPTWvxyCbfprzmAJSwdot ";
  guint8 byte = take (self);

  if (byte < 48)
    press_named (self, byte);
  else if (byte < 52)
    resize (self);
  else if (byte < 56)
    paste (self);
  else if (byte < 64)
    press (self, hostile (take (self)));
  else if (byte < 72)
    press (self, TUI_CTRL ('a' + take (self) % 26));
  else if (byte < 128)
    press (self, 32 + take (self) % 95);
  else
    press (self, (TuiKey) ways[(byte - 128) % (sizeof ways - 1)]);
}

gsize
key_storm_run (const guint8 *bytes, gsize size)
{
  Storm self = { .next = bytes, .end = bytes + size };
  guint8 how = take (&self);

  self.app = screen_fixture_new (how & 1 ? 24 : 15, how & 2 ? 80 : 40, (how & 4) != 0);
  if (how & 8)
    screen_fixture_go_online (self.app);
  if (how & 16)
    screen_fixture_fill_outbox (self.app);
  self.app->canvas->visual = (how & 32) != 0;
  tui_app_push (self.app, tui_overview_new (self.app));
  tui_app_draw (self.app);
  while (self.next < self.end)
    {
      step (&self);
      if (self.events % 4 == 0)
        {
          tui_app_draw (self.app);
          check (&self);
        }
      while (g_main_context_iteration (NULL, FALSE))
        continue;
    }
  screen_fixture_free (self.app);
  return self.events;
}
