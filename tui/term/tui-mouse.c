/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-term"

#include "config.h"

#include "tui/term/tui-mouse.h"

void
tui_canvas_add_hit (TuiCanvas *self, TuiRect area, TuiClickFunc click, gpointer widget, int what)
{
  TuiHit hit = { area, click, widget, what };

  g_array_append_val (self->hits, hit);
}

static const TuiHit *
hit_at (const TuiCanvas *self, guint index)
{
  return &g_array_index (self->hits, TuiHit, index);
}

const TuiHit *
tui_canvas_hit_at (const TuiCanvas *self, guint from, int row, int col)
{
  for (guint i = self->hits->len; i > from; i--)
    {
      const TuiRect *area = &hit_at (self, i - 1)->area;

      if (row >= area->row && row < area->row + area->rows && col >= area->col &&
          col < area->col + area->cols)
        return hit_at (self, i - 1);
    }
  return NULL;
}

gboolean
tui_canvas_has_hit (const TuiCanvas *self, const TuiHit *hit)
{
  for (guint i = 0; i < self->hits->len; i++)
    if (hit_at (self, i)->widget == hit->widget && hit_at (self, i)->click == hit->click &&
        hit_at (self, i)->what == hit->what)
      return TRUE;
  return FALSE;
}
