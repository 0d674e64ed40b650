/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-mask"

#include "config.h"

#include "shared/model/m77-mask.h"

#include <string.h>

#define WORD_LEAST   2 /* characters: initials say nothing */
#define DIGITS_LEAST 7 /* of a telephone number */

struct _M77Mask
{
  GHashTable *people; /* case-folded word → "P1" */
  GPtrArray *names;   /* "P1"… */
};

M77Mask *
m77_mask_new (void)
{
  M77Mask *self = g_new0 (M77Mask, 1);

  self->people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->names = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
m77_mask_free (M77Mask *self)
{
  g_hash_table_unref (self->people);
  g_ptr_array_unref (self->names);
  g_free (self);
}

/* ---- Learning ---- */

static const char *
find (M77Mask *self, const char *word, gssize length)
{
  g_autofree char *folded = g_utf8_casefold (word, length);

  return g_hash_table_lookup (self->people, folded);
}

static void
add (M77Mask *self, const char *word, const char *name)
{
  g_autofree char *folded = g_utf8_casefold (word, -1);

  if (g_utf8_strlen (folded, -1) >= WORD_LEAST && !g_hash_table_contains (self->people, folded))
    g_hash_table_insert (self->people, g_steal_pointer (&folded), (gpointer) name);
}

const char *
m77_mask_person (M77Mask *self, const char *handle)
{
  const char *name;

  if (*handle == '@')
    handle++;
  name = find (self, handle, -1);
  if (name != NULL)
    return name;
  name = g_strdup_printf ("P%u", self->names->len + 1);
  g_ptr_array_add (self->names, (gpointer) name);
  add (self, handle, name);
  return name;
}

void
m77_mask_learn (M77Mask *self, const char *handle, const char *full_name, const char *email)
{
  const char *name = m77_mask_person (self, handle);
  g_auto (GStrv) parts = g_strsplit_set (full_name != NULL ? full_name : "", " \t,.-'", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    add (self, parts[i], name);
  if (email != NULL)
    add (self, email, name);
}

void
m77_mask_learn_member (M77Mask *self, const M77Json *doc)
{
  const char *handle = m77_json_get_string (doc, "handle");

  if (handle != NULL)
    m77_mask_learn (self,
                    handle,
                    m77_json_get_string (doc, "full_name"),
                    m77_json_get_string (doc, "email"));
}

/* ---- Texts ---- */

static gboolean
is_of_token (gunichar character)
{
  return g_unichar_isalnum (character) || g_unichar_ismark (character) ||
         (character < 0x80 && character != 0 && strchr ("._-@+", (int) character) != NULL);
}

static gsize
token_length (const char *text)
{
  const char *end = text;

  while (is_of_token (g_utf8_get_char (end)))
    end = g_utf8_next_char (end);
  while (end > text && strchr ("._-", end[-1]) != NULL)
    end--;
  return end - text;
}

static gboolean
is_email (const char *token, gsize length)
{
  const char *at = memchr (token, '@', length);

  return at != NULL && at > token && memchr (at, '.', length - (at - token)) != NULL;
}

static gboolean
is_ipv4 (const char *token, gsize length)
{
  guint parts = 0;
  guint value = 0;
  guint digits = 0;

  for (gsize i = 0; i <= length; i++)
    if (i < length && g_ascii_isdigit (token[i]) && digits < 3)
      {
        value = value * 10 + (guint) (token[i] - '0');
        digits++;
      }
    else if ((i == length || token[i] == '.') && digits > 0 && value <= 255)
      {
        parts++;
        value = digits = 0;
      }
    else
      return FALSE;
  return parts == 4;
}

/* Bytes of a telephone number in the international form that begins here; 0: none. */
static gsize
phone_length (const char *text)
{
  guint digits = 0;
  gsize last = 0;

  if (*text != '+' || !g_ascii_isdigit (text[1]))
    return 0;
  for (gsize i = 1; g_ascii_isdigit (text[i]) || (text[i] != '\0' && strchr (" -()/.", text[i]));
       i++)
    if (g_ascii_isdigit (text[i]))
      {
        digits++;
        last = i + 1;
      }
  return digits >= DIGITS_LEAST ? last : 0;
}

/* "jana.novak-2": the parts of a token that are somebody. TRUE: there was one. */
static gboolean
append_parts (M77Mask *self, const char *token, gsize length, GString *out)
{
  gboolean masked = FALSE;

  for (gsize at = 0; at < length;)
    {
      gsize end = at;
      const char *name;

      while (end < length && strchr ("._-@+", token[end]) == NULL)
        end++;
      name = end > at ? find (self, token + at, end - at) : NULL;
      masked = masked || name != NULL;
      if (name != NULL)
        g_string_append (out, name);
      else
        g_string_append_len (out, token + at, end - at);
      if (end < length)
        g_string_append_c (out, token[end++]);
      at = end;
    }
  return masked;
}

/* What stands for a token; TRUE: not itself. */
static gboolean
append_token (M77Mask *self, const char *token, gsize length, GString *out)
{
  gsize start = *token == '@' && length > 1 ? 1 : 0;
  const char *name = find (self, token + start, length - start);

  if (name == NULL && (is_email (token, length) || is_ipv4 (token, length)))
    name = M77_MASKED;
  if (name == NULL)
    return append_parts (self, token, length, out);
  /* "Jana Novak" is one person, told once. */
  if (out->len > 0 && out->str[out->len - 1] == ' ')
    {
      g_string_truncate (out, out->len - 1);
      if (!g_str_has_suffix (out->str, name))
        g_string_append_c (out, ' ');
      else
        return TRUE;
    }
  g_string_append (out, name);
  return TRUE;
}

char *
m77_mask_text (M77Mask *self, const char *text)
{
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean masked = FALSE;

  if (!g_utf8_validate (text, -1, NULL))
    return NULL;
  while (*text != '\0')
    {
      gsize phone = phone_length (text);
      gsize length = phone > 0 ? phone : token_length (text);

      if (phone > 0)
        g_string_append (out, M77_MASKED);
      else if (length > 0)
        masked = append_token (self, text, length, out) || masked;
      else
        {
          length = g_utf8_next_char (text) - text;
          g_string_append_len (out, text, length);
        }
      masked = masked || phone > 0;
      text += length;
    }
  return masked ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}

/* ---- Values ---- */

static const char *
mask_string (M77Mask *self, M77JsonPool *pool, const char *text)
{
  g_autofree char *masked = m77_mask_text (self, text);

  return masked != NULL ? m77_json_string (m77_json_string_new (pool, masked)) : text;
}

/* Every text within, and whoever an author is. */
static M77Json *
mask_within (M77Mask *self, M77JsonPool *pool, const M77Json *value)
{
  M77Json *copy;

  if (m77_json_string (value) != NULL)
    return m77_json_string_new (pool, mask_string (self, pool, m77_json_string (value)));
  if (m77_json_is (value, M77_JSON_ARRAY))
    {
      copy = m77_json_array_new (pool);
      for (const M77Json *e = m77_json_first (value); e != NULL; e = m77_json_next (e))
        m77_json_append (copy, mask_within (self, pool, e));
      return copy;
    }
  if (!m77_json_is (value, M77_JSON_OBJECT))
    return m77_json_copy (pool, value);

  copy = m77_json_object_new (pool);
  for (const M77Json *member = m77_json_first (value); member != NULL;
       member = m77_json_next (member))
    {
      const char *name = mask_string (self, pool, m77_json_name (member));
      const char *text = m77_json_string (member);

      if (g_str_equal (name, "author") && text != NULL)
        m77_json_set_string (pool, copy, name, m77_mask_person (self, text));
      else
        m77_json_set (pool, copy, name, mask_within (self, pool, member));
    }
  return copy;
}

static M77Json *
mask_people (M77Mask *self, M77JsonPool *pool, const M77Json *value)
{
  M77Json *copy;

  if (m77_json_string (value) != NULL)
    return m77_json_string_new (pool, m77_mask_person (self, m77_json_string (value)));
  if (!m77_json_is (value, M77_JSON_ARRAY))
    return m77_json_copy (pool, value);
  copy = m77_json_array_new (pool);
  for (const M77Json *e = m77_json_first (value); e != NULL; e = m77_json_next (e))
    m77_json_append (copy, mask_people (self, pool, e));
  return copy;
}

const M77Json *
m77_mask_value (M77Mask *self, M77JsonPool *pool, const M77Field *field, const M77Json *value)
{
  if (m77_json_is_null (value))
    return NULL;
  if (field != NULL && g_strcmp0 (field->ref, "member") == 0)
    return mask_people (self, pool, value);
  if (field == NULL || field->type == M77_TYPE_LOG || field->type == M77_TYPE_MAP ||
      field->type == M77_TYPE_JSON)
    return mask_within (self, pool, value);
  if (field->flags & M77_FIELD_PERSONAL)
    return m77_json_string_new (pool, M77_MASKED);
  return m77_json_is (value, M77_JSON_STRING) || m77_json_is (value, M77_JSON_ARRAY)
             ? mask_within (self, pool, value)
             : NULL;
}

M77Json *
m77_mask_document (M77Mask *self, M77JsonPool *pool, const M77Kind *kind, const M77Json *doc)
{
  M77Json *copy = m77_json_object_new (pool);

  for (const M77Json *member = m77_json_first (doc); member != NULL;
       member = m77_json_next (member))
    {
      const char *name = m77_json_name (member);
      const M77Field *field = kind != NULL ? m77_kind_field (kind, name) : NULL;
      const M77Json *masked = m77_mask_value (self, pool, field, member);

      m77_json_set (pool, copy, name, m77_json_copy (pool, masked != NULL ? masked : member));
    }
  return copy;
}
