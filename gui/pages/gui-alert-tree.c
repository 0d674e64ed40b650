/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-alert-tree"

#include "config.h"

#include "gui/pages/gui-alert-tree.h"

#include "shared/base/m77-runtime.h"

struct _GuiAlertItem
{
  GObject parent;
  char *key;
  gboolean is_group, is_suppressed;
  GListStore *members; /* GuiAlertItem, of a group that was unfolded; NULL: never */
};

G_DEFINE_FINAL_TYPE (GuiAlertItem, gui_alert_item, G_TYPE_OBJECT)

static guint changed_signal;

struct _GuiAlertTree
{
  GObject parent;
  M77Alerts *alerts;
  GListStore *groups; /* GuiAlertItem */
  GtkTreeListModel *model;
};

G_DEFINE_FINAL_TYPE (GuiAlertTree, gui_alert_tree, G_TYPE_OBJECT)

/* ---- Items ---- */

static void
gui_alert_item_finalize (GObject *object)
{
  GuiAlertItem *self = GUI_ALERT_ITEM (object);

  g_clear_object (&self->members);
  g_free (self->key);

  G_OBJECT_CLASS (gui_alert_item_parent_class)->finalize (object);
}

static void
gui_alert_item_class_init (GuiAlertItemClass *class)
{
  G_OBJECT_CLASS (class)->finalize = gui_alert_item_finalize;
  changed_signal = g_signal_new ("changed",
                                 G_TYPE_FROM_CLASS (class),
                                 G_SIGNAL_RUN_LAST,
                                 0,
                                 NULL,
                                 NULL,
                                 NULL,
                                 G_TYPE_NONE,
                                 0);
}

static void
gui_alert_item_init (GuiAlertItem *self)
{
}

const char *
gui_alert_item_key (GuiAlertItem *self)
{
  return self->key;
}

gboolean
gui_alert_item_is_group (GuiAlertItem *self)
{
  return self->is_group;
}

gboolean
gui_alert_item_is_suppressed (GuiAlertItem *self)
{
  return self->is_suppressed;
}

/* ---- Keeping the same ---- */

typedef struct
{
  const char *key;
  gboolean is_group, is_suppressed;
} Wanted;

/* Two sorts of groups may have the same key. */
static char *
name_of (const char *key, gboolean is_suppressed)
{
  return g_strconcat (is_suppressed ? "-" : "+", key, NULL);
}

static GuiAlertItem *
item_for (const Wanted *wanted, GHashTable *old)
{
  g_autofree char *name = name_of (wanted->key, wanted->is_suppressed);
  GuiAlertItem *item = g_hash_table_lookup (old, name);

  if (item != NULL)
    return g_object_ref (item);
  item = g_object_new (GUI_TYPE_ALERT_ITEM, NULL);
  item->key = g_strdup (wanted->key);
  item->is_group = wanted->is_group;
  item->is_suppressed = wanted->is_suppressed;
  return item;
}

/* The store becomes these, by the smallest splice; who stays is told that it may say another thing.
 */
static void
sync_store (GListStore *store, const GArray *wanted)
{
  g_autoptr (GHashTable) old = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) before = g_ptr_array_new_with_free_func (g_object_unref);
  guint head = 0;
  guint tail = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++)
    {
      GuiAlertItem *item = g_list_model_get_item (G_LIST_MODEL (store), i);

      g_ptr_array_add (before, item);
      g_hash_table_replace (old, name_of (item->key, item->is_suppressed), item);
    }
  for (guint i = 0; i < wanted->len; i++)
    g_ptr_array_add (items, item_for (&g_array_index (wanted, Wanted, i), old));
  while (head < MIN (before->len, items->len) && before->pdata[head] == items->pdata[head])
    head++;
  while (tail < MIN (before->len, items->len) - head &&
         before->pdata[before->len - 1 - tail] == items->pdata[items->len - 1 - tail])
    tail++;
  if (head + tail < MAX (before->len, items->len))
    g_list_store_splice (store,
                         head,
                         before->len - head - tail,
                         items->pdata + head,
                         items->len - head - tail);
  for (guint i = 0; i < items->len; i++)
    g_signal_emit (items->pdata[i], changed_signal, 0);
}

/* ---- The tree ---- */

