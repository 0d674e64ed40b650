/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-foot.h"

#define MINUTE_MS 60000

guint
tui_foot_stamp (TuiApp *app, guint changes, int cols)
{
  TuiMoment moment = tui_app_moment (app);
  guint stamp = changes * 31 + (guint) cols;

  stamp = stamp * 31 + (guint) (moment.now / MINUTE_MS);
  stamp = stamp * 4 + (app->utc ? 1 : 0) + (app->presenting ? 2 : 0);
  return MAX (stamp, 1);
}

int
tui_foot_draw (TuiPage *details,
               TuiCanvas *canvas,
               const TuiRect *area,
               const char *title,
               int most)
{
  int rows = MIN ((int) details->lines->len + 1, MIN (MAX (area->rows / 2, 3), most));
  TuiRect body = { area->row + area->rows - rows, area->col, rows, area->cols };

  tui_draw_title (canvas, &body, title, NULL, NULL);
  body.row++;
  body.rows--;
  details->top = 0;
  tui_page_draw (details, canvas, &body, FALSE);
  return rows;
}
