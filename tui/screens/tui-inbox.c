/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-inbox.h"

#include <glib/gi18n.h>

#include "shared/base/m77-time.h"
#include "shared/model/m77-outbox.h"
#include "tui/screens/tui-foot.h"
#include "tui/screens/tui-inbox-rows.h"
#include "tui/screens/tui-ways.h"
#include "tui/widgets/tui-page.h"

#define DETAIL_MOST 8 /* rows below, their rule included */
#define TINY_ROWS   7

typedef struct
{
  TuiScreen base;
  TuiPage page, details;
  guint needs;      /* operations that need a person, as last built */
  char *under;      /* the operation under the cursor as the person knows it */
  gboolean slipped; /* another is there now, and no key was pressed since */
} InboxScreen;

static void
know_cursor (InboxScreen *self)
{
  TuiLine *line = tui_page_current (&self->page);

  g_free (self->under);
  self->under = line != NULL ? g_strdup (line->id) : NULL;
  self->slipped = FALSE;
}

const M77Json *
tui_inbox_current (TuiScreen *screen)
{
  InboxScreen *self = (InboxScreen *) screen;
  TuiLine *line = tui_page_current (&self->page);
  const M77Json *operation = m77_json_first (screen->app->outbox);

  while (operation != NULL && line != NULL &&
         g_strcmp0 (m77_json_get_string (operation, "id"), line->id) != 0)
    operation = m77_json_next (operation);
  return line != NULL ? operation : NULL;
}

gboolean
tui_inbox_take_slip (TuiScreen *screen)
{
  InboxScreen *self = (InboxScreen *) screen;
  gboolean slipped = self->slipped;

  know_cursor (self);
  return slipped;
}

void
tui_inbox_show (TuiScreen *screen, const char *operation)
{
  InboxScreen *self = (InboxScreen *) screen;

  g_free (self->page.cursor);
  self->page.cursor = g_strdup (operation);
  self->page.touched = TRUE;
  g_clear_pointer (&self->under, g_free);
}

/* How true the list is: "live", or since when the platform was not heard. */
static char *
truth_words (TuiApp *app)
{
  TuiMoment moment = tui_app_moment (app);
  const char *last = m77_json_get_string (app->profile, "last_sync");
  g_autofree char *when = m77_time_short (last != NULL ? m77_time_parse (last) : M77_TIME_NONE,
                                          moment.now,
                                          moment.zone);

  if (tui_app_is_online (app))
    return g_strdup (_ ("live"));
  return *when != '\0' ? g_strdup_printf (_ ("offline, as of %s"), when) : g_strdup (_ ("offline"));
}

static void
draw_empty (InboxScreen *self, TuiCanvas *canvas, const TuiRect *area)
{
  TuiApp *app = self->base.app;

  if (app->outbox == NULL)
    tui_draw_words (canvas, area, TUI_DIM, ".  .  .");
  else
    tui_draw_words (canvas,
                    area,
                    TUI_PLAIN,
                    tui_app_is_online (app)
                        ? _ ("Nothing waits: all that was done here has arrived")
                        : _ ("Nothing waits to be sent"));
}

/* What the one under the cursor is about, at the foot of the body. Returns the rows it takes. */
static int
draw_details (InboxScreen *self, TuiCanvas *canvas, const TuiRect *area)
{
  const M77Json *operation = tui_inbox_current (&self->base);
  const char *key = m77_json_get_string (operation, "key");
  g_autofree char *what = NULL;
  g_autofree char *title = NULL;
  TuiApp *app = self->base.app;
  guint stamp;

  if (operation == NULL || area->rows < TINY_ROWS)
    return 0;
  stamp = tui_foot_stamp (app, g_str_hash (self->page.cursor) + app->outbox_number, area->cols);
  if (!tui_page_is_built (&self->details, stamp))
    {
      tui_page_begin (&self->details);
      tui_inbox_add_details (&self->details, app, operation, area->cols);
      tui_page_is_built (&self->details, stamp);
    }
  what = m77_outbox_what (operation);
  title = g_strdup_printf ("%s %s", what, key != NULL ? key : "");
  return tui_foot_draw (&self->details,
                        canvas,
                        area,
                        title,
                        area->rows > 24 ? 2 * DETAIL_MOST : DETAIL_MOST);
}

static void
draw_inbox (TuiScreen *screen, TuiCanvas *canvas, const TuiRect *area)
{
  InboxScreen *self = (InboxScreen *) screen;
  TuiRect body = *area;
  g_autofree char *truth = truth_words (screen->app);
  guint n = m77_json_size (screen->app->outbox);
  guint stamp = tui_foot_stamp (screen->app, screen->app->outbox_number, area->cols);
  guint needs;

  if (!tui_page_is_built (&self->page, stamp))
    {
      tui_page_begin (&self->page);
      self->needs = tui_inbox_add_rows (&self->page, screen->app, area->cols);
      tui_page_is_built (&self->page, stamp);
    }
  needs = self->needs;
  if (canvas->rows >= 8)
    {
      g_autofree char *crumbs = n > 0 ? g_strdup_printf (_ ("INBOX %u"), n)
                                      : g_strdup (_ ("INBOX"));
      g_autofree char *detail = needs > 0 ? g_strdup_printf (_ ("needs you %u"), needs) : NULL;

      tui_draw_title (canvas, area, crumbs, detail, truth);
      body.row++;
      body.rows--;
    }
  if (body.rows <= 0)
    return;
  if (n == 0)
    {
      draw_empty (self, canvas, &body);
      return;
    }
  body.rows -= draw_details (self, canvas, &body);
  tui_page_draw (&self->page, canvas, &body, TRUE);
  if (self->under == NULL)
    know_cursor (self);
  self->slipped = g_strcmp0 (self->under, self->page.cursor) != 0;
}

static gboolean
key_inbox (TuiScreen *screen, TuiKey key)
{
  InboxScreen *self = (InboxScreen *) screen;
  gboolean taken = tui_page_key (&self->page, key);

  if (taken)
    know_cursor (self);
  return taken;
}

static void
open_likeliest (TuiScreen *screen)
{
  const M77Json *operation = tui_inbox_current (screen);

  if (operation != NULL)
    tui_ways_take (screen->app, operation, tui_ways_likeliest (operation));
}

static void
free_inbox (TuiScreen *screen)
{
  InboxScreen *self = (InboxScreen *) screen;

  tui_page_clear (&self->page);
  tui_page_clear (&self->details);
  g_free (self->under);
  g_free (self);
}

static const TuiScreenClass inbox_class = {
  .context = TUI_ON_INBOX,
  .name = N_ ("the inbox"),
  .draw = draw_inbox,
  .key = key_inbox,
  .open = open_likeliest,
  .free = free_inbox,
};

TuiScreen *
tui_inbox_new (TuiApp *app)
{
  InboxScreen *self = g_new0 (InboxScreen, 1);

  self->base = (TuiScreen){ &inbox_class, app };
  tui_page_init (&self->page);
  tui_page_init (&self->details);
  return &self->base;
}
