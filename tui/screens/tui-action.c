/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-action.h"

#include <glib/gi18n.h>
#include <string.h>

#include "tui/screens/tui-act.h"
#include "tui/screens/tui-bars.h"
#include "tui/screens/tui-command-line.h"
#include "tui/screens/tui-conflict.h"
#include "tui/screens/tui-form.h"
#include "tui/screens/tui-help.h"
#include "tui/screens/tui-history.h"
#include "tui/screens/tui-inbox-keys.h"
#include "tui/screens/tui-inbox.h"
#include "tui/screens/tui-list.h"
#include "tui/screens/tui-undo.h"
#include "tui/screens/tui-ways.h"
#include "tui/screens/tui-work.h"

static gboolean
find_target (TuiApp *app, TuiRecord *record)
{
  TuiScreen *top = tui_app_top (app);

  return top != NULL && top->class->target != NULL && top->class->target (top, record);
}

static char *
refuse_without_record (TuiApp *app)
{
  TuiRecord record;

  return find_target (app, &record) ? NULL : g_strdup (_ ("no record is selected"));
}

static char *
refuse_edit (TuiApp *app)
{
  TuiRecord record;

  if (!find_target (app, &record))
    return refuse_without_record (app);
  if (record.kind == NULL)
    return g_strdup (_ ("a kind of a later version"));
  return NULL;
}

static char *
refuse_acknowledge (TuiApp *app)
{
  TuiRecord record;
  const M77Action *action;

  if (!find_target (app, &record))
    return refuse_without_record (app);
  action = record.kind != NULL ? m77_kind_action (record.kind, "acknowledge") : NULL;
  if (action == NULL)
    return g_strdup (_ ("this kind is not acknowledged"));
  return tui_act_refusal (app, &record, action);
}

static char *
refuse_note (TuiApp *app)
{
  TuiRecord record;

  if (!find_target (app, &record))
    return refuse_without_record (app);
  return tui_work_note_field (record.kind) != NULL ? NULL : g_strdup (_ ("this kind has no log"));
}

static char *
refuse_both (TuiApp *app)
{
  return tui_conflict_takes (tui_app_top (app), M77_CHOICE_BOTH)
             ? NULL
             : g_strdup (_ ("together they mean nothing here"));
}

static void
run_acknowledge (TuiApp *app, int argument)
{
  TuiRecord record;

  if (find_target (app, &record))
    tui_act_open (app, &record, m77_kind_action (record.kind, "acknowledge"));
}

static void
run_note (TuiApp *app, int argument)
{
  TuiRecord record;

  if (find_target (app, &record))
    tui_bars_open_note (app, &record);
}

static void
run_verbs (TuiApp *app, int argument)
{
  TuiRecord record;

  if (find_target (app, &record))
    tui_act_open_verbs (app, &record);
}

static void
run_edit (TuiApp *app, int argument)
{
  TuiRecord record;

  if (find_target (app, &record) && tui_act_may_edit (app, &record))
    tui_app_push (app, tui_form_new_edit (app, &record));
}

static void
run_create (TuiApp *app, int argument)
{
  TuiScreen *top = tui_app_top (app);
  TuiRecord record;
  const M77Kind *kind = m77_kind_find ("incident");

  if (top->class->context == TUI_ON_LIST)
    kind = tui_list_kind (top);
  else if (find_target (app, &record) && record.kind != NULL)
    kind = record.kind;
  tui_form_open_create (app, kind);
}

static void
run_undo (TuiApp *app, int redo)
{
  tui_undo_open (app, redo);
}

static void
run_open (TuiApp *app, int argument)
{
  TuiScreen *top = tui_app_top (app);

  if (top->class->open != NULL)
    top->class->open (top);
}

static void
run_history (TuiApp *app, int argument)
{
  TuiRecord record;

  if (find_target (app, &record))
    tui_app_push (app, tui_history_new (app, &record));
}

static void
run_back (TuiApp *app, int argument)
{
  tui_app_pop (app);
}

static void
run_overview (TuiApp *app, int argument)
{
  tui_app_go (app, NULL);
}

static void
run_kind (TuiApp *app, int index)
{
  static const char *const kinds[] = { "incident", "alert",   "deployment", "flag",
                                       "service",  "runbook", "dashboard",  "schedule" };

  tui_app_go (app, tui_list_new (app, m77_kind_find (kinds[index]), NULL));
}

