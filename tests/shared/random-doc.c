/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "test-random"

#include "config.h"

#include "tests/shared/random-doc.h"

#include "shared/base/m77-time.h"

#define TRIES 40
#define START G_GINT64_CONSTANT (1905217200000) /* 2030-05-17 */

int
random_below (RandomDoc *self, int n)
{
  return g_rand_int_range (self->rand, 0, n);
}

static M77Json *
random_time (RandomDoc *self)
{
  g_autofree char *text = m77_time_format (START + random_below (self, 8) * 3600000);

  return m77_json_string_new (self->pool, text);
}

static M77Json *
random_word (RandomDoc *self)
{
  static const char *const words[] = {
    "a", "b", "c", "Disk full", "Europe/Berlin", "jana@shop.example", "allow incident:edit",
  };

  return m77_json_string_new (self->pool, words[random_below (self, G_N_ELEMENTS (words))]);
}

static M77Json *
random_lines (RandomDoc *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (int i = random_below (self, 9); i >= 0; i--)
    g_string_append_printf (text, "%c%s", 'a' + random_below (self, 12), i > 0 ? "\n" : "");
  if (random_below (self, 2) == 0)
    g_string_append_c (text, '\n');
  return m77_json_string_new (self->pool, text->str);
}

/* Some are drawn by several writers, some by one alone. */
static M77Json *
random_element (RandomDoc *self, int form)
{
  char mark = random_below (self, 2) == 0 ? 'x' : self->writer;
  int number = random_below (self, 5);
  g_autofree char *text = NULL;

  if (form == 0)
    text = g_strdup_printf ("%c%d", mark, number);
  else if (form == 1)
    text = g_strdup_printf ("l%c=\"%d\"", mark, number);
  else
    text = g_strdup_printf ("allow incident:edit label=%c%d", mark, number);
  return m77_json_string_new (self->pool, text);
}

static M77Json *
random_set (RandomDoc *self)
{
  M77Json *set = m77_json_array_new (self->pool);
  g_autoptr (GHashTable) there = g_hash_table_new (g_str_hash, g_str_equal);
  int form = random_below (self, 3);

  for (int i = random_below (self, 5); i > 0; i--)
    {
      M77Json *element = random_element (self, form);

      if (g_hash_table_add (there, (char *) m77_json_string (element)))
        m77_json_append (set, element);
    }
  return set;
}

static M77Json *
random_entry (RandomDoc *self)
{
  M77Json *entry = m77_json_object_new (self->pool);
  g_autofree char *id = g_strdup_printf ("01900000-0000-7000-8000-%04x%08x",
                                         (guint) self->writer,
                                         ++self->entries);

  m77_json_set_string (self->pool, entry, "id", id);
  m77_json_set (self->pool, entry, "at", random_time (self));
  m77_json_set (self->pool, entry, "text", random_word (self));
  return entry;
}

/* Entries in order of time, as logs are. */
static M77Json *
random_log (RandomDoc *self)
{
  M77Json *log = m77_json_array_new (self->pool);

  for (int hour = 0; hour < 4; hour++)
    {
      M77Json *entry = random_entry (self);
      g_autofree char *at = m77_time_format (START + hour * 3600000);

      m77_json_set_string (self->pool, entry, "at", at);
      if (random_below (self, 2) == 0)
        m77_json_append (log, entry);
    }
  return log;
}

static M77Json *
random_member (RandomDoc *self)
{
  M77Json *object;

  if (random_below (self, 4) == 0)
    return random_word (self);
  object = m77_json_object_new (self->pool);
  m77_json_set_int (self->pool, object, "after", random_below (self, 3));
  if (random_below (self, 2) == 0)
    m77_json_set (self->pool, object, "text", random_word (self));
  if (random_below (self, 2) == 0)
    m77_json_set (self->pool, object, "assignee", random_word (self));
  return object;
}

static M77Json *
random_map (RandomDoc *self)
{
  M77Json *map = m77_json_object_new (self->pool);

  for (int i = 1; i <= 4; i++)
    {
      char key[] = { (char) ('0' + i), '\0' };

      if (random_below (self, 2) == 0)
        m77_json_set (self->pool, map, key, random_member (self));
    }
  return map;
}

static M77Json *
random_number (RandomDoc *self, const M77Field *field)
{
  static const int spans[] = { 0, 1, 2, 300, 3600, 86400, 30 * 86400, 365 * 86400 };

  if (field->type == M77_TYPE_NUMBER)
    return m77_json_double_new (self->pool,
                                field->least +
                                    (field->most - field->least) * random_below (self, 5) / 4);
  return m77_json_int_new (self->pool,
                           field->min + spans[random_below (self, G_N_ELEMENTS (spans))]);
}

