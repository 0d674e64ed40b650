/* The text is copied into the pool once and read in place there: a string is its own
 * bytes, its closing quote overwritten with a NUL and its escapes, which only shrink,
 * resolved where they stand.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "m77-json"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "shared/base/m77-error.h"
#include "shared/base/m77-json-private.h"

#define LARGEST_TEXT  (256 * 1024 * 1024) /* bytes */
#define PADDING       8                   /* NULs after the text: strings are read by eights */
#define FEW_MEMBERS   32   /* up to here a name seen twice is looked for one by one */
#define DROPPED       0x80 /* mark on the type of a member about to go */
#define BYTES(byte)   (G_GUINT64_CONSTANT (0x0101010101010101) * (byte))
#define TOP_BITS      BYTES (0x80)
#define NAME_MULTIPLY G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)

typedef struct _Parser Parser;

struct _Parser
{
  M77Json *(*parse_value) (Parser *self); /* for the containers, which come before it */
  M77JsonPool *pool;
  char *text;
  char *at;
  char *end;
  guint depth;
  const char *problem; /* translated; NULL while all is well */
};

static gboolean
fail (Parser *self, const char *at, const char *problem)
{
  self->at = (char *) at;
  self->problem = at >= self->end ? _ ("it ends too early") : problem;
  return FALSE;
}

static inline void
skip_space (Parser *self)
{
  while (*self->at == ' ' || *self->at == '\n' || *self->at == '\r' || *self->at == '\t')
    self->at++;
}

/* The first byte that is a quote, a backslash, a control character or not ASCII. In a
 * word each test may err only above a byte it is right about, so the lowest is right. */
static inline char *
skip_plain (char *at)
{
  for (;; at += 8)
    {
      guint64 word, quote, backslash, special;

      memcpy (&word, at, sizeof word);
      word = GUINT64_FROM_LE (word);
      quote = word ^ BYTES ('"');
      backslash = word ^ BYTES ('\\');
      special = ((word - BYTES (0x20)) | (quote - BYTES (1)) | (backslash - BYTES (1)) | word) &
                TOP_BITS;
      if (special != 0)
        return at + (__builtin_ctzll (special) >> 3);
    }
}

/* Bytes of the UTF-8 sequence that begins at `at` (RFC 3629), 0 if it is none. */
static guint
sequence_length (const guchar *at)
{
  guint count = at[0] >= 0xf0 ? 4 : at[0] >= 0xe0 ? 3 : 2;
  guchar low = 0x80, high = 0xbf;

  if (at[0] < 0xc2 || at[0] > 0xf4)
    return 0;
  if (at[0] == 0xe0)
    low = 0xa0;
  else if (at[0] == 0xed)
    high = 0x9f;
  else if (at[0] == 0xf0)
    low = 0x90;
  else if (at[0] == 0xf4)
    high = 0x8f;
  if (at[1] < low || at[1] > high)
    return 0;

  for (guint i = 2; i < count; i++)
    if ((at[i] & 0xc0) != 0x80)
      return 0;

  return count;
}

/* The four digits at `at`, or -1. */
static gint32
read_hex (const char *at)
{
  gint32 value = 0;

  for (guint i = 0; i < 4; i++)
    {
      int digit = g_ascii_xdigit_value (at[i]);

      if (digit < 0)
        return -1;
      value = value << 4 | digit;
    }

  return value;
}

/* at is on the "u" of \u; *out is moved past the character's UTF-8. */
static char *
read_unicode (Parser *self, char *at, char **out)
{
  gint32 code = read_hex (at + 1);
  char *next = at + 5;

  if (code < 0)
    {
      fail (self, at, _ ("\\u wants four hexadecimal digits"));
      return NULL;
    }
  if (code >= 0xd800 && code <= 0xdbff && next[0] == '\\' && next[1] == 'u')
    {
      gint32 second = read_hex (next + 2);

      if (second >= 0xdc00 && second <= 0xdfff)
        {
          code = 0x10000 + ((code - 0xd800) << 10) + (second - 0xdc00);
          next += 6;
        }
    }
  if (code == 0 || (code >= 0xd800 && code <= 0xdfff))
    {
      fail (self, at, code == 0 ? _ ("a string holds a NUL") : _ ("half a surrogate pair"));
      return NULL;
    }

  *out += g_unichar_to_utf8 ((gunichar) code, *out);
  return next;
}

/* at is on a backslash; the answer is after the escape, NULL if it is none. */
static char *
read_escape (Parser *self, char *at, char **out)
{
  static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
  const char *name;

  at++;
  if (*at == 'u')
    return read_unicode (self, at, out);

  name = *at != '\0' ? strchr (names, *at) : NULL;
  if (name == NULL)
    {
      fail (self, at, _ ("no such escape"));
      return NULL;
    }

  *(*out)++ = values[name - names];
  return at + 1;
}

