/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-bars.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/model/m77-filter.h"
#include "tui/screens/tui-list.h"
#include "tui/screens/tui-prompt.h"
#include "tui/screens/tui-work.h"

#define CANDIDATES_MOST 4

typedef struct
{
  char *kind, *id;
} Noted;

static void
free_noted (gpointer data)
{
  Noted *self = data;

  g_free (self->kind);
  g_free (self->id);
  g_free (self);
}

static gboolean
note_done (TuiPrompt *prompt, gpointer data)
{
  Noted *noted = data;
  const char *text = tui_prompt_text (prompt, 0);
  TuiRecord record = { .kind = m77_kind_find (noted->kind),
                       .kind_name = noted->kind,
                       .id = noted->id };

  if (*text == '\0')
    {
      tui_prompt_fault (prompt, 0, _ ("A note has some words. Esc leaves"));
      return FALSE;
    }
  return tui_prompt_is_taken (prompt,
                              tui_work_note (tui_prompt_app (prompt), &record, text) != NULL);
}

void
tui_bars_open_note (TuiApp *app, const TuiRecord *record)
{
  Noted *noted = g_new0 (Noted, 1);
  g_autofree char *name = tui_record_short_key (record);
  g_autofree char *record_title = tui_record_title (record);
  g_autofree char *title = g_strdup_printf (_ ("NOTE on %s %s"),
                                            name,
                                            g_str_equal (name, record_title) ? "" : record_title);
  TuiPrompt *prompt;

  noted->kind = g_strdup (record->kind_name);
  noted->id = g_strdup (record->id);
  prompt = tui_prompt_new (app, title, _ ("internal"), _ ("add"), note_done, noted, free_noted);
  tui_prompt_add_field (prompt, _ ("note:"), "");
  tui_prompt_open (prompt);
}

/* The filter's bar. */
typedef struct
{
  TuiPanel panel;
  TuiScreen *list;
  char *before;
  TuiEntry entry;
  M77FilterFault fault;
  gboolean wrong;
  M77FilterCompletion *completion;
} FilterBar;

/* Whether the cursor is at the end of what may become a field's name: no words to look for yet. */
static gboolean
is_in_name (FilterBar *self)
{
  const char *text = self->entry.text->str;
  const M77FilterCompletion *completion = self->completion;
  gsize length = completion != NULL ? completion->end - completion->start : 0;

  if (length == 0 || completion->end != self->entry.text->len || completion->candidates == NULL ||
      completion->candidates->len == 0)
    return FALSE;
  return strncmp (completion->candidates->pdata[0], text + completion->start, length) == 0;
}

static void
try_filter (FilterBar *self, gboolean finished)
{
  TuiMoment moment = tui_app_moment (self->panel.app);
  M77FilterContext context = { moment.now, tui_app_member (self->panel.app), moment.zone };
  g_autoptr (M77Predicate) predicate = NULL;

  m77_filter_fault_clear (&self->fault);
  predicate = m77_filter_parse (self->entry.text->str,
                                tui_list_kind (self->list),
                                &context,
                                &self->fault,
                                NULL);
  self->wrong = predicate == NULL;
  g_clear_pointer (&self->completion, m77_filter_completion_free);
  self->completion = m77_filter_complete (self->entry.text->str,
                                          self->entry.cursor,
                                          tui_list_kind (self->list));
  if (!self->wrong && (finished || !is_in_name (self)))
    tui_list_set_filter (self->list, self->entry.text->str);
}

static guint
count_candidates (FilterBar *self)
{
  return self->completion != NULL && self->completion->candidates != NULL
             ? self->completion->candidates->len
             : 0;
}

static gboolean
has_hint (FilterBar *self)
{
  return self->completion != NULL && self->completion->hint != NULL;
}

static int
measure_filter (TuiPanel *panel, TuiCanvas *canvas, int rows)
{
  FilterBar *self = (FilterBar *) panel;

  return rows < 10 ? 2 : 3 + (count_candidates (self) > 0 || has_hint (self) ? 1 : 0);
}

/* What could stand at the cursor, in one row. */
static void
draw_candidates (FilterBar *self, TuiCanvas *canvas, int row)
{
  int col = 1;

  for (guint i = 0; i < count_candidates (self) && col < canvas->cols - 12; i++)
    col += tui_put (canvas,
                    row,
                    col,
                    canvas->cols - col - 1,
                    i == 0 ? TUI_ACCENT | TUI_BOLD : TUI_PLAIN,
                    self->completion->candidates->pdata[i]) +
           2;
  if (has_hint (self))
    tui_put (canvas, row, col, canvas->cols - col - 1, TUI_DIM, self->completion->hint);
}

