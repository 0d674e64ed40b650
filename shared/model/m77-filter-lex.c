/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-filter"

#include "config.h"

#include <string.h>

#include "shared/model/m77-filter-private.h"

static void
clear_value (gpointer value)
{
  g_free (((FilterValue *) value)->text);
}

static void
clear_term (gpointer term)
{
  g_free (((FilterTerm *) term)->name);
  g_array_unref (((FilterTerm *) term)->values);
}

static gboolean
is_end (char c)
{
  return c == '\0' || g_ascii_isspace (c);
}

/* After the opening quote; returns where the closing one is, or the end. */
static gsize
cut_quoted (const char *text, gsize at, GString *out)
{
  for (; text[at] != '\0' && text[at] != '"'; at++)
    {
      if (text[at] == '\\' && (text[at + 1] == '"' || text[at + 1] == '\\'))
        at++;
      g_string_append_c (out, text[at]);
    }
  return at;
}

/* Quoted and plain pieces up to a space, and up to a comma where those mean or. */
static gsize
cut_value (const char *text, gsize at, gboolean stops_at_comma, GArray *values)
{
  FilterValue value = { .start = at };
  g_autoptr (GString) out = g_string_new (NULL);

  while (!is_end (text[at]) && !(stops_at_comma && text[at] == ','))
    {
      if (text[at] == '"')
        {
          value.is_quoted = TRUE;
          at = cut_quoted (text, at + 1, out);
          value.is_unclosed = text[at] == '\0';
          if (value.is_unclosed)
            break;
        }
      else
        {
          value.is_glob |= text[at] == '*';
          g_string_append_c (out, text[at]);
        }
      at++;
    }
  value.end = at;
  value.text = g_strdup (out->str);
  g_array_append_val (values, value);
  return at;
}

static gsize
cut_sign (const char *text, FilterOp *op)
{
  static const struct
  {
    const char *sign;
    FilterOp op;
  } signs[] = {
    { "!=", FILTER_NE }, { "<=", FILTER_LE }, { ">=", FILTER_GE }, { "=", FILTER_EQ },
    { "<", FILTER_LT },  { ">", FILTER_GT },  { ":", FILTER_IS },
  };

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_str_has_prefix (text, signs[i].sign))
      {
        *op = signs[i].op;
        return strlen (signs[i].sign);
      }
  *op = FILTER_WORD;
  return 0;
}

static FilterTerm
cut_term (const char *text, gsize at)
{
  FilterTerm term = { .start = at, .is_negated = text[at] == '-' };
  gsize name_end, sign = 0;

  term.values = g_array_new (FALSE, TRUE, sizeof (FilterValue));
  g_array_set_clear_func (term.values, clear_value);
  if (term.is_negated)
    at++;
  term.name_start = name_end = at;
  while (g_ascii_isalpha (text[name_end]) ||
         (name_end > at &&
          (g_ascii_isdigit (text[name_end]) || text[name_end] == '_' || text[name_end] == '-')))
    name_end++;
  if (name_end > at)
    sign = cut_sign (text + name_end, &term.op);
  if (sign > 0)
    {
      term.name = g_ascii_strdown (text + at, name_end - at);
      term.name_end = name_end;
      at = name_end + sign;
    }
  else
    term.name_end = at;
  term.value_start = at;
  at = cut_value (text, at, sign > 0, term.values);
  while (sign > 0 && text[at] == ',')
    at = cut_value (text, at + 1, TRUE, term.values);
  term.end = at;
  return term;
}

GArray *
m77_filter_cut (const char *text)
{
  GArray *terms = g_array_new (FALSE, TRUE, sizeof (FilterTerm));

  g_array_set_clear_func (terms, clear_term);
  for (gsize at = 0; text[at] != '\0';)
    {
      FilterTerm term;

      if (g_ascii_isspace (text[at]))
        {
          at++;
          continue;
        }
      term = cut_term (text, at);
      at = term.end;
      g_array_append_val (terms, term);
    }
  return terms;
}
