/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-again.h"

#include <glib/gi18n.h>

#include "tui/screens/tui-asked.h"
#include "tui/screens/tui-form.h"
#include "tui/screens/tui-prompt.h"
#include "tui/screens/tui-work-outbox.h"

/* What a bar keeps: the outbox is read anew while it is open. */
typedef struct
{
  M77JsonPool *pool;
  const M77Json *operation;
  const M77Action *action; /* NULL: a note */
} Kept;

static void
free_kept (gpointer data)
{
  Kept *self = data;

  m77_json_pool_free (self->pool);
  g_free (self);
}

static Kept *
keep (const M77Json *operation, const M77Action *action)
{
  Kept *self = g_new0 (Kept, 1);

  self->pool = m77_json_pool_new ();
  self->operation = m77_json_copy (self->pool, operation);
  self->action = action;
  return self;
}

static TuiPrompt *
new_bar (TuiApp *app, Kept *kept, TuiPromptDone done)
{
  const char *key = m77_json_get_string (kept->operation, "key");
  const char *why = m77_json_get_string (kept->operation, "why");
  const char *what = kept->action != NULL ? tui_label (kept->action->label) : _ ("note");
  g_autofree char *title = g_strdup_printf (_ ("AGAIN %s %s"), what, key != NULL ? key : "");
  TuiPrompt *prompt = tui_prompt_new (app,
                                      title,
                                      m77_json_get_string (kept->operation, "title"),
                                      _ ("send again"),
                                      done,
                                      kept,
                                      free_kept);

  if (why != NULL)
    tui_prompt_add_info (prompt, TUI_BAD, why);
  return prompt;
}

static gboolean
send_again (TuiPrompt *prompt, Kept *kept, const M77Json *content)
{
  const char *id = m77_json_get_string (kept->operation, "id");

  return tui_prompt_is_taken (prompt,
                              tui_work_outbox_edit (tui_prompt_app (prompt), id, content) != NULL);
}

/* ---- An action ---- */

/* Its record's environment is not at hand, so it counts as production. */
static gboolean
is_typed (const M77Action *action)
{
  return m77_action_danger (action, NULL) == M77_DANGER_TYPED;
}

static gboolean
act_done (TuiPrompt *prompt, gpointer data)
{
  Kept *kept = data;
  M77Json *content = m77_json_object_new (kept->pool);
  M77Json *args = NULL;
  const char *reason = NULL;

  if (!tui_asked_read (prompt, kept->action, kept->pool, &args, &reason))
    return FALSE;
  m77_json_set (kept->pool, content, "args", args);
  m77_json_set_string (kept->pool, content, "reason", reason);
  return send_again (prompt, kept, content);
}

static void
open_act (TuiApp *app, const M77Json *operation, const M77Action *action)
{
  Kept *kept = keep (operation, action);
  TuiPrompt *prompt = new_bar (app, kept, act_done);
  const char *key = m77_json_get_string (operation, "key");

  tui_asked_add (prompt,
                 action,
                 m77_json_get (operation, "args"),
                 m77_json_get_string (operation, "reason"),
                 is_typed (action));
  if (is_typed (action) && key != NULL)
    tui_prompt_add_typed (prompt, key);
  tui_prompt_open (prompt);
}

/* ---- A note ---- */

/* The one entry that an edit does nothing but append; NULL: it is another edit. */
static const M77Json *
find_note (const M77Json *operation)
{
  const M77Json *elements = m77_json_get (operation, "elements");
  const M77Json *append = m77_json_get (m77_json_first (elements), "append");

  if (m77_json_size (m77_json_get (operation, "patch")) > 0 || m77_json_size (elements) != 1 ||
      m77_json_size (append) != 1)
    return NULL;
  return m77_json_first (append);
}

static gboolean
note_done (TuiPrompt *prompt, gpointer data)
{
  Kept *kept = data;
  M77Json *content = m77_json_object_new (kept->pool);
  M77Json *elements = m77_json_object_new (kept->pool);
  M77Json *append = m77_json_object_new (kept->pool);
  M77Json *entries = m77_json_array_new (kept->pool);
  M77Json *entry = m77_json_copy (kept->pool, find_note (kept->operation));
  const char *text = tui_prompt_text (prompt, 0);

  if (*text == '\0')
    {
      tui_prompt_fault (prompt, 0, _ ("A note has some words. Esc leaves"));
      return FALSE;
    }
  m77_json_set_string (kept->pool, entry, "text", text);
  m77_json_append (entries, entry);
  m77_json_set (kept->pool, append, "append", entries);
  m77_json_set (kept->pool,
                elements,
                m77_json_name (m77_json_first (m77_json_get (kept->operation, "elements"))),
                append);
  m77_json_set (kept->pool, content, "elements", elements);
  return send_again (prompt, kept, content);
}

static void
open_note (TuiApp *app, const M77Json *operation)
{
  Kept *kept = keep (operation, NULL);
  TuiPrompt *prompt = new_bar (app, kept, note_done);

  tui_prompt_add_field (prompt,
                        _ ("note:"),
                        m77_json_get_string (find_note (kept->operation), "text"));
  tui_prompt_open (prompt);
}

void
tui_again_open (TuiApp *app, const M77Json *operation)
{
  const char *kind_name = m77_json_get_string (operation, "kind");
  const M77Kind *kind = kind_name != NULL ? m77_kind_find (kind_name) : NULL;
  const char *name = m77_json_get_string (operation, "action");
  const M77Action *action = kind != NULL && name != NULL ? m77_kind_action (kind, name) : NULL;
  TuiScreen *form = NULL;

  if (action != NULL)
    open_act (app, operation, action);
  else if (find_note (operation) != NULL)
    open_note (app, operation);
  else if ((form = tui_form_new_again (app, operation)) != NULL)
    tui_app_push (app, form);
  else
    tui_app_say (app, TUI_WARN, _ ("Nothing of it can be edited here: y copies it out"));
}