static void
draw_fault (FilterBar *self, TuiCanvas *canvas, int row)
{
  int at = tui_entry_column (&self->entry, canvas, canvas->cols - 20, self->fault.offset);
  int col = 1 + MAX (at, 0);
  int width = tui_width (canvas, self->fault.expected != NULL ? self->fault.expected : "");

  tui_put (canvas, row, col, 1, TUI_BAD | TUI_BOLD, "^");
  if (col + 2 + width < canvas->cols)
    tui_put (canvas, row, col + 2, canvas->cols - col - 3, TUI_BAD, self->fault.expected);
  else
    tui_put (canvas,
             row,
             MAX (col - 1 - width, 0),
             MIN (width, col - 1),
             TUI_BAD,
             self->fault.expected);
}

static void
draw_filter (TuiPanel *panel, TuiCanvas *canvas, const TuiRect *area)
{
  FilterBar *self = (FilterBar *) panel;
  g_autofree char *count = tui_list_count (self->list);
  g_autofree char *right = g_strdup_printf (self->wrong ? _ ("list unchanged, %s") : "%s", count);
  int last = area->row + area->rows - 1;
  int col = 1;

  if (area->rows > 2)
    tui_draw_title (canvas, area, _ ("FILTER"), NULL, NULL);
  if (area->rows > 3)
    draw_candidates (self, canvas, area->row + 1);
  tui_put (canvas, last - 1, 0, 1, TUI_ACCENT | TUI_BOLD, "/");
  tui_put_right (canvas, last - 1, canvas->cols, 24, self->wrong ? TUI_WARN : TUI_DIM, right);
  tui_entry_draw (&self->entry, canvas, last - 1, 1, canvas->cols - 20, TUI_PLAIN, TRUE);
  if (self->wrong)
    {
      draw_fault (self, canvas, last);
      return;
    }
  for (int i = 0; i < 3; i++)
    {
      static const char *const keys[] = { "Tab", "Enter", "Esc" };
      static const char *const words[] = { N_ ("take"), N_ ("keep"), N_ ("as before") };

      col += tui_put (canvas, last, col, canvas->cols, TUI_ACCENT | TUI_BOLD, keys[i]) + 1;
      col += tui_put (canvas, last, col, canvas->cols, TUI_PLAIN, _ (words[i])) + 2;
    }
}

static void
take_candidate (FilterBar *self)
{
  const char *candidate;

  if (count_candidates (self) == 0)
    return;
  candidate = self->completion->candidates->pdata[0];
  g_string_erase (self->entry.text,
                  self->completion->start,
                  self->completion->end - self->completion->start);
  g_string_insert (self->entry.text, self->completion->start, candidate);
  self->entry.cursor = self->completion->start + strlen (candidate);
}

static void
key_filter (TuiPanel *panel, TuiKey key)
{
  FilterBar *self = (FilterBar *) panel;

  if (key == TUI_KEY_ESC)
    {
      tui_list_set_filter (self->list, self->before);
      tui_app_close_panel (panel->app);
      return;
    }
  if (key == TUI_KEY_ENTER)
    {
      try_filter (self, TRUE);
      if (!self->wrong)
        tui_app_close_panel (panel->app);
      return;
    }
  if (key == TUI_KEY_TAB)
    take_candidate (self);
  else if (!tui_entry_key (&self->entry, key))
    return;
  try_filter (self, FALSE);
}

static void
paste_filter (TuiPanel *panel, const char *text)
{
  FilterBar *self = (FilterBar *) panel;
  g_autofree char *line = g_strdelimit (g_strdup (text), "\n", ' ');

  tui_entry_insert (&self->entry, line);
  try_filter (self, FALSE);
}

static void
free_filter (TuiPanel *panel)
{
  FilterBar *self = (FilterBar *) panel;

  tui_entry_clear (&self->entry);
  m77_filter_fault_clear (&self->fault);
  g_clear_pointer (&self->completion, m77_filter_completion_free);
  g_free (self->before);
  g_free (self);
}

static const TuiPanelClass filter_class = {
  .measure = measure_filter,
  .draw = draw_filter,
  .key = key_filter,
  .paste = paste_filter,
  .free = free_filter,
};

void
tui_bars_open_filter (TuiApp *app, TuiScreen *list)
{
  FilterBar *self = g_new0 (FilterBar, 1);
  const char *filter = tui_list_filter (list);
  g_autofree char *text = g_strconcat (filter, *filter != '\0' ? " " : "", NULL);

  self->panel = (TuiPanel){ .class = &filter_class, .app = app };
  self->list = list;
  self->before = g_strdup (filter);
  tui_entry_init (&self->entry, text);
  try_filter (self, FALSE);
  tui_app_open_panel (app, &self->panel);
}
