/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include <glib/gi18n.h>

#include "shared/base/m77-time.h"
#include "shared/model/m77-incident.h"
#include "shared/model/m77-paging.h"
#include "tui/screens/tui-incident-private.h"

#define ALL_ROWS 18 /* of the screen: from here on the head has all of its rows */
#define TWO_ROWS 10
#define NARROW   60
#define SOON_MS  300000

static gint64
time_of (const M77Json *doc, const char *field)
{
  const char *text = m77_json_get_string (doc, field);

  return text != NULL ? m77_time_parse (text) : M77_TIME_NONE;
}

/* On few rows the line that tells it is rarely in sight; NULL: it has no such state. */
static const char *
decide_words (TuiDetail *self, TuiStyle *style)
{
  const char *state = self->record.state;

  if (g_strcmp0 (state, "conflict") == 0)
    {
      *style = TUI_CONFLICT | TUI_BOLD;
      return _ ("CONFLICT");
    }
  *style = TUI_BAD | TUI_BOLD;
  return g_strcmp0 (state, "rejected") == 0 ? _ ("REJECTED") : NULL;
}

/* "ack queued 03:10, held at 03:15": the most urgent of what waits here. */
static char *
waiting_words (TuiDetail *self, const TuiMoment *moment, TuiStyle *style)
{
  const M77Json *pending = self->record.pending;
  g_autofree char *what = tui_pending_words (pending);
  const M77Json *operation = NULL;
  g_autofree char *asked = NULL;
  const TuiCanvas *canvas = self->sections.canvas;

  if (canvas->rows < ALL_ROWS && decide_words (self, style) != NULL)
    return g_strdup (decide_words (self, style));
  if (what == NULL)
    return NULL;
  asked = m77_time_short (time_of (pending, "asked_at"), moment->now, moment->zone);
  *style = TUI_MINE;
  if (g_strcmp0 (m77_json_get_string (pending, "state"), "held") == 0)
    {
      *style = TUI_WARN | TUI_BOLD;
      return g_strdup_printf (_ ("%s %s: not sent"), what, asked);
    }
  if (canvas->cols < NARROW)
    return g_steal_pointer (&what);
  while ((operation = tui_incident_next_operation (self, operation)) != NULL)
    if (g_strcmp0 (m77_json_get_string (operation, "action"),
                   m77_json_get_string (pending, "action")) == 0)
      {
        gint64 until = time_of (operation, "expires_at");
        g_autofree char *held = m77_time_short (until, moment->now, moment->zone);

        if (until != M77_TIME_NONE)
          return g_strdup_printf (_ ("%s %s, held at %s"), what, asked, held);
      }
  return g_strdup_printf (_ ("%s %s, not delivered"), what, asked);
}

static void
draw_state (TuiDetail *self, TuiCanvas *canvas, const TuiRect *area, const TuiMoment *moment)
{
  const M77Json *doc = self->sections.record.doc;
  const M77Kind *kind = self->record.kind;
  const char *severity = m77_json_get_string (doc, "severity");
  const char *status = m77_json_get_string (doc, "status");
  const char *service = m77_json_get_string (doc, "service");
  g_autofree char *sev = tui_value_brief (m77_kind_field (kind, "severity"), severity);
  g_autofree char *state = tui_value_brief (m77_kind_field (kind, "status"), status);
  g_autofree char *age = tui_age_of (doc, "started_at", moment->now);
  g_autofree char *place = tui_record_place (&self->record);
  gint64 snoozed = time_of (doc, "snoozed_until");
  g_autofree char *level = NULL;
  int now = (int) m77_json_get_int (doc, "escalation_level", 0);
  guint levels = m77_paging_levels (tui_incident_policy (self));
  TuiStyle style = TUI_PLAIN;
  g_autofree char *waiting = waiting_words (self, moment, &style);
  int row = area->row;
  int end = area->col + area->cols;
  int col = area->col + 1;

  col += 1 + tui_put (canvas, row, col, end - col, tui_value_style (severity) | TUI_BOLD, sev);
  col += 1 + tui_put (canvas, row, col, end - col, tui_value_style (status) | TUI_BOLD, state);
  col += 2 + tui_put (canvas, row, col, end - col, TUI_PLAIN, age);
  /* Where not all fits, what waits comes before the service. */
  if (service != NULL && (canvas->cols >= NARROW || waiting == NULL))
    col += 1 + tui_put (canvas, row, col, end - col, TUI_PLAIN, service);
  col += 3 + tui_put (canvas, row, col, end - col, TUI_BOLD, place);
  if (waiting != NULL)
    col += 2 + tui_put (canvas, row, col, end - col, style, waiting);
  else if (snoozed > moment->now)
    {
      g_autofree char *until = m77_time_short (snoozed, moment->now, moment->zone);
      g_autofree char *words = g_strdup_printf (_ ("snoozed until %s"), until);

      col += 2 + tui_put (canvas, row, col, end - col, TUI_WARN, words);
    }
  level = levels > 0 ? g_strdup_printf (_ ("level %d of %u"), now, levels)
                     : g_strdup_printf (_ ("level %d"), now);
  if (end - col > tui_width (canvas, level))
    tui_put_right (canvas, row, end - 1, end - col, TUI_PLAIN, level);
}