/* Is after the opening quote; gives the string's bytes, NULL at an error. */
static char *
parse_string (Parser *self, gsize *length)
{
  char *start = self->at, *out = start, *at = start;

  for (;;)
    {
      char *stop = skip_plain (at);
      guint count;

      if (out != at)
        memmove (out, at, (gsize) (stop - at));
      out += stop - at;
      at = stop;

      if (*at == '"')
        break;
      if (*at == '\\')
        {
          at = read_escape (self, at, &out);
          if (at == NULL)
            return NULL;
        }
      else if ((guchar) *at < 0x20)
        {
          fail (self, at, _ ("a control character in a string"));
          return NULL;
        }
      else
        {
          count = sequence_length ((const guchar *) at);
          if (count == 0)
            {
              fail (self, at, _ ("not UTF-8"));
              return NULL;
            }
          for (; count > 0; count--)
            *out++ = *at++;
        }
    }

  self->at = at + 1;
  *out = '\0';
  *length = (gsize) (out - start);
  return start;
}

static inline char *
skip_digits (char *at)
{
  while (g_ascii_isdigit (*at))
    at++;

  return at;
}

/* After a number's "." or "e": at least one digit. */
static char *
skip_more_digits (Parser *self, char *at)
{
  if (g_ascii_isdigit (*at))
    return skip_digits (at);

  fail (self, at, _ ("a digit is missing"));
  return NULL;
}

static M77Json *
parse_number (Parser *self)
{
  char *start = self->at, *at = start, *copy;
  M77Json *number;
  gsize length;

  if (*at == '-')
    at++;
  at = *at == '0' ? at + 1 : skip_more_digits (self, at);
  if (at != NULL && *at == '.')
    at = skip_more_digits (self, at + 1);
  if (at != NULL && (*at | 0x20) == 'e')
    at = skip_more_digits (self, at + (at[1] == '-' || at[1] == '+' ? 2 : 1));
  if (at == NULL)
    return NULL;

  self->at = at;
  length = (gsize) (at - start);
  number = m77_json_new (self->pool, M77_JSON_NUMBER);
  copy = m77_json_pool_alloc (self->pool, length + 1);
  memcpy (copy, start, length);
  copy[length] = '\0';
  number->text = copy;
  number->length = (guint32) length;
  return number;
}

static M77Json *
parse_word (Parser *self, const char *word, M77JsonType type)
{
  gsize length = strlen (word);

  if (strncmp (self->at, word, length) != 0)
    {
      fail (self, self->at, _ ("a value is missing"));
      return NULL;
    }

  self->at += length;
  return m77_json_new (self->pool, type);
}

/* After a child: TRUE if another follows, at which self->at then is. */
static inline gboolean
parse_separator (Parser *self, char closing)
{
  skip_space (self);
  if (G_LIKELY (*self->at == ','))
    {
      self->at++;
      return TRUE;
    }
  if (*self->at != closing)
    return fail (self, self->at, _ ("a comma or a closing bracket is missing"));

  self->at++;
  return FALSE;
}

/* The names seen in an object as a Bloom filter: 256 bits, one a name. */
typedef struct
{
  guint64 bits[4];
} Names;

/* Whether name may have been seen before; it now has been. name has readable bytes
 * after it. */
static inline gboolean
see_name (Names *self, const char *name, gsize length)
{
  guint64 word, bit;
  guint hash;

  memcpy (&word, name, sizeof word);
  word = GUINT64_FROM_LE (word);
  if (length < 8)
    word &= (G_GUINT64_CONSTANT (1) << (8 * length)) - 1;
  hash = (guint) (((word ^ length) * NAME_MULTIPLY) >> 56);
  bit = G_GUINT64_CONSTANT (1) << (hash & 63);

  if (self->bits[hash >> 6] & bit)
    return TRUE;

  self->bits[hash >> 6] |= bit;
  return FALSE;
}

static void
drop_member (M77Json *object, const char *name)
{
  M77Json *before = NULL;

  for (M77Json *member = object->first; member != NULL; member = member->next)
    {
      if (strcmp (member->name, name) == 0)
        {
          m77_json_unlink (object, before);
          return;
        }
      before = member;
    }
}

/* Of an object with many members: sorts instead of comparing each with all. */
static void
drop_duplicates (M77Json *object)
{
  g_autofree const M77Json **members = m77_json_sort_members (object);
  guint count = object->length;
  M77Json *before = NULL, *next;
  gboolean any = FALSE;

  for (guint i = 0; i + 1 < count; i++)
    if (strcmp (members[i]->name, members[i + 1]->name) == 0)
      {
        ((M77Json *) members[i])->type |= DROPPED;
        any = TRUE;
      }
  if (!any)
    return;

  for (M77Json *member = object->first; member != NULL; member = next)
    {
      next = member->next;
      if (member->type & DROPPED)
        m77_json_unlink (object, before);
      else
        before = member;
    }
}

