/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "m77-history"

#include "config.h"

#include "shared/model/m77-history.h"

#include <glib/gi18n-lib.h>

#include "shared/base/m77-time.h"
#include "shared/model/m77-kind.h"
#include "shared/model/m77-outbox.h"

gboolean
m77_history_is_audit (const M77Json *entry)
{
  return g_strcmp0 (m77_json_get_string (entry, "kind"), "audit") == 0 &&
         m77_json_is (m77_json_get (entry, "doc"), M77_JSON_OBJECT);
}

static const char *
field_label (const char *kind_name, const char *name)
{
  const M77Kind *kind = kind_name != NULL ? m77_kind_find (kind_name) : NULL;
  const M77Field *field = kind != NULL ? m77_kind_field (kind, name) : NULL;

  return field != NULL ? g_dgettext (GETTEXT_PACKAGE, field->label) : name;
}

static void
append_label (GString *out, const char *kind, const char *name, const char *more)
{
  g_autofree char *label = g_utf8_strdown (field_label (kind, name), -1);

  g_string_append_printf (out,
                          "%s%s%s%s",
                          out->len > 0 ? ", " : "",
                          label,
                          more != NULL ? " " : "",
                          more != NULL ? more : "");
}

/* "title, lead". */
static char *
names_of (const M77Json *names, const char *kind)
{
  GString *out = g_string_new (NULL);

  for (const M77Json *n = m77_json_first (names); n != NULL; n = m77_json_next (n))
    {
      const char *name = m77_json_name (n) != NULL ? m77_json_name (n) : m77_json_string (n);

      if (name != NULL)
        append_label (out, kind, name, NULL);
    }
  return g_string_free (out, FALSE);
}

/* "title mine, severity edited". */
static char *
choices_of (const M77Json *choices, const char *kind)
{
  GString *out = g_string_new (NULL);

  for (const M77Json *c = m77_json_first (choices); c != NULL; c = m77_json_next (c))
    {
      const char *choice = m77_json_string (c);

      append_label (out,
                    kind,
                    m77_json_name (c),
                    choice != NULL ? g_dgettext (GETTEXT_PACKAGE, choice) : _ ("edited"));
    }
  return g_string_free (out, FALSE);
}

char *
m77_history_what (const M77Json *entry)
{
  const M77Json *doc = m77_json_get (entry, "doc");
  const char *verb;
  g_autofree char *names = NULL;

  if (!m77_history_is_audit (entry))
    return m77_outbox_what (entry);
  verb = m77_json_get_string (doc, "verb");
  names = names_of (m77_json_get (doc, "changes"), m77_json_get_string (doc, "subject_kind"));
  if (g_strcmp0 (verb, "edit") == 0 && *names != '\0')
    return g_steal_pointer (&names);
  return g_strdup (verb != NULL ? verb : "-");
}

const char *
m77_history_who (const M77Json *entry)
{
  const char *name = m77_history_is_audit (entry)
                         ? m77_json_get_string (m77_json_get (entry, "doc"), "actor")
                         : m77_json_get_string (entry, "author");

  return name != NULL ? name : "-";
}

gint64
m77_history_at (const M77Json *entry)
{
  const char *text = m77_history_is_audit (entry)
                         ? m77_json_get_string (m77_json_get (entry, "doc"), "at")
                         : m77_json_get_string (entry, "made_at");

  return text != NULL ? m77_time_parse (text) : M77_TIME_NONE;
}

const char *
m77_history_state (const M77Json *entry)
{
  return m77_history_is_audit (entry) ? m77_json_get_string (m77_json_get (entry, "doc"), "outcome")
                                      : m77_json_get_string (entry, "state");
}

static gboolean
is_worth_telling (const M77Json *event)
{
  static const char *const told[] = { "merged", "conflict", "decided", NULL };
  const char *what = m77_json_get_string (event, "what");

  return what != NULL && g_strv_contains (told, what);
}

static gboolean
has_story (const M77Json *operation)
{
  const M77Json *event = m77_json_first (m77_json_get (operation, "events"));

  while (event != NULL && !is_worth_telling (event))
    event = m77_json_next (event);
  return event != NULL;
}

char *
m77_history_event (const M77Json *operation, const M77Json *event)
{
  const char *kind = m77_json_get_string (operation, "kind");
  const char *what = m77_json_get_string (event, "what");
  const char *by = m77_json_get_string (event, "by");
  g_autofree char *names = NULL;
  g_autofree char *choices = NULL;

  if (!is_worth_telling (event))
    return NULL;
  names = names_of (m77_json_get (event, "fields"), kind);
  choices = choices_of (m77_json_get (event, "choices"), kind);
  if (g_str_equal (what, "merged"))
    return g_strdup_printf (*names != '\0' ? _ ("merged on v%d: %s") : _ ("merged on v%d"),
                            (int) m77_json_get_int (event, "version", 0),
                            names);
  if (g_str_equal (what, "decided"))
    return g_strdup_printf (_ ("decided: %s"), choices);
  return g_strdup_printf (_ ("conflict with %s: %s"), by != NULL ? by : "?", names);
}

GPtrArray *
m77_history_told (const M77Json *entries)
{
  GPtrArray *told = g_ptr_array_new ();
  gboolean has_audit = FALSE;

  for (const M77Json *e = m77_json_first (entries); e != NULL; e = m77_json_next (e))
    has_audit |= m77_history_is_audit (e);
  for (const M77Json *e = m77_json_first (entries); e != NULL; e = m77_json_next (e))
    {
      gboolean applied = g_strcmp0 (m77_json_get_string (e, "state"), "applied") == 0;

      if (m77_history_is_audit (e) || !applied || !has_audit || has_story (e))
        g_ptr_array_add (told, (gpointer) e);
    }
  return told;
}
