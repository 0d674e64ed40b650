/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-widgets"

#include "config.h"

#include <string.h>

#include "tui/widgets/tui-text-private.h"

#define STEPS_MOST 1000

typedef struct
{
  gsize at;
  char *removed, *inserted;
  gboolean typed; /* character by character: those after it may join */
} Edit;

static void
free_edit (gpointer data)
{
  Edit *self = data;

  g_free (self->removed);
  g_free (self->inserted);
  g_free (self);
}

void
tui_text_init (TuiText *self, const char *text)
{
  *self = (TuiText){ .text = g_string_new (text), .goal = -1, .cells = 80, .is_stale = TRUE };
  self->cursor = self->text->len;
  self->rows = g_array_new (FALSE, FALSE, sizeof (TuiTextRow));
  self->done = g_ptr_array_new_with_free_func (free_edit);
  self->undone = g_ptr_array_new_with_free_func (free_edit);
}

void
tui_text_clear (TuiText *self)
{
  if (self->text != NULL)
    g_string_free (self->text, TRUE);
  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_pointer (&self->done, g_ptr_array_unref);
  g_clear_pointer (&self->undone, g_ptr_array_unref);
  self->text = NULL;
}

static gboolean
is_blank (const char *text)
{
  return *text == ' ' || *text == '\n';
}

/* Typing goes on where it was, within a word; erasing goes on before where it was. */
static gboolean
joins (const Edit *last, gsize at, const char *removed, const char *inserted)
{
  if (!last->typed)
    return FALSE;
  if (*removed == '\0' && *last->removed == '\0')
    return at == last->at + strlen (last->inserted) &&
           !(is_blank (last->inserted + strlen (last->inserted) - 1) && !is_blank (inserted));
  return *inserted == '\0' && *last->inserted == '\0' && at + strlen (removed) == last->at;
}

static void
note (TuiText *self, gsize at, const char *removed, const char *inserted, gboolean typed)
{
  Edit *last = self->done->len > 0 ? self->done->pdata[self->done->len - 1] : NULL;

  g_ptr_array_set_size (self->undone, 0);
  if (last != NULL && typed && joins (last, at, removed, inserted))
    {
      g_autofree char *was_removed = last->removed;
      g_autofree char *was_inserted = last->inserted;

      last->removed = g_strconcat (removed, was_removed, NULL);
      last->inserted = g_strconcat (was_inserted, inserted, NULL);
      last->at = MIN (last->at, at);
      return;
    }
  last = g_new0 (Edit, 1);
  *last = (Edit){ at, g_strdup (removed), g_strdup (inserted), typed };
  g_ptr_array_add (self->done, last);
  if (self->done->len > STEPS_MOST)
    g_ptr_array_remove_index (self->done, 0);
}

static void
replace (TuiText *self, gsize at, gsize length, const char *inserted)
{
  g_string_erase (self->text, at, length);
  g_string_insert (self->text, at, inserted);
  self->cursor = at + strlen (inserted);
  self->is_stale = TRUE;
  self->goal = -1;
}

void
tui_text_edit (TuiText *self, gsize at, gsize length, const char *inserted, gboolean typed)
{
  g_autofree char *removed = g_strndup (self->text->str + at, length);

  if (length == 0 && *inserted == '\0')
    return;
  note (self, at, removed, inserted, typed);
  replace (self, at, length, inserted);
}

void
tui_text_set (TuiText *self, const char *text)
{
  if (!g_str_equal (self->text->str, text))
    tui_text_edit (self, 0, self->text->len, text, FALSE);
}

void
tui_text_insert (TuiText *self, const char *text)
{
  tui_text_edit (self, self->cursor, 0, text, FALSE);
}

gboolean
tui_text_undo (TuiText *self)
{
  Edit *edit;

  if (self->done->len == 0)
    return FALSE;
  edit = g_ptr_array_steal_index (self->done, self->done->len - 1);
  edit->typed = FALSE;
  g_ptr_array_add (self->undone, edit);
  replace (self, edit->at, strlen (edit->inserted), edit->removed);
  return TRUE;
}

gboolean
tui_text_redo (TuiText *self)
{
  Edit *edit;

  if (self->undone->len == 0)
    return FALSE;
  edit = g_ptr_array_steal_index (self->undone, self->undone->len - 1);
  g_ptr_array_add (self->done, edit);
  replace (self, edit->at, strlen (edit->removed), edit->inserted);
  return TRUE;
}
