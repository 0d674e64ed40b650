/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/base/m77-id.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-incident.h"
#include "shared/model/m77-patch.h"
#include "shared/model/m77-value.h"
#include "tui/screens/tui-form-field.h"
#include "tui/screens/tui-incident-private.h"
#include "tui/screens/tui-incident.h"
#include "tui/screens/tui-prompt.h"
#include "tui/screens/tui-work.h"

#define TASK      "m:tasks/"
#define KEY_BYTES 8 /* of an id: a task's key */

static const M77Field assignee_field = { .name = "assignee",
                                         .type = M77_TYPE_REF,
                                         .ref = "member" };
static const M77Field due_field = { .name = "due_at", .type = M77_TYPE_TIME };

/* ---- Lines ---- */

static void
add_task (TuiDetail *self, const M77Json *task)
{
  const TuiMoment *moment = &self->sections.moment;
  g_autofree char *id = g_strdup_printf (TASK "%s", m77_json_name (task));
  const char *text = m77_json_get_string (task, "text");
  const char *who = m77_json_get_string (task, "assignee");
  const char *done_at = m77_json_get_string (task, "done_at");
  const char *due_at = m77_json_get_string (task, "due_at");
  const char *at = done_at != NULL ? done_at : due_at;
  gint64 instant = at != NULL ? m77_time_parse (at) : M77_TIME_NONE;
  g_autofree char *when = m77_time_short (instant, moment->now, moment->zone);
  gboolean late = done_at == NULL && due_at != NULL && instant < moment->now;
  TuiLine *line = tui_page_add (&self->page, TUI_LINE_TEXT, id);
  int right = self->sections.cols >= 60 ? 26 : 0;

  if (done_at != NULL && m77_json_get_string (task, "done_by") != NULL)
    who = m77_json_get_string (task, "done_by");
  tui_line_span (line,
                 3,
                 4,
                 done_at != NULL ? TUI_DIM : TUI_PLAIN,
                 done_at != NULL ? "[x]" : "[ ]");
  tui_line_span (line,
                 7,
                 MAX (self->sections.cols - 8 - right, 8),
                 done_at != NULL ? TUI_DIM : TUI_PLAIN,
                 text != NULL ? text : m77_json_name (task));
  if (right == 0)
    return;
  tui_line_span (line, self->sections.cols - right, 10, TUI_PLAIN, who != NULL ? who : "-");
  if (*when != '\0')
    tui_line_printf (line,
                     self->sections.cols - right + 11,
                     right - 12,
                     late ? TUI_WARN : TUI_DIM,
                     done_at != NULL ? "%s" : _ ("due %s"),
                     when);
}

static int
compare_tasks (gconstpointer a, gconstpointer b, gpointer order)
{
  guint i, j;

  g_ptr_array_find_with_equal_func (order, m77_json_name (*(M77Json *const *) a), g_str_equal, &i);
  g_ptr_array_find_with_equal_func (order, m77_json_name (*(M77Json *const *) b), g_str_equal, &j);
  return i < j ? -1 : i > j;
}

/* None moves while one looks on: what is done now stays where it was to be done. */
static void
stand_still (TuiRoom *room, GPtrArray *tasks)
{
  if (room->tasks == NULL)
    room->tasks = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < tasks->len; i++)
    if (!g_ptr_array_find_with_equal_func (room->tasks,
                                           m77_json_name (tasks->pdata[i]),
                                           g_str_equal,
                                           NULL))
      g_ptr_array_add (room->tasks, g_strdup (m77_json_name (tasks->pdata[i])));
  g_ptr_array_sort_with_data (tasks, compare_tasks, room->tasks);
}

void
tui_incident_add_tasks (TuiDetail *self)
{
  guint open;
  g_autoptr (GPtrArray) tasks = m77_incident_tasks (self->sections.record.doc, &open);
  g_autofree char *more = tasks->len > 0 ? g_strdup_printf (_ ("%u of %u open"), open, tasks->len)
                                         : g_strdup (_ ("none: t adds one"));

  if (!tui_sections_heading (&self->sections, "h:tasks", _ ("Tasks"), 0, more))
    return;
  stand_still (self->own, tasks);
  for (guint i = 0; i < tasks->len; i++)
    add_task (self, tasks->pdata[i]);
}

/* ---- Changes ---- */

/* One task becomes this; NULL: it is taken out. */
static gboolean
store_task (TuiApp *app, const TuiRecord *record, const char *key, const M77Json *task)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *patch = m77_task_patch (pool, key, task);

  return tui_work_edit (app,
                        _ ("Task"),
                        record->kind_name,
                        record->id,
                        m77_edit_base (pool, record->doc, patch, NULL),
                        patch,
                        NULL) != NULL;
}

static const M77Json *
find_task (TuiDetail *self, const char *id)
{
  if (!g_str_has_prefix (id, TASK))
    return NULL;
  return m77_json_get (m77_json_get (self->record.doc, "tasks"), id + strlen (TASK));
}

