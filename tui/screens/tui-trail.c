/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-trail.h"

#include <glib/gi18n.h>

#define KEPT_MOST   8 /* screens that are not on the way */
#define CRUMBS_MOST 3 /* of what is longer the first and the last are told */

typedef struct
{
  GPtrArray *screens;
  gboolean instead; /* a way of its own, else one more screen */
} Step;

static void
free_screen (gpointer screen)
{
  ((TuiScreen *) screen)->class->free (screen);
}

static void
free_step (gpointer data)
{
  Step *self = data;

  g_ptr_array_unref (self->screens);
  g_free (self);
}

TuiTrail *
tui_trail_new (void)
{
  TuiTrail *self = g_new0 (TuiTrail, 1);

  self->behind = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  self->ahead = g_ptr_array_new_with_free_func (free_step);
  return self;
}

void
tui_trail_free (TuiTrail *self)
{
  g_ptr_array_unref (self->behind);
  g_ptr_array_unref (self->ahead);
  g_free (self);
}

static guint
count_kept (const TuiTrail *self)
{
  guint n = 0;

  for (guint i = 0; i < self->behind->len; i++)
    n += ((GPtrArray *) self->behind->pdata[i])->len;
  for (guint i = 0; i < self->ahead->len; i++)
    n += ((Step *) self->ahead->pdata[i])->screens->len;
  return n;
}

static void
trim (TuiTrail *self)
{
  while (count_kept (self) > KEPT_MOST)
    g_ptr_array_remove_index (self->behind->len > 0 ? self->behind : self->ahead, 0);
}

static void
add_step (TuiTrail *self, GPtrArray *screens, gboolean instead)
{
  Step *step = g_new0 (Step, 1);

  step->screens = screens;
  step->instead = instead;
  g_ptr_array_add (self->ahead, step);
  trim (self);
}

/* What stands on the overview, taken off it. A form stays where it is; what else is passing is
 * gone. */
static GPtrArray *
take_way (TuiApp *self)
{
  GPtrArray *way = g_ptr_array_new_with_free_func (free_screen);

  for (guint i = 1; i < self->screens->len;)
    {
      TuiScreen *screen = self->screens->pdata[i];

      if (screen->class->context == TUI_ON_FORM)
        i++;
      else if (screen->class->passing)
        g_ptr_array_remove_index (self->screens, i);
      else
        g_ptr_array_add (way, g_ptr_array_steal_index (self->screens, i));
    }
  return way;
}

static void
put_way (TuiApp *self, GPtrArray *way)
{
  while (way->len > 0)
    g_ptr_array_add (self->screens, g_ptr_array_steal_index (way, 0));
  g_ptr_array_unref (way);
}

TuiScreen *
tui_app_top (TuiApp *self)
{
  return self->screens->len > 0 ? self->screens->pdata[self->screens->len - 1] : NULL;
}

void
tui_app_push (TuiApp *self, TuiScreen *screen)
{
  g_ptr_array_set_size (self->trail->ahead, 0);
  g_ptr_array_add (self->screens, screen);
  tui_app_dirty (self);
}

/* What stood still meanwhile. */
static void
come_up (TuiApp *self)
{
  TuiScreen *top = tui_app_top (self);

  if (top != NULL && top->class->shown != NULL)
    top->class->shown (top);
  tui_app_dirty (self);
}

static void
leave_top (TuiApp *self)
{
  guint last = self->screens->len - 1;
  TuiScreen *top = self->screens->pdata[last];
  GPtrArray *left;

  if (top->class->passing)
    {
      g_ptr_array_remove_index (self->screens, last);
      return;
    }
  left = g_ptr_array_new_with_free_func (free_screen);
  g_ptr_array_add (left, g_ptr_array_steal_index (self->screens, last));
  add_step (self->trail, left, FALSE);
}

void
tui_app_pop (TuiApp *self)
{
  if (self->screens->len > 1)
    leave_top (self);
  else
    tui_app_say (self, TUI_PLAIN, _ ("This is the overview. :q quits"));
  come_up (self);
}

TuiScreen *
tui_app_take (TuiApp *self)
{
  TuiScreen *top;

  g_assert (self->screens->len > 1);
  top = g_ptr_array_steal_index (self->screens, self->screens->len - 1);
  come_up (self);
  return top;
}

void
tui_app_bring_back (TuiApp *self, TuiScreen *screen)
{
  guint n = self->screens->len;
  gboolean is_free = self->panel == NULL && tui_app_top (self)->class->context != TUI_ON_FORM;

  g_ptr_array_insert (self->screens, is_free || n < 2 ? (int) n : (int) n - 1, screen);
  tui_app_dirty (self);
}

void
tui_app_go (TuiApp *self, TuiScreen *screen)
{
  if (screen == NULL && self->screens->len < 2)
    return;
  g_ptr_array_set_size (self->trail->ahead, 0);
  g_ptr_array_add (self->trail->behind, take_way (self));
  if (screen != NULL)
    g_ptr_array_add (self->screens, screen);
  trim (self->trail);
  tui_app_dirty (self);
}

void
tui_app_replace (TuiApp *self, TuiScreen *screen)
{
  g_assert (self->screens->len > 1);
  g_ptr_array_remove_index (self->screens, self->screens->len - 1);
  tui_app_push (self, screen);
}

gboolean
tui_app_can_go_back (TuiApp *self)
{
  return self->screens->len > 1 || self->trail->behind->len > 0;
}

gboolean
tui_app_can_go_forward (TuiApp *self)
{
  return self->trail->ahead->len > 0;
}

void
tui_app_back (TuiApp *self)
{
  GPtrArray *behind = self->trail->behind;

  if (self->screens->len > 2 || behind->len == 0)
    {
      tui_app_pop (self);
      return;
    }
  {
    GPtrArray *before = g_ptr_array_steal_index (behind, behind->len - 1);

    add_step (self->trail, take_way (self), TRUE);
    put_way (self, before);
  }
  come_up (self);
}

void
tui_app_forward (TuiApp *self)
{
  GPtrArray *ahead = self->trail->ahead;
  Step *step;

  if (ahead->len == 0)
    return;
  step = g_ptr_array_steal_index (ahead, ahead->len - 1);
  if (step->instead)
    g_ptr_array_add (self->trail->behind, take_way (self));
  put_way (self, step->screens);
  g_free (step);
  come_up (self);
}

char *
tui_app_crumbs (TuiApp *self, const TuiScreen *screen)
{
  const char *mark = tui_glyph (self->canvas, TUI_GLYPH_FOLDED);
  g_autoptr (GPtrArray) crumbs = g_ptr_array_new_with_free_func (g_free);
  GString *text = g_string_new (NULL);

  for (guint i = 1; i < self->screens->len && self->screens->pdata[i] != screen; i++)
    {
      TuiScreen *one = self->screens->pdata[i];

      if (one->class->crumb != NULL)
        g_ptr_array_add (crumbs, one->class->crumb (one));
    }
  for (guint i = 0; i < crumbs->len; i++)
    if (i == 0 || i + CRUMBS_MOST > crumbs->len)
      g_string_append_printf (text, "%s %s ", (char *) crumbs->pdata[i], mark);
    else if (i == 1)
      g_string_append_printf (text, "%s %s ", tui_glyph (self->canvas, TUI_GLYPH_CUT), mark);
  return g_string_free (text, FALSE);
}
