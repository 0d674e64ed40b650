/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-service"

#include "config.h"

#include "agent/service/agent-clash.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/base/m77-error.h"

#define TAKE_ANY (AGENT_TAKE_THEIRS | AGENT_TAKE_MINE | AGENT_TAKE_VALUE)

static const char *const clash_names[] = { "edit", "deleted", "delete", "create" };
static const char *const take_names[] = { "theirs", "mine", "both", "value" };

const char *
agent_clash_name (AgentClashType type)
{
  return clash_names[type];
}

const char *
agent_take_name (AgentTake take)
{
  for (guint i = 0; i < G_N_ELEMENTS (take_names); i++)
    if (take == 1u << i)
      return take_names[i];
  return NULL;
}

static const M77Json *
parse (M77JsonPool *pool, const char *text)
{
  return text != NULL ? m77_json_parse (pool, text, -1, NULL) : NULL;
}

/* NULL for null too. */
static const M77Json *
value_of (const M77Json *object, const char *name)
{
  const M77Json *value = m77_json_get (object, name);

  return m77_json_is_null (value) ? NULL : value;
}

static gboolean
same (const M77Json *a, const M77Json *b)
{
  return a == NULL || b == NULL ? a == b : m77_json_equal (a, b);
}

/* ---- Reading ---- */

static gboolean
is_map_or_absent (const M77Json *value)
{
  return value == NULL || m77_json_is (value, M77_JSON_OBJECT);
}

static gboolean
has_line (const char *text, const char *line, gsize length)
{
  while (*text != '\0')
    {
      gsize here = strcspn (text, "\n");

      if (here == length && memcmp (text, line, length) == 0)
        return TRUE;
      text += here + (text[here] == '\n');
    }
  return FALSE;
}

/* Theirs, and behind it the lines that mine adds to the base. */
static const M77Json *
join_texts (M77JsonPool *pool, const AgentClashField *field)
{
  const char *base = field->base != NULL ? m77_json_string (field->base) : "";
  const char *theirs = m77_json_string (field->theirs), *mine = m77_json_string (field->mine);
  g_autoptr (GString) text = NULL;

  if (field->field == NULL || m77_field_merge (field->field) != M77_MERGE_TEXT || base == NULL ||
      theirs == NULL || mine == NULL)
    return NULL;
  text = g_string_new (theirs);
  while (*mine != '\0')
    {
      gsize length = strcspn (mine, "\n");

      if (!has_line (base, mine, length) && !has_line (theirs, mine, length))
        {
          if (text->len > 0 && text->str[text->len - 1] != '\n')
            g_string_append_c (text, '\n');
          g_string_append_len (text, mine, length + (mine[length] == '\n'));
        }
      mine += length + (mine[length] == '\n');
    }
  return m77_json_string_new_len (pool, text->str, text->len);
}

/* {name: value}, or an empty object. */
static M77Json *
single (M77JsonPool *pool, const char *name, const M77Json *value)
{
  M77Json *object = m77_json_object_new (pool);

  if (value != NULL)
    m77_json_set (pool, object, name, m77_json_copy (pool, value));
  return object;
}

/* The record with nothing but one key of a map. */
static M77Json *
with_key (AgentClash *self, const AgentClashField *one, const M77Json *value)
{
  return single (self->pool, one->field->name, single (self->pool, one->key, value));
}

/* By the rules of the merge, which goes on within a key's object. */
static void
merge_key (AgentClash *self, AgentClashField *one)
{
  g_auto (M77MergeResult) result = { 0 };
  M77Json *before = with_key (self, one, one->base);
  M77Json *patch, *elements;

  m77_edit_diff (self->pool,
                 self->kind,
                 before,
                 with_key (self, one, one->mine),
                 &patch,
                 &elements);
  m77_merge (&result,
             self->pool,
             self->kind,
             before,
             with_key (self, one, one->theirs),
             patch,
             elements);
  one->asks = result.overlaps->len > 0;
  one->merged = value_of (value_of (result.merged, one->field->name), one->key);
}

/* A map's keys that this person touched, each for itself. */
static void
add_keys (AgentClash *self, const AgentClashField *whole)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  const M77Json *maps[] = { whole->mine, whole->base };

  for (guint i = 0; i < G_N_ELEMENTS (maps); i++)
    for (const M77Json *m = m77_json_first (maps[i]); m != NULL; m = m77_json_next (m))
      {
        AgentClashField one = { .field = whole->field,
                                .key = m77_json_name (m),
                                .takes = TAKE_ANY };
        g_autofree char *path = g_strconcat (whole->path, "/", one.key, NULL);

        one.base = value_of (whole->base, one.key);
        one.mine = value_of (whole->mine, one.key);
        one.theirs = value_of (whole->theirs, one.key);
        if (!g_hash_table_add (seen, (gpointer) one.key) || same (one.mine, one.base))
          continue;
        one.path = m77_json_string (m77_json_string_new (self->pool, path));
        merge_key (self, &one);
        g_array_append_val (self->fields, one);
      }
}

