/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-chosen"

#include "config.h"

#include "shared/client/m77-chosen.h"

M77Chosen *
m77_chosen_new (const M77Kind *kind, const M77Marks *marks)
{
  M77Chosen *self = g_new0 (M77Chosen, 1);
  gboolean all = m77_marks_is_all (marks);

  *self = (M77Chosen){ .kind = kind,
                       .ids = all ? NULL : m77_marks_ids (marks),
                       .filter = all ? m77_marks_filter (marks) : g_strdup (""),
                       .count = m77_marks_count (marks) };
  return self;
}

M77Chosen *
m77_chosen_copy (const M77Chosen *self)
{
  M77Chosen *copy = g_new (M77Chosen, 1);

  *copy = *self;
  copy->ids = g_strdupv (self->ids);
  copy->filter = g_strdup (self->filter);
  return copy;
}

void
m77_chosen_free (M77Chosen *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->ids);
  g_free (self->filter);
  g_free (self);
}

static const char *const *
ids_of (const M77Chosen *self)
{
  static const char *const none[] = { NULL };

  return self->ids != NULL ? (const char *const *) self->ids : none;
}

/* ---- What it fits ---- */

void
m77_fit_free (M77Fit *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->ids);
  g_free (self->places);
  g_free (self->why);
  g_free (self);
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* An unknown environment is guarded as production. */
static gboolean
is_production (const char *place)
{
  return !g_str_equal (place, "staging") && !g_str_equal (place, "testing") &&
         !g_str_equal (place, "development");
}

static void
read_places (M77Fit *self, GVariant *places)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  GVariantIter iter;
  const char *place;
  guint n;

  g_variant_iter_init (&iter, places);
  while (g_variant_iter_next (&iter, "(&su)", &place, &n))
    {
      self->in_production |= is_production (place);
      if (*place != '\0')
        g_ptr_array_add (words, g_strdup_printf ("%s %u", place, n));
    }
  g_ptr_array_sort (words, compare_places);
  g_ptr_array_add (words, NULL);
  self->places = g_strjoinv (", ", (char **) words->pdata);
}

void
m77_chosen_fit_async (const M77Chosen *self,
                      M77Agent1 *proxy,
                      const M77Action *action,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer data)
{
  m77_agent1_call_act_fits (proxy,
                            action->name,
                            self->kind->name,
                            self->filter,
                            ids_of (self),
                            cancellable,
                            callback,
                            data);
}

M77Fit *
m77_chosen_fit_finish (GAsyncResult *result, GError **error)
{
  g_autoptr (GObject) source = g_async_result_get_source_object (result);
  g_autoptr (GVariant) places = NULL;
  g_autoptr (M77Fit) self = g_new0 (M77Fit, 1);
  guint danger;

  if (!m77_agent1_call_act_fits_finish (M77_AGENT1 (source),
                                        &self->found,
                                        &self->ids,
                                        &danger,
                                        &places,
                                        &self->why,
                                        result,
                                        error))
    {
      m77_client_fix_error (error);
      return NULL;
    }
  self->n = g_strv_length (self->ids);
  self->danger = MIN (danger + 1, (guint) M77_DANGER_TYPED);
  read_places (self, places);
  return g_steal_pointer (&self);
}

/* ---- What is done ---- */

void
m77_chosen_act_async (const M77Chosen *self,
                      M77Agent1 *proxy,
                      const M77Action *action,
                      const M77Fit *fit,
                      const M77Json *args,
                      const char *reason,
                      GAsyncReadyCallback callback,
                      gpointer data)
{
  g_autofree char *text = args != NULL ? m77_json_to_text (args) : g_strdup ("{}");

  reason = reason != NULL ? reason : "";
  if (self->ids == NULL && fit->n == fit->found)
    m77_agent1_call_act_many (proxy,
                              action->name,
                              self->kind->name,
                              self->filter,
                              fit->found,
                              text,
                              reason,
                              NULL,
                              callback,
                              data);
  else
    m77_agent1_call_act_ids (proxy,
                             action->name,
                             self->kind->name,
                             (const char *const *) fit->ids,
                             text,
                             reason,
                             NULL,
                             callback,
                             data);
}

static char *
text_of (const M77Json *value)
{
  return value != NULL ? m77_json_to_text (value) : g_strdup ("");
}

void
m77_chosen_edit_async (const M77Chosen *self,
                       M77Agent1 *proxy,
                       const M77Json *patch,
                       const M77Json *elements,
                       GAsyncReadyCallback callback,
                       gpointer data)
{
  g_autofree char *patch_text = text_of (patch);
  g_autofree char *elements_text = text_of (elements);

  if (self->ids == NULL)
    m77_agent1_call_edit_many (proxy,
                               self->kind->name,
                               self->filter,
                               self->count,
                               patch_text,
                               elements_text,
                               NULL,
                               callback,
                               data);
  else
    m77_agent1_call_edit_ids (proxy,
                              self->kind->name,
                              ids_of (self),
                              patch_text,
                              elements_text,
                              NULL,
                              callback,
                              data);
}

/* All four answer (tu). */
gboolean
m77_chosen_finish (GAsyncResult *result, guint64 *seq, guint *count, GError **error)
{
  g_autoptr (GObject) source = g_async_result_get_source_object (result);
  g_autoptr (GVariant) answer = g_dbus_proxy_call_finish (G_DBUS_PROXY (source), result, error);

  if (answer == NULL)
    {
      m77_client_fix_error (error);
      return FALSE;
    }
  g_variant_get (answer, "(tu)", seq, count);
  return TRUE;
}
