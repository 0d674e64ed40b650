/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-service"

#include "config.h"

#include "agent/service/agent-standing.h"

#include <glib/gi18n.h>

#include "agent/service/agent-row-json.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-act.h"

/* One operation being looked at. */
typedef struct
{
  const AgentDesk *desk;
  const AgentOperation *operation;
  const M77Kind *kind;     /* NULL: unknown here */
  const M77Action *action; /* NULL: none, or unknown */
  AgentRow *row;           /* NULL: not in the cache */
  M77JsonPool *pool;
  const M77Json *now; /* the document as the platform has it; NULL: unknown */
} Look;

static void
look_clear (Look *look)
{
  g_clear_pointer (&look->row, agent_row_free);
  g_clear_pointer (&look->pool, m77_json_pool_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Look, look_clear)

static const M77Json *
parse (M77JsonPool *pool, const char *text)
{
  return text != NULL ? m77_json_parse (pool, text, -1, NULL) : NULL;
}

static void
look_at (Look *look, const AgentDesk *desk, const AgentOperation *operation)
{
  *look = (Look){ .desk = desk, .operation = operation, .kind = m77_kind_find (operation->kind) };
  look->pool = m77_json_pool_new ();
  look->row = agent_cache_find (desk->reader, operation->kind, operation->record, NULL);
  if (look->row != NULL)
    look->now = parse (look->pool, look->row->base_doc);
  if (look->kind != NULL && operation->type == M77_OPERATION_ACT)
    look->action = m77_kind_action (look->kind, operation->action);
}

/* ---- What changed ---- */

static const char *
label_of (const Look *look, const char *name)
{
  const M77Field *field = look->kind != NULL ? m77_kind_field (look->kind, name) : NULL;

  return field != NULL ? g_dgettext (GETTEXT_PACKAGE, field->label) : name;
}

/* What was expected of one field holds no longer: {"path","label","was","now"}. */
static M77Json *
describe_moved (const Look *look, const M77Json *expected)
{
  const char *name = m77_json_name (expected), *was = m77_json_string (expected);
  const M77Json *now = m77_json_get (look->now, name);
  M77Json *single = m77_json_object_new (look->pool), *moved;

  m77_json_set (look->pool, single, name, m77_json_copy (look->pool, expected));
  if (m77_act_expectation_holds (look->kind, single, look->now, NULL))
    return NULL;
  if (look->kind->state_field != NULL && g_str_equal (name, look->kind->state_field) && now == NULL)
    now = m77_json_string_new (look->pool, m77_record_state (look->kind, look->now));
  moved = m77_json_object_new (look->pool);
  m77_json_set_string (look->pool, moved, "path", name);
  m77_json_set_string (look->pool, moved, "label", label_of (look, name));
  m77_json_set (look->pool,
                moved,
                "was",
                was != NULL && g_str_has_prefix (was, "sha256:")
                    ? m77_json_null_new (look->pool)
                    : m77_json_copy (look->pool, expected));
  m77_json_set (look->pool,
                moved,
                "now",
                now != NULL ? m77_json_copy (look->pool, now) : m77_json_null_new (look->pool));
  return moved;
}

/* {"by","at","version","fields"}; NULL: nothing changed that the cache knows of. */
static char *
describe_since (const Look *look)
{
  const M77Json *expect = parse (look->pool, look->operation->expect);
  M77Json *fields = m77_json_array_new (look->pool);
  g_autoptr (GString) out = NULL;
  g_autofree char *text = NULL;

  if (look->operation->type != M77_OPERATION_ACT || look->row == NULL || look->kind == NULL ||
      look->now == NULL || look->row->version <= look->operation->base_version)
    return NULL;
  for (const M77Json *e = m77_json_first (expect); e != NULL; e = m77_json_next (e))
    {
      M77Json *moved = describe_moved (look, e);

      if (moved != NULL)
        m77_json_append (fields, moved);
    }
  out = g_string_new ("{");
  text = m77_json_to_text (fields);
  agent_json_add_text (out, "by", look->row->updated_by);
  agent_json_add_time (out, "at", look->row->updated_at);
  agent_json_add_int (out, "version", look->row->version);
  agent_json_add_raw (out, "fields", text);
  g_string_append_c (out, '}');
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* Who acknowledged it instead; NULL: nobody else did. */
static const char *
taken_by (const Look *look)
{
  const char *by = m77_json_get_string (look->now, "acknowledged_by");

  if (look->operation->state != AGENT_OP_HELD || look->action == NULL ||
      !g_str_equal (look->operation->action, "acknowledge") ||
      g_strcmp0 (by, look->operation->author) == 0)
    return NULL;
  return by;
}

gboolean
agent_standing_is_taken (const AgentDesk *desk, const AgentOperation *operation)
{
  g_auto (Look) look = { 0 };

  look_at (&look, desk, operation);
  return taken_by (&look) != NULL;
}

/* ---- Why ---- */

static char *
why_queued (const AgentStanding *self, const Look *look)
{
  const AgentOperation *operation = look->operation;

  if (operation->open_key != NULL)
    return g_strdup (look->desk->online
                         ? _ ("Sent; the platform's answer is on its way.")
                         : _ ("Sent, but no answer came; it is sent again, and counts once."));
  if (self->behind > 0)
    return g_strdup_printf (self->waiting
                                ? _ ("Waits for change %" G_GINT64_FORMAT " to be decided.")
                                : _ ("Goes behind change %" G_GINT64_FORMAT "."),
                            self->behind);
  if (g_strcmp0 (operation->author, look->desk->member) != 0)
    return g_strdup_printf (_ ("Waits until %s signs in: nothing is sent under another name."),
                            operation->author);
  if (operation->not_before > agent_desk_now (look->desk))
    return g_strdup_printf (_ ("Put off by the platform (%s); it is tried again by itself."),
                            operation->detail != NULL ? operation->detail
                            : operation->code != NULL ? operation->code
                                                      : _ ("it is busy"));
  if (!look->desk->online)
    return g_strdup (_ ("Waits for the connection; it goes by itself."));
  return g_strdup (_ ("Goes now."));
}

static char *
why_held (const Look *look)
{
  static const struct
  {
    const char *code, *why;
  } reasons[] = {
    { "offline", N_ ("Asked for while offline: it goes when you confirm it.") },
    { "clock-skew",
      N_ ("Your clock is wrong, and so may be times in it. It goes when you confirm it.") },
    { "clock-jumped",
      N_ ("Your clock jumped: times in it may be wrong. It goes when you confirm it.") },
    { "journal-restored",
      N_ ("Restored from a backup, and perhaps sent before: confirm or discard it.") },
    { "action-lapsed", N_ ("It came too late and was not done: confirm it to ask again.") },
    { "precondition-changed",
      N_ ("The record changed meanwhile and it was not done: look again.") },
    { "step-up-needed", N_ ("The platform wants a fresh sign-in before it does this.") },
  };
  const char *by = taken_by (look);

  if (by != NULL)
    return g_strdup_printf (_ ("%s acknowledged it meanwhile."), by);
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (g_strcmp0 (look->operation->code, reasons[i].code) == 0)
      return g_strdup (_ (reasons[i].why));
  return g_strdup (look->operation->detail != NULL ? look->operation->detail
                                                   : _ ("It goes when you confirm it."));
}

static char *
why_conflict (const Look *look)
{
  g_autoptr (AgentConflict)
      conflict = agent_journal_conflict (look->desk->journal, look->operation->seq, NULL);
  const M77Json *overlaps = conflict != NULL ? parse (look->pool, conflict->overlaps) : NULL;
  const char *by = conflict != NULL ? conflict->theirs_by : NULL;
  g_autoptr (GString) names = g_string_new (NULL);

  for (const M77Json *o = m77_json_first (overlaps); o != NULL; o = m77_json_next (o))
    g_string_append_printf (names,
                            "%s%s",
                            names->len > 0 ? ", " : "",
                            label_of (look, m77_json_string (o)));
  if (conflict != NULL && m77_json_get_bool (parse (look->pool, conflict->theirs), "deleted"))
    return g_strdup_printf (_ ("%s deleted it."), by != NULL ? by : _ ("Somebody"));
  if (names->len == 0)
    return g_strdup (look->operation->detail != NULL
                         ? look->operation->detail
                         : _ ("Another deleted or made the same record: decide."));
  /* The last hand on it was one's own: who changed the same before that is not known here. */
  if (g_strcmp0 (by, look->operation->author) == 0)
    by = NULL;
  return g_strdup_printf (_ ("%s changed the same: %s."),
                          by != NULL ? by : _ ("Somebody"),
                          names->str);
}

static char *
why (const AgentStanding *self, const Look *look)
{
  switch (look->operation->state)
    {
    case AGENT_OP_QUEUED:
      return why_queued (self, look);
    case AGENT_OP_HELD:
      return why_held (look);
    case AGENT_OP_CONFLICT:
      return why_conflict (look);
    case AGENT_OP_REJECTED:
      return g_strdup (look->operation->detail != NULL ? look->operation->detail
                       : look->operation->code != NULL ? look->operation->code
                                                       : _ ("The platform refused it."));
    default:
      return NULL;
    }
}

/* ---- Ways ---- */

static void
add_way (AgentStanding *self, const char *way)
{
  guint n = 0;

  while (self->ways[n] != NULL)
    n++;
  g_assert (n + 1 < G_N_ELEMENTS (self->ways));
  self->ways[n] = way;
}

/* It could be done as things are now. */
static gboolean
still_fits (const Look *look)
{
  return look->action == NULL || look->now == NULL ||
         m77_act_check_state (look->kind, look->action, look->now, NULL);
}

static void
add_held_ways (AgentStanding *self, const Look *look)
{
  if (taken_by (look) != NULL)
    {
      if (m77_kind_field (look->kind, "responders") != NULL)
        add_way (self, "join");
      if (still_fits (look))
        add_way (self, "take-over");
      add_way (self, "drop");
      return;
    }
  if (still_fits (look))
    add_way (self, "confirm");
  if (look->operation->open_key == NULL)
    add_way (self, "edit");
  add_way (self, "discard");
}

static void
add_ways (AgentStanding *self, const Look *look)
{
  const AgentOperation *operation = look->operation;

  switch (operation->state)
    {
    case AGENT_OP_QUEUED:
      if (operation->not_before > agent_desk_now (look->desk))
        add_way (self, "retry");
      if (operation->open_key == NULL)
        {
          add_way (self, "withdraw");
          add_way (self, "edit");
        }
      break;
    case AGENT_OP_HELD:
      add_held_ways (self, look);
      break;
    case AGENT_OP_CONFLICT:
      add_way (self, "resolve");
      add_way (self, "discard");
      break;
    case AGENT_OP_REJECTED:
      add_way (self, "edit");
      add_way (self, "retry");
      add_way (self, "discard");
      break;
    default:
      return;
    }
  add_way (self, "copy");
}

/* ---- All of it ---- */

const AgentOperation *
agent_standing_behind (const AgentOperation *operation, const GPtrArray *of_record)
{
  const AgentOperation *last = NULL;

  if (operation->state != AGENT_OP_QUEUED || operation->open_key != NULL)
    return NULL;
  for (guint i = 0; i < of_record->len; i++)
    {
      const AgentOperation *earlier = of_record->pdata[i];

      if (earlier->seq >= operation->seq)
        break;
      if (agent_operation_holds_up (earlier))
        return earlier;
      if (earlier->state == AGENT_OP_QUEUED)
        last = earlier;
    }
  return last;
}

void
agent_standing_read (AgentStanding *self,
                     const AgentDesk *desk,
                     const AgentOperation *operation,
                     const AgentOperation *behind)
{
  g_auto (Look) look = { 0 };
  const M77Json *shown;

  *self = (AgentStanding){ 0 };
  look_at (&look, desk, operation);
  shown = parse (look.pool, look.row != NULL ? look.row->doc : operation->doc);
  self->key = m77_record_key (look.kind,
                              shown,
                              operation->record,
                              look.row != NULL ? look.row->local_number : 0);
  self->title = m77_record_title (look.kind, shown, operation->record);
  if (AGENT_OP_IS_ENDED (operation->state))
    return;
  if (behind != NULL)
    {
      self->behind = behind->seq;
      self->behind_id = g_strdup (behind->id);
      self->behind_state = behind->state;
      self->waiting = agent_operation_holds_up (behind);
    }
  self->why = why (self, &look);
  self->since = describe_since (&look);
  add_ways (self, &look);
}

void
agent_standing_clear (AgentStanding *self)
{
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->why, g_free);
  g_clear_pointer (&self->since, g_free);
  g_clear_pointer (&self->behind_id, g_free);
}
