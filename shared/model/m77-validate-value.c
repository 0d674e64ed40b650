/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-validate"

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "shared/base/m77-id.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-secret.h"
#include "shared/model/m77-validate-format.h"
#include "shared/model/m77-validate.h"

#define LINE_MAX_CHARS  256
#define TEXT_MAX        (64 * 1024)
#define MARKDOWN_MAX    (256 * 1024)
#define SET_MAX         256
#define ELEMENT_MAX     256 /* bytes */
#define LOG_MAX         5000
#define ENTRY_MAX       (64 * 1024)
#define MAP_MAX         256
#define MAP_VALUE_MAX   4096
#define JSON_MAX        (64 * 1024)
#define JSON_DEPTH      32
#define INTEGER_MAX     ((G_GINT64_CONSTANT (1) << 53) - 1)
#define KIBIBYTES(size) ((guint) ((size) / 1024))

static M77Fault *
fault_new (const M77Field *field, const char *code, char *message)
{
  M77Fault *fault = g_new0 (M77Fault, 1);

  fault->field = g_strdup (field->name);
  fault->code = g_strdup (code);
  fault->message = message;
  return fault;
}

static const char *
label_of (const M77Field *field)
{
  return g_dgettext (GETTEXT_PACKAGE, field->label);
}

static M77Fault *
bad (const M77Field *field, const char *code, const char *expected)
{
  /* Translators: a field's name, and what it may hold */
  return fault_new (field, code, g_strdup_printf (_ ("%s: %s"), label_of (field), expected));
}

static M77Fault *
too_long (const M77Field *field, gsize limit)
{
  g_autofree char *expected = g_strdup_printf (_ ("at most %u KiB fit"), KIBIBYTES (limit));

  return bad (field, "too-long", expected);
}

static gboolean
has_controls (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      if (g_unichar_iscntrl (g_utf8_get_char (text)))
        return TRUE;
    }

  return FALSE;
}

static M77Fault *
check_line (const M77Field *field, const char *text)
{
  gsize limit = field->max_bytes > 0 ? field->max_bytes : LINE_MAX_CHARS;

  if ((gsize) g_utf8_strlen (text, -1) > limit)
    return bad (field, "too-long", _ ("at most 256 characters fit"));
  if (has_controls (text))
    return bad (field, "bad-format", _ ("one line without control characters expected"));

  return NULL;
}

static M77Fault *
check_slug (const M77Field *field, const char *text)
{
  if (m77_format_slug (text))
    return NULL;

  return bad (field,
              "bad-format",
              _ ("lower-case letters, digits and . _ - expected, at most 63, a letter or digit "
                 "first"));
}

static M77Fault *
check_long (const M77Field *field, const char *text, gsize otherwise)
{
  gsize limit = field->max_bytes > 0 ? field->max_bytes : otherwise;

  return strlen (text) > limit ? too_long (field, limit) : NULL;
}

static M77Fault *
check_name (const M77Field *field, const char *text)
{
  g_autofree char *names = NULL;
  g_autofree char *expected = NULL;

  if (m77_field_rank (field, text) >= 0)
    return NULL;

  names = m77_values_to_sentence (field->values);
  expected = g_strdup_printf (_ ("%s expected"), names);
  return bad (field, "unknown-value", expected);
}

/* A key is a slug; what is referred to by id may dangle, so an id is only looked at as a
 * line. */
static M77Fault *
check_ref (const M77Field *field, const char *text)
{
  const M77Kind *target = field->ref != NULL ? m77_kind_find (field->ref) : NULL;

  if (*text == '\0')
    return bad (field, "bad-format", _ ("a name or an id expected"));
  if (target != NULL && m77_kind_ref_by_key (target))
    return check_slug (field, text);

  return check_line (field, text);
}

static M77Fault *
check_string (const M77Field *field, const char *text)
{
  switch (field->type)
    {
    case M77_TYPE_LINE:
      return check_line (field, text);
    case M77_TYPE_SLUG:
      return check_slug (field, text);
    case M77_TYPE_TEXT:
      return check_long (field, text, TEXT_MAX);
    case M77_TYPE_MARKDOWN:
      return check_long (field, text, MARKDOWN_MAX);
    case M77_TYPE_ENUM:
    case M77_TYPE_RANKED:
      return check_name (field, text);
    case M77_TYPE_REF:
      return check_ref (field, text);
    case M77_TYPE_URL:
      return m77_format_url (text) ? NULL
                                   : bad (field,
                                          "bad-format",
                                          _ ("an address with http or https and no user "
                                             "expected"));
    default:
      if (m77_time_parse (text) != M77_TIME_NONE)
        return NULL;
      return bad (field, "bad-format", _ ("a time such as 2030-05-17T09:00:00.000Z expected"));
    }
}

