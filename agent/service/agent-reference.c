/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-service"

#include "config.h"

#include "agent/service/agent-reference.h"

#include <glib/gi18n.h>

#include "shared/base/m77-error.h"
#include "shared/base/m77-id.h"

/* NULL with error set. What is no text is left for the validation to complain of. */
static M77Json *
resolve_one (const AgentDesk *desk,
             M77JsonPool *pool,
             const char *ref,
             const M77Json *value,
             GError **error)
{
  const M77Kind *target = m77_kind_find (ref);
  const char *text = m77_json_string (value);
  g_autoptr (AgentRow) row = NULL;

  if (text == NULL || *text == '\0' || target == NULL)
    return m77_json_copy (pool, value);
  if (m77_kind_ref_by_key (target))
    return m77_json_string_new (pool, *text == '@' ? text + 1 : text);
  if (m77_id_is_valid (text))
    return m77_json_copy (pool, value);
  row = agent_desk_find (desk, target, text, error);
  return row != NULL ? m77_json_string_new (pool, row->id) : NULL;
}

/* A reference, or a set of them. */
static M77Json *
resolve (const AgentDesk *desk,
         M77JsonPool *pool,
         const char *ref,
         const M77Json *value,
         GError **error)
{
  M77Json *result;

  if (ref == NULL)
    return m77_json_copy (pool, value);
  if (!m77_json_is (value, M77_JSON_ARRAY))
    return resolve_one (desk, pool, ref, value, error);
  result = m77_json_array_new (pool);
  for (const M77Json *e = m77_json_first (value); e != NULL; e = m77_json_next (e))
    {
      M77Json *element = resolve_one (desk, pool, ref, e, error);

      if (element == NULL)
        return NULL;
      m77_json_append (result, element);
    }
  return result;
}

gboolean
agent_reference_resolve (const AgentDesk *desk,
                         M77JsonPool *pool,
                         const M77Kind *kind,
                         const M77Json **object,
                         GError **error)
{
  M77Json *result;

  if (*object == NULL)
    return TRUE;
  result = m77_json_object_new (pool);
  for (const M77Json *m = m77_json_first (*object); m != NULL; m = m77_json_next (m))
    {
      const M77Field *field = m77_kind_field (kind, m77_json_name (m));
      M77Json *value = resolve (desk, pool, field != NULL ? field->ref : NULL, m, error);

      if (value == NULL)
        return FALSE;
      m77_json_set (pool, result, m77_json_name (m), value);
    }
  *object = result;
  return TRUE;
}

gboolean
agent_reference_resolve_elements (const AgentDesk *desk,
                                  M77JsonPool *pool,
                                  const M77Kind *kind,
                                  const M77Json **elements,
                                  GError **error)
{
  M77Json *result;

  if (*elements == NULL)
    return TRUE;
  result = m77_json_object_new (pool);
  for (const M77Json *m = m77_json_first (*elements); m != NULL; m = m77_json_next (m))
    {
      const M77Field *field = m77_kind_field (kind, m77_json_name (m));
      M77Json *changes = m77_json_copy (pool, m);

      for (const M77Json *list = m77_json_first (m); list != NULL; list = m77_json_next (list))
        {
          M77Json *value = resolve (desk, pool, field != NULL ? field->ref : NULL, list, error);

          if (value == NULL)
            return FALSE;
          if (m77_json_is (changes, M77_JSON_OBJECT))
            m77_json_set (pool, changes, m77_json_name (list), value);
        }
      m77_json_set (pool, result, m77_json_name (m), changes);
    }
  *elements = result;
  return TRUE;
}

static const char *
argument_ref (const M77Action *action, const char *name)
{
  for (const M77Argument *a = action->arguments; a != NULL && a->name != NULL; a++)
    if (g_str_equal (a->name, name))
      return a->ref;
  return NULL;
}

gboolean
agent_reference_resolve_arguments (const AgentDesk *desk,
                                   M77JsonPool *pool,
                                   const M77Action *action,
                                   const M77Json **args,
                                   GError **error)
{
  M77Json *result;

  if (*args == NULL)
    return TRUE;
  result = m77_json_object_new (pool);
  for (const M77Json *m = m77_json_first (*args); m != NULL; m = m77_json_next (m))
    {
      M77Json *value = resolve (desk, pool, argument_ref (action, m77_json_name (m)), m, error);

      if (value == NULL)
        return FALSE;
      m77_json_set (pool, result, m77_json_name (m), value);
    }
  *args = result;
  return TRUE;
}
