/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-inbox.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/base/m77-time.h"
#include "tui/screens/tui-conflict.h"
#include "tui/screens/tui-detail.h"
#include "tui/screens/tui-prompt.h"
#include "tui/screens/tui-work-outbox.h"
#include "tui/widgets/tui-page.h"

typedef struct
{
  TuiScreen base;
  TuiPage page;
} InboxScreen;

/* Most urgent first. */
static const char *const order[] = { "held", "conflict", "rejected", "queued" };

static void
append_names (GString *out, const M77Json *object)
{
  for (const M77Json *member = m77_json_first (object); member != NULL;
       member = m77_json_next (member))
    g_string_append_printf (out, "%s%s", out->len > 0 ? ", " : "", m77_json_name (member));
}

char *
tui_inbox_what (const M77Json *operation)
{
  const char *type = m77_json_get_string (operation, "type");
  const char *action = m77_json_get_string (operation, "action");
  GString *names;

  if (action != NULL)
    return g_strdup (g_str_equal (action, "acknowledge") ? _ ("ack") : action);
  if (g_strcmp0 (type, "create") == 0)
    return g_strdup (_ ("create"));
  if (g_strcmp0 (type, "delete") == 0)
    return g_strdup (_ ("delete"));
  names = g_string_new (NULL);
  append_names (names, m77_json_get (operation, "patch"));
  append_names (names, m77_json_get (operation, "elements"));
  return g_string_free (names, FALSE);
}

char *
tui_inbox_why (const M77Json *operation, const TuiMoment *moment)
{
  const char *state = m77_json_get_string (operation, "state");
  const char *detail = m77_json_get_string (operation, "detail");
  const char *code = m77_json_get_string (operation, "code");
  const char *expires = m77_json_get_string (operation, "expires_at");
  gint64 until = expires != NULL ? m77_time_parse (expires) : M77_TIME_NONE;
  g_autofree char *lapse = m77_time_short (expires != NULL ? m77_time_parse (expires)
                                                           : M77_TIME_NONE,
                                           moment->now,
                                           moment->zone);

  if (m77_json_get_bool (operation, "waiting"))
    return g_strdup (_ ("behind another on the same record"));
  if (g_strcmp0 (state, "held") == 0 && until > moment->now)
    return g_strdup_printf (_ ("lapses %s"), lapse);
  if (g_strcmp0 (state, "held") == 0 && detail == NULL)
    return g_strdup (_ ("not sent in time: confirm or drop it"));
  if (detail != NULL && *detail != '\0')
    return g_strdup (detail);
  if (code != NULL && *code != '\0')
    return g_strdup (code);
  if (g_strcmp0 (state, "conflict") == 0)
    return g_strdup (_ ("both sides changed it"));
  if (*lapse != '\0')
    return g_strdup_printf (_ ("NOT DELIVERED; held from %s"), lapse);
  return g_strdup (_ ("not sent yet"));
}

static void
add_operation (InboxScreen *self, const M77Json *operation, const TuiMoment *moment, int cols)
{
  const char *id = m77_json_get_string (operation, "id");
  const char *kind = m77_json_get_string (operation, "kind");
  const char *key = m77_json_get_string (operation, "key");
  const char *title = m77_json_get_string (operation, "title");
  const char *state = m77_json_get_string (operation, "state");
  gboolean waits = m77_json_get_bool (operation, "waiting");
  g_autofree char *what = tui_inbox_what (operation);
  g_autofree char *why = tui_inbox_why (operation, moment);
  g_autofree char *age = tui_age_of (operation, "made_at", moment->now);
  TuiStyle style = TUI_MINE;
  TuiGlyph glyph = tui_state_glyph (waits                              ? "waiting"
                                    : g_strcmp0 (state, "queued") == 0 ? "pending"
                                                                       : state,
                                    NULL,
                                    &style);
  TuiLine *line = tui_page_add (&self->page, TUI_LINE_TEXT, id);
  int key_col = 17;
  int title_col = 28;
  int why_col = cols >= 110 ? 66 : 50;

  tui_line_span (line,
                 1,
                 1,
                 style,
                 glyph != TUI_N_GLYPHS ? tui_glyph (self->base.app->canvas, glyph) : "");
  tui_line_span (line, 3, key_col - 4, TUI_BOLD, what);
  tui_line_span (line, key_col, title_col - key_col - 1, TUI_PLAIN, key != NULL ? key : kind);
  tui_line_span (line, title_col, why_col - title_col - 6, TUI_PLAIN, title != NULL ? title : "");
  tui_line_printf (line, why_col - 5, 4, TUI_DIM, "%4s", age);
  tui_line_span (line, why_col, 0, style & (guint) ~TUI_BOLD, why);
}

static guint
build (InboxScreen *self, int cols)
{
  TuiMoment moment = tui_app_moment (self->base.app);
  const M77Json *operations = self->base.app->outbox;
  guint urgent = 0;

  tui_page_begin (&self->page);
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    for (const M77Json *operation = m77_json_first (operations); operation != NULL;
         operation = m77_json_next (operation))
      if (g_strcmp0 (m77_json_get_string (operation, "state"), order[i]) == 0)
        {
          add_operation (self, operation, &moment, cols);
          urgent += i < 3;
        }
  return urgent;
}

