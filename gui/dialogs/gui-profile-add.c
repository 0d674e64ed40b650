/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-profile-add"

#include "config.h"

#include "gui/dialogs/gui-profile-add.h"

#include <glib/gi18n.h>

#include "gui/gui-a11y.h"
#include "shared/base/m77-json.h"
#include "shared/client/m77-client-profile.h"

struct _GuiProfileAdd
{
  AdwWindow parent;
  AdwWindowTitle *heading;
  GtkButton *verb;
  GtkLabel *fault;
  GtkEditable *name, *platform, *tenant, *token;
  GtkSwitch *keyring;

  M77Client *client; /* without a profile */
};

G_DEFINE_FINAL_TYPE (GuiProfileAdd, gui_profile_add, ADW_TYPE_WINDOW)

static guint added_signal;

static void
show_fault (GuiProfileAdd *self, const char *text)
{
  gtk_label_set_text (self->fault, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->fault), text != NULL);
}

static char *
typed (GtkEditable *entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (entry)));
}

const char *
gui_profile_add_fault (GuiProfileAdd *self)
{
  g_autofree char *name = typed (self->name);
  g_autofree char *platform = typed (self->platform);
  g_autofree char *tenant = typed (self->tenant);
  g_autofree char *token = typed (self->token);

  if (*name == '\0')
    return _ ("The profile needs a name: what you will call it");
  if (!g_str_has_prefix (platform, "https://") && !g_str_has_prefix (platform, "http://"))
    return _ ("The platform's address begins with https://");
  if (*tenant == '\0')
    return _ ("The tenant is missing: it is in the platform's address or invitation");
  if (*token == '\0')
    return _ ("The token is missing: make one on the platform, under your name");
  return NULL;
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GuiProfileAdd) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = typed (self->name);

  gtk_widget_set_sensitive (GTK_WIDGET (self->verb), TRUE);
  if (!m77_client_add_profile_finish (M77_CLIENT (source), result, &error))
    {
      show_fault (self, error->message);
      return;
    }
  gtk_editable_set_text (self->token, "");
  g_signal_emit (self, added_signal, 0, name);
  gtk_window_close (GTK_WINDOW (self));
}

static void
verb_cb (GuiProfileAdd *self)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *profile = m77_json_object_new (pool);
  const char *fault = gui_profile_add_fault (self);
  g_autofree char *name = typed (self->name);
  g_autofree char *platform = typed (self->platform);
  g_autofree char *tenant = typed (self->tenant);
  g_autofree char *token = typed (self->token);
  g_autofree char *json = NULL;

  show_fault (self, fault);
  if (fault != NULL)
    return;
  m77_json_set_string (pool, profile, "name", name);
  m77_json_set_string (pool, profile, "platform", platform);
  m77_json_set_string (pool, profile, "tenant", tenant);
  m77_json_set_string (pool,
                       profile,
                       "token_store",
                       gtk_switch_get_active (self->keyring) ? "secret-service" : "file");
  json = m77_json_to_text (profile);
  gtk_widget_set_sensitive (GTK_WIDGET (self->verb), FALSE);
  m77_client_add_profile_async (self->client, json, token, NULL, added_cb, g_object_ref (self));
}

static void
typed_cb (GuiProfileAdd *self)
{
  show_fault (self, NULL);
}

static void
gui_profile_add_dispose (GObject *object)
{
  g_clear_object (&GUI_PROFILE_ADD (object)->client);

  G_OBJECT_CLASS (gui_profile_add_parent_class)->dispose (object);
}

static void
gui_profile_add_class_init (GuiProfileAddClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = gui_profile_add_dispose;
  added_signal = g_signal_new ("added",
                               G_TYPE_FROM_CLASS (class),
                               G_SIGNAL_RUN_LAST,
                               0,
                               NULL,
                               NULL,
                               NULL,
                               G_TYPE_NONE,
                               1,
                               G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/mogothrow77/Console/gui-profile-add.ui");
  gtk_widget_class_bind_template_child (widget_class, GuiProfileAdd, heading);
  gtk_widget_class_bind_template_child (widget_class, GuiProfileAdd, verb);
  gtk_widget_class_bind_template_child (widget_class, GuiProfileAdd, fault);
  gtk_widget_class_bind_template_child (widget_class, GuiProfileAdd, name);
  gtk_widget_class_bind_template_child (widget_class, GuiProfileAdd, platform);
  gtk_widget_class_bind_template_child (widget_class, GuiProfileAdd, tenant);
  gtk_widget_class_bind_template_child (widget_class, GuiProfileAdd, token);
  gtk_widget_class_bind_template_child (widget_class, GuiProfileAdd, keyring);
  gtk_widget_class_bind_template_callback (widget_class, verb_cb);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
}

static void
gui_profile_add_init (GuiProfileAdd *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gui_a11y_name (GTK_WIDGET (self->keyring), _ ("Keep the token in the keyring"));
  self->client = m77_client_new_bare ();
}

GuiProfileAdd *
gui_profile_add_open (GtkWindow *parent)
{
  GuiProfileAdd *self = g_object_new (GUI_TYPE_PROFILE_ADD, "transient-for", parent, NULL);

  gtk_window_present (GTK_WINDOW (self));
  return self;
}

GuiProfileAdd *
gui_profile_add_open_sign_in (GtkWindow *parent,
                              const char *name,
                              const char *platform,
                              const char *tenant)
{
  GuiProfileAdd *self = g_object_new (GUI_TYPE_PROFILE_ADD, "transient-for", parent, NULL);
  const struct
  {
    GtkEditable *entry;
    const char *text;
  } known[] = { { self->name, name }, { self->platform, platform }, { self->tenant, tenant } };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      gtk_editable_set_text (known[i].entry, known[i].text != NULL ? known[i].text : "");
      gtk_editable_set_editable (known[i].entry, FALSE);
    }
  adw_window_title_set_title (self->heading, _ ("Sign in again"));
  gtk_button_set_label (self->verb, _ ("_Sign in"));
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->token));
  return self;
}
