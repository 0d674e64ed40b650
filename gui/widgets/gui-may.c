/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-may"

#include "config.h"

#include "gui/widgets/gui-may.h"

#include <glib/gi18n.h>

#include "gui/gui-text.h"
#include "shared/model/m77-may.h"

#define NAMED_MOST   8   /* of those who could */
#define ASK_AFTER_MS 250 /* after the last key */

struct _GuiMay
{
  AdwBin parent;
  AdwComboRow *member, *kind, *verb;
  AdwEntryRow *record;
  GtkLabel *verdict, *why, *could;

  M77Client *client; /* NULL: nobody is asked about a record */
  M77Reading *roles, *members;
  char *fixed; /* the member it is about; NULL: the one chosen */
  GtkStringList *handles, *verbs;
  GPtrArray *verb_names;
  M77JsonPool *pool;  /* of doc */
  const M77Json *doc; /* the record; NULL: any */
  GCancellable *cancellable;
  guint timer;
  gboolean taking;
};

G_DEFINE_FINAL_TYPE (GuiMay, gui_may, ADW_TYPE_BIN)

static const M77Kind *
kind_of (GuiMay *self)
{
  return m77_kinds ()[adw_combo_row_get_selected (self->kind)];
}

static const char *
verb_of (GuiMay *self)
{
  guint at = adw_combo_row_get_selected (self->verb);

  return at < self->verb_names->len ? self->verb_names->pdata[at] : "read";
}

static const char *
handle_of (GuiMay *self)
{
  return self->fixed != NULL
             ? self->fixed
             : gtk_string_list_get_string (self->handles,
                                           adw_combo_row_get_selected (self->member));
}

static const M77Json *
find_member (GuiMay *self, const char *handle)
{
  const GPtrArray *rows = m77_reading_rows (self->members);

  for (guint i = 0; i < rows->len; i++)
    {
      const M77Json *doc = m77_json_get (rows->pdata[i], "doc");

      if (g_strcmp0 (m77_json_get_string (doc, "handle"), handle) == 0)
        return doc;
    }
  return NULL;
}

/* ---- The verdict ---- */

static void
show_could (GuiMay *self, const M77Roles *roles)
{
  g_autoptr (GPtrArray) who = m77_roles_who (roles,
                                             m77_reading_rows (self->members),
                                             kind_of (self),
                                             verb_of (self),
                                             self->doc);
  g_autoptr (GString) words = g_string_new (_ ("Could: "));
  g_autofree char *safe = NULL;

  for (guint i = 0; i < MIN (who->len, NAMED_MOST); i++)
    g_string_append_printf (words, "%s%s", i > 0 ? ", " : "", (const char *) who->pdata[i]);
  if (who->len > NAMED_MOST)
    g_string_append_printf (words, _ (" and %u more"), who->len - NAMED_MOST);
  if (who->len == 0)
    g_string_assign (words, _ ("Nobody could"));
  safe = gui_text_line (words->str);
  gtk_label_set_text (self->could, safe);
}

static void
show (GuiMay *self)
{
  g_autoptr (M77Roles) roles = m77_roles_new (m77_reading_rows (self->roles));
  const M77Json *member = find_member (self, handle_of (self));
  g_autoptr (M77MayAnswer) answer = NULL;
  g_autoptr (GString) why = g_string_new (NULL);

  if (member == NULL || self->taking)
    return;
  answer = m77_roles_ask (roles, member, kind_of (self), verb_of (self), self->doc);
  for (guint i = 0; i < answer->why->len; i++)
    {
      g_autofree char *line = gui_text_line (answer->why->pdata[i]);

      g_string_append_printf (why, "%s%s", i > 0 ? "\n" : "", line);
    }
  gtk_label_set_text (self->verdict,
                      answer->may == M77_MAY_YES  ? _ ("YES")
                      : answer->may == M77_MAY_IF ? _ ("OF SOME")
                                                  : _ ("NO"));
  gtk_widget_remove_css_class (GTK_WIDGET (self->verdict), "error");
  if (answer->may == M77_MAY_DENIED || answer->may == M77_MAY_NOT)
    gtk_widget_add_css_class (GTK_WIDGET (self->verdict), "error");
  gtk_label_set_text (self->why, why->str);
  show_could (self, roles);
}

/* ---- The record ---- */

static void
record_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GuiMay *self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;

  m77_agent1_call_record_finish (M77_AGENT1 (source), &json, result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  m77_json_pool_reset (self->pool);
  self->doc = json != NULL ? m77_json_get (m77_json_parse (self->pool, json, -1, NULL), "doc")
                           : NULL;
  if (self->doc == NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->record), "error");
  show (self);
}

static gboolean
ask_cb (gpointer data)
{
  GuiMay *self = data;
  M77Agent1 *proxy = self->client != NULL ? m77_client_proxy (self->client) : NULL;
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->record));

  self->timer = 0;
  if (proxy != NULL && *text != '\0')
    m77_agent1_call_record (proxy,
                            kind_of (self)->name,
                            text,
                            0,
                            self->cancellable,
                            record_cb,
                            self);
  return G_SOURCE_REMOVE;
}

