/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "sim"

#include "config.h"

#include "tests/sim/sim-writing.h"

#include <string.h>

#include "shared/base/m77-id.h"
#include "shared/base/m77-json.h"
#include "shared/base/m77-time.h"

#define LINES_MOST 12
#define DAY_S      86400

/* An edit in the making. */
typedef struct
{
  SimAgent *agent;
  SimWorld *world;
  M77JsonPool *pool;
  const M77Json *doc;
  const char *field;
  M77Json *patch, *elements;
} Writing;

typedef void (*Writer) (Writing *self);

static void
put (Writing *self, M77Json *value)
{
  m77_json_set (self->pool, self->patch, self->field, value);
}

static void
put_text (Writing *self, const char *format)
{
  g_autofree char *text = g_strdup_printf ("%s%u", format, self->world->unique++);

  put (self, m77_json_string_new (self->pool, text));
}

static void
write_line (Writing *self)
{
  put_text (self, "line ");
}

/* … or takes it out. */
static void
write_or_clear (Writing *self)
{
  if (sim_chance (self->world, 6))
    put (self, m77_json_null_new (self->pool));
  else
    put_text (self, "line ");
}

static void
write_url (Writing *self)
{
  if (sim_chance (self->world, 6))
    put (self, m77_json_null_new (self->pool));
  else
    put_text (self, "https://call.example/");
}

static void
write_member (Writing *self)
{
  static const char *const members[] = { "jana", "omar", "lena" };

  put (self, m77_json_string_new (self->pool, members[sim_roll (self->world, 3)]));
}

static void
write_severity (Writing *self)
{
  g_autofree char *text = g_strdup_printf ("sev%u", 1 + sim_roll (self->world, 5));

  put (self, m77_json_string_new (self->pool, text));
}

static void
write_number (Writing *self)
{
  if (sim_chance (self->world, 8))
    put (self, m77_json_null_new (self->pool));
  else
    put (self, m77_json_int_new (self->pool, sim_roll (self->world, 100000)));
}

static void
write_days (Writing *self)
{
  put (self, m77_json_int_new (self->pool, DAY_S * (1 + sim_roll (self->world, 1000))));
}

static void
write_time (Writing *self)
{
  g_autofree char *text = m77_time_format (self->world->now +
                                           SIM_SECOND * sim_roll (self->world, 100000));

  if (sim_chance (self->world, 8))
    put (self, m77_json_null_new (self->pool));
  else
    put (self, m77_json_string_new (self->pool, text));
}

static void
write_flag (Writing *self)
{
  put (self, m77_json_bool_new (self->pool, sim_chance (self->world, 2)));
}

/* ---- Sets and logs ---- */

static M77Json *
change_of (Writing *self, const char *verb, M77Json *list)
{
  M77Json *changes = m77_json_object_new (self->pool);

  m77_json_set (self->pool, changes, verb, list);
  m77_json_set (self->pool, self->elements, self->field, changes);
  return changes;
}

static const M77Json *
choose_of (Writing *self, const M77Json *list)
{
  const M77Json *chosen = m77_json_first (list);

  for (guint n = m77_json_size (list) > 0 ? sim_roll (self->world, m77_json_size (list)) : 0; n > 0;
       n--)
    chosen = m77_json_next (chosen);
  return chosen;
}

static M77Json *
new_element (Writing *self)
{
  g_autofree char *text = g_strdup_printf ("e%u", self->world->unique++);

  return m77_json_string_new (self->pool, text);
}

/* A front end without elements puts the whole set. */
static void
write_whole_set (Writing *self, const M77Json *before, const M77Json *gone)
{
  M77Json *whole = m77_json_array_new (self->pool);

  for (const M77Json *e = m77_json_first (before); e != NULL; e = m77_json_next (e))
    if (e != gone)
      m77_json_append (whole, m77_json_copy (self->pool, e));
  m77_json_append (whole, new_element (self));
  put (self, whole);
}

static void
write_set (Writing *self)
{
  const M77Json *before = m77_json_get (self->doc, self->field);
  const M77Json *one = choose_of (self, before);
  M77Json *list = m77_json_array_new (self->pool);
  guint way = sim_roll (self->world, 4);

  if (way == 0)
    {
      write_whole_set (self, before, sim_chance (self->world, 2) ? one : NULL);
      return;
    }
  if (way == 1 && one != NULL)
    {
      m77_json_append (list, m77_json_copy (self->pool, one));
      change_of (self, "remove", list);
      return;
    }
  m77_json_append (list, new_element (self));
  change_of (self, "add", list);
}

static void
write_log (Writing *self)
{
  g_autofree char *text = g_strdup_printf ("note %u", self->world->unique++);
  g_autofree char *id = m77_id_new (&self->agent->clock.runtime);
  M77Json *entry = m77_json_object_new (self->pool), *list = m77_json_array_new (self->pool);

  if (sim_chance (self->world, 2))
    m77_json_set_string (self->pool, entry, "id", id);
  m77_json_set_string (self->pool, entry, "kind", "note");
  m77_json_set_string (self->pool, entry, "text", text);
  m77_json_append (list, entry);
  change_of (self, "append", list);
}

/* ---- Text ---- */

static void
add_line (Writing *self, GPtrArray *lines, guint at)
{
  g_ptr_array_insert (lines, (int) at, g_strdup_printf ("line %u", self->world->unique++));
}

