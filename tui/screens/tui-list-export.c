/* What a list shows, written to a file by the agent: all rows of the filter, in its order, by its
 * columns.
 *
 * Nothing here waits: the file is made, measured and moved into its place beside the loop. It is
 * written beside its place and moved there when whole, so an export is never half there, and one
 * that is there already is overwritten only by a name that ends in "!".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include <gio/gfiledescriptorbased.h>
#include <gio/gunixfdlist.h>
#include <glib/gi18n.h>
#include <string.h>

#include "tui/screens/tui-call.h"
#include "tui/screens/tui-list-out.h"
#include "tui/screens/tui-list-private.h"
#include "tui/screens/tui-prompt.h"

#define PROGRESS_MS 250
#define IDS_MOST    100 /* that a filter can name */

/* From Enter until the file is there. */
typedef struct
{
  TuiApp *app;
  char *kind, *filter, *sort, *format, *name;
  char **columns;
  GFile *file, *part;
  GFileOutputStream *stream;
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
fail (Export *self, const GError *error)
{
  tui_app_ended (self->app);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_EXISTS))
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
  tui_app_ended (self->app);
  tui_app_say (self->app,
               TUI_GOOD,
               ngettext ("%s: %u row", "%s: %u rows", (gulong) self->rows),
               self->name,
               (guint) self->rows);
}

static void
closed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Export) self = data;
  g_autoptr (GError) error = NULL;

  if (!g_output_stream_close_finish (G_OUTPUT_STREAM (source), result, &error))
    {
      fail (self, error);
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
  g_steal_pointer (&self);
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Export) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer = g_dbus_proxy_call_with_unix_fd_list_finish (G_DBUS_PROXY (source),
                                                                            NULL,
                                                                            result,
                                                                            &error);

  g_clear_handle_id (&self->tick, g_source_remove);
  if (answer == NULL)
    {
      m77_client_fix_error (&error);
      fail (self, error);
      return;
    }
  g_variant_get (answer, "(x)", &self->rows);
  g_output_stream_close_async (G_OUTPUT_STREAM (self->stream),
                               G_PRIORITY_DEFAULT,
                               NULL,
                               closed_cb,
                               self);
  g_steal_pointer (&self);
}

/* On the line, and not among the messages. */
static void
say_progress (Export *self, goffset size)
{
  g_autofree char *written = g_format_size_full ((guint64) size, G_FORMAT_SIZE_IEC_UNITS);
  guint seconds = (guint) ((m77_runtime_monotonic (self->app->runtime) - self->began) / 1000);

  g_free (self->app->line);
  self->app->line = g_strdup_printf (_ ("Exporting to %s: %s written, %u s"),
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

static gboolean
send (Export *self, GError **error)
{
  M77Agent1 *proxy = self->app->client != NULL ? m77_client_proxy (self->app->client) : NULL;
  g_autoptr (GUnixFDList) fds = g_unix_fd_list_new ();
  int fd = g_file_descriptor_based_get_fd (G_FILE_DESCRIPTOR_BASED (self->stream));
  int index = g_unix_fd_list_append (fds, fd, error);

  if (index < 0)
    return FALSE;
  if (proxy == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED, _ ("no agent yet"));
      return FALSE;
    }
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
                                       NULL,
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
  tui_app_say (self->app, TUI_PLAIN, _ ("Exporting to %s"), self->name);
  g_file_query_info_async (self->file,
                           G_FILE_ATTRIBUTE_STANDARD_TYPE,
                           G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS,
                           G_PRIORITY_DEFAULT,
                           NULL,
                           looked_cb,
                           self);
}

/* ---- The bar ---- */

static const char *
format_of (const char *name)
{
  static const char *const formats[] = { "csv", "ndjson", "json" };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *suffix = g_strconcat (".", formats[i], NULL);

      if (g_str_has_suffix (name, suffix))
        return formats[i];
    }
  return NULL;
}

