/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-place"

#include "config.h"

#include "gui/gui-place.h"

#include "gui/gui-state.h"

void
gui_place_restore (GuiWindow *self)
{
  GuiState *state = gui_state_default ();
  const char *profile = gui_window_asked_profile (self);
  g_autofree char *section = gui_state_string (state, "window", profile, "section");
  g_autofree char *kind = gui_state_string (state, "window", profile, "kind");
  g_autofree char *id = gui_state_string (state, "window", profile, "id");

  gtk_window_set_default_size (GTK_WINDOW (self),
                               gui_state_int (state, "window", profile, "width", 1280),
                               gui_state_int (state, "window", profile, "height", 800));
  if (gui_state_int (state, "window", profile, "maximized", FALSE))
    gtk_window_maximize (GTK_WINDOW (self));
  gui_window_go (self, "overview");
  if (section != NULL)
    gui_window_go (self, section);
  if (kind != NULL && id != NULL)
    gui_window_open (self, kind, id);
}

void
gui_place_keep (GuiWindow *self)
{
  GuiState *state = gui_state_default ();
  const char *profile = gui_window_asked_profile (self);
  const M77Kind *kind = NULL;
  const char *id = NULL;
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  gui_page_record (gui_window_page (self), &kind, &id);
  gui_state_set_int (state, "window", profile, "width", width);
  gui_state_set_int (state, "window", profile, "height", height);
  gui_state_set_int (state,
                     "window",
                     profile,
                     "maximized",
                     gtk_window_is_maximized (GTK_WINDOW (self)));
  gui_state_set_string (state, "window", profile, "section", gui_window_section (self));
  gui_state_set_string (state, "window", profile, "kind", kind != NULL ? kind->name : NULL);
  gui_state_set_string (state, "window", profile, "id", kind != NULL ? id : NULL);
}
