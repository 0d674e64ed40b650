/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include <glib/gi18n.h>

#include "shared/base/m77-time.h"
#include "shared/model/m77-record.h"
#include "tui/screens/tui-detail-private.h"
#include "tui/screens/tui-foot.h"
#include "tui/screens/tui-trail.h"

#define SECOND_COL 40 /* where the second field of a line begins */

#define LINKS_EACH 5
#define SIDE_PART  38 /* of a hundred columns */
#define SIDE_GAP   2

/* ---- What stands over the sections ---- */

static void
add_action (TuiDetail *self, const TuiMoment *moment, const char *action)
{
  const M77Json *pending = self->record.pending;
  gboolean held = g_strcmp0 (m77_json_get_string (pending, "state"), "held") == 0;
  g_autofree char *asked = tui_age_of (pending, "asked_at", moment->now);
  g_autofree char *ago = g_strcmp0 (asked, _ ("now")) == 0 ? g_strdup (asked)
                                                           : g_strdup_printf (_ ("%s ago"), asked);

  tui_line_printf (tui_page_add (&self->page, TUI_LINE_TEXT, "w:action"),
                   1,
                   0,
                   held ? TUI_WARN | TUI_BOLD : TUI_MINE,
                   held ? _ ("%s HELD, asked %s: not sent; i confirms or drops it")
                        : _ ("%s queued, asked %s: NOT DELIVERED; the state is the platform's"),
                   action,
                   ago);
}

void
tui_detail_add_state (TuiDetail *self)
{
  static const struct
  {
    const char *state;
    TuiStyle style;
    const char *words;
  } states[] = {
    { "pending", TUI_MINE, N_ ("Changed here, not on the platform yet") },
    { "waiting", TUI_MINE, N_ ("Changed here; waits for an earlier operation on this record") },
    { "conflict",
      TUI_CONFLICT | TUI_BOLD,
      N_ ("CONFLICT: both sides changed it. Yours is kept; i decides it") },
    { "rejected",
      TUI_BAD | TUI_BOLD,
      N_ ("REJECTED by the platform: i shows why and what can be done") },
  };
  gboolean acts = m77_json_get_string (self->record.pending, "action") != NULL;

  for (guint i = acts ? 1 : 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (self->record.state, states[i].state) == 0)
      tui_line_span (tui_page_add (&self->page, TUI_LINE_TEXT, "w:state"),
                     1,
                     0,
                     states[i].style,
                     _ (states[i].words));
}

void
tui_detail_add_pending (TuiDetail *self)
{
  const char *action = m77_json_get_string (self->record.pending, "action");

  if (action != NULL)
    add_action (self, &self->sections.moment, action);
  tui_detail_add_state (self);
}

static void
add_headline (TuiDetail *self)
{
  const TuiRecord *record = &self->record;
  const char *state = m77_record_state (record->kind, record->doc);
  const char *service = m77_json_get_string (record->doc, "service");
  const char *severity = m77_json_get_string (record->doc, "severity");
  const M77Field *ranked = m77_kind_field (record->kind, "severity");
  g_autofree char *place = tui_record_place (record);
  TuiLine *line;
  int col = 1;

  if (state == NULL && service == NULL && tui_record_environment (record) == NULL &&
      (severity == NULL || ranked == NULL))
    return;
  line = tui_page_add (&self->page, TUI_LINE_TEXT, "w:head");
  if (ranked != NULL)
    {
      g_autofree char *brief = tui_value_brief (ranked, severity);

      tui_line_span (line, col, 0, tui_value_style (severity), brief);
      tui_line_span (line, -1, 0, TUI_PLAIN, " ");
      col = -1;
    }
  if (state != NULL)
    {
      const M77Field *field = m77_kind_field (record->kind, record->kind->state_field);
      g_autofree char *brief = tui_value_brief (field, state);

      tui_line_span (line, col, 0, tui_value_style (state) | TUI_BOLD, brief);
      col = -1;
    }
  if (service != NULL)
    {
      tui_line_printf (line, col, 0, TUI_PLAIN, "%s%s", col < 0 ? "  " : "", service);
      col = -1;
    }
  if (tui_record_environment (record) != NULL)
    tui_line_printf (line, col, 0, TUI_BOLD, " %s", place);
}

