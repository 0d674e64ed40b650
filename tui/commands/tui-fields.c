/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-fields"

#include "config.h"

#include "tui/commands/tui-fields.h"

#include <stdio.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "shared/base/m77-error.h"
#include "shared/model/m77-record.h"

typedef struct
{
  char *name;
  char op; /* '=', '+' or '-' */
  const char *value;
} Assignment;

static void
assignment_clear (Assignment *self)
{
  g_free (self->name);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Assignment, assignment_clear)

static gboolean
split (const char *word, Assignment *assignment, GError **error)
{
  const char *equals = strchr (word, '=');
  gsize length = equals != NULL ? (gsize) (equals - word) : 0;

  if (length > 0 && (word[length - 1] == '+' || word[length - 1] == '-'))
    {
      length--;
      assignment->op = word[length];
    }
  else
    assignment->op = '=';
  if (length == 0)
    return tui_context_misused (error, _ ("“%s” is not FIELD=VALUE: such as title=Outage"), word);

  assignment->name = g_strndup (word, length);
  assignment->value = equals + 1;
  return TRUE;
}

static gboolean
refuse_file (const char *path, const char *why, M77Error code, GError **error)
{
  g_set_error (error, M77_ERROR, code, _ ("%s could not be read: %s"), path, why);
  return FALSE;
}

/* The whole of a file, which must be a text that a record can hold. */
static gboolean
read_file (const char *path, char **text, gsize *length, GError **error)
{
  gboolean is_stdin = g_str_equal (path, "-");
  g_autoptr (GString) read = g_string_new (NULL);
  FILE *file = is_stdin ? stdin : fopen (path, "re");
  char buffer[65536];
  gsize n;
  int wrong;

  if (file == NULL)
    return refuse_file (path, g_strerror (errno), M77_ERROR_NOT_FOUND, error);
  while (read->len <= M77_RECORD_MAX && (n = fread (buffer, 1, sizeof buffer, file)) > 0)
    g_string_append_len (read, buffer, n);
  wrong = ferror (file) ? errno : 0;
  if (!is_stdin)
    fclose (file);

  if (wrong != 0)
    return refuse_file (path, g_strerror (wrong), M77_ERROR_FAILED, error);
  if (read->len > M77_RECORD_MAX)
    return refuse_file (path, _ ("it is over 1 MiB: make it smaller"), M77_ERROR_TOO_LARGE, error);
  if (!g_utf8_validate_len (read->str, read->len, NULL))
    return refuse_file (path,
                        _ ("it is not UTF-8 text: convert it first"),
                        M77_ERROR_INVALID,
                        error);

  *length = read->len;
  *text = g_string_free (g_steal_pointer (&read), FALSE);
  return TRUE;
}

static gboolean
is_long_text (const M77Field *field)
{
  return field->type == M77_TYPE_TEXT || field->type == M77_TYPE_MARKDOWN;
}

static M77Json *
read_typed (TuiContext *self, const M77Field *field, const char *text, GError **error)
{
  M77Json *value = m77_value_from_text (field, text, self->pool, self->now, self->zone, error);

  if (value == NULL)
    g_prefix_error (error, "%s: ", field->name);
  return value;
}

static M77Json *
read_value (TuiContext *self, const M77Field *field, const char *text, GError **error)
{
  gboolean is_person = g_strcmp0 (field->ref, "member") == 0;
  g_autofree char *content = NULL;
  gsize length;

  if (*text != '@' || is_person)
    return read_typed (self, field, text, error);
  if (text[1] == '@')
    return read_typed (self, field, text + 1, error);
  if (!read_file (text + 1, &content, &length, error))
    return NULL;
  if (is_long_text (field))
    return m77_json_string_new_len (self->pool, content, length);

  return read_typed (self, field, content, error);
}

/* Of a kind this version does not know: JSON where it is JSON, else the text. */
static M77Json *
read_unknown (TuiContext *self, const char *text)
{
  M77Json *value = *text != '\0' ? m77_json_parse (self->pool, text, -1, NULL)
                                 : m77_json_null_new (self->pool);

  return value != NULL ? value : m77_json_string_new (self->pool, text);
}

static M77Json *
ensure_object (TuiContext *self, M77Json **object)
{
  if (*object == NULL)
    *object = m77_json_object_new (self->pool);

  return *object;
}

/* The member `name` of object, made as what `make` makes if it is not there. */
static M77Json *
ensure_member (TuiContext *self,
               M77Json *object,
               const char *name,
               M77Json *(*make) (M77JsonPool *pool))
{
  M77Json *member = (M77Json *) m77_json_get (object, name);

  if (member == NULL)
    {
      member = make (self->pool);
      m77_json_set (self->pool, object, name, member);
    }

  return member;
}

static gboolean
change_elements (TuiContext *self,
                 const M77Field *field,
                 const Assignment *assignment,
                 M77Json **elements,
                 GError **error)
{
  M77Json *values = read_value (self, field, assignment->value, error);
  M77Json *changes, *list;

  if (values == NULL)
    return FALSE;

  changes = ensure_member (self, ensure_object (self, elements), field->name, m77_json_object_new);
  list = ensure_member (self,
                        changes,
                        assignment->op == '+' ? "add" : "remove",
                        m77_json_array_new);
  for (const M77Json *e = m77_json_first (values); e != NULL; e = m77_json_next (e))
    m77_json_append (list, m77_json_copy (self->pool, e));
  return TRUE;
}