static const M77AlertGroups *
groups_of (GuiAlertTree *self)
{
  return m77_alerts_groups (self->alerts, m77_runtime_now (m77_runtime_real ()));
}

static const M77AlertGroup *
find_suppressed (const M77AlertGroups *groups, const char *key)
{
  for (guint i = 0; i < groups->suppressed->len; i++)
    if (g_str_equal (((M77AlertGroup *) groups->suppressed->pdata[i])->key, key))
      return groups->suppressed->pdata[i];
  return NULL;
}

const M77AlertGroup *
gui_alert_tree_group (GuiAlertTree *self, GuiAlertItem *item)
{
  const M77AlertGroups *groups = groups_of (self);

  if (!item->is_group)
    return NULL;
  return item->is_suppressed ? find_suppressed (groups, item->key)
                             : m77_alert_groups_find (groups, item->key);
}

const M77Json *
gui_alert_tree_doc (GuiAlertTree *self, GuiAlertItem *item)
{
  return item->is_group ? NULL : m77_json_get (m77_alerts_find (self->alerts, item->key), "doc");
}

static void
sync_members (GuiAlertTree *self, GuiAlertItem *item)
{
  const M77AlertGroup *group = gui_alert_tree_group (self, item);
  g_autoptr (GArray) wanted = g_array_new (FALSE, FALSE, sizeof (Wanted));

  for (guint i = 0; group != NULL && i < group->members->len; i++)
    {
      Wanted member = { .key = g_array_index (group->members, M77AlertMember, i).id };

      g_array_append_val (wanted, member);
    }
  sync_store (item->members, wanted);
}

static void
add_groups (GArray *wanted, const GPtrArray *groups, gboolean is_suppressed)
{
  for (guint i = 0; i < groups->len; i++)
    {
      const M77AlertGroup *group = groups->pdata[i];
      Wanted item = { group->key, TRUE, is_suppressed };

      g_array_append_val (wanted, item);
    }
}

void
gui_alert_tree_sync (GuiAlertTree *self)
{
  const M77AlertGroups *groups = groups_of (self);
  g_autoptr (GArray) wanted = g_array_new (FALSE, FALSE, sizeof (Wanted));

  add_groups (wanted, groups->firing, FALSE);
  add_groups (wanted, groups->suppressed, TRUE);
  sync_store (self->groups, wanted);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->groups)); i++)
    {
      g_autoptr (GuiAlertItem) item = g_list_model_get_item (G_LIST_MODEL (self->groups), i);

      if (item->members != NULL)
        sync_members (self, item);
    }
}

/* An alert has none; a group's are made when it is unfolded. */
static GListModel *
members_cb (gpointer item, gpointer data)
{
  GuiAlertItem *of = item;

  if (!of->is_group)
    return NULL;
  if (of->members == NULL)
    {
      of->members = g_list_store_new (GUI_TYPE_ALERT_ITEM);
      sync_members (data, of);
    }
  return g_object_ref (G_LIST_MODEL (of->members));
}

GtkTreeListModel *
gui_alert_tree_model (GuiAlertTree *self)
{
  return self->model;
}

static void
gui_alert_tree_dispose (GObject *object)
{
  GuiAlertTree *self = GUI_ALERT_TREE (object);

  g_clear_object (&self->model);
  g_clear_object (&self->groups);
  g_clear_object (&self->alerts);

  G_OBJECT_CLASS (gui_alert_tree_parent_class)->dispose (object);
}

static void
gui_alert_tree_class_init (GuiAlertTreeClass *class)
{
  G_OBJECT_CLASS (class)->dispose = gui_alert_tree_dispose;
}

static void
gui_alert_tree_init (GuiAlertTree *self)
{
  self->groups = g_list_store_new (GUI_TYPE_ALERT_ITEM);
}

GuiAlertTree *
gui_alert_tree_new (M77Alerts *alerts)
{
  GuiAlertTree *self = g_object_new (GUI_TYPE_ALERT_TREE, NULL);

  self->alerts = g_object_ref (alerts);
  gui_alert_tree_sync (self);
  self->model = gtk_tree_list_model_new (g_object_ref (G_LIST_MODEL (self->groups)),
                                         FALSE,
                                         FALSE,
                                         members_cb,
                                         self,
                                         NULL);
  return self;
}
