/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "agent-http"

#include "config.h"

#include "agent/sync/agent-proxy.h"

#include <string.h>

static const char *
find (char **environment, const char *small)
{
  g_autofree char *capital = g_ascii_strup (small, -1);
  const char *value = g_environ_getenv (environment, small);

  if (value == NULL || *value == '\0')
    value = g_environ_getenv (environment, capital);
  return value != NULL && *value != '\0' ? value : NULL;
}

static GPtrArray *
read_direct (char **environment)
{
  static const char *const here[] = { "localhost", "127.0.0.0/8", "::1" };
  GPtrArray *direct = g_ptr_array_new_with_free_func (g_free);
  const char *text = find (environment, "no_proxy");
  g_auto (GStrv) hosts = g_strsplit_set (text != NULL ? text : "", ", \t", -1);

  for (guint i = 0; i < G_N_ELEMENTS (here); i++)
    g_ptr_array_add (direct, g_strdup (here[i]));
  for (guint i = 0; hosts[i] != NULL; i++)
    if (*hosts[i] != '\0')
      g_ptr_array_add (direct, g_strdup (hosts[i]));
  g_ptr_array_add (direct, NULL);
  return direct;
}

GProxyResolver *
agent_proxy_resolver_new (char **environment)
{
  const char *proxy = find (environment, "https_proxy");
  g_autoptr (GPtrArray) direct = read_direct (environment);
  g_autofree char *uri = NULL;

  if (proxy == NULL)
    proxy = find (environment, "all_proxy");
  if (proxy == NULL || g_strv_contains ((const char *const *) direct->pdata, "*"))
    return NULL;
  uri = strstr (proxy, "://") != NULL ? g_strdup (proxy) : g_strconcat ("http://", proxy, NULL);
  return g_simple_proxy_resolver_new (uri, (char **) direct->pdata);
}
