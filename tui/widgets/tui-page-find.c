/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-widgets"

#include "config.h"

#include "tui/widgets/tui-page-private.h"

static gboolean
has_words (TuiPage *self, int index)
{
  g_autoptr (GString) text = g_string_new (NULL);
  TuiLine *line = tui_page_line (self, index);
  gsize length;

  for (guint i = 0; line->spans != NULL && i < line->spans->len; i++)
    g_string_append (g_string_append_c (text, ' '), g_array_index (line->spans, TuiSpan, i).text);
  return line->id != NULL && tui_page_words (text->str, self->find, &length) != NULL;
}

gboolean
tui_page_find (TuiPage *self, const char *words, int by)
{
  gboolean around = FALSE;
  int index;

  if (words != NULL)
    {
      g_free (self->find);
      self->find = *words != '\0' ? g_strdup (words) : NULL;
    }
  if (self->find == NULL || self->lines->len == 0)
    return self->find == NULL;
  tui_page_fill_all (self);
  index = MAX (tui_page_settle (self), 0) + by;
  while (TRUE)
    {
      if (index < 0 || index >= (int) self->lines->len)
        {
          if (around)
            return FALSE;
          around = TRUE;
          index = index < 0 ? (int) self->lines->len - 1 : 0;
        }
      if (has_words (self, index))
        {
          self->touched = TRUE;
          tui_page_move (self, index);
          return TRUE;
        }
      if (around && index == MAX (self->cursor_at, 0))
        return FALSE;
      index += by < 0 ? -1 : 1;
    }
}
