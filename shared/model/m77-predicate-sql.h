/* m77-predicate-sql.h: a predicate as SQL text with bound values
 *
 * Knows no database: a dialect gives the expressions for a field's column and the
 * special tests, and this joins them. Values are never written into the text.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/model/m77-predicate.h"

G_BEGIN_DECLS

typedef enum
{
  M77_BIND_INTEGER,
  M77_BIND_NUMBER,
  M77_BIND_TEXT
} M77BindType;

typedef struct
{
  M77BindType type;
  gint64 integer;
  double number;
  char *text;
} M77Bind;

/* How the values of a field are stored where this SQL will run. */
typedef struct _M77SqlDialect M77SqlDialect;

struct _M77SqlDialect
{
  /* Appends an expression that is the field's value, NULL if missing: text case-folded for
   * text types, rank for ENUM and RANKED (unknown value: -1), ms for TIME, seconds for
   * DURATION, 0 or 1 for BOOLEAN. Not called for SET, LOG, MAP. FALSE: no such column,
   * the caller must evaluate in memory. */
  gboolean (*column) (const M77SqlDialect *self, const M77Field *field, GString *sql);
  /* Appends the start of a test over a set's or map's elements up to where a condition on
   * `element` (folded text) goes: "EXISTS (SELECT 1 FROM element WHERE … AND ", and
   * the column's name in *element; the writer closes the bracket. */
  gboolean (*elements) (const M77SqlDialect *self,
                        const M77Field *field,
                        GString *sql,
                        const char **element);
  /* Appends a test for full text; the words go to binds. */
  gboolean (*words) (const M77SqlDialect *self,
                     const M77Predicate *words,
                     GString *sql,
                     GArray *binds);
  gboolean (*is) (const M77SqlDialect *self, M77Is is, GString *sql, GArray *binds);
};

GArray *m77_binds_new (void); /* of M77Bind, cleared with the array */
void m77_binds_add_integer (GArray *binds, gint64 value);
void m77_binds_add_number (GArray *binds, double value);
void m77_binds_add_text (GArray *binds, const char *value);

/* Appends a boolean expression. FALSE when the dialect cannot express a part: sql and
 * binds are then left as they were. */
gboolean m77_predicate_to_sql (const M77Predicate *predicate,
                               const M77SqlDialect *dialect,
                               GString *sql,
                               GArray *binds);

/* "severity,-started_at" as fields (element M77Sort; empty text: none); M77_ERROR_BAD_FILTER for an
 * unknown or unsortable one. */
typedef struct
{
  const M77Field *field;
  gboolean descending;
} M77Sort;

GArray *m77_sort_parse (const char *text, const M77Kind *kind, GError **error);

G_END_DECLS
