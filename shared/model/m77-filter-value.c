/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-filter"

#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "shared/base/m77-id.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-filter-private.h"

#define DAY_MS    (24 * 3600 * G_GINT64_CONSTANT (1000))
#define MINUTE_MS (60 * G_GINT64_CONSTANT (1000))

static M77Predicate *
compare (const M77Field *field, M77Op op, gint64 integer)
{
  M77Predicate *self = m77_predicate_new (M77_PREDICATE_COMPARE);

  self->field = field;
  self->op = op;
  self->integer = integer;
  return self;
}

static M77Op
order_of (FilterOp op)
{
  switch (op)
    {
    case FILTER_LT:
      return M77_OP_LT;
    case FILTER_LE:
      return M77_OP_LE;
    case FILTER_GT:
      return M77_OP_GT;
    case FILTER_GE:
      return M77_OP_GE;
    default:
      return M77_OP_EQ;
    }
}

static M77Predicate *
read_text (const M77Field *field, const char *text, gboolean is_glob)
{
  M77Predicate *self = m77_predicate_new (is_glob ? M77_PREDICATE_GLOB : M77_PREDICATE_COMPARE);
  g_autofree char *pair = NULL;

  if (is_glob && field->type == M77_TYPE_MAP && strchr (text, '=') == NULL)
    text = pair = g_strconcat (text, "=*", NULL);
  self->field = field;
  m77_predicate_set_text (self, text);
  return self;
}

static M77Predicate *
read_enum (const M77Field *field, FilterOp op, const FilterValue *value)
{
  g_autoptr (M77Predicate) any = m77_predicate_new (M77_PREDICATE_OR);
  g_autofree char *folded = g_utf8_casefold (value->text, -1);

  for (int rank = 0; field->values[rank].name != NULL; rank++)
    {
      const char *name = field->values[rank].name;

      if (value->is_glob && op < FILTER_LT ? m77_predicate_glob (folded, name)
                                           : g_str_equal (folded, name))
        m77_predicate_add (any, compare (field, order_of (op), rank));
    }
  if (any->children->len == 0)
    return NULL;
  if (any->children->len == 1)
    return m77_predicate_ref (g_ptr_array_index (any->children, 0));
  return g_steal_pointer (&any);
}

static M77Predicate *
read_id (const M77Field *field, const FilterValue *value)
{
  g_autofree char *folded = g_utf8_casefold (value->text, -1);
  g_autofree char *pattern = NULL;

  if (value->is_glob || m77_id_is_valid (folded))
    return read_text (field, folded, value->is_glob);
  if (*folded == '\0' || strspn (folded, "0123456789abcdef-") != strlen (folded))
    return NULL;
  pattern = g_strconcat ("*", folded, NULL);
  return read_text (field, pattern, TRUE);
}

static M77Predicate *
read_reference (const M77Field *field, const FilterValue *value, const M77FilterContext *context)
{
  const M77Kind *target = m77_kind_find (field->ref);
  const char *key = value->text;

  if (target != NULL && !m77_kind_ref_by_key (target))
    return read_id (field, value);
  if (g_str_equal (field->ref, "member") && !value->is_quoted && *key == '@')
    {
      if (g_ascii_strcasecmp (key, "@me") != 0)
        key++;
      else if (context->me == NULL)
        return m77_predicate_not (m77_predicate_new (M77_PREDICATE_ALL));
      else
        return read_text (field, context->me, FALSE);
    }
  return *key != '\0' ? read_text (field, key, value->is_glob) : NULL;
}

/* A wall-clock instant in zone and how long what was written lasts: a day, a minute, a
 * second, a millisecond. */
