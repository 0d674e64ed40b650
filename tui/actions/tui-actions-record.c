/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-actions"

#include "config.h"

#include <glib/gi18n.h>

#include "shared/model/m77-incident.h"
#include "tui/actions/tui-actions.h"
#include "tui/screens/tui-act.h"
#include "tui/screens/tui-alerts-ack.h"
#include "tui/screens/tui-field-bar.h"
#include "tui/screens/tui-form.h"
#include "tui/screens/tui-history.h"
#include "tui/screens/tui-inbox-keys.h"
#include "tui/screens/tui-inbox.h"
#include "tui/screens/tui-list-many.h"
#include "tui/screens/tui-list.h"
#include "tui/screens/tui-note.h"
#include "tui/screens/tui-overview.h"
#include "tui/screens/tui-undo.h"
#include "tui/screens/tui-ways.h"
#include "tui/screens/tui-work.h"

static char *
refuse_edit (TuiApp *app)
{
  TuiRecord record;

  if (tui_list_many (app) != NULL)
    return NULL;
  if (!tui_action_target (app, &record))
    return tui_action_refuse_without_record (app);
  if (record.kind == NULL)
    return g_strdup (_ ("a kind of a later version"));
  return NULL;
}

static char *
refuse_acknowledge (TuiApp *app)
{
  TuiScreen *many = tui_list_many (app);
  TuiRecord record;
  const M77Action *action;

  if (many != NULL)
    return m77_kind_action (tui_list_kind (many), "acknowledge") != NULL
               ? NULL
               : g_strdup (_ ("this kind is not acknowledged"));
  if (tui_overview_alert_group (tui_app_top (app)) != NULL)
    return tui_alerts_ack_refusal (app, tui_overview_alert_group (tui_app_top (app)));
  if (!tui_action_target (app, &record))
    return tui_action_refuse_without_record (app);
  action = record.kind != NULL ? m77_kind_action (record.kind, "acknowledge") : NULL;
  if (action == NULL)
    return g_strdup (_ ("this kind is not acknowledged"));
  return tui_act_refusal (app, &record, action);
}

static char *
refuse_note (TuiApp *app)
{
  TuiScreen *many = tui_list_many (app);
  TuiRecord record;

  if (many != NULL)
    return m77_note_field (tui_list_kind (many)) != NULL ? NULL
                                                         : g_strdup (_ ("this kind has no log"));
  if (!tui_action_target (app, &record))
    return tui_action_refuse_without_record (app);
  return m77_note_field (record.kind) != NULL ? NULL : g_strdup (_ ("this kind has no log"));
}

static char *
refuse_verbs (TuiApp *app)
{
  return tui_list_many (app) != NULL ? NULL : tui_action_refuse_without_record (app);
}

static void
run_acknowledge (TuiApp *app, int argument)
{
  TuiScreen *many = tui_list_many (app);
  TuiRecord record;

  if (many != NULL)
    tui_list_many_act (many, m77_kind_action (tui_list_kind (many), "acknowledge"));
  else if (tui_overview_alert_group (tui_app_top (app)) != NULL)
    tui_alerts_ack_open (app, tui_overview_alert_group (tui_app_top (app)));
  else if (tui_action_target (app, &record))
    tui_act_open (app, &record, m77_kind_action (record.kind, "acknowledge"));
}

static void
run_note (TuiApp *app, int argument)
{
  TuiScreen *many = tui_list_many (app);
  TuiRecord record;

  if (many != NULL)
    tui_list_many_note (many);
  else if (tui_action_target (app, &record))
    tui_note_open (app, &record);
}

static void
run_verbs (TuiApp *app, int argument)
{
  TuiScreen *many = tui_list_many (app);
  TuiRecord record;

  if (many != NULL)
    tui_list_many_verbs (many);
  else if (tui_action_target (app, &record))
    tui_act_open_verbs (app, &record);
}

static void
run_edit (TuiApp *app, int argument)
{
  TuiScreen *many = tui_list_many (app);
  TuiRecord record;

  if (many != NULL)
    tui_list_many_edit (many);
  else if (tui_action_target (app, &record) && tui_act_may_edit (app, &record))
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
  else if (tui_action_target (app, &record) && record.kind != NULL)
    kind = record.kind;
  tui_form_open_create (app, kind);
}

static void
run_undo (TuiApp *app, int redo)
{
  tui_undo_open (app, redo);
}

static void
run_history (TuiApp *app, int argument)
{
  TuiRecord record;

  if (tui_action_target (app, &record))
    tui_app_push (app, tui_history_new (app, &record));
}