static gboolean
is_overlap (const AgentClash *self, const char *name)
{
  for (guint i = 0; i < self->merge.overlaps->len; i++)
    if (g_str_equal (self->merge.overlaps->pdata[i], name))
      return TRUE;
  return FALSE;
}

static void
add_field (AgentClash *self,
           const char *name,
           const M77Json *base,
           const M77Json *patch,
           const M77Json *elements)
{
  const M77Json *before = m77_json_get (base, name) != NULL ? base : self->theirs;
  AgentClashField one = { .path = name, .takes = TAKE_ANY };
  const M77Json *mine = m77_edit_apply (self->pool,
                                        single (self->pool, name, value_of (before, name)),
                                        single (self->pool, name, m77_json_get (patch, name)),
                                        single (self->pool, name, m77_json_get (elements, name)),
                                        NULL);

  one.field = self->kind != NULL ? m77_kind_field (self->kind, name) : NULL;
  one.base = value_of (before, name);
  one.theirs = value_of (self->theirs, name);
  one.mine = value_of (mine, name);
  one.merged = value_of (self->merge.merged, name);
  one.asks = self->type == AGENT_CLASH_EDIT && is_overlap (self, name);
  if (self->type != AGENT_CLASH_EDIT)
    one.takes = 0;
  if (one.asks && one.field != NULL && m77_field_merge (one.field) == M77_MERGE_MAP &&
      is_map_or_absent (one.base) && is_map_or_absent (one.theirs) && is_map_or_absent (one.mine))
    {
      add_keys (self, &one);
      return;
    }
  one.both = one.asks ? join_texts (self->pool, &one) : NULL;
  if (one.both != NULL)
    one.takes |= AGENT_TAKE_BOTH;
  g_array_append_val (self->fields, one);
}

static void
add_fields (AgentClash *self, const M77Json *base, const M77Json *patch, const M77Json *elements)
{
  for (const M77Json *m = m77_json_first (patch); m != NULL; m = m77_json_next (m))
    add_field (self, m77_json_name (m), base, patch, elements);
  for (const M77Json *m = m77_json_first (elements); m != NULL; m = m77_json_next (m))
    if (m77_json_get (patch, m77_json_name (m)) == NULL)
      add_field (self, m77_json_name (m), base, patch, elements);
}

/* One question about the record as a whole, or about its name. */
static void
add_question (AgentClash *self, const M77Json *doc)
{
  AgentClashField one = { .path = AGENT_CLASH_RECORD,
                          .asks = TRUE,
                          .takes = AGENT_TAKE_THEIRS | AGENT_TAKE_MINE };

  if (self->type == AGENT_CLASH_CREATE && self->kind != NULL && self->kind->key == M77_KEY_FIELD)
    {
      one.path = self->kind->key_field;
      one.field = m77_kind_field (self->kind, one.path);
      one.mine = value_of (doc, one.path);
      one.theirs = one.merged = value_of (self->theirs, one.path);
      one.takes = TAKE_ANY;
    }
  g_array_append_val (self->fields, one);
}

static gint
asking_first (gconstpointer a, gconstpointer b)
{
  return ((const AgentClashField *) b)->asks - ((const AgentClashField *) a)->asks;
}

static AgentClashType
type_of (const AgentOperation *operation, const M77Json *theirs)
{
  switch (operation->type)
    {
    case M77_OPERATION_CREATE:
      return AGENT_CLASH_CREATE;
    case M77_OPERATION_DELETE:
      return AGENT_CLASH_DELETE;
    default:
      return theirs == NULL ? AGENT_CLASH_DELETED : AGENT_CLASH_EDIT;
    }
}

void
agent_clash_read (AgentClash *self,
                  M77JsonPool *pool,
                  const AgentOperation *operation,
                  const AgentConflict *conflict)
{
  const M77Json *base = parse (pool, conflict->base);
  const M77Json *patch = parse (pool, operation->patch);
  const M77Json *elements = parse (pool, operation->elements);
  const M77Json *theirs = parse (pool, conflict->theirs);

  *self = (AgentClash){ .pool = pool, .kind = m77_kind_find (operation->kind) };
  self->fields = g_array_new (FALSE, FALSE, sizeof (AgentClashField));
  if (!m77_json_get_bool (theirs, "deleted"))
    self->theirs = value_of (theirs, "doc");
  self->type = type_of (operation, self->theirs);
  if (self->type == AGENT_CLASH_EDIT)
    m77_merge (&self->merge, pool, self->kind, base, self->theirs, patch, elements);
  else
    add_question (self, parse (pool, operation->doc));
  add_fields (self, base, patch, elements);
  g_array_sort (self->fields, asking_first);
}

void
agent_clash_clear (AgentClash *self)
{
  g_clear_pointer (&self->fields, g_array_unref);
  m77_merge_result_clear (&self->merge);
}

/* ---- Choosing ---- */

