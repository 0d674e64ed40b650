/* gui-page.h: what the window asks of a page
 *
 * A page shows one section. Signal "back-changed": whether it can go back may be another now.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

#include "gui/gui-status.h"
#include "shared/model/m77-kind.h"

G_BEGIN_DECLS

#define GUI_TYPE_PAGE (gui_page_get_type ())
G_DECLARE_INTERFACE (GuiPage, gui_page, GUI, PAGE, GtkWidget)

/* What a page has not, it leaves NULL. */
struct _GuiPageInterface
{
  GTypeInterface parent;
  void (*set_status) (GuiPage *self, const GuiStatus *status);
  gboolean (*can_go_back) (GuiPage *self);
  void (*back) (GuiPage *self); /* called where it can */
  void (*find) (GuiPage *self);
  void (*save) (GuiPage *self);
  void (*suggest) (GuiPage *self);
  void (*open) (GuiPage *self, const M77Kind *kind, const char *id);
  gboolean (*can_create) (GuiPage *self);
  void (*create) (GuiPage *self); /* called where it can */
  /* Commands of m77-command.h about a record or a list; those above it need not name. */
  gboolean (*can_run) (GuiPage *self, const char *command);
  void (*run) (GuiPage *self, const char *command); /* called where it can */
  /* The record that is shown, or selected; FALSE: none. */
  gboolean (*get_record) (GuiPage *self, const M77Kind **kind, const char **id);
  /* Asks about an action of the table of kinds on that record. */
  void (*act) (GuiPage *self, const char *action);
  void (*set_filter) (GuiPage *self, const char *text);
  gboolean (*is_production) (GuiPage *self); /* what is shown is of production */
};

void gui_page_set_status (GuiPage *self, const GuiStatus *status);
gboolean gui_page_can_go_back (GuiPage *self);
/* FALSE: it is where it began. */
gboolean gui_page_back (GuiPage *self);
/* Where one types what to look for. */
void gui_page_find (GuiPage *self);
/* Keeps what was typed. */
void gui_page_save (GuiPage *self);
/* Asks about what suggests itself to be done. */
void gui_page_suggest (GuiPage *self);

/* Shows one record of a kind of its section. */
void gui_page_open (GuiPage *self, const M77Kind *kind, const char *id);

gboolean gui_page_can_create (GuiPage *self);
/* A new record of what the page shows. */
void gui_page_create (GuiPage *self);

gboolean gui_page_can_run (GuiPage *self, const char *command);
void gui_page_run (GuiPage *self, const char *command);
/* Both are the page's. */
gboolean gui_page_record (GuiPage *self, const M77Kind **kind, const char **id);
gboolean gui_page_can_act (GuiPage *self);
void gui_page_act (GuiPage *self, const char *action);
gboolean gui_page_is_production (GuiPage *self);
/* FALSE: it shows no list. */
gboolean gui_page_set_filter (GuiPage *self, const char *text);

/* Or what it can do, or its record, is another. */
void gui_page_back_changed (GuiPage *self);

G_END_DECLS