static void
draw_inbox (TuiScreen *screen, TuiCanvas *canvas, const TuiRect *area)
{
  InboxScreen *self = (InboxScreen *) screen;
  guint urgent = build (self, area->cols);
  guint n = self->page.lines->len;
  g_autofree char *crumbs = g_strdup_printf (n > 0 ? _ ("INBOX %u") : _ ("INBOX"), n);
  g_autofree char *detail = urgent > 0 ? g_strdup_printf (_ ("needs you %u"), urgent) : NULL;
  TuiRect body = { area->row + 1, area->col, area->rows - 1, area->cols };

  tui_draw_title (canvas,
                  area,
                  crumbs,
                  detail,
                  _ ("what was done here and is not on the platform"));
  if (body.rows <= 0)
    return;
  if (n == 0)
    tui_put (canvas,
             body.row + MIN (1, body.rows - 1),
             1,
             area->cols - 2,
             TUI_PLAIN,
             screen->app->outbox != NULL ? _ ("Nothing waits: all that was done here has arrived")
                                         : ".  .  .");
  tui_page_draw (&self->page, canvas, &body, TRUE);
}

static const M77Json *
find_operation (InboxScreen *self)
{
  TuiLine *line = tui_page_current (&self->page);
  const M77Json *operation = m77_json_first (self->base.app->outbox);

  while (operation != NULL && line != NULL &&
         g_strcmp0 (m77_json_get_string (operation, "id"), line->id) != 0)
    operation = m77_json_next (operation);
  return line != NULL ? operation : NULL;
}

static gboolean
do_done (TuiPrompt *prompt, gpointer data)
{
  const char *const *words = data;

  tui_work_outbox (tui_prompt_app (prompt), words[0], words[1]);
  return TRUE;
}

/* Confirming and dropping want Enter in a bar that says what it is about. */
static void
open_bar (InboxScreen *self,
          const M77Json *operation,
          const char *verb,
          const char *title,
          const char *effect)
{
  TuiApp *app = self->base.app;
  TuiMoment moment = tui_app_moment (app);
  g_autofree char *what = tui_inbox_what (operation);
  g_autofree char *why = tui_inbox_why (operation, &moment);
  const char *key = m77_json_get_string (operation, "key");
  const char *name = m77_json_get_string (operation, "title");
  g_autofree char *heading = g_strdup_printf ("%s %s %s", title, what, key != NULL ? key : "");
  char *words[] = { g_strdup (verb), g_strdup (m77_json_get_string (operation, "id")), NULL };
  TuiPrompt *prompt = tui_prompt_new (app,
                                      heading,
                                      name,
                                      verb,
                                      do_done,
                                      g_memdup2 (words, sizeof words),
                                      (GDestroyNotify) g_strfreev);

  tui_prompt_add_info (prompt, TUI_PLAIN, effect);
  tui_prompt_add_info (prompt, TUI_DIM, why);
  tui_prompt_open (prompt);
}

static void
open_operation (TuiScreen *screen)
{
  InboxScreen *self = (InboxScreen *) screen;
  const M77Json *operation = find_operation (self);
  const char *kind = m77_json_get_string (operation, "kind");
  const char *record = m77_json_get_string (operation, "record");

  if (operation == NULL)
    return;
  if (g_strcmp0 (m77_json_get_string (operation, "state"), "held") == 0)
    open_bar (self,
              operation,
              "confirm",
              _ ("CONFIRM"),
              _ ("Asked anew from now, with what you see now as its condition."));
  else if (g_strcmp0 (m77_json_get_string (operation, "state"), "conflict") == 0)
    tui_app_push (screen->app,
                  tui_conflict_new (screen->app, m77_json_get_string (operation, "id")));
  else if (kind != NULL && record != NULL)
    tui_app_push (screen->app, tui_detail_new_by_key (screen->app, kind, record));
}

static gboolean
key_inbox (TuiScreen *screen, TuiKey key)
{
  InboxScreen *self = (InboxScreen *) screen;
  const M77Json *operation = find_operation (self);

  if (tui_page_key (&self->page, key))
    return TRUE;
  if (key != TUI_KEY_ENTER && key != 'w' && key != 'd' && key != 'S')
    return FALSE;
  if (operation == NULL)
    return TRUE;
  if (key == TUI_KEY_ENTER)
    open_operation (screen);
  else if (key == 'w')
    tui_work_outbox (screen->app, "withdraw", m77_json_get_string (operation, "id"));
  else if (key == 'S')
    tui_work_outbox (screen->app, "retry", m77_json_get_string (operation, "id"));
  else
    open_bar (self,
              operation,
              "discard",
              _ ("DISCARD"),
              _ ("It is not sent and its change is undone here. This cannot be taken back."));
  return TRUE;
}

static void
free_inbox (TuiScreen *screen)
{
  InboxScreen *self = (InboxScreen *) screen;

  tui_page_clear (&self->page);
  g_free (self);
}

static const TuiScreenClass inbox_class = {
  .context = TUI_ON_INBOX,
  .name = N_ ("the inbox"),
  .draw = draw_inbox,
  .key = key_inbox,
  .free = free_inbox,
};

TuiScreen *
tui_inbox_new (TuiApp *app)
{
  InboxScreen *self = g_new0 (InboxScreen, 1);

  self->base = (TuiScreen){ &inbox_class, app };
  tui_page_init (&self->page);
  return &self->base;
}
