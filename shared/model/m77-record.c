/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-record"

#include "config.h"

#include "shared/model/m77-record.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "shared/base/m77-error.h"
#include "shared/base/m77-id.h"
#include "shared/base/m77-time.h"

#define MONTH_CHARS 7 /* of a time: "2030-05" */
#define SCOPE_MOST  256
#define SUFFIX      8 /* characters of an id that people say */

gboolean
m77_record_parse (M77Record *record,
                  M77JsonPool *pool,
                  const char *text,
                  gssize length,
                  GError **error)
{
  const M77Json *value = m77_json_parse (pool, text, length, error);

  return value != NULL && m77_record_from_json (record, value, error);
}

static gboolean
refuse (const char *member, GError **error)
{
  g_set_error (error,
               M77_ERROR,
               M77_ERROR_BAD_ANSWER,
               /* Translators: %s is a member of a JSON object */
               _ ("A record came with a wrong “%s”; ask the platform's operator"),
               member);
  return FALSE;
}

/* Absent and null are no time; anything else must be one. */
static gboolean
read_time (const M77Json *value, const char *name, gint64 *instant)
{
  const M77Json *member = m77_json_get (value, name);
  const char *text = m77_json_string (member);

  *instant = text != NULL ? m77_time_parse (text) : M77_TIME_NONE;
  return m77_json_is_null (member) || *instant != M77_TIME_NONE;
}

gboolean
m77_record_from_json (M77Record *record, const M77Json *value, GError **error)
{
  M77Record read = { 0 };
  const M77Json *doc = m77_json_get (value, "doc");

  if (!m77_json_is (value, M77_JSON_OBJECT))
    return refuse ("record", error);

  read.kind = m77_json_get_string (value, "kind");
  read.id = m77_json_get_string (value, "id");
  read.updated_by = m77_json_get_string (value, "updated_by");
  read.deleted = m77_json_get_bool (value, "deleted");
  if (read.kind == NULL || *read.kind == '\0' || strlen (read.kind) > 64)
    return refuse ("kind", error);
  if (read.id == NULL || !m77_id_is_valid (read.id))
    return refuse ("id", error);
  if (!m77_json_int (m77_json_get (value, "version"), &read.version) || read.version < 0)
    return refuse ("version", error);
  if (!read_time (value, "created_at", &read.created_at))
    return refuse ("created_at", error);
  if (!read_time (value, "updated_at", &read.updated_at))
    return refuse ("updated_at", error);
  if (!m77_json_is (doc, M77_JSON_OBJECT) && !(read.deleted && m77_json_is_null (doc)))
    return refuse ("doc", error);

  read.doc = m77_json_is_null (doc) ? NULL : doc;
  *record = read;
  return TRUE;
}

static void
write_time (GString *out, const char *name, gint64 instant)
{
  g_autofree char *text = NULL;

  if (instant == M77_TIME_NONE)
    return;

  text = m77_time_format (instant);
  g_string_append_printf (out, ",\"%s\":\"%s\"", name, text);
}

void
m77_record_write (const M77Record *record, GString *out)
{
  g_string_append (out, "{\"kind\":");
  m77_json_write_string (out, record->kind, -1);
  g_string_append (out, ",\"id\":");
  m77_json_write_string (out, record->id, -1);
  g_string_append_printf (out, ",\"version\":%" G_GINT64_FORMAT, record->version);
  write_time (out, "created_at", record->created_at);
  write_time (out, "updated_at", record->updated_at);
  if (record->updated_by != NULL)
    {
      g_string_append (out, ",\"updated_by\":");
      m77_json_write_string (out, record->updated_by, -1);
    }
  g_string_append_printf (out, ",\"deleted\":%s", record->deleted ? "true" : "false");
  if (record->doc != NULL)
    {
      g_string_append (out, ",\"doc\":");
      m77_json_write (record->doc, out);
    }
  g_string_append_c (out, '}');
}

/* "@production" of a flag, "@2030-05" of a month's usage. */
static void
append_scope (GString *key, const M77Kind *kind, const M77Json *doc)
{
  const char *scope = kind->key_scope ? m77_json_get_string (doc, kind->key_scope) : NULL;
  g_autofree char *start = NULL;
  glong most;

  if (scope == NULL)
    return;

  most = m77_kind_field (kind, kind->key_scope)->type == M77_TYPE_TIME ? MONTH_CHARS : SCOPE_MOST;
  start = g_utf8_substring (scope, 0, MIN (g_utf8_strlen (scope, -1), most));
  g_string_append_printf (key, "@%s", start);
}

static gboolean
has_sign (const M77Kind *kind)
{
  return g_str_equal (kind->key_field, "handle");
}

static char *
field_key (const M77Kind *kind, const M77Json *doc)
{
  const M77Json *value = m77_json_get (doc, kind->key_field);
  const char *text = m77_json_string (value);
  GString *key;

  if (text == NULL)
    text = m77_json_number_text (value);
  if (text == NULL || *text == '\0')
    return NULL;

  key = g_string_new (has_sign (kind) ? "@" : NULL);
  g_string_append (key, text);
  append_scope (key, kind, doc);
  return g_string_free (key, FALSE);
}

char *
m77_record_key (const M77Kind *kind, const M77Json *doc, const char *id, guint local_number)
{
  char *key = NULL;
  gint64 number;
  gsize length;

  if (kind != NULL && kind->key == M77_KEY_NUMBER &&
      m77_json_int (m77_json_get (doc, kind->key_field), &number) && number > 0)
    return g_strdup_printf ("%s-%" G_GINT64_FORMAT, kind->number_prefix, number);
  if (kind != NULL && kind->key == M77_KEY_FIELD)
    key = field_key (kind, doc);
  if (key != NULL)
    return key;
  if (local_number > 0)
    return g_strdup_printf ("~%u", local_number);

  length = strlen (id);
  return g_strdup (id + (length > SUFFIX ? length - SUFFIX : 0));
}

gboolean
m77_record_key_is_field (const M77Kind *kind)
{
  return kind->key == M77_KEY_FIELD && kind->key_scope == NULL && !has_sign (kind);
}

char *
m77_record_title (const M77Kind *kind, const M77Json *doc, const char *id)
{
  const char *title = NULL;

  if (kind != NULL && kind->title_field != NULL)
    title = m77_json_get_string (doc, kind->title_field);
  if (title != NULL && *title != '\0')
    return g_strdup (title);

  return m77_record_key (kind, doc, id, 0);
}

/* A flag's state is told by two fields, all others have one of their own. */
static const char *
switch_state (const M77Kind *kind, const M77Json *doc)
{
  if (!m77_json_is_null (m77_json_get (doc, "archived_at")))
    return "archived";
  return m77_json_get_bool (doc, kind->state_field) ? "on" : "off";
}

const char *
m77_record_state (const M77Kind *kind, const M77Json *doc)
{
  if (kind == NULL || kind->state_field == NULL)
    return NULL;
  if (m77_kind_field (kind, kind->state_field)->type == M77_TYPE_BOOLEAN)
    return switch_state (kind, doc);

  return m77_json_get_string (doc, kind->state_field);
}
