/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-commands"

#include "config.h"

#include "tui/commands/tui-commands.h"

#include <glib/gi18n-lib.h>

#include "shared/base/m77-error.h"
#include "shared/model/m77-patch.h"
#include "tui/commands/tui-fields.h"
#include "tui/commands/tui-outcome.h"

static M77Json *
make_doc (TuiContext *self, const M77Kind *kind, GError **error)
{
  M77Json *patch, *elements;

  if (!tui_fields_read (self, kind, 1, &patch, &elements, error))
    return NULL;

  return m77_edit_apply (self->pool, NULL, patch, elements, error);
}

static gboolean
run (TuiContext *self, GError **error)
{
  const M77Kind *kind;
  const char *name = tui_context_kind (tui_context_word (self, 0), &kind);
  M77Json *doc = make_doc (self, kind, error);
  g_autofree char *text = NULL;
  g_autofree char *id = NULL;
  g_autofree char *operation = NULL;
  guint64 seq;

  if (doc == NULL || !tui_context_connect (self, error))
    return FALSE;

  text = m77_json_to_text (doc);
  if (!m77_agent1_call_create_sync (self->agent, name, text, &seq, &id, &operation, NULL, error))
    return FALSE;

  return tui_outcome_edit (self, _ ("Created"), operation, error);
}

const TuiCommand tui_command_create = {
  .name = "create",
  .synopsis = "KIND FIELD=VALUE…",
  .summary = N_ ("Make a record; it is kept here at once and sent when it can be"),
  .help = N_ ("FIELD=@FILE takes a file's text byte for byte, @- what comes on standard input, @@ "
              "is an @.\n"
              "People are named as @jana or jana. What is left out gets its usual value."),
  .words_least = 1,
  .words_most = G_MAXUINT,
  .run = run,
};
