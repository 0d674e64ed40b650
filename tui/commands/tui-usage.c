/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-usage"

#include "config.h"

#include "tui/commands/tui-usage.h"

#include <stdio.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "tui/commands/tui-options.h"
#include "tui/commands/tui-print.h"

static void
print_options (const TuiOption *options)
{
  for (guint i = 0; options[i].name != NULL; i++)
    {
      g_autofree char *left = g_strdup_printf ("--%s%s%s",
                                               options[i].name,
                                               options[i].value != NULL ? " " : "",
                                               options[i].value != NULL ? options[i].value : "");

      printf ("  %-22s %s\n", left, _ (options[i].help));
    }
}

static void
print_kinds (void)
{
  const M77Kind *const *kinds = m77_kinds ();

  printf ("\n%s", _ ("Kinds:"));
  for (guint i = 0; kinds[i] != NULL; i++)
    printf ("%s%s", i % 7 == 0 ? "\n  " : "  ", kinds[i]->name);
  printf ("\n");
}

/* "sev1, sev2, …" of an enum, the kind that a reference leads to. */
static char *
describe_values (const M77Value *values, const char *ref)
{
  GString *text = g_string_new (ref);

  for (; ref == NULL && values != NULL && values->name != NULL; values++)
    g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", values->name);

  return g_string_free (text, FALSE);
}

static void
print_fields (const TuiContext *plain, const M77Kind *kind)
{
  static const char *const headings[] = { N_ ("Field"), N_ ("Is"), "", N_ ("Values") };
  g_autoptr (TuiGrid) grid = tui_grid_new (headings, G_N_ELEMENTS (headings));

  for (const M77Field *field = kind->fields; field->name != NULL; field++)
    {
      gboolean required = (field->flags & M77_FIELD_REQUIRED) != 0;

      tui_grid_add (grid, TUI_PLAIN, field->name);
      tui_grid_add (grid, TUI_PLAIN, _ (field->label));
      tui_grid_add (grid,
                    TUI_PLAIN,
                    !m77_field_is_editable (field) ? _ ("read only")
                    : required                     ? _ ("required")
                                                   : "");
      tui_grid_take (grid, TUI_PLAIN, describe_values (field->values, field->ref));
    }
  printf ("\n");
  tui_grid_print (grid, plain);
}

static char *
describe_arguments (const M77Action *action)
{
  GString *text = g_string_new (NULL);

  for (const M77Argument *a = action->arguments; a != NULL && a->name != NULL; a++)
    g_string_append_printf (text,
                            "%s%s%s=…%s",
                            text->len > 0 ? " " : "",
                            a->required ? "" : "[",
                            a->name,
                            a->required ? "" : "]");

  return g_string_free (text, FALSE);
}

static void
print_actions (const TuiContext *plain, const M77Kind *kind)
{
  static const char *const headings[] = { N_ ("Action"), N_ ("Arguments"), N_ ("Does") };
  g_autoptr (TuiGrid) grid = tui_grid_new (headings, G_N_ELEMENTS (headings));

  if (kind->actions == NULL)
    return;

  for (const M77Action *action = kind->actions; action->name != NULL; action++)
    {
      tui_grid_add (grid, TUI_PLAIN, action->name);
      tui_grid_take (grid, TUI_PLAIN, describe_arguments (action));
      tui_grid_add (grid, TUI_PLAIN, _ (action->effect));
    }
  printf ("\n");
  tui_grid_print (grid, plain);
}

static const M77Kind *
find_kind (const GPtrArray *words)
{
  const M77Kind *kind = NULL;

  for (guint i = 0; kind == NULL && i < words->len; i++)
    kind = m77_kind_find (words->pdata[i]);

  return kind;
}

void
tui_usage_print (const TuiCommand *command, const GPtrArray *words)
{
  const TuiContext plain = { .color = FALSE };
  const M77Kind *kind = find_kind (words);

  printf ("m77 %s %s\n\n%s.\n", command->name, command->synopsis, _ (command->summary));
  if (command->help != NULL)
    printf ("\n%s\n", _ (command->help));
  if (command->options != NULL)
    {
      printf ("\n%s\n", _ ("Options:"));
      print_options (command->options);
    }
  if (strstr (command->synopsis, "KIND") == NULL)
    return;

  if (kind != NULL)
    {
      print_fields (&plain, kind);
      print_actions (&plain, kind);
      return;
    }
  print_kinds ();
  printf ("\n%s\n", _ ("A kind beside --help tells its fields and actions."));
}

void
tui_usage_print_all (void)
{
  const TuiCommand *const *commands = tui_commands_all ();

  printf ("%s\n\n", _ ("m77 opens the console; m77 COMMAND does one thing:"));
  for (guint i = 0; commands[i] != NULL; i++)
    printf ("  %-10s %s\n", commands[i]->name, _ (commands[i]->summary));
  printf ("\n%s\n", _ ("Options, anywhere:"));
  print_options (tui_options_global ());
  printf ("\n%s\n", _ ("m77 COMMAND --help tells more, man m77 everything."));
}