static void
record_changed_cb (GuiMay *self)
{
  self->doc = NULL;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  gtk_widget_remove_css_class (GTK_WIDGET (self->record), "error");
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (ASK_AFTER_MS, ask_cb, self);
  show (self);
}

/* ---- What one chooses from ---- */

static void
fill_verbs (GuiMay *self)
{
  static const char *const plain[] = { "read", "create", "edit", "delete" };
  static const char *const words[] = { N_ ("read"), N_ ("create"), N_ ("edit"), N_ ("delete") };
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  g_ptr_array_set_size (self->verb_names, 0);
  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    {
      gtk_string_list_append (list, _ (words[i]));
      g_ptr_array_add (self->verb_names, (gpointer) plain[i]);
    }
  for (const M77Action *a = kind_of (self)->actions; a != NULL && a->name != NULL; a++)
    {
      gtk_string_list_append (list, gui_text_label (a->label));
      g_ptr_array_add (self->verb_names, (gpointer) a->name);
    }
  adw_combo_row_set_model (self->verb, G_LIST_MODEL (list));
}

static void
kind_cb (GuiMay *self)
{
  fill_verbs (self);
  record_changed_cb (self);
}

static void
fill_members (GuiMay *self)
{
  const GPtrArray *rows = m77_reading_rows (self->members);
  g_autofree char *chosen = g_strdup (handle_of (self));
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->handles)), at = 0;

  self->taking = TRUE;
  if (n != rows->len)
    {
      gtk_string_list_splice (self->handles, 0, n, NULL);
      for (guint i = 0; i < rows->len; i++)
        {
          const char *handle = m77_json_get_string (m77_json_get (rows->pdata[i], "doc"), "handle");

          if (g_strcmp0 (handle, chosen) == 0)
            at = g_list_model_get_n_items (G_LIST_MODEL (self->handles));
          gtk_string_list_append (self->handles, handle != NULL ? handle : "?");
        }
      adw_combo_row_set_selected (self->member, at);
    }
  self->taking = FALSE;
  show (self);
}

/* ---- The widget ---- */

static void
gui_may_dispose (GObject *object)
{
  GuiMay *self = GUI_MAY (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  if (self->roles != NULL)
    g_signal_handlers_disconnect_by_data (self->roles, self);
  if (self->members != NULL)
    g_signal_handlers_disconnect_by_data (self->members, self);
  g_clear_object (&self->roles);
  g_clear_object (&self->members);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (gui_may_parent_class)->dispose (object);
}

static void
gui_may_finalize (GObject *object)
{
  GuiMay *self = GUI_MAY (object);

  g_object_unref (self->handles);
  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->verb_names);
  m77_json_pool_free (self->pool);
  g_free (self->fixed);

  G_OBJECT_CLASS (gui_may_parent_class)->finalize (object);
}

static void
gui_may_class_init (GuiMayClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = gui_may_dispose;
  G_OBJECT_CLASS (class)->finalize = gui_may_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/com/mogothrow77/Console/gui-may.ui");
  gtk_widget_class_bind_template_child (widget_class, GuiMay, member);
  gtk_widget_class_bind_template_child (widget_class, GuiMay, kind);
  gtk_widget_class_bind_template_child (widget_class, GuiMay, verb);
  gtk_widget_class_bind_template_child (widget_class, GuiMay, record);
  gtk_widget_class_bind_template_child (widget_class, GuiMay, verdict);
  gtk_widget_class_bind_template_child (widget_class, GuiMay, why);
  gtk_widget_class_bind_template_child (widget_class, GuiMay, could);
  gtk_widget_class_bind_template_callback (widget_class, show);
  gtk_widget_class_bind_template_callback (widget_class, kind_cb);
  gtk_widget_class_bind_template_callback (widget_class, record_changed_cb);
}

static void
gui_may_init (GuiMay *self)
{
  self->pool = m77_json_pool_new ();
  self->verb_names = g_ptr_array_new ();
  self->handles = gtk_string_list_new (NULL);
  self->cancellable = g_cancellable_new ();
  self->taking = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
gui_may_new (M77Client *client, M77Reading *roles, M77Reading *members)
{
  GuiMay *self = g_object_new (GUI_TYPE_MAY, NULL);
  g_autoptr (GtkStringList) kinds = gtk_string_list_new (NULL);

  self->client = client != NULL ? g_object_ref (client) : NULL;
  self->roles = g_object_ref (roles);
  self->members = g_object_ref (members);
  for (guint i = 0; m77_kinds ()[i] != NULL; i++)
    gtk_string_list_append (kinds, gui_text_label (m77_kinds ()[i]->label));
  adw_combo_row_set_model (self->kind, G_LIST_MODEL (kinds));
  adw_combo_row_set_model (self->member, G_LIST_MODEL (self->handles));
  fill_verbs (self);
  self->taking = FALSE;
  g_signal_connect_swapped (roles, "changed", G_CALLBACK (show), self);
  g_signal_connect_swapped (members, "changed", G_CALLBACK (fill_members), self);
  fill_members (self);
  return GTK_WIDGET (self);
}

void
gui_may_set_member (GuiMay *self, const char *handle)
{
  g_free (self->fixed);
  self->fixed = g_strdup (handle);
  gtk_widget_set_visible (GTK_WIDGET (self->member), handle == NULL);
  show (self);
}
