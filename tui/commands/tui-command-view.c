/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-commands"

#include "config.h"

#include "tui/commands/tui-commands.h"

#include <stdio.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "shared/base/m77-error.h"
#include "tui/commands/tui-print.h"
#include "tui/commands/tui-view.h"

#define FILE_MOST (256 * 1024)

static gboolean
list (TuiContext *self, M77Views *views, GError **error)
{
  static const char *const headings[] = {
    N_ ("Name"), N_ ("Kind"), N_ ("Filter"), N_ ("Sort"), N_ ("Groups")
  };
  g_autoptr (TuiGrid) grid = tui_grid_new (headings, G_N_ELEMENTS (headings));
  const GPtrArray *all = m77_views_all (views);
  M77Json *rows = m77_json_array_new (self->pool);

  for (guint i = 0; i < all->len; i++)
    {
      const M77View *view = all->pdata[i];

      m77_json_append (rows, m77_view_to_json (view, self->pool));
      tui_grid_add (grid, TUI_BOLD, view->name);
      tui_grid_add (grid, TUI_PLAIN, view->kind);
      tui_grid_add (grid, TUI_PLAIN, view->filter);
      tui_grid_add (grid, TUI_PLAIN, view->sort);
      tui_grid_add (grid, TUI_PLAIN, view->group);
    }
  if (self->json)
    tui_print_json_rows ("view", rows);
  else
    tui_grid_print (grid, self);
  if (!self->json && all->len == 0)
    tui_print_notice (self, "%s", _ ("none yet: V in the console saves the list you see"));
  if (m77_views_error (views) != NULL)
    tui_print_notice (self, "%s", m77_views_error (views)->message);
  return TRUE;
}

/* "" of none is refused; the words of a name stand as one. */
static const char *
named (TuiContext *self, GError **error)
{
  const char *name = tui_context_word (self, 1);

  if (name == NULL)
    tui_context_misused (error, _ ("which one? See m77 view list"));
  return name;
}

static gboolean
write_out (TuiContext *self, const M77View *view, GError **error)
{
  const char *path = tui_context_option (self, "output");
  g_autofree char *text = m77_view_write (view);

  if (path == NULL || g_str_equal (path, "-"))
    {
      fputs (text, stdout);
      return TRUE;
    }
  if (g_file_test (path, G_FILE_TEST_EXISTS) && !tui_context_has (self, "overwrite"))
    {
      g_set_error (error,
                   M77_ERROR,
                   M77_ERROR_FAILED,
                   _ ("%s is there already: another name, or --overwrite"),
                   path);
      return FALSE;
    }
  if (!g_file_set_contents (path, text, -1, error))
    return FALSE;
  tui_print_done (self, TUI_PLAIN, _ ("%s is in %s: m77 view import takes it"), view->name, path);
  return TRUE;
}

/* From a file, or from standard input ("-"). */
static char *
read_in (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  gsize length;

  if (!g_file_get_contents (g_str_equal (path, "-") ? "/dev/stdin" : path, &text, &length, error))
    return NULL;
  if (length <= FILE_MOST && g_utf8_validate (text, (gssize) length, NULL))
    return g_steal_pointer (&text);
  g_set_error (error, M77_ERROR, M77_ERROR_INVALID, _ ("%s is no view"), path);
  return NULL;
}

static gboolean
import (TuiContext *self, M77Views *views, GError **error)
{
  const char *path = tui_context_word (self, 1);
  const char *name = tui_context_option (self, "name");
  g_autofree char *text = NULL;
  g_autoptr (M77View) view = NULL;

  if (path == NULL)
    return tui_context_misused (error, _ ("which file? m77 view import FILE"));
  text = read_in (path, error);
  view = text != NULL ? m77_view_read (text, error) : NULL;
  if (view == NULL)
    {
      g_prefix_error (error, "%s: ", path);
      return FALSE;
    }
  if (name != NULL && !m77_view_set_name (view, name, error))
    return FALSE;
  if (view->name == NULL)
    return tui_context_misused (error, _ ("it has no name: give one with --name"));
  if (!m77_view_check (view, error))
    return FALSE;
  if (m77_views_find (views, view->name) != NULL && !tui_context_has (self, "overwrite"))
    {
      g_set_error (error,
                   M77_ERROR,
                   M77_ERROR_KEY_TAKEN,
                   _ ("There is a view %s: another --name, or --overwrite"),
                   view->name);
      return FALSE;
    }
  if (!m77_views_put_sync (views, view, error))
    return FALSE;
  if (self->json)
    {
      g_autofree char *json = m77_json_to_text (m77_view_to_json (view, self->pool));

      tui_print_json (json);
    }
  else
    tui_print_done (self,
                    TUI_PLAIN,
                    _ ("%s is a view of %s: 9 in the console, m77 list --view"),
                    view->name,
                    view->kind);
  return TRUE;
}

static gboolean
run (TuiContext *self, GError **error)
{
  const char *verb = tui_context_word (self, 0);
  g_autoptr (M77Views) views = NULL;
  const M77View *view;
  const char *name;

  if (verb == NULL)
    verb = "list";
  if (!g_str_equal (verb, "list") && !g_str_equal (verb, "show") && !g_str_equal (verb, "export") &&
      !g_str_equal (verb, "import") && !g_str_equal (verb, "remove"))
    return tui_context_misused (error,
                                _ ("list, show, export, import or remove expected, not %s"),
                                verb);
  views = tui_view_open_all (self, error);
  if (views == NULL)
    return FALSE;
  if (g_str_equal (verb, "list"))
    return list (self, views, error);
  if (g_str_equal (verb, "import"))
    return import (self, views, error);
  name = named (self, error);
  if (name == NULL)
    return FALSE;
  if (g_str_equal (verb, "remove"))
    {
      if (!m77_views_remove_sync (views, name, error))
        return FALSE;
      if (self->json)
        tui_print_json ("null");
      else
        tui_print_done (self, TUI_PLAIN, _ ("%s removed"), name);
      return TRUE;
    }
  view = tui_view_find (views, name, error);
  return view != NULL && write_out (self, view, error);
}

static const TuiOption options[] = {
  { "output", "FILE", N_ ("Of export: there instead of standard output") },
  { "name", "NAME", N_ ("Of import: under this name") },
  { "overwrite", NULL, N_ ("Of export and import: in the place of what is there") },
  { NULL },
};

const TuiCommand tui_command_view = {
  .name = "view",
  .synopsis = "[list | show NAME | export NAME --output FILE | import FILE | remove NAME]",
  .summary = N_ ("Saved lists: filter, order, groups, columns"),
  .help = N_ (
      "A view is one file, so it can be given to others. m77 list --view NAME shows its rows; "
      "one called like its kind is how the console opens that list."),
  .options = options,
  .words_most = 2,
  .run = run,
};