static void
write_text (Writing *self)
{
  const char *before = m77_json_get_string (self->doc, self->field);
  g_auto (GStrv) old = g_strsplit (before != NULL ? before : "", "\n", -1);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;

  if (before != NULL && sim_chance (self->world, 12) && !g_str_equal (self->field, "body"))
    {
      put (self, m77_json_null_new (self->pool));
      return;
    }
  for (guint i = 0; old[i] != NULL && *old[i] != '\0'; i++)
    g_ptr_array_add (lines, g_strdup (old[i]));
  for (guint changes = 1 + sim_roll (self->world, 2); changes > 0; changes--)
    {
      guint at = sim_roll (self->world, lines->len + 1), way = sim_roll (self->world, 4);

      if (at < lines->len && (way == 0 || lines->len > LINES_MOST))
        g_ptr_array_remove_index (lines, at);
      if (way > 0 || lines->len == 0)
        add_line (self, lines, MIN (at, lines->len));
    }
  g_ptr_array_add (lines, g_strdup ("")); /* the last one ends too */
  g_ptr_array_add (lines, NULL);
  text = g_strjoinv ("\n", (char **) lines->pdata);
  put (self, m77_json_string_new (self->pool, text));
}

/* ---- Maps ---- */

static void
put_key (Writing *self, M77Json *value)
{
  g_autofree char *key = g_strdup_printf ("k%u", sim_roll (self->world, 6));
  M77Json *map = m77_json_object_new (self->pool);
  gboolean is_there = m77_json_get (m77_json_get (self->doc, self->field), key) != NULL;

  if (is_there && sim_chance (self->world, 4))
    value = m77_json_null_new (self->pool);
  m77_json_set (self->pool, map, key, value);
  put (self, map);
}

static void
write_map (Writing *self)
{
  g_autofree char *text = g_strdup_printf ("value %u", self->world->unique++);

  put_key (self, m77_json_string_new (self->pool, text));
}

static void
write_tasks (Writing *self)
{
  g_autofree char *text = g_strdup_printf ("task %u", self->world->unique++);
  M77Json *task = m77_json_object_new (self->pool);

  m77_json_set_string (self->pool, task, "text", text);
  if (sim_chance (self->world, 2))
    m77_json_set_string (self->pool,
                         task,
                         "assignee",
                         sim_chance (self->world, 2) ? "omar" : "lena");
  put_key (self, task);
}

// clang-format off
static const struct
{
  const char *kind, *field;
  Writer writer;
} fields[] = {
  { "incident", "title", write_line },          { "incident", "severity", write_severity },
  { "incident", "lead", write_member },         { "incident", "ops", write_member },
  { "incident", "summary", write_text },        { "incident", "impact", write_text },
  { "incident", "postmortem", write_text },     { "incident", "customers_affected", write_number },
  { "incident", "bridge", write_url },          { "incident", "timeline", write_log },
  { "incident", "timeline", write_log },        { "incident", "next_update_due", write_time },
  { "incident", "tasks", write_tasks },         { "incident", "labels", write_set },
  { "incident", "labels", write_set },          { "incident", "region", write_or_clear },
  { "runbook", "title", write_line },           { "runbook", "body", write_text },
  { "runbook", "alertnames", write_set },       { "runbook", "variables", write_map },
  { "runbook", "origin", write_or_clear },      { "runbook", "review_every", write_days },
  { "runbook", "labels", write_set },           { "dashboard", "title", write_line },
  { "dashboard", "folder", write_or_clear },    { "dashboard", "body", write_map },
  { "dashboard", "keep_fresh", write_flag },    { "dashboard", "labels", write_set },
};
// clang-format on

static void
write_some_field (Writing *self, const char *kind)
{
  guint i = sim_roll (self->world, G_N_ELEMENTS (fields));

  while (!g_str_equal (fields[i].kind, kind))
    i = (i + 1) % G_N_ELEMENTS (fields);
  /* Not both ways at once: what would be meant is not clear. */
  if (m77_json_get (self->patch, fields[i].field) != NULL ||
      m77_json_get (self->elements, fields[i].field) != NULL)
    return;
  self->field = fields[i].field;
  fields[i].writer (self);
}

static char *
text_of (const M77Json *object)
{
  return m77_json_size (object) > 0 ? m77_json_to_text (object) : NULL;
}

void
sim_writing_edit (SimAgent *agent, const char *kind, const char *doc, char **patch, char **elements)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  Writing self = { .agent = agent, .world = agent->world, .pool = pool };

  self.doc = m77_json_parse (pool, doc, -1, NULL);
  self.patch = m77_json_object_new (pool);
  self.elements = m77_json_object_new (pool);
  for (guint n = 1 + sim_chance (agent->world, 3); n > 0; n--)
    write_some_field (&self, kind);
  *patch = text_of (self.patch);
  *elements = text_of (self.elements);
}

char *
sim_writing_doc (SimAgent *agent, const char *kind, guint name)
{
  guint unique = agent->world->unique++;

  if (g_str_equal (kind, "incident"))
    return g_strdup_printf ("{\"title\":\"made %u\",\"environment\":\"production\","
                            "\"severity\":\"sev2\",\"summary\":\"line %ua\\nline %ub\\n"
                            "line %uc\\nline %ud\\n\",\"labels\":[\"l%u\"]}",
                            unique,
                            unique,
                            unique,
                            unique,
                            unique,
                            unique);
  if (g_str_equal (kind, "runbook"))
    return g_strdup_printf ("{\"name\":\"runbook-%u\",\"title\":\"made %u\","
                            "\"body\":\"line %ua\\nline %ub\\nline %uc\\nline %ud\\n\"}",
                            name,
                            unique,
                            unique,
                            unique,
                            unique,
                            unique);
  return g_strdup_printf ("{\"name\":\"dashboard-%u\",\"title\":\"made %u\","
                          "\"body\":{\"k0\":\"v%u\",\"k3\":\"w%u\"}}",
                          name,
                          unique,
                          unique,
                          unique);
}
