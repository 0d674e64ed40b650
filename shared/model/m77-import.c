/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-import"

#include "config.h"

#include "shared/model/m77-import.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "shared/base/m77-error.h"

#define TITLE_MOST 200 /* characters */

/* One line, not too long; free with g_free. */
static char *
title_of (const char *text, gssize length)
{
  g_autofree char *line = g_strstrip (
      g_strndup (text, length < 0 ? strlen (text) : (gsize) length));

  if (g_utf8_strlen (line, -1) > TITLE_MOST)
    *g_utf8_offset_to_pointer (line, TITLE_MOST) = '\0';
  return g_steal_pointer (&line);
}

static char *
stem_of (const char *name)
{
  const char *dot = strrchr (name, '.');

  return title_of (name, dot != NULL && dot != name ? dot - name : -1);
}

static M77Json *
read_dashboard (M77JsonPool *pool, const char *name, const char *text, GError **error)
{
  const M77Json *json = m77_json_parse (pool, text, -1, error);
  const M77Json *inner = json != NULL ? m77_json_get (json, "dashboard") : NULL;
  const M77Json *model = inner != NULL ? inner : json;
  M77Json *doc = m77_json_object_new (pool);
  const char *title, *uid;
  g_autofree char *stem = stem_of (name);
  g_autofree char *safe = NULL;

  if (json == NULL)
    return NULL;
  if (m77_json_get (model, "panels") == NULL && m77_json_get (model, "rows") == NULL)
    {
      g_set_error_literal (error,
                           M77_ERROR,
                           M77_ERROR_INVALID,
                           _ ("This JSON is no dashboard of Grafana: it has no panels"));
      return NULL;
    }
  title = m77_json_get_string (model, "title");
  uid = m77_json_get_string (model, "uid");
  safe = title != NULL && *title != '\0' ? title_of (title, -1) : g_strdup (stem);
  m77_json_set_string (pool, doc, "title", safe);
  if (uid != NULL && *uid != '\0')
    m77_json_set_string (pool, doc, "uid", uid);
  m77_json_set (pool, doc, "body", m77_json_copy (pool, model));
  return doc;
}

static M77Json *
read_runbook (M77JsonPool *pool, const char *name, const char *text)
{
  M77Json *doc = m77_json_object_new (pool);
  const char *heading = g_str_has_prefix (text, "# ") ? text : strstr (text, "\n# ");
  g_autofree char *title = NULL;

  if (heading != NULL)
    {
      const char *begin = strchr (heading, '#') + 1;
      const char *end = strchr (begin, '\n');

      title = title_of (begin, end != NULL ? end - begin : -1);
    }
  if (title == NULL || *title == '\0')
    {
      g_free (title);
      title = stem_of (name);
    }
  m77_json_set_string (pool, doc, "title", title);
  m77_json_set_string (pool, doc, "body", text);
  m77_json_set_string (pool, doc, "origin", name);
  return doc;
}

M77Json *
m77_import_file (M77JsonPool *pool,
                 const char *name,
                 const char *text,
                 gsize length,
                 const M77Kind **kind,
                 GError **error)
{
  gboolean is_json = g_str_has_suffix (name, ".json");
  gboolean is_markdown = g_str_has_suffix (name, ".md") || g_str_has_suffix (name, ".markdown");
  g_autofree char *copy = NULL;

  if (!is_json && !is_markdown)
    {
      g_set_error_literal (error,
                           M77_ERROR,
                           M77_ERROR_INVALID,
                           _ ("A dashboard (.json) or a runbook (.md) expected"));
      return NULL;
    }
  if (length > M77_IMPORT_MOST)
    {
      g_set_error (error,
                   M77_ERROR,
                   M77_ERROR_TOO_LARGE,
                   _ ("The file is larger than %d KiB"),
                   M77_IMPORT_MOST / 1024);
      return NULL;
    }
  if (!g_utf8_validate (text, (gssize) length, NULL) || !g_utf8_validate (name, -1, NULL))
    {
      g_set_error_literal (error, M77_ERROR, M77_ERROR_INVALID, _ ("The file is no text in UTF-8"));
      return NULL;
    }
  copy = g_strndup (text, length);
  *kind = m77_kind_find (is_json ? "dashboard" : "runbook");
  return is_json ? read_dashboard (pool, name, copy, error) : read_runbook (pool, name, copy);
}
