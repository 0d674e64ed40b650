/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-predicate-sql"

#include "config.h"

#include "shared/model/m77-predicate-sql.h"

#include <string.h>

/* SQL has three truths: an expression over a missing value is NULL. That is as good as
 * false everywhere but under NOT, which therefore is written IS NOT TRUE. */

typedef struct
{
  const M77SqlDialect *dialect;
  GString *sql;
  GArray *binds;
} Writer;

static void
clear_bind (gpointer bind)
{
  g_free (((M77Bind *) bind)->text);
}

GArray *
m77_binds_new (void)
{
  GArray *binds = g_array_new (FALSE, TRUE, sizeof (M77Bind));

  g_array_set_clear_func (binds, clear_bind);
  return binds;
}

void
m77_binds_add_integer (GArray *binds, gint64 value)
{
  M77Bind bind = { .type = M77_BIND_INTEGER, .integer = value };

  g_array_append_val (binds, bind);
}

void
m77_binds_add_number (GArray *binds, double value)
{
  M77Bind bind = { .type = M77_BIND_NUMBER, .number = value };

  g_array_append_val (binds, bind);
}

void
m77_binds_add_text (GArray *binds, const char *value)
{
  M77Bind bind = { .type = M77_BIND_TEXT, .text = g_strdup (value) };

  g_array_append_val (binds, bind);
}

static gboolean
is_of_elements (const M77Field *field)
{
  return field->type == M77_TYPE_SET || field->type == M77_TYPE_MAP;
}

static gboolean
is_of_text (const M77Field *field)
{
  switch (field->type)
    {
    case M77_TYPE_LINE:
    case M77_TYPE_SLUG:
    case M77_TYPE_TEXT:
    case M77_TYPE_MARKDOWN:
    case M77_TYPE_REF:
    case M77_TYPE_URL:
    case M77_TYPE_SET:
    case M77_TYPE_MAP:
      return TRUE;
    default:
      return FALSE;
    }
}

static void
bind_value (Writer *self, const M77Predicate *predicate)
{
  if (is_of_text (predicate->field))
    m77_binds_add_text (self->binds, predicate->folded);
  else if (predicate->field->type == M77_TYPE_NUMBER)
    m77_binds_add_number (self->binds, predicate->number);
  else
    m77_binds_add_integer (self->binds, predicate->integer);
}

/* The least text that is after all that begin with prefix, by bytes; NULL if there is
 * none. UTF-8 sorts by bytes as by code points. */
static char *
after_prefix (const char *prefix)
{
  const char *end = prefix + strlen (prefix);

  while (end > prefix)
    {
      const char *last = g_utf8_prev_char (end);
      gunichar next = g_utf8_get_char (last) + 1;

      if (next == 0xD800)
        next = 0xE000;
      if (next <= 0x10FFFF)
        {
          GString *after = g_string_new_len (prefix, last - prefix);

          g_string_append_unichar (after, next);
          return g_string_free (after, FALSE);
        }
      end = last;
    }
  return NULL;
}

static void
write_prefix (Writer *self, const char *expression, const char *prefix)
{
  g_autofree char *after = after_prefix (prefix);

  g_string_append_printf (self->sql, "(%s >= ?", expression);
  m77_binds_add_text (self->binds, prefix);
  if (after != NULL)
    {
      g_string_append_printf (self->sql, " AND %s < ?", expression);
      m77_binds_add_text (self->binds, after);
    }
  g_string_append_c (self->sql, ')');
}

static void
write_glob (Writer *self, const char *expression, const char *pattern)
{
  const char *star = strchr (pattern, '*');
  g_autoptr (GString) like = NULL;

  if (star != NULL && star != pattern && star[1] == '\0')
    {
      g_autofree char *prefix = g_strndup (pattern, star - pattern);

      write_prefix (self, expression, prefix);
      return;
    }
  like = g_string_new (NULL);
  for (const char *c = pattern; *c != '\0'; c++)
    {
      if (*c == '%' || *c == '_' || *c == '\\')
        g_string_append_c (like, '\\');
      g_string_append_c (like, *c == '*' ? '%' : *c);
    }
  g_string_append_printf (self->sql, "%s LIKE ? ESCAPE '\\'", expression);
  m77_binds_add_text (self->binds, like->str);
}

/* The condition of a leaf on an expression that is there already. */
static void
write_condition (Writer *self, const char *expression, const M77Predicate *predicate)
{
  static const char *const signs[] = { "=", "<", "<=", ">", ">=" };

  if (predicate->kind == M77_PREDICATE_HAS)
    g_string_append_printf (self->sql, "%s IS NOT NULL", expression);
  else if (predicate->kind == M77_PREDICATE_GLOB)
    write_glob (self, expression, predicate->folded);
  else if (predicate->field->type == M77_TYPE_MAP && strchr (predicate->folded, '=') == NULL)
    {
      g_autofree char *key = g_strconcat (predicate->folded, "=", NULL);

      write_prefix (self, expression, key);
    }
  else
    {
      g_string_append_printf (self->sql, "%s %s ?", expression, signs[predicate->op]);
      bind_value (self, predicate);
    }
}

