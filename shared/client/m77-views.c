/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-views"

#include "config.h"

#include "shared/client/m77-views.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "shared/base/m77-error.h"

#define SUFFIX    ".json"
#define DIRECTORY 0700

struct _M77Views
{
  GFile *directory;
  GFileMonitor *monitor;
  GCancellable *cancellable;
  GPtrArray *views;  /* M77View, by name */
  GPtrArray *coming; /* likewise, while they are read */
  guint under_way;   /* files that are being read */
  gboolean again;    /* something changed meanwhile */
  GError *error, *coming_error;
  void (*changed) (gpointer data);
  gpointer data;
};

char *
m77_views_path (const char *profile)
{
  g_autofree char *safe = g_uri_escape_string (profile, NULL, FALSE);

  return g_build_filename (g_get_user_config_dir (), "m77", "views", safe, NULL);
}

static GFile *
file_of (M77Views *self, const char *name)
{
  g_autofree char *safe = g_uri_escape_string (name, " ", TRUE);
  g_autofree char *base = g_strconcat (safe, SUFFIX, NULL);

  return g_file_get_child (self->directory, base);
}

static void
free_view (gpointer view)
{
  m77_view_free (view);
}

static int
compare_views (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate ((*(const M77View *const *) a)->name, (*(const M77View *const *) b)->name);
}

static guint
find_index (const GPtrArray *views, const char *name)
{
  guint i = 0;

  while (i < views->len && !g_str_equal (((M77View *) views->pdata[i])->name, name))
    i++;
  return i;
}

/* Takes view. */
static void
put_view (GPtrArray *views, M77View *view)
{
  guint i = find_index (views, view->name);

  if (i < views->len)
    g_ptr_array_remove_index (views, i);
  g_ptr_array_add (views, view);
  g_ptr_array_sort (views, compare_views);
}

/* ---- Reading ---- */

/* One file's text; it is called as its file is. Takes the error of reading it, which may be NULL.
 */
static void
take_text (M77Views *self, const char *base, const char *text, GError *taken)
{
  g_autoptr (GError) error = taken;
  g_autofree char *stem = g_strndup (base, strlen (base) - strlen (SUFFIX));
  g_autofree char *name = g_uri_unescape_string (stem, NULL);
  g_autoptr (M77View) view = error == NULL ? m77_view_read (text, &error) : NULL;

  if (view != NULL && m77_view_set_name (view, name != NULL ? name : stem, &error))
    put_view (self->coming, g_steal_pointer (&view));
  else if (self->coming_error == NULL && error != NULL)
    {
      g_prefix_error (&error, "%s: ", base);
      self->coming_error = g_steal_pointer (&error);
    }
}

static void
begin_reading (M77Views *self)
{
  self->again = FALSE;
  self->coming = g_ptr_array_new_with_free_func (free_view);
  g_clear_error (&self->coming_error);
}

static void
end_reading (M77Views *self)
{
  g_ptr_array_unref (self->views);
  self->views = g_steal_pointer (&self->coming);
  g_clear_error (&self->error);
  self->error = g_steal_pointer (&self->coming_error);
  if (self->changed != NULL)
    self->changed (self->data);
}

static gboolean
is_view_file (const char *base)
{
  return g_str_has_suffix (base, SUFFIX) && *base != '.';
}

static void
read_all_sync (M77Views *self)
{
  g_autofree char *path = g_file_get_path (self->directory);
  g_autoptr (GDir) directory = g_dir_open (path, 0, NULL);
  const char *base;

  begin_reading (self);
  while (directory != NULL && (base = g_dir_read_name (directory)) != NULL)
    {
      g_autoptr (GFile) file = g_file_get_child (self->directory, base);
      g_autofree char *text = NULL;
      GError *error = NULL;

      if (!is_view_file (base) || self->coming->len >= M77_VIEWS_MOST)
        continue;
      g_file_load_contents (file, NULL, &text, NULL, NULL, &error);
      take_text (self, base, text, error);
    }
  end_reading (self);
}

/* ---- … without waiting ---- */

static void
one_less (M77Views *self, void (*read_all) (M77Views *))
{
  if (--self->under_way > 0)
    return;
  end_reading (self);
  if (self->again)
    read_all (self);
}

