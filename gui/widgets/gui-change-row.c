/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-change-row"

#include "config.h"

#include "gui/widgets/gui-change-row.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gui/gui-text.h"
#include "gui/widgets/gui-spans.h"
#include "shared/base/m77-runtime.h"
#include "shared/model/m77-kind.h"
#include "shared/model/m77-outbox.h"

#define SHORT 60 /* bytes of two values that are told as "this to that" */
#define HASH  "sha256:"

GtkWidget *
gui_change_row_new (const char *title, const GArray *spans)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *caption = gtk_label_new (NULL);
  GtkWidget *text = gtk_label_new (NULL);
  g_autofree char *safe = gui_text_line (title);

  gtk_label_set_text (GTK_LABEL (caption), safe);
  gtk_label_set_xalign (GTK_LABEL (caption), 0);
  gtk_widget_add_css_class (caption, "side-title");
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (text), PANGO_WRAP_WORD_CHAR);
  gui_spans_show (GTK_LABEL (text), spans);
  gtk_box_append (GTK_BOX (box), caption);
  gtk_box_append (GTK_BOX (box), text);
  gtk_widget_add_css_class (box, "text-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  return row;
}

static const char *
label_of (const char *kind_name, const char *name)
{
  const M77Kind *kind = kind_name != NULL ? m77_kind_find (kind_name) : NULL;
  const M77Field *field = kind != NULL ? m77_kind_field (kind, name) : NULL;

  return field != NULL ? gui_text_label (field->label) : name;
}

GtkWidget *
gui_change_row_of (const char *kind, const char *field, const M77Json *from, const M77Json *to)
{
  gint64 now = m77_runtime_now (m77_runtime_real ());
  g_autofree char *is = m77_outbox_value (kind, field, to, now, gui_text_zone ());
  g_autofree char *was = m77_outbox_value (kind, field, from, now, gui_text_zone ());
  g_autofree char *change = g_strdup_printf (_ ("%s to %s"), was, is);
  g_autoptr (GArray) spans = m77_spans_new ();

  /* Of what is long the platform's audit has but a hash. */
  if (g_str_has_prefix (is, HASH) || g_str_has_prefix (was, HASH))
    m77_spans_add (spans, M77_SPAN_VALUE, _ ("changed"));
  else if (from != NULL && strlen (was) + strlen (is) < SHORT)
    m77_spans_add (spans, M77_SPAN_VALUE, change);
  else if (from != NULL)
    m77_spans_add_diff (spans, was, is, TRUE);
  else
    m77_spans_add (spans, M77_SPAN_VALUE, is);
  return gui_change_row_new (label_of (kind, field), spans);
}

static void
add_elements (GArray *spans, const M77Json *list, const char *sign)
{
  for (const M77Json *e = m77_json_first (list); e != NULL; e = m77_json_next (e))
    {
      const char *text = m77_json_string (e) != NULL ? m77_json_string (e)
                                                     : m77_json_get_string (e, "text");
      g_autofree char *raw = text == NULL ? m77_json_to_text (e) : NULL;
      g_autofree char *words = g_strconcat (spans->len > 0 ? "  " : "",
                                            sign,
                                            text != NULL ? text : raw,
                                            NULL);

      m77_spans_add (spans, M77_SPAN_VALUE, words);
    }
}

GtkWidget *
gui_change_row_elements (const char *kind, const char *field, const M77Json *elements)
{
  g_autoptr (GArray) spans = m77_spans_new ();

  add_elements (spans, m77_json_get (elements, "add"), "+");
  add_elements (spans, m77_json_get (elements, "append"), "+");
  add_elements (spans, m77_json_get (elements, "remove"), "−");
  return gui_change_row_new (label_of (kind, field), spans);
}
