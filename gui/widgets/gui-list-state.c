/* What a list says where it has no rows to show.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "gui-list-state"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gui/dialogs/gui-create.h"
#include "gui/gui-text.h"
#include "gui/widgets/gui-list-pane-private.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-runtime.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-filter.h"

#define SKELETON_ROWS 12
#define TERMS_MOST    8
#define COUNTED_MOST  100000

/* ---- Loading ---- */

void
gui_list_state_fill_skeleton (GuiListPane *self)
{
  for (int i = 0; i < SKELETON_ROWS; i++)
    {
      GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 24);

      for (int part = 0; part < 3; part++)
        {
          GtkWidget *bar = adw_bin_new ();

          gtk_widget_add_css_class (bar, "skeleton-bar");
          gtk_widget_set_size_request (bar, 48 + (part == 2 ? 90 + (i * 37) % 90 : 0), -1);
          gtk_box_append (GTK_BOX (row), bar);
        }
      gtk_widget_add_css_class (row, "skeleton-row");
      gtk_box_append (self->skeleton, row);
    }
}

/* ---- Which term excludes most ---- */

typedef struct
{
  GuiListPane *pane;
  GCancellable *cancellable;
  GPtrArray *terms, *filters; /* char *: a term, the filter without it */
  guint at, best;
  gint64 most;
} Blame;

static void
blame_free (Blame *self)
{
  g_object_unref (self->pane);
  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->terms);
  g_ptr_array_unref (self->filters);
  g_free (self);
}

static void
show_blamed (Blame *self)
{
  GuiListPane *pane = self->pane;
  const char *term = self->terms->pdata[self->best];
  const char *filter = self->filters->pdata[self->best];
  g_autofree char *plural = g_utf8_strdown (gui_text_label (pane->kind->plural), -1);
  g_autofree char *title = g_strdup_printf (_ ("No %s match"), plural);
  g_autofree char *text = g_strdup_printf (ngettext ("Without %s there is %u.",
                                                     "Without %s there are %u.",
                                                     (gulong) self->most),
                                           term,
                                           (guint) self->most);
  g_autofree char *remove = g_strdup_printf (_ ("Remove %s"), term);
  const GuiStateButton buttons[] = { { remove, "rows.filter-by", filter },
                                     { _ ("Show All"), "rows.filter-by", "" } };

  pane->has_blame = TRUE;
  gui_state_page_show (pane->state, "system-search-symbolic", title, text, buttons);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Blame *self = data;
  g_autoptr (GError) error = NULL;
  gint64 count = 0;

  m77_agent1_call_count_finish (M77_AGENT1 (source), &count, result, &error);
  if (g_cancellable_is_cancelled (self->cancellable))
    {
      blame_free (self);
      return;
    }
  if (error == NULL && count > self->most)
    {
      self->most = count;
      self->best = self->at;
    }
  if (++self->at < self->filters->len)
    {
      m77_agent1_call_count (M77_AGENT1 (source),
                             self->pane->kind->name,
                             self->filters->pdata[self->at],
                             COUNTED_MOST,
                             self->cancellable,
                             counted_cb,
                             self);
      return;
    }
  if (self->most > 0)
    show_blamed (self);
  blame_free (self);
}

static void
ask_blame (GuiListPane *pane)
{
  M77Agent1 *proxy = m77_client_proxy (pane->client);
  const char *text = pane->view->filter;
  g_autoptr (GArray) spans = m77_filter_spans (text, pane->kind);
  Blame *self;

  if (g_strcmp0 (pane->blamed, text) == 0 || proxy == NULL || spans->len == 0 ||
      spans->len > TERMS_MOST)
    return;
  g_free (pane->blamed);
  pane->blamed = g_strdup (text);
  pane->has_blame = FALSE;
  self = g_new0 (Blame, 1);
  self->pane = g_object_ref (pane);
  self->cancellable = g_object_ref (pane->cancellable);
  self->terms = g_ptr_array_new_with_free_func (g_free);
  self->filters = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < spans->len; i++)
    {
      const M77FilterSpan *span = &g_array_index (spans, M77FilterSpan, i);
      g_autofree char *joined = g_strdup_printf ("%.*s%s",
                                                 (int) span->start,
                                                 text,
                                                 text + span->end);

      g_ptr_array_add (self->terms, g_strndup (text + span->start, span->end - span->start));
      g_ptr_array_add (self->filters, g_strdup (g_strstrip (joined)));
    }
  m77_agent1_call_count (proxy,
                         pane->kind->name,
                         self->filters->pdata[0],
                         COUNTED_MOST,
                         self->cancellable,
                         counted_cb,
                         self);
}

/* ---- Nothing there ---- */

static char *
as_of_words (GuiListPane *self)
{
  gint64 instant = self->as_of != NULL ? m77_time_parse (self->as_of) : M77_TIME_NONE;

  return m77_time_short (instant, m77_runtime_now (m77_runtime_real ()), gui_text_zone ());
}

/* Never "all clear", always how old its word is. */
void
gui_list_state_show_empty (GuiListPane *self)
{
  g_autofree char *when = as_of_words (self);
  g_autofree char *plural = g_utf8_strdown (gui_text_label (self->kind->plural), -1);
  g_autofree char *singular = g_utf8_strdown (gui_text_label (self->kind->label), -1);
  g_autofree char *known = *when != '\0'
                               ? g_strdup_printf (_ ("As of %s."), when)
                               : g_strdup (_ ("Nothing was read from the platform so far."));
  gboolean filtered = *self->view->filter != '\0';
  gboolean can_create = gui_create_is_possible (self->kind);
  g_autofree char *title = g_strdup_printf (filtered ? _ ("No %s match") : _ ("No %s"), plural);
  /* Translators: the name of a kind: New incident */
  g_autofree char *create = g_strdup_printf (_ ("New %s"), singular);
  const GuiStateButton first = filtered ? (GuiStateButton){ _ ("Show All"), "rows.filter-by", "" }
                               : can_create ? (GuiStateButton){ create, "win.create", NULL }
                                            : (GuiStateButton){ NULL, NULL, NULL };
  const GuiStateButton sync = { _ ("Sync Now"), "win.sync", NULL };
  const GuiStateButton none = { NULL, NULL, NULL };
  const GuiStateButton buttons[] = { first, filtered ? none : sync };

  /* It has been found out what excludes most: that stays. */
  if (filtered && self->has_blame && g_strcmp0 (self->blamed, self->view->filter) == 0)
    return;
  gui_state_page_show (self->state,
                       filtered ? "system-search-symbolic" : "view-list-symbolic",
                       title,
                       known,
                       buttons);
  if (filtered)
    ask_blame (self);
}

void
gui_list_state_show_error (GuiListPane *self, const GError *error)
{
  gboolean denied = g_error_matches (error, M77_ERROR, M77_ERROR_NOT_PERMITTED);
  g_autofree char *plural = g_utf8_strdown (gui_text_label (self->kind->plural), -1);
  g_autofree char *title = denied ? g_strdup_printf (_ ("Your role does not show %s"), plural)
                                  : g_strdup_printf (_ ("The %s cannot be read now"), plural);
  g_autofree char *text = denied ? g_strdup_printf (_ ("%s An administrator can change that."),
                                                    error->message)
                                 : g_strdup (error->message);
  const GuiStateButton buttons[] = { { _ ("Try Again"), "rows.try-again", NULL },
                                     { _ ("Copy Details"), "rows.copy-error", NULL } };

  gui_state_page_show (self->state,
                       denied ? "changes-prevent-symbolic" : "dialog-error-symbolic",
                       title,
                       text,
                       buttons);
}
