/* The overlay of a list's fields: which are columns, in which order and how wide (C), and which
 * the rows are sorted by (s). What is chosen is seen at once; Esc puts it back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include <glib/gi18n.h>

#include "tui/screens/tui-list-private.h"

#define LABEL_MOST 28 /* cells; half of a narrow screen */
#define WIDTH_STEP 2

typedef struct
{
  TuiPanel panel;
  TuiList *list;
  gboolean sorting;
  M77View *before; /* as it was when this was opened */
  int label;       /* cells */
  TuiPage page;
} FieldsPanel;

static const M77Field *
field_of (FieldsPanel *self, const char *name)
{
  return name != NULL ? m77_kind_field (self->list->kind, name) : NULL;
}

/* The field under the cursor; NULL: none. */
static const M77Field *
current (FieldsPanel *self)
{
  TuiLine *line = tui_page_current (&self->page);

  return line != NULL ? field_of (self, line->id) : NULL;
}

static TuiLine *
add_line (FieldsPanel *self, const M77Field *field)
{
  TuiLine *line = tui_page_add (&self->page, TUI_LINE_TEXT, field->name);

  tui_line_span (line, 6, self->label, TUI_PLAIN, tui_label (field->label));
  return line;
}

static void
add_column (FieldsPanel *self, const M77Field *field, guint width)
{
  TuiLine *line = add_line (self, field);
  const TuiTable *table = &self->list->table;
  int wide = 0;

  for (guint c = 0; c < self->list->fields->len; c++)
    if (self->list->fields->pdata[c] == field)
      wide = g_array_index (table->columns, TuiColumn, c).width;
  tui_line_span (line, 3, 0, TUI_ACCENT | TUI_BOLD, "x");
  if (width > 0)
    tui_line_printf (line, 6 + self->label, 0, TUI_PLAIN, _ ("%u wide"), width);
  else
    tui_line_span (line, 6 + self->label, 0, TUI_DIM, _ ("as wide as needed"));
  if (wide == 0 && g_strcmp0 (field->name, self->list->view->group) != 0)
    tui_line_span (line, -1, 0, TUI_WARN, _ ("  does not fit now"));
}

static void
build_columns (FieldsPanel *self)
{
  const M77View *view = self->list->view;
  g_autoptr (GArray) columns = m77_view_shown_columns (view, self->list->kind);
  const M77Field *fields[] = { self->list->kind->fields, m77_envelope_fields () };

  for (guint i = 0; i < columns->len; i++)
    {
      const M77ViewColumn *column = &g_array_index (columns, M77ViewColumn, i);

      add_column (self, field_of (self, column->field), column->width);
    }
  for (guint part = 0; part < G_N_ELEMENTS (fields); part++)
    for (const M77Field *field = fields[part]; field->name != NULL; field++)
      {
        gboolean shown = FALSE;

        for (guint i = 0; i < columns->len && !shown; i++)
          shown = g_str_equal (g_array_index (columns, M77ViewColumn, i).field, field->name);
        if (!shown && (field->flags & M77_FIELD_SECRET) == 0)
          add_line (self, field);
      }
}

static void
add_sort (FieldsPanel *self, const M77Field *field)
{
  guint place = 0;
  int now = m77_sort_direction (tui_list_sort (&self->list->base), field->name, &place);
  gboolean is_time = field->type == M77_TYPE_TIME;
  TuiLine *line = add_line (self, field);

  if (now == 0)
    return;
  tui_line_printf (line, 3, 0, TUI_ACCENT | TUI_BOLD, "%u", place + 1);
  tui_line_span (line,
                 6 + self->label,
                 0,
                 TUI_PLAIN,
                 now < 0   ? is_time ? _ ("newest first") : _ ("down")
                   : is_time ? _ ("oldest first")
                           : _ ("up"));
}

/* Columns first: what is seen is what is mostly sorted by. */
static void
build_sorts (FieldsPanel *self)
{
  const M77Field *fields[] = { self->list->kind->fields, m77_envelope_fields () };

  for (guint c = 0; c < self->list->fields->len; c++)
    if (m77_field_sorts (self->list->fields->pdata[c]))
      add_sort (self, self->list->fields->pdata[c]);
  for (guint part = 0; part < G_N_ELEMENTS (fields); part++)
    for (const M77Field *field = fields[part]; field->name != NULL; field++)
      if (m77_field_sorts (field) && !g_ptr_array_find (self->list->fields, field, NULL))
        add_sort (self, field);
}

static void
build (FieldsPanel *self)
{
  tui_page_begin (&self->page);
  if (self->sorting)
    build_sorts (self);
  else
    build_columns (self);
}

static int
measure_fields (TuiPanel *panel, TuiCanvas *canvas, int rows)
{
  FieldsPanel *self = (FieldsPanel *) panel;

  self->label = MIN (LABEL_MOST, canvas->cols / 2 - 6);
  build (self);
  /* The list above stays in sight: what is chosen is seen in it. */
  return CLAMP ((int) self->page.lines->len + 2, 3, MAX (rows * 3 / 5, 4));
}

