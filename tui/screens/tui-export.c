/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-export.h"

#include <gio/gunixfdlist.h>
#include <gio/gunixinputstream.h>
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <string.h>

#define PROGRESS_MS 250

/* From Enter until the file is there. */
typedef struct
{
  TuiApp *app;
  char *kind, *filter, *sort, *format, *name;
  char **columns;
  GFile *file, *part;
  GFileOutputStream *stream;
  GCancellable *stop;
  GError *error; /* the first */
  guint waits;   /* for the agent's answer, and for all it wrote */
  gboolean over;
  gint64 rows, began;
  guint tick;
} Export;

static void
export_free (gpointer data)
{
  Export *self = data;

  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_object (&self->file);
  g_clear_object (&self->part);
  g_clear_object (&self->stream);
  g_clear_object (&self->stop);
  g_clear_error (&self->error);
  g_strfreev (self->columns);
  g_free (self->kind);
  g_free (self->filter);
  g_free (self->sort);
  g_free (self->format);
  g_free (self->name);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, export_free)

static void
deleted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_file_delete_finish (G_FILE (source), result, NULL);
}

static void
end (Export *self)
{
  tui_app_ended (self->app);
  g_clear_object (&self->app->exporting);
}

static void
fail (Export *self, const GError *error)
{
  end (self);
  if (g_cancellable_is_cancelled (self->stop))
    tui_app_say (self->app, TUI_WARN, _ ("Export stopped: there is no %s"), self->name);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_EXISTS))
    tui_app_say (self->app,
                 TUI_WARN,
                 _ ("%s is there already: another name, or %s! to overwrite it"),
                 self->name,
                 self->name);
  else
    tui_app_say_error (self->app, _ ("Export"), error);
  if (self->stream != NULL)
    g_file_delete_async (self->part, G_PRIORITY_DEFAULT, NULL, deleted_cb, NULL);
}

static void
moved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Export) self = data;
  g_autoptr (GError) error = NULL;

  if (!g_file_move_finish (self->part, result, &error))
    {
      fail (self, error);
      return;
    }
  end (self);
  tui_app_say (self->app,
               TUI_GOOD,
               ngettext ("%s: %u row", "%s: %u rows", (gulong) self->rows),
               self->name,
               (guint) self->rows);
}

/* The agent has answered and all it wrote is here, or one of them went wrong. */
static void
arrived (Export *self, GError *error)
{
  if (error != NULL && self->error == NULL)
    self->error = g_error_copy (error);
  /* Nobody is waited for in vain; what is stopped so ends with an error of its own. */
  if (error != NULL && self->waits > 1 && !g_cancellable_is_cancelled (self->stop))
    {
      g_autoptr (GCancellable) stop = g_steal_pointer (&self->stop);

      self->stop = g_cancellable_new ();
      g_cancellable_cancel (stop);
    }
  if (--self->waits > 0)
    return;
  g_clear_handle_id (&self->tick, g_source_remove);
  if (self->error != NULL)
    {
      fail (self, self->error);
      export_free (self);
      return;
    }
  g_file_move_async (self->part,
                     self->file,
                     self->over ? G_FILE_COPY_OVERWRITE : G_FILE_COPY_NONE,
                     G_PRIORITY_DEFAULT,
                     NULL,
                     NULL,
                     NULL,
                     moved_cb,
                     self);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_output_stream_splice_finish (G_OUTPUT_STREAM (source), result, &error);
  arrived (data, error);
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Export *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = g_dbus_proxy_call_with_unix_fd_list_finish (G_DBUS_PROXY (source),
                                                                            NULL,
                                                                            result,
                                                                            &error);

  if (answer == NULL)
    m77_client_fix_error (&error);
  else
    g_variant_get (answer, "(x)", &self->rows);
  arrived (self, error);
}

/* On the line, and not among the messages. */
static void
say_progress (Export *self, goffset size)
{
  g_autofree char *written = g_format_size_full ((guint64) size, G_FORMAT_SIZE_IEC_UNITS);
  guint seconds = (guint) ((m77_runtime_monotonic (self->app->runtime) - self->began) / 1000);

  g_free (self->app->line);
  self->app->line = g_strdup_printf (_ ("Exporting to %s: %s written, %u s   x stops it"),
                                     self->name,
                                     written,
                                     seconds);
  self->app->line_style = TUI_MINE;
  tui_app_dirty (self->app);
}

