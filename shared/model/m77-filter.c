/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-filter"

#include "config.h"

#include "shared/model/m77-filter.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "shared/base/m77-error.h"
#include "shared/model/m77-filter-private.h"

const char *const m77_filter_states[] = { "open",     "pending",  "waiting", "held",
                                          "rejected", "conflict", "clean",   NULL };

/* Where and why; expected NULL: nothing is wrong. */
typedef struct
{
  gsize start, end;
  char *expected;
} Wrong;

void
m77_filter_fault_clear (M77FilterFault *fault)
{
  g_clear_pointer (&fault->expected, g_free);
}

const M77Field *
m77_filter_field (const M77Kind *kind, const char *name)
{
  static const char *const aliases[][2] = { { "created", "created_at" },
                                            { "updated", "updated_at" },
                                            { "by", "updated_by" } };

  if (kind != NULL)
    return m77_kind_field (kind, name);
  for (guint i = 0; i < G_N_ELEMENTS (aliases); i++)
    if (g_str_equal (aliases[i][0], name))
      name = aliases[i][1];
  for (const M77Field *field = m77_envelope_fields (); field->name != NULL; field++)
    if (g_str_equal (field->name, name))
      return field;
  return NULL;
}

gboolean
m77_filter_is_ordered (const M77Field *field)
{
  switch (field->type)
    {
    case M77_TYPE_RANKED:
    case M77_TYPE_TIME:
    case M77_TYPE_DURATION:
    case M77_TYPE_INTEGER:
    case M77_TYPE_NUMBER:
      return TRUE;
    default:
      return FALSE;
    }
}

char *
m77_filter_expect_one_of (const char *const *names)
{
  g_autoptr (GString) list = g_string_new (NULL);
  guint count = g_strv_length ((char **) names);

  if (count == 1)
    return g_strdup_printf (_ ("%s expected"), names[0]);
  for (guint i = 0; i + 1 < count; i++)
    g_string_append_printf (list, i > 0 ? ", %s" : "%s", names[i]);
  /* Translators: "sev1, sev2 or sev3 expected" */
  return g_strdup_printf (_ ("%s or %s expected"), list->str, names[count - 1]);
}

static M77Predicate *
fail (Wrong *wrong, gsize start, gsize end, char *expected)
{
  *wrong = (Wrong){ start, end, expected };
  return NULL;
}

static gboolean
has_word (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_unichar_isalnum (g_utf8_get_char (text)))
      return TRUE;
  return FALSE;
}

static M77Predicate *
read_words (const FilterTerm *term, Wrong *wrong)
{
  const FilterValue *value = &g_array_index (term->values, FilterValue, 0);
  const char *star = strchr (value->text, '*');
  M77Predicate *words;

  if (value->start == value->end)
    return fail (wrong,
                 value->start,
                 value->end,
                 g_strdup (_ ("a word or a field expected after -")));
  if (!has_word (value->text))
    return fail (wrong,
                 value->start,
                 value->end,
                 g_strdup (_ ("a word with letters or digits expected")));
  if (value->is_glob && star[1] != '\0')
    return fail (wrong,
                 value->start,
                 value->end,
                 g_strdup (_ ("a * only at the end of a word expected")));
  words = m77_predicate_new (M77_PREDICATE_WORDS);
  m77_predicate_set_text (words, value->text);
  return words;
}

static M77Predicate *
read_is (const FilterTerm *term, Wrong *wrong)
{
  g_autoptr (M77Predicate) any = m77_predicate_new (M77_PREDICATE_OR);

  if (term->op != FILTER_IS)
    return fail (wrong, term->name_end, term->value_start, g_strdup (_ (": expected after is")));
  for (guint i = 0; i < term->values->len; i++)
    {
      const FilterValue *value = &g_array_index (term->values, FilterValue, i);
      g_autofree char *name = g_ascii_strdown (value->text, -1);
      M77Predicate *is;
      guint state = 0;

      while (m77_filter_states[state] != NULL && !g_str_equal (m77_filter_states[state], name))
        state++;
      if (m77_filter_states[state] == NULL)
        return fail (wrong, value->start, value->end, m77_filter_expect_one_of (m77_filter_states));
      is = m77_predicate_new (M77_PREDICATE_IS);
      is->is = (M77Is) state;
      m77_predicate_add (any, is);
    }
  return g_steal_pointer (&any);
}

