/* An incident's milestones, in their order: when each was, and what brings about those to come.
 *
 * A time that an action sets is that action's to set; what a person writes is changed in a bar.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include <glib/gi18n.h>

#include "shared/base/m77-time.h"
#include "tui/actions/tui-actions.h"
#include "tui/screens/tui-act.h"
#include "tui/screens/tui-choice.h"
#include "tui/screens/tui-field-bar.h"
#include "tui/screens/tui-incident-private.h"
#include "tui/screens/tui-incident.h"

static const struct
{
  const char *field;
  const char *action; /* NULL: a person writes it */
} milestones[] = {
  { "started_at", NULL },         { "acknowledged_at", "acknowledge" },
  { "mitigated_at", "mitigate" }, { "resolved_at", "resolve" },
  { "closed_at", "close" },       { "next_update_due", NULL },
};

/* "03:01, 11m ago"; what is to come: "03:28, in 5m"; "not yet". Free with g_free. */
static char *
when_words (const M77Json *doc, const char *field, const TuiMoment *moment)
{
  const char *text = m77_json_get_string (doc, field);
  gint64 at = text != NULL ? m77_time_parse (text) : M77_TIME_NONE;
  g_autofree char *when = m77_time_short (at, moment->now, moment->zone);
  g_autofree char *age = m77_time_age (MIN (at, moment->now), MAX (at, moment->now));

  if (at == M77_TIME_NONE)
    return g_strdup (_ ("not yet"));
  if (at > moment->now)
    return g_strdup_printf (_ ("%s, in %s"), when, age);
  return g_strdup_printf (_ ("%s, %s ago"), when, age);
}

static void
milestone_chosen (TuiApp *app, const char *id, gpointer data)
{
  TuiRecord record;
  const M77Action *action;

  if (!tui_action_target (app, &record) || record.kind == NULL)
    return;
  action = m77_kind_action (record.kind, id);
  if (action != NULL)
    tui_act_open (app, &record, action);
  else
    tui_field_bar_open (app, &record, m77_kind_field (record.kind, id));
}

void
tui_incident_open_milestones (TuiApp *app)
{
  TuiDetail *self = (TuiDetail *) tui_app_top (app);
  TuiMoment moment = tui_app_moment (app);
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;
  TuiChoice *choice;

  if (app->read_only)
    tui_app_say (app, TUI_WARN, _ ("This session is read-only: W ends that"));
  if (app->read_only || self->row == NULL)
    return;
  name = tui_record_short_key (&self->record);
  title = g_strdup_printf (_ ("MILESTONES of %s"), name);
  choice = tui_choice_new (app, title, milestone_chosen, NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (milestones); i++)
    {
      const M77Kind *kind = self->record.kind;
      const M77Action *action = milestones[i].action != NULL
                                    ? m77_kind_action (kind, milestones[i].action)
                                    : NULL;
      gboolean is_set = m77_json_get_string (self->record.doc, milestones[i].field) != NULL;
      g_autofree char *when = when_words (self->record.doc, milestones[i].field, &moment);
      g_autofree char *refused = action != NULL && !is_set
                                     ? tui_act_refusal (app, &self->record, action)
                                     : NULL;
      g_autofree char *detail = action != NULL && !is_set
                                    ? g_strdup_printf (_ ("%s   Enter: %s"),
                                                       when,
                                                       tui_label (action->label))
                                    : g_steal_pointer (&when);

      tui_choice_add (choice,
                      action != NULL ? action->name : milestones[i].field,
                      "",
                      tui_label (m77_kind_field (kind, milestones[i].field)->label),
                      detail,
                      refused);
    }
  tui_choice_open (choice);
}
