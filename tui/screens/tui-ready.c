/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-ready.h"

#include <glib/gi18n.h>

#include "shared/base/m77-text.h"
#include "shared/base/m77-time.h"
#include "tui/screens/tui-prompt.h"
#include "tui/screens/tui-readiness.h"
#include "tui/widgets/tui-page.h"

#define NAME_COL  6
#define TEXT_COL  17
#define TEXT_MOST 100
#define NARROW    60

typedef struct
{
  TuiScreen base;
  TuiReadiness ready;
  TuiPage page;
} ReadyScreen;

/* ---- Drawing ---- */

static void
add_text (ReadyScreen *self, TuiLine *first, int cols, TuiStyle style, const char *text)
{
  int col = cols < NARROW ? 3 : TEXT_COL;
  g_autofree char *safe = m77_text_safe_line (text, -1);
  g_auto (GStrv) lines = m77_text_wrap (safe, (guint) CLAMP (cols - col - 1, 8, TEXT_MOST));

  for (guint i = 0; lines[i] != NULL; i++)
    tui_line_span (i == 0 && first != NULL ? first
                                           : tui_page_add (&self->page, TUI_LINE_TEXT, NULL),
                   col,
                   0,
                   style,
                   lines[i]);
}

static void
add_check (ReadyScreen *self, const M77Json *check, int cols)
{
  const char *state = m77_json_get_string (check, "state");
  const char *name = m77_json_get_string (check, "name");
  const char *text = m77_json_get_string (check, "text");
  const char *mend = m77_json_get_string (check, "mend");
  gboolean bad = g_strcmp0 (state, "bad") == 0;
  gboolean good = g_strcmp0 (state, "good") == 0;
  g_autofree char *id = g_strconcat ("check/", name, NULL);
  TuiLine *line = tui_page_add (&self->page, TUI_LINE_TEXT, id);

  tui_line_span (line,
                 1,
                 4,
                 bad    ? TUI_BAD | TUI_BOLD
                 : good ? TUI_GOOD
                        : TUI_WARN | TUI_BOLD,
                 bad    ? _ ("BAD")
                 : good ? _ ("ok")
                        : _ ("!"));
  tui_line_span (line, NAME_COL, TEXT_COL - NAME_COL - 1, TUI_PLAIN, name);
  add_text (self, cols < NARROW ? NULL : line, cols, TUI_PLAIN, text != NULL ? text : "");
  if (mend != NULL)
    add_text (self, NULL, cols, good ? TUI_DIM : TUI_BOLD, mend);
}

static void
build (ReadyScreen *self, int cols)
{
  static const char *const states[] = { "bad", "warn", "good" };

  tui_page_begin (&self->page);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    for (const M77Json *check = m77_json_first (self->ready.checks); check != NULL;
         check = m77_json_next (check))
      if (g_strcmp0 (m77_json_get_string (check, "state"), states[i]) == 0)
        add_check (self, check, cols);
}

static void
draw_title (ReadyScreen *self, TuiCanvas *canvas, const TuiRect *area)
{
  TuiMoment moment = tui_app_moment (self->base.app);
  guint bad = tui_readiness_count (&self->ready, "bad");
  guint warn = tui_readiness_count (&self->ready, "warn");
  g_autofree char *length = m77_duration_format (self->ready.seconds);
  g_autofree char *crumbs = g_strdup_printf (_ ("READY for %s offline"), length);
  g_autofree char *when = m77_time_short (self->ready.at, moment.now, moment.zone);
  g_autofree char *right = NULL;

  if (self->ready.checks != NULL)
    right = bad + warn > 0
                ? g_strdup_printf (_ ("%u missing--%u to see to--asked %s"), bad, warn, when)
                : g_strdup_printf (_ ("nothing is missing--asked %s"), when);
  tui_draw_title (canvas, area, crumbs, NULL, right);
}

