/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-present.h"

#include <glib/gi18n.h>
#include <string.h>

#include "tui/screens/tui-kept.h"

#define PAGE 500 /* members of one answer */

/* ---- Presenting ---- */

typedef struct
{
  TuiApp *app;
  gboolean begins; /* presenting begins at the end */
} Asking;

/* What was made to be shown is made anew. */
static void
set_presenting (TuiApp *app, gboolean presenting)
{
  app->presenting = presenting;
  app->veiled = FALSE;
  tui_kept_save (app);
  for (guint i = 0; i < app->screens->len; i++)
    {
      TuiScreen *screen = app->screens->pdata[i];

      if (screen->class->refresh != NULL)
        screen->class->refresh (screen);
    }
}

static void
begin (TuiApp *app)
{
  set_presenting (app, TRUE);
  tui_app_say (app, TUI_PLAIN, _ ("Presenting: personal data is masked, P ends that"));
}

static void
learn (TuiApp *app, const M77Json *rows)
{
  for (const M77Json *row = m77_json_first (rows); row != NULL; row = m77_json_next (row))
    m77_mask_learn_member (app->mask, m77_json_get (row, "doc"));
}

static void
ask_members (TuiApp *app, const char *after, gboolean begins, GAsyncReadyCallback answered)
{
  Asking *asking = g_new0 (Asking, 1);

  asking->app = app;
  asking->begins = begins;
  tui_app_began (app);
  m77_agent1_call_list (m77_client_proxy (app->client),
                        "member",
                        "",
                        "handle",
                        PAGE,
                        after,
                        m77_client_least (app->client),
                        NULL,
                        answered,
                        asking);
}

static void
members_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Asking *asking = data;
  TuiApp *app = asking->app;
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *rows = NULL;
  g_autofree char *next = NULL;
  gint64 total;

  if (!m77_agent1_call_list_finish (M77_AGENT1 (source), &rows, &total, &next, result, &error))
    tui_app_say_error (app, _ ("Not presenting, the members could not be read"), error);
  else
    {
      learn (app, m77_json_parse (pool, rows, -1, NULL));
      if (*next != '\0')
        ask_members (app, next, asking->begins, members_cb);
      else if (asking->begins)
        begin (app);
    }
  tui_app_ended (app);
}

static void
learn_model (TuiApp *app)
{
  g_autoptr (GListModel) members = app->open_list (app, "member", "", "handle");

  for (guint i = 0; i < g_list_model_get_n_items (members); i++)
    {
      g_autoptr (M77Row) row = g_list_model_get_item (members, i);

      if (m77_row_is_loaded (row))
        m77_mask_learn_member (app->mask, m77_row_doc (row));
    }
}

void
tui_present_toggle (TuiApp *app)
{
  if (app->presenting)
    {
      set_presenting (app, FALSE);
      tui_app_say (app, TUI_PLAIN, _ ("No longer presenting"));
      return;
    }
  if (app->mask == NULL)
    app->mask = m77_mask_new ();
  if (tui_app_member (app) != NULL)
    m77_mask_learn (app->mask, tui_app_member (app), NULL, NULL);
  if (app->client == NULL)
    {
      learn_model (app);
      begin (app);
    }
  else if (m77_client_proxy (app->client) == NULL)
    tui_app_say (app, TUI_WARN, _ ("Not presenting: no agent tells who is to be masked"));
  else
    {
      tui_app_say (app, TUI_WARN, _ ("Not presenting yet: reading who is to be masked"));
      ask_members (app, "", TRUE, members_cb);
    }
}

void
tui_present_resume (TuiApp *app)
{
  if (app->mask == NULL)
    app->mask = m77_mask_new ();
  set_presenting (app, TRUE);
  if (app->client != NULL)
    app->veiled = TRUE;
  else
    learn_model (app);
}

void
tui_present_begin_again (TuiApp *app)
{
  if (app->presenting && m77_client_proxy (app->client) != NULL)
    ask_members (app, "", TRUE, members_cb);
}

void
tui_present_refresh (TuiApp *app)
{
  if (app->presenting && app->client != NULL && m77_client_proxy (app->client) != NULL)
    ask_members (app, "", FALSE, members_cb);
}

char *
tui_present_text (TuiApp *app, const char *text)
{
  char *masked = app->presenting ? m77_mask_text (app->mask, text) : NULL;

  return masked != NULL ? masked : g_strdup (text);
}

const M77Json *
tui_present_row (TuiApp *app, M77JsonPool *pool, const M77Json *row)
{
  const char *name = m77_json_get_string (row, "kind");
  const M77Kind *kind = name != NULL ? m77_kind_find (name) : NULL;
  M77Json *copy;

  if (!app->presenting)
    return row;
  copy = m77_json_copy (pool, row);
  m77_json_set (pool,
                copy,
                "doc",
                m77_mask_document (app->mask, pool, kind, m77_json_get (row, "doc")));
  return copy;
}

void
tui_present_record (TuiApp *app, M77JsonPool *pool, TuiRecord *record)
{
  if (app->presenting)
    record->doc = m77_mask_document (app->mask, pool, record->kind, record->doc);
}

/* ---- One environment ---- */

static const char *
environment_of (TuiApp *app)
{
  const char *chosen = app->client != NULL ? m77_client_environment (app->client)
                                           : app->environment;

  return chosen != NULL ? chosen : m77_json_get_string (app->profile, "environment");
}

char *
tui_env_word (TuiApp *app)
{
  static const char *const words[][2] = {
    { "production", N_ ("PROD") },
    { "staging", N_ ("STAGING") },
    { "testing", N_ ("TEST") },
    { "development", N_ ("DEV") },
  };
  const char *name = environment_of (app);

  /* Translators: of every environment, in the header's [ALL] */
  if (name == NULL || *name == '\0')
    return g_strdup (_ ("ALL"));
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i][0], name))
      return g_strdup (_ (words[i][1]));
  return g_utf8_strup (name, -1);
}

gboolean
tui_env_is_production (TuiApp *app)
{
  const char *name = environment_of (app);

  return name != NULL && *name != '\0' && !g_str_equal (name, "staging") &&
         !g_str_equal (name, "testing") && !g_str_equal (name, "development");
}

/* "prod" of "production". */
static const M77Value *
find_environment (const char *name)
{
  const M77Field *field = m77_kind_field (m77_kind_find ("incident"), "environment");

  for (const M77Value *value = field->values; value != NULL && value->name != NULL; value++)
    if (*name != '\0' && g_str_has_prefix (value->name, name))
      return value;
  return NULL;
}

char *
tui_env_run (TuiApp *app, const char *name)
{
  g_autofree char *folded = g_utf8_strdown (name, -1);
  gboolean every = g_str_equal (folded, "all") || g_str_equal (folded, "*");
  const M77Value *value = every ? NULL : find_environment (folded);
  const char *chosen = value != NULL ? value->name : NULL;

  if (!every && value == NULL)
    return g_strdup (_ ("env production, staging, testing, development or all"));
  g_free (app->environment);
  app->environment = g_strdup (chosen);
  if (app->client != NULL)
    m77_client_set_environment (app->client, chosen);
  tui_kept_save (app);
  if (every)
    tui_app_say (app, TUI_PLAIN, _ ("Lists show every environment"));
  else
    tui_app_say (app, TUI_PLAIN, _ ("Lists show %s only; :env all shows all"), chosen);
  return NULL;
}
