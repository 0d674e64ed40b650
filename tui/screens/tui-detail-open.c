/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-detail-private.h"

static void
turn (TuiDetail *self, const char *heading)
{
  tui_sections_turn (&self->sections, heading);
  tui_detail_touch (self);
}

/* The heading over the cursor, or under it; NULL: none. */
static const char *
heading_of (TuiDetail *self)
{
  TuiLine *current = tui_page_current (&self->page);
  const char *heading = NULL;

  for (guint i = 0; current != NULL && i < self->page.lines->len; i++)
    {
      const TuiLine *line = self->page.lines->pdata[i];

      if (line->type == TUI_LINE_HEADING)
        heading = line->id;
      if (line == current)
        break;
    }
  return heading;
}

static void
fold_here (TuiDetail *self)
{
  g_autofree char *heading = g_strdup (heading_of (self));

  if (heading == NULL)
    return;
  turn (self, heading);
  tui_page_go (&self->page, heading);
}

void
tui_detail_space (TuiDetail *self)
{
  TuiLine *line = tui_page_current (&self->page);
  g_autofree char *id = line != NULL && !self->on_side ? tui_line_item (line) : NULL;

  if (id != NULL && self->view != NULL && self->view->space != NULL && self->view->space (self, id))
    return;
  fold_here (self);
}

void
tui_detail_open_here (TuiScreen *screen)
{
  TuiDetail *self = (TuiDetail *) screen;
  TuiLine *line = tui_page_current (tui_detail_page (screen));
  g_autofree char *id = line != NULL ? tui_line_item (line) : NULL;

  if (id == NULL || tui_links_open (&self->links, id))
    return;
  if (line->type == TUI_LINE_HEADING)
    fold_here (self);
  else if (self->view == NULL || self->view->open == NULL || !self->view->open (self, id))
    return;
}
