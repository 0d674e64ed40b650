/* Edits and notes of many records at once.
 *
 * An edit is local and can be undone, all of it at once; that many records change asks for Enter.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include <glib/gi18n.h>

#include "shared/client/m77-chosen.h"
#include "shared/model/m77-incident.h"
#include "shared/model/m77-value.h"
#include "tui/screens/tui-act.h"
#include "tui/screens/tui-call.h"
#include "tui/screens/tui-choice.h"
#include "tui/screens/tui-list-many.h"
#include "tui/screens/tui-list-private.h"
#include "tui/screens/tui-prompt.h"
#include "tui/screens/tui-work.h"

typedef struct
{
  TuiApp *app;
  TuiScreen *list; /* not owned */
  M77Chosen *chosen;
  const M77Field *field;
  char *what;
} Change;

static void
change_free (gpointer data)
{
  Change *self = data;

  m77_chosen_free (self->chosen);
  g_free (self->what);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Change, change_free)

static void
edit_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Change) self = data;
  TuiApp *app = self->app;
  g_autoptr (GError) error = NULL;
  g_autofree char *what = NULL;
  guint64 seq;
  guint count;

  tui_app_ended (app);
  if (!m77_chosen_finish (result, &seq, &count, &error))
    {
      tui_app_say_error (app, self->what, error);
      return;
    }
  tui_call_saw (app, seq);
  what = g_strdup_printf (_ ("%s of %u"), self->what, count);
  if (count == 0)
    tui_app_say (app, TUI_PLAIN, _ ("%s: they were so already"), self->what);
  else
    tui_call_say_stored (app, what);
}

/* FALSE: there is no agent. */
static gboolean
store (Change *self, const M77Json *patch, const M77Json *elements)
{
  M77Agent1 *proxy = tui_call_proxy (self->app, self->what);
  Change *going;

  if (proxy == NULL)
    return FALSE;
  going = g_new (Change, 1);
  *going = *self;
  going->chosen = m77_chosen_copy (self->chosen);
  going->what = g_strdup (self->what);
  tui_app_began (self->app);
  m77_chosen_edit_async (going->chosen, proxy, patch, elements, edit_cb, going);
  return TRUE;
}

static Change *
change_new (TuiScreen *list, const M77Field *field)
{
  Change *self = g_new0 (Change, 1);

  *self = (Change){ .app = list->app,
                    .list = list,
                    .chosen = m77_chosen_new (tui_list_kind (list), tui_list_table (list)->marks),
                    .field = field,
                    .what = g_strdup (field != NULL ? tui_label (field->label) : _ ("Note")) };
  return self;
}

/* "shop as jana" */
static char *
make_right (TuiApp *app)
{
  const char *tenant = m77_json_get_string (app->profile, "tenant");
  const char *member = tui_app_member (app);

  return g_strdup_printf (_ ("%s as %s"),
                          tenant != NULL ? tenant : "?",
                          member != NULL ? member : "?");
}

static gboolean
may_edit (TuiScreen *list)
{
  const TuiRecord record = { .kind = tui_list_kind (list) };

  return tui_act_may_edit (list->app, &record);
}

/* ---- Edit ---- */

/* "+db -slow": elements put in and taken out. FALSE: it is a whole set instead. */
static gboolean
read_elements (Change *self, const char *text, M77JsonPool *pool, M77Json *elements)
{
  g_auto (GStrv) words = g_strsplit_set (text, " ,", -1);
  M77Json *add = m77_json_array_new (pool);
  M77Json *removed = m77_json_array_new (pool);
  M77Json *both = m77_json_object_new (pool);
  guint n = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] == '\0')
        continue;
      if ((*words[i] != '+' && *words[i] != '-') || words[i][1] == '\0')
        return FALSE;
      m77_json_append (*words[i] == '+' ? add : removed, m77_json_string_new (pool, words[i] + 1));
      n++;
    }
  if (m77_json_size (add) > 0)
    m77_json_set (pool, both, "add", add);
  if (m77_json_size (removed) > 0)
    m77_json_set (pool, both, "remove", removed);
  m77_json_set (pool, elements, self->field->name, both);
  return n > 0;
}

static gboolean
edit_done (TuiPrompt *prompt, gpointer data)
{
  Change *self = data;
  TuiMoment moment = tui_app_moment (self->app);
  const char *text = tui_prompt_text (prompt, 0);
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GError) error = NULL;
  M77Json *elements = m77_json_object_new (pool);
  M77Json *patch = m77_json_object_new (pool);
  M77Json *value;

  if (self->field->type == M77_TYPE_SET && read_elements (self, text, pool, elements))
    return tui_prompt_is_taken (prompt, store (self, NULL, elements));
  value = m77_value_from_text (self->field, text, pool, moment.now, moment.zone, &error);
  if (value == NULL)
    {
      tui_prompt_fault (prompt, 0, error->message);
      return FALSE;
    }
  if (m77_json_is_null (value) && (self->field->flags & M77_FIELD_REQUIRED) != 0)
    {
      tui_prompt_fault (prompt, 0, _ ("This field must have a value"));
      return FALSE;
    }
  m77_json_set (pool, patch, self->field->name, value);
  return tui_prompt_is_taken (prompt, store (self, patch, NULL));
}

