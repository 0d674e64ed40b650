/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-incident.h"

#include <glib/gi18n.h>
#include <string.h>

#include "shared/model/m77-incident.h"
#include "tui/screens/tui-inbox.h"
#include "tui/screens/tui-incident-private.h"

#define LIKE_ASKED 50
#define LIKE_MOST  3
#define LINKS_EACH 5

/* ---- What it is like ---- */

static void
ask_like (TuiDetail *self)
{
  const char *service = m77_json_get_string (self->record.doc, "service");
  g_autofree char *quoted = service != NULL ? m77_filter_quote (service) : NULL;
  g_autofree char *filter = quoted != NULL
                                ? g_strdup_printf ("service:%s -id:%s", quoted, self->record.id)
                                : NULL;

  tui_links_put (&self->links, "like", "incident", filter, "-started_at", LIKE_ASKED);
}

static GPtrArray *
find_like (TuiDetail *self)
{
  TuiLinked *linked = tui_links_find (&self->links, "like");
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  const M77Json *row = linked != NULL ? m77_json_first (linked->rows) : NULL;

  for (; row != NULL; row = m77_json_next (row))
    g_ptr_array_add (rows, (gpointer) row);
  return m77_incident_like (self->record.doc, rows, LIKE_MOST);
}

/* "like 2030  ", or nothing. */
static char *
like_words (TuiDetail *self)
{
  g_autoptr (GPtrArray) found = find_like (self);
  g_autofree char *key = NULL;
  TuiRecord record;

  if (found->len == 0 || !tui_record_from_json (&record, found->pdata[0]) || record.kind == NULL)
    return g_strdup ("");
  key = tui_record_short_key (&record);
  return g_strdup_printf (_ ("like %s  "), key);
}

void
tui_incident_add_like (TuiDetail *self, TuiSections *sections)
{
  g_autoptr (GPtrArray) found = find_like (self);

  for (guint i = 0; i < found->len; i++)
    tui_links_add_row (sections, i == 0 ? _ ("Like") : "", found->pdata[i]);
}

/* ---- The page ---- */

/* A long field that begins folded, with how it begins. */
static void
add_folded (TuiDetail *self, const char *name)
{
  const M77Field *field = m77_kind_field (self->record.kind, name);
  const M77Json *value = m77_json_get (self->sections.record.doc, name);
  g_autofree char *id = g_strdup_printf ("h:%s", name);
  const char *text = m77_json_string (value);
  const char *end = text != NULL ? strchr (text, '\n') : NULL;
  g_autofree char *first = text != NULL
                               ? g_strndup (text,
                                            end != NULL ? (gsize) (end - text) : strlen (text))
                               : NULL;

  if (!tui_sections_is_empty (value) &&
      tui_sections_heading (&self->sections, id, tui_label (field->label), 0, first))
    tui_sections_add_value (&self->sections, field, value);
}

static void
add_linked (TuiDetail *self)
{
  g_autofree char *links = tui_links_words (&self->links);
  g_autofree char *like = like_words (self);
  g_autofree char *words = g_strconcat (like, links, NULL);

  if (!tui_sections_heading (&self->sections, "h:linked", _ ("Linked"), 0, words))
    return;
  tui_incident_add_like (self, &self->sections);
  tui_links_add (&self->links, &self->sections, LINKS_EACH);
}

static void
add_room (TuiDetail *self)
{
  static const char *const told[] = {
    "severity", "status", "service",         "environment", "region", "lead",   "ops", "comms",
    "scribe",   "impact", "next_update_due", "timeline",    "tasks",  "number", NULL
  };
  static const char *const long_told[] = { "impact", "timeline", "tasks", NULL };

  tui_detail_add_state (self);
  tui_incident_add_timeline (self);
  tui_incident_add_tasks (self);
  if (!self->is_wide)
    add_linked (self);
  add_folded (self, "summary");
  add_folded (self, "impact");
  add_folded (self, "resolution");
  add_folded (self, "postmortem");
  if (tui_sections_heading (&self->sections, "h:fields", _ ("Fields"), 0, NULL))
    tui_sections_add_short (&self->sections, told);
  tui_sections_add_empty (&self->sections, long_told);
  tui_sections_add_unknown (&self->sections);
}

