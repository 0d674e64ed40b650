/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-complete"

#include "config.h"

#include "tui/complete/tui-complete-fields.h"

#include <string.h>

#include <glib/gi18n-lib.h>

void
tui_complete_fields (TuiCompletion *result, const M77Kind *kind)
{
  const char *comma = strrchr (result->typed, ',');
  const char *from = comma != NULL ? comma + 1 : result->typed;

  tui_completion_narrow (result, (gsize) (from - result->typed) + (*from == '-'));
  for (const M77Field *f = kind != NULL ? kind->fields : NULL; f != NULL && f->name != NULL; f++)
    tui_completion_offer (result, f->name, _ (f->label));
  for (const M77Field *f = m77_envelope_fields (); f->name != NULL; f++)
    tui_completion_offer (result, f->name, _ (f->label));
}

static void
offer_values (TuiCompletion *result, M77Type type, const M77Value *values, const char *ref)
{
  const char *comma = type == M77_TYPE_SET ? strrchr (result->typed, ',') : NULL;

  if (comma != NULL)
    tui_completion_narrow (result, (gsize) (comma + 1 - result->typed));
  for (; type != M77_TYPE_LOG && values != NULL && values->name != NULL; values++)
    tui_completion_offer (result, values->name, _ (values->label));
  if (type == M77_TYPE_BOOLEAN)
    {
      tui_completion_offer (result, "true", NULL);
      tui_completion_offer (result, "false", NULL);
    }
  result->records_of = ref;
}

void
tui_complete_assignment (TuiCompletion *result, const M77Kind *kind)
{
  const char *equals = strchr (result->typed, '=');
  g_autofree char *name = NULL;
  const M77Field *field;

  if (kind == NULL)
    return;
  if (equals == NULL)
    {
      for (field = kind->fields; field->name != NULL; field++)
        if (m77_field_is_editable (field))
          {
            g_autofree char *word = g_strconcat (field->name, "=", NULL);

            tui_completion_offer (result, word, _ (field->label));
          }
      return;
    }
  name = g_strndup (result->typed, strcspn (result->typed, "+-="));
  field = m77_kind_field (kind, name);
  if (field == NULL)
    return;
  tui_completion_narrow (result, (gsize) (equals + 1 - result->typed));
  offer_values (result, field->type, field->values, field->ref);
}

void
tui_complete_argument (TuiCompletion *result, const M77Kind *kind, const char *name)
{
  const M77Action *action = kind != NULL && name != NULL ? m77_kind_action (kind, name) : NULL;
  const char *equals = strchr (result->typed, '=');

  for (const M77Argument *a = action != NULL ? action->arguments : NULL;
       a != NULL && a->name != NULL;
       a++)
    {
      g_autofree char *word = g_strconcat (a->name, "=", NULL);

      if (equals == NULL)
        tui_completion_offer (result, word, _ (a->label));
      else if (g_str_has_prefix (result->typed, word))
        {
          tui_completion_narrow (result, strlen (word));
          offer_values (result, a->type, a->values, a->ref);
          return;
        }
    }
}
