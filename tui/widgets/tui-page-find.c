/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-widgets"

#include "config.h"

#include "tui/widgets/tui-page-private.h"

/* Paragraphs are filled in as they are come upon; *index stays on the line to look at. */
static gboolean
has_words (TuiPage *self, int *index, gboolean back)
{
  g_autoptr (GString) text = g_string_new (NULL);
  TuiLine *line = tui_page_line (self, *index);
  gsize length;

  if (line->fill != NULL)
    {
      int n = tui_page_fill (self, *index);

      *index += back ? n - 1 : 0;
      line = tui_page_line (self, *index);
    }
  for (guint i = 0; i < line->spans->len; i++)
    g_string_append (g_string_append_c (text, ' '), g_array_index (line->spans, TuiSpan, i).text);
  return line->id != NULL && tui_page_words (text->str, self->find, &length) != NULL;
}

gboolean
tui_page_find (TuiPage *self, const char *words, int by)
{
  int index = MAX (tui_page_settle (self), 0) + by;
  gboolean around = FALSE;

  if (words != NULL)
    {
      g_free (self->find);
      self->find = *words != '\0' ? g_strdup (words) : NULL;
    }
  if (self->find == NULL || self->lines->len == 0)
    return self->find == NULL;
  while (TRUE)
    {
      if (index < 0 || index >= (int) self->lines->len)
        {
          if (around)
            return FALSE;
          around = TRUE;
          index = index < 0 ? (int) self->lines->len - 1 : 0;
        }
      if (has_words (self, &index, by < 0))
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
