/* What is marked in a list.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include <glib/gi18n.h>

#include "tui/screens/tui-list-private.h"

guint
tui_list_marked (TuiScreen *screen)
{
  return m77_marks_count (((TuiList *) screen)->table.marks);
}

static void
say_marked (TuiList *self)
{
  guint n = m77_marks_count (self->table.marks);

  tui_app_say (self->base.app,
               TUI_PLAIN,
               ngettext ("%u marked   . actions  e edit  Esc unmark",
                         "%u marked   . actions  e edit  Esc unmark",
                         n),
               n);
}

static void
say_full (TuiList *self)
{
  tui_app_say (self->base.app,
               TUI_WARN,
               _ ("At most %d are marked at once: * marks all that the filter finds"),
               M77_MARKS_MOST);
}

/* Rows that are not here are marked by their ids too. */
static void
ids_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  TuiList *self = data;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = m77_list_ids_finish (M77_LIST (source), result, &error);
  gboolean full = FALSE;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  tui_app_ended (self->base.app);
  if (error != NULL)
    {
      tui_app_say_error (self->base.app, _ ("Mark"), error);
      return;
    }
  for (guint i = 0; ids[i] != NULL && !full; i++)
    full = !m77_marks_add (self->table.marks, ids[i]);
  if (full)
    say_full (self);
  else
    say_marked (self);
}

/* Of a model that has them all: tests. */
static void
mark_here (TuiList *self, guint first, guint n)
{
  for (guint i = first; i < first + n; i++)
    {
      g_autoptr (M77Row) row = g_list_model_get_item (self->rows, i);

      if (row != NULL && m77_row_is_loaded (row))
        m77_marks_add (self->table.marks, m77_row_id (row));
    }
  say_marked (self);
}

static void
mark_places (TuiList *self, guint first, guint n)
{
  if (n > M77_MARKS_MOST)
    {
      say_full (self);
      return;
    }
  if (!M77_IS_LIST (self->rows))
    {
      mark_here (self, first, n);
      return;
    }
  tui_app_began (self->base.app);
  m77_list_ids_async (M77_LIST (self->rows), first, n, self->cancellable, ids_cb, self);
}

/* From one place of the outline to another. */
static void
mark_span (TuiList *self, int from, int to)
{
  guint first, n, last, m;

  if (!m77_outline_span (self->outline, (guint) MAX (from, 0), &first, &n) ||
      !m77_outline_span (self->outline, (guint) MAX (to, 0), &last, &m))
    return;
  mark_places (self, first, MAX (first + n, last + m) - first);
}

void
tui_list_mark_range (TuiScreen *screen)
{
  TuiList *self = (TuiList *) screen;
  g_autoptr (GPtrArray) ids = NULL;
  int first, last;

  if (self->table.range == NULL && M77_IS_HEADING (tui_table_current (&self->table)))
    {
      int at = tui_table_position (&self->table);

      mark_span (self, at, at);
      return;
    }
  if (self->table.range == NULL)
    {
      tui_table_begin_range (&self->table);
      tui_app_say (screen->app,
                   TUI_PLAIN,
                   _ ("A range from here: move, then v marks it, Esc ends it"));
      return;
    }
  /* What is seen is marked as it is seen, whatever has come in between. */
  ids = tui_table_range (&self->table, &first, &last);
  tui_table_end_range (&self->table);
  if (ids == NULL)
    {
      mark_span (self, first, last);
      return;
    }
  for (guint i = 0; i < ids->len; i++)
    m77_marks_add (self->table.marks, ids->pdata[i]);
  say_marked (self);
}

void
tui_list_mark_all (TuiScreen *screen)
{
  TuiList *self = (TuiList *) screen;
  gboolean exact;
  guint n = tui_list_size (screen, &exact);

  if (m77_marks_is_all (self->table.marks))
    {
      m77_marks_clear (self->table.marks);
      tui_app_say (screen->app, TUI_PLAIN, _ ("Nothing is marked"));
    }
  else if (!exact)
    tui_app_say (screen->app, TUI_WARN, _ ("They are still being counted: try again in a moment"));
  else if (n == 0)
    tui_app_say (screen->app, TUI_PLAIN, _ ("There is nothing to mark"));
  else if (n > M77_MARKS_MOST)
    tui_app_say (screen->app,
                 TUI_WARN,
                 _ ("%u are too many for one change, which takes %d: narrow the filter"),
                 n,
                 M77_MARKS_MOST);
  else
    {
      M77Client *client = screen->app->client;
      g_autofree char *filter = client != NULL ? m77_client_scope (client,
                                                                   self->kind->name,
                                                                   self->view->filter)
                                               : g_strdup (self->view->filter);

      m77_marks_set_all (self->table.marks, filter, n);
      say_marked (self);
    }
}
