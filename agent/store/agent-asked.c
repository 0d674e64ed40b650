/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-asked"

#include "config.h"

#include "agent/store/agent-asked.h"

static const M77Json *
parse (M77JsonPool *pool, const char *text)
{
  return text != NULL ? m77_json_parse (pool, text, -1, NULL) : NULL;
}

static void
add (M77JsonPool *pool, M77Json *kept, const char *name, const char *text)
{
  const M77Json *value = parse (pool, text);

  if (value != NULL)
    m77_json_set (pool, kept, name, m77_json_copy (pool, value));
}

void
agent_asked_keep (AgentOperation *operation)
{
  g_autoptr (M77JsonPool) pool = NULL;
  M77Json *kept;

  if (operation->asked != NULL)
    return;
  pool = m77_json_pool_new ();
  kept = m77_json_object_new (pool);
  add (pool, kept, "base", operation->base);
  add (pool, kept, "patch", operation->patch);
  add (pool, kept, "elements", operation->elements);
  operation->asked = m77_json_to_text (kept);
}

static void
take_back (char **text, const M77Json *value)
{
  g_free (*text);
  *text = value != NULL ? m77_json_to_text (value) : NULL;
}

void
agent_asked_return (AgentOperation *operation)
{
  g_autoptr (M77JsonPool) pool = NULL;
  AgentAsked asked;

  if (operation->asked == NULL)
    return;
  pool = m77_json_pool_new ();
  agent_asked_read (operation, pool, &asked);
  take_back (&operation->base, asked.base);
  take_back (&operation->patch, asked.patch);
  take_back (&operation->elements, asked.elements);
  operation->base_version = asked.patch != NULL ? AGENT_VERSION_UNKNOWN : 0;
  agent_asked_forget (operation);
}

void
agent_asked_forget (AgentOperation *operation)
{
  g_clear_pointer (&operation->asked, g_free);
}

void
agent_asked_read (const AgentOperation *operation, M77JsonPool *pool, AgentAsked *asked)
{
  const M77Json *kept = parse (pool, operation->asked);

  if (kept != NULL)
    *asked = (AgentAsked){ m77_json_get (kept, "base"),
                           m77_json_get (kept, "patch"),
                           m77_json_get (kept, "elements") };
  else
    *asked = (AgentAsked){ parse (pool, operation->base),
                           parse (pool, operation->patch),
                           parse (pool, operation->elements) };
}