static void
run_kinds (TuiApp *app, int argument)
{
  tui_help_open_kinds (app);
}

/* From a record, on what it has there. */
static void
run_inbox (TuiApp *app, int argument)
{
  TuiScreen *top = tui_app_top (app);
  const M77Json *operation = m77_json_first (app->outbox);
  TuiRecord record;
  TuiScreen *inbox;

  if (top->class->context == TUI_ON_INBOX)
    return;
  inbox = tui_inbox_new (app);
  if (top->class->context == TUI_ON_DETAIL && find_target (app, &record))
    for (; operation != NULL; operation = m77_json_next (operation))
      if (g_strcmp0 (m77_json_get_string (operation, "record"), record.id) == 0)
        {
          tui_inbox_show (inbox, m77_json_get_string (operation, "id"));
          break;
        }
  tui_app_push (app, inbox);
}

static void
run_filter (TuiApp *app, int argument)
{
  TuiScreen *top = tui_app_top (app);

  if (top->class->context == TUI_ON_LIST)
    tui_bars_open_filter (app, top);
}

static void
run_sort (TuiApp *app, int argument)
{
  tui_bars_open_sort (app, tui_app_top (app));
}

static void
run_command (TuiApp *app, int argument)
{
  tui_command_line_open (app);
}

static void
run_help (TuiApp *app, int argument)
{
  tui_help_open_keys (app);
}

static void
run_sync (TuiApp *app, int argument)
{
  TuiScreen *top = tui_app_top (app);

  tui_work_sync (app);
  if (top->class->refresh != NULL)
    top->class->refresh (top);
}

static void
run_zone (TuiApp *app, int argument)
{
  app->utc = !app->utc;
  g_time_zone_unref (app->zone);
  app->zone = app->utc ? g_time_zone_new_utc () : g_time_zone_ref (app->local);
  tui_app_say (app, TUI_PLAIN, app->utc ? _ ("Times are UTC") : _ ("Times are local"));
}

static void
run_read_only (TuiApp *app, int argument)
{
  app->read_only = !app->read_only;
  tui_app_say (app,
               TUI_PLAIN,
               app->read_only ? _ ("Read-only: W ends that") : _ ("No longer read-only"));
}

static void
run_redraw (TuiApp *app, int argument)
{
  if (app->term != NULL)
    tui_term_forget (app->term);
}

static void
run_suspend (TuiApp *app, int argument)
{
  int rows;
  int cols;

  if (app->term == NULL)
    return;
  tui_term_suspend (app->term);
  tui_term_size (app->term, &rows, &cols);
  tui_app_resize (app, rows, cols);
}