/* ---- The page ---- */

static void
fill_raw (TuiPage *page, gconstpointer item, gpointer data)
{
  tui_line_span (tui_page_add (page, TUI_LINE_TEXT, NULL), 1, 0, TUI_PLAIN, item);
}

static void
add_raw (TuiDetail *self)
{
  for (guint i = 0; i < self->raw->len; i++)
    {
      g_autofree char *id = g_strdup_printf ("j:%u", i);

      tui_page_add_lazy (&self->page, id, fill_raw, self->raw->pdata[i], self);
    }
}

static void
add_links (TuiDetail *self)
{
  g_autofree char *words = tui_links_words (&self->links);

  if (*words != '\0' && tui_sections_heading (&self->sections, "h:linked", _ ("Linked"), 0, words))
    tui_links_add (&self->links, &self->sections, LINKS_EACH);
}

static void
add_sections (TuiDetail *self)
{
  const M77Kind *kind = self->record.kind;

  if (kind != NULL)
    {
      add_headline (self);
      tui_detail_add_pending (self);
      tui_sections_add_short (&self->sections, NULL);
      for (const M77Field *field = kind->fields; field->name != NULL; field++)
        if (tui_sections_is_long (field))
          tui_sections_add_long (&self->sections, field);
      if (!self->is_wide)
        add_links (self);
      tui_sections_add_empty (&self->sections, NULL);
    }
  else
    tui_detail_add_pending (self);
  tui_sections_add_unknown (&self->sections);
}

/* What the page is made of, as a number that is another one when any of it is. */
static guint
make_stamp (TuiDetail *self, int cols)
{
  guint changes = self->changes;

  if (self->view != NULL && self->view->stamp != NULL)
    changes = changes * 31 + self->view->stamp (self);
  return tui_foot_stamp (self->base.app, changes, cols);
}

static void
build (TuiDetail *self, TuiCanvas *canvas, int cols, int side_cols)
{
  TuiMoment moment = tui_app_moment (self->base.app);
  guint stamp = make_stamp (self, canvas->cols);

  if (tui_page_is_built (&self->page, stamp))
    return;
  tui_sections_begin (&self->sections, &self->record, &moment, canvas, cols);
  tui_sections_begin (&self->side_sections, &self->record, &moment, canvas, side_cols);
  if (self->raw != NULL)
    add_raw (self);
  else if (self->view != NULL)
    self->view->add (self);
  else
    add_sections (self);
  if (self->is_wide && self->view != NULL && self->view->add_side != NULL)
    self->view->add_side (self);
  if (self->is_wide)
    tui_links_add (&self->links, &self->side_sections, LINKS_EACH);
  tui_page_is_built (&self->page, stamp);
  g_clear_pointer (&self->before, m77_json_pool_free);
}

/* ---- The screen ---- */

static void
draw_title (TuiDetail *self, TuiCanvas *canvas, const TuiRect *area)
{
  const TuiRecord *record = &self->record;
  TuiMoment moment = tui_app_moment (self->base.app);
  g_autofree char *before = tui_app_crumbs (self->base.app, &self->base);
  g_autofree char *plural = g_utf8_strup (record->kind != NULL ? tui_label (record->kind->plural)
                                                               : self->kind_name,
                                          -1);
  g_autofree char *name = self->row != NULL ? tui_record_short_key (record) : g_strdup (self->key);
  g_autofree char *title = self->row != NULL ? tui_record_title (record) : g_strdup ("");
  g_autofree char *when = m77_time_short (record->updated_at, moment.now, moment.zone);
  g_autofree char *right = NULL;
  g_autofree char *crumbs = NULL;
  const char *by = m77_json_get_string (self->row, "updated_by");

  if (*before == '\0')
    {
      g_free (before);
      before = g_strdup_printf ("%s %s ", plural, tui_glyph (canvas, TUI_GLYPH_FOLDED));
    }
  crumbs = g_strdup_printf ("%s%s%s%s",
                            before,
                            name,
                            *title == '\0' || g_str_equal (name, title) ? "" : " ",
                            g_str_equal (name, title) ? "" : title);
  if (self->row != NULL && record->version == 0)
    right = g_strdup (_ ("made here"));
  else if (self->row != NULL && *when != '\0')
    right = by != NULL ? g_strdup_printf (_ ("v%d %s, %s"), (int) record->version, when, by)
                       : g_strdup_printf (_ ("v%d %s"), (int) record->version, when);
  tui_draw_title (canvas, area, crumbs, NULL, right);
}

