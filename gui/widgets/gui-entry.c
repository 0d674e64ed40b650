/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-entry"

#include "config.h"

#include "gui/widgets/gui-entry.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gui/gui-text.h"
#include "shared/base/m77-text.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-incident.h"

#define SHOWN_MOST 4096 /* bytes of an entry */

G_DEFINE_FINAL_TYPE (GuiEntry, gui_entry, G_TYPE_OBJECT)

static void
gui_entry_finalize (GObject *object)
{
  GuiEntry *self = GUI_ENTRY (object);

  g_free (self->id);
  g_free (self->when);
  g_free (self->who);
  g_free (self->text);
  g_free (self->audience);

  G_OBJECT_CLASS (gui_entry_parent_class)->finalize (object);
}

static void
gui_entry_class_init (GuiEntryClass *class)
{
  G_OBJECT_CLASS (class)->finalize = gui_entry_finalize;
}

static void
gui_entry_init (GuiEntry *self)
{
}

static gint64
time_of (const M77Json *object, const char *field)
{
  const char *text = m77_json_get_string (object, field);

  return text != NULL ? m77_time_parse (text) : M77_TIME_NONE;
}

static char *
safe_lines (const char *text)
{
  gsize length = strlen (text);
  const char *end = text + MIN (length, SHOWN_MOST);
  g_autofree char *safe = NULL;

  if (length > SHOWN_MOST)
    end = g_utf8_find_prev_char (text, end + 1);
  safe = m77_text_safe_lines (text, end - text);
  return length > SHOWN_MOST ? g_strconcat (safe, " …", NULL) : g_steal_pointer (&safe);
}

GuiEntry *
gui_entry_new (const M77Field *log, const M77Json *entry, gint64 now)
{
  GuiEntry *self = g_object_new (GUI_TYPE_ENTRY, NULL);
  const char *audience = m77_json_get_string (entry, "audience");
  g_autofree char *text = m77_entry_text (entry, now, gui_text_zone ());

  self->id = g_strdup (m77_json_get_string (entry, "id"));
  self->mark = m77_json_get_string (entry, "received_at") == NULL ? GUI_ENTRY_PENDING
                                                                  : GUI_ENTRY_WRITTEN;
  self->when = m77_time_short (time_of (entry, "at"), now, gui_text_zone ());
  self->who = gui_text_line (m77_entry_who (log, entry));
  self->text = safe_lines (text);
  if (m77_entry_is_for_others (entry))
    self->audience = g_str_equal (audience, "public")         ? g_strdup (_ ("Public"))
                     : g_str_equal (audience, "stakeholders") ? g_strdup (_ ("Stakeholders"))
                                                              : gui_text_line (audience);
  return self;
}

GuiEntry *
gui_entry_new_action (const M77Json *pending, const char *who, gint64 now)
{
  GuiEntry *self = g_object_new (GUI_TYPE_ENTRY, NULL);
  const char *state = m77_json_get_string (pending, "state");
  const char *action = m77_json_get_string (pending, "action");
  gboolean held = g_strcmp0 (state, "held") == 0;
  gboolean rejected = g_strcmp0 (state, "rejected") == 0;
  g_autofree char *words = g_strdup_printf (held       ? _ ("%s: HELD, not sent")
                                            : rejected ? _ ("%s: REFUSED by the platform")
                                                       : _ ("%s: queued, NOT delivered"),
                                            action != NULL ? action : "?");

  self->id = g_strdup (m77_json_get_string (pending, "operation"));
  self->mark = held ? GUI_ENTRY_HELD : rejected ? GUI_ENTRY_REJECTED : GUI_ENTRY_QUEUED;
  self->when = m77_time_short (time_of (pending, "asked_at"), now, gui_text_zone ());
  self->who = gui_text_line (who);
  self->text = gui_text_line (words);
  return self;
}

GuiEntry *
gui_entry_new_rule (gint64 as_of, gint64 now)
{
  GuiEntry *self = g_object_new (GUI_TYPE_ENTRY, NULL);
  g_autofree char *when = m77_time_short (as_of, now, gui_text_zone ());

  self->id = g_strdup ("rule");
  self->mark = GUI_ENTRY_RULE;
  self->when = g_strdup ("");
  self->who = g_strdup ("");
  self->text = *when != '\0' ? g_strdup_printf (_ ("%s, the platform's last word"), when)
                             : g_strdup (_ ("made here, not sent"));
  return self;
}

gboolean
gui_entry_is_equal (const GuiEntry *a, const GuiEntry *b)
{
  return a->mark == b->mark && g_strcmp0 (a->id, b->id) == 0 && g_str_equal (a->when, b->when) &&
         g_str_equal (a->who, b->who) && g_str_equal (a->text, b->text) &&
         g_strcmp0 (a->audience, b->audience) == 0;
}

char *
gui_entry_sentence (const GuiEntry *self)
{
  g_autoptr (GString) out = g_string_new (self->when);

  if (*self->who != '\0')
    g_string_append_printf (out, ", %s", self->who);
  if (self->audience != NULL)
    g_string_append_printf (out, ", %s", self->audience);
  if (self->mark == GUI_ENTRY_PENDING)
    g_string_append_printf (out, ", %s", _ ("pending"));
  g_string_append_printf (out, "%s%s", out->len > 0 ? ": " : "", self->text);
  return g_string_free (g_steal_pointer (&out), FALSE);
}