static gboolean
read_date (const char *text, GTimeZone *zone, gint64 *instant, gint64 *end)
{
  static const struct
  {
    const char *suffix;
    gint64 length; /* ms */
  } rests[] = {
    { "T00:00:00.000", DAY_MS }, { ":00.000", MINUTE_MS }, { ".000", 1000 }, { "", 1 }
  };
  static const gsize lengths[] = { 10, 16, 19, 23 };
  g_autofree char *whole = NULL;
  g_autoptr (GDateTime) start = NULL;
  g_autoptr (GDateTime) next = NULL;
  guint i = 0;

  while (i < G_N_ELEMENTS (lengths) && lengths[i] != strlen (text))
    i++;
  if (i == G_N_ELEMENTS (lengths) || text[4] != '-' || text[7] != '-' ||
      strspn (text, "0123456789-T:.") != strlen (text))
    return FALSE;
  whole = g_strconcat (text, rests[i].suffix, NULL);
  start = g_date_time_new_from_iso8601 (whole, zone);
  if (start == NULL)
    return FALSE;
  /* A day of the calendar may have 23 or 25 hours. */
  next = i == 0 ? g_date_time_add_days (start, 1) : g_date_time_add (start, rests[i].length * 1000);
  if (next == NULL)
    return FALSE;
  *instant = g_date_time_to_unix (start) * 1000 + g_date_time_get_microsecond (start) / 1000;
  *end = g_date_time_to_unix (next) * 1000 + g_date_time_get_microsecond (next) / 1000;
  return TRUE;
}

static gboolean
read_day_word (const char *text, gint64 now, GTimeZone *zone, gint64 *instant, gint64 *end)
{
  static const char *const words[] = { "yesterday", "today", "tomorrow" };
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now / 1000);
  g_autoptr (GDateTime) here = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;

  for (int i = 0; here != NULL && i < (int) G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (text, words[i]) == 0)
      {
        g_autoptr (GDateTime) day = g_date_time_add_days (here, i - 1);
        g_autofree char *date = g_date_time_format (day, "%Y-%m-%d");

        return read_date (date, zone, instant, end);
      }
  return FALSE;
}

static gboolean
read_instant (const char *text,
              const M77FilterContext *context,
              GTimeZone *zone,
              gint64 *instant,
              gint64 *end)
{
  if (read_date (text, zone, instant, end) ||
      read_day_word (text, context->now, zone, instant, end))
    return TRUE;
  *instant = m77_time_parse (text);
  *end = *instant + 1;
  if (*instant != M77_TIME_NONE)
    return TRUE;
  *end = MINUTE_MS;
  if (!m77_time_parse_words (text, context->now, zone, instant, NULL))
    return FALSE;
  *end += *instant;
  return TRUE;
}

/* updated<2h: younger than two hours, so later than two hours ago; ends_at<+2h: before two
 * hours from now. */
static M77Predicate *
read_age (const M77Field *field, FilterOp op, const char *text, gint64 now)
{
  static const M77Op turned[] = { M77_OP_EQ, M77_OP_GT, M77_OP_GE, M77_OP_LT, M77_OP_LE };
  gboolean is_ahead = *text == '+';
  gint64 seconds;

  if (op < FILTER_LT || *text == '\0' || !g_ascii_isalpha (text[strlen (text) - 1]) ||
      !m77_duration_parse (text + is_ahead, &seconds))
    return NULL;
  return is_ahead ? compare (field, order_of (op), now + seconds * 1000)
                  : compare (field, turned[order_of (op)], now - seconds * 1000);
}

static M77Predicate *
read_time (const M77Field *field,
           FilterOp op,
           const FilterValue *value,
           const M77FilterContext *context)
{
  g_autoptr (GTimeZone) zone = context->zone != NULL ? g_time_zone_ref (context->zone)
                                                     : g_time_zone_new_utc ();
  M77Predicate *age = read_age (field, op, value->text, context->now);
  M77Predicate *both;
  gint64 instant, end;

  if (age != NULL)
    return age;
  if (!read_instant (value->text, context, zone, &instant, &end))
    return NULL;
  if (op >= FILTER_LT)
    return compare (field, order_of (op), instant);
  both = m77_predicate_new (M77_PREDICATE_AND);
  m77_predicate_add (both, compare (field, M77_OP_GE, instant));
  return m77_predicate_add (both, compare (field, M77_OP_LT, end));
}

static M77Predicate *
read_integer (const M77Kind *kind, const M77Field *field, FilterOp op, const char *text)
{
  const char *prefix = kind != NULL && kind->key == M77_KEY_NUMBER &&
                               g_strcmp0 (kind->key_field, field->name) == 0
                           ? kind->number_prefix
                           : NULL;
  gint64 number;

  if (prefix != NULL && g_ascii_strncasecmp (text, prefix, strlen (prefix)) == 0 &&
      text[strlen (prefix)] == '-')
    text += strlen (prefix) + 1;
  if (!g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &number, NULL))
    return NULL;
  return compare (field, order_of (op), number);
}

