/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "platform-demo"

#include "config.h"

#include <string.h>

#include "platform/api/platform-shifts.h"
#include "platform/demo/platform-demo-load.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-time.h"

const M77Json *
platform_demo_form_get (const PlatformDemoForm *form, const char *name)
{
  const M77Json *own = m77_json_get (form->record, name);

  return own != NULL ? own : m77_json_get (form->part, name);
}

static gboolean
make_variables (PlatformTemplate *template, const M77Json *let, GError **error)
{
  for (const M77Json *each = m77_json_first (let); each != NULL; each = m77_json_next (each))
    {
      M77Json *value = NULL;

      if (!platform_template_make (template, each, &value, error))
        return FALSE;
      if (value != NULL)
        m77_json_set (template->pool, template->variables, m77_json_name (each), value);
    }
  return TRUE;
}

/* The instant a member stands for; otherwise when it is not there. */
static gboolean
make_time (const PlatformDemoForm *form,
           PlatformTemplate *template,
           const char *name,
           gint64 otherwise,
           gint64 *time,
           GError **error)
{
  const M77Json *said = platform_demo_form_get (form, name);
  M77Json *value = NULL;

  *time = otherwise;
  if (said == NULL)
    return TRUE;
  if (!platform_template_make (template, said, &value, error))
    return FALSE;
  *time = m77_time_parse (m77_json_string (value) != NULL ? m77_json_string (value) : "");
  if (*time != M77_TIME_NONE)
    return TRUE;
  g_set_error (error, M77_ERROR, M77_ERROR_INVALID, "Demo content: “%s” is not a time", name);
  return FALSE;
}

gboolean
platform_demo_form_begin (const PlatformDemoForm *form,
                          PlatformTemplate *template,
                          guint64 index,
                          guint64 count,
                          GError **error)
{
  template->dice = platform_dice_new (form->seed, form->stream + index);
  template->index = index;
  template->count = count;
  template->variables = m77_json_object_new (template->pool);
  m77_json_set_int (template->pool, template->variables, "i", (gint64) index);
  m77_json_set_int (template->pool, template->variables, "n", (gint64) index + 1);
  return make_variables (template, m77_json_get (form->part, "let"), error) &&
         make_variables (template, m77_json_get (form->record, "let"), error) &&
         make_time (form, template, "at", template->at, &template->at, error);
}

static gint64
count_steps (const char *markdown)
{
  gint64 steps = 0;

  for (const char *line = markdown; line != NULL && *line != '\0';
       line = strchr (line, '\n') == NULL ? NULL : strchr (line, '\n') + 1)
    {
      gsize digits = strspn (line, "0123456789");

      steps += digits > 0 && line[digits] == '.' && line[digits + 1] == ' ';
    }
  return steps;
}

static gboolean
add_defaults (PlatformTemplate *template, const M77Json *defaults, M77Json *doc, GError **error)
{
  for (const M77Json *each = m77_json_first (defaults); each != NULL; each = m77_json_next (each))
    {
      M77Json *value = NULL;

      if (m77_json_get (doc, m77_json_name (each)) != NULL)
        continue;
      if (!platform_template_make (template, each, &value, error))
        return FALSE;
      if (value != NULL)
        m77_json_set (template->pool, doc, m77_json_name (each), value);
    }
  return TRUE;
}

static void
remove_nulls (M77Json *doc)
{
  const M77Json *each = m77_json_first (doc);

  while (each != NULL)
    {
      const M77Json *next = m77_json_next (each);

      if (m77_json_is_null (each))
        m77_json_remove (doc, m77_json_name (each));
      each = next;
    }
}

static gboolean
make_doc (const PlatformDemoForm *form, PlatformTemplate *template, M77Json **doc, GError **error)
{
  const M77Json *own = m77_json_get (form->record, "doc");
  const char *kind = m77_json_get_string (form->part, "kind");

  *doc = m77_json_object_new (template->pool);
  if (own != NULL && !platform_template_make (template, own, doc, error))
    return FALSE;
  if (!add_defaults (template, m77_json_get (form->part, "doc"), *doc, error))
    return FALSE;
  remove_nulls (*doc);

  if (g_str_equal (kind, "schedule"))
    platform_shifts_fill (template->pool, *doc, template->now);
  else if (g_str_equal (kind, "runbook"))
    m77_json_set_int (template->pool,
                      *doc,
                      "steps",
                      count_steps (m77_json_get_string (*doc, "body")));
  return TRUE;
}

static gboolean
make_text (const PlatformDemoForm *form,
           PlatformTemplate *template,
           const char *name,
           const char **text,
           GError **error)
{
  const M77Json *said = platform_demo_form_get (form, name);
  M77Json *value = NULL;

  *text = NULL;
  if (said != NULL && !platform_template_make (template, said, &value, error))
    return FALSE;
  *text = m77_json_string (value);
  return TRUE;
}

gboolean
platform_demo_form_make (const PlatformDemoForm *form,
                         PlatformTemplate *template,
                         PlatformSeed *seed,
                         GError **error)
{
  const char *sym = NULL;
  M77Json *doc = NULL;

  if (!make_text (form, template, "sym", &sym, error) ||
      !make_text (form, template, "author", &seed->author, error) ||
      !make_time (form, template, "changed", template->at, &seed->updated_at, error))
    return FALSE;

  if (sym != NULL)
    seed->id = template->find_id (template, sym);
  else
    {
      PlatformDice dice = platform_dice_new (form->seed,
                                             (form->stream + template->index) ^ (1ull << 63));
      g_autofree char *id = platform_template_id (&dice, template->at);

      seed->id = m77_json_string (m77_json_string_new (template->pool, id));
    }
  seed->kind = m77_json_get_string (form->part, "kind");
  seed->created_at = template->at;
  seed->updated_at = MAX (MIN (seed->updated_at, template->now), seed->created_at);
  seed->version = m77_json_get_int (form->record, "version", 1);
  if (!make_doc (form, template, &doc, error))
    return FALSE;
  seed->doc = doc;
  return TRUE;
}
