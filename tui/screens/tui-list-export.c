/* What a list shows, written to a file: all rows of the filter, in its order, by its columns.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "tui/screens/tui-call.h"
#include "tui/screens/tui-export.h"
#include "tui/screens/tui-list-out.h"
#include "tui/screens/tui-list-private.h"
#include "tui/screens/tui-prompt.h"

#define IDS_MOST 100 /* that a filter can name */

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

static void
write_rows (TuiList *list, const char *name, const char *format, gboolean over)
{
  g_autofree char *filter = make_filter (list);
  g_auto (GStrv) columns = make_columns (list);
  const char *sort = tui_list_sort (&list->base);
  g_autofree char *grouped = list->view->group != NULL
                                 ? g_strdup_printf ("%s,%s", list->view->group, sort)
                                 : g_strdup (sort);

  tui_export_begin (list->base.app,
                    list->kind->name,
                    filter,
                    grouped,
                    format,
                    (const char *const *) columns,
                    name,
                    over);
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
  write_rows (list, plain, format, !g_str_equal (plain, typed));
  return TRUE;
}

static gboolean
stop_done (TuiPrompt *prompt, gpointer data)
{
  TuiApp *app = tui_prompt_app (prompt);

  if (app->exporting != NULL)
    g_cancellable_cancel (app->exporting);
  return TRUE;
}

static void
open_stop (TuiApp *app)
{
  TuiPrompt
      *prompt = tui_prompt_new (app, _ ("EXPORT"), NULL, _ ("stop it"), stop_done, NULL, NULL);

  tui_prompt_add_info (prompt, TUI_PLAIN, _ ("One is being written. Stopped, it leaves nothing."));
  tui_prompt_open (prompt);
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
  if (screen->app->exporting != NULL)
    {
      open_stop (screen->app);
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
