/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-action.h"

/* A second click on what is selected is Enter; where Enter confirms it is nothing. */
static void
open_selected (TuiApp *self)
{
  TuiScreen *top = tui_app_top (self);

  if (self->panel != NULL && !self->panel->confirms)
    self->panel->class->key (self->panel, TUI_KEY_ENTER);
  else if (self->panel == NULL && top != NULL &&
           (top->class->key == NULL || !top->class->key (top, TUI_KEY_ENTER)))
    tui_action_run_key (self, TUI_KEY_ENTER);
}

static void
press (TuiApp *self, const TuiHit *hit, const TuiMouse *mouse)
{
  if (hit->click == NULL && self->panel == NULL)
    tui_app_key (self, (TuiKey) hit->what);
  else if (hit->click != NULL && hit->click (hit->widget, hit->what, mouse) == TUI_CLICK_OPEN)
    open_selected (self);
}

void
tui_app_mouse (TuiApp *self, const TuiMouse *mouse)
{
  const TuiHit *hit;

  if (self->pasted != NULL)
    return;
  /* What is to be drawn anew may have gone. */
  if (self->draw_id != 0)
    tui_app_draw (self);
  tui_app_dirty (self);
  hit = tui_canvas_hit_at (self->canvas,
                           self->panel != NULL ? self->panel_hits : 0,
                           mouse->row,
                           mouse->col);
  if (mouse->type == TUI_MOUSE_RELEASE)
    {
      if (self->pressed.click != NULL && tui_canvas_has_hit (self->canvas, &self->pressed))
        self->pressed.click (self->pressed.widget, self->pressed.what, mouse);
      self->pressed = (TuiHit){ 0 };
      return;
    }
  if (hit == NULL)
    return;
  if (mouse->type == TUI_MOUSE_PRESS)
    {
      TuiHit kept = *hit;

      self->pressed = kept;
      press (self, &kept, mouse);
    }
  else if (hit->click != NULL)
    hit->click (hit->widget, hit->what, mouse);
}
