/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-value"

#include "config.h"

#include "shared/model/m77-value.h"

#include <glib/gi18n-lib.h>

#include "shared/base/m77-time.h"

static char *
set_to_text (const M77Json *value)
{
  GString *text = g_string_new (NULL);

  for (const M77Json *e = m77_json_first (value); e != NULL; e = m77_json_next (e))
    {
      if (text->len > 0)
        g_string_append_c (text, ' ');
      if (m77_json_string (e) != NULL)
        g_string_append (text, m77_json_string (e));
      else
        m77_json_write (e, text);
    }

  return g_string_free (text, FALSE);
}

/* Keys, with the values that are short enough to say. */
static char *
map_to_text (const M77Json *value)
{
  GString *text = g_string_new (NULL);

  for (const M77Json *m = m77_json_first (value); m != NULL; m = m77_json_next (m))
    {
      if (text->len > 0)
        g_string_append_c (text, ' ');
      g_string_append (text, m77_json_name (m));
      if (m77_json_string (m) != NULL)
        g_string_append_printf (text, "=%s", m77_json_string (m));
      else if (m77_json_number_text (m) != NULL)
        g_string_append_printf (text, "=%s", m77_json_number_text (m));
    }

  return g_string_free (text, FALSE);
}

static char *
log_to_text (const M77Json *value)
{
  guint count = m77_json_size (value);

  return g_strdup_printf (ngettext ("%u entry", "%u entries", count), count);
}

static char *
string_to_text (const M77Field *field, const char *text, gint64 now, GTimeZone *zone)
{
  const M77Value *value = m77_field_value (field, text);
  gint64 instant;

  if (field->type == M77_TYPE_TIME)
    {
      instant = m77_time_parse (text);
      if (instant != M77_TIME_NONE)
        return m77_time_short (instant, now, zone);
    }
  if ((field->type == M77_TYPE_ENUM || field->type == M77_TYPE_RANKED) && value != NULL)
    return g_strdup (g_dgettext (GETTEXT_PACKAGE, value->label));

  return g_strdup (text);
}

char *
m77_value_to_text (const M77Field *field, const M77Json *value, gint64 now, GTimeZone *zone)
{
  gboolean flag;
  gint64 number;

  if (m77_json_is_null (value))
    return g_strdup ("");
  if (m77_json_string (value) != NULL)
    return string_to_text (field, m77_json_string (value), now, zone);
  if (field->type == M77_TYPE_SET && m77_json_is (value, M77_JSON_ARRAY))
    return set_to_text (value);
  if (field->type == M77_TYPE_LOG && m77_json_is (value, M77_JSON_ARRAY))
    return log_to_text (value);
  if (field->type == M77_TYPE_MAP && m77_json_is (value, M77_JSON_OBJECT))
    return map_to_text (value);
  if (field->type == M77_TYPE_DURATION && m77_json_int (value, &number) && number >= 0)
    return m77_duration_format (number);
  if (m77_json_bool (value, &flag))
    return g_strdup (flag ? _ ("yes") : _ ("no"));

  return m77_json_to_text (value);
}

char *
m77_values_to_sentence (const M77Value *values)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; values[i].name != NULL; i++)
    {
      if (i > 0 && values[i + 1].name == NULL)
        g_string_append_printf (text, " %s ", _ ("or"));
      else if (i > 0)
        g_string_append (text, ", ");
      g_string_append (text, values[i].name);
    }

  return g_string_free (text, FALSE);
}

M77Tone
m77_value_tone (const char *name)
{
  static const struct
  {
    const char *name;
    M77Tone tone;
  } tones[] = {
    { "sev1", M77_TONE_ALARM },      { "sev2", M77_TONE_BAD },
    { "critical", M77_TONE_ALARM },  { "sev3", M77_TONE_WARN },
    { "warning", M77_TONE_WARN },    { "triggered", M77_TONE_ALARM },
    { "failed", M77_TONE_BAD },      { "failing", M77_TONE_BAD },
    { "exhausted", M77_TONE_BAD },   { "dead", M77_TONE_BAD },
    { "quarantined", M77_TONE_BAD }, { "burning", M77_TONE_WARN },
    { "paused", M77_TONE_WARN },     { "degraded", M77_TONE_WARN },
    { "retrying", M77_TONE_WARN },   { "suspended", M77_TONE_WARN },
    { "denied", M77_TONE_WARN },     { "failure", M77_TONE_BAD },
    { "resolved", M77_TONE_DIM },    { "closed", M77_TONE_DIM },
    { "expired", M77_TONE_DIM },     { "archived", M77_TONE_DIM },
  };

  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (tones); i++)
    if (g_str_equal (tones[i].name, name))
      return tones[i].tone;
  return M77_TONE_PLAIN;
}
