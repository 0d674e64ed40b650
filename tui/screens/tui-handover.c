/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-handover.h"

#include <glib/gi18n.h>

#include "shared/model/m77-duty.h"
#include "shared/model/m77-handover.h"
#include "tui/screens/tui-prompt.h"
#include "tui/screens/tui-work.h"

#define OPEN_MOST 200 /* of a kind */
#define N_KINDS   3

/* The bar's: the schedule as it was, and what is open, read while one types. */
typedef struct
{
  M77JsonPool *pool;
  const M77Json *schedule;
  GListModel *open[N_KINDS];
} Handing;

static void
free_handing (gpointer data)
{
  Handing *self = data;

  for (guint i = 0; i < N_KINDS; i++)
    g_object_unref (self->open[i]);
  m77_json_pool_free (self->pool);
  g_free (self);
}

static gboolean
is_here (Handing *self)
{
  for (guint i = 0; i < N_KINDS; i++)
    if (M77_IS_LIST (self->open[i]) && m77_list_is_loading (M77_LIST (self->open[i])))
      return FALSE;
  return TRUE;
}

static void
add_open (M77Handover *handover, GListModel *open)
{
  for (guint i = 0; i < MIN (g_list_model_get_n_items (open), OPEN_MOST); i++)
    {
      g_autoptr (M77Row) row = g_list_model_get_item (open, i);
      TuiRecord record;

      if (tui_record_from_row (&record, row) && record.kind != NULL)
        m77_handover_add (handover, record.kind, record.id, record.doc);
    }
}

static gboolean
hand_done (TuiPrompt *prompt, gpointer data)
{
  Handing *self = data;
  TuiApp *app = tui_prompt_app (prompt);
  TuiMoment moment = tui_app_moment (app);
  const char *to = tui_prompt_text (prompt, 0);
  M77Handover *handover;

  if (*to == '@')
    to++;
  if (*to == '\0')
    {
      tui_prompt_fault (prompt, 0, _ ("who takes over?"));
      return FALSE;
    }
  if (!is_here (self))
    {
      tui_prompt_fault (prompt, 0, _ ("what is open is still being read"));
      return FALSE;
    }
  handover = m77_handover_new (self->pool,
                               self->schedule,
                               tui_app_member (app),
                               to,
                               moment.now,
                               moment.zone);
  for (guint i = 0; i < N_KINDS; i++)
    add_open (handover, self->open[i]);
  return tui_prompt_is_taken (prompt,
                              tui_work_create (app, "handover", m77_handover_end (handover)) !=
                                  NULL);
}

void
tui_handover_open (TuiApp *app, const TuiRecord *schedule)
{
  const char *const *kinds = m77_handover_kinds ();
  Handing *self = g_new0 (Handing, 1);
  g_autofree char *title = NULL;
  TuiPrompt *prompt;
  M77Duty next;

  self->pool = m77_json_pool_new ();
  self->schedule = m77_json_copy (self->pool, schedule->doc);
  for (guint i = 0; i < N_KINDS; i++)
    {
      self->open[i] = app->open_list (app, kinds[2 * i], kinds[2 * i + 1], "");
      if (M77_IS_LIST (self->open[i]))
        m77_list_look_at (M77_LIST (self->open[i]), 0, OPEN_MOST);
    }
  title = g_strdup_printf (_ ("HAND OVER %s"), m77_json_get_string (self->schedule, "name"));
  prompt = tui_prompt_new (app, title, NULL, _ ("draft"), hand_done, self, free_handing);
  tui_prompt_add_info (prompt,
                       TUI_PLAIN,
                       _ ("Drafts it here with what is open: incidents, deployments, silences. e "
                          "edits it, . offers it."));
  tui_prompt_add_field (prompt,
                        _ ("to:"),
                        m77_duty_next (self->schedule, m77_runtime_now (app->runtime), &next) &&
                                next.member != NULL
                            ? next.member
                            : "");
  tui_prompt_open (prompt);
}
