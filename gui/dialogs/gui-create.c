/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-create"

#include "config.h"

#include "gui/dialogs/gui-create.h"

#include <glib/gi18n.h>

#include "gui/gui-arm.h"
#include "gui/gui-text.h"
#include "gui/widgets/gui-record-form.h"

struct _GuiCreate
{
  AdwWindow parent;
  AdwWindowTitle *heading;
  GtkButton *verb;
  GuiRecordForm *form;
  GtkLabel *fault;

  M77Client *client;
  const M77Kind *kind;
};

G_DEFINE_FINAL_TYPE (GuiCreate, gui_create, ADW_TYPE_WINDOW)

static void
show_fault (GuiCreate *self, const char *text)
{
  gtk_label_set_text (self->fault, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->fault), text != NULL);
}

static void
touched_cb (GuiCreate *self)
{
  show_fault (self, NULL);
}

static void
create_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GuiCreate) self = data;
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autofree char *id = NULL;
  g_autofree char *operation = NULL;
  GError *error = NULL;
  guint64 seq;

  gtk_widget_set_sensitive (GTK_WIDGET (self->verb), TRUE);
  if (!m77_agent1_call_create_finish (M77_AGENT1 (source), &seq, &id, &operation, result, &error))
    {
      m77_client_fix_error (&error);
      show_fault (self, error->message);
      g_clear_error (&error);
      return;
    }
  m77_client_saw_seq (self->client, seq);
  if (parent != NULL)
    {
      gtk_widget_activate_action (GTK_WIDGET (parent), "win.tell", "s", _ ("Stored here"));
      gtk_widget_activate_action (GTK_WIDGET (parent), "win.open", "(ss)", self->kind->name, id);
    }
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
verb_cb (GuiCreate *self)
{
  M77Agent1 *proxy = m77_client_proxy (self->client);
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  const M77Json *doc = gui_record_form_collect_new (self->form, pool, &error);

  if (doc == NULL || proxy == NULL)
    {
      show_fault (self,
                  doc == NULL ? error->message : _ ("Not stored: no agent. Try again in a moment"));
      return;
    }
  if (!gui_arm_may_write (GTK_WIDGET (self),
                          self->kind,
                          NULL,
                          m77_json_get_string (doc, "environment")))
    return;
  text = m77_json_to_text (doc);
  /* Twice would be two records. */
  gtk_widget_set_sensitive (GTK_WIDGET (self->verb), FALSE);
  m77_agent1_call_create (proxy, self->kind->name, text, NULL, create_cb, g_object_ref (self));
}

static void
gui_create_dispose (GObject *object)
{
  g_clear_object (&GUI_CREATE (object)->client);

  G_OBJECT_CLASS (gui_create_parent_class)->dispose (object);
}

static void
gui_create_class_init (GuiCreateClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = gui_create_dispose;
  g_type_ensure (GUI_TYPE_RECORD_FORM);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/mogothrow77/Console/gui-create.ui");
  gtk_widget_class_bind_template_child (widget_class, GuiCreate, heading);
  gtk_widget_class_bind_template_child (widget_class, GuiCreate, verb);
  gtk_widget_class_bind_template_child (widget_class, GuiCreate, form);
  gtk_widget_class_bind_template_child (widget_class, GuiCreate, fault);
  gtk_widget_class_bind_template_callback (widget_class, verb_cb);
  gtk_widget_class_bind_template_callback (widget_class, touched_cb);
}

static void
gui_create_init (GuiCreate *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GuiCreate *
gui_create_open (GtkWidget *near, M77Client *client, const M77Kind *kind)
{
  GtkRoot *root = gtk_widget_get_root (near);
  GuiCreate *self = g_object_new (GUI_TYPE_CREATE, "transient-for", root, NULL);
  /* Translators: the name of a kind: New incident */
  g_autofree char *title = g_strdup_printf (_ ("New %s"), gui_text_label (kind->label));

  self->client = g_object_ref (client);
  self->kind = kind;
  adw_window_title_set_title (self->heading, title);
  gtk_window_set_title (GTK_WINDOW (self), title);
  gui_record_form_set_new (self->form, kind);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_child_focus (GTK_WIDGET (self->form), GTK_DIR_TAB_FORWARD);
  return self;
}

gboolean
gui_create_is_possible (const M77Kind *kind)
{
  return kind->create.level != M77_ROLE_NOBODY || kind->create.own;
}
