/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-decision"

#include "config.h"

#include "shared/model/m77-decision.h"

#include <glib/gi18n-lib.h>

#include "shared/base/m77-error.h"

#define SEEN "@theirs"

static const char *const choice_names[] = { "", "theirs", "mine", "both", "value" };

static M77Choice
choice_from_name (const char *name)
{
  for (guint i = M77_CHOICE_THEIRS; name != NULL && i < G_N_ELEMENTS (choice_names); i++)
    if (g_str_equal (name, choice_names[i]))
      return (M77Choice) i;
  return M77_CHOICE_NONE;
}

static M77DecisionField *
field_at (const M77Decision *self, guint index)
{
  return &g_array_index (self->fields, M77DecisionField, index);
}

static const M77Json *
present (const M77Json *value)
{
  return m77_json_is_null (value) ? NULL : value;
}

static gboolean
same (const M77Json *a, const M77Json *b)
{
  return (m77_json_is_null (a) && m77_json_is_null (b)) ||
         (!m77_json_is_null (a) && !m77_json_is_null (b) && m77_json_equal (a, b));
}

static void
add_field (M77Decision *self, const M77Json *json)
{
  M77DecisionField field = { .path = m77_json_get_string (json, "path"),
                             .label = m77_json_get_string (json, "label"),
                             .asks = m77_json_get_bool (json, "asks"),
                             .base = present (m77_json_get (json, "base")),
                             .theirs = present (m77_json_get (json, "theirs")),
                             .mine = present (m77_json_get (json, "mine")),
                             .merged = present (m77_json_get (json, "merged")),
                             .both = present (m77_json_get (json, "both")) };
  const M77Json *takes = m77_json_first (m77_json_get (json, "takes"));

  if (field.path == NULL)
    return;
  if (field.label == NULL)
    field.label = field.path;
  field.field = self->kind != NULL ? m77_kind_field (self->kind, field.path) : NULL;
  for (; takes != NULL; takes = m77_json_next (takes))
    field.takes |= 1u << choice_from_name (m77_json_string (takes));
  g_array_append_val (self->fields, field);
}

/* Choices as Resolve takes them, against theirs as it then was. Returns how many no longer fit. */
static int
take_choices (M77Decision *self, const M77Json *draft)
{
  const M77Json *seen = m77_json_get (draft, SEEN);
  int reopened = 0;

  for (guint i = 0; i < self->fields->len; i++)
    {
      M77DecisionField *field = field_at (self, i);
      const M77Json *choice = m77_json_get (draft, field->path);
      const M77Json *value = m77_json_get (choice, "value");
      const M77Json *then = m77_json_get (seen, field->path);

      if (choice == NULL)
        continue;
      if (then != NULL && !same (then, field->theirs))
        {
          field->reopened = TRUE;
          reopened++;
        }
      else if (value != NULL)
        m77_decision_choose_value (self, i, value);
      else
        m77_decision_choose (self, i, choice_from_name (m77_json_string (choice)));
    }
  return reopened;
}

static gboolean
read_conflict (M77Decision *self, const char *json, GError **error)
{
  M77JsonPool *pool = m77_json_pool_new ();
  const M77Json *conflict = m77_json_parse (pool, json, -1, error);
  const M77Json *fields = m77_json_get (conflict, "fields");

  if (conflict != NULL && !m77_json_is (fields, M77_JSON_ARRAY))
    g_set_error_literal (error,
                         M77_ERROR,
                         M77_ERROR_BAD_ANSWER,
                         _ ("The agent did not say which fields are in conflict."));
  if (!m77_json_is (fields, M77_JSON_ARRAY))
    {
      m77_json_pool_free (pool);
      return FALSE;
    }
  if (self->pool != NULL)
    m77_json_pool_free (self->pool);
  self->pool = pool;
  self->conflict = conflict;
  self->kind = m77_kind_find (m77_json_get_string (conflict, "kind"));
  self->theirs_version = m77_json_get_int (conflict, "theirs_version", 0);
  g_array_set_size (self->fields, 0);
  for (const M77Json *field = m77_json_first (fields); field != NULL; field = m77_json_next (field))
    add_field (self, field);
  return TRUE;
}