static gboolean
change_map (TuiContext *self,
            const M77Field *field,
            const Assignment *assignment,
            M77Json **patch,
            GError **error)
{
  M77Json *map = ensure_member (self,
                                ensure_object (self, patch),
                                field->name,
                                m77_json_object_new);
  const M77Json *values;

  if (assignment->op == '-')
    {
      m77_json_set (self->pool, map, assignment->value, m77_json_null_new (self->pool));
      return TRUE;
    }

  values = read_value (self, field, assignment->value, error);
  for (const M77Json *m = m77_json_first (values); m != NULL; m = m77_json_next (m))
    m77_json_set (self->pool, map, m77_json_name (m), m77_json_copy (self->pool, m));
  return values != NULL;
}

static gboolean
append_entry (TuiContext *self,
              const M77Field *field,
              const Assignment *assignment,
              M77Json **elements,
              GError **error)
{
  M77Json *entry = m77_json_object_new (self->pool);
  M77Json *changes;

  if (field->values != NULL)
    m77_json_set_string (self->pool, entry, "kind", field->values[0].name);
  m77_json_set_string (self->pool, entry, "text", assignment->value);
  changes = ensure_member (self, ensure_object (self, elements), field->name, m77_json_object_new);
  m77_json_append (ensure_member (self, changes, "append", m77_json_array_new), entry);
  return TRUE;
}

static gboolean
change (TuiContext *self,
        const M77Field *field,
        const Assignment *assignment,
        M77Json **patch,
        M77Json **elements,
        GError **error)
{
  if (field->type == M77_TYPE_SET)
    return change_elements (self, field, assignment, elements, error);
  if (field->type == M77_TYPE_MAP)
    return change_map (self, field, assignment, patch, error);
  if (field->type == M77_TYPE_LOG && assignment->op == '+')
    return append_entry (self, field, assignment, elements, error);

  return tui_context_misused (error,
                              _ ("%s is no set: give its new value as %s=VALUE"),
                              field->name,
                              field->name);
}

static char *
name_fields (const M77Kind *kind)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; kind->fields[i].name != NULL; i++)
    if (m77_field_is_editable (&kind->fields[i]))
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", kind->fields[i].name);

  return g_string_free (names, FALSE);
}

static const M77Field *
find_field (const M77Kind *kind, const char *name, GError **error)
{
  const M77Field *field = m77_kind_field (kind, name);
  g_autofree char *names = NULL;

  if (field != NULL && !m77_field_is_envelope (field))
    return field;

  names = name_fields (kind);
  tui_context_misused (error, _ ("%s has no field %s to edit: it has %s"), kind->name, name, names);
  return NULL;
}

static gboolean
read_assignment (TuiContext *self,
                 const M77Kind *kind,
                 const Assignment *assignment,
                 M77Json **patch,
                 M77Json **elements,
                 GError **error)
{
  const M77Field *field;
  M77Json *value;

  if (kind == NULL)
    {
      value = read_unknown (self, assignment->value);
      m77_json_set (self->pool, ensure_object (self, patch), assignment->name, value);
      return TRUE;
    }

  field = find_field (kind, assignment->name, error);
  if (field == NULL)
    return FALSE;
  if (assignment->op != '=')
    return change (self, field, assignment, patch, elements, error);

  value = read_value (self, field, assignment->value, error);
  if (value != NULL)
    m77_json_set (self->pool, ensure_object (self, patch), field->name, value);
  return value != NULL;
}

gboolean
tui_fields_read (TuiContext *self,
                 const M77Kind *kind,
                 guint first,
                 M77Json **patch,
                 M77Json **elements,
                 GError **error)
{
  *patch = NULL;
  *elements = NULL;
  for (guint i = first; i < self->words->len; i++)
    {
      g_auto (Assignment) assignment = { 0 };

      if (!split (self->words->pdata[i], &assignment, error) ||
          !read_assignment (self, kind, &assignment, patch, elements, error))
        return FALSE;
    }

  return TRUE;
}

M77Json *
tui_fields_read_value (TuiContext *self, const M77Field *field, const char *text, GError **error)
{
  return field != NULL ? read_value (self, field, text, error) : read_unknown (self, text);
}

static const M77Argument *
find_argument (const M77Action *action, const char *name)
{
  for (const M77Argument *a = action->arguments; a != NULL && a->name != NULL; a++)
    if (g_str_equal (a->name, name))
      return a;

  return NULL;
}

M77Json *
tui_arguments_read (TuiContext *self, const M77Action *action, guint first, GError **error)
{
  M77Json *args = m77_json_object_new (self->pool);

  for (guint i = first; i < self->words->len; i++)
    {
      g_auto (Assignment) assignment = { 0 };
      const M77Argument *argument;
      M77Json *value;

      if (!split (self->words->pdata[i], &assignment, error))
        return NULL;
      argument = find_argument (action, assignment.name);
      if (argument == NULL || assignment.op != '=')
        {
          tui_context_misused (error,
                               _ ("%s takes no %s: see man m77"),
                               action->name,
                               assignment.name);
          return NULL;
        }
      value = read_value (self,
                          &(const M77Field){ .name = argument->name,
                                             .label = argument->label,
                                             .type = argument->type,
                                             .ref = argument->ref,
                                             .values = argument->values },
                          assignment.value,
                          error);
      if (value == NULL)
        return NULL;
      m77_json_set (self->pool, args, argument->name, value);
    }

  return args;
}