static M77Fault *
check_count (const M77Field *field, guint count, guint otherwise)
{
  gint64 most = field->max > 0 ? field->max : otherwise;
  g_autofree char *expected = NULL;

  if (count >= field->min && count <= most)
    return NULL;

  expected = g_strdup_printf (_ ("%d to %d of them fit"), (int) field->min, (int) most);
  return bad (field, count > most ? "too-many" : "out-of-range", expected);
}

static M77Fault *
check_set (const M77Field *field, const M77Json *value)
{
  M77Fault *fault = check_count (field, m77_json_size (value), SET_MAX);

  for (const M77Json *e = m77_json_first (value); fault == NULL && e != NULL; e = m77_json_next (e))
    {
      const char *text = m77_json_string (e);

      if (text == NULL)
        fault = bad (field, "wrong-type", _ ("a list of texts expected"));
      else if (*text == '\0' || strlen (text) > ELEMENT_MAX)
        fault = bad (field, "too-long", _ ("1 to 256 bytes fit in each"));
      else
        fault = field->ref != NULL ? check_ref (field, text) : check_line (field, text);
    }

  return fault;
}

static gsize
json_size (const M77Json *value)
{
  g_autoptr (GString) text = g_string_new (NULL);

  m77_json_write (value, text);
  return text->len;
}

static M77Fault *
check_entry (const M77Field *field, const M77Json *entry)
{
  const char *id = m77_json_get_string (entry, "id");
  const char *at = m77_json_get_string (entry, "at");
  const M77Json *text = m77_json_get (entry, "text");

  if (!m77_json_is (entry, M77_JSON_OBJECT) || id == NULL || !m77_id_is_valid (id) || at == NULL ||
      m77_time_parse (at) == M77_TIME_NONE)
    return bad (field, "wrong-type", _ ("entries with “id” and “at” expected"));
  if (!m77_json_is_null (text) && m77_json_string (text) == NULL)
    return bad (field, "wrong-type", _ ("an entry's “text” must be text"));
  if (json_size (entry) > ENTRY_MAX)
    return too_long (field, ENTRY_MAX);

  return NULL;
}

static M77Fault *
check_log (const M77Field *field, const M77Json *value)
{
  M77Fault *fault = check_count (field, m77_json_size (value), LOG_MAX);

  for (const M77Json *e = m77_json_first (value); fault == NULL && e != NULL; e = m77_json_next (e))
    fault = check_entry (field, e);

  return fault;
}

static M77Fault *
check_map (const M77Field *field, const M77Json *value)
{
  M77Fault *fault = check_count (field, m77_json_size (value), MAP_MAX);

  for (const M77Json *m = m77_json_first (value); fault == NULL && m != NULL; m = m77_json_next (m))
    {
      if (json_size (m) > MAP_VALUE_MAX)
        fault = too_long (field, MAP_VALUE_MAX);
      else if (strlen (m77_json_name (m)) > ELEMENT_MAX)
        fault = bad (field, "too-long", _ ("1 to 256 bytes fit in each"));
    }

  return fault;
}

static guint
json_depth (const M77Json *value)
{
  guint deepest = 0;

  if (!m77_json_is (value, M77_JSON_ARRAY) && !m77_json_is (value, M77_JSON_OBJECT))
    return 0;

  for (const M77Json *e = m77_json_first (value); e != NULL; e = m77_json_next (e))
    deepest = MAX (deepest, json_depth (e));

  return deepest + 1;
}

static M77Fault *
check_json (const M77Field *field, const M77Json *value)
{
  gsize limit = field->max_bytes > 0 ? field->max_bytes : JSON_MAX;

  if (json_depth (value) > JSON_DEPTH)
    return bad (field, "out-of-range", _ ("at most 32 levels fit"));

  return json_size (value) > limit ? too_long (field, limit) : NULL;
}

static char *
bound_to_text (const M77Field *field, gint64 bound)
{
  if (field->type == M77_TYPE_DURATION)
    return m77_duration_format (bound);

  return g_strdup_printf ("%" G_GINT64_FORMAT, bound);
}