typedef struct
{
  M77Views *views; /* not owned: what is under way is cancelled when it goes */
  char *base;
  void (*read_all) (M77Views *self);
} Reading;

static void
reading_free (Reading *self)
{
  g_free (self->base);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)

static Reading *
reading_new (M77Views *views, const char *base, void (*read_all) (M77Views *))
{
  Reading *self = g_new (Reading, 1);

  *self = (Reading){ views, g_strdup (base), read_all };
  views->under_way++;
  return self;
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Reading) reading = data;
  g_autofree char *text = NULL;
  GError *error = NULL;

  g_file_load_contents_finish (G_FILE (source), result, &text, NULL, NULL, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_error_free (error);
      return;
    }
  take_text (reading->views, reading->base, text, error);
  one_less (reading->views, reading->read_all);
}

static void
files_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Reading) reading = data;
  M77Views *self = reading->views;
  GError *error = NULL;
  GList *files = g_file_enumerator_next_files_finish (G_FILE_ENUMERATOR (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_error_free (error);
      return;
    }
  g_clear_error (&error);
  for (GList *l = files; l != NULL; l = l->next)
    {
      const char *base = g_file_info_get_name (l->data);
      g_autoptr (GFile) file = g_file_get_child (self->directory, base);

      if (is_view_file (base))
        g_file_load_contents_async (file,
                                    self->cancellable,
                                    loaded_cb,
                                    reading_new (self, base, reading->read_all));
    }
  g_list_free_full (files, g_object_unref);
  one_less (self, reading->read_all);
}

static void
directory_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Reading) reading = data;
  GCancellable *cancellable;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileEnumerator)
      files = g_file_enumerate_children_finish (G_FILE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  cancellable = reading->views->cancellable;
  if (files == NULL)
    one_less (reading->views, reading->read_all);
  else
    g_file_enumerator_next_files_async (files,
                                        M77_VIEWS_MOST,
                                        G_PRIORITY_DEFAULT,
                                        cancellable,
                                        files_cb,
                                        g_steal_pointer (&reading));
}

static void
read_all (M77Views *self)
{
  self->again = self->under_way > 0;
  if (self->again)
    return;
  begin_reading (self);
  g_file_enumerate_children_async (self->directory,
                                   G_FILE_ATTRIBUTE_STANDARD_NAME,
                                   G_FILE_QUERY_INFO_NONE,
                                   G_PRIORITY_DEFAULT,
                                   self->cancellable,
                                   directory_cb,
                                   reading_new (self, NULL, read_all));
}

static void
file_changed_cb (GFileMonitor *monitor,
                 GFile *file,
                 GFile *other,
                 GFileMonitorEvent event,
                 M77Views *self)
{
  if (event != G_FILE_MONITOR_EVENT_CHANGED && event != G_FILE_MONITOR_EVENT_ATTRIBUTE_CHANGED)
    read_all (self);
}

/* ---- Opening ---- */

static M77Views *
views_new (const char *profile)
{
  g_autofree char *path = m77_views_path (profile);
  M77Views *self = g_new0 (M77Views, 1);

  self->directory = g_file_new_for_path (path);
  self->views = g_ptr_array_new_with_free_func (free_view);
  self->cancellable = g_cancellable_new ();
  return self;
}

static void
make_directory (M77Views *self)
{
  g_autofree char *path = g_file_get_path (self->directory);

  g_mkdir_with_parents (path, DIRECTORY);
}

M77Views *
m77_views_open (const char *profile, void (*changed) (gpointer data), gpointer data)
{
  M77Views *self = views_new (profile);

  self->changed = changed;
  self->data = data;
  make_directory (self);
  self->monitor = g_file_monitor_directory (self->directory,
                                            G_FILE_MONITOR_WATCH_MOVES,
                                            NULL,
                                            NULL);
  if (self->monitor != NULL)
    g_signal_connect (self->monitor, "changed", G_CALLBACK (file_changed_cb), self);
  read_all (self);
  return self;
}

M77Views *
m77_views_open_sync (const char *profile)
{
  M77Views *self = views_new (profile);

  read_all_sync (self);
  return self;
}

void
m77_views_free (M77Views *self)
{
  if (self == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  if (self->monitor != NULL)
    g_signal_handlers_disconnect_by_data (self->monitor, self);
  g_clear_object (&self->monitor);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->directory);
  g_ptr_array_unref (self->views);
  g_clear_pointer (&self->coming, g_ptr_array_unref);
  g_clear_error (&self->error);
  g_clear_error (&self->coming_error);
  g_free (self);
}