static M77Json *
draw (RandomDoc *self, const M77Field *field)
{
  guint n_values = 0;

  switch (field->type)
    {
    case M77_TYPE_SLUG:
    case M77_TYPE_REF:
      return m77_json_string_new (self->pool,
                                  (const char *[]){ "a", "b", "c" }[random_below (self, 3)]);
    case M77_TYPE_TEXT:
    case M77_TYPE_MARKDOWN:
      return random_lines (self);
    case M77_TYPE_ENUM:
    case M77_TYPE_RANKED:
      while (field->values[n_values].name != NULL)
        n_values++;
      return m77_json_string_new (self->pool,
                                  field->values[random_below (self, (int) n_values)].name);
    case M77_TYPE_SET:
      return random_set (self);
    case M77_TYPE_LOG:
      return random_log (self);
    case M77_TYPE_MAP:
    case M77_TYPE_JSON:
      return random_map (self);
    case M77_TYPE_TIME:
      return random_time (self);
    case M77_TYPE_DURATION:
    case M77_TYPE_INTEGER:
    case M77_TYPE_NUMBER:
      return random_number (self, field);
    case M77_TYPE_BOOLEAN:
      return m77_json_bool_new (self->pool, random_below (self, 2) == 0);
    case M77_TYPE_URL:
      return m77_json_string_new (self->pool,
                                  (const char *[]){ "https://a.example/",
                                                    "https://b.example/" }[random_below (self, 2)]);
    default:
      return random_word (self);
    }
}

M77Json *
random_value (RandomDoc *self, const M77Kind *kind, const M77Field *field)
{
  for (int i = 0; i < TRIES; i++)
    {
      M77Json *value = draw (self, field);
      g_autoptr (M77Fault) fault = m77_validate_value (kind, field, value);

      if (fault == NULL)
        return value;
    }
  return NULL;
}

M77Json *
random_doc (RandomDoc *self, const M77Kind *kind)
{
  M77Json *doc = m77_json_object_new (self->pool);
  gboolean is_right = FALSE;

  for (const M77Field *field = kind->fields; field->name != NULL; field++)
    {
      M77Json *value = random_value (self, kind, field);

      if (value != NULL && ((field->flags & M77_FIELD_REQUIRED) != 0 || random_below (self, 3) > 0))
        m77_json_set (self->pool, doc, field->name, value);
    }
  while (!is_right)
    {
      g_autoptr (GPtrArray) faults = m77_validate_doc (kind, doc);

      is_right = faults == NULL;
      for (guint i = 0; faults != NULL && i < faults->len; i++)
        {
          const M77Fault *fault = g_ptr_array_index (faults, i);
          M77Json *value = random_value (self, kind, m77_kind_field (kind, fault->field));

          if (value != NULL)
            m77_json_set (self->pool, doc, fault->field, value);
        }
    }
  return doc;
}

/* A line changed, put in, or taken out, or two of that. */
static M77Json *
edit_lines (RandomDoc *self, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GString) edited = g_string_new (NULL);
  int at = random_below (self, (int) g_strv_length (lines) + 1);

  for (int i = 0; i == 0 || lines[i] != NULL; i++)
    {
      int how = i == at ? random_below (self, 3) : 3;

      if (how == 0)
        g_string_append_printf (edited, "%c%d\n", self->writer, random_below (self, 3));
      if (lines[i] == NULL)
        break;
      if (how != 1)
        g_string_append (edited, lines[i]);
      if (how == 2)
        g_string_append_c (edited, self->writer);
      if (how != 1 && lines[i + 1] != NULL)
        g_string_append_c (edited, '\n');
    }
  return m77_json_string_new (self->pool, edited->str);
}

/* A patch of an object: a key made, changed as a whole or within, or taken out. */
static M77Json *
edit_members (RandomDoc *self, const M77Json *object)
{
  M77Json *patch = m77_json_object_new (self->pool);

  for (int i = random_below (self, 2); i >= 0; i--)
    {
      char key[] = { (char) ('1' + random_below (self, 5)), '\0' };
      const M77Json *old = m77_json_get (object, key);
      M77Json *value = random_member (self);

      if (old != NULL && random_below (self, 4) == 0)
        value = m77_json_null_new (self->pool);
      else if (m77_json_is (old, M77_JSON_OBJECT) && m77_json_is (value, M77_JSON_OBJECT))
        m77_json_remove (value, random_below (self, 2) == 0 ? "after" : "text");
      m77_json_set (self->pool, patch, key, value);
    }
  return patch;
}

