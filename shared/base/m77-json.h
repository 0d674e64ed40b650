/* m77-json.h: JSON documents, exact
 *
 * RFC 8259, read into a tree and written back without loss: a number stays the text
 * it came as (9007199254740993 and 1.10 survive), members keep their order, members
 * nobody here knows are passed on. See docs/decisions for why no library did.
 *
 * Every value lives in a pool and as long as it: values are never freed one by one
 * and may be shared freely within their pool. A pool belongs to one thread at a time.
 * Values are const once built; the m77_json_set and _append functions are for values
 * the caller has just made (m77_json_copy first).
 *
 * Reading refuses: invalid UTF-8, a NUL (written \u0000) in a string, a lone surrogate,
 * a depth over M77_JSON_MAX_DEPTH, anything after the value, a text over 256 MiB. Of two
 * members with one name the last wins: the reader drops the earlier ones, so nobody
 * after it sees them. Errors are M77_ERROR_BAD_JSON with the byte offset.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define M77_JSON_MAX_DEPTH 64

typedef struct _M77JsonPool M77JsonPool;
typedef struct _M77Json M77Json;

typedef enum
{
  M77_JSON_NULL,
  M77_JSON_FALSE,
  M77_JSON_TRUE,
  M77_JSON_NUMBER,
  M77_JSON_STRING,
  M77_JSON_ARRAY,
  M77_JSON_OBJECT
} M77JsonType;

M77JsonPool *m77_json_pool_new (void);
/* Forgets all values but keeps the memory (up to 1 MiB) for the next ones. */
void m77_json_pool_reset (M77JsonPool *pool);
void m77_json_pool_free (M77JsonPool *pool);

/* length in bytes, or -1 if text ends with a NUL. The text is copied. */
M77Json *m77_json_parse (M77JsonPool *pool, const char *text, gssize length, GError **error);

/* NULL is treated as absent by all readers below, so look-ups can be nested. */
M77JsonType m77_json_type (const M77Json *value);
gboolean m77_json_is (const M77Json *value, M77JsonType type);
gboolean m77_json_is_null (const M77Json *value);        /* TRUE for absent too */
const char *m77_json_string (const M77Json *value);      /* NULL if not a string */
gsize m77_json_string_length (const M77Json *value);     /* bytes */
const char *m77_json_number_text (const M77Json *value); /* NULL if not a number */
/* TRUE if value is a number that is a whole int64 (1, 1.0, 1e3). */
gboolean m77_json_int (const M77Json *value, gint64 *number);
/* TRUE if value is a number; infinite ones are refused. */
gboolean m77_json_double (const M77Json *value, double *number);
gboolean m77_json_bool (const M77Json *value, gboolean *flag);

guint m77_json_size (const M77Json *value); /* elements or members */
/* Walks an array's elements or an object's members in order; NULL after the last. */
const M77Json *m77_json_first (const M77Json *container);
const M77Json *m77_json_next (const M77Json *value);
const char *m77_json_name (const M77Json *member); /* a member's name; else NULL */
const M77Json *m77_json_get (const M77Json *object, const char *name); /* NULL if absent */
const char *m77_json_get_string (const M77Json *object, const char *name);
gint64 m77_json_get_int (const M77Json *object, const char *name, gint64 otherwise);
gboolean m77_json_get_bool (const M77Json *object, const char *name); /* FALSE if absent */

/* Building. Strings must be UTF-8 without NUL and are copied. What JSON cannot say (a NULL
 * string, a number that is not finite, a copy of absent) becomes null. */
M77Json *m77_json_null_new (M77JsonPool *pool);
M77Json *m77_json_bool_new (M77JsonPool *pool, gboolean flag);
M77Json *m77_json_int_new (M77JsonPool *pool, gint64 number);
M77Json *m77_json_double_new (M77JsonPool *pool, double number);
M77Json *m77_json_string_new (M77JsonPool *pool, const char *text);
M77Json *m77_json_string_new_len (M77JsonPool *pool, const char *text, gsize length);
M77Json *m77_json_array_new (M77JsonPool *pool);
M77Json *m77_json_object_new (M77JsonPool *pool);
/* A deep copy; from another pool or the same. */
M77Json *m77_json_copy (M77JsonPool *pool, const M77Json *value);
/* value must be of the same pool and in no other container; it takes name's place or
 * goes to the end. */
void m77_json_set (M77JsonPool *pool, M77Json *object, const char *name, M77Json *value);
void m77_json_set_string (M77JsonPool *pool, M77Json *object, const char *name, const char *text);
void m77_json_set_int (M77JsonPool *pool, M77Json *object, const char *name, gint64 number);
void m77_json_set_bool (M77JsonPool *pool, M77Json *object, const char *name, gboolean flag);
gboolean m77_json_remove (M77Json *object, const char *name);
void m77_json_append (M77Json *array, M77Json *value);

/* Same value: members in any order, 1 equals 1.0; NULL equals NULL only. */
gboolean m77_json_equal (const M77Json *a, const M77Json *b);

/* Compact text, appended. Absent writes null. */
void m77_json_write (const M77Json *value, GString *out);
/* For people: two spaces of indentation. */
void m77_json_write_pretty (const M77Json *value, GString *out);
/* Likewise, with members by name's bytes: for comparing by line. */
void m77_json_write_sorted (const M77Json *value, GString *out);
char *m77_json_to_text (const M77Json *value);
/* Compact, members sorted by name's bytes, numbers as ECMAScript lays them out but with
 * every digit that counts, so that equal values have equal texts: for hashes. */
void m77_json_write_canonical (const M77Json *value, GString *out);
/* Lower-case SHA-256 of the canonical text. */
char *m77_json_sha256 (const M77Json *value);

/* Appends text as a JSON string with its quotes: for writers that build text directly. */
void m77_json_write_string (GString *out, const char *text, gssize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (M77JsonPool, m77_json_pool_free)

G_END_DECLS
