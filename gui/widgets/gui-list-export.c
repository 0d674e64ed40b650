/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-list-export"

#include "config.h"

#include "gui/widgets/gui-list-export.h"

#include <glib/gi18n.h>

#include "gui/gui-compat.h"
#include "gui/gui-text.h"

/* ---- What is exported ---- */

static char *
make_filter (GuiListPane *pane, gboolean marked)
{
  const M77Marks *marks = gui_marks_marks (gui_rows_marks (gui_list_pane_rows (pane)));
  g_auto (GStrv) ids = NULL;
  g_autofree char *joined = NULL;

  if (m77_marks_is_all (marks))
    return m77_marks_filter (marks);
  /* One that is selected is where one is, not what is meant. */
  if (m77_marks_count (marks) == 0 || (!marked && m77_marks_count (marks) == 1))
    return marked ? NULL
                  : m77_client_scope (gui_list_pane_client (pane),
                                      gui_list_pane_kind (pane)->name,
                                      gui_list_pane_view (pane)->filter);
  if (m77_marks_count (marks) > M77_EXPORT_IDS_MOST)
    return NULL;
  ids = m77_marks_ids (marks);
  joined = g_strjoinv (",", ids);
  return g_strconcat ("id:", joined, NULL);
}

GuiListQuery *
gui_list_query_new (GuiListPane *pane, gboolean marked)
{
  const M77View *view = gui_list_pane_view (pane);
  const M77Kind *kind = gui_list_pane_kind (pane);
  g_autoptr (GArray) columns = m77_view_shown_columns (view, kind);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  char *filter = make_filter (pane, marked);
  GuiListQuery *self;

  if (filter == NULL)
    return NULL;
  self = g_new0 (GuiListQuery, 1);
  self->kind = kind;
  self->filter = filter;
  self->sort = view->group != NULL
                   ? g_strdup_printf ("%s,%s", view->group, gui_rows_sort (view, kind))
                   : g_strdup (gui_rows_sort (view, kind));
  for (guint i = 0; i < columns->len; i++)
    g_ptr_array_add (names, g_array_index (columns, M77ViewColumn, i).field);
  g_ptr_array_add (names, NULL);
  self->columns = g_strdupv ((char **) names->pdata);
  return self;
}

void
gui_list_query_free (GuiListQuery *self)
{
  g_free (self->filter);
  g_free (self->sort);
  g_strfreev (self->columns);
  g_free (self);
}

M77ExportQuery
gui_list_query_as (const GuiListQuery *self, const char *format)
{
  return (M77ExportQuery){ .kind = self->kind->name,
                           .filter = self->filter,
                           .sort = self->sort,
                           .format = format,
                           .columns = (const char *const *) self->columns };
}

/* ---- Into a file ---- */

typedef struct
{
  GuiListPane *pane;
  GuiListQuery *query;
  char *name;
  const char *format;
} Export;

static void
export_free (gpointer data)
{
  Export *self = data;

  g_object_unref (self->pane);
  gui_list_query_free (self->query);
  g_free (self->name);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, export_free)

static void
tell (GuiListPane *pane, const char *text)
{
  gtk_widget_activate_action (GTK_WIDGET (pane), "win.tell", "s", text);
}

static void
fail (Export *self, const GError *error)
{
  g_autofree char *text = g_strdup_printf (_ ("Not exported: %s"), error->message);

  tell (self->pane, text);
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Export) self = data;
  g_autoptr (GError) error = NULL;
  gint64 rows = m77_export_finish (result, &error);
  g_autofree char *text = NULL;

  if (rows < 0)
    {
      fail (self, error);
      return;
    }
  text = g_strdup_printf (ngettext ("%s: %u row", "%s: %u rows", (gulong) rows),
                          self->name,
                          (guint) rows);
  tell (self->pane, text);
}

static void
replaced_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Export) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileOutputStream) stream = g_file_replace_finish (G_FILE (source), result, &error);
  M77Agent1 *proxy = m77_client_proxy (gui_list_pane_client (self->pane));
  M77ExportQuery query = gui_list_query_as (self->query, self->format);

  if (stream == NULL)
    fail (self, error);
  else if (proxy == NULL)
    tell (self->pane, _ ("Not exported: no agent. Try again in a moment"));
  else
    m77_export_async (proxy,
                      &query,
                      G_OUTPUT_STREAM (stream),
                      NULL,
                      exported_cb,
                      g_steal_pointer (&self));
}

/* The name's end says which. */
static const char *
format_of (const char *name)
{
  return g_str_has_suffix (name, ".ndjson") ? "ndjson"
         : g_str_has_suffix (name, ".json") ? "json"
                                            : "csv";
}

static void
chosen_cb (GFile *file, gpointer data)
{
  Export *self = data;
  Export *going = g_new0 (Export, 1);

  going->pane = g_object_ref (self->pane);
  going->query = g_steal_pointer (&self->query);
  self->query = gui_list_query_new (self->pane, FALSE);
  going->name = g_file_get_basename (file);
  going->format = format_of (going->name);
  tell (self->pane, _ ("Exporting…"));
  /* Written beside its place, and moved there when whole. */
  g_file_replace_async (file,
                        NULL,
                        FALSE,
                        G_FILE_CREATE_PRIVATE,
                        G_PRIORITY_DEFAULT,
                        NULL,
                        replaced_cb,
                        going);
}

void
gui_list_export (GuiListPane *pane)
{
  GuiListQuery *query = gui_list_query_new (pane, FALSE);
  g_autofree char *plural = g_utf8_strdown (gui_text_label (gui_list_pane_kind (pane)->plural), -1);
  g_autofree char *name = g_strdelimit (g_strdup_printf ("%s.csv", plural), " /", '-');
  Export *self;

  if (query == NULL)
    {
      tell (pane, _ ("At most 100 selected rows are exported: select fewer, or filter"));
      return;
    }
  self = g_new0 (Export, 1);
  self->pane = g_object_ref (pane);
  self->query = query;
  gui_compat_save (GTK_WIDGET (pane),
                   _ ("Export to .csv, .ndjson or .json"),
                   name,
                   chosen_cb,
                   self,
                   export_free);
}
