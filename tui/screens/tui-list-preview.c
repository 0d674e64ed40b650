/* The pane that shows the record under the cursor: beside the list from 110 columns, else below.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include <glib/gi18n.h>

#include "tui/screens/tui-list-private.h"

#define BESIDE_FROM 110 /* columns of the screen */
#define BELOW_FROM  12  /* rows of the list: with fewer there is none */
#define GAP         2

gboolean
tui_list_split_preview (TuiList *self, TuiRect *area, TuiRect *pane)
{
  *pane = *area;
  if (!self->view->preview)
    return FALSE;
  if (area->cols >= BESIDE_FROM)
    {
      pane->cols = area->cols * 2 / 5;
      pane->col = area->col + area->cols - pane->cols;
      area->cols -= pane->cols + GAP;
      return TRUE;
    }
  if (area->rows < BELOW_FROM)
    return FALSE;
  pane->rows = area->rows / 2;
  pane->row = area->row + area->rows - pane->rows;
  area->rows -= pane->rows;
  return TRUE;
}

static void
build (TuiList *self, const TuiRecord *record, TuiCanvas *canvas, int cols)
{
  TuiMoment moment = tui_app_moment (self->base.app);
  g_autofree char *pending = tui_pending_words (record->pending);

  tui_sections_begin (&self->sections, record, &moment, canvas, cols);
  if (pending != NULL)
    tui_line_span (tui_page_add (&self->page, TUI_LINE_TEXT, NULL),
                   1,
                   0,
                   TUI_WARN | TUI_BOLD,
                   pending);
  if (record->kind == NULL)
    {
      tui_sections_add_unknown (&self->sections);
      return;
    }
  tui_sections_add_short (&self->sections, NULL);
  for (const M77Field *field = record->kind->fields; field->name != NULL; field++)
    if (tui_sections_is_long (field))
      tui_sections_add_long (&self->sections, field);
}

static void
draw_group (TuiCanvas *canvas, const TuiRect *body, M77Heading *heading)
{
  const M77ListGroup *group = m77_heading_group (heading);
  g_autofree char *text = g_strdup_printf (ngettext ("%u record, %u open",
                                                     "%u records, %u open",
                                                     group->rows),
                                           group->rows,
                                           group->open);

  tui_put (canvas, body->row, body->col + 1, body->cols - 2, TUI_PLAIN, text);
}

void
tui_list_draw_preview (TuiList *self, TuiCanvas *canvas, const TuiRect *pane)
{
  gpointer item = tui_table_current (&self->table);
  TuiRect body = { pane->row + 1, pane->col, pane->rows - 1, pane->cols };
  TuiRecord record;
  g_autofree char *name = NULL;
  g_autofree char *title = NULL;
  g_autofree char *words = NULL;

  if (M77_IS_HEADING (item) || item == NULL || !tui_record_from_row (&record, item))
    {
      tui_draw_title (canvas, pane, _ ("PREVIEW"), NULL, NULL);
      if (M77_IS_HEADING (item))
        draw_group (canvas, &body, item);
      return;
    }
  name = tui_record_short_key (&record);
  title = tui_record_title (&record);
  words = g_str_equal (name, title) ? g_strdup (name) : g_strdup_printf ("%s %s", name, title);
  tui_draw_title (canvas, pane, words, NULL, NULL);
  build (self, &record, canvas, body.cols);
  tui_page_draw (&self->page, canvas, &body, self->in_preview);
}

gboolean
tui_list_key_preview (TuiList *self, TuiKey key)
{
  TuiLine *line = tui_page_current (&self->page);

  if (key == TUI_KEY_TAB || key == TUI_KEY_BACKTAB || key == TUI_KEY_ESC)
    {
      self->in_preview = FALSE;
      return TRUE;
    }
  if (key == ' ' || key == TUI_KEY_ENTER)
    {
      if (line != NULL && line->type == TUI_LINE_HEADING && line->id != NULL)
        tui_sections_turn (&self->sections, line->id);
      return line != NULL && (key == ' ' || line->type == TUI_LINE_HEADING);
    }
  return tui_page_key (&self->page, key);
}
