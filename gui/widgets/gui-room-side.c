/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-room-side"

#include "config.h"

#include "gui/widgets/gui-room-side.h"

#include <glib/gi18n.h>

#include "gui/gui-text.h"
#include "gui/widgets/gui-linked.h"
#include "gui/widgets/gui-reading.h"
#include "gui/widgets/gui-tasks.h"
#include "shared/model/m77-incident.h"
#include "shared/model/m77-links.h"

#define ROWS_MOST 6
#define LIKE_MOST 3

static const struct
{
  const char *kind, *title;
} around[] = {
  { "alert", N_ ("Alerts") },
  { "run", N_ ("Runs") },
  { "deployment", N_ ("Deployments") },
};

#define N_AROUND G_N_ELEMENTS (around)

struct _GuiRoomSide
{
  AdwBin parent;
  GtkBox *box;
  GuiTasks *tasks;
  GtkWidget *linked[N_AROUND]; /* GuiLinked; NULL: nothing is linked */
  GtkBox *places[N_AROUND];    /* each its linked */
  AdwPreferencesGroup *people;
  AdwActionRow *responders;
  GListStore *like; /* M77Row */
};

G_DEFINE_FINAL_TYPE (GuiRoomSide, gui_room_side, ADW_TYPE_BIN)

static void
show_linked (GuiRoomSide *self, const GuiSight *sight)
{
  g_autoptr (GPtrArray) links = m77_links_of (sight->kind, sight->doc, sight->id);

  for (guint i = 0; i < N_AROUND; i++)
    {
      const M77Link *link = NULL;

      for (guint n = 0; n < links->len && link == NULL; n++)
        if (g_str_equal (((M77Link *) links->pdata[n])->kind->name, around[i].kind))
          link = links->pdata[n];
      if (link == NULL && self->linked[i] != NULL)
        {
          gtk_box_remove (self->places[i], self->linked[i]);
          self->linked[i] = NULL;
        }
      else if (link != NULL && self->linked[i] != NULL)
        gui_linked_set_filter (GUI_LINKED (self->linked[i]), link->filter);
      else if (link != NULL)
        {
          self->linked[i] = gui_linked_new (sight->client,
                                            around[i].kind,
                                            _ (around[i].title),
                                            link->filter,
                                            NULL,
                                            ROWS_MOST);
          gtk_box_append (self->places[i], self->linked[i]);
        }
    }
}

static void
show_people (GuiRoomSide *self, const M77Json *doc)
{
  const M77Json *element = m77_json_first (m77_json_get (doc, "responders"));
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *safe = NULL;

  for (; element != NULL; element = m77_json_next (element))
    if (m77_json_string (element) != NULL)
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", m77_json_string (element));
  safe = gui_text_line (names->len > 0 ? names->str : _ ("nobody yet"));
  adw_action_row_set_subtitle (self->responders, safe);
}

/* Of what the service had before, what sounds like it. */
static void
show_like (GuiRoomSide *self, const GuiSight *sight, GuiDocs *docs)
{
  M77List *list = gui_docs_list (docs, "like");
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; list != NULL && i < m77_list_size (list); i++)
    {
      g_autoptr (M77Row) row = m77_list_row (list, i);
      M77Json *wrapped = m77_json_object_new (pool);

      if (row == NULL || !m77_row_is_loaded (row) || m77_row_is_gone (row))
        continue;
      m77_json_set (pool, wrapped, "doc", m77_json_copy (pool, m77_row_doc (row)));
      m77_json_set_string (pool, wrapped, "id", m77_row_id (row));
      g_ptr_array_add (rows, wrapped);
    }
  found = m77_incident_like (sight->doc, rows, LIKE_MOST);
  for (guint i = 0; i < found->len; i++)
    {
      int at = m77_list_find (list, m77_json_get_string (found->pdata[i], "id"));

      if (at >= 0)
        g_ptr_array_add (objects, m77_list_row (list, (guint) at));
    }
  g_list_store_splice (self->like,
                       0,
                       g_list_model_get_n_items (G_LIST_MODEL (self->like)),
                       objects->pdata,
                       objects->len);
}

void
gui_room_side_show (GuiRoomSide *self, GuiSight *sight, GuiDocs *docs)
{
  g_autofree char *member = gui_sight_member (sight);

  gui_tasks_show (self->tasks, sight->doc, member);
  show_people (self, sight->doc);
  if (sight->client == NULL)
    return;
  show_linked (self, sight);
  show_like (self, sight, docs);
}

static void
task_cb (GuiRoomSide *self, const char *key, const char *task)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *value = *task != '\0' ? m77_json_parse (pool, task, -1, NULL) : NULL;
  g_autofree char *patch = m77_json_to_text (m77_task_patch (pool, key, value));

  gtk_widget_activate_action (GTK_WIDGET (self), "record.edit", "(ss)", patch, "");
}

static void
gui_room_side_dispose (GObject *object)
{
  g_clear_object (&GUI_ROOM_SIDE (object)->like);

  G_OBJECT_CLASS (gui_room_side_parent_class)->dispose (object);
}

static void
gui_room_side_class_init (GuiRoomSideClass *class)
{
  G_OBJECT_CLASS (class)->dispose = gui_room_side_dispose;
}

static void
gui_room_side_init (GuiRoomSide *self)
{
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  self->tasks = g_object_new (GUI_TYPE_TASKS, NULL);
  g_signal_connect_swapped (self->tasks, "changed", G_CALLBACK (task_cb), self);
  gtk_box_append (self->box, GTK_WIDGET (self->tasks));
  for (guint i = 0; i < N_AROUND; i++)
    {
      self->places[i] = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));
      gtk_box_append (self->box, GTK_WIDGET (self->places[i]));
    }
  self->people = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  self->responders = ADW_ACTION_ROW (adw_action_row_new ());
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->responders), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->responders), _ ("Responders"));
  adw_preferences_group_add (self->people, GTK_WIDGET (self->responders));
  gtk_box_append (self->box, GTK_WIDGET (self->people));
  self->like = g_list_store_new (M77_TYPE_ROW);
  gtk_box_append (self->box,
                  gui_linked_new_of_rows ("incident",
                                          _ ("Like this one"),
                                          G_LIST_MODEL (self->like),
                                          LIKE_MOST));
  adw_bin_set_child (ADW_BIN (self), gui_reading_new (GTK_WIDGET (self->box)));
}