static gboolean
tick_cb (gpointer data)
{
  Export *self = data;
  goffset size = g_seekable_tell (G_SEEKABLE (self->stream));

  say_progress (self, size);
  return G_SOURCE_CONTINUE;
}

/* The end of a pipe for the agent; what comes out of the other goes to the file. -1: error is set.
 */
static int
open_pipe (Export *self, GUnixFDList *fds, GError **error)
{
  g_autoptr (GInputStream) input = NULL;
  int ends[2];
  int index;

  if (!g_unix_open_pipe (ends, FD_CLOEXEC, error))
    return -1;
  input = g_unix_input_stream_new (ends[0], TRUE);
  index = g_unix_fd_list_append (fds, ends[1], error);
  close (ends[1]);
  if (index < 0)
    return -1;
  self->waits = 2;
  g_output_stream_splice_async (G_OUTPUT_STREAM (self->stream),
                                input,
                                G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE |
                                    G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
                                G_PRIORITY_DEFAULT,
                                self->stop,
                                written_cb,
                                self);
  return index;
}

static gboolean
send (Export *self, GError **error)
{
  M77Agent1 *proxy = self->app->client != NULL ? m77_client_proxy (self->app->client) : NULL;
  g_autoptr (GUnixFDList) fds = g_unix_fd_list_new ();
  int index;

  if (proxy == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED, _ ("no agent yet"));
      return FALSE;
    }
  index = open_pipe (self, fds, error);
  if (index < 0)
    return FALSE;
  self->began = m77_runtime_monotonic (self->app->runtime);
  self->tick = g_timeout_add (PROGRESS_MS, tick_cb, self);
  g_dbus_proxy_call_with_unix_fd_list (G_DBUS_PROXY (proxy),
                                       "Export",
                                       g_variant_new ("(ssss^asbh)",
                                                      self->kind,
                                                      self->filter,
                                                      self->sort,
                                                      self->format,
                                                      self->columns,
                                                      FALSE,
                                                      index),
                                       G_DBUS_CALL_FLAGS_NONE,
                                       G_MAXINT,
                                       fds,
                                       self->stop,
                                       exported_cb,
                                       self);
  return TRUE;
}

static void
made_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Export) self = data;
  g_autoptr (GError) error = NULL;

  self->stream = g_file_replace_finish (G_FILE (source), result, &error);
  if (self->stream == NULL || !send (self, &error))
    fail (self, error);
  else
    g_steal_pointer (&self);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Export) self = data;
  g_autoptr (GFileInfo) info = g_file_query_info_finish (G_FILE (source), result, NULL);
  g_autoptr (GError) error = NULL;

  if (info != NULL && !self->over)
    {
      g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_EXISTS, "");
      fail (self, error);
      return;
    }
  g_file_replace_async (self->part,
                        NULL,
                        FALSE,
                        G_FILE_CREATE_PRIVATE,
                        G_PRIORITY_DEFAULT,
                        NULL,
                        made_cb,
                        self);
  g_steal_pointer (&self);
}

static void
begin (Export *self)
{
  tui_app_began (self->app);
  self->app->exporting = g_object_ref (self->stop);
  tui_app_say (self->app, TUI_PLAIN, _ ("Exporting to %s"), self->name);
  g_file_query_info_async (self->file,
                           G_FILE_ATTRIBUTE_STANDARD_TYPE,
                           G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS,
                           G_PRIORITY_DEFAULT,
                           NULL,
                           looked_cb,
                           self);
}

void
tui_export_begin (TuiApp *app,
                  const char *kind,
                  const char *filter,
                  const char *sort,
                  const char *format,
                  const char *const *columns,
                  const char *name,
                  gboolean over)
{
  Export *self = g_new0 (Export, 1);
  g_autofree char *path = g_str_has_prefix (name, "~/")
                              ? g_build_filename (g_get_home_dir (), name + 2, NULL)
                              : g_strdup (name);
  g_autofree char *part = g_strconcat (path, ".part", NULL);

  *self = (Export){ .app = app,
                    .kind = g_strdup (kind),
                    .filter = g_strdup (filter),
                    .sort = g_strdup (sort),
                    .format = g_strdup (format),
                    .columns = g_strdupv ((char **) columns),
                    .name = g_strdup (name),
                    .over = over,
                    .stop = g_cancellable_new (),
                    .file = g_file_new_for_path (path),
                    .part = g_file_new_for_path (part) };
  begin (self);
}
