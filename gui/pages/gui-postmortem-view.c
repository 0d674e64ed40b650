/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-postmortem-view"

#include "config.h"

#include "gui/pages/gui-postmortem-view.h"

#include <glib/gi18n.h>

#include "gui/gui-drafts.h"
#include "gui/gui-text.h"
#include "gui/widgets/gui-reading.h"
#include "shared/model/m77-patch.h"
#include "shared/model/m77-postmortem.h"

struct _GuiPostmortemView
{
  AdwBin parent;
  GtkTextBuffer *buffer;
  GtkLabel *note;
  GtkWidget *begin, *save, *discard;

  GuiSight *sight; /* shown; NULL: none */
  GuiSight *base;  /* when the draft began; NULL: nothing is typed */
  GCancellable *asking;
  gboolean taking, saving;
};

static const char *
written (const GuiSight *sight)
{
  const char *text = m77_json_get_string (sight->doc, "postmortem");

  return text != NULL ? text : "";
}

static char *
typed (GuiPostmortemView *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
}

static void
set_text (GuiPostmortemView *self, const char *text)
{
  self->taking = TRUE;
  gtk_text_buffer_set_text (self->buffer, text, -1);
  self->taking = FALSE;
}

static void
show (GuiPostmortemView *self)
{
  g_autofree char *text = typed (self);
  gboolean moved = self->base != NULL &&
                   g_strcmp0 (written (self->base), written (self->sight)) != 0;

  gtk_widget_set_visible (self->begin, *text == '\0');
  gtk_widget_set_visible (self->save, self->base != NULL);
  gtk_widget_set_visible (self->discard, self->base != NULL);
  gtk_label_set_label (self->note,
                       moved                ? _ ("Another changed it meanwhile: both are merged "
                                                 "when you save")
                       : self->base != NULL ? _ ("Draft")
                                            : "");
}

/* ---- The draft ---- */

static char *
draft_name (const GuiSight *sight)
{
  return g_strdup_printf ("postmortem:%s", sight->id);
}

static void
keep_draft (GuiPostmortemView *self)
{
  M77Drafts *drafts = gui_drafts_of (self->sight->client);
  g_autofree char *name = draft_name (self->sight);
  g_autofree char *text = typed (self);

  if (drafts == NULL)
    return;
  if (self->base != NULL)
    m77_drafts_keep (drafts, name, text);
  else
    m77_drafts_drop (drafts, name);
}

static void
changed_cb (GuiPostmortemView *self)
{
  g_autofree char *text = typed (self);
  gboolean touched;

  if (self->taking || self->sight == NULL)
    return;
  touched = !g_str_equal (text, written (self->base != NULL ? self->base : self->sight));
  if (touched && self->base == NULL)
    self->base = gui_sight_ref (self->sight);
  else if (!touched)
    g_clear_pointer (&self->base, gui_sight_unref);
  keep_draft (self);
  show (self);
}

static void
draft_cb (const char *text, gpointer data)
{
  GuiPostmortemView *self = data;

  if (text != NULL && self->base == NULL)
    gtk_text_buffer_set_text (self->buffer, text, -1);
}

/* ---- Presses ---- */

static void
begin_cb (GuiPostmortemView *self)
{
  g_autofree char *text = m77_postmortem_template (self->sight->doc, gui_text_zone ());

  gtk_text_buffer_set_text (self->buffer, text, -1);
}

static void
discard_cb (GuiPostmortemView *self)
{
  g_clear_pointer (&self->base, gui_sight_unref);
  set_text (self, written (self->sight));
  keep_draft (self);
  show (self);
}

typedef struct
{
  GuiPostmortemView *view;
  GuiSight *sight;
} Call;

static void
edit_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Call *call = data;
  GuiPostmortemView *self = call->view;
  gboolean is_shown = self->sight != NULL && g_str_equal (self->sight->id, call->sight->id);
  g_autofree char *operation = NULL;
  GError *error = NULL;
  guint64 seq;

  self->saving = FALSE;
  if (!m77_agent1_call_edit_finish (M77_AGENT1 (source), &seq, &operation, result, &error))
    {
      m77_client_fix_error (&error);
      gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "s", error->message);
      g_clear_error (&error);
    }
  else
    {
      m77_client_saw_seq (call->sight->client, seq);
      if (is_shown)
        {
          g_clear_pointer (&self->base, gui_sight_unref);
          keep_draft (self);
          gtk_widget_activate_action (GTK_WIDGET (self), "record.reload", NULL);
        }
    }
  gui_sight_unref (call->sight);
  g_object_unref (call->view);
  g_free (call);
}