/* Is after the bracket; array is empty. */
static gboolean
parse_elements (Parser *self, M77Json *array)
{
  skip_space (self);
  if (*self->at == ']')
    {
      self->at++;
      return TRUE;
    }

  do
    {
      M77Json *element = self->parse_value (self);

      if (element == NULL)
        return FALSE;
      m77_json_link (array, element);
    }
  while (parse_separator (self, ']'));

  return self->problem == NULL;
}

static const char *
parse_name (Parser *self, gsize *length)
{
  const char *name;

  skip_space (self);
  if (*self->at != '"')
    {
      fail (self, self->at, _ ("a member's name is missing"));
      return NULL;
    }

  self->at++;
  name = parse_string (self, length);
  if (name == NULL)
    return NULL;

  skip_space (self);
  if (*self->at != ':')
    {
      fail (self, self->at, _ ("a colon is missing"));
      return NULL;
    }

  self->at++;
  return name;
}

static gboolean
parse_members (Parser *self, M77Json *object)
{
  Names names = { 0 };

  skip_space (self);
  if (*self->at == '}')
    {
      self->at++;
      return TRUE;
    }

  do
    {
      gsize length;
      const char *name = parse_name (self, &length);
      M77Json *member = name != NULL ? self->parse_value (self) : NULL;

      if (member == NULL)
        return FALSE;
      if (object->length < FEW_MEMBERS && see_name (&names, name, length))
        drop_member (object, name);
      member->name = name;
      m77_json_link (object, member);
    }
  while (parse_separator (self, '}'));

  if (object->length > FEW_MEMBERS)
    drop_duplicates (object);
  return self->problem == NULL;
}

static M77Json *
parse_container (Parser *self, M77JsonType type)
{
  M77Json *container;
  gboolean read;

  if (self->depth == M77_JSON_MAX_DEPTH)
    {
      fail (self, self->at, _ ("too deeply nested"));
      return NULL;
    }

  container = m77_json_new (self->pool, type);
  self->at++;
  self->depth++;
  read = type == M77_JSON_ARRAY ? parse_elements (self, container)
                                : parse_members (self, container);
  self->depth--;
  return read ? container : NULL;
}

static M77Json *
parse_string_value (Parser *self)
{
  gsize length;
  const char *text;
  M77Json *string;

  self->at++;
  text = parse_string (self, &length);
  if (text == NULL)
    return NULL;

  string = m77_json_new (self->pool, M77_JSON_STRING);
  string->text = text;
  string->length = (guint32) length;
  return string;
}

static M77Json *
parse_value (Parser *self)
{
  skip_space (self);

  switch (*self->at)
    {
    case '"':
      return parse_string_value (self);
    case '{':
      return parse_container (self, M77_JSON_OBJECT);
    case '[':
      return parse_container (self, M77_JSON_ARRAY);
    case 't':
      return parse_word (self, "true", M77_JSON_TRUE);
    case 'f':
      return parse_word (self, "false", M77_JSON_FALSE);
    case 'n':
      return parse_word (self, "null", M77_JSON_NULL);
    default:
      if (*self->at == '-' || g_ascii_isdigit (*self->at))
        return parse_number (self);
      fail (self, self->at, _ ("a value is missing"));
      return NULL;
    }
}

M77Json *
m77_json_parse (M77JsonPool *pool, const char *text, gssize length, GError **error)
{
  gsize count = length < 0 ? strlen (text) : (gsize) length;
  Parser self = { .pool = pool, .parse_value = parse_value };
  M77Json *value;

  if (count > LARGEST_TEXT)
    {
      g_set_error_literal (error, M77_ERROR, M77_ERROR_BAD_JSON, _ ("JSON text over 256 MiB"));
      return NULL;
    }

  self.text = self.at = m77_json_pool_alloc (pool, count + PADDING);
  self.end = self.text + count;
  memcpy (self.text, text, count);
  memset (self.end, 0, PADDING);

  value = parse_value (&self);
  if (value != NULL)
    {
      skip_space (&self);
      if (self.at < self.end)
        fail (&self, self.at, _ ("something follows the value"));
    }
  if (self.problem == NULL)
    return value;

  g_set_error (error,
               M77_ERROR,
               M77_ERROR_BAD_JSON,
               _ ("Not valid JSON at byte %lu: %s"),
               (gulong) (self.at - self.text),
               self.problem);
  return NULL;
}