// clang-format off
static const TuiAction actions[] = {
  { 'a', 0, "acknowledge", N_ ("acknowledge…"), N_ ("ack"), TUI_GROUP_DO, TUI_ON_RECORDS, refuse_acknowledge, run_acknowledge, 0 },
  { 'n', 0, "note", N_ ("note…"), N_ ("note"), TUI_GROUP_DO, TUI_ON_RECORDS, refuse_note, run_note, 0 },
  { 'e', 0, "edit", N_ ("edit"), N_ ("edit"), TUI_GROUP_DO, TUI_ON_LIST | TUI_ON_DETAIL, refuse_edit, run_edit, 0 },
  { 'c', 0, "create", N_ ("create"), NULL, TUI_GROUP_DO, TUI_ON_RECORDS, NULL, run_create, 0 },
  { '.', 0, "actions", N_ ("all actions…"), N_ ("actions"), TUI_GROUP_DO, TUI_ON_RECORDS, refuse_without_record, run_verbs, 0 },
  { 'u', 0, "undo", N_ ("undo…"), NULL, TUI_GROUP_DO, TUI_ON_ALL, NULL, run_undo, FALSE },
  { 'U', 0, "redo", N_ ("redo…"), NULL, TUI_GROUP_DO, TUI_ON_ALL, NULL, run_undo, TRUE },
  { TUI_KEY_ENTER, 0, "confirm", N_ ("confirm, decide or open"), N_ ("confirm"), TUI_GROUP_DO, TUI_ON_INBOX, tui_inbox_refuse, run_open, 0, tui_inbox_word },
  { 'J', 0, "join", N_ ("join who acknowledged"), N_ ("join"), TUI_GROUP_DO, TUI_ON_INBOX, tui_inbox_refuse_join, tui_inbox_run_way, TUI_WAY_JOIN },
  { 't', 0, "take-over", N_ ("take over…"), N_ ("take over"), TUI_GROUP_DO, TUI_ON_INBOX, tui_inbox_refuse_take_over, tui_inbox_run_way, TUI_WAY_TAKE_OVER },
  { 'e', 0, "edit-again", N_ ("edit and send again"), N_ ("edit"), TUI_GROUP_DO, TUI_ON_INBOX, tui_inbox_refuse_edit, tui_inbox_run_way, TUI_WAY_EDIT },
  { 'S', 0, "send-again", N_ ("send again"), N_ ("again"), TUI_GROUP_DO, TUI_ON_INBOX, tui_inbox_refuse_retry, tui_inbox_run_way, TUI_WAY_RETRY },
  { 'w', 0, "withdraw", N_ ("withdraw"), N_ ("withdraw"), TUI_GROUP_DO, TUI_ON_INBOX, tui_inbox_refuse_withdraw, tui_inbox_run_way, TUI_WAY_WITHDRAW },
  { 'd', 0, "discard", N_ ("discard or drop…"), N_ ("discard"), TUI_GROUP_DO, TUI_ON_INBOX, tui_inbox_refuse_discard, tui_inbox_run_discard, 0 },
  { 'y', 0, "copy-out", N_ ("copy out"), N_ ("copy"), TUI_GROUP_DO, TUI_ON_INBOX, tui_inbox_refuse, tui_inbox_run_way, TUI_WAY_COPY },
  { 'H', 0, "history", N_ ("history"), NULL, TUI_GROUP_GO, TUI_ON_RECORDS, refuse_without_record, run_history, 0 },
  { 'o', 0, "show-record", N_ ("show its record"), N_ ("record"), TUI_GROUP_GO, TUI_ON_INBOX, tui_inbox_refuse, tui_inbox_run_way, TUI_WAY_SHOW },
  { 't', 0, "theirs", N_ ("take theirs (again: open)"), N_ ("theirs"), TUI_GROUP_DO, TUI_ON_CONFLICT, NULL, NULL, 0 },
  { 'm', 0, "mine", N_ ("take mine"), N_ ("mine"), TUI_GROUP_DO, TUI_ON_CONFLICT, NULL, NULL, 0 },
  { 'b', 0, "both", N_ ("take both"), N_ ("both"), TUI_GROUP_DO, TUI_ON_CONFLICT, refuse_both, NULL, 0 },
  { 'e', 0, "edit-result", N_ ("edit what stands"), N_ ("edit"), TUI_GROUP_DO, TUI_ON_CONFLICT, NULL, NULL, 0 },
  { 'v', 0, "whole", N_ ("whole texts, or what changed"), N_ ("whole"), TUI_GROUP_DO, TUI_ON_CONFLICT, NULL, NULL, 0 },
  { TUI_KEY_TAB, TUI_KEY_BACKTAB, "next-open", N_ ("next, previous open"), N_ ("next"), TUI_GROUP_DO, TUI_ON_CONFLICT, NULL, NULL, 0 },
  { TUI_KEY_ENTER, 0, "apply", N_ ("apply what is decided"), N_ ("apply"), TUI_GROUP_DO, TUI_ON_CONFLICT, NULL, NULL, 0 },
  { TUI_KEY_ESC, 0, "later", N_ ("later: choices are kept"), N_ ("later"), TUI_GROUP_DO, TUI_ON_CONFLICT, NULL, run_back, 0 },
  { TUI_CTRL ('d'), 0, "store", N_ ("store"), N_ ("store"), TUI_GROUP_DO, TUI_ON_FORM, NULL, NULL, 0 },
  { TUI_CTRL ('e'), 0, "editor", N_ ("open in the editor"), N_ ("editor"), TUI_GROUP_DO, TUI_ON_FORM, NULL, NULL, 0 },
  { TUI_KEY_TAB, TUI_KEY_DOWN, "next-field", N_ ("next field"), N_ ("next field"), TUI_GROUP_DO, TUI_ON_FORM, NULL, NULL, 0 },
  { TUI_CTRL ('u'), 0, "empty-field", N_ ("the field as it was"), NULL, TUI_GROUP_DO, TUI_ON_FORM, NULL, NULL, 0 },
  { TUI_KEY_ESC, 0, "keep-draft", N_ ("back, keeping a draft"), N_ ("keep draft"), TUI_GROUP_DO, TUI_ON_FORM, NULL, NULL, 0 },

  { TUI_KEY_UP, 'k', "up", N_ ("up"), NULL, TUI_GROUP_LIST, TUI_ON_ALL, NULL, NULL, 0 },
  { TUI_KEY_DOWN, 'j', "down", N_ ("down"), NULL, TUI_GROUP_LIST, TUI_ON_ALL, NULL, NULL, 0 },
  { TUI_KEY_PAGE_UP, 0, "page-up", N_ ("page up"), NULL, TUI_GROUP_LIST, TUI_ON_ALL, NULL, NULL, 0 },
  { TUI_KEY_PAGE_DOWN, 0, "page-down", N_ ("page down"), NULL, TUI_GROUP_LIST, TUI_ON_ALL, NULL, NULL, 0 },
  { 'g', TUI_KEY_HOME, "first", N_ ("first, and show what is new"), NULL, TUI_GROUP_LIST, TUI_ON_ALL, NULL, NULL, 0 },
  { 'G', TUI_KEY_END, "last", N_ ("last"), NULL, TUI_GROUP_LIST, TUI_ON_ALL, NULL, NULL, 0 },
  { ' ', 0, "mark", N_ ("mark"), NULL, TUI_GROUP_LIST, TUI_ON_LIST, NULL, NULL, 0 },
  { 's', 0, "sort", N_ ("sort…"), NULL, TUI_GROUP_LIST, TUI_ON_LIST, NULL, run_sort, 0 },
  { '/', 0, "filter", N_ ("filter…"), N_ ("filter"), TUI_GROUP_LIST, TUI_ON_LIST, NULL, run_filter, 0 },
  { TUI_KEY_TAB, TUI_KEY_BACKTAB, "section", N_ ("next, previous section"), NULL, TUI_GROUP_LIST, TUI_ON_OVERVIEW, NULL, NULL, 0 },

  { TUI_KEY_ENTER, 0, "open", N_ ("open"), N_ ("open"), TUI_GROUP_GO, TUI_ON_OVERVIEW | TUI_ON_LIST, NULL, run_open, 0 },
  { 'q', TUI_KEY_ESC, "back", N_ ("back"), NULL, TUI_GROUP_GO, TUI_ON_ALL & ~TUI_ON_CONFLICT, NULL, run_back, 0 },
  { 'q', 0, "back", N_ ("back"), NULL, TUI_GROUP_GO, TUI_ON_CONFLICT, NULL, run_back, 0 },
  { '0', 0, "overview", N_ ("overview"), NULL, TUI_GROUP_GO, TUI_ON_ALL, NULL, run_overview, 0 },
  { '1', 0, "incidents", N_ ("incidents"), NULL, TUI_GROUP_GO, TUI_ON_ALL, NULL, run_kind, 0 },
  { '2', 0, "alerts", N_ ("alerts"), NULL, TUI_GROUP_GO, TUI_ON_ALL, NULL, run_kind, 1 },
  { '3', 0, "deployments", N_ ("deployments"), NULL, TUI_GROUP_GO, TUI_ON_ALL, NULL, run_kind, 2 },
  { '4', 0, "flags", N_ ("flags"), NULL, TUI_GROUP_GO, TUI_ON_ALL, NULL, run_kind, 3 },
  { '5', 0, "services", N_ ("services"), NULL, TUI_GROUP_GO, TUI_ON_ALL, NULL, run_kind, 4 },
  { '6', 0, "runbooks", N_ ("runbooks"), NULL, TUI_GROUP_GO, TUI_ON_ALL, NULL, run_kind, 5 },
  { '7', 0, "dashboards", N_ ("dashboards"), NULL, TUI_GROUP_GO, TUI_ON_ALL, NULL, run_kind, 6 },
  { '8', 0, "on-call", N_ ("on call"), NULL, TUI_GROUP_GO, TUI_ON_ALL, NULL, run_kind, 7 },
  { '9', 0, "kinds", N_ ("every kind…"), NULL, TUI_GROUP_GO, TUI_ON_ALL, NULL, run_kinds, 0 },
  { 'i', 0, "inbox", N_ ("inbox"), N_ ("inbox"), TUI_GROUP_GO, TUI_ON_ALL, NULL, run_inbox, 0 },

  { ':', 0, "command", N_ ("command line"), NULL, TUI_GROUP_SESSION, TUI_ON_ALL, NULL, run_command, 0 },
  { TUI_KEY_F5, 0, "sync", N_ ("sync"), NULL, TUI_GROUP_SESSION, TUI_ON_ALL, NULL, run_sync, 0 },
  { 'T', 0, "zone", N_ ("local time or UTC"), NULL, TUI_GROUP_SESSION, TUI_ON_ALL, NULL, run_zone, 0 },
  { 'W', 0, "read-only", N_ ("read-only"), NULL, TUI_GROUP_SESSION, TUI_ON_ALL, NULL, run_read_only, 0 },
  { TUI_CTRL ('l'), 0, "redraw", N_ ("draw again"), NULL, TUI_GROUP_SESSION, TUI_ON_ALL | TUI_ON_FORM, NULL, run_redraw, 0 },
  { TUI_CTRL ('z'), 0, "suspend", N_ ("to the shell; fg comes back"), NULL, TUI_GROUP_SESSION, TUI_ON_ALL | TUI_ON_FORM, NULL, run_suspend, 0 },
  { '?', 0, "keys", N_ ("these keys"), N_ ("keys"), TUI_GROUP_SESSION, TUI_ON_ALL, NULL, run_help, 0 },
};
// clang-format on