static void
add_side (TuiDetail *self)
{
  tui_incident_add_next (self);
  tui_incident_add_like (self, &self->side_sections);
}

/* The newest entry is what one came for; what follows it is in sight where that is little. */
static void
place (TuiDetail *self)
{
  TuiRoom *room = self->own;
  int n = self->page.lines->len;
  int at;

  if (room->placed || room->newest == NULL || !tui_page_go (&self->page, room->newest))
    return;
  room->placed = TRUE;
  at = self->page.cursor_at;
  self->page.top = n - at <= self->page.height * 2 / 3 ? MAX (n - self->page.height, 0)
                                                       : MAX (at - self->page.height / 2, 0);
}

static void
known (TuiDetail *self)
{
  TuiRoom *room = self->own;

  if (room == NULL)
    {
      self->own = room = g_new0 (TuiRoom, 1);
      tui_sections_shut (&self->sections, "h:linked");
      tui_sections_shut (&self->sections, "h:summary");
      tui_sections_shut (&self->sections, "h:impact");
      tui_sections_shut (&self->sections, "h:resolution");
      tui_sections_shut (&self->sections, "h:postmortem");
      tui_sections_shut (&self->sections, "h:fields");
    }
  /* Who stood on the newest entry stays on it. */
  if (room->newest != NULL && g_strcmp0 (self->page.cursor, room->newest) == 0)
    room->placed = FALSE;
  tui_incident_follow (self);
  ask_like (self);
}

/* What it is made of beside its record: the operations on it. */
static guint
stamp_room (TuiDetail *self)
{
  const M77Json *operation = NULL;
  guint stamp = tui_app_is_online (self->base.app) ? 1 : 2;

  while ((operation = tui_incident_next_operation (self, operation)) != NULL)
    {
      const char *id = m77_json_get_string (operation, "id");
      const char *state = m77_json_get_string (operation, "state");

      stamp = stamp * 31 + g_str_hash (id != NULL ? id : "");
      stamp = stamp * 31 + g_str_hash (state != NULL ? state : "");
    }
  return stamp;
}

static gboolean
open_line (TuiDetail *self, const char *id)
{
  TuiScreen *inbox;

  if (!g_str_has_prefix (id, "o:"))
    return tui_incident_open_task (self, id);
  inbox = tui_inbox_new (self->base.app);
  tui_inbox_show (inbox, id + 2);
  tui_app_push (self->base.app, inbox);
  return TRUE;
}

static void
free_room (TuiScreen *screen)
{
  TuiDetail *self = (TuiDetail *) screen;
  TuiRoom *room = self->own;

  if (room != NULL)
    {
      g_free (room->newest);
      g_clear_pointer (&room->tasks, g_ptr_array_unref);
    }
  g_free (room);
  tui_detail_free (screen);
}

static const TuiScreenClass incident_class = {
  .context = TUI_ON_DETAIL | TUI_ON_ROOM,
  .name = N_ ("this incident"),
  .draw = tui_detail_draw,
  .key = tui_detail_key,
  .crumb = tui_detail_crumb,
  .shown = tui_detail_shown,
  .target = tui_detail_target,
  .open = tui_detail_open_here,
  .refresh = tui_detail_ask,
  .busy = tui_detail_busy,
  .free = free_room,
};

static const TuiDetailView view = {
  .class = &incident_class,
  .head = tui_incident_head,
  .add = add_room,
  .add_side = add_side,
  .known = known,
  .stamp = stamp_room,
  .open = open_line,
  .space = tui_incident_turn_task,
  .drawn = place,
};

const TuiDetailView *const tui_incident_view = &view;

void
tui_incident_turn_only (TuiApp *app)
{
  TuiDetail *self = (TuiDetail *) tui_app_top (app);
  TuiRoom *room = self->own;

  if (room == NULL)
    return;
  room->only = (room->only + 1) % TUI_N_ONLY;
  room->placed = FALSE;
  tui_detail_touch (self);
}
