/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-validate"

#include "config.h"

#include "shared/model/m77-validate.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "shared/base/m77-error.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-patch.h"

#define SLUG_MAX 63

void
m77_fault_free (M77Fault *fault)
{
  g_free (fault->field);
  g_free (fault->code);
  g_free (fault->message);
  g_free (fault);
}

static GPtrArray *
faults_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) m77_fault_free);
}

static void
add_fault (GPtrArray *faults, const char *field, const char *code, const char *message)
{
  M77Fault *fault = g_new0 (M77Fault, 1);

  fault->field = g_strdup (field);
  fault->code = g_strdup (code);
  fault->message = g_strdup (message);
  g_ptr_array_add (faults, fault);
}

static gint64
time_of (const M77Json *doc, const char *name)
{
  const char *text = m77_json_get_string (doc, name);

  return text != NULL ? m77_time_parse (text) : M77_TIME_NONE;
}

/* An end after its start, and not further from it than the field says. */
static void
check_span (GPtrArray *faults, const M77Kind *kind, const M77Json *doc)
{
  gint64 starts = time_of (doc, "starts_at");
  gint64 ends = time_of (doc, "ends_at");
  const M77Field *field = m77_kind_field (kind, "ends_at");
  g_autofree char *span = NULL;
  g_autofree char *message = NULL;

  if (field == NULL || starts == M77_TIME_NONE || ends == M77_TIME_NONE)
    return;
  if (ends < starts)
    add_fault (faults, "ends_at", "order", _ ("The end must not be before the start"));
  if (field->max <= 0 || ends - starts <= field->max * 1000)
    return;

  span = m77_duration_format (field->max);
  message = g_strdup_printf (_ ("The end may be at most %s after the start"), span);
  add_fault (faults, "ends_at", "out-of-range", message);
}

gboolean
m77_validate_span (const M77Kind *kind, const M77Json *doc)
{
  g_autoptr (GPtrArray) faults = faults_new ();

  check_span (faults, kind, doc);
  return faults->len == 0;
}

/* The milestones of an incident follow each other. */
static void
check_milestones (GPtrArray *faults, const M77Kind *kind, const M77Json *doc)
{
  static const char *const names[] = {
    "acknowledged_at", "mitigated_at", "resolved_at", "closed_at"
  };
  gint64 latest = M77_TIME_NONE;

  if (!g_str_equal (kind->name, "incident"))
    return;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      gint64 at = time_of (doc, names[i]);

      if (at == M77_TIME_NONE)
        continue;
      if (at < latest)
        add_fault (faults, names[i], "order", _ ("This must not be before what came earlier"));
      latest = MAX (latest, at);
    }
}

static gsize
text_size (const M77Json *value)
{
  g_autoptr (GString) text = g_string_new (NULL);

  m77_json_write (value, text);
  return text->len;
}

/* All within the limit, and its last part free of anything but log entries. */
static void
check_size (GPtrArray *faults, const M77Kind *kind, const M77Json *doc)
{
  gsize logs = 0;
  gsize total = text_size (doc);

  for (const M77Field *field = kind->fields; field->name != NULL; field++)
    {
      if (field->type == M77_TYPE_LOG && m77_json_get (doc, field->name) != NULL)
        logs += text_size (m77_json_get (doc, field->name));
    }

  if (total > M77_RECORD_MAX || total - logs > M77_RECORD_MAX - M77_RECORD_LOG_ROOM)
    add_fault (faults, "doc", "too-long", _ ("The record is over 1 MiB; shorten its texts"));
}

static gboolean
is_touched (const char *name, const M77Json *patch, const M77Json *elements)
{
  return m77_json_get (patch, name) != NULL || m77_json_get (elements, name) != NULL;
}

/* Values of all fields, or of those an edit touches when there is one. */
static GPtrArray *
check_doc (const M77Kind *kind,
           const M77Json *doc,
           gboolean whole,
           const M77Json *patch,
           const M77Json *elements)
{
  GPtrArray *faults = faults_new ();

  for (const M77Field *field = kind->fields; field->name != NULL; field++)
    {
      M77Fault *fault = NULL;

      if (whole || is_touched (field->name, patch, elements))
        fault = m77_validate_value (kind, field, m77_json_get (doc, field->name));
      if (fault != NULL)
        g_ptr_array_add (faults, fault);
    }

  if (whole || m77_json_get (patch, "starts_at") != NULL || m77_json_get (patch, "ends_at") != NULL)
    check_span (faults, kind, doc);
  if (whole)
    check_milestones (faults, kind, doc);
  check_size (faults, kind, doc);
  return faults;
}

static GPtrArray *
or_null (GPtrArray *faults)
{
  if (faults->len > 0)
    return faults;

  g_ptr_array_unref (faults);
  return NULL;
}

GPtrArray *
m77_validate_doc (const M77Kind *kind, const M77Json *doc)
{
  return or_null (check_doc (kind, doc, TRUE, NULL, NULL));
}

char *
m77_validate_order (const M77Kind *kind, const M77Json *doc)
{
  g_autoptr (GPtrArray) faults = m77_validate_doc (kind, doc);

  for (guint i = 0; faults != NULL && i < faults->len; i++)
    {
      const M77Fault *fault = faults->pdata[i];
      const M77Field *field = m77_kind_field (kind, fault->field);

      if (g_str_equal (fault->code, "order"))
        return g_strdup_printf ("%s: %s",
                                field != NULL ? g_dgettext (GETTEXT_PACKAGE, field->label)
                                              : fault->field,
                                fault->message);
    }
  return NULL;
}