const TuiAction *
tui_actions (guint *n)
{
  *n = G_N_ELEMENTS (actions);
  return actions;
}

const TuiAction *
tui_action_find (TuiKey key, guint context)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    if ((actions[i].contexts & context) != 0 && (actions[i].key == key || actions[i].other == key))
      return &actions[i];
  return NULL;
}

void
tui_action_run_key (TuiApp *app, TuiKey key)
{
  TuiScreen *top = tui_app_top (app);
  const TuiAction *action = top != NULL ? tui_action_find (key, top->class->context) : NULL;
  g_autofree char *refusal = NULL;

  if (action == NULL || action->run == NULL)
    {
      g_autofree char *name = tui_key_to_name (key);

      if (action == NULL && *name != '\0')
        tui_app_say (app, TUI_DIM, _ ("%s does nothing here   ? keys"), name);
      return;
    }
  refusal = action->refuse != NULL ? action->refuse (app) : NULL;
  if (refusal != NULL)
    tui_app_say (app, TUI_WARN, _ ("%s: not now, %s"), _ (action->label), refusal);
  else
    action->run (app, action->argument);
}

char *
tui_action_keys (const TuiAction *self)
{
  g_autofree char *first = tui_key_to_name (self->key);
  g_autofree char *second = self->other != 0 ? tui_key_to_name (self->other) : NULL;

  return second != NULL ? g_strdup_printf ("%s %s", first, second) : g_steal_pointer (&first);
}