const GPtrArray *
m77_views_all (const M77Views *self)
{
  return self->views;
}

const M77View *
m77_views_find (const M77Views *self, const char *name)
{
  guint i = find_index (self->views, name);

  return i < self->views->len ? self->views->pdata[i] : NULL;
}

const GError *
m77_views_error (const M77Views *self)
{
  return self->error;
}

/* ---- Changing ---- */

gboolean
m77_views_put_sync (M77Views *self, const M77View *view, GError **error)
{
  g_autoptr (GFile) file = file_of (self, view->name);
  g_autofree char *text = m77_view_write (view);

  make_directory (self);
  if (!g_file_replace_contents (
          file, text, strlen (text), NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, NULL, error))
    return FALSE;
  put_view (self->views, m77_view_copy (view));
  return TRUE;
}

static void
forget_view (M77Views *self, const char *name)
{
  guint i = find_index (self->views, name);

  if (i < self->views->len)
    g_ptr_array_remove_index (self->views, i);
}

/* The error of a file that is not there tells what a person called it. Takes error. */
static GError *
say_missing (const char *name, GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return error;
  g_error_free (error);
  return g_error_new (M77_ERROR,
                      M77_ERROR_NOT_FOUND,
                      _ ("There is no view “%s”; m77 view list names them."),
                      name);
}

gboolean
m77_views_remove_sync (M77Views *self, const char *name, GError **error)
{
  g_autoptr (GFile) file = file_of (self, name);
  GError *local = NULL;

  if (!g_file_delete (file, NULL, &local))
    {
      g_propagate_error (error, say_missing (name, local));
      return FALSE;
    }
  forget_view (self, name);
  return TRUE;
}

/* A change under way. */
typedef struct
{
  M77Views *views; /* not owned, likewise */
  char *name;
  M77View *view; /* NULL: it goes */
} Change;

static void
change_free (gpointer data)
{
  Change *self = data;

  g_free (self->name);
  m77_view_free (self->view);
  g_free (self);
}

static void
changed_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Change *change = g_task_get_task_data (task);
  GError *error = NULL;

  if (change->view != NULL)
    g_file_replace_contents_finish (G_FILE (source), result, NULL, &error);
  else
    g_file_delete_finish (G_FILE (source), result, &error);
  if (g_task_return_error_if_cancelled (task))
    {
      g_clear_error (&error);
      return;
    }
  if (error != NULL)
    {
      g_task_return_error (task, say_missing (change->name, error));
      return;
    }
  if (change->view != NULL)
    put_view (change->views->views, g_steal_pointer (&change->view));
  else
    forget_view (change->views, change->name);
  if (change->views->changed != NULL)
    change->views->changed (change->views->data);
  g_task_return_boolean (task, TRUE);
}

static GTask *
task_new (M77Views *self,
          const char *name,
          const M77View *view,
          GAsyncReadyCallback callback,
          gpointer data)
{
  GTask *task = g_task_new (NULL, self->cancellable, callback, data);
  Change *change = g_new0 (Change, 1);

  *change = (Change){ self, g_strdup (name), view != NULL ? m77_view_copy (view) : NULL };
  g_task_set_task_data (task, change, change_free);
  return task;
}

void
m77_views_put_async (M77Views *self,
                     const M77View *view,
                     GAsyncReadyCallback callback,
                     gpointer data)
{
  g_autoptr (GFile) file = file_of (self, view->name);
  g_autofree char *text = m77_view_write (view);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  g_file_replace_contents_bytes_async (file,
                                       bytes,
                                       NULL,
                                       FALSE,
                                       G_FILE_CREATE_PRIVATE,
                                       self->cancellable,
                                       changed_cb,
                                       task_new (self, view->name, view, callback, data));
}

void
m77_views_remove_async (M77Views *self,
                        const char *name,
                        GAsyncReadyCallback callback,
                        gpointer data)
{
  g_autoptr (GFile) file = file_of (self, name);

  g_file_delete_async (file,
                       G_PRIORITY_DEFAULT,
                       self->cancellable,
                       changed_cb,
                       task_new (self, name, NULL, callback, data));
}

gboolean
m77_views_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
