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
#include "shared/model/m77-validate.h"
#include "shared/model/m77-value.h"
#include "tui/screens/tui-act.h"
#include "tui/screens/tui-call.h"
#include "tui/screens/tui-choice.h"
#include "tui/screens/tui-field-bar.h"
#include "tui/screens/tui-list-many.h"
#include "tui/screens/tui-list-private.h"
#include "tui/screens/tui-prompt.h"
#include "tui/screens/tui-work.h"

typedef struct
{
  TuiApp *app;
  TuiScreen *list; /* not owned */
  M77Chosen *chosen;
  GPtrArray *fields; /* const M77Field *: that change, as asked for in the bar; or the log */
  char *what;
} Change;

static void
change_free (gpointer data)
{
  Change *self = data;

  m77_chosen_free (self->chosen);
  g_ptr_array_unref (self->fields);
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
  going->fields = g_ptr_array_ref (self->fields);
  going->what = g_strdup (self->what);
  tui_app_began (self->app);
  m77_chosen_edit_async (going->chosen, proxy, patch, elements, edit_cb, going);
  return TRUE;
}

/* what is the change's own from here on. */
static Change *
change_new (TuiScreen *list, GPtrArray *fields, char *what)
{
  Change *self = g_new0 (Change, 1);

  *self = (Change){ .app = list->app,
                    .list = list,
                    .chosen = m77_chosen_new (tui_list_kind (list), tui_list_table (list)->marks),
                    .fields = fields,
                    .what = what };
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

/* An entry of a log with these words; id, time and author are the agent's to give. */
static void
add_note (Change *self, M77JsonPool *pool, M77Json *elements, const M77Field *log, const char *text)
{
  M77Json *entry = m77_json_object_new (pool);
  M77Json *entries = m77_json_array_new (pool);
  M77Json *append = m77_json_object_new (pool);

  m77_json_set_string (pool, entry, "kind", "note");
  if (g_str_equal (self->chosen->kind->name, "incident"))
    m77_json_set_string (pool, entry, "audience", "internal");
  m77_json_set_string (pool, entry, "text", text);
  m77_json_append (entries, entry);
  m77_json_set (pool, append, "append", entries);
  m77_json_set (pool, elements, log->name, append);
}

/* ---- Edit ---- */

/* "+db -slow": elements put in and taken out. FALSE: it is a whole set instead. */
static gboolean
read_elements (const M77Field *field, const char *text, M77JsonPool *pool, M77Json *elements)
{
  g_auto (GStrv) words = g_strsplit_set (text, " ,", -1);
  M77Json *add = m77_json_array_new (pool);
  M77Json *removed = m77_json_array_new (pool);
  M77Json *both = m77_json_object_new (pool);

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] == '\0')
        continue;
      if ((*words[i] != '+' && *words[i] != '-') || words[i][1] == '\0')
        return FALSE;
      m77_json_append (*words[i] == '+' ? add : removed, m77_json_string_new (pool, words[i] + 1));
    }
  if (m77_json_size (add) > 0)
    m77_json_set (pool, both, "add", add);
  if (m77_json_size (removed) > 0)
    m77_json_set (pool, both, "remove", removed);
  if (m77_json_size (both) == 0)
    return FALSE;
  m77_json_set (pool, elements, field->name, both);
  return TRUE;
}

/* FALSE: what is typed for it is wrong, and the bar says so. */
static gboolean
read_field (Change *self,
            TuiPrompt *prompt,
            guint index,
            M77JsonPool *pool,
            M77Json *patch,
            M77Json *elements)
{
  const M77Field *field = self->fields->pdata[index];
  const char *text = tui_prompt_text (prompt, index);
  TuiMoment moment = tui_app_moment (self->app);
  g_autoptr (GError) error = NULL;
  g_autoptr (M77Fault) fault = NULL;
  M77Json *value;

  if (field->type == M77_TYPE_SET && read_elements (field, text, pool, elements))
    return tui_prompt_stands (prompt,
                              index,
                              field,
                              m77_json_get (m77_json_get (elements, field->name), "add"),
                              NULL);
  value = m77_value_from_text (field, text, pool, moment.now, moment.zone, &error);
  if (value == NULL)
    tui_prompt_fault (prompt, index, error->message);
  else if (m77_json_is_null (value) && (field->flags & M77_FIELD_REQUIRED) != 0)
    tui_prompt_fault (prompt, index, _ ("This field must have a value"));
  else if (!m77_json_is_null (value) &&
           (fault = m77_validate_value (self->chosen->kind, field, value)) != NULL)
    tui_prompt_fault (prompt, index, fault->message);
  else if (tui_prompt_stands (prompt, index, field, value, NULL))
    {
      m77_json_set (pool, patch, field->name, value);
      return TRUE;
    }
  return FALSE;
}

static gboolean
edit_done (TuiPrompt *prompt, gpointer data)
{
  Change *self = data;
  const M77Field *log = m77_note_field (self->chosen->kind);
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *elements = m77_json_object_new (pool);
  M77Json *patch = m77_json_object_new (pool);

  for (guint i = 0; i < self->fields->len; i++)
    if (!read_field (self, prompt, i, pool, patch, elements))
      return FALSE;
  if (log != NULL && *tui_prompt_text (prompt, self->fields->len) != '\0')
    add_note (self, pool, elements, log, tui_prompt_text (prompt, self->fields->len));
  return tui_prompt_is_taken (prompt,
                              store (self,
                                     m77_json_size (patch) > 0 ? patch : NULL,
                                     m77_json_size (elements) > 0 ? elements : NULL));
}

