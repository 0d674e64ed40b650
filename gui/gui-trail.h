/* gui-trail.h: where a person was, to go back there and forth again
 *
 * A place is a section, or a record in it. Going somewhere new forgets what lay ahead. Plain data;
 * main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *section;
  char *kind, *id; /* both NULL: no record */
} GuiPlace;

typedef struct _GuiTrail GuiTrail;

GuiTrail *gui_trail_new (void);
void gui_trail_free (GuiTrail *self);

/* kind and id: NULL: the section itself. The place one is at is not noted twice. */
void gui_trail_note (GuiTrail *self, const char *section, const char *kind, const char *id);
/* NULL: nothing is there. Until the trail changes. */
const GuiPlace *gui_trail_back (GuiTrail *self);
const GuiPlace *gui_trail_forward (GuiTrail *self);
gboolean gui_trail_can_go_back (const GuiTrail *self);
gboolean gui_trail_can_go_forward (const GuiTrail *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GuiTrail, gui_trail_free)

G_END_DECLS
