/* How the rows of a grouped list are grouped, and the ids of a range of them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "m77-list"

#include "config.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "shared/base/m77-error.h"
#include "shared/client/m77-list-private.h"

/* A question under way. */
typedef struct
{
  M77List *list;
  M77Agent1 *proxy;
  guint32 handle;
} Question;

static void
question_free (Question *question)
{
  g_object_unref (question->list);
  g_object_unref (question->proxy);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static void
clear_count (gpointer count)
{
  g_free (((M77ListCount *) count)->value);
}

static void
free_group (gpointer data)
{
  M77ListGroup *group = data;

  g_free (group->value);
  g_array_unref (group->counts);
  g_free (group);
}

static GPtrArray *
read_groups (GVariant *answer)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func (free_group);
  GVariantIter iter;
  GVariantIter *counts;
  const char *value;
  guint rows, open;

  g_variant_iter_init (&iter, answer);
  while (g_variant_iter_loop (&iter, "(&suua(su))", &value, &rows, &open, &counts))
    {
      M77ListGroup *group = g_new (M77ListGroup, 1);
      const char *counted;
      guint n;

      *group = (M77ListGroup){ .value = g_strdup (value), .rows = rows, .open = open };
      group->counts = g_array_new (FALSE, FALSE, sizeof (M77ListCount));
      g_array_set_clear_func (group->counts, clear_count);
      while (g_variant_iter_loop (counts, "(&su)", &counted, &n))
        {
          M77ListCount count = { g_strdup (counted), n };

          g_array_append_val (group->counts, count);
        }
      g_ptr_array_add (groups, group);
    }
  return groups;
}

static M77ListOpened *
find_opened (M77List *self, guint32 handle)
{
  if (self->coming != NULL && self->coming->handle == handle)
    return self->coming;
  if (self->shown != NULL && !self->shown_is_dead && self->shown->handle == handle)
    return self->shown;
  return NULL;
}

static void
groups_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Question) question = data;
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GError) error = NULL;
  M77List *self = question->list;
  M77ListOpened *opened;
  guint64 number;

  m77_agent1_call_query_groups_finish (question->proxy, &number, &answer, result, &error);
  if (question->proxy != self->proxy)
    return;
  self->asking_groups = FALSE;
  opened = find_opened (self, question->handle);
  if (error != NULL && opened != NULL)
    m77_list_set_error (self, g_steal_pointer (&error));
  else if (opened != NULL)
    {
      g_clear_pointer (&opened->groups, g_ptr_array_unref);
      opened->groups = read_groups (answer);
      if (opened == self->coming)
        m77_list_show_coming (self);
      else
        m77_list_emit_groups (self);
    }
  if (self->groups_again)
    m77_list_ask_groups (self);
}

void
m77_list_ask_groups (M77List *self)
{
  M77ListOpened *opened = self->coming != NULL ? self->coming : self->shown;
  Question *question;

  self->groups_again = self->asking_groups;
  if (self->asking_groups || self->proxy == NULL || opened == NULL || !opened->grouped)
    return;
  question = g_new (Question, 1);
  *question = (Question){ g_object_ref (self), g_object_ref (self->proxy), opened->handle };
  self->asking_groups = TRUE;
  m77_agent1_call_query_groups (self->proxy, opened->handle, NULL, groups_cb, question);
}

static void
ids_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  char **ids = NULL;
  guint64 number;

  if (m77_agent1_call_window_ids_finish (M77_AGENT1 (source), &number, &ids, result, &error))
    g_task_return_pointer (task, ids, (GDestroyNotify) g_strfreev);
  else
    {
      m77_client_fix_error (&error);
      g_task_return_error (task, error);
    }
}

void
m77_list_ids_async (M77List *self,
                    guint position,
                    guint n,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, data);

  if (self->proxy == NULL || self->shown == NULL || self->shown_is_dead)
    g_task_return_new_error (task,
                             M77_ERROR,
                             M77_ERROR_NOT_FOUND,
                             _ ("The list is not here yet; try again in a moment."));
  else
    m77_agent1_call_window_ids (self->proxy,
                                self->shown->handle,
                                position,
                                n,
                                cancellable,
                                ids_cb,
                                g_steal_pointer (&task));
}

char **
m77_list_ids_finish (M77List *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
