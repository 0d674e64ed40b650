/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-service"

#include "config.h"

#include "agent/service/agent-operation-json.h"

#include <glib/gi18n.h>

#include "agent/service/agent-clash.h"
#include "agent/service/agent-row-json.h"
#include "shared/base/m77-time.h"

static const char *
rule_name (const M77Field *field)
{
  static const char *const names[] = {
    [M77_MERGE_ASK] = "ask",       [M77_MERGE_LAST] = "last",     [M77_MERGE_MIN] = "min",
    [M77_MERGE_MAX] = "max",       [M77_MERGE_RAISE] = "raise",   [M77_MERGE_SET] = "set",
    [M77_MERGE_LOG] = "log",       [M77_MERGE_TEXT] = "text",     [M77_MERGE_MAP] = "map",
    [M77_MERGE_ACTION] = "action", [M77_MERGE_SERVER] = "server",
  };

  return field != NULL ? names[m77_field_merge (field)] : "ask";
}

static const char *
type_name (const M77Field *field)
{
  static const char *const names[] = {
    [M77_TYPE_LINE] = "line",       [M77_TYPE_SLUG] = "slug",
    [M77_TYPE_TEXT] = "text",       [M77_TYPE_MARKDOWN] = "markdown",
    [M77_TYPE_ENUM] = "enum",       [M77_TYPE_RANKED] = "ranked",
    [M77_TYPE_SET] = "set",         [M77_TYPE_REF] = "ref",
    [M77_TYPE_LOG] = "log",         [M77_TYPE_MAP] = "map",
    [M77_TYPE_TIME] = "time",       [M77_TYPE_DURATION] = "duration",
    [M77_TYPE_INTEGER] = "integer", [M77_TYPE_NUMBER] = "number",
    [M77_TYPE_BOOLEAN] = "boolean", [M77_TYPE_URL] = "url",
    [M77_TYPE_JSON] = "json",
  };

  return field != NULL ? names[field->type] : NULL;
}

static void
add_value (GString *out, const char *name, const M77Json *value)
{
  g_autofree char *text = value != NULL ? m77_json_to_text (value) : NULL;

  agent_json_add_raw (out, name, text);
}

static char *
label_of (const AgentClashField *field)
{
  const char *label = field->field == NULL ? NULL
                                           : g_dgettext (GETTEXT_PACKAGE, field->field->label);

  if (label == NULL && g_str_equal (field->path, AGENT_CLASH_RECORD))
    return g_strdup (_ ("Record"));
  if (label == NULL)
    return g_strdup (field->path);
  return field->key != NULL ? g_strdup_printf ("%s: %s", label, field->key) : g_strdup (label);
}

static void
write_field (const AgentClashField *field, GString *out)
{
  g_autoptr (GString) takes = g_string_new ("[");
  g_autofree char *label = label_of (field);

  for (guint take = 1; agent_take_name (take) != NULL; take <<= 1)
    if ((field->takes & take) != 0)
      g_string_append_printf (takes, "%s\"%s\"", takes->len > 1 ? "," : "", agent_take_name (take));
  g_string_append_c (takes, ']');
  g_string_append_c (out, '{');
  agent_json_add_text (out, "path", field->path);
  agent_json_add_text (out, "label", label);
  agent_json_add_text (out, "type", field->key != NULL ? "json" : type_name (field->field));
  agent_json_add_text (out, "rule", rule_name (field->field));
  agent_json_add_bool (out, "asks", field->asks);
  add_value (out, "base", field->base);
  add_value (out, "theirs", field->theirs);
  add_value (out, "mine", field->mine);
  add_value (out, "merged", field->merged);
  add_value (out, "both", field->both);
  agent_json_add_raw (out, "takes", takes->str);
  g_string_append_c (out, '}');
}

static void
add_clash (const AgentOperation *operation, const AgentConflict *conflict, GString *out)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GString) fields = g_string_new ("[");
  g_auto (AgentClash) clash = { 0 };

  agent_clash_read (&clash, pool, operation, conflict);
  for (guint i = 0; i < clash.fields->len; i++)
    {
      if (i > 0)
        g_string_append_c (fields, ',');
      write_field (&g_array_index (clash.fields, AgentClashField, i), fields);
    }
  g_string_append_c (fields, ']');
  agent_json_add_text (out, "clash", agent_clash_name (clash.type));
  agent_json_add_raw (out, "fields", fields->str);
  add_value (out, "merged", clash.merge.merged);
}

gboolean
agent_conflict_write_json (const AgentDesk *desk,
                           const AgentOperation *operation,
                           GString *out,
                           GError **error)
{
  g_autoptr (AgentConflict)
      conflict = agent_journal_conflict (desk->journal, operation->seq, error);

  if (conflict == NULL)
    return FALSE;
  agent_operation_write_open (desk, operation, NULL, out);
  agent_json_add_raw (out, "theirs", conflict->theirs);
  agent_json_add_int (out, "theirs_version", conflict->theirs_version);
  agent_json_add_text (out, "theirs_by", conflict->theirs_by);
  agent_json_add_time (out,
                       "theirs_at",
                       conflict->theirs_at > 0 ? conflict->theirs_at : M77_TIME_NONE);
  agent_json_add_raw (out, "overlaps", conflict->overlaps);
  agent_json_add_raw (out, "decision", conflict->decision);
  add_clash (operation, conflict, out);
  agent_json_add_time (out,
                       "found_at",
                       conflict->found_at > 0 ? conflict->found_at : M77_TIME_NONE);
  g_string_append_c (out, '}');
  return TRUE;
}