static M77Fault *
check_integer (const M77Field *field, gint64 number)
{
  gint64 most = field->min != 0 || field->max != 0 ? field->max : INTEGER_MAX;
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;
  g_autofree char *expected = NULL;

  if (number >= field->min && number <= most)
    return NULL;

  low = bound_to_text (field, field->min);
  high = bound_to_text (field, most);
  expected = g_strdup_printf (_ ("%s to %s expected"), low, high);
  return bad (field, "out-of-range", expected);
}

static M77Fault *
check_number (const M77Field *field, double number)
{
  g_autofree char *expected = NULL;

  if (!isfinite (number))
    return bad (field, "out-of-range", _ ("a finite number expected"));
  if ((field->least == 0 && field->most == 0) || (number >= field->least && number <= field->most))
    return NULL;

  expected = g_strdup_printf (_ ("%g to %.10g expected"), field->least, field->most);
  return bad (field, "out-of-range", expected);
}

static const char *
expected_of_type (M77Type type)
{
  switch (type)
    {
    case M77_TYPE_SET:
    case M77_TYPE_LOG:
      return _ ("a list expected");
    case M77_TYPE_MAP:
      return _ ("keys and values expected");
    case M77_TYPE_DURATION:
    case M77_TYPE_INTEGER:
      return _ ("a whole number expected, such as 12");
    case M77_TYPE_NUMBER:
      return _ ("a number expected, such as 0.999");
    case M77_TYPE_BOOLEAN:
      return _ ("yes or no expected");
    default:
      return _ ("text expected");
    }
}

/* Its JSON type first, then what the type allows. */
static M77Fault *
check_type (const M77Field *field, const M77Json *value)
{
  gboolean flag;
  gint64 integer;
  double number;

  switch (field->type)
    {
    case M77_TYPE_SET:
      return m77_json_is (value, M77_JSON_ARRAY) ? check_set (field, value)
                                                 : bad (field, "wrong-type", _ ("a list expected"));
    case M77_TYPE_LOG:
      return m77_json_is (value, M77_JSON_ARRAY) ? check_log (field, value)
                                                 : bad (field, "wrong-type", _ ("a list expected"));
    case M77_TYPE_MAP:
      if (m77_json_is (value, M77_JSON_OBJECT))
        return check_map (field, value);
      break;
    case M77_TYPE_DURATION:
    case M77_TYPE_INTEGER:
      if (m77_json_int (value, &integer))
        return check_integer (field, integer);
      break;
    case M77_TYPE_NUMBER:
      if (m77_json_double (value, &number))
        return check_number (field, number);
      break;
    case M77_TYPE_BOOLEAN:
      if (m77_json_bool (value, &flag))
        return NULL;
      break;
    case M77_TYPE_JSON:
      return check_json (field, value);
    default:
      if (m77_json_string (value) != NULL)
        return check_string (field, m77_json_string (value));
      break;
    }

  return bad (field, "wrong-type", expected_of_type (field->type));
}

static gboolean
is_empty (const M77Field *field, const M77Json *value)
{
  const char *text = m77_json_string (value);

  return m77_json_is_null (value) || (text != NULL && *text == '\0') ||
         (field->type == M77_TYPE_SET && m77_json_is (value, M77_JSON_ARRAY) &&
          m77_json_size (value) == 0);
}

static gboolean
looks_secret (const M77Json *value)
{
  g_autofree char *text = NULL;

  if (m77_json_string (value) != NULL)
    return m77_text_looks_secret (m77_json_string (value));

  text = m77_json_to_text (value);
  return m77_text_looks_secret (text);
}

M77Fault *
m77_validate_value (const M77Kind *kind, const M77Field *field, const M77Json *value)
{
  M77Fault *fault;
  const char *expected;

  if (is_empty (field, value) && (field->flags & M77_FIELD_REQUIRED) != 0)
    return bad (field, "required", _ ("must not be empty"));
  if (m77_json_is_null (value))
    return NULL;

  fault = check_type (field, value);
  if (fault != NULL)
    return fault;

  expected = m77_format_fault (kind, field, value);
  if (expected != NULL)
    return bad (field, "bad-format", expected);
  if (m77_format_refuses_secrets (kind, field) && looks_secret (value))
    return bad (field,
                "looks-secret",
                _ ("this looks like a secret; keep it in a credential and name that here"));

  return NULL;
}