/* "update due 03:28", and by how much it is late. */
static char *
update_words (const M77Json *doc, const TuiMoment *moment, TuiStyle *style)
{
  gint64 due = time_of (doc, "next_update_due");
  gboolean late;
  char *words = m77_incident_update_words (doc, moment->now, moment->zone, &late);

  *style = late                                                  ? TUI_BAD | TUI_BOLD
           : due != M77_TIME_NONE && due - moment->now < SOON_MS ? TUI_WARN
                                                                 : TUI_PLAIN;
  return words;
}

static void
draw_roles (TuiDetail *self, TuiCanvas *canvas, const TuiRect *area, const TuiMoment *moment)
{
  static const char *const roles[] = { "lead", "ops", "comms", "scribe" };
  const M77Json *doc = self->sections.record.doc;
  gboolean narrow = area->cols < 60;
  int end = area->col + area->cols;
  int col = area->col + 1;
  TuiStyle style;
  g_autofree char *update = update_words (doc, moment, &style);

  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    {
      const M77Field *field = m77_kind_field (self->record.kind, roles[i]);
      const char *who = m77_json_get_string (doc, roles[i]);

      if (narrow && who == NULL && i > 0)
        continue;
      col += 1 + tui_put (canvas,
                          area->row,
                          col,
                          end - col,
                          TUI_DIM,
                          tui_label (field->brief != NULL ? field->brief : field->label));
      col += 2 + tui_put (canvas,
                          area->row,
                          col,
                          end - col,
                          who == NULL && i == 0 ? TUI_WARN : TUI_PLAIN,
                          who != NULL ? who : "-");
    }
  if (end - col > tui_width (canvas, update) + 1)
    {
      col = MAX (col, MIN (area->col + 43, end - tui_width (canvas, update) - 1));
      col += 4 + tui_put (canvas, area->row, col, end - col, style, update);
    }
  if (m77_json_get_string (doc, "bridge") != NULL &&
      end - col > tui_width (canvas, _ ("bridge: y copies")))
    tui_put (canvas, area->row, col, end - col, TUI_DIM, _ ("bridge: y copies"));
}

static int
draw_words (TuiCanvas *canvas,
            const TuiRect *area,
            int row,
            const char *label,
            TuiStyle style,
            const char *words)
{
  int col = area->col + 1;

  if (words == NULL || *words == '\0')
    return 0;
  col += 1 + tui_put (canvas, row, col, area->cols, TUI_DIM, label);
  col = MAX (col, area->col + 9);
  tui_put (canvas, row, col, area->col + area->cols - col - 1, style, words);
  return 1;
}

/* Where it went; the other's number is not in hand, its id finds it. */
static char *
merged_words (const M77Json *doc)
{
  const char *into = m77_json_get_string (doc, "merged_into");

  return into != NULL ? g_strdup_printf (_ ("merged into another; under LINKED Enter opens it"))
                      : NULL;
}

int
tui_incident_head (TuiDetail *self, TuiCanvas *canvas, const TuiRect *area)
{
  TuiMoment moment = tui_app_moment (self->base.app);
  const M77Json *doc = self->sections.record.doc;
  const char *impact = m77_json_get_string (doc, "impact");
  g_autofree char *next = tui_incident_next_words (self, &moment);
  g_autofree char *merged = merged_words (doc);
  TuiRect line = *area;

  draw_state (self, canvas, &line, &moment);
  line.row++;
  if (canvas->rows < TWO_ROWS)
    return 1;
  draw_roles (self, canvas, &line, &moment);
  line.row++;
  if (canvas->rows >= ALL_ROWS)
    {
      line.row += draw_words (canvas, area, line.row, _ ("Impact"), TUI_PLAIN, impact);
      line.row += draw_words (canvas, area, line.row, _ ("Merged"), TUI_WARN, merged);
    }
  if (!self->is_wide)
    line.row += draw_words (canvas,
                            area,
                            line.row,
                            _ ("Next"),
                            tui_app_is_online (self->base.app) ? TUI_PLAIN : TUI_WARN,
                            next);
  return line.row - area->row;
}
