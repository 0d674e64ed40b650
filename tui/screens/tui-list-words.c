/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-list.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/base/m77-time.h"
#include "tui/screens/tui-list-private.h"

#define DOTS_AFTER_MS 200

const GError *
tui_list_error (TuiList *self)
{
  return M77_IS_LIST (self->rows) ? m77_list_error (M77_LIST (self->rows)) : NULL;
}

gboolean
tui_list_is_loading (TuiList *self)
{
  return M77_IS_LIST (self->rows) && m77_list_is_loading (M77_LIST (self->rows)) &&
         tui_list_error (self) == NULL;
}

/* "by severity, newest" from "severity,-started_at"; of groups "by service: severity, newest". */
char *
tui_list_sort_words (TuiList *self)
{
  g_auto (GStrv) parts = g_strsplit (tui_list_sort (&self->base), ",", -1);
  const M77Field *group = self->view->group != NULL ? m77_kind_field (self->kind, self->view->group)
                                                    : NULL;
  g_autofree char *word = group != NULL ? g_utf8_strdown (tui_label (group->label), -1) : NULL;
  GString *out;

  if (self->newest_first && group == NULL)
    return g_strdup (_ ("last changed first"));
  out = g_string_new (_ ("by "));
  if (group != NULL)
    g_string_append_printf (out, "%s: ", word);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *name = *parts[i] == '-' ? parts[i] + 1 : parts[i];
      const M77Field *field = m77_kind_field (self->kind, name);
      g_autofree char *label = g_utf8_strdown (field != NULL ? tui_label (field->label) : name, -1);

      g_string_append_printf (out, "%s%s", i > 0 ? ", " : "", label);
      if (*parts[i] == '-')
        g_string_append (out,
                         field != NULL && field->type == M77_TYPE_TIME ? _ (" newest")
                                                                       : _ (" down"));
    }
  return g_string_free (out, FALSE);
}

char *
tui_list_right_words (TuiList *self, gboolean brief)
{
  g_autofree char *order = tui_list_sort_words (self);
  guint marked = m77_marks_count (self->table.marks);
  GString *out = g_string_new (NULL);

  if (marked > 0)
    g_string_append_printf (out, ngettext ("%u marked--", "%u marked--", marked), marked);
  if (self->table.follow)
    g_string_append (out, _ ("following--"));
  else if (self->table.arrived > 0)
    g_string_append_printf (out,
                            ngettext ("+%u new--", "+%u new--", self->table.arrived),
                            self->table.arrived);
  if (brief)
    {
      /* Without what would join it to the order. */
      if (out->len > 0)
        g_string_truncate (out, out->len - strlen ("--"));
      return g_string_free (out, FALSE);
    }
  g_string_append (out, order);
  return g_string_free (out, FALSE);
}

/* What an empty list says: never "all clear", always how old its word is. */
void
tui_list_draw_empty (TuiList *self, TuiCanvas *canvas, const TuiRect *area)
{
  TuiApp *app = self->base.app;
  const GError *error = tui_list_error (self);
  const char *last = m77_json_get_string (app->profile, "last_sync");
  TuiMoment moment = tui_app_moment (app);
  g_autofree char *when = NULL;
  g_autofree char *plural = g_utf8_strdown (tui_label (self->kind->plural), -1);
  g_autofree char *text = NULL;
  TuiRect rest = *area;

  if (error != NULL)
    {
      tui_draw_words (canvas, area, TUI_BAD, error->message);
      return;
    }
  if (app->grants != NULL && !m77_grants_allow (app->grants, self->kind, "read", NULL))
    {
      tui_draw_words (canvas, area, TUI_PLAIN, _ ("Not for your role: nobody sends you these"));
      return;
    }
  if (tui_list_is_loading (self))
    {
      if (m77_runtime_monotonic (app->runtime) - self->asked_at >= DOTS_AFTER_MS)
        tui_draw_words (canvas, area, TUI_DIM, ".  .  .");
      return;
    }
  when = m77_time_short (last != NULL ? m77_time_parse (last) : M77_TIME_NONE,
                         moment.now,
                         moment.zone);
  if (*when == '\0')
    text = g_strdup_printf (_ ("No %s yet: nothing was read from the platform so far"), plural);
  else if (*self->view->filter != '\0')
    text = g_strdup_printf (_ ("No %s for this filter as of %s"), plural, when);
  else
    text = g_strdup_printf (_ ("No %s as of %s"), plural, when);
  rest.row += tui_draw_words (canvas, area, TUI_PLAIN, text);
  rest.rows = MIN (area->row + area->rows - rest.row, 2);
  if (*self->view->filter != '\0' && rest.rows > 0)
    tui_draw_words (canvas, &rest, TUI_DIM, _ ("/ changes the filter, Esc clears it"));
}