static M77Json *
edit_set (RandomDoc *self, const M77Json *set)
{
  M77Json *change = m77_json_object_new (self->pool);
  M77Json *add = m77_json_array_new (self->pool);
  M77Json *remove = m77_json_array_new (self->pool);
  int form = random_below (self, 3);

  for (const M77Json *e = m77_json_first (set); e != NULL; e = m77_json_next (e))
    if (random_below (self, 3) == 0)
      m77_json_append (remove, m77_json_copy (self->pool, e));
  for (int i = random_below (self, 3); i > 0; i--)
    {
      M77Json *element = random_element (self, form);
      gboolean is_there = FALSE;

      for (const M77Json *e = m77_json_first (set); e != NULL; e = m77_json_next (e))
        is_there = is_there || m77_json_equal (e, element);
      if (!is_there)
        m77_json_append (add, element);
    }
  m77_json_set (self->pool, change, "add", add);
  m77_json_set (self->pool, change, "remove", remove);
  return change;
}

static M77Json *
edit_log (RandomDoc *self)
{
  M77Json *change = m77_json_object_new (self->pool);
  M77Json *append = m77_json_array_new (self->pool);

  for (int i = random_below (self, 2); i >= 0; i--)
    m77_json_append (append, random_entry (self));
  m77_json_set (self->pool, change, "append", append);
  return change;
}

static M77Json *
edit_value (RandomDoc *self, const M77Kind *kind, const M77Field *field, const M77Json *old)
{
  if ((field->flags & M77_FIELD_REQUIRED) == 0 && random_below (self, 8) == 0)
    return m77_json_null_new (self->pool);
  if (field->type == M77_TYPE_MAP || (field->type == M77_TYPE_JSON && old != NULL))
    return edit_members (self, old);
  if ((field->type == M77_TYPE_TEXT || field->type == M77_TYPE_MARKDOWN) && old != NULL)
    return edit_lines (self, m77_json_string (old));
  return random_value (self, kind, field);
}

static void
edit_field (RandomDoc *self,
            const M77Kind *kind,
            const M77Field *field,
            const M77Json *doc,
            M77Json *patch,
            M77Json *elements)
{
  const M77Json *old = m77_json_get (doc, field->name);
  M77Json *value;

  if (field->type == M77_TYPE_SET)
    m77_json_set (self->pool, elements, field->name, edit_set (self, old));
  else if (field->type == M77_TYPE_LOG)
    m77_json_set (self->pool, elements, field->name, edit_log (self));
  else
    {
      value = edit_value (self, kind, field, old);
      if (value != NULL)
        m77_json_set (self->pool, patch, field->name, value);
    }
}

void
random_edit (RandomDoc *self,
             const M77Kind *kind,
             const M77Json *doc,
             M77Json **patch,
             M77Json **elements)
{
  const M77Field *editable[64];
  int n = 0;

  *patch = m77_json_object_new (self->pool);
  *elements = m77_json_object_new (self->pool);
  for (const M77Field *field = kind->fields; field->name != NULL; field++)
    if (m77_field_is_editable (field))
      editable[n++] = field;
  for (int i = n > 0 ? random_below (self, 4) : -1; i >= 0; i--)
    {
      int at = random_below (self, 4) > 0 ? self->focus + random_below (self, 3)
                                          : random_below (self, n);

      edit_field (self, kind, editable[at % n], doc, *patch, *elements);
    }
}

M77Json *
random_junk (RandomDoc *self, int depth)
{
  M77Json *value;

  switch (random_below (self, depth > 0 ? 8 : 6))
    {
    case 0:
      return m77_json_null_new (self->pool);
    case 1:
      return m77_json_bool_new (self->pool, TRUE);
    case 2:
      return m77_json_int_new (self->pool, random_below (self, 3));
    case 3:
      return random_time (self);
    case 4:
      return random_lines (self);
    case 5:
      return random_word (self);
    case 6:
      value = m77_json_array_new (self->pool);
      for (int i = random_below (self, 4); i > 0; i--)
        m77_json_append (value, random_junk (self, depth - 1));
      return value;
    default:
      value = m77_json_object_new (self->pool);
      for (int i = random_below (self, 4); i > 0; i--)
        m77_json_set (self->pool,
                      value,
                      (const char *[]){ "id", "at", "text", "1" }[random_below (self, 4)],
                      random_junk (self, depth - 1));
      return value;
    }
}