static const AgentClashField *
find_field (const AgentClash *self, const char *path)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      const AgentClashField *field = &g_array_index (self->fields, AgentClashField, i);

      if (g_str_equal (field->path, path))
        return field;
    }
  return NULL;
}

/* What a choice says; 0: nothing that is known. */
static AgentTake
read_choice (const M77Json *choice)
{
  const char *name = m77_json_string (choice);

  if (m77_json_get (choice, "value") != NULL)
    return AGENT_TAKE_VALUE;
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (take_names); i++)
    if (g_str_equal (take_names[i], name) && 1u << i != AGENT_TAKE_VALUE)
      return 1u << i;
  return 0;
}

static gboolean
check_choice (const AgentClash *self, const M77Json *choice, GError **error)
{
  const char *path = m77_json_name (choice);
  const AgentClashField *field = find_field (self, path);
  AgentTake take = read_choice (choice);

  if (take == 0)
    {
      g_set_error (error,
                   M77_ERROR,
                   M77_ERROR_USAGE,
                   _ ("“%s”: say mine, theirs, both or a value."),
                   path);
      return FALSE;
    }
  if (field == NULL && g_str_equal (path, AGENT_CLASH_RECORD) && take != AGENT_TAKE_VALUE)
    return TRUE; /* for the rest */
  if (field == NULL)
    g_set_error (error, M77_ERROR, M77_ERROR_INVALID, _ ("“%s” is not in this conflict."), path);
  else if ((field->takes & take) == 0)
    g_set_error (error,
                 M77_ERROR,
                 M77_ERROR_INVALID,
                 _ ("“%s” cannot take %s."),
                 path,
                 agent_take_name (take));
  return field != NULL && (field->takes & take) != 0;
}

static const M77Json *
choice_for (const AgentClashField *field, const M77Json *choices)
{
  const M77Json *choice = m77_json_get (choices, field->path);

  return choice == NULL && field->asks ? m77_json_get (choices, AGENT_CLASH_RECORD) : choice;
}

gboolean
agent_clash_check (const AgentClash *self, const M77Json *choices, GError **error)
{
  g_autoptr (GString) open = g_string_new (NULL);

  for (const M77Json *c = m77_json_first (choices); c != NULL; c = m77_json_next (c))
    if (!check_choice (self, c, error))
      return FALSE;
  for (guint i = 0; i < self->fields->len; i++)
    {
      const AgentClashField *field = &g_array_index (self->fields, AgentClashField, i);

      if (field->asks && choice_for (field, choices) == NULL)
        g_string_append_printf (open, "%s%s", open->len > 0 ? ", " : "", field->path);
    }
  if (open->len == 0)
    return TRUE;
  g_set_error (error,
               M77_ERROR,
               M77_ERROR_CONFLICT,
               /* Translators: names of fields */
               _ ("Not decided yet: %s. Say mine, theirs, both or a value for each."),
               open->str);
  return FALSE;
}

/* Both, where a field has no both, is mine: it was said for the rest. */
static const M77Json *
chosen_value (const AgentClashField *field, const M77Json *choice)
{
  switch (read_choice (choice))
    {
    case AGENT_TAKE_THEIRS:
      return field->theirs;
    case AGENT_TAKE_BOTH:
      return field->both != NULL ? field->both : field->mine;
    case AGENT_TAKE_VALUE:
      return value_of (choice, "value");
    default:
      return field->mine;
    }
}

static void
put (M77JsonPool *pool, M77Json *object, const char *name, const M77Json *value)
{
  if (value != NULL)
    m77_json_set (pool, object, name, m77_json_copy (pool, value));
  else
    m77_json_remove (object, name);
}

/* A key of a map goes into the map in the document, which is a copy of ours. */
static void
put_key (M77JsonPool *pool, M77Json *after, const AgentClashField *field, const M77Json *value)
{
  M77Json *map = (M77Json *) value_of (after, field->field->name);

  if (map == NULL)
    {
      map = m77_json_object_new (pool);
      m77_json_set (pool, after, field->field->name, map);
    }
  put (pool, map, field->key, value);
}

const M77Json *
agent_clash_apply (const AgentClash *self, const M77Json *choices)
{
  M77Json *after = m77_json_copy (self->pool, self->merge.merged);

  for (guint i = 0; i < self->fields->len; i++)
    {
      const AgentClashField *field = &g_array_index (self->fields, AgentClashField, i);
      const M77Json *choice = choice_for (field, choices);
      const M77Json *value = choice != NULL ? chosen_value (field, choice) : field->merged;

      if (field->key != NULL)
        put_key (self->pool, after, field, value);
      else if (choice != NULL)
        put (self->pool, after, field->path, value);
    }
  return after;
}

gboolean
agent_clash_takes_theirs (const M77Json *choices, const char *path, const M77Json **value)
{
  const M77Json *choice = m77_json_get (choices, path);

  if (choice == NULL)
    choice = m77_json_get (choices, AGENT_CLASH_RECORD);
  if (value != NULL)
    *value = m77_json_get (choice, "value");
  return read_choice (choice) == AGENT_TAKE_THEIRS;
}