M77Decision *
m77_decision_new (const char *json, GError **error)
{
  g_autoptr (M77Decision) self = g_new0 (M77Decision, 1);

  self->fields = g_array_new (FALSE, FALSE, sizeof (M77DecisionField));
  if (!read_conflict (self, json, error))
    return NULL;
  take_choices (self, m77_json_get (self->conflict, "decision"));
  return g_steal_pointer (&self);
}

void
m77_decision_free (M77Decision *self)
{
  if (self->pool != NULL)
    m77_json_pool_free (self->pool);
  g_array_unref (self->fields);
  g_free (self);
}

int
m77_decision_update (M77Decision *self, const char *json, GError **error)
{
  g_autofree char *text = m77_decision_to_draft (self);
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *draft = *text != '\0' ? m77_json_parse (pool, text, -1, NULL) : NULL;

  /* What the person chose here counts, not what was kept of it so far. */
  return read_conflict (self, json, error) ? take_choices (self, draft) : -1;
}

guint
m77_decision_size (const M77Decision *self)
{
  return self->fields->len;
}

const M77DecisionField *
m77_decision_field (const M77Decision *self, guint index)
{
  return field_at (self, index);
}

gboolean
m77_decision_choose (M77Decision *self, guint index, M77Choice choice)
{
  M77DecisionField *field = field_at (self, index);

  if (choice == M77_CHOICE_VALUE ||
      (choice != M77_CHOICE_NONE && (field->takes & 1u << choice) == 0))
    return FALSE;
  field->choice = choice;
  field->value = NULL;
  field->reopened = FALSE;
  return TRUE;
}

gboolean
m77_decision_choose_value (M77Decision *self, guint index, const M77Json *value)
{
  M77DecisionField *field = field_at (self, index);

  if ((field->takes & 1u << M77_CHOICE_VALUE) == 0)
    return FALSE;
  field->choice = M77_CHOICE_VALUE;
  field->value = m77_json_copy (self->pool, value);
  field->reopened = FALSE;
  return TRUE;
}

gboolean
m77_decision_is_open (const M77Decision *self, guint index)
{
  const M77DecisionField *field = field_at (self, index);

  return field->asks && field->choice == M77_CHOICE_NONE;
}

const M77Json *
m77_decision_result (const M77Decision *self, guint index)
{
  const M77DecisionField *field = field_at (self, index);

  switch (field->choice)
    {
    case M77_CHOICE_THEIRS:
      return field->theirs;
    case M77_CHOICE_MINE:
      return field->mine;
    case M77_CHOICE_BOTH:
      return field->both;
    case M77_CHOICE_VALUE:
      return present (field->value);
    default:
      return field->asks ? NULL : field->merged;
    }
}

guint
m77_decision_count_asking (const M77Decision *self)
{
  guint count = 0;

  for (guint i = 0; i < self->fields->len; i++)
    count += field_at (self, i)->asks;
  return count;
}

guint
m77_decision_count_open (const M77Decision *self)
{
  guint count = 0;

  for (guint i = 0; i < self->fields->len; i++)
    count += m77_decision_is_open (self, i);
  return count;
}

/* NULL when nothing was chosen. */
static M77Json *
write_choices (const M77Decision *self, M77JsonPool *pool, M77Json *seen)
{
  M77Json *out = m77_json_object_new (pool);

  for (guint i = 0; i < self->fields->len; i++)
    {
      const M77DecisionField *field = field_at (self, i);

      if (field->choice == M77_CHOICE_NONE)
        continue;
      if (field->choice == M77_CHOICE_VALUE)
        {
          M77Json *value = m77_json_object_new (pool);

          m77_json_set (pool, value, "value", m77_json_copy (pool, field->value));
          m77_json_set (pool, out, field->path, value);
        }
      else
        m77_json_set_string (pool, out, field->path, choice_names[field->choice]);
      m77_json_set (pool,
                    seen,
                    field->path,
                    field->theirs != NULL ? m77_json_copy (pool, field->theirs)
                                          : m77_json_null_new (pool));
    }
  return out;
}

char *
m77_decision_to_choices (const M77Decision *self)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();

  return m77_json_to_text (write_choices (self, pool, m77_json_object_new (pool)));
}

char *
m77_decision_to_draft (const M77Decision *self)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *seen = m77_json_object_new (pool);
  M77Json *out = write_choices (self, pool, seen);

  if (m77_json_size (out) == 0)
    return g_strdup ("");
  m77_json_set (pool, out, SEEN, seen);
  return m77_json_to_text (out);
}
