/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-prompt.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/base/m77-text.h"
#include "tui/screens/tui-values.h"

#define SUGGESTED_MOST 6
#define CONFIRM_COLS   32

typedef struct
{
  char *label;
  char *must_be; /* NULL: anything */
  char *needed;  /* what is said where it is empty; NULL: it may be */
  TuiEntry entry;
  gboolean typed; /* by the person, since the bar was opened */
  gboolean has_of;
  const M77Kind *kind; /* has_of: whose field it is; NULL: an argument's */
  M77Field of;         /* has_of: what it holds, of which values are suggested */
} Field;

typedef struct
{
  TuiStyle style;
  char *text;
} Info;

struct _TuiPrompt
{
  TuiPanel panel;
  char *title, *right, *enter, *fault;
  GArray *info;
  GArray *wrapped; /* info in lines, as last measured */
  GArray *fields;
  guint focus;
  gboolean too_small;
  TuiPromptDone done;
  gpointer data;
  GDestroyNotify free_data;
};

static void
clear_info (gpointer info)
{
  g_free (((Info *) info)->text);
}

static void
clear_field (gpointer data)
{
  Field *field = data;

  g_free (field->label);
  g_free (field->must_be);
  g_free (field->needed);
  tui_entry_clear (&field->entry);
}

static Field *
field_at (TuiPrompt *self, guint index)
{
  return index < self->fields->len ? &g_array_index (self->fields, Field, index) : NULL;
}

static void
add_wrapped (TuiPrompt *self, TuiCanvas *canvas, TuiStyle style, const char *text)
{
  g_autofree char *safe = m77_text_safe_line (text, -1);
  g_auto (GStrv) lines = m77_text_wrap (safe, MAX (canvas->cols - 2, 1));

  for (guint i = 0; lines[i] != NULL; i++)
    {
      Info line = { style, g_strdup (lines[i]) };

      g_array_append_val (self->wrapped, line);
    }
}

/* Target, place and effect in the rows they need: nothing of them is ever cut. */
static void
wrap (TuiPrompt *self, TuiCanvas *canvas)
{
  int title = tui_width (canvas, self->title);
  int right = self->right != NULL ? tui_width (canvas, self->right) : 0;

  g_array_set_size (self->wrapped, 0);
  if (self->info->len == 0)
    return;
  if (title > canvas->cols - 4)
    add_wrapped (self, canvas, TUI_BOLD, self->title);
  if (right > 0 && title + right > canvas->cols - 6)
    add_wrapped (self, canvas, TUI_BOLD, self->right);
  for (guint i = 0; i < self->info->len; i++)
    {
      const Info *info = &g_array_index (self->info, Info, i);

      add_wrapped (self, canvas, info->style, info->text);
    }
}

static int
measure_prompt (TuiPanel *panel, TuiCanvas *canvas, int rows)
{
  TuiPrompt *self = (TuiPrompt *) panel;
  int wanted;

  wrap (self, canvas);
  wanted = 2 + (int) self->wrapped->len + (int) self->fields->len;
  self->too_small = self->info->len > 0 && (wanted > rows || canvas->cols < CONFIRM_COLS);
  return wanted;
}

static int
label_width (TuiPrompt *self, TuiCanvas *canvas)
{
  int width = 0;

  for (guint i = 0; i < self->fields->len; i++)
    width = MAX (width, tui_width (canvas, field_at (self, i)->label));
  return MIN (width, canvas->cols / 2);
}

/* Where what is being typed begins: of a set its last element, behind what puts it in or takes it
 * out. */
static const char *
typed_part (const Field *field)
{
  const char *text = field->entry.text->str;
  const char *part = text;

  if (field->of.type != M77_TYPE_SET)
    return text;
  for (const char *p = text; *p != '\0'; p++)
    if (*p == ' ' || *p == ',')
      part = p + 1;
  return *part == '+' || *part == '-' ? part + 1 : part;
}

/* What may be meant by what is typed; NULL: nothing is suggested. */
static GPtrArray *
suggested (TuiPrompt *self)
{
  Field *field = field_at (self, self->focus);

  if (field == NULL || !field->has_of || !field->typed || *typed_part (field) == '\0')
    return NULL;
  return tui_values_for (self->panel.app,
                         field->kind,
                         &field->of,
                         typed_part (field),
                         SUGGESTED_MOST);
}

/* TRUE: Tab took one. */
static gboolean
complete (TuiPrompt *self)
{
  Field *field = field_at (self, self->focus);
  g_autoptr (GPtrArray) values = suggested (self);
  g_autofree char *before = NULL;
  g_autofree char *text = NULL;

  if (values == NULL || values->len == 0)
    return FALSE;
  before = g_strndup (field->entry.text->str, typed_part (field) - field->entry.text->str);
  text = g_strconcat (before, values->pdata[0], NULL);
  tui_entry_set (&field->entry, text);
  return TRUE;
}

