/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-csv-drag"

#include "config.h"

#include "gui/widgets/gui-csv-drag.h"

#include "gui/widgets/gui-list-export.h"
#include "shared/client/m77-export.h"

#define GUI_TYPE_CSV_DRAG (gui_csv_drag_get_type ())
G_DECLARE_FINAL_TYPE (GuiCsvDrag, gui_csv_drag, GUI, CSV_DRAG, GdkContentProvider)

struct _GuiCsvDrag
{
  GdkContentProvider parent;
  M77Client *client;
  GuiListQuery *query;
};

G_DEFINE_FINAL_TYPE (GuiCsvDrag, gui_csv_drag, GDK_TYPE_CONTENT_PROVIDER)

static GdkContentFormats *
ref_formats (GdkContentProvider *provider)
{
  static const char *const types[] = { "text/csv", "text/plain;charset=utf-8", "text/plain" };

  return gdk_content_formats_new ((const char **) types, G_N_ELEMENTS (types));
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (m77_export_finish (result, &error) < 0)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
write_mime_type_async (GdkContentProvider *provider,
                       const char *type,
                       GOutputStream *stream,
                       int priority,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer data)
{
  GuiCsvDrag *self = GUI_CSV_DRAG (provider);
  GTask *task = g_task_new (self, cancellable, callback, data);
  M77Agent1 *proxy = m77_client_proxy (self->client);
  M77ExportQuery query = gui_list_query_as (self->query, "csv");

  if (proxy == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED, "no agent");
      g_object_unref (task);
      return;
    }
  m77_export_async (proxy, &query, stream, cancellable, exported_cb, task);
}

static gboolean
write_mime_type_finish (GdkContentProvider *provider, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
gui_csv_drag_finalize (GObject *object)
{
  GuiCsvDrag *self = GUI_CSV_DRAG (object);

  g_clear_object (&self->client);
  g_clear_pointer (&self->query, gui_list_query_free);

  G_OBJECT_CLASS (gui_csv_drag_parent_class)->finalize (object);
}

static void
gui_csv_drag_class_init (GuiCsvDragClass *class)
{
  GdkContentProviderClass *provider_class = GDK_CONTENT_PROVIDER_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = gui_csv_drag_finalize;
  provider_class->ref_formats = ref_formats;
  provider_class->write_mime_type_async = write_mime_type_async;
  provider_class->write_mime_type_finish = write_mime_type_finish;
}

static void
gui_csv_drag_init (GuiCsvDrag *self)
{
}

GdkContentProvider *
gui_csv_drag_new (GuiListPane *pane)
{
  GuiListQuery *query = gui_list_query_new (pane, TRUE);
  GuiCsvDrag *self;

  if (query == NULL)
    return NULL;
  self = g_object_new (GUI_TYPE_CSV_DRAG, NULL);
  self->client = g_object_ref (gui_list_pane_client (pane));
  self->query = query;
  return GDK_CONTENT_PROVIDER (self);
}
