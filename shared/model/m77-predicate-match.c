/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-predicate"

#include "config.h"

#include <string.h>

#include "shared/base/m77-time.h"
#include "shared/model/m77-predicate.h"

/* Words of a text as full text has them: runs of letters and digits, in lower case and
 * without accents, as SQLite's unicode61 cuts them. */
static GPtrArray *
cut_words (const char *text)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *plain = g_utf8_normalize (text, -1, G_NORMALIZE_DEFAULT);
  g_autoptr (GString) word = g_string_new (NULL);

  for (const char *c = plain != NULL ? plain : "";; c = g_utf8_next_char (c))
    {
      gunichar letter = g_utf8_get_char (c);

      if (letter != 0 && g_unichar_ismark (letter))
        continue;
      if (letter != 0 && g_unichar_isalnum (letter))
        g_string_append_unichar (word, g_unichar_tolower (letter));
      else if (word->len > 0)
        {
          g_ptr_array_add (words, g_strdup (word->str));
          g_string_truncate (word, 0);
        }
      if (letter == 0)
        return words;
    }
}

typedef struct
{
  GPtrArray *words;
  gboolean is_prefix; /* the last word is the beginning of one */
  gboolean found;
} Search;

static gboolean
words_begin_at (const Search *search, GPtrArray *words, guint at)
{
  for (guint i = 0; i < search->words->len; i++)
    {
      const char *wanted = g_ptr_array_index (search->words, i);
      const char *word = g_ptr_array_index (words, at + i);

      if (i + 1 == search->words->len && search->is_prefix ? !g_str_has_prefix (word, wanted)
                                                           : !g_str_equal (word, wanted))
        return FALSE;
    }
  return TRUE;
}

static void
search_text_cb (const char *text, gpointer data)
{
  Search *search = data;
  g_autoptr (GPtrArray) words = NULL;

  if (search->found)
    return;
  words = cut_words (text);
  for (guint at = 0; !search->found && at + search->words->len <= words->len; at++)
    search->found = words_begin_at (search, words, at);
}

static gboolean
match_words (const M77Predicate *self, const M77Kind *kind, const M77Record *record)
{
  g_autoptr (GPtrArray) words = cut_words (self->text);
  Search search = { words, g_str_has_suffix (self->text, "*"), FALSE };

  if (words->len > 0)
    m77_predicate_searched (kind, record->doc, search_text_cb, &search);
  return search.found;
}

/* One value of a field to compare, NULL where it has none. */
typedef struct
{
  const M77Json *json;
  const char *text;
  gint64 integer;
  gboolean has_integer;
} Value;

static Value
take_integer (gint64 number, gboolean is_there)
{
  return (Value){ .integer = number, .has_integer = is_there };
}

static Value
take_envelope (const M77Field *field, const M77Record *record)
{
  if (g_str_equal (field->name, "created_at"))
    return take_integer (record->created_at, record->created_at != M77_TIME_NONE);
  if (g_str_equal (field->name, "updated_at"))
    return take_integer (record->updated_at, record->updated_at != M77_TIME_NONE);
  if (g_str_equal (field->name, "version"))
    return take_integer (record->version, TRUE);
  if (g_str_equal (field->name, "deleted"))
    return take_integer (record->deleted, TRUE);
  if (g_str_equal (field->name, "updated_by"))
    return (Value){ .text = record->updated_by };
  if (g_str_equal (field->name, "id"))
    return (Value){ .text = record->id };
  return (Value){ .json = NULL };
}

static Value
take_value (const M77Field *field, const M77Record *record)
{
  Value value = { .json = NULL };
  gboolean flag;

  if (m77_field_is_envelope (field))
    return take_envelope (field, record);
  value.json = m77_json_get (record->doc, field->name);
  if (m77_json_is_null (value.json))
    value.json = NULL;
  value.text = m77_json_string (value.json);
  switch (field->type)
    {
    case M77_TYPE_ENUM:
    case M77_TYPE_RANKED:
      return take_integer (value.text != NULL ? m77_field_rank (field, value.text) : 0,
                           value.text != NULL);
    case M77_TYPE_TIME:
      value.integer = value.text != NULL ? m77_time_parse (value.text) : M77_TIME_NONE;
      return take_integer (value.integer, value.integer != M77_TIME_NONE);
    case M77_TYPE_DURATION:
    case M77_TYPE_INTEGER:
      value.has_integer = m77_json_int (value.json, &value.integer);
      return take_integer (value.integer, value.has_integer);
    case M77_TYPE_BOOLEAN:
      return m77_json_bool (value.json, &flag) ? take_integer (flag, TRUE)
                                               : take_integer (0, FALSE);
    default:
      return value;
    }
}