static void
field_chosen (TuiApp *app, const char *id, gpointer data)
{
  TuiScreen *list = tui_list_many (app);
  const M77Field *field = list != NULL ? m77_kind_field (tui_list_kind (list), id) : NULL;
  g_autofree char *plural = NULL;
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;
  g_autofree char *right = NULL;
  g_autofree char *values = NULL;
  g_autofree char *label = NULL;
  TuiPrompt *prompt;

  if (field == NULL)
    return;
  plural = g_utf8_strdown (tui_label (tui_list_kind (list)->plural), -1);
  name = g_utf8_strup (tui_label (field->label), -1);
  /* Translators: a field, a number, records of a kind */
  title = g_strdup_printf (_ ("%s of %u %s"), name, tui_list_marked (list), plural);
  right = make_right (app);
  values = field->values != NULL ? m77_values_to_sentence (field->values) : NULL;
  label = values != NULL ? g_strdup_printf (_ ("all become (%s):"), values)
                         : g_strdup (_ ("all become:"));
  prompt = tui_prompt_new (app,
                           title,
                           right,
                           _ ("store"),
                           edit_done,
                           change_new (list, field),
                           change_free);
  tui_prompt_add_info (prompt,
                       TUI_PLAIN,
                       field->type == M77_TYPE_SET
                           ? _ ("+element puts one in, -element takes one out; words alone are the "
                                "whole set. Undone as one.")
                           : _ ("Each keeps what else it has. Empty clears it. Undone as one."));
  tui_prompt_add_field (prompt, label, "");
  tui_prompt_open (prompt);
}

void
tui_list_many_edit (TuiScreen *list)
{
  const M77Kind *kind = tui_list_kind (list);
  g_autofree char *plural = g_utf8_strdown (tui_label (kind->plural), -1);
  g_autofree char *title = g_strdup_printf (_ ("EDIT %u %s: which field"),
                                            tui_list_marked (list),
                                            plural);
  TuiChoice *choice;

  if (!may_edit (list))
    return;
  choice = tui_choice_new (list->app, title, field_chosen, NULL, NULL);
  for (const M77Field *field = kind->fields; field->name != NULL; field++)
    if (m77_field_is_editable (field) && (field->flags & M77_FIELD_FIXED) == 0 &&
        field->type != M77_TYPE_LOG && field->type != M77_TYPE_MAP && field->type != M77_TYPE_JSON)
      tui_choice_add (choice,
                      field->name,
                      "",
                      tui_label (field->label),
                      field->help != NULL ? tui_label (field->help) : NULL,
                      NULL);
  tui_choice_open (choice);
}

/* ---- Note ---- */

static gboolean
note_done (TuiPrompt *prompt, gpointer data)
{
  Change *self = data;
  const char *text = tui_prompt_text (prompt, 0);
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *entry = m77_json_object_new (pool);
  M77Json *entries = m77_json_array_new (pool);
  M77Json *append = m77_json_object_new (pool);
  M77Json *elements = m77_json_object_new (pool);

  if (*text == '\0')
    {
      tui_prompt_fault (prompt, 0, _ ("A note has some words. Esc leaves"));
      return FALSE;
    }
  /* Id, time and author are the agent's to give. */
  m77_json_set_string (pool, entry, "kind", "note");
  if (g_str_equal (self->chosen->kind->name, "incident"))
    m77_json_set_string (pool, entry, "audience", "internal");
  m77_json_set_string (pool, entry, "text", text);
  m77_json_append (entries, entry);
  m77_json_set (pool, append, "append", entries);
  m77_json_set (pool, elements, self->field->name, append);
  return tui_prompt_is_taken (prompt, store (self, NULL, elements));
}

void
tui_list_many_note (TuiScreen *list)
{
  const M77Field *field = m77_note_field (tui_list_kind (list));
  g_autofree char *plural = g_utf8_strdown (tui_label (tui_list_kind (list)->plural), -1);
  g_autofree char *title = g_strdup_printf (_ ("NOTE on %u %s"), tui_list_marked (list), plural);
  g_autofree char *right = make_right (list->app);
  TuiPrompt *prompt;
  Change *change;

  if (field == NULL || !may_edit (list))
    return;
  change = change_new (list, field);
  g_free (change->what);
  change->what = g_strdup (_ ("Note"));
  prompt = tui_prompt_new (list->app,
                           title,
                           right,
                           _ ("add to all"),
                           note_done,
                           change,
                           change_free);
  tui_prompt_add_info (prompt, TUI_PLAIN, _ ("The same note on each of them. Undone as one."));
  tui_prompt_add_field (prompt, _ ("note:"), "");
  tui_prompt_open (prompt);
}