static void
write_in (Writer *self, const char *expression, const GPtrArray *values)
{
  g_string_append_printf (self->sql, "%s IN (", expression);
  for (guint i = 0; i < values->len; i++)
    {
      g_string_append (self->sql, i > 0 ? ", ?" : "?");
      bind_value (self, g_ptr_array_index (values, i));
    }
  g_string_append_c (self->sql, ')');
}

/* A leaf, or with `values` a field that is one of them. */
static gboolean
write_field (Writer *self, const M77Predicate *predicate, const GPtrArray *values)
{
  const M77Field *field = predicate->field;
  g_autoptr (GString) expression = g_string_new (NULL);

  if (field->type == M77_TYPE_LOG ||
      (field->type == M77_TYPE_JSON && predicate->kind != M77_PREDICATE_HAS))
    return FALSE;
  if (is_of_elements (field))
    {
      const char *element = NULL;

      if (!self->dialect->elements (self->dialect, field, self->sql, &element))
        return FALSE;
      g_string_assign (expression, element);
    }
  else if (!self->dialect->column (self->dialect, field, expression))
    return FALSE;
  if (values != NULL)
    write_in (self, expression->str, values);
  else
    write_condition (self, expression->str, predicate);
  if (is_of_elements (field))
    g_string_append_c (self->sql, ')');
  return TRUE;
}

/* Whether these are `field = value` of one field, which IN says shorter. */
static gboolean
are_values_of_one_field (const GPtrArray *children)
{
  const M77Predicate *first = g_ptr_array_index (children, 0);

  for (guint i = 0; i < children->len; i++)
    {
      const M77Predicate *child = g_ptr_array_index (children, i);

      if (child->kind != M77_PREDICATE_COMPARE || child->op != M77_OP_EQ ||
          child->field != first->field || child->field->type == M77_TYPE_MAP)
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_child (Writer *self, const M77Predicate *child)
{
  return m77_predicate_to_sql (child, self->dialect, self->sql, self->binds);
}

static gboolean
write_children (Writer *self, const GPtrArray *children, const char *joint)
{
  g_string_append_c (self->sql, '(');
  for (guint i = 0; i < children->len; i++)
    {
      if (i > 0)
        g_string_append (self->sql, joint);
      if (!write_child (self, g_ptr_array_index (children, i)))
        return FALSE;
    }
  g_string_append_c (self->sql, ')');
  return TRUE;
}

static gboolean
write_or (Writer *self, const M77Predicate *predicate)
{
  GPtrArray *children = predicate->children;

  if (children->len == 0)
    g_string_append_c (self->sql, '0');
  else if (children->len > 1 && are_values_of_one_field (children))
    return write_field (self, g_ptr_array_index (children, 0), children);
  else
    return write_children (self, children, " OR ");
  return TRUE;
}

static gboolean
write_not (Writer *self, const M77Predicate *predicate)
{
  const M77Predicate *child = g_ptr_array_index (predicate->children, 0);
  g_autoptr (GString) expression = g_string_new (NULL);

  if (child->kind == M77_PREDICATE_ALL)
    {
      g_string_append_c (self->sql, '0');
      return TRUE;
    }
  if (child->kind == M77_PREDICATE_HAS && !is_of_elements (child->field) &&
      child->field->type != M77_TYPE_LOG)
    {
      if (!self->dialect->column (self->dialect, child->field, expression))
        return FALSE;
      g_string_append_printf (self->sql, "%s IS NULL", expression->str);
      return TRUE;
    }
  g_string_append_c (self->sql, '(');
  if (!write_child (self, child))
    return FALSE;
  g_string_append (self->sql, ") IS NOT TRUE");
  return TRUE;
}

static gboolean
write_predicate (Writer *self, const M77Predicate *predicate)
{
  switch (predicate->kind)
    {
    case M77_PREDICATE_ALL:
      g_string_append_c (self->sql, '1');
      return TRUE;
    case M77_PREDICATE_AND:
      if (predicate->children->len > 0)
        return write_children (self, predicate->children, " AND ");
      g_string_append_c (self->sql, '1');
      return TRUE;
    case M77_PREDICATE_OR:
      return write_or (self, predicate);
    case M77_PREDICATE_NOT:
      return write_not (self, predicate);
    case M77_PREDICATE_COMPARE:
    case M77_PREDICATE_GLOB:
    case M77_PREDICATE_HAS:
      return write_field (self, predicate, NULL);
    case M77_PREDICATE_WORDS:
      return self->dialect->words (self->dialect, predicate, self->sql, self->binds);
    case M77_PREDICATE_IS:
      return self->dialect->is (self->dialect, predicate->is, self->sql, self->binds);
    }
  return FALSE;
}

gboolean
m77_predicate_to_sql (const M77Predicate *predicate,
                      const M77SqlDialect *dialect,
                      GString *sql,
                      GArray *binds)
{
  Writer writer = { dialect, sql, binds };
  gsize length = sql->len;
  guint count = binds->len;

  if (write_predicate (&writer, predicate))
    return TRUE;
  g_string_truncate (sql, length);
  g_array_set_size (binds, count);
  return FALSE;
}