static void
add_fields (TuiPrompt *prompt, const M77Kind *kind, const GPtrArray *fields)
{
  gboolean any_set = FALSE;

  for (guint i = 0; i < fields->len; i++)
    any_set = any_set || ((const M77Field *) fields->pdata[i])->type == M77_TYPE_SET;
  tui_prompt_add_info (prompt,
                       TUI_PLAIN,
                       _ ("Each keeps what else it has. Empty clears it. Undone as one."));
  if (any_set)
    tui_prompt_add_info (prompt,
                         TUI_PLAIN,
                         _ ("Of a set +element puts one in, -element takes one out; words alone "
                            "are the whole of it."));
  for (guint i = 0; i < fields->len; i++)
    {
      const M77Field *field = fields->pdata[i];
      g_autofree char *values = field->values != NULL ? m77_values_to_sentence (field->values)
                                                      : NULL;
      g_autofree char *label = values != NULL
                                   ? g_strdup_printf ("%s (%s):", tui_label (field->label), values)
                                   : g_strdup_printf ("%s:", tui_label (field->label));

      tui_prompt_suggest (prompt, tui_prompt_add_field (prompt, label, ""), kind, field);
    }
  if (m77_note_field (kind) != NULL)
    tui_prompt_add_field (prompt, _ ("reason, noted on each (may be empty):"), "");
}

static void
open_bar (TuiScreen *list, GPtrArray *fields)
{
  const M77Kind *kind = tui_list_kind (list);
  const char *label = tui_label (((const M77Field *) fields->pdata[0])->label);
  g_autofree char *plural = g_utf8_strdown (tui_label (kind->plural), -1);
  g_autofree char *name = g_utf8_strup (fields->len == 1 ? label : _ ("Edit"), -1);
  /* Translators: a field, a number, records of a kind */
  g_autofree char *title = g_strdup_printf (_ ("%s of %u %s"),
                                            name,
                                            tui_list_marked (list),
                                            plural);
  g_autofree char *right = make_right (list->app);
  char *what = fields->len == 1 ? g_strdup (label)
                                : g_strdup_printf (_ ("%s and %u more"), label, fields->len - 1);
  TuiPrompt *prompt = tui_prompt_new (list->app,
                                      title,
                                      right,
                                      _ ("store"),
                                      edit_done,
                                      change_new (list, fields, what),
                                      change_free);

  add_fields (prompt, kind, fields);
  tui_prompt_open (prompt);
}

static void
fields_chosen (TuiApp *app, const char *ids, gpointer data)
{
  TuiScreen *list = tui_list_many (app);
  g_auto (GStrv) names = g_strsplit (ids, ",", -1);
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();

  for (guint i = 0; list != NULL && names[i] != NULL; i++)
    g_ptr_array_add (fields, (gpointer) m77_kind_field (tui_list_kind (list), names[i]));
  if (fields->len > 0)
    open_bar (list, g_steal_pointer (&fields));
}

void
tui_list_many_edit (TuiScreen *list)
{
  const M77Kind *kind = tui_list_kind (list);
  g_autofree char *plural = g_utf8_strdown (tui_label (kind->plural), -1);
  g_autofree char *title = g_strdup_printf (_ ("EDIT %u %s: which fields"),
                                            tui_list_marked (list),
                                            plural);
  TuiChoice *choice;

  if (!may_edit (list))
    return;
  choice = tui_choice_new (list->app, title, fields_chosen, NULL, NULL);
  tui_choice_allow_many (choice);
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

void
tui_list_many_assign (TuiScreen *list)
{
  const M77Field *field = tui_field_bar_assignee (tui_list_kind (list));
  g_autoptr (GPtrArray) fields = g_ptr_array_new ();

  if (field == NULL || !may_edit (list))
    return;
  g_ptr_array_add (fields, (gpointer) field);
  open_bar (list, g_steal_pointer (&fields));
}

/* ---- Note ---- */

static gboolean
note_done (TuiPrompt *prompt, gpointer data)
{
  Change *self = data;
  const char *text = tui_prompt_text (prompt, 0);
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *elements = m77_json_object_new (pool);

  add_note (self, pool, elements, self->fields->pdata[0], text);
  return tui_prompt_is_taken (prompt, store (self, NULL, elements));
}

void
tui_list_many_note (TuiScreen *list)
{
  const M77Field *field = m77_note_field (tui_list_kind (list));
  g_autofree char *plural = g_utf8_strdown (tui_label (tui_list_kind (list)->plural), -1);
  g_autofree char *title = g_strdup_printf (_ ("NOTE on %u %s"), tui_list_marked (list), plural);
  g_autofree char *right = make_right (list->app);
  GPtrArray *fields;
  TuiPrompt *prompt;

  if (field == NULL || !may_edit (list))
    return;
  fields = g_ptr_array_new ();
  g_ptr_array_add (fields, (gpointer) field);
  prompt = tui_prompt_new (list->app,
                           title,
                           right,
                           _ ("add to all"),
                           note_done,
                           change_new (list, fields, g_strdup (_ ("Note"))),
                           change_free);
  tui_prompt_add_info (prompt, TUI_PLAIN, _ ("The same note on each of them. Undone as one."));
  tui_prompt_need (prompt,
                   tui_prompt_add_field (prompt, _ ("note:"), ""),
                   _ ("A note has some words. Esc leaves"));
  tui_prompt_open (prompt);
}
