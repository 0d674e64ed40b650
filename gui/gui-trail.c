/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-trail"

#include "config.h"

#include "gui/gui-trail.h"

#define PLACES_MOST 100

struct _GuiTrail
{
  GPtrArray *places; /* GuiPlace */
  guint at;
};

static void
place_free (GuiPlace *place)
{
  g_free (place->section);
  g_free (place->kind);
  g_free (place->id);
  g_free (place);
}

GuiTrail *
gui_trail_new (void)
{
  GuiTrail *self = g_new0 (GuiTrail, 1);

  self->places = g_ptr_array_new_with_free_func ((GDestroyNotify) place_free);
  return self;
}

void
gui_trail_free (GuiTrail *self)
{
  g_ptr_array_unref (self->places);
  g_free (self);
}

static gboolean
is_place (const GuiPlace *place, const char *section, const char *kind, const char *id)
{
  return g_str_equal (place->section, section) && g_strcmp0 (place->kind, kind) == 0 &&
         g_strcmp0 (place->id, id) == 0;
}

void
gui_trail_note (GuiTrail *self, const char *section, const char *kind, const char *id)
{
  GuiPlace *place;

  if (self->places->len > 0 && is_place (self->places->pdata[self->at], section, kind, id))
    return;
  if (self->places->len > 0)
    g_ptr_array_set_size (self->places, (gint) self->at + 1);
  if (self->places->len == PLACES_MOST)
    g_ptr_array_remove_index (self->places, 0);
  place = g_new0 (GuiPlace, 1);
  place->section = g_strdup (section);
  place->kind = g_strdup (kind);
  place->id = g_strdup (id);
  g_ptr_array_add (self->places, place);
  self->at = self->places->len - 1;
}

gboolean
gui_trail_can_go_back (const GuiTrail *self)
{
  return self->at > 0;
}

gboolean
gui_trail_can_go_forward (const GuiTrail *self)
{
  return self->at + 1 < self->places->len;
}

const GuiPlace *
gui_trail_back (GuiTrail *self)
{
  return gui_trail_can_go_back (self) ? self->places->pdata[--self->at] : NULL;
}

const GuiPlace *
gui_trail_forward (GuiTrail *self)
{
  return gui_trail_can_go_forward (self) ? self->places->pdata[++self->at] : NULL;
}