static void
draw_missing (TuiDetail *self, TuiCanvas *canvas, const TuiRect *body)
{
  tui_draw_words (canvas,
                  body,
                  self->question.error != NULL ? TUI_BAD : TUI_DIM,
                  self->question.error != NULL ? self->question.error
                  : self->question.asking      ? _ (". . .   reading")
                                               : _ ("Not here: no agent yet"));
}

/* How far one is in it, where it is longer than the screen. */
static void
draw_place (TuiDetail *self, TuiCanvas *canvas, const TuiRect *body)
{
  int last = MIN (self->page.top + body->rows, (int) self->page.lines->len);
  g_autofree char *place = g_strdup_printf ("%d-%d/%u",
                                            self->page.top + 1,
                                            last,
                                            self->page.lines->len);

  if ((int) self->page.lines->len > body->rows)
    tui_put_right (canvas, body->row + body->rows, body->cols - 1, 16, TUI_DIM, place);
}

/* The second field of a line has the cursor where the person went to it. */
static void
draw_second (TuiDetail *self, TuiCanvas *canvas, const TuiRect *body)
{
  TuiLine *line = tui_page_current (&self->page);

  self->second = self->second && line != NULL && line->ids != NULL && !self->on_side;
  if (!self->second || canvas->cursor_row < 0)
    return;
  tui_put (canvas, canvas->cursor_row, body->col, 1, TUI_TINT, " ");
  canvas->cursor_col = body->col + SECOND_COL;
  tui_put_glyph (canvas,
                 canvas->cursor_row,
                 canvas->cursor_col,
                 TUI_ACCENT | TUI_BOLD | TUI_TINT,
                 TUI_GLYPH_CURSOR);
}

static void
draw_side (TuiDetail *self, TuiCanvas *canvas, const TuiRect *area)
{
  TuiRect body = { area->row + 1, area->col, area->rows - 1, area->cols };

  tui_draw_title (canvas, area, _ ("LINKED"), NULL, NULL);
  if (self->side.lines->len == 0)
    tui_put (canvas, body.row, body.col + 1, body.cols - 2, TUI_DIM, _ ("nothing"));
  tui_page_draw (&self->side, canvas, &body, self->on_side);
}

/* The record's own part of the screen, without its title. */
static void
draw_body (TuiDetail *self, TuiCanvas *canvas, TuiRect body)
{
  if (self->view != NULL && self->view->head != NULL && self->raw == NULL)
    {
      int rows = self->view->head (self, canvas, &body);

      body.row += rows;
      body.rows -= rows;
    }
  if (body.rows <= 0)
    return;
  if (self->view != NULL && self->view->drawn != NULL && self->raw == NULL)
    {
      self->page.height = body.rows;
      self->view->drawn (self);
    }
  tui_page_draw (&self->page, canvas, &body, !self->on_side);
  draw_second (self, canvas, &body);
  if (canvas->rows >= 8)
    draw_place (self, canvas, &body);
}

void
tui_detail_draw (TuiScreen *screen, TuiCanvas *canvas, const TuiRect *area)
{
  TuiDetail *self = (TuiDetail *) screen;
  TuiRect left = *area;
  TuiRect right = *area;

  self->is_wide = area->cols >= TUI_DETAIL_WIDE && self->raw == NULL && self->row != NULL;
  self->on_side = self->on_side && self->is_wide;
  if (self->is_wide)
    {
      right.cols = area->cols * SIDE_PART / 100;
      left.cols = area->cols - right.cols - SIDE_GAP;
      right.col = left.cols + SIDE_GAP;
    }
  if (self->row != NULL)
    build (self, canvas, left.cols, right.cols);
  if (self->is_wide)
    draw_side (self, canvas, &right);
  if (canvas->rows >= 8)
    {
      draw_title (self, canvas, &left);
      left.row++;
      left.rows--;
    }
  if (left.rows <= 0)
    return;
  if (self->row == NULL)
    draw_missing (self, canvas, &left);
  else
    draw_body (self, canvas, left);
}