static M77Predicate *
read_number (const M77Field *field, FilterOp op, const char *text)
{
  M77Predicate *self;
  char *end;
  double number = g_ascii_strtod (text, &end);

  if (*text == '\0' || *end != '\0' || !isfinite (number) ||
      strspn (text, "0123456789+-.eE") != strlen (text))
    return NULL;
  self = compare (field, order_of (op), 0);
  self->number = number;
  return self;
}

static M77Predicate *
read_boolean (const M77Field *field, const char *text)
{
  static const char *const words[] = { "false", "true", "no", "yes", "off", "on" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strcasecmp (text, words[i]) == 0)
      return compare (field, M77_OP_EQ, i % 2);
  return NULL;
}

static char *
expect_value (const M77Field *field)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  switch (field->type)
    {
    case M77_TYPE_ENUM:
    case M77_TYPE_RANKED:
      for (const M77Value *value = field->values; value->name != NULL; value++)
        g_ptr_array_add (names, (char *) value->name);
      g_ptr_array_add (names, NULL);
      return m77_filter_expect_one_of ((const char *const *) names->pdata);
    case M77_TYPE_TIME:
      return g_strdup (_ ("a time such as <2h, >7d, 2030-05-17 or 2030-05-17T09:00 expected"));
    case M77_TYPE_DURATION:
      return g_strdup (_ ("a duration such as 30m, 2h or 7d expected"));
    case M77_TYPE_INTEGER:
      return g_strdup (_ ("a whole number expected"));
    case M77_TYPE_NUMBER:
      return g_strdup (_ ("a number expected"));
    case M77_TYPE_BOOLEAN:
      return g_strdup (_ ("true or false expected"));
    case M77_TYPE_JSON:
      return g_strdup (_ ("* expected: only whether there is a value can be asked"));
    case M77_TYPE_MAP:
      return g_strdup (_ ("a key, key=value or * expected"));
    default:
      break;
    }
  if (field->ref == NULL && !g_str_equal (field->name, "id"))
    return g_strdup (_ ("a value or * expected"));
  if (g_strcmp0 (field->ref, "member") == 0)
    return g_strdup (_ ("a handle such as @jana, @me or * expected"));
  if (field->ref != NULL && m77_kind_find (field->ref) != NULL &&
      m77_kind_ref_by_key (m77_kind_find (field->ref)))
    return g_strdup_printf (_ ("the name of a %s or * expected"), field->ref);
  return g_strdup (_ ("an id, its last characters or * expected"));
}

static M77Predicate *
read_by_type (const M77Kind *kind,
              const M77Field *field,
              FilterOp op,
              const FilterValue *value,
              const M77FilterContext *context)
{
  gint64 seconds;

  switch (field->type)
    {
    case M77_TYPE_ENUM:
    case M77_TYPE_RANKED:
      return read_enum (field, op, value);
    case M77_TYPE_TIME:
      return read_time (field, op, value, context);
    case M77_TYPE_DURATION:
      return m77_duration_parse (value->text, &seconds) ? compare (field, order_of (op), seconds)
                                                        : NULL;
    case M77_TYPE_INTEGER:
      return read_integer (kind, field, op, value->text);
    case M77_TYPE_NUMBER:
      return read_number (field, op, value->text);
    case M77_TYPE_BOOLEAN:
      return read_boolean (field, value->text);
    case M77_TYPE_JSON:
      return NULL;
    default:
      break;
    }
  if (value->start == value->end)
    return NULL;
  if (field->ref != NULL)
    return read_reference (field, value, context);
  if (m77_field_is_envelope (field) && g_str_equal (field->name, "id"))
    return read_id (field, value);
  return read_text (field, value->text, value->is_glob);
}

M77Predicate *
m77_filter_value (const M77Kind *kind,
                  const M77Field *field,
                  FilterOp op,
                  const FilterValue *value,
                  const M77FilterContext *context,
                  char **expected)
{
  M77Predicate *self;

  if (value->is_glob && !value->is_quoted && g_str_equal (value->text, "*") && op < FILTER_LT)
    {
      self = m77_predicate_new (M77_PREDICATE_HAS);
      self->field = field;
      return self;
    }
  self = read_by_type (kind, field, op, value, context);
  if (self == NULL)
    *expected = expect_value (field);
  return self;
}
