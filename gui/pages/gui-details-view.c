/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-details-view"

#include "config.h"

#include "gui/pages/gui-details-view.h"

#include <glib/gi18n.h>

#include "gui/gui-arm.h"
#include "gui/gui-drafts.h"
#include "gui/widgets/gui-reading.h"
#include "gui/widgets/gui-record-form.h"
#include "shared/base/m77-time.h"

struct _GuiDetailsView
{
  AdwBin parent;
  GtkBox *body;
  GuiRecordForm *form;
  GtkRevealer *draft_bar;
  GtkLabel *draft_label;

  GuiSight *sight;      /* shown; NULL: none */
  gboolean is_saving;   /* what it shows */
  GCancellable *asking; /* for its draft */
};

/* A call under way, for the record it was made for. */
typedef struct
{
  GuiDetailsView *view;
  GuiSight *sight;
} Call;

static Call *
call_new (GuiDetailsView *self)
{
  Call *call = g_new0 (Call, 1);

  call->view = g_object_ref (self);
  call->sight = gui_sight_ref (self->sight);
  return call;
}

static void
call_free (Call *call)
{
  g_object_unref (call->view);
  gui_sight_unref (call->sight);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

static void
show_draft (GuiDetailsView *self)
{
  guint count = gui_record_form_count_touched (self->form);
  g_autofree char *text = g_strdup_printf (ngettext ("Draft: %u field", "Draft: %u fields", count),
                                           count);

  gtk_label_set_label (self->draft_label, text);
  if (gtk_revealer_get_reveal_child (self->draft_bar) != (count > 0))
    gtk_widget_activate_action (GTK_WIDGET (self), "record.draft", "b", count > 0);
  gtk_revealer_set_reveal_child (self->draft_bar, count > 0);
}

/* ---- The draft, kept by itself ---- */

/* As the terminal names it. */
static char *
draft_name (const GuiSight *sight)
{
  return g_strdup_printf ("edit:%s:%s", sight->kind->name, sight->id);
}

static void
keep_draft (GuiDetailsView *self)
{
  M77Drafts *drafts = gui_drafts_of (self->sight->client);
  g_autofree char *name = draft_name (self->sight);
  g_autofree char *text = NULL;

  if (drafts == NULL)
    return;
  if (gui_record_form_count_touched (self->form) == 0)
    {
      m77_drafts_drop (drafts, name);
      return;
    }
  text = gui_record_form_draft (self->form);
  m77_drafts_keep (drafts, name, text);
}

static void
touched_cb (GuiDetailsView *self)
{
  show_draft (self);
  if (self->sight != NULL)
    keep_draft (self);
}

static void
draft_cb (const char *text, gpointer data)
{
  GuiDetailsView *self = data;

  if (text != NULL && gui_record_form_take_draft (self->form, self->sight->doc, text))
    show_draft (self);
}

static void
ask_draft (GuiDetailsView *self)
{
  M77Drafts *drafts = gui_drafts_of (self->sight->client);
  g_autofree char *name = draft_name (self->sight);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  if (drafts != NULL)
    m77_drafts_ask (drafts, name, self->asking, draft_cb, self);
}

/* ---- Saving ---- */

static void
tell (GuiDetailsView *self, const char *text)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "s", text);
}

static void
set_saving (GuiDetailsView *self, gboolean is_saving)
{
  self->is_saving = is_saving;
  gtk_widget_set_sensitive (GTK_WIDGET (self->draft_bar), !is_saving);
  gtk_widget_set_sensitive (GTK_WIDGET (self->form), !is_saving);
}

static void
edit_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Call) call = data;
  GuiDetailsView *self = call->view;
  g_autofree char *operation = NULL;
  GError *error = NULL;
  guint64 seq;

  gboolean is_shown = self->sight != NULL && g_str_equal (self->sight->id, call->sight->id);
  M77Drafts *drafts = gui_drafts_of (call->sight->client);
  g_autofree char *name = draft_name (call->sight);

  set_saving (self, FALSE);
  if (!m77_agent1_call_edit_finish (M77_AGENT1 (source), &seq, &operation, result, &error))
    {
      m77_client_fix_error (&error);
      if (is_shown)
        gtk_label_set_label (self->draft_label, error->message);
      else
        tell (self, error->message);
      g_clear_error (&error);
      return;
    }

  m77_client_saw_seq (call->sight->client, seq);
  if (drafts != NULL)
    m77_drafts_drop (drafts, name);
  tell (self,
        gui_sight_is_offline (call->sight) ? _ ("Saved here, sent when there is a connection")
                                           : _ ("Saved"));
  if (!is_shown)
    return;
  gui_record_form_settle (self->form);
  show_draft (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "record.reload", NULL);
}

/* Free with g_free. */
static char *
text_of (const M77Json *value)
{
  return value != NULL ? m77_json_to_text (value) : g_strdup ("");
}

