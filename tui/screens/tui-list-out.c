/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-list-out.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/model/m77-value.h"
#include "tui/screens/tui-choice.h"
#include "tui/screens/tui-list-private.h"
#include "tui/screens/tui-pager.h"
#include "tui/screens/tui-present.h"

static gboolean
find_record (TuiList *self, TuiRecord *record)
{
  return self->base.class->target (&self->base, record);
}

/* A field as a person would paste it: all of it, a time as an instant. */
static char *
plain_value (TuiList *self, const TuiRecord *record, const M77Field *field)
{
  const M77Json *value = m77_json_get (record->doc, field->name);
  TuiMoment moment = tui_app_moment (self->base.app);
  TuiStyle style;

  if (m77_json_string (value) != NULL)
    return g_strdup (m77_json_string (value));
  if (value == NULL)
    return tui_record_cell (record, field, &moment, &style);
  return m77_json_is_null (value) ? g_strdup ("")
                                  : m77_value_to_text (field, value, moment.now, moment.zone);
}

/* ---- Copy ---- */

static char *
row_text (TuiList *self, const TuiRecord *record)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < self->fields->len; i++)
    {
      g_autofree char *value = plain_value (self, record, self->fields->pdata[i]);

      g_string_append_printf (out, "%s%s", i > 0 ? "\t" : "", g_strdelimit (value, "\t\n", ' '));
    }
  return g_string_free (out, FALSE);
}

/* Rows in view, with their headings. */
static char *
rows_text (TuiList *self)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < self->fields->len; i++)
    g_string_append_printf (out,
                            "%s%s",
                            i > 0 ? "\t" : "",
                            tui_label (((const M77Field *) self->fields->pdata[i])->label));
  g_string_append_c (out, '\n');
  for (guint i = 0; i < self->table.shown->len; i++)
    {
      gpointer item = self->table.shown->pdata[i];
      TuiRecord record;
      g_autofree char *row = NULL;

      if (!M77_IS_ROW (item) || !tui_record_from_row (&record, item))
        continue;
      tui_present_record (self->base.app, pool, &record);
      row = row_text (self, &record);
      g_string_append_printf (out, "%s\n", row);
    }
  return g_string_free (out, FALSE);
}

static char *
json_text (const TuiRecord *record)
{
  GString *out = g_string_new (NULL);

  m77_json_write_pretty (record->doc, out);
  return g_string_free (out, FALSE);
}

static char *
command_text (const TuiRecord *record)
{
  g_autofree char *name = tui_record_name (record);
  g_autofree char *quoted = g_shell_quote (name);
  gboolean plain = name[strspn (name,
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                "0123456789-_.@~")] == '\0';

  return g_strdup_printf ("m77 show %s %s", record->kind_name, plain ? name : quoted);
}

static void
copy_text (TuiApp *app, const char *what, const char *text)
{
  g_autofree char *masked = tui_present_text (app, text);

  if (app->term == NULL)
    tui_app_say (app, TUI_WARN, _ ("No terminal to copy to"));
  else if (!tui_term_copy (app->term, masked))
    tui_app_say (app,
                 TUI_WARN,
                 _ ("%s is %zu KiB, a terminal's clipboard takes %d: not copied; o opens it"),
                 what,
                 strlen (masked) / 1024 + 1,
                 TUI_COPY_MOST / 1024);
  else
    tui_app_say (app, TUI_PLAIN, _ ("%s copied, if your terminal takes copies"), what);
}

static void
copy_chosen (TuiApp *app, const char *id, gpointer data)
{
  TuiScreen *list = tui_list_cast (tui_app_top (app));
  TuiList *self = (TuiList *) list;
  TuiRecord record;
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autofree char *text = NULL;
  const M77Field *field;

  if (list == NULL || !find_record (self, &record))
    return;
  tui_present_record (app, pool, &record);
  field = m77_kind_field (self->kind, id);
  if (g_str_equal (id, "/row"))
    text = row_text (self, &record);
  else if (g_str_equal (id, "/rows"))
    text = rows_text (self);
  else if (g_str_equal (id, "/json"))
    text = json_text (&record);
  else if (g_str_equal (id, "/command"))
    text = command_text (&record);
  else if (g_str_equal (id, "/key"))
    text = tui_record_name (&record);
  else if (field != NULL)
    text = plain_value (self, &record, field);
  if (text != NULL)
    copy_text (app, field != NULL && *id != '/' ? tui_label (field->label) : _ ("It is"), text);
}