/* TRUE: there are any, and they stand in the row of keys. */
static gboolean
draw_suggested (TuiPrompt *self, TuiCanvas *canvas, int row)
{
  g_autoptr (GPtrArray) values = suggested (self);
  int col = 1;

  if (values == NULL || values->len == 0)
    return FALSE;
  col += 1 + tui_put (canvas, row, col, canvas->cols, TUI_ACCENT | TUI_BOLD, _ ("Tab"));
  for (guint i = 0; i < values->len && col + 4 < canvas->cols; i++)
    col += 2 + tui_put (canvas,
                        row,
                        col,
                        canvas->cols - col - 1,
                        i == 0 ? TUI_BOLD : TUI_PLAIN,
                        values->pdata[i]);
  return TRUE;
}

static void
draw_keys (TuiPrompt *self, TuiCanvas *canvas, int row)
{
  int col = 1;

  if (self->fault != NULL)
    {
      tui_put (canvas, row, 1, canvas->cols - 2, TUI_BAD, self->fault);
      return;
    }
  if (draw_suggested (self, canvas, row))
    return;
  col += tui_put (canvas, row, col, canvas->cols, TUI_ACCENT | TUI_BOLD, _ ("Enter"));
  col += 1 + tui_put (canvas, row, col + 1, canvas->cols, TUI_PLAIN, self->enter) + 2;
  if (self->fields->len > 1)
    {
      col += tui_put (canvas, row, col, canvas->cols, TUI_ACCENT | TUI_BOLD, _ ("Tab"));
      col += 1 + tui_put (canvas, row, col + 1, canvas->cols, TUI_PLAIN, _ ("next")) + 2;
    }
  col += tui_put (canvas, row, col, canvas->cols, TUI_ACCENT | TUI_BOLD, _ ("Esc"));
  tui_put (canvas, row, col + 1, canvas->cols, TUI_PLAIN, _ ("no"));
}

static void
draw_prompt (TuiPanel *panel, TuiCanvas *canvas, const TuiRect *area)
{
  TuiPrompt *self = (TuiPrompt *) panel;
  int row = area->row;
  int width = label_width (self, canvas);

  if (self->too_small)
    {
      tui_put (canvas,
               area->row + area->rows - 1,
               1,
               canvas->cols - 2,
               TUI_WARN,
               _ ("too small to confirm   Esc"));
      return;
    }
  tui_draw_title (canvas, area, self->title, NULL, self->right);
  for (guint i = 0; i < self->wrapped->len; i++)
    {
      const Info *info = &g_array_index (self->wrapped, Info, i);

      tui_put (canvas, ++row, 1, canvas->cols - 2, info->style, info->text);
    }
  for (guint i = 0; i < self->fields->len; i++)
    {
      Field *field = field_at (self, i);
      int col = 1 + tui_put (canvas, ++row, 1, width, TUI_DIM, field->label);

      col = MAX (col, 1 + width) + 1;
      if (i == self->focus)
        tui_restyle (canvas, row, 1, width, TUI_ACCENT);
      tui_entry_draw (&field->entry,
                      canvas,
                      row,
                      col,
                      canvas->cols - col - 1,
                      TUI_PLAIN,
                      i == self->focus);
    }
  draw_keys (self, canvas, area->row + area->rows - 1);
}

static void
set_fault (TuiPrompt *self, char *message)
{
  g_free (self->fault);
  self->fault = message;
}

/* What is in the way of Enter: the first field that is not as it must be. */
static gboolean
is_complete (TuiPrompt *self)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      Field *field = field_at (self, i);
      const char *text = field->entry.text->str;
      gboolean missing = field->needed != NULL && *text == '\0';

      if (!missing && (field->must_be == NULL || strcmp (text, field->must_be) == 0))
        continue;
      self->focus = i;
      set_fault (self,
                 missing ? g_strdup (field->needed)
                         : g_strdup_printf (_ ("Type %s to go on"), field->must_be));
      return FALSE;
    }
  return TRUE;
}

static void
enter (TuiPrompt *self)
{
  TuiApp *app = self->panel.app;

  if (!is_complete (self))
    return;
  /* What it did may have opened another panel. */
  if (self->done (self, self->data) && app->panel == &self->panel)
    tui_app_close_panel (app);
}

static void
key_prompt (TuiPanel *panel, TuiKey key)
{
  TuiPrompt *self = (TuiPrompt *) panel;
  Field *field = field_at (self, self->focus);

  if (key == TUI_KEY_ESC)
    {
      tui_app_close_panel (panel->app);
      return;
    }
  if (self->too_small)
    return;
  set_fault (self, NULL);
  if (key == TUI_KEY_ENTER)
    enter (self);
  else if (key == TUI_KEY_TAB && complete (self))
    return;
  else if ((key == TUI_KEY_TAB || key == TUI_KEY_DOWN) && self->fields->len > 0)
    self->focus = (self->focus + 1) % self->fields->len;
  else if ((key == TUI_KEY_BACKTAB || key == TUI_KEY_UP) && self->fields->len > 0)
    self->focus = (self->focus + self->fields->len - 1) % self->fields->len;
  else if (field != NULL && tui_entry_key (&field->entry, key))
    field->typed = TRUE;
}

