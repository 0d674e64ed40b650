/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-commands"

#include "config.h"

#include "tui/commands/tui-commands.h"

#include <glib/gi18n-lib.h>

#include "shared/base/m77-error.h"
#include "tui/commands/tui-outcome.h"

static gboolean
run (TuiContext *self, GError **error)
{
  M77Json *entry = m77_json_object_new (self->pool);
  M77Json *entries = m77_json_array_new (self->pool);
  M77Json *changes = m77_json_object_new (self->pool);
  M77Json *elements = m77_json_object_new (self->pool);
  const char *text = tui_context_word (self, 1);
  g_autofree char *json = NULL;
  g_autofree char *operation = NULL;
  guint64 seq;

  if (!g_utf8_validate (text, -1, NULL) || *text == '\0')
    return tui_context_misused (error, _ ("the note is empty or not UTF-8: write some text"));

  m77_json_set_string (self->pool, entry, "kind", "note");
  m77_json_set_string (self->pool, entry, "text", text);
  m77_json_append (entries, entry);
  m77_json_set (self->pool, changes, "append", entries);
  m77_json_set (self->pool, elements, "timeline", changes);
  json = m77_json_to_text (elements);

  if (!tui_context_connect (self, error) || !m77_agent1_call_edit_sync (self->agent,
                                                                        "incident",
                                                                        tui_context_word (self, 0),
                                                                        "",
                                                                        "",
                                                                        json,
                                                                        &seq,
                                                                        &operation,
                                                                        NULL,
                                                                        error))
    return FALSE;

  return tui_outcome_edit (self, _ ("Noted on"), operation, error);
}

const TuiCommand tui_command_note = {
  .name = "note",
  .synopsis = "N TEXT",
  .summary = N_ ("Write a note into an incident's timeline"),
  .words_least = 2,
  .words_most = 2,
  .run = run,
};