static void
save (GuiDetailsView *self)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *base, *patch, *elements;
  M77Agent1 *proxy = self->sight != NULL ? m77_client_proxy (self->sight->client) : NULL;
  g_autofree char *base_text = NULL;
  g_autofree char *patch_text = NULL;
  g_autofree char *elements_text = NULL;
  g_autoptr (GError) error = NULL;

  if (self->is_saving || self->sight == NULL)
    return;
  if (!gui_record_form_collect (self->form, pool, &base, &patch, &elements, &error))
    {
      gtk_label_set_label (self->draft_label, error->message);
      return;
    }
  if (patch == NULL && elements == NULL)
    return;
  if (proxy == NULL)
    {
      gtk_label_set_label (self->draft_label, _ ("Not saved: no agent. Try again in a moment"));
      return;
    }

  if (!gui_arm_may_write (GTK_WIDGET (self),
                          self->sight->kind,
                          NULL,
                          m77_json_get_string (self->sight->doc, "environment")))
    return;

  base_text = text_of (base);
  patch_text = text_of (patch);
  elements_text = text_of (elements);
  /* An entry that loses its senses with the focus in it complains. */
  gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), NULL);
  set_saving (self, TRUE);
  m77_agent1_call_edit (proxy,
                        self->sight->kind->name,
                        self->sight->id,
                        base_text,
                        patch_text,
                        elements_text,
                        NULL,
                        edit_cb,
                        call_new (self));
}

static void
discard_cb (GuiDetailsView *self)
{
  gui_record_form_take (self->form, self->sight->doc, TRUE);
  touched_cb (self);
}

static void
gui_details_view_show (GuiRecordView *view, GuiSight *sight)
{
  GuiDetailsView *self = GUI_DETAILS_VIEW (view);
  gboolean is_same = self->sight != NULL && g_str_equal (self->sight->id, sight->id) &&
                     self->sight->kind == sight->kind;
  const char *at;

  if (sight == self->sight)
    return;

  if (self->sight == NULL || self->sight->kind != sight->kind)
    gui_record_form_set_kind (self->form, sight->kind);
  g_clear_pointer (&self->sight, gui_sight_unref);
  self->sight = gui_sight_ref (sight);
  at = m77_json_get_string (sight->record, "updated_at");
  gui_record_form_set_author (self->form,
                              m77_json_get_string (sight->record, "updated_by"),
                              at != NULL ? m77_time_parse (at) : M77_TIME_NONE);
  gui_record_form_take (self->form, sight->doc, !is_same);
  show_draft (self);
  if (!is_same)
    ask_draft (self);
}

static gboolean
gui_details_view_has_draft (GuiRecordView *view)
{
  GuiDetailsView *self = GUI_DETAILS_VIEW (view);

  return self->sight != NULL && (self->is_saving || gui_record_form_count_touched (self->form) > 0);
}

static void
gui_details_view_save (GuiRecordView *view)
{
  save (GUI_DETAILS_VIEW (view));
}

static gboolean
gui_details_view_run (GuiRecordView *view, const char *command)
{
  return g_str_equal (command, "edit") &&
         gtk_widget_child_focus (GTK_WIDGET (GUI_DETAILS_VIEW (view)->form), GTK_DIR_TAB_FORWARD);
}

static void
gui_details_view_view_init (GuiRecordViewInterface *iface)
{
  iface->show = gui_details_view_show;
  iface->has_draft = gui_details_view_has_draft;
  iface->save = gui_details_view_save;
  iface->run = gui_details_view_run;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (GuiDetailsView,
                               gui_details_view,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (GUI_TYPE_RECORD_VIEW,
                                                      gui_details_view_view_init))

static void
gui_details_view_dispose (GObject *object)
{
  GuiDetailsView *self = GUI_DETAILS_VIEW (object);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_pointer (&self->sight, gui_sight_unref);

  G_OBJECT_CLASS (gui_details_view_parent_class)->dispose (object);
}

static void
gui_details_view_class_init (GuiDetailsViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = gui_details_view_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/mogothrow77/Console/gui-details-view.ui");
  gtk_widget_class_bind_template_child (widget_class, GuiDetailsView, body);
  gtk_widget_class_bind_template_child (widget_class, GuiDetailsView, draft_bar);
  gtk_widget_class_bind_template_child (widget_class, GuiDetailsView, draft_label);
  gtk_widget_class_bind_template_callback (widget_class, save);
  gtk_widget_class_bind_template_callback (widget_class, discard_cb);
}

static void
gui_details_view_init (GuiDetailsView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->form = g_object_new (GUI_TYPE_RECORD_FORM, NULL);
  g_signal_connect_swapped (self->form, "touched", G_CALLBACK (touched_cb), self);
  gtk_box_prepend (self->body, gui_reading_new (GTK_WIDGET (self->form)));
}
