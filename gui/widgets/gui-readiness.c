/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-readiness"

#include "config.h"

#include "gui/widgets/gui-readiness.h"

#include <glib/gi18n.h>

#include "gui/widgets/gui-fold.h"
#include "gui/widgets/gui-row-group.h"
#include "shared/base/m77-json.h"

#define TOGETHER_PX 420

static const guint hours[] = { 2, 12, 24, 72 };

struct _GuiReadiness
{
  AdwBin parent;
  GtkDropDown *span;
  GuiRowGroup *checks;
  M77Client *client;
};

G_DEFINE_FINAL_TYPE (GuiReadiness, gui_readiness, ADW_TYPE_BIN)

static void
add_check (GuiReadiness *self, const M77Json *check)
{
  const char *state = m77_json_get_string (check, "state");
  const char *name = m77_json_get_string (check, "name");
  const char *text = m77_json_get_string (check, "text");
  const char *mend = m77_json_get_string (check, "mend");
  gboolean bad = g_strcmp0 (state, "bad") == 0;
  gboolean warn = g_strcmp0 (state, "warn") == 0;
  g_autofree char *title = g_strdup_printf ("%s %s",
                                            bad    ? "✗"
                                            : warn ? "!"
                                                   : "✓",
                                            name != NULL ? name : "?");
  g_autofree char *words = g_strdup_printf ("%s%s%s",
                                            text != NULL ? text : "",
                                            mend != NULL && (bad || warn) ? "\n" : "",
                                            mend != NULL && (bad || warn) ? mend : "");
  const GuiRowSpec spec = { .title = title, .subtitle = words, .style = bad ? "late" : NULL };

  gui_row_group_add (self->checks, &spec);
}

void
gui_readiness_take (GuiReadiness *self, const char *json)
{
  static const char *const states[] = { "bad", "warn", "good" };
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *checks = m77_json_get (m77_json_parse (pool, json, -1, NULL), "checks");

  gui_row_group_begin (self->checks);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    for (const M77Json *c = m77_json_first (checks); c != NULL; c = m77_json_next (c))
      if (g_strcmp0 (m77_json_get_string (c, "state"), states[i]) == 0)
        add_check (self, c);
  gui_row_group_end (self->checks, NULL);
}

static void
ready_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GuiReadiness) self = data;
  g_autofree char *json = NULL;
  GError *error = NULL;

  if (m77_agent1_call_ready_finish (M77_AGENT1 (source), &json, result, &error))
    {
      gui_readiness_take (self, json);
      return;
    }
  m77_client_fix_error (&error);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "s", error->message);
  g_clear_error (&error);
}

static void
ask_cb (GuiReadiness *self)
{
  M77Agent1 *proxy = self->client != NULL ? m77_client_proxy (self->client) : NULL;
  guint chosen = MIN (gtk_drop_down_get_selected (self->span), G_N_ELEMENTS (hours) - 1);

  if (proxy != NULL)
    m77_agent1_call_ready (proxy, hours[chosen] * 3600, NULL, ready_cb, g_object_ref (self));
}

void
gui_readiness_set_client (GuiReadiness *self, M77Client *client)
{
  g_set_object (&self->client, client);
}

static void
gui_readiness_dispose (GObject *object)
{
  g_clear_object (&GUI_READINESS (object)->client);

  G_OBJECT_CLASS (gui_readiness_parent_class)->dispose (object);
}

static void
gui_readiness_class_init (GuiReadinessClass *class)
{
  G_OBJECT_CLASS (class)->dispose = gui_readiness_dispose;
}

static void
gui_readiness_init (GuiReadiness *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *line;
  GtkWidget *ask = gtk_button_new_with_label (_ ("What will be missing offline?"));
  g_autoptr (GtkStringList) spans = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (hours); i++)
    {
      g_autofree char *label = g_strdup_printf (_ ("for %u h"), hours[i]);

      gtk_string_list_append (spans, label);
    }
  self->span = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&spans)), NULL));
  gtk_drop_down_set_selected (self->span, 1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->span),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("For how long"),
                                  -1);
  g_signal_connect_swapped (ask, "clicked", G_CALLBACK (ask_cb), self);
  gtk_widget_set_halign (ask, GTK_ALIGN_START);
  line = g_object_new (GUI_TYPE_FOLD,
                       "together",
                       TOGETHER_PX,
                       "first",
                       ask,
                       "second",
                       self->span,
                       NULL);
  self->checks = GUI_ROW_GROUP (gui_row_group_new (_ ("Before going offline")));
  gtk_widget_set_visible (GTK_WIDGET (self->checks), FALSE);
  gtk_box_append (GTK_BOX (box), line);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->checks));
  adw_bin_set_child (ADW_BIN (self), box);
}
