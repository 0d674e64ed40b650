/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-diff"

#include "config.h"

#include "gui/widgets/gui-diff.h"

#include <glib/gi18n.h>

#include "gui/gui-theme.h"
#include "shared/base/m77-text.h"
#include "shared/model/m77-line-changes.h"

#define CONTEXT    3
#define SHOWN_MOST 5000 /* lines */

struct _GuiDiff
{
  AdwBin parent;
  GtkTextView *view;
  GtkTextBuffer *buffer;
  GtkTextTag *gone, *new_one, *aside;
};

G_DEFINE_FINAL_TYPE (GuiDiff, gui_diff, ADW_TYPE_BIN)

static void
set_ground (GtkTextTag *tag, const char *role)
{
  GdkRGBA rgba;

  if (gui_theme_colour (role, TRUE, gui_theme_mode (), &rgba))
    g_object_set (tag, "background-rgba", &rgba, NULL);
}

static void
add_line (GuiDiff *self, GtkTextIter *end, const M77LineChange *change)
{
  GtkTextTag *tag = change->mark == M77_SPAN_GONE    ? self->gone
                    : change->mark == M77_SPAN_NEW   ? self->new_one
                    : change->mark == M77_SPAN_ASIDE ? self->aside
                                                     : NULL;
  const char *sign = change->mark == M77_SPAN_GONE    ? "- "
                     : change->mark == M77_SPAN_NEW   ? "+ "
                     : change->mark == M77_SPAN_ASIDE ? "… "
                                                      : "  ";
  g_autofree char *safe = m77_text_safe_line (change->text, -1);

  gtk_text_buffer_insert (self->buffer, end, sign, -1);
  if (tag != NULL)
    gtk_text_buffer_insert_with_tags (self->buffer, end, safe, -1, tag, NULL);
  else
    gtk_text_buffer_insert (self->buffer, end, safe, -1);
  gtk_text_buffer_insert (self->buffer, end, "\n", -1);
}

void
gui_diff_show (GuiDiff *self, const char *before, const char *after)
{
  g_autoptr (GArray) changes = m77_line_changes (before, after, CONTEXT);
  g_autofree char *words = m77_line_changes_words (changes);
  GtkTextIter end;

  set_ground (self->gone, "removed");
  set_ground (self->new_one, "added");
  gtk_text_buffer_set_text (self->buffer, "", 0);
  gtk_text_buffer_get_end_iter (self->buffer, &end);
  for (guint i = 0; i < MIN (changes->len, SHOWN_MOST); i++)
    add_line (self, &end, &g_array_index (changes, M77LineChange, i));
  if (changes->len > SHOWN_MOST)
    gtk_text_buffer_insert (self->buffer, &end, _ ("… and more, not shown"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  words,
                                  -1);
}

static void
gui_diff_class_init (GuiDiffClass *class)
{
}

static void
gui_diff_init (GuiDiff *self)
{
  self->view = GTK_TEXT_VIEW (gtk_text_view_new ());
  gtk_text_view_set_editable (self->view, FALSE);
  gtk_text_view_set_cursor_visible (self->view, FALSE);
  gtk_text_view_set_monospace (self->view, TRUE);
  gtk_text_view_set_wrap_mode (self->view, GTK_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "side");
  self->buffer = gtk_text_view_get_buffer (self->view);
  self->gone = gtk_text_buffer_create_tag (self->buffer, NULL, "strikethrough", TRUE, NULL);
  self->new_one = gtk_text_buffer_create_tag (self->buffer,
                                              NULL,
                                              "underline",
                                              PANGO_UNDERLINE_SINGLE,
                                              NULL);
  self->aside = gtk_text_buffer_create_tag (self->buffer, NULL, "style", PANGO_STYLE_ITALIC, NULL);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->view));
}
