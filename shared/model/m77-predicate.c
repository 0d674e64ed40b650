/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-predicate"

#include "config.h"

#include "shared/model/m77-predicate.h"

M77Predicate *
m77_predicate_new (M77PredicateKind kind)
{
  M77Predicate *self = g_new0 (M77Predicate, 1);

  self->kind = kind;
  self->refs = 1;
  if (kind == M77_PREDICATE_AND || kind == M77_PREDICATE_OR || kind == M77_PREDICATE_NOT)
    self->children = g_ptr_array_new_with_free_func ((GDestroyNotify) m77_predicate_unref);
  return self;
}

M77Predicate *
m77_predicate_add (M77Predicate *self, M77Predicate *child)
{
  g_ptr_array_add (self->children, child);
  return self;
}

M77Predicate *
m77_predicate_not (M77Predicate *child)
{
  return m77_predicate_add (m77_predicate_new (M77_PREDICATE_NOT), child);
}

void
m77_predicate_set_text (M77Predicate *self, const char *text)
{
  g_free (self->text);
  g_free (self->folded);
  self->text = g_strdup (text);
  self->folded = g_utf8_casefold (text, -1);
}

M77Predicate *
m77_predicate_ref (M77Predicate *self)
{
  g_atomic_int_inc (&self->refs);
  return self;
}

void
m77_predicate_unref (M77Predicate *self)
{
  if (self == NULL || !g_atomic_int_dec_and_test (&self->refs))
    return;
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_free (self->text);
  g_free (self->folded);
  g_free (self);
}

static const char *
scalar_text (const M77Json *value)
{
  gboolean flag;

  if (m77_json_bool (value, &flag))
    return flag ? "true" : "false";
  if (m77_json_is (value, M77_JSON_NUMBER))
    return m77_json_number_text (value);
  return m77_json_string (value);
}

char *
m77_predicate_element (const M77Json *element)
{
  const char *name = m77_json_name (element);
  const char *text = scalar_text (element);
  g_autofree char *pair = NULL;

  if (name != NULL)
    text = pair = g_strconcat (name, "=", text != NULL ? text : "", NULL);
  return text != NULL ? g_utf8_casefold (text, -1) : NULL;
}

/* Goes back to the last star only, so that many stars cost no more than one. */
gboolean
m77_predicate_glob (const char *pattern, const char *text)
{
  const char *star = NULL, *resume = NULL;

  while (*text != '\0')
    if (*pattern == '*')
      {
        star = ++pattern;
        resume = text;
      }
    else if (*pattern == *text)
      {
        pattern++;
        text++;
      }
    else if (star != NULL)
      {
        pattern = star;
        text = ++resume;
      }
    else
      return FALSE;
  while (*pattern == '*')
    pattern++;
  return *pattern == '\0';
}

static void
visit_all (const M77Json *value, M77SearchedFunc visit, gpointer data)
{
  if (m77_json_is (value, M77_JSON_STRING))
    visit (m77_json_string (value), data);
  else if (m77_json_is (value, M77_JSON_ARRAY) || m77_json_is (value, M77_JSON_OBJECT))
    for (const M77Json *e = m77_json_first (value); e != NULL; e = m77_json_next (e))
      visit_all (e, visit, data);
}

static void
visit_field (const M77Field *field, const M77Json *value, M77SearchedFunc visit, gpointer data)
{
  switch (field->type)
    {
    case M77_TYPE_LOG:
      for (const M77Json *e = m77_json_first (value); e != NULL; e = m77_json_next (e))
        if (m77_json_get_string (e, "text") != NULL)
          visit (m77_json_get_string (e, "text"), data);
      break;
    case M77_TYPE_MAP:
      if (!m77_json_is (value, M77_JSON_OBJECT))
        break;
      for (const M77Json *e = m77_json_first (value); e != NULL; e = m77_json_next (e))
        {
          visit (m77_json_name (e), data);
          visit_all (e, visit, data);
        }
      break;
    default:
      visit_all (value, visit, data);
    }
}

void
m77_predicate_searched (const M77Kind *kind,
                        const M77Json *doc,
                        M77SearchedFunc visit,
                        gpointer data)
{
  if (kind == NULL)
    visit_all (doc, visit, data);
  else
    for (const M77Field *field = kind->fields; field->name != NULL; field++)
      if (field->flags & M77_FIELD_SEARCHED)
        visit_field (field, m77_json_get (doc, field->name), visit, data);
}

gboolean
m77_predicate_has_words (const M77Predicate *self)
{
  if (self->kind == M77_PREDICATE_WORDS)
    return TRUE;
  for (guint i = 0; self->children != NULL && i < self->children->len; i++)
    if (m77_predicate_has_words (self->children->pdata[i]))
      return TRUE;
  return FALSE;
}
