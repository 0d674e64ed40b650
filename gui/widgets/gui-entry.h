/* gui-entry.h: a line of a timeline, as it is told
 *
 * What somebody wrote or a machine entered; an action that waits here; or the line under which
 * all is this machine's own. Made once and never changed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <gio/gio.h>

#include "shared/base/m77-json.h"
#include "shared/model/m77-kind.h"

G_BEGIN_DECLS

typedef enum
{
  GUI_ENTRY_WRITTEN,
  GUI_ENTRY_PENDING, /* written here, not sent */
  GUI_ENTRY_QUEUED,  /* an action that waits */
  GUI_ENTRY_HELD,
  GUI_ENTRY_REJECTED,
  GUI_ENTRY_RULE /* "03:04, the platform's last word" */
} GuiEntryMark;

#define GUI_TYPE_ENTRY (gui_entry_get_type ())
G_DECLARE_FINAL_TYPE (GuiEntry, gui_entry, GUI, ENTRY, GObject)

/* All as it is shown: foreign text made safe. */
struct _GuiEntry
{
  GObject parent;
  char *id; /* the same as long as it is the same line */
  GuiEntryMark mark;
  char *when, *who, *text;
  char *audience; /* NULL: those who respond */
};

GuiEntry *gui_entry_new (const M77Field *log, const M77Json *entry, gint64 now);
/* pending: a record's pending_action (docs/json.md); who: who asked. */
GuiEntry *gui_entry_new_action (const M77Json *pending, const char *who, gint64 now);
/* as_of (ms): when the platform was heard last. */
GuiEntry *gui_entry_new_rule (gint64 as_of, gint64 now);
gboolean gui_entry_is_equal (const GuiEntry *a, const GuiEntry *b);
/* For those who do not see it. Free with g_free. */
char *gui_entry_sentence (const GuiEntry *self);

G_END_DECLS
