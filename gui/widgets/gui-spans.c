/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-spans"

#include "config.h"

#include "gui/widgets/gui-spans.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gui/gui-theme.h"
#include "shared/base/m77-text.h"

#define SHOWN_MOST (64 * 1024)
#define WORDS_MOST 400 /* bytes said of a comparison */

static void
add_attribute (PangoAttrList *list, PangoAttribute *attribute, gsize start, gsize end)
{
  attribute->start_index = (guint) start;
  attribute->end_index = (guint) end;
  pango_attr_list_insert (list, attribute);
}

static void
add_ground (PangoAttrList *list, const char *role, gsize start, gsize end)
{
  GdkRGBA rgba;

  if (gui_theme_colour (role, TRUE, gui_theme_mode (), &rgba))
    add_attribute (list,
                   pango_attr_background_new ((guint16) (rgba.red * G_MAXUINT16),
                                              (guint16) (rgba.green * G_MAXUINT16),
                                              (guint16) (rgba.blue * G_MAXUINT16)),
                   start,
                   end);
}

static void
add_look (PangoAttrList *list, M77SpanMark mark, gsize start, gsize end)
{
  switch (mark)
    {
    case M77_SPAN_GONE:
      add_attribute (list, pango_attr_strikethrough_new (TRUE), start, end);
      add_ground (list, "removed", start, end);
      break;
    case M77_SPAN_NEW:
      add_attribute (list, pango_attr_underline_new (PANGO_UNDERLINE_SINGLE), start, end);
      add_ground (list, "added", start, end);
      break;
    case M77_SPAN_ASIDE:
      add_attribute (list, pango_attr_style_new (PANGO_STYLE_ITALIC), start, end);
      break;
    default:
      break;
    }
}

void
gui_spans_show (GtkLabel *label, const GArray *spans)
{
  g_autoptr (PangoAttrList) list = pango_attr_list_new ();
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < spans->len; i++)
    {
      const M77Span *span = &g_array_index (spans, M77Span, i);
      g_autofree char *safe = m77_text_safe_lines (span->text, -1);
      gsize start = text->len;

      if (start + strlen (safe) > SHOWN_MOST)
        {
          g_string_append (text, " …");
          break;
        }
      g_string_append (text, safe);
      add_look (list, span->mark, start, text->len);
    }
  gtk_label_set_text (label, text->str);
  gtk_label_set_attributes (label, list);
}

char *
gui_spans_to_words (const GArray *spans)
{
  g_autoptr (GString) changes = g_string_new (NULL);
  g_autoptr (GString) plain = g_string_new (NULL);

  for (guint i = 0; i < spans->len && changes->len < WORDS_MOST && plain->len < WORDS_MOST; i++)
    {
      const M77Span *span = &g_array_index (spans, M77Span, i);
      g_autofree char *safe = m77_text_safe_line (span->text,
                                                  (gssize) strnlen (span->text, WORDS_MOST));

      if (span->mark == M77_SPAN_GONE || span->mark == M77_SPAN_NEW)
        {
          g_string_append (changes, changes->len > 0 ? ", " : "");
          g_string_append_printf (changes,
                                  span->mark == M77_SPAN_GONE ? _ ("removed %s") : _ ("added %s"),
                                  safe);
        }
      g_string_append (plain, safe);
    }
  return g_strdup (changes->len > 0 ? changes->str : plain->str);
}