static void
save (GuiPostmortemView *self)
{
  M77Agent1 *proxy = self->sight != NULL && self->sight->client != NULL
                         ? m77_client_proxy (self->sight->client)
                         : NULL;
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *patch = m77_json_object_new (pool);
  g_autofree char *text = typed (self);
  g_autofree char *patch_text = NULL;
  g_autofree char *base_text = NULL;
  Call *call;

  if (self->base == NULL || proxy == NULL || self->saving)
    return;
  m77_json_set_string (pool, patch, "postmortem", text);
  patch_text = m77_json_to_text (patch);
  base_text = m77_json_to_text (m77_edit_base (pool, self->base->doc, patch, NULL));
  call = g_new0 (Call, 1);
  call->view = g_object_ref (self);
  call->sight = gui_sight_ref (self->sight);
  self->saving = TRUE;
  m77_agent1_call_edit (proxy,
                        "incident",
                        self->sight->id,
                        base_text,
                        patch_text,
                        "",
                        NULL,
                        edit_cb,
                        call);
}

/* ---- As a view ---- */

static void
gui_postmortem_view_show (GuiRecordView *view, GuiSight *sight)
{
  GuiPostmortemView *self = GUI_POSTMORTEM_VIEW (view);
  M77Drafts *drafts = gui_drafts_of (sight->client);
  gboolean is_same = self->sight != NULL && g_str_equal (self->sight->id, sight->id);
  g_autofree char *name = draft_name (sight);

  gui_sight_ref (sight);
  g_clear_pointer (&self->sight, gui_sight_unref);
  self->sight = sight;
  if (!is_same)
    g_clear_pointer (&self->base, gui_sight_unref);
  if (self->base == NULL)
    set_text (self, written (sight));
  show (self);
  if (is_same)
    return;
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  if (drafts != NULL)
    m77_drafts_ask (drafts, name, self->asking, draft_cb, self);
}

static gboolean
gui_postmortem_view_has_draft (GuiRecordView *view)
{
  return GUI_POSTMORTEM_VIEW (view)->base != NULL;
}

static void
gui_postmortem_view_save (GuiRecordView *view)
{
  save (GUI_POSTMORTEM_VIEW (view));
}

static void
gui_postmortem_view_view_init (GuiRecordViewInterface *iface)
{
  iface->show = gui_postmortem_view_show;
  iface->has_draft = gui_postmortem_view_has_draft;
  iface->save = gui_postmortem_view_save;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (GuiPostmortemView,
                               gui_postmortem_view,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (GUI_TYPE_RECORD_VIEW,
                                                      gui_postmortem_view_view_init))

static void
gui_postmortem_view_dispose (GObject *object)
{
  GuiPostmortemView *self = GUI_POSTMORTEM_VIEW (object);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_pointer (&self->sight, gui_sight_unref);
  g_clear_pointer (&self->base, gui_sight_unref);

  G_OBJECT_CLASS (gui_postmortem_view_parent_class)->dispose (object);
}

static void
gui_postmortem_view_class_init (GuiPostmortemViewClass *class)
{
  G_OBJECT_CLASS (class)->dispose = gui_postmortem_view_dispose;
}

static GtkWidget *
add_button (GtkBox *bar, const char *label, GCallback clicked, gpointer data)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  g_signal_connect_swapped (button, "clicked", clicked, data);
  gtk_box_append (bar, button);
  return button;
}

static void
gui_postmortem_view_init (GuiPostmortemView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *view = gtk_text_view_new ();

  self->note = GTK_LABEL (g_object_new (GTK_TYPE_LABEL,
                                        "accessible-role",
                                        GTK_ACCESSIBLE_ROLE_STATUS,
                                        "xalign",
                                        0.0,
                                        "wrap",
                                        TRUE,
                                        "hexpand",
                                        TRUE,
                                        NULL));
  self->begin = add_button (GTK_BOX (bar),
                            _ ("Begin with what is known"),
                            G_CALLBACK (begin_cb),
                            self);
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->note));
  self->discard = add_button (GTK_BOX (bar), _ ("Discard"), G_CALLBACK (discard_cb), self);
  self->save = add_button (GTK_BOX (bar), _ ("Save"), G_CALLBACK (save), self);
  gtk_widget_add_css_class (self->save, "suggested-action");
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (view), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (view), FALSE);
  gtk_widget_set_vexpand (view, TRUE);
  gtk_widget_add_css_class (view, "page-text");
  gtk_accessible_update_property (GTK_ACCESSIBLE (view),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Postmortem"),
                                  -1);
  self->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  g_signal_connect_swapped (self->buffer, "changed", G_CALLBACK (changed_cb), self);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), view);
  adw_bin_set_child (ADW_BIN (self), gui_reading_new (box));
}
