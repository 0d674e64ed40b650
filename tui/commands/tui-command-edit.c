/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-commands"

#include "config.h"

#include "tui/commands/tui-commands.h"

#include <glib/gi18n-lib.h>

#include "shared/base/m77-error.h"
#include "tui/commands/tui-fields.h"
#include "tui/commands/tui-outcome.h"

static char *
to_text (const M77Json *value)
{
  return value != NULL ? m77_json_to_text (value) : g_strdup ("");
}

static gboolean
edit_many (TuiContext *self,
           const char *kind,
           const char *patch,
           const char *elements,
           GError **error)
{
  gint64 expect = -1;
  guint64 seq;
  guint count;

  if (!tui_context_number (self, "expect-count", &expect, error))
    return FALSE;
  if (!m77_agent1_call_edit_many_sync (self->agent,
                                       kind,
                                       tui_context_option (self, "filter"),
                                       expect,
                                       patch,
                                       elements,
                                       &seq,
                                       &count,
                                       NULL,
                                       error))
    return FALSE;

  tui_outcome_many (self, count, seq);
  return TRUE;
}

static gboolean
edit_one (TuiContext *self,
          const char *kind,
          const char *patch,
          const char *elements,
          GError **error)
{
  g_autofree char *operation = NULL;
  guint64 seq;

  if (!m77_agent1_call_edit_sync (self->agent,
                                  kind,
                                  tui_context_word (self, 1),
                                  "",
                                  patch,
                                  elements,
                                  &seq,
                                  &operation,
                                  NULL,
                                  error))
    return FALSE;

  return tui_outcome_edit (self, _ ("Edited"), operation, error);
}

static gboolean
run (TuiContext *self, GError **error)
{
  gboolean many = tui_context_has (self, "filter");
  guint first = many ? 1 : 2;
  const M77Kind *kind;
  const char *name = tui_context_kind (tui_context_word (self, 0), &kind);
  g_autofree char *patch_text = NULL;
  g_autofree char *elements_text = NULL;
  M77Json *patch, *elements;

  if (many && !tui_context_has (self, "expect-count"))
    return tui_context_misused (error,
                                _ ("--filter needs --expect-count N: how many it will change"));
  if (self->words->len <= first)
    return tui_context_misused (error, _ ("nothing to change: m77 edit KIND ID FIELD=VALUE…"));
  if (!tui_fields_read (self, kind, first, &patch, &elements, error) ||
      !tui_context_connect (self, error))
    return FALSE;

  patch_text = to_text (patch);
  elements_text = to_text (elements);
  return many ? edit_many (self, name, patch_text, elements_text, error)
              : edit_one (self, name, patch_text, elements_text, error);
}

static const TuiOption options[] = {
  { "filter", "F", N_ ("Edit all records this finds instead of one") },
  { "expect-count", "N", N_ ("Refuse unless it finds exactly so many") },
  { NULL },
};

const TuiCommand tui_command_edit = {
  .name = "edit",
  .synopsis = "KIND ID FIELD=VALUE… [FIELD+=V] [FIELD-=V]",
  .summary = N_ ("Change fields; it is kept here at once and sent when it can be"),
  .help = N_ ("FIELD= clears, FIELD=@FILE takes a file's text (@- standard input, @@ is an @).\n"
              "+= adds to a set, a map (KEY=VALUE) or a log, -= takes from a set or a map.\n"
              "Without ID: m77 edit KIND --filter F --expect-count N FIELD=VALUE…"),
  .options = options,
  .words_least = 2,
  .words_most = G_MAXUINT,
  .run = run,
};