static void
add_value (TuiChoice *choice, TuiList *self, const TuiRecord *record, const M77Field *field)
{
  g_autofree char *value = plain_value (self, record, field);
  g_autofree char *shown = tui_present_text (self->base.app, value);

  if (*value != '\0' && !g_str_equal (value, "-"))
    tui_choice_add (choice, field->name, "", tui_label (field->label), shown, NULL);
}

void
tui_list_copy (TuiScreen *list)
{
  TuiList *self = (TuiList *) list;
  TuiRecord record;
  TuiChoice *choice;
  g_autofree char *name = NULL;
  g_autofree char *command = NULL;

  if (!find_record (self, &record))
    return;
  name = tui_record_name (&record);
  command = command_text (&record);
  choice = tui_choice_new (list->app, _ ("COPY"), copy_chosen, NULL, NULL);
  tui_choice_add (choice, "/key", "", tui_label (self->kind->label), name, NULL);
  for (const M77Field *field = self->kind->fields; field->name != NULL; field++)
    if (field->type == M77_TYPE_URL)
      add_value (choice, self, &record, field);
  tui_choice_add (choice, "/command", "", _ ("Its command"), command, NULL);
  tui_choice_add (choice, "/row", "", _ ("The row"), _ ("cells with tabs between"), NULL);
  tui_choice_add (choice, "/rows", "", _ ("The rows in view"), _ ("with their headings"), NULL);
  tui_choice_add (choice, "/json", "", _ ("The record"), "JSON", NULL);
  for (guint i = 0; i < self->fields->len; i++)
    if (((const M77Field *) self->fields->pdata[i])->type != M77_TYPE_URL)
      add_value (choice, self, &record, self->fields->pdata[i]);
  tui_choice_open (choice);
}

/* ---- Pager and editor ---- */

/* "Severity  sev1", one field after another, long ones below their names. */
static char *
record_text (TuiList *self, const TuiRecord *record)
{
  GString *out = g_string_new (NULL);
  g_autofree char *name = tui_record_name (record);
  g_autofree char *title = tui_record_title (record);

  g_string_append_printf (out, "%s  %s\n\n", name, title);
  for (const M77Field *field = self->kind->fields; field->name != NULL; field++)
    {
      const M77Json *value = m77_json_get (record->doc, field->name);
      g_autofree char *text = NULL;

      if (m77_json_is_null (value))
        continue;
      if (m77_json_is (value, M77_JSON_ARRAY) || m77_json_is (value, M77_JSON_OBJECT))
        {
          GString *json = g_string_new (NULL);

          m77_json_write_pretty (value, json);
          text = g_string_free (json, FALSE);
        }
      else
        text = plain_value (self, record, field);
      g_string_append_printf (out,
                              strchr (text, '\n') != NULL ? "%s:\n%s\n\n" : "%s: %s\n",
                              tui_label (field->label),
                              text);
    }
  return g_string_free (out, FALSE);
}

static void
out_chosen (TuiApp *app, const char *id, gpointer data)
{
  TuiScreen *list = tui_list_cast (tui_app_top (app));
  TuiList *self = (TuiList *) list;
  TuiRecord record;
  g_autofree char *text = NULL;
  g_autofree char *masked = NULL;
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  gboolean json = g_str_has_suffix (id, "json");

  if (list == NULL || !find_record (self, &record))
    return;
  tui_present_record (app, pool, &record);
  if (g_str_equal (id, "rows"))
    text = rows_text (self);
  else
    text = json ? json_text (&record) : record_text (self, &record);
  masked = tui_present_text (app, text);
  tui_pager_run (app, masked, json ? ".json" : ".txt", g_str_has_prefix (id, "edit"));
}

void
tui_list_open_out (TuiScreen *list)
{
  TuiRecord record;
  TuiChoice *choice;

  if (!find_record ((TuiList *) list, &record))
    return;
  choice = tui_choice_new (list->app, _ ("OPEN"), out_chosen, NULL, NULL);
  tui_choice_add (choice, "record", "", _ ("The record in the pager"), "$PAGER", NULL);
  tui_choice_add (choice, "json", "", _ ("Its JSON in the pager"), "$PAGER", NULL);
  tui_choice_add (choice, "rows", "", _ ("The rows in view in the pager"), "$PAGER", NULL);
  tui_choice_add (choice, "edit", "", _ ("The record in the editor, to read"), "$EDITOR", NULL);
  tui_choice_add (choice, "edit-json", "", _ ("Its JSON in the editor, to read"), "$EDITOR", NULL);
  tui_choice_open (choice);
}