/* What is marked, else what the filter finds; NULL: too many to be named. */
static char *
make_filter (TuiList *self)
{
  M77Client *client = self->base.app->client;
  const M77Marks *marks = self->table.marks;
  g_auto (GStrv) ids = NULL;
  g_autofree char *joined = NULL;

  if (m77_marks_is_all (marks))
    return m77_marks_filter (marks);
  if (m77_marks_count (marks) == 0)
    return client != NULL ? m77_client_scope (client, self->kind->name, self->view->filter)
                          : g_strdup (self->view->filter);
  if (m77_marks_count (marks) > IDS_MOST)
    return NULL;
  ids = m77_marks_ids (marks);
  joined = g_strjoinv (",", ids);
  return g_strconcat ("id:", joined, NULL);
}

static char **
make_columns (TuiList *self)
{
  GPtrArray *names = g_ptr_array_new ();

  if (self->view->group != NULL)
    g_ptr_array_add (names, g_strdup (self->view->group));
  for (guint i = 0; i < self->fields->len; i++)
    if (g_strcmp0 (((const M77Field *) self->fields->pdata[i])->name, self->view->group) != 0)
      g_ptr_array_add (names, g_strdup (((const M77Field *) self->fields->pdata[i])->name));
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (names, FALSE);
}

static Export *
export_new (TuiList *list, const char *typed, const char *format)
{
  const char *sort = tui_list_sort (&list->base);
  gsize length = strlen (typed);
  Export *self = g_new0 (Export, 1);
  g_autofree char *path = NULL;
  g_autofree char *part = NULL;

  self->app = list->base.app;
  self->over = g_str_has_suffix (typed, "!");
  self->name = g_strndup (typed, length - (self->over ? 1 : 0));
  path = g_str_has_prefix (self->name, "~/")
             ? g_build_filename (g_get_home_dir (), self->name + 2, NULL)
             : g_strdup (self->name);
  part = g_strconcat (path, ".part", NULL);
  self->file = g_file_new_for_path (path);
  self->part = g_file_new_for_path (part);
  self->kind = g_strdup (list->kind->name);
  self->filter = make_filter (list);
  self->sort = list->view->group != NULL ? g_strdup_printf ("%s,%s", list->view->group, sort)
                                         : g_strdup (sort);
  self->format = g_strdup (format);
  self->columns = make_columns (list);
  return self;
}

static gboolean
export_done (TuiPrompt *prompt, gpointer data)
{
  TuiApp *app = tui_prompt_app (prompt);
  TuiList *list = (TuiList *) tui_list_cast (tui_app_top (app));
  g_autofree char *typed = g_strstrip (g_strdup (tui_prompt_text (prompt, 0)));
  g_autofree char *plain = g_strdup (typed);
  const char *format;

  if (list == NULL)
    return TRUE;
  if (g_str_has_suffix (plain, "!"))
    plain[strlen (plain) - 1] = '\0';
  format = format_of (plain);
  if (format == NULL)
    {
      tui_prompt_fault (prompt, 0, _ ("A name that ends in .csv, .ndjson or .json"));
      return FALSE;
    }
  begin (export_new (list, typed, format));
  return TRUE;
}

void
tui_list_export (TuiScreen *screen)
{
  TuiList *self = (TuiList *) screen;
  guint marked = tui_list_marked (screen);
  g_autofree char *filter = make_filter (self);
  g_autofree char *count = marked > 0 ? g_strdup_printf ("%u", marked) : tui_list_count (screen);
  g_autofree char *plural = g_utf8_strdown (tui_label (self->kind->plural), -1);
  g_autofree char *title = g_strdup_printf (_ ("EXPORT %s %s"), count, plural);
  g_autofree char *name = NULL;
  TuiPrompt *prompt;

  if (filter == NULL)
    {
      tui_app_say (screen->app,
                   TUI_WARN,
                   _ ("At most %d marked rows are exported: mark fewer, or filter"),
                   IDS_MOST);
      return;
    }
  if (tui_call_proxy (screen->app, _ ("Export")) == NULL)
    return;
  name = g_strdelimit (g_strdup_printf ("%s.csv", plural), " /", '-');
  prompt = tui_prompt_new (screen->app, title, NULL, _ ("write"), export_done, NULL, NULL);
  tui_prompt_add_info (prompt,
                       TUI_PLAIN,
                       _ ("As shown: these columns, this order. Personal data is masked. .csv, "
                          ".ndjson or .json tells the format."));
  tui_prompt_add_field (prompt, _ ("file:"), name);
  tui_prompt_open (prompt);
}