static void
draw_ready (TuiScreen *screen, TuiCanvas *canvas, const TuiRect *area)
{
  ReadyScreen *self = (ReadyScreen *) screen;
  TuiRect body = { area->row + 1, area->col, area->rows - 1, area->cols };

  draw_title (self, canvas, area);
  if (body.rows <= 0)
    return;
  build (self, area->cols);
  if (self->ready.checks != NULL)
    tui_page_draw (&self->page, canvas, &body, TRUE);
  else
    tui_draw_words (canvas,
                    &body,
                    self->ready.question.error != NULL ? TUI_BAD : TUI_DIM,
                    self->ready.question.error != NULL ? self->ready.question.error : ".  .  .");
}

/* ---- For how long ---- */

static gboolean
time_done (TuiPrompt *prompt, gpointer data)
{
  TuiApp *app = tui_prompt_app (prompt);
  TuiScreen *top = tui_app_top (app);
  gint64 seconds;

  if (!m77_duration_parse (tui_prompt_text (prompt, 0), &seconds) || seconds <= 0 ||
      seconds > G_MAXUINT32)
    {
      tui_prompt_fault (prompt, 0, _ ("a time such as 12h or 2d expected"));
      return FALSE;
    }
  if (top->class->context == TUI_ON_READY)
    {
      ((ReadyScreen *) top)->ready.seconds = (guint) seconds;
      top->class->refresh (top);
    }
  return TRUE;
}

void
tui_ready_open_time (TuiScreen *screen)
{
  ReadyScreen *self = (ReadyScreen *) screen;
  g_autofree char *length = m77_duration_format (self->ready.seconds);
  TuiPrompt
      *prompt = tui_prompt_new (screen->app, _ ("READY"), NULL, _ ("ask"), time_done, NULL, NULL);

  tui_prompt_add_field (prompt, _ ("offline for:"), length);
  tui_prompt_open (prompt);
}

char *
tui_ready_run (TuiApp *app, const char *words)
{
  gint64 seconds = TUI_READY_SECONDS;

  if (*words != '\0' &&
      (!m77_duration_parse (words, &seconds) || seconds <= 0 || seconds > G_MAXUINT32))
    return g_strdup (_ ("ready, or ready 12h"));
  tui_app_push (app, tui_ready_new (app, (guint) seconds));
  return NULL;
}

/* ---- The screen ---- */

static gboolean
key_ready (TuiScreen *screen, TuiKey key)
{
  return tui_page_key (&((ReadyScreen *) screen)->page, key);
}

static void
refresh_ready (TuiScreen *screen)
{
  tui_readiness_ask (&((ReadyScreen *) screen)->ready);
}

static gboolean
busy_ready (TuiScreen *screen)
{
  return ((ReadyScreen *) screen)->ready.question.asking;
}

static void
free_ready (TuiScreen *screen)
{
  ReadyScreen *self = (ReadyScreen *) screen;

  tui_readiness_clear (&self->ready);
  tui_page_clear (&self->page);
  g_free (self);
}

static char *
crumb_ready (TuiScreen *screen)
{
  return g_strdup (_ ("READY"));
}

static const TuiScreenClass ready_class = {
  .context = TUI_ON_READY,
  .name = N_ ("what would be missing"),
  .crumb = crumb_ready,
  .draw = draw_ready,
  .key = key_ready,
  .refresh = refresh_ready,
  .busy = busy_ready,
  .free = free_ready,
};

void
tui_ready_take (TuiScreen *screen, const char *json)
{
  tui_readiness_take (&((ReadyScreen *) screen)->ready, json);
}

TuiScreen *
tui_ready_new (TuiApp *app, guint seconds)
{
  ReadyScreen *self = g_new0 (ReadyScreen, 1);

  self->base = (TuiScreen){ &ready_class, app };
  tui_readiness_init (&self->ready, &self->base, seconds);
  tui_page_init (&self->page);
  refresh_ready (&self->base);
  return &self->base;
}