static const M77Action *
action_of (const TuiRecord *record, const char *name)
{
  return record->kind != NULL ? m77_kind_action (record->kind, name) : NULL;
}

static char *
refuse_action (TuiApp *app, const char *name, const char *why)
{
  TuiRecord record;

  if (!tui_action_target (app, &record))
    return tui_action_refuse_without_record (app);
  if (action_of (&record, name) == NULL)
    return g_strdup (why);
  return tui_act_refusal (app, &record, action_of (&record, name));
}

static char *
refuse_snooze (TuiApp *app)
{
  TuiScreen *many = tui_list_many (app);

  if (many != NULL)
    return m77_kind_action (tui_list_kind (many), "snooze") != NULL
               ? NULL
               : g_strdup (_ ("this kind is not snoozed"));
  return refuse_action (app, "snooze", _ ("this kind is not snoozed"));
}

static char *
refuse_silence (TuiApp *app)
{
  if (tui_list_many (app) != NULL)
    return g_strdup (_ ("a silence is of one alert or group: Esc unmarks"));
  return refuse_action (app, "silence", _ ("not an alert"));
}

static char *
refuse_assign (TuiApp *app)
{
  TuiScreen *many = tui_list_many (app);
  TuiRecord record;

  if (many != NULL)
    return tui_field_bar_assignee (tui_list_kind (many)) != NULL ? NULL
                                                                 : g_strdup (_ ("it is nobody's"));
  if (!tui_action_target (app, &record))
    return tui_action_refuse_without_record (app);
  return tui_field_bar_assignee (record.kind) != NULL ? NULL : g_strdup (_ ("it is nobody's"));
}

static void
run_snooze (TuiApp *app, int argument)
{
  TuiScreen *many = tui_list_many (app);
  TuiRecord record;

  if (many != NULL)
    tui_list_many_act (many, m77_kind_action (tui_list_kind (many), "snooze"));
  else if (tui_action_target (app, &record))
    tui_act_open (app, &record, action_of (&record, "snooze"));
}

static void
run_silence (TuiApp *app, int argument)
{
  TuiRecord record;

  if (tui_action_target (app, &record))
    tui_act_open_silence (app, &record);
}

static void
run_assign (TuiApp *app, int argument)
{
  TuiScreen *many = tui_list_many (app);
  TuiRecord record;

  if (many != NULL)
    tui_list_many_assign (many);
  else if (tui_action_target (app, &record))
    tui_field_bar_open (app, &record, tui_field_bar_assignee (record.kind));
}

// clang-format off
static const TuiAction rows[] = {
  { 'a', 0, "acknowledge", NULL, N_ ("ack"), TUI_GROUP_DO, TUI_ON_RECORDS, refuse_acknowledge, run_acknowledge, 0 },
  { 'n', 0, "note", NULL, N_ ("note"), TUI_GROUP_DO, TUI_ON_RECORDS | TUI_ON_BOARDS, refuse_note, run_note, 0 },
  { 'A', 0, "assign", NULL, NULL, TUI_GROUP_DO, TUI_ON_RECORDS, refuse_assign, run_assign, 0 },
  { 'z', 0, "snooze", NULL, NULL, TUI_GROUP_DO, TUI_ON_RECORDS, refuse_snooze, run_snooze, 0 },
  { 'm', 0, "silence", NULL, NULL, TUI_GROUP_DO, TUI_ON_RECORDS, refuse_silence, run_silence, 0 },
  { 'e', 0, "edit", NULL, N_ ("edit"), TUI_GROUP_DO, TUI_ON_LIST | TUI_ON_DETAIL | TUI_ON_DEPLOYMENT | TUI_ON_ONCALL, refuse_edit, run_edit, 0 },
  { 'c', 0, "create", NULL, NULL, TUI_GROUP_DO, TUI_ON_RECORDS, NULL, run_create, 0 },
  { '.', 0, "actions", NULL, N_ ("actions"), TUI_GROUP_DO, TUI_ON_RECORDS | TUI_ON_ALERTS | TUI_ON_ONCALL, refuse_verbs, run_verbs, 0 },
  { 'u', 0, "undo", NULL, NULL, TUI_GROUP_DO, TUI_ON_ALL, NULL, run_undo, FALSE },
  { 'U', 0, "redo", NULL, NULL, TUI_GROUP_DO, TUI_ON_ALL, NULL, run_undo, TRUE },
  { 'H', 0, "history", NULL, NULL, TUI_GROUP_GO, TUI_ON_RECORDS | TUI_ON_BOARDS, tui_action_refuse_without_record, run_history, 0 },
};
// clang-format on

const TuiActionTable tui_actions_record = { rows, G_N_ELEMENTS (rows) };
