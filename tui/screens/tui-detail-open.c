/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/model/m77-value.h"
#include "tui/screens/tui-detail-private.h"
#include "tui/screens/tui-field-bar.h"
#include "tui/screens/tui-present.h"

static void
turn (TuiDetail *self, const char *heading)
{
  tui_sections_turn (&self->sections, heading);
  tui_detail_touch (self);
}

/* The heading over the cursor, or under it; NULL: none. */
static const char *
heading_of (TuiDetail *self)
{
  TuiLine *current = tui_page_current (&self->page);
  const char *heading = NULL;

  for (guint i = 0; current != NULL && i < self->page.lines->len; i++)
    {
      const TuiLine *line = self->page.lines->pdata[i];

      if (line->type == TUI_LINE_HEADING)
        heading = line->id;
      if (line == current)
        break;
    }
  return heading;
}

static void
fold_here (TuiDetail *self)
{
  g_autofree char *heading = g_strdup (heading_of (self));

  if (heading == NULL)
    return;
  turn (self, heading);
  tui_page_go (&self->page, heading);
}

void
tui_detail_space (TuiDetail *self)
{
  TuiLine *line = tui_page_current (&self->page);
  g_autofree char *id = line != NULL && !self->on_side ? tui_line_item (line) : NULL;

  if (id != NULL && self->view != NULL && self->view->space != NULL && self->view->space (self, id))
    return;
  fold_here (self);
}

/* In place: the field that the line is of. */
static void
edit_here (TuiDetail *self, const char *id)
{
  const M77Kind *kind = self->record.kind;
  const char *part = strchr (id + 1, ':') != NULL ? strchr (id + 2, ':') : NULL;
  g_autofree char *name = NULL;
  const M77Field *field;

  if (kind == NULL || !g_str_has_prefix (id, "f:"))
    return;
  name = part != NULL ? g_strndup (id + 2, (gsize) (part - id - 2)) : g_strdup (id + 2);
  field = m77_kind_field (kind, name);
  if (field != NULL)
    tui_field_bar_open (self->base.app, &self->record, field);
}

void
tui_detail_open_here (TuiScreen *screen)
{
  TuiDetail *self = (TuiDetail *) screen;
  TuiLine *line = tui_page_current (tui_detail_page (screen));
  g_autofree char *id = line != NULL ? tui_line_item (line) : NULL;

  if (id == NULL || tui_links_open (&self->links, id))
    return;
  if (line->type == TUI_LINE_HEADING)
    fold_here (self);
  else if (self->view == NULL || self->view->open == NULL || !self->view->open (self, id))
    edit_here (self, self->second ? line->ids->pdata[0] : id);
}

/* What the cursor is on, as a text: a field's value, an entry's words; NULL: nothing of that kind.
 */
static char *
text_here (TuiDetail *self, const char *id)
{
  const char *slash = strchr (id, '/');

  if (g_str_has_prefix (id, "f:"))
    {
      g_autofree char *name = g_strdup (id + 2);
      const M77Field *field;

      if (strchr (name, ':') != NULL)
        *strchr (name, ':') = '\0';
      field = self->record.kind != NULL ? m77_kind_field (self->record.kind, name) : NULL;
      if (self->base.app->presenting && field != NULL && (field->flags & M77_FIELD_PERSONAL))
        return g_strdup (M77_MASKED);
      return field != NULL ? m77_value_to_input (field,
                                                 m77_json_get (self->record.doc, name),
                                                 self->base.app->zone)
                           : NULL;
    }
  if (g_str_has_prefix (id, "e:") && slash != NULL)
    {
      g_autofree char *log = g_strndup (id + 2, (gsize) (slash - id - 2));
      const M77Json *entry = m77_json_first (m77_json_get (self->record.doc, log));

      for (; entry != NULL; entry = m77_json_next (entry))
        if (g_strcmp0 (m77_json_get_string (entry, "id"), slash + 1) == 0)
          return g_strdup (m77_json_get_string (entry, "text"));
    }
  return NULL;
}

void
tui_detail_copy (TuiScreen *screen)
{
  TuiDetail *self = (TuiDetail *) screen;
  TuiApp *app = screen->app;
  TuiLine *line = tui_page_current (&self->page);
  g_autofree char *id = line != NULL ? tui_line_item (line) : NULL;
  const char *bridge = m77_json_get_string (self->record.doc, "bridge");
  g_autofree char *text = NULL;
  g_autofree char *masked = NULL;

  if (self->row == NULL)
    return;
  if (id != NULL && !self->on_side)
    text = text_here (self, self->second ? line->ids->pdata[0] : id);
  /* On an incident's newest entry one means the call that people talk on. */
  if (bridge != NULL && (text == NULL || g_str_has_prefix (id, "e:")))
    {
      g_free (text);
      text = g_strdup (bridge);
    }
  if (text == NULL)
    {
      g_autofree char *name = tui_record_name (&self->record);
      g_autofree char *title = tui_record_title (&self->record);

      text = g_strdup_printf ("%s %s", name, title);
    }
  masked = tui_present_text (app, text);
  if (app->term != NULL)
    tui_term_copy (app->term, masked);
  tui_app_say (app, TUI_PLAIN, _ ("Copied: %s"), masked);
}
