/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-text"

#include "config.h"

#include "gui/gui-text.h"

#include <glib/gi18n.h>

#include "gui/gui-session.h"
#include "shared/base/m77-text.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-record.h"

#define CELL_MOST 4096 /* bytes */

char *
gui_text_line (const char *text)
{
  return text != NULL ? m77_text_safe_line (text, -1) : g_strdup ("");
}

char *
gui_text_markup (const char *text)
{
  g_autofree char *line = gui_text_line (text);

  return g_markup_escape_text (line, -1);
}

const char *
gui_text_label (const char *label)
{
  return label != NULL && *label != '\0' ? g_dgettext (GETTEXT_PACKAGE, label) : "";
}

GTimeZone *
gui_text_zone (void)
{
  return gui_session_zone (gui_session_default ());
}

char *
gui_text_age (gint64 instant, gint64 now)
{
  g_autofree char *age = m77_time_age (instant, now);

  if (*age == '-')
    /* Translators: a time ahead: in 20m */
    return g_strdup_printf (_ ("in %s"), age + 1);
  return g_steal_pointer (&age);
}

char *
gui_text_state (const char *state, const M77Json *pending)
{
  static const struct
  {
    const char *name;
    const char *word;
  } words[] = {
    { "pending", N_ ("Pending") },   { "waiting", N_ ("Waiting") },   { "held", N_ ("Held") },
    { "rejected", N_ ("Rejected") }, { "conflict", N_ ("Conflict") },
  };
  const char *word = "";
  const char *action = m77_json_get_string (pending, "action");

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (words[i].name, state) == 0)
      word = _ (words[i].word);
  if (action == NULL)
    return g_strdup (word);
  return g_strdup_printf ("%s: %s", *word != '\0' ? word : _ ("Pending"), action);
}

static char *
short_key (M77Row *row, const M77Kind *kind)
{
  g_autofree char *key = m77_record_key (kind,
                                         m77_row_doc (row),
                                         m77_row_id (row),
                                         m77_row_local_number (row));

  return gui_text_line (key);
}

char *
gui_text_cell (M77Row *row, const M77Field *field, gint64 now)
{
  const M77Kind *kind;
  const M77Json *value;
  g_autofree char *text = NULL;

  if (!m77_row_is_loaded (row))
    return g_strdup ("");
  if (field == NULL)
    return m77_row_is_gone (row)
               ? g_strdup (_ ("Gone"))
               : gui_text_state (m77_row_state (row), m77_row_pending_action (row));

  kind = m77_kind_find (m77_row_kind (row));
  if (kind != NULL && g_strcmp0 (kind->key_field, field->name) == 0)
    return short_key (row, kind);
  value = m77_json_get (m77_row_doc (row), field->name);
  if (m77_json_is_null (value))
    return g_strdup ("");
  if (field->type == M77_TYPE_TIME)
    {
      const char *instant = m77_json_string (value);

      return gui_text_age (instant != NULL ? m77_time_parse (instant) : M77_TIME_NONE, now);
    }

  text = m77_value_to_text (field, value, now, gui_text_zone ());
  return m77_text_safe_line (text, (gssize) MIN (strlen (text), CELL_MOST));
}

char *
gui_text_sentence (M77Row *row, const M77Kind *kind, gint64 now)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *state = gui_text_cell (row, NULL, now);

  for (guint i = 0; kind->columns[i] != NULL; i++)
    {
      const M77Field *field = m77_kind_field (kind, kind->columns[i]);
      g_autofree char *cell = field != NULL ? gui_text_cell (row, field, now) : NULL;

      if (cell == NULL || *cell == '\0')
        continue;
      g_string_append_printf (out, "%s%s", out->len > 0 ? ", " : "", cell);
    }
  if (*state != '\0')
    g_string_append_printf (out, ", %s", state);
  return g_string_free (g_steal_pointer (&out), FALSE);
}