static M77Predicate *
read_values (const FilterTerm *term,
             const M77Kind *kind,
             const M77Field *field,
             const M77FilterContext *context,
             Wrong *wrong)
{
  g_autoptr (M77Predicate) any = m77_predicate_new (M77_PREDICATE_OR);

  if (term->op >= FILTER_LT && !m77_filter_is_ordered (field))
    return fail (wrong,
                 term->name_end,
                 term->value_start,
                 g_strdup_printf (_ (": expected, as %s has no order"), field->name));
  if (term->op >= FILTER_LT && term->values->len > 1)
    return fail (wrong,
                 g_array_index (term->values, FilterValue, 0).end,
                 term->end,
                 g_strdup (_ ("one value expected after < or >")));
  for (guint i = 0; i < term->values->len; i++)
    {
      const FilterValue *value = &g_array_index (term->values, FilterValue, i);
      char *expected = NULL;
      M77Predicate *one = m77_filter_value (kind, field, term->op, value, context, &expected);

      if (one == NULL)
        return fail (wrong, value->start, value->end, expected);
      m77_predicate_add (any, one);
    }
  return g_steal_pointer (&any);
}

static char *
expect_field (const M77Kind *kind, const char *name)
{
  if (kind == NULL)
    return g_strdup_printf (_ ("created, updated, by, id or version expected, not %s; "
                               "quote the term to search for it as text"),
                            name);
  return g_strdup_printf (_ ("a field of %s expected, not %s; "
                             "quote the term to search for it as text"),
                          kind->name,
                          name);
}

static M77Predicate *
simplify (M77Predicate *any)
{
  M77Predicate *only;

  if (any->kind != M77_PREDICATE_OR || any->children->len != 1)
    return any;
  only = m77_predicate_ref (g_ptr_array_index (any->children, 0));
  m77_predicate_unref (any);
  return only;
}

static M77Predicate *
read_field (const FilterTerm *term,
            const M77Kind *kind,
            const M77FilterContext *context,
            Wrong *wrong)
{
  const M77Field *field = m77_filter_field (kind, term->name);
  const M77Field *series = NULL;
  g_autoptr (M77Predicate) any = NULL;
  M77Predicate *other;

  if (field == NULL || (field->flags & M77_FIELD_SECRET) != 0)
    return fail (wrong, term->name_start, term->name_end, expect_field (kind, term->name));
  any = read_values (term, kind, field, context, wrong);
  /* The labels an alert came with are in series; people mean both. */
  if (any != NULL && kind != NULL && g_str_equal (term->name, "label"))
    series = m77_kind_field (kind, "series");
  if (series == NULL)
    return g_steal_pointer (&any);
  other = read_values (term, kind, series, context, wrong);
  return other != NULL ? m77_predicate_add (g_steal_pointer (&any), simplify (other)) : NULL;
}

static M77Predicate *
read_term (const FilterTerm *term,
           const M77Kind *kind,
           const M77FilterContext *context,
           Wrong *wrong)
{
  const FilterValue *last = &g_array_index (term->values, FilterValue, term->values->len - 1);
  M77Predicate *predicate;

  if (last->is_unclosed)
    return fail (wrong, term->end, term->end, g_strdup (_ ("closing \" expected")));
  if (term->name == NULL)
    predicate = read_words (term, wrong);
  else if (g_str_equal (term->name, "is"))
    predicate = read_is (term, wrong);
  else
    predicate = read_field (term, kind, context, wrong);
  if (predicate == NULL)
    return NULL;
  predicate = simplify (predicate);
  return term->is_negated != (term->op == FILTER_NE) ? m77_predicate_not (predicate) : predicate;
}

