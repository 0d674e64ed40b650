/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-views.h"

#include <glib/gi18n.h>
#include <string.h>

#include "tui/screens/tui-choice.h"
#include "tui/screens/tui-kind-screen.h"
#include "tui/screens/tui-list.h"
#include "tui/screens/tui-prompt.h"

#define DATA    "tui-views" /* of the client, whose profile's they are */
#define READING "tui-views-reading"

/* The first time what was asked for is there. */
static void
changed_cb (gpointer data)
{
  TuiApp *app = data;

  if (g_object_steal_data (G_OBJECT (app->client), READING) != NULL)
    tui_app_ended (app);
  tui_app_dirty (app);
}

static void
free_views (gpointer views)
{
  m77_views_free (views);
}

M77Views *
tui_views_of (TuiApp *app)
{
  M77Views *views;
  const char *profile;

  if (app->client == NULL)
    return NULL;
  views = g_object_get_data (G_OBJECT (app->client), DATA);
  profile = m77_client_profile (app->client);
  if (views != NULL || profile == NULL || *profile == '\0')
    return views;
  tui_app_began (app);
  g_object_set_data (G_OBJECT (app->client), READING, app);
  views = m77_views_open (profile, changed_cb, app);
  g_object_set_data_full (G_OBJECT (app->client), DATA, views, free_views);
  return views;
}

const M77View *
tui_views_of_kind (TuiApp *app, const M77Kind *kind)
{
  M77Views *views = tui_views_of (app);
  const M77View *view = views != NULL ? m77_views_find (views, kind->name) : NULL;

  return view != NULL && g_str_equal (view->kind, kind->name) && m77_view_check (view, NULL) ? view
                                                                                             : NULL;
}

/* What is wrong with it, or NULL. */
static char *
open_view (TuiApp *app, const char *name)
{
  M77Views *views = tui_views_of (app);
  const M77View *view = views != NULL ? m77_views_find (views, name) : NULL;
  g_autoptr (GError) error = NULL;

  if (view == NULL)
    return g_strdup_printf (_ ("There is no view “%s”   9 shows them"), name);
  if (!m77_view_check (view, &error))
    return g_strdup (error->message);
  tui_app_go (app, tui_list_new_view (app, view));
  return NULL;
}

/* ---- 9 ---- */

static void
chosen (TuiApp *app, const char *id, gpointer data)
{
  g_autofree char *fault = NULL;

  if (g_str_has_prefix (id, "kind:"))
    {
      tui_app_go (app, tui_kind_screen_new (app, m77_kind_find (id + strlen ("kind:"))));
      return;
    }
  fault = open_view (app, id + strlen ("view:"));
  if (fault != NULL)
    tui_app_say (app, TUI_BAD, "%s", fault);
}

static void
add_view (TuiChoice *choice, const M77View *view)
{
  const M77Kind *kind = m77_kind_find (view->kind);
  g_autofree char *id = g_strconcat ("view:", view->name, NULL);
  g_autofree char *detail = g_strdup_printf ("%s  %s",
                                             kind != NULL ? tui_label (kind->plural) : view->kind,
                                             view->filter);
  g_autoptr (GError) error = NULL;
  gboolean fits = m77_view_check (view, &error);

  tui_choice_add (choice, id, "", view->name, detail, fits ? NULL : error->message);
}

static void
add_views (TuiChoice *choice, M77Views *views)
{
  const GPtrArray *all = m77_views_all (views);

  tui_choice_add_heading (choice, _ ("VIEWS"));
  for (guint i = 0; i < all->len; i++)
    add_view (choice, all->pdata[i]);
  if (all->len == 0)
    tui_choice_add (choice, NULL, "", _ ("none yet: V saves the list you see"), NULL, NULL);
  if (m77_views_error (views) != NULL)
    tui_choice_add (choice,
                    NULL,
                    "",
                    _ ("one cannot be read"),
                    NULL,
                    m77_views_error (views)->message);
}

void
tui_views_open_choice (TuiApp *app)
{
  static const char *const groups[] = { "response", "change", "measure", "administration" };
  static const char *const titles[] = {
    N_ ("RESPONSE"), N_ ("CHANGE"), N_ ("MEASURE"), N_ ("ADMINISTRATION")
  };
  const M77Kind *const *kinds = m77_kinds ();
  TuiChoice *choice = tui_choice_new (app, _ ("GO TO"), chosen, NULL, NULL);
  M77Views *views = tui_views_of (app);

  if (views != NULL)
    add_views (choice, views);
  for (guint group = 0; group < G_N_ELEMENTS (groups); group++)
    {
      tui_choice_add_heading (choice, _ (titles[group]));
      for (guint i = 0; kinds[i] != NULL; i++)
        {
          g_autofree char *id = g_strconcat ("kind:", kinds[i]->name, NULL);

          if (g_str_equal (kinds[i]->group, groups[group]))
            tui_choice_add (choice, id, "", tui_label (kinds[i]->plural), NULL, NULL);
        }
    }
  tui_choice_open (choice);
}