gboolean
tui_incident_turn_task (TuiDetail *self, const char *id)
{
  TuiApp *app = self->base.app;
  const M77Json *task = find_task (self, id);
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();

  if (task == NULL)
    return FALSE;
  if (app->read_only)
    {
      tui_app_say (app, TUI_WARN, _ ("This session is read-only: W ends that"));
      return TRUE;
    }
  store_task (app,
              &self->record,
              m77_json_name (task),
              m77_task_turned (pool, task, tui_app_member (app), m77_runtime_now (app->runtime)));
  return TRUE;
}

/* ---- The bar ---- */

typedef struct
{
  M77JsonPool *pool;
  TuiRecord record;
  char *key;
  M77Json *task;
} Asked;

static void
free_asked (gpointer data)
{
  Asked *self = data;

  m77_json_pool_free (self->pool);
  g_free (self->key);
  g_free (self);
}

/* FALSE: what is in the field is not one. Empty takes it out. */
static gboolean
read_field (TuiPrompt *prompt, guint index, const M77Field *field, Asked *asked)
{
  TuiMoment moment = tui_app_moment (tui_prompt_app (prompt));
  g_autoptr (GError) error = NULL;
  M77Json *value = m77_value_from_text (field,
                                        tui_prompt_text (prompt, index),
                                        asked->pool,
                                        moment.now,
                                        moment.zone,
                                        &error);

  if (value == NULL)
    tui_prompt_fault (prompt, index, error->message);
  if (value == NULL ||
      !tui_prompt_stands (prompt, index, field, value, m77_json_get (asked->task, field->name)))
    return FALSE;
  m77_json_set (asked->pool, asked->task, field->name, value);
  return TRUE;
}

static gboolean
task_done (TuiPrompt *prompt, gpointer data)
{
  Asked *asked = data;
  const char *text = tui_prompt_text (prompt, 0);

  if (*text == '\0')
    {
      tui_prompt_fault (prompt, 0, _ ("A task has some words. Esc leaves"));
      return FALSE;
    }
  m77_json_set_string (asked->pool, asked->task, "text", text);
  if (!read_field (prompt, 1, &assignee_field, asked) || !read_field (prompt, 2, &due_field, asked))
    return FALSE;
  return tui_prompt_is_taken (prompt,
                              store_task (tui_prompt_app (prompt),
                                          &asked->record,
                                          asked->key,
                                          asked->task));
}

static void
open_bar (TuiDetail *self, const M77Json *task)
{
  TuiApp *app = self->base.app;
  TuiMoment moment = tui_app_moment (app);
  Asked *asked = g_new0 (Asked, 1);
  g_autofree char *name = tui_record_short_key (&self->record);
  g_autofree char *title = g_strdup_printf (task != NULL ? _ ("TASK of %s") : _ ("NEW TASK for %s"),
                                            name);
  g_autofree char *id = m77_id_new (app->runtime);
  g_autofree char *due = tui_form_field_input (&due_field,
                                               m77_json_get (task, "due_at"),
                                               moment.zone);
  const char *text = m77_json_get_string (task, "text");
  const char *who = m77_json_get_string (task, "assignee");
  TuiPrompt *prompt;

  asked->pool = m77_json_pool_new ();
  asked->record = self->record;
  asked->record.doc = m77_json_copy (asked->pool, self->record.doc);
  asked->record.id = m77_json_string (m77_json_string_new (asked->pool, self->record.id));
  asked->record.kind_name = asked->record.kind->name;
  asked->task = task != NULL ? m77_json_copy (asked->pool, task)
                             : m77_json_object_new (asked->pool);
  asked->key = task != NULL ? g_strdup (m77_json_name (task))
                            : g_strdup (id + strlen (id) - KEY_BYTES);
  if (task == NULL)
    m77_json_set_string (asked->pool, asked->task, "phase", "response");
  prompt = tui_prompt_new (app, title, NULL, _ ("store"), task_done, asked, free_asked);
  tui_prompt_add_field (prompt, _ ("what:"), text != NULL ? text : "");
  tui_prompt_add_field (prompt, _ ("who (may be empty):"), who != NULL ? who : "");
  tui_prompt_suggest (prompt, 1, NULL, &assignee_field);
  tui_prompt_add_field (prompt, _ ("until (\"in 30m\", may be empty):"), due);
  tui_prompt_open (prompt);
}

gboolean
tui_incident_open_task (TuiDetail *self, const char *id)
{
  const M77Json *task = find_task (self, id);

  if (task == NULL)
    return FALSE;
  if (self->base.app->read_only)
    tui_app_say (self->base.app, TUI_WARN, _ ("This session is read-only: W ends that"));
  else
    open_bar (self, task);
  return TRUE;
}

void
tui_incident_add_task (TuiApp *app)
{
  TuiDetail *self = (TuiDetail *) tui_app_top (app);

  if (app->read_only)
    tui_app_say (app, TUI_WARN, _ ("This session is read-only: W ends that"));
  else if (self->row == NULL)
    tui_app_say (app, TUI_WARN, _ ("It is not read yet: again in a moment"));
  else
    open_bar (self, NULL);
}