/* "a ack"; returns the column after it, the same when it cannot be done now, -1 when it does not
 * fit before `end`. */
static int
draw_key (TuiApp *app, TuiCanvas *canvas, int row, int col, int end, const TuiAction *action)
{
  g_autofree char *refusal = action->refuse != NULL ? action->refuse (app) : NULL;
  g_autofree char *name = tui_key_to_name (action->key);
  const char *word;

  if (refusal != NULL)
    return col;
  word = action->word != NULL ? action->word (app) : _ (action->brief);
  if (col + tui_width (canvas, name) + 1 + tui_width (canvas, word) > end)
    return -1;
  col += tui_put (canvas, row, col, canvas->cols, TUI_ACCENT | TUI_BOLD, name) + 1;
  return col + tui_put (canvas, row, col, canvas->cols, TUI_PLAIN, word) + 2;
}

void
tui_action_draw_keys (TuiApp *app, TuiCanvas *canvas, int row)
{
  guint context = tui_app_top (app)->class->context;
  const TuiAction *help = tui_action_find ('?', context);
  int end = canvas->cols - 1;
  int room = help != NULL ? end - (int) strlen ("? ") - tui_width (canvas, _ (help->brief)) - 2
                          : end;
  int col = 1;

  /* Whatever else is cut, the key that tells them all is there. */
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      int next;

      if (&actions[i] == help || actions[i].brief == NULL || (actions[i].contexts & context) == 0)
        continue;
      next = draw_key (app, canvas, row, col, room, &actions[i]);
      if (next < 0)
        break;
      col = next;
    }
  if (help != NULL)
    draw_key (app, canvas, row, col, end, help);
}