/* ---- Saving and removing ---- */

typedef struct
{
  TuiApp *app;
  char *name;
  gboolean removed;
} Saved;

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Saved *saved = data;
  g_autoptr (GError) error = NULL;

  /* The views go with the client, at the console's end. */
  if (!m77_views_finish (result, &error) &&
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_free (saved->name);
      g_free (saved);
      return;
    }
  tui_app_ended (saved->app);
  if (error != NULL)
    tui_app_say_error (saved->app, _ ("View"), error);
  else if (saved->removed)
    tui_app_say (saved->app, TUI_GOOD, _ ("The view %s is gone"), saved->name);
  else
    tui_app_say (saved->app, TUI_GOOD, _ ("Saved as the view %s   9 views"), saved->name);
  g_free (saved->name);
  g_free (saved);
}

static Saved *
saved_new (TuiApp *app, const char *name, gboolean removed)
{
  Saved *self = g_new (Saved, 1);

  *self = (Saved){ app, g_strdup (name), removed };
  tui_app_began (app);
  return self;
}

/* What is wrong, or NULL: it is on its way. over: also in the place of another. */
static char *
save (TuiApp *app, const char *name, gboolean over)
{
  TuiScreen *list = tui_list_cast (tui_app_top (app));
  M77Views *views = tui_views_of (app);
  g_autoptr (M77View) view = NULL;
  g_autoptr (GError) error = NULL;

  if (list == NULL)
    return g_strdup (_ ("Only a list is saved as a view"));
  if (views == NULL)
    return g_strdup (_ ("The profile is not known yet. Try again in a moment"));
  view = m77_view_copy (tui_list_view (list));
  if (!m77_view_set_name (view, name, &error))
    return g_strdup (error->message);
  if (!over && m77_views_find (views, view->name) != NULL &&
      g_strcmp0 (tui_list_view (list)->name, view->name) != 0)
    return g_strdup_printf (_ ("There is a view %s: another name, or %s! to replace it"),
                            view->name,
                            view->name);
  tui_list_set_name (list, view->name);
  m77_views_put_async (views, view, saved_cb, saved_new (app, view->name, FALSE));
  return NULL;
}

/* "night!": in the place of the one there is. */
static char *
save_typed (TuiApp *app, const char *typed)
{
  gboolean over = g_str_has_suffix (typed, "!");
  g_autofree char *name = g_strndup (typed, strlen (typed) - (over ? 1 : 0));

  return save (app, name, over);
}

static gboolean
save_done (TuiPrompt *prompt, gpointer data)
{
  g_autofree char *fault = save_typed (tui_prompt_app (prompt), tui_prompt_text (prompt, 0));

  if (fault != NULL)
    tui_prompt_fault (prompt, 0, fault);
  return fault == NULL;
}

void
tui_views_open_save (TuiApp *app)
{
  TuiScreen *list = tui_list_cast (tui_app_top (app));
  const char *name;
  TuiPrompt *prompt;

  if (list == NULL)
    return;
  name = tui_list_view (list)->name;
  prompt = tui_prompt_new (app,
                           _ ("SAVE THIS LIST AS A VIEW"),
                           NULL,
                           _ ("save"),
                           save_done,
                           NULL,
                           NULL);
  tui_prompt_add_info (
      prompt,
      TUI_PLAIN,
      _ ("Filter, order, groups, columns, widths and preview. Called like its kind "
         "it is how that list opens."));
  tui_prompt_add_field (prompt, _ ("name:"), name != NULL ? name : "");
  tui_prompt_open (prompt);
}

char *
tui_views_run (TuiApp *app, const char *rest)
{
  M77Views *views = tui_views_of (app);

  if (*rest == '\0')
    tui_views_open_choice (app);
  else if (g_str_has_prefix (rest, "save "))
    return save_typed (app, rest + strlen ("save "));
  else if (!g_str_has_prefix (rest, "remove "))
    return open_view (app, rest);
  else if (views == NULL)
    return g_strdup (_ ("The profile is not known yet. Try again in a moment"));
  else
    m77_views_remove_async (views,
                            rest + strlen ("remove "),
                            saved_cb,
                            saved_new (app, rest + strlen ("remove "), TRUE));
  return NULL;
}
