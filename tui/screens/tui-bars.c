/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-bars.h"

#include <glib/gi18n.h>

#include "tui/screens/tui-list.h"
#include "tui/screens/tui-prompt.h"
#include "tui/screens/tui-work.h"

typedef struct
{
  char *kind, *id;
} Noted;

static void
free_noted (gpointer data)
{
  Noted *self = data;

  g_free (self->kind);
  g_free (self->id);
  g_free (self);
}

static gboolean
note_done (TuiPrompt *prompt, gpointer data)
{
  Noted *noted = data;
  const char *text = tui_prompt_text (prompt, 0);
  TuiRecord record = { .kind = m77_kind_find (noted->kind),
                       .kind_name = noted->kind,
                       .id = noted->id };

  if (*text == '\0')
    {
      tui_prompt_fault (prompt, 0, _ ("A note has some words. Esc leaves"));
      return FALSE;
    }
  return tui_prompt_is_taken (prompt,
                              tui_work_note (tui_prompt_app (prompt), &record, text) != NULL);
}

void
tui_bars_open_note (TuiApp *app, const TuiRecord *record)
{
  Noted *noted = g_new0 (Noted, 1);
  g_autofree char *name = tui_record_short_key (record);
  g_autofree char *record_title = tui_record_title (record);
  g_autofree char *title = g_strdup_printf (_ ("NOTE on %s %s"),
                                            name,
                                            g_str_equal (name, record_title) ? "" : record_title);
  TuiPrompt *prompt;

  noted->kind = g_strdup (record->kind_name);
  noted->id = g_strdup (record->id);
  prompt = tui_prompt_new (app, title, _ ("internal"), _ ("add"), note_done, noted, free_noted);
  tui_prompt_add_field (prompt, _ ("note:"), "");
  tui_prompt_open (prompt);
}
