/* m77-json-private.h: how a JSON value lies in its pool
 *
 * For the m77-json files only. A pool is a list of blocks handed out from the front; a
 * value is one node, its children a singly linked list through `next`. Members of an
 * object have different names: the reader and m77_json_set see to it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <string.h>

#include "shared/base/m77-json.h"

G_BEGIN_DECLS

typedef struct _M77JsonBlock M77JsonBlock;

struct _M77JsonBlock
{
  M77JsonBlock *next;
  gsize size; /* bytes that follow */
};

struct _M77JsonPool
{
  char *free; /* the first free byte of the first used block */
  char *end;
  M77JsonBlock *used;
  M77JsonBlock *spare; /* kept by a reset */
};

struct _M77Json
{
  const char *name; /* NULL unless a member */
  M77Json *next;
  union
  {
    const char *text; /* of a string or a number; ends with a NUL */
    M77Json *first;   /* of a container */
  };
  M77Json *last;  /* of a container */
  guint32 length; /* bytes of text; children of a container */
  guint8 type;
};

/* Most names differ in their first letter. */
static inline gboolean
m77_json_is_named (const M77Json *member, const char *name)
{
  return member->name[0] == name[0] && strcmp (member->name, name) == 0;
}

gpointer m77_json_pool_grow (M77JsonPool *pool, gsize size);

static inline gpointer
m77_json_pool_alloc (M77JsonPool *pool, gsize size)
{
  char *memory = pool->free;

  size = (size + 7) & ~(gsize) 7;
  if (G_UNLIKELY (size > (gsize) (pool->end - memory)))
    return m77_json_pool_grow (pool, size);

  pool->free = memory + size;
  return memory;
}

static inline M77Json *
m77_json_new (M77JsonPool *pool, M77JsonType type)
{
  M77Json *self = m77_json_pool_alloc (pool, sizeof *self);

  memset (self, 0, sizeof *self);
  self->type = (guint8) type;
  return self;
}

static inline void
m77_json_link (M77Json *container, M77Json *child)
{
  child->next = NULL;
  if (container->last != NULL)
    container->last->next = child;
  else
    container->first = child;
  container->last = child;
  container->length++;
}

/* Takes the child after `before` (NULL: the first) out. */
void m77_json_unlink (M77Json *container, M77Json *before);

/* The members by name's bytes; equal names stay in order. Free with g_free. */
const M77Json **m77_json_sort_members (const M77Json *object);

/* Reads a string in place: text is after its opening quote and has eight readable bytes
 * after the end of the document, a NUL first. *after gets where the string ended; the
 * answer is NULL or, translated, what is wrong there. */
const char *m77_json_unquote (char *text, gsize *length, char **after);

/* The exact value of a number: ±0.DIGITS × 10^exponent, DIGITS without zeros at either
 * end and empty for zero. FALSE if the exponent is beyond a thousand million. */
typedef struct
{
  gboolean negative;
  gint64 exponent;
  char *digits;
} M77JsonDecimal;

gboolean m77_json_decimal_init (M77JsonDecimal *self, const char *text);
void m77_json_decimal_clear (M77JsonDecimal *self);

/* Same value, exactly. */
gboolean m77_json_number_equal (const char *a, const char *b);

/* One text for all ways of writing a value, laid out as in ECMAScript (RFC 8785). */
void m77_json_number_write_canonical (const char *text, GString *out);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (M77JsonDecimal, m77_json_decimal_clear)

G_END_DECLS
