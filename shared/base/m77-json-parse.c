/* The text is copied into the pool once and read in place there. Containers that are
 * open are a stack and not calls, each with the names it has seen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "m77-json"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "shared/base/m77-error.h"
#include "shared/base/m77-json-private.h"

#define LARGEST_TEXT  (256 * 1024 * 1024) /* bytes */
#define PADDING       8                   /* NULs after the text: see m77_json_unquote */
#define FEW_MEMBERS   32   /* up to here a name seen twice is looked for one by one */
#define DROPPED       0x80 /* mark on the type of a member about to go */
#define NAME_MULTIPLY G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)

/* The names seen in an object as a Bloom filter: 256 bits, one a name. */
typedef struct
{
  guint64 bits[4];
} Names;

typedef struct
{
  M77Json *container;
  Names names;
} Level;

typedef struct
{
  M77JsonPool *pool;
  char *text;
  char *at;
  char *end;
  const char *problem; /* translated; NULL while all is well */
  gboolean opened;     /* the last thing read was an opening bracket */
  guint depth;         /* containers that are open, innermost last */
  Level levels[M77_JSON_MAX_DEPTH];
} Parser;

static gboolean
fail (Parser *self, char *at, const char *problem)
{
  self->at = at;
  self->problem = at >= self->end ? _ ("it ends too early") : problem;
  return FALSE;
}

static inline void
skip_space (Parser *self)
{
  while (*self->at == ' ' || *self->at == '\n' || *self->at == '\r' || *self->at == '\t')
    self->at++;
}

/* Is after the opening quote; gives the string's bytes, NULL at an error. */
static inline char *
parse_string (Parser *self, gsize *length)
{
  char *start = self->at;
  const char *problem = m77_json_unquote (start, length, &self->at);

  if (G_LIKELY (problem == NULL))
    return start;

  fail (self, self->at, problem);
  return NULL;
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
parse_bracket (Parser *self, M77JsonType type)
{
  if (self->depth == M77_JSON_MAX_DEPTH)
    {
      fail (self, self->at, _ ("too deeply nested"));
      return NULL;
    }

  self->at++;
  return m77_json_new (self->pool, type);
}

/* A whole scalar, or a container's opening bracket. */
static M77Json *
parse_start (Parser *self)
{
  skip_space (self);

  switch (*self->at)
    {
    case '"':
      return parse_string_value (self);
    case '{':
      return parse_bracket (self, M77_JSON_OBJECT);
    case '[':
      return parse_bracket (self, M77_JSON_ARRAY);
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

/* The next child of the innermost open container, linked into it. */
static M77Json *
parse_child (Parser *self)
{
  Level *level = &self->levels[self->depth - 1];
  M77Json *container = level->container, *child;
  const char *name = NULL;
  gsize length;

  if (container->type == M77_JSON_OBJECT)
    {
      name = parse_name (self, &length);
      if (name == NULL)
        return NULL;
      if (container->length < FEW_MEMBERS && see_name (&level->names, name, length))
        drop_member (container, name);
    }

  child = parse_start (self);
  if (child == NULL)
    return NULL;

  child->name = name;
  m77_json_link (container, child);
  return child;
}

static void
open_level (Parser *self, M77Json *container)
{
  Level *level = &self->levels[self->depth++];

  level->container = container;
  memset (&level->names, 0, sizeof level->names);
}

/* After a value or an opening bracket: closes the containers that end here. TRUE if
 * another child follows, FALSE after the outermost bracket or at an error. */
static gboolean
parse_separators (Parser *self)
{
  while (self->depth > 0)
    {
      M77Json *container = self->levels[self->depth - 1].container;

      skip_space (self);
      if (*self->at == (container->type == M77_JSON_OBJECT ? '}' : ']'))
        {
          self->at++;
          self->depth--;
          if (container->type == M77_JSON_OBJECT && container->length > FEW_MEMBERS)
            drop_duplicates (container);
          self->opened = FALSE;
        }
      else if (self->opened)
        return TRUE;
      else if (*self->at == ',')
        {
          self->at++;
          return TRUE;
        }
      else
        return fail (self, self->at, _ ("a comma or a closing bracket is missing"));
    }

  return FALSE;
}

static M77Json *
parse_value (Parser *self)
{
  M77Json *value = parse_start (self), *child = value;

  while (child != NULL)
    {
      self->opened = child->type >= M77_JSON_ARRAY;
      if (self->opened)
        open_level (self, child);
      if (!parse_separators (self))
        break;
      child = parse_child (self);
    }

  return self->problem == NULL ? value : NULL;
}

M77Json *
m77_json_parse (M77JsonPool *pool, const char *text, gssize length, GError **error)
{
  gsize count = length < 0 ? strlen (text) : (gsize) length;
  Parser self;
  M77Json *value;

  if (count > LARGEST_TEXT)
    {
      g_set_error_literal (error, M77_ERROR, M77_ERROR_BAD_JSON, _ ("JSON text over 256 MiB"));
      return NULL;
    }

  self.pool = pool;
  self.problem = NULL;
  self.depth = 0;
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
