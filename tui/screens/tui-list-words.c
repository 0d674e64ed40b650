/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-list.h"

#include <glib/gi18n.h>

#include "shared/base/m77-time.h"
#include "tui/screens/tui-list-private.h"

#define DOTS_AFTER_MS 200

const GError *
tui_list_error (TuiList *self)
{
  return M77_IS_LIST (self->model) ? m77_list_error (M77_LIST (self->model)) : NULL;
}

gboolean
tui_list_is_loading (TuiList *self)
{
  return M77_IS_LIST (self->model) && m77_list_is_loading (M77_LIST (self->model)) &&
         tui_list_error (self) == NULL;
}

/* "by severity, newest" from "severity,-started_at". */
char *
tui_list_sort_words (TuiList *self)
{
  g_auto (GStrv) parts = g_strsplit (self->sort != NULL ? self->sort : self->kind->sort, ",", 3);
  GString *out = g_string_new (_ ("by "));

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *name = *parts[i] == '-' ? parts[i] + 1 : parts[i];
      const M77Field *field = m77_kind_field (self->kind, name);
      g_autofree char *word = g_utf8_strdown (field != NULL ? tui_label (field->label) : name, -1);

      g_string_append_printf (out, "%s%s", i > 0 ? ", " : "", word);
      if (*parts[i] == '-')
        g_string_append (out,
                         field != NULL && field->type == M77_TYPE_TIME ? _ (" newest")
                                                                       : _ (" down"));
    }
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
  int row = area->row + MIN (1, area->rows - 1);

  if (error != NULL)
    {
      tui_put (canvas, row, 1, canvas->cols - 2, TUI_BAD, error->message);
      return;
    }
  if (app->grants != NULL && !m77_grants_allow (app->grants, self->kind, "read", NULL))
    {
      tui_put (canvas,
               row,
               1,
               canvas->cols - 2,
               TUI_PLAIN,
               _ ("Not for your role: nobody sends you these"));
      return;
    }
  if (tui_list_is_loading (self))
    {
      if (m77_runtime_monotonic (app->runtime) - self->asked_at >= DOTS_AFTER_MS)
        tui_put (canvas, row, 1, 12, TUI_DIM, ".  .  .");
      return;
    }
  when = m77_time_short (last != NULL ? m77_time_parse (last) : M77_TIME_NONE,
                         moment.now,
                         moment.zone);
  if (*when == '\0')
    text = g_strdup_printf (_ ("No %s yet: nothing was read from the platform so far"), plural);
  else if (*self->filter != '\0')
    text = g_strdup_printf (_ ("No %s for this filter as of %s"), plural, when);
  else
    text = g_strdup_printf (_ ("No %s as of %s"), plural, when);
  tui_put (canvas, row, 1, canvas->cols - 2, TUI_PLAIN, text);
  if (*self->filter != '\0')
    tui_put (canvas,
             row + 1,
             1,
             canvas->cols - 2,
             TUI_DIM,
             _ ("/ changes the filter, Esc clears it"));
}