static gboolean
holds (M77Op op, int order)
{
  switch (op)
    {
    case M77_OP_EQ:
      return order == 0;
    case M77_OP_LT:
      return order < 0;
    case M77_OP_LE:
      return order <= 0;
    case M77_OP_GT:
      return order > 0;
    case M77_OP_GE:
      return order >= 0;
    }
  return FALSE;
}

static gboolean
match_text (const M77Predicate *self, const char *folded)
{
  if (self->kind == M77_PREDICATE_HAS)
    return TRUE;
  if (self->kind == M77_PREDICATE_GLOB)
    return m77_predicate_glob (self->folded, folded);
  if (self->field->type == M77_TYPE_LOG)
    return strstr (folded, self->folded) != NULL;
  if (self->field->type == M77_TYPE_MAP && strchr (self->folded, '=') == NULL)
    return g_str_has_prefix (folded, self->folded) && folded[strlen (self->folded)] == '=';
  return g_str_equal (folded, self->folded);
}

static gboolean
match_elements (const M77Predicate *self, const M77Json *container)
{
  M77JsonType wanted = self->field->type == M77_TYPE_MAP ? M77_JSON_OBJECT : M77_JSON_ARRAY;

  if (!m77_json_is (container, wanted))
    return FALSE;
  for (const M77Json *e = m77_json_first (container); e != NULL; e = m77_json_next (e))
    {
      const char *entry = m77_json_get_string (e, "text");
      g_autofree char *folded = NULL;

      if (self->field->type != M77_TYPE_LOG)
        folded = m77_predicate_element (e);
      else if (m77_json_is (e, M77_JSON_OBJECT))
        folded = g_utf8_casefold (entry != NULL ? entry : "", -1);
      if (folded != NULL && match_text (self, folded))
        return TRUE;
    }
  return FALSE;
}

static gboolean
match_number (const M77Predicate *self, const M77Json *json)
{
  double number;

  if (!m77_json_double (json, &number))
    return FALSE;
  return self->kind == M77_PREDICATE_HAS ||
         holds (self->op, (number > self->number) - (number < self->number));
}

static gboolean
match_field (const M77Predicate *self, const M77Record *record)
{
  Value value = take_value (self->field, record);

  switch (self->field->type)
    {
    case M77_TYPE_SET:
    case M77_TYPE_MAP:
    case M77_TYPE_LOG:
      return match_elements (self, value.json);
    case M77_TYPE_JSON:
      return self->kind == M77_PREDICATE_HAS && value.json != NULL;
    case M77_TYPE_NUMBER:
      return match_number (self, value.json);
    case M77_TYPE_ENUM:
    case M77_TYPE_RANKED:
    case M77_TYPE_TIME:
    case M77_TYPE_DURATION:
    case M77_TYPE_INTEGER:
    case M77_TYPE_BOOLEAN:
      if (!value.has_integer || self->kind == M77_PREDICATE_HAS)
        return value.has_integer;
      return holds (self->op, (value.integer > self->integer) - (value.integer < self->integer));
    default:
      if (value.text == NULL)
        return FALSE;
      {
        g_autofree char *folded = g_utf8_casefold (value.text, -1);
        return match_text (self, folded);
      }
    }
}

static gboolean
match_is (M77Is is, const M77Kind *kind, const M77Record *record, const char *state)
{
  static const char *const names[] = { NULL,       "pending",  "waiting", "held",
                                       "rejected", "conflict", "clean" };

  if (is == M77_IS_OPEN)
    return kind != NULL && record->doc != NULL &&
           m77_kind_is_open (kind, m77_record_state (kind, record->doc));
  return g_str_equal (names[is], state != NULL ? state : "clean");
}

static gboolean
match_children (const M77Predicate *self,
                const M77Kind *kind,
                const M77Record *record,
                const char *state,
                gboolean until)
{
  for (guint i = 0; i < self->children->len; i++)
    if (m77_predicate_matches (g_ptr_array_index (self->children, i), kind, record, state) == until)
      return until;
  return !until;
}

gboolean
m77_predicate_matches (const M77Predicate *self,
                       const M77Kind *kind,
                       const M77Record *record,
                       const char *state)
{
  if (kind == NULL && record->kind != NULL)
    kind = m77_kind_find (record->kind);
  switch (self->kind)
    {
    case M77_PREDICATE_ALL:
      return TRUE;
    case M77_PREDICATE_AND:
      return match_children (self, kind, record, state, FALSE);
    case M77_PREDICATE_OR:
      return match_children (self, kind, record, state, TRUE);
    case M77_PREDICATE_NOT:
      return !match_children (self, kind, record, state, FALSE);
    case M77_PREDICATE_COMPARE:
    case M77_PREDICATE_GLOB:
    case M77_PREDICATE_HAS:
      return match_field (self, record);
    case M77_PREDICATE_WORDS:
      return match_words (self, kind, record);
    case M77_PREDICATE_IS:
      return match_is (self->is, kind, record, state);
    }
  return FALSE;
}