static M77Predicate *
read_terms (const char *text, const M77Kind *kind, const M77FilterContext *context, Wrong *wrong)
{
  g_autoptr (M77Predicate) all = m77_predicate_new (M77_PREDICATE_AND);
  g_autoptr (GArray) terms = NULL;
  const char *invalid;

  if (strlen (text) > M77_FILTER_MAX)
    return fail (wrong,
                 M77_FILTER_MAX,
                 strlen (text),
                 g_strdup_printf (_ ("at most %d bytes expected"), M77_FILTER_MAX));
  if (!g_utf8_validate (text, -1, &invalid))
    return fail (wrong, invalid - text, invalid - text + 1, g_strdup (_ ("UTF-8 expected")));
  terms = m77_filter_cut (text);
  for (guint i = 0; i < terms->len; i++)
    {
      M77Predicate *one = read_term (&g_array_index (terms, FilterTerm, i), kind, context, wrong);

      if (one == NULL)
        return NULL;
      m77_predicate_add (all, one);
    }
  if (terms->len == 0)
    return m77_predicate_new (M77_PREDICATE_ALL);
  if (terms->len == 1)
    return m77_predicate_ref (g_ptr_array_index (all->children, 0));
  return g_steal_pointer (&all);
}

static void
set_error (GError **error, const char *text, const Wrong *wrong)
{
  g_autofree char *before = g_utf8_make_valid (text, wrong->start);
  g_autofree char *part = g_utf8_make_valid (text + wrong->start, wrong->end - wrong->start);
  gulong position = g_utf8_strlen (before, -1) + 1;

  if (*part == '\0' || g_utf8_strlen (part, -1) > 64)
    g_set_error (error,
                 M77_ERROR,
                 M77_ERROR_BAD_FILTER,
                 _ ("filter, character %lu: %s"),
                 position,
                 wrong->expected);
  else
    g_set_error (error,
                 M77_ERROR,
                 M77_ERROR_BAD_FILTER,
                 _ ("filter, character %lu, at \"%s\": %s"),
                 position,
                 part,
                 wrong->expected);
}

M77Predicate *
m77_filter_parse (const char *text,
                  const M77Kind *kind,
                  const M77FilterContext *context,
                  M77FilterFault *fault,
                  GError **error)
{
  Wrong wrong = { 0 };
  M77Predicate *predicate = read_terms (text, kind, context, &wrong);

  if (predicate != NULL)
    return predicate;
  set_error (error, text, &wrong);
  if (fault != NULL)
    *fault = (M77FilterFault){ wrong.start,
                               wrong.end - wrong.start,
                               g_steal_pointer (&wrong.expected) };
  g_free (wrong.expected);
  return NULL;
}

GArray *
m77_filter_spans (const char *text, const M77Kind *kind)
{
  const M77FilterContext context = { .now = 0, .me = "", .zone = NULL };
  GArray *spans = g_array_new (FALSE, TRUE, sizeof (M77FilterSpan));
  g_autoptr (GArray) terms = NULL;

  if (!g_utf8_validate (text, -1, NULL))
    return spans;
  terms = m77_filter_cut (text);
  for (guint i = 0; i < terms->len; i++)
    {
      const FilterTerm *term = &g_array_index (terms, FilterTerm, i);
      Wrong wrong = { 0 };
      g_autoptr (M77Predicate) predicate = read_term (term, kind, &context, &wrong);
      M77FilterSpan span = { .start = term->start,
                             .end = term->end,
                             .value_start = term->name != NULL ? term->value_start : term->end,
                             .negated = term->is_negated,
                             .is_wrong = predicate == NULL };

      if (term->name != NULL && !g_str_equal (term->name, "is"))
        span.field = m77_filter_field (kind, term->name);
      g_array_append_val (spans, span);
      g_free (wrong.expected);
    }
  return spans;
}
