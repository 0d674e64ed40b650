/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-export"

#include "config.h"

#include "shared/client/m77-export.h"

#include <gio/gunixfdlist.h>
#include <gio/gunixinputstream.h>
#include <glib-unix.h>

/* Both ends must come: the agent's answer, and the last byte. */
typedef struct
{
  GInputStream *pipe;
  GError *error;
  gint64 rows;
  guint under_way;
} Export;

static void
export_free (gpointer data)
{
  Export *self = data;

  g_clear_object (&self->pipe);
  g_clear_error (&self->error);
  g_free (self);
}

/* Takes error, which may be NULL; the first one counts. Drops the caller's task. */
static void
end_part (GTask *task, GError *error)
{
  Export *self = g_task_get_task_data (task);

  if (error != NULL && self->error == NULL)
    self->error = error;
  else
    g_clear_error (&error);
  if (--self->under_way == 0)
    {
      if (self->error != NULL)
        g_task_return_error (task, g_steal_pointer (&self->error));
      else
        g_task_return_int (task, self->rows);
    }
  g_object_unref (task);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Export *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GVariant) answer = g_dbus_proxy_call_with_unix_fd_list_finish (G_DBUS_PROXY (source),
                                                                            NULL,
                                                                            result,
                                                                            &error);

  if (answer != NULL)
    g_variant_get (answer, "(x)", &self->rows);
  else
    m77_client_fix_error (&error);
  end_part (task, error);
}

static void
spliced_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GTask *task = data;
  Export *self = g_task_get_task_data (task);
  GError *error = NULL;

  g_output_stream_splice_finish (G_OUTPUT_STREAM (source), result, &error);
  /* Nobody reads any more: the agent is told by that. */
  g_input_stream_close (self->pipe, NULL, NULL);
  end_part (task, error);
}

void
m77_export_async (M77Agent1 *proxy,
                  const M77ExportQuery *query,
                  GOutputStream *stream,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer data)
{
  static const char *const all[] = { NULL };
  GTask *task = g_task_new (proxy, cancellable, callback, data);
  g_autoptr (GUnixFDList) fds = g_unix_fd_list_new ();
  Export *self = g_new0 (Export, 1);
  GError *error = NULL;
  int ends[2];
  int index;

  g_task_set_task_data (task, self, export_free);
  if (!g_unix_open_pipe (ends, FD_CLOEXEC, &error))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  self->pipe = g_unix_input_stream_new (ends[0], TRUE);
  index = g_unix_fd_list_append (fds, ends[1], &error);
  close (ends[1]);
  if (index < 0)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }
  self->under_way = 2;
  g_output_stream_splice_async (stream,
                                self->pipe,
                                G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
                                G_PRIORITY_DEFAULT,
                                cancellable,
                                spliced_cb,
                                g_object_ref (task));
  /* As long as it takes. */
  g_dbus_proxy_call_with_unix_fd_list (G_DBUS_PROXY (proxy),
                                       "Export",
                                       g_variant_new ("(ssss^asbh)",
                                                      query->kind,
                                                      query->filter,
                                                      query->sort,
                                                      query->format,
                                                      query->columns != NULL ? query->columns : all,
                                                      FALSE,
                                                      index),
                                       G_DBUS_CALL_FLAGS_NONE,
                                       G_MAXINT,
                                       fds,
                                       NULL,
                                       answered_cb,
                                       task);
}

gint64
m77_export_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_int (G_TASK (result), error);
}
