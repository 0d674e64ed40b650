/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-filter"

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "shared/model/m77-filter-private.h"

static void
offer (M77FilterCompletion *self, const char *typed, const char *name, const char *sign)
{
  if (g_ascii_strncasecmp (name, typed, strlen (typed)) == 0)
    g_ptr_array_add (self->candidates, g_strconcat (name, sign, NULL));
}

static const char *
usual_sign (const M77Field *field)
{
  switch (field->type)
    {
    case M77_TYPE_RANKED:
      return "<=";
    case M77_TYPE_TIME:
      return "<";
    default:
      return ":";
    }
}

static gboolean
is_offered (const M77FilterCompletion *self, const char *candidate)
{
  for (guint i = 0; i < self->candidates->len; i++)
    if (g_str_equal (g_ptr_array_index (self->candidates, i), candidate))
      return TRUE;
  return FALSE;
}

/* Own fields in the order of the kind, then aliases, the envelope's and is:. */
static void
offer_fields (M77FilterCompletion *self, const char *typed, const M77Kind *kind)
{
  const char *const *alias = kind != NULL ? m77_kind_aliases (kind) : NULL;

  for (const M77Field *field = kind != NULL ? kind->fields : NULL;
       field != NULL && field->name != NULL;
       field++)
    if ((field->flags & M77_FIELD_SECRET) == 0)
      offer (self, typed, field->name, usual_sign (field));
  for (; alias != NULL && alias[0] != NULL; alias += 2)
    {
      const M77Field *field = m77_filter_field (kind, alias[0]);
      g_autofree char *candidate = field != NULL ? g_strconcat (alias[0], usual_sign (field), NULL)
                                                 : NULL;

      if (candidate != NULL && !is_offered (self, candidate))
        offer (self, typed, alias[0], usual_sign (field));
    }
  for (const M77Field *field = m77_envelope_fields (); field->name != NULL; field++)
    offer (self, typed, field->name, usual_sign (field));
  offer (self, typed, "is", ":");
}

static void
offer_values (M77FilterCompletion *self, const char *typed, const M77Field *field)
{
  static const char *const ages[] = { "30m", "2h", "1d", "7d", "today", NULL };
  static const char *const durations[] = { "30m", "2h", "1d", "7d", NULL };
  static const char *const truths[] = { "true", "false", NULL };
  const char *const *words = field->type == M77_TYPE_TIME       ? ages
                             : field->type == M77_TYPE_DURATION ? durations
                             : field->type == M77_TYPE_BOOLEAN  ? truths
                                                                : NULL;

  const M77Value *value = field->type == M77_TYPE_ENUM || field->type == M77_TYPE_RANKED
                              ? field->values
                              : NULL;

  for (; value != NULL && value->name != NULL; value++)
    offer (self, typed, value->name, NULL);
  for (; words != NULL && *words != NULL; words++)
    offer (self, typed, *words, NULL);
  if (g_strcmp0 (field->ref, "member") == 0)
    offer (self, typed, "@me", NULL);
  offer (self, typed, "*", NULL);
  if (field->type == M77_TYPE_REF || field->type == M77_TYPE_SET || field->type == M77_TYPE_MAP ||
      field->type == M77_TYPE_LINE || field->type == M77_TYPE_SLUG)
    self->values_of = field;
}

static char *
describe (const M77Field *field)
{
  const M77Value *value = field->values;

  switch (field->type)
    {
    case M77_TYPE_RANKED:
      return g_strdup_printf (_ ("ordered, %s first; : = != < <= > >="), value[0].name);
    case M77_TYPE_TIME:
      return g_strdup (_ ("< 2h: less than two hours ago; a date: since or before it"));
    case M77_TYPE_DURATION:
    case M77_TYPE_INTEGER:
    case M77_TYPE_NUMBER:
      return g_strdup (_ ("ordered; : = != < <= > >="));
    case M77_TYPE_MAP:
      return g_strdup (_ ("key or key=value; * globs, commas mean or"));
    case M77_TYPE_JSON:
      return g_strdup (_ ("* only: has a value"));
    case M77_TYPE_ENUM:
    case M77_TYPE_BOOLEAN:
      return g_strdup (_ ("commas mean or"));
    default:
      return g_strdup (_ ("* globs, commas mean or"));
    }
}

static const FilterTerm *
find_term (GArray *terms, gsize cursor)
{
  for (guint i = 0; i < terms->len; i++)
    {
      const FilterTerm *term = &g_array_index (terms, FilterTerm, i);

      if (cursor >= term->start && cursor <= term->end)
        return term;
    }
  return NULL;
}

static const FilterValue *
find_value (const FilterTerm *term, gsize cursor)
{
  for (guint i = 0; i < term->values->len; i++)
    {
      const FilterValue *value = &g_array_index (term->values, FilterValue, i);

      if (cursor >= value->start && cursor <= value->end)
        return value;
    }
  return NULL;
}

static void
complete_value (M77FilterCompletion *self,
                const char *text,
                gsize cursor,
                const FilterTerm *term,
                const M77Kind *kind)
{
  const FilterValue *value = find_value (term, cursor);
  const M77Field *field = m77_filter_field (kind, term->name);
  g_autofree char *typed = NULL;

  self->start = value->start;
  self->end = value->end;
  typed = g_strndup (text + value->start, cursor - value->start);
  if (g_str_equal (term->name, "is"))
    for (guint i = 0; m77_filter_states[i] != NULL; i++)
      offer (self, typed, m77_filter_states[i], NULL);
  else if (field != NULL)
    {
      offer_values (self, typed, field);
      self->hint = describe (field);
    }
}

M77FilterCompletion *
m77_filter_complete (const char *text, gsize cursor, const M77Kind *kind)
{
  M77FilterCompletion *self = g_new0 (M77FilterCompletion, 1);
  g_autoptr (GArray) terms = m77_filter_cut (text);
  g_autofree char *typed = NULL;
  const FilterTerm *term;

  cursor = MIN (cursor, strlen (text));
  term = find_term (terms, cursor);
  self->candidates = g_ptr_array_new_with_free_func (g_free);
  self->start = self->end = cursor;
  if (term != NULL && term->name != NULL && cursor >= term->value_start)
    {
      complete_value (self, text, cursor, term, kind);
      return self;
    }
  if (term != NULL && cursor >= term->name_start)
    {
      self->start = term->name_start;
      self->end = term->name != NULL ? term->value_start : term->end;
    }
  typed = g_strndup (text + self->start, MIN (cursor, self->end) - self->start);
  if (term != NULL && term->name != NULL && cursor > term->name_end)
    typed[term->name_end - term->name_start] = '\0';
  offer_fields (self, typed, kind);
  return self;
}

void
m77_filter_completion_free (M77FilterCompletion *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->candidates);
  g_free (self->hint);
  g_free (self);
}