static void
draw_keys (FieldsPanel *self, TuiCanvas *canvas, int row)
{
  static const char *const sort_keys[] = {
    "Enter", N_ ("by it, turn round"), "Space", N_ ("and by it"), "Del", N_ ("not"),
    "Esc",   N_ ("as before"),         NULL
  };
  static const char *const column_keys[] = { "Space", N_ ("show"),  "K J", N_ ("move"),
                                             "- +",   N_ ("width"), "=",   N_ ("all as needed"),
                                             "Enter", N_ ("done"),  "Esc", N_ ("as before"),
                                             NULL };
  const char *const *keys = self->sorting ? sort_keys : column_keys;
  int col = 1;

  for (guint i = 0; keys[i] != NULL && col < canvas->cols - 4; i += 2)
    {
      col += tui_put (canvas, row, col, canvas->cols - col, TUI_ACCENT | TUI_BOLD, keys[i]) + 1;
      col += tui_put (canvas, row, col, canvas->cols - col, TUI_PLAIN, _ (keys[i + 1])) + 2;
    }
}

static void
draw_fields (TuiPanel *panel, TuiCanvas *canvas, const TuiRect *area)
{
  FieldsPanel *self = (FieldsPanel *) panel;
  TuiRect body = { area->row + 1, area->col, area->rows - 2, area->cols };

  build (self);
  tui_draw_title (canvas, area, self->sorting ? _ ("SORT by") : _ ("COLUMNS"), NULL, NULL);
  tui_page_draw (&self->page, canvas, &body, TRUE);
  draw_keys (self, canvas, area->row + area->rows - 1);
}

/* ---- Keys ---- */

static void
put_back (FieldsPanel *self)
{
  if (self->sorting)
    tui_list_set_sort (&self->list->base, self->before->sort);
  else
    tui_list_set_columns_of (&self->list->base, self->before);
}

static void
sort_by (FieldsPanel *self, const M77Field *field, gboolean add)
{
  g_autofree char *sort = m77_sort_choose (tui_list_sort (&self->list->base), field, add);

  tui_list_set_sort (&self->list->base, sort);
}

static void
sort_without (FieldsPanel *self, const M77Field *field)
{
  g_autofree char *sort = m77_sort_without (tui_list_sort (&self->list->base), field->name);

  tui_list_set_sort (&self->list->base, *sort != '\0' ? sort : NULL);
}

static gboolean
key_sort (FieldsPanel *self, TuiKey key, const M77Field *field)
{
  TuiApp *app = self->panel.app;

  switch (key)
    {
    case TUI_KEY_ENTER:
      sort_by (self, field, FALSE);
      tui_app_close_panel (app);
      return TRUE;
    case ' ':
      sort_by (self, field, TRUE);
      return TRUE;
    case TUI_KEY_DELETE:
    case TUI_KEY_BACKSPACE:
      sort_without (self, field);
      return TRUE;
    default:
      return FALSE;
    }
}

/* A person's width begins from the one it has. */
static void
widen (FieldsPanel *self, const M77Field *field, int by)
{
  TuiList *list = self->list;

  for (guint c = 0; c < list->fields->len; c++)
    {
      const TuiColumn *column = &g_array_index (list->table.columns, TuiColumn, c);
      int now = column->fixed > 0 ? (int) column->fixed : column->width;

      if (list->fields->pdata[c] == field)
        m77_view_set_width (list->view, field->name, (guint) MAX (now + by, 2));
    }
}

static gboolean
key_columns (FieldsPanel *self, TuiKey key, const M77Field *field)
{
  M77View *view = self->list->view;

  if (key == TUI_KEY_ENTER)
    {
      tui_app_close_panel (self->panel.app);
      return TRUE;
    }
  m77_view_own_columns (view, self->list->kind);
  switch (key)
    {
    case ' ':
      m77_view_toggle_column (view, field->name);
      break;
    case 'K':
      m77_view_move_column (view, field->name, -1);
      break;
    case 'J':
      m77_view_move_column (view, field->name, 1);
      break;
    case '+':
      widen (self, field, WIDTH_STEP);
      break;
    case '-':
      widen (self, field, -WIDTH_STEP);
      break;
    case '=':
      m77_view_reset_widths (view);
      break;
    default:
      return FALSE;
    }
  tui_list_set_columns (self->list);
  return TRUE;
}

static void
key_fields (TuiPanel *panel, TuiKey key)
{
  FieldsPanel *self = (FieldsPanel *) panel;
  const M77Field *field = current (self);

  if (key == TUI_KEY_ESC || key == 'q')
    {
      put_back (self);
      tui_app_close_panel (panel->app);
    }
  else if (field == NULL ||
           !(self->sorting ? key_sort (self, key, field) : key_columns (self, key, field)))
    tui_page_key (&self->page, key);
}

static void
free_fields (TuiPanel *panel)
{
  FieldsPanel *self = (FieldsPanel *) panel;

  tui_page_clear (&self->page);
  m77_view_free (self->before);
  g_free (self);
}

static const TuiPanelClass fields_class = {
  .measure = measure_fields,
  .draw = draw_fields,
  .key = key_fields,
  .free = free_fields,
};

static void
open_fields (TuiScreen *screen, gboolean sorting)
{
  FieldsPanel *self = g_new0 (FieldsPanel, 1);

  self->panel = (TuiPanel){ .class = &fields_class, .app = screen->app };
  self->list = (TuiList *) screen;
  self->sorting = sorting;
  self->before = m77_view_copy (self->list->view);
  tui_page_init (&self->page);
  tui_app_open_panel (screen->app, &self->panel);
}

void
tui_list_open_sort (TuiScreen *screen)
{
  open_fields (screen, TRUE);
}

void
tui_list_open_columns (TuiScreen *screen)
{
  open_fields (screen, FALSE);
}