static void
paste_prompt (TuiPanel *panel, const char *text)
{
  TuiPrompt *self = (TuiPrompt *) panel;
  Field *field = field_at (self, self->focus);

  if (field == NULL || self->too_small)
    return;
  if (field->must_be != NULL)
    set_fault (self, g_strdup (_ ("A name that confirms is typed, not pasted")));
  else
    tui_entry_insert (&field->entry, text);
}

static void
free_prompt (TuiPanel *panel)
{
  TuiPrompt *self = (TuiPrompt *) panel;

  if (self->free_data != NULL)
    self->free_data (self->data);
  g_array_unref (self->info);
  g_array_unref (self->wrapped);
  g_array_unref (self->fields);
  g_free (self->title);
  g_free (self->right);
  g_free (self->enter);
  g_free (self->fault);
  g_free (self);
}

static const TuiPanelClass prompt_class = {
  .measure = measure_prompt,
  .draw = draw_prompt,
  .key = key_prompt,
  .paste = paste_prompt,
  .free = free_prompt,
};

TuiPrompt *
tui_prompt_new (TuiApp *app,
                const char *title,
                const char *right,
                const char *enter_word,
                TuiPromptDone done,
                gpointer data,
                GDestroyNotify free_data)
{
  TuiPrompt *self = g_new0 (TuiPrompt, 1);

  self->panel = (TuiPanel){ .class = &prompt_class, .app = app };
  self->title = g_strdup (title);
  self->right = g_strdup (right);
  self->enter = g_strdup (enter_word);
  self->done = done;
  self->data = data;
  self->free_data = free_data;
  self->info = g_array_new (FALSE, FALSE, sizeof (Info));
  g_array_set_clear_func (self->info, clear_info);
  self->wrapped = g_array_new (FALSE, FALSE, sizeof (Info));
  g_array_set_clear_func (self->wrapped, clear_info);
  self->fields = g_array_new (FALSE, FALSE, sizeof (Field));
  g_array_set_clear_func (self->fields, clear_field);
  return self;
}

void
tui_prompt_add_info (TuiPrompt *self, TuiStyle style, const char *text)
{
  Info info = { style, g_strdup (text) };

  g_array_append_val (self->info, info);
}

guint
tui_prompt_add_field (TuiPrompt *self, const char *label, const char *text)
{
  Field field = { .label = g_strdup (label) };

  tui_entry_init (&field.entry, text);
  g_array_append_val (self->fields, field);
  return self->fields->len - 1;
}

void
tui_prompt_need (TuiPrompt *self, guint field, const char *why)
{
  g_free (field_at (self, field)->needed);
  field_at (self, field)->needed = g_strdup (why);
}

void
tui_prompt_suggest (TuiPrompt *self, guint field, const M77Kind *kind, const M77Field *of)
{
  field_at (self, field)->kind = kind;
  field_at (self, field)->of = *of;
  field_at (self, field)->has_of = TRUE;
}

void
tui_prompt_add_typed (TuiPrompt *self, const char *name)
{
  g_autofree char *label = g_strdup_printf (_ ("type %s:"), name);
  guint index = tui_prompt_add_field (self, label, "");

  field_at (self, index)->must_be = g_strdup (name);
}

const char *
tui_prompt_text (TuiPrompt *self, guint field)
{
  return field_at (self, field)->entry.text->str;
}

void
tui_prompt_fault (TuiPrompt *self, guint field, const char *message)
{
  self->focus = field;
  set_fault (self, g_strdup (message));
}

gboolean
tui_prompt_stands (TuiPrompt *self,
                   guint field,
                   const M77Field *of,
                   const M77Json *value,
                   const M77Json *before)
{
  g_autofree char *fault = tui_values_fault (self->panel.app, of, value, before);

  if (fault != NULL)
    tui_prompt_fault (self, field, fault);
  return fault == NULL;
}

gboolean
tui_prompt_is_taken (TuiPrompt *self, gboolean taken)
{
  if (!taken)
    set_fault (self, g_strdup (_ ("Not stored: no agent yet. Try again in a moment")));
  return taken;
}

TuiApp *
tui_prompt_app (TuiPrompt *self)
{
  return self->panel.app;
}

void
tui_prompt_open (TuiPrompt *self)
{
  self->panel.confirms = self->info->len > 0;
  /* What is known already is not typed again: one begins where something must be said. */
  for (guint i = self->fields->len; i > 0; i--)
    if (field_at (self, i - 1)->needed != NULL && field_at (self, i - 1)->entry.text->len == 0)
      self->focus = i - 1;
  tui_app_open_panel (self->panel.app, &self->panel);
}