/* A start value as JSON of the field's type. */
static M77Json *
start_value (M77JsonPool *pool, const M77Field *field)
{
  switch (field->type)
    {
    case M77_TYPE_BOOLEAN:
      return m77_json_bool_new (pool, g_str_equal (field->start, "true"));
    case M77_TYPE_INTEGER:
    case M77_TYPE_DURATION:
      return m77_json_int_new (pool, g_ascii_strtoll (field->start, NULL, 10));
    default:
      return m77_json_string_new (pool, field->start);
    }
}

static gboolean
same (const M77Json *a, const M77Json *b)
{
  return (m77_json_is_null (a) && m77_json_is_null (b)) || m77_json_equal (a, b);
}

static gboolean
state_allows (const M77Kind *kind, const char *const *states, const M77Json *before)
{
  const char *state = m77_record_state (kind, before);

  return states == NULL || state == NULL || g_strv_contains (states, state);
}

/* What is wrong with writing this field, as a person; NULL code if nothing is. */
static const char *
writing_fault (const M77Kind *kind,
               const M77Field *field,
               const M77Json *before,
               const M77Json *patch,
               const M77Json *after,
               const char **message)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *was = m77_json_get (before, field->name);
  const M77Json *is = m77_json_get (after, field->name);

  if (same (was, is) ||
      (before == NULL && field->start != NULL && m77_json_equal (is, start_value (pool, field))))
    return NULL;

  *message = _ ("only actions and the platform change it");
  if (!m77_field_is_editable (field))
    return "read-only";
  *message = _ ("it is fixed since the record was made");
  if ((field->flags & M77_FIELD_FIXED) != 0 && !m77_json_is_null (was))
    return "fixed";
  *message = _ ("it cannot be edited in this state");
  if (before != NULL && (!state_allows (kind, kind->edit_states, before) ||
                         !state_allows (kind, field->edit_states, before)))
    return "read-only";
  *message = _ ("entries are added, never replaced");
  if (field->type == M77_TYPE_LOG && !m77_json_is_null (was) &&
      m77_json_get (patch, field->name) != NULL)
    return "read-only";

  return NULL;
}

static void
check_writing (GPtrArray *faults,
               const M77Kind *kind,
               const M77Json *before,
               const M77Json *patch,
               const M77Json *elements,
               const M77Json *after)
{
  for (const M77Field *field = kind->fields; field->name != NULL; field++)
    {
      const char *code = NULL;
      const char *why = NULL;
      g_autofree char *message = NULL;

      if (is_touched (field->name, patch, elements))
        code = writing_fault (kind, field, before, patch, after, &why);
      if (code == NULL)
        continue;
      message = g_strdup_printf (_ ("%s: %s"), g_dgettext (GETTEXT_PACKAGE, field->label), why);
      add_fault (faults, field->name, code, message);
    }
}

GPtrArray *
m77_validate_edit (const M77Kind *kind,
                   const M77Json *before,
                   const M77Json *patch,
                   const M77Json *elements,
                   gboolean by_platform)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GError) error = NULL;
  const M77Json *after = m77_edit_apply (pool, before, patch, elements, &error);
  GPtrArray *faults;

  if (after == NULL)
    {
      faults = faults_new ();
      add_fault (faults, "elements", "wrong-type", error->message);
      return faults;
    }

  faults = check_doc (kind, after, before == NULL, patch, elements);
  if (!by_platform)
    check_writing (faults, kind, before, patch, elements, after);
  return or_null (faults);
}

/* "Karten fallen über EU aus" → "karten-fallen-uber-eu-aus". NULL if nothing is left. */
static char *
slug_of (const char *title)
{
  g_autofree char *ascii = g_str_to_ascii (title, "C");
  GString *slug = g_string_new (NULL);

  for (const char *p = ascii; *p != '\0' && slug->len < SLUG_MAX; p++)
    {
      if (g_ascii_isalnum (*p))
        g_string_append_c (slug, g_ascii_tolower (*p));
      else if (slug->len > 0 && slug->str[slug->len - 1] != '-')
        g_string_append_c (slug, '-');
    }
  while (slug->len > 0 && slug->str[slug->len - 1] == '-')
    g_string_truncate (slug, slug->len - 1);

  return g_string_free (slug, slug->len == 0);
}

M77Json *
m77_create_complete (M77JsonPool *pool, const M77Kind *kind, const M77Json *doc)
{
  M77Json *complete = doc != NULL ? m77_json_copy (pool, doc) : m77_json_object_new (pool);
  const M77Field *name = m77_kind_field (kind, "name");
  const char *title = m77_json_get_string (doc, "title");
  g_autofree char *slug = NULL;

  for (const M77Field *field = kind->fields; field->name != NULL; field++)
    {
      if (field->start != NULL && m77_json_is_null (m77_json_get (complete, field->name)))
        m77_json_set (pool, complete, field->name, start_value (pool, field));
    }

  if (name == NULL || name->type != M77_TYPE_SLUG || title == NULL ||
      !m77_json_is_null (m77_json_get (complete, "name")))
    return complete;

  slug = slug_of (title);
  if (slug != NULL)
    m77_json_set_string (pool, complete, "name", slug);
  return complete;
}

void
m77_faults_to_error (GPtrArray *faults, GError **error)
{
  const M77Fault *first = g_ptr_array_index (faults, 0);
  guint more = faults->len - 1;

  if (more == 0)
    g_set_error_literal (error, M77_ERROR, M77_ERROR_INVALID, first->message);
  else
    g_set_error (error,
                 M77_ERROR,
                 M77_ERROR_INVALID,
                 ngettext ("%s; and %u more", "%s; and %u more", more),
                 first->message,
                 more);
}
