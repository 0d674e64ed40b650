/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-record-page"

#include "config.h"

#include "gui/pages/gui-record-page.h"

#include <glib/gi18n.h>

#include "gui/dialogs/gui-act-dialog.h"
#include "gui/dialogs/gui-confirm.h"
#include "gui/gui-status.h"
#include "gui/gui-text.h"
#include "gui/widgets/gui-record-form.h"
#include "gui/widgets/gui-verbs.h"
#include "shared/base/m77-runtime.h"
#include "shared/model/m77-act.h"
#include "shared/model/m77-record.h"

struct _GuiRecordPage
{
  AdwBin parent;
  GtkStack *stack;
  AdwStatusPage *failed;
  GtkLabel *title, *key, *state;
  GtkMenuButton *action_button, *verbs_button;
  GuiVerbs *verbs;
  GuiRecordForm *form;
  GtkRevealer *draft_bar;
  GtkLabel *draft_label;
  GuiConfirm *confirm;

  M77Client *client;
  const M77Kind *kind;
  char *id;
  guint generation;  /* of kind and id */
  M77JsonPool *pool; /* of doc */
  const M77Json *doc;
  const M77Action *action; /* suggested; NULL: none */
  gboolean is_saving;
};

G_DEFINE_FINAL_TYPE (GuiRecordPage, gui_record_page, ADW_TYPE_BIN)

/* A call under way, for the record it was made for. */
typedef struct
{
  GuiRecordPage *page;
  guint generation;
  gboolean force;
} Call;

static Call *
call_new (GuiRecordPage *self, gboolean force)
{
  Call *call = g_new0 (Call, 1);

  call->page = g_object_ref (self);
  call->generation = self->generation;
  call->force = force;
  return call;
}

static void
call_free (Call *call)
{
  g_object_unref (call->page);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

static gint64
now (void)
{
  return m77_runtime_now (m77_runtime_real ());
}

static void
tell (GuiRecordPage *self, const char *text)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "s", text);
}

static gboolean
is_offline (GuiRecordPage *self)
{
  g_autoptr (GuiStatus) status = gui_status_new (m77_client_status (self->client),
                                                 m77_client_profile (self->client),
                                                 m77_client_state (self->client),
                                                 NULL,
                                                 now ());

  return status->is_bad;
}

static void
show_draft (GuiRecordPage *self)
{
  guint count = gui_record_form_count_touched (self->form);
  g_autofree char *text = g_strdup_printf (ngettext ("Draft: %u field", "Draft: %u fields", count),
                                           count);

  gtk_label_set_label (self->draft_label, text);
  gtk_revealer_set_reveal_child (self->draft_bar, count > 0);
}

/* What to do about it first: the first action of response work, where it needs no words typed. */
static const M77Action *
find_suggested (GuiRecordPage *self)
{
  const char *state = m77_record_state (self->kind, self->doc);
  const char *environment = m77_json_get_string (self->doc, "environment");
  const M77Action *action = self->kind->actions;

  if (action == NULL || state == NULL || g_strcmp0 (self->kind->group, "response") != 0)
    return NULL;
  if (action->from == NULL || action->arguments != NULL || !g_strv_contains (action->from, state) ||
      g_strcmp0 (action->to, state) == 0 ||
      m77_action_danger (action, environment) == M77_DANGER_TYPED)
    return NULL;
  return action;
}

static void
show_head (GuiRecordPage *self, const M77Json *record)
{
  const char *status = m77_record_state (self->kind, self->doc);
  const M77Field *field = self->kind->state_field != NULL
                              ? m77_kind_field (self->kind, self->kind->state_field)
                              : NULL;
  const M77Value *value = field != NULL && status != NULL && field->values != NULL
                              ? m77_field_value (field, status)
                              : NULL;
  guint number = (guint) m77_json_get_int (record, "local_number", 0);
  g_autofree char *key = m77_record_key (self->kind, self->doc, self->id, number);
  g_autofree char *title = m77_record_title (self->kind, self->doc, self->id);
  g_autofree char *safe_key = gui_text_line (key);
  g_autofree char *safe_title = gui_text_line (title);
  g_autofree char *mark = gui_text_state (m77_json_get_string (record, "state"),
                                          m77_json_get (record, "pending_action"));
  g_autofree char *words = g_strjoin (*mark != '\0' ? " · " : "",
                                      value != NULL    ? gui_text_label (value->label)
                                      : status != NULL ? status
                                                       : "",
                                      mark,
                                      NULL);

  gtk_label_set_label (self->title, safe_title);
  gtk_label_set_label (self->key, safe_key);
  gtk_widget_set_visible (GTK_WIDGET (self->key), g_strcmp0 (safe_key, safe_title) != 0);
  gtk_label_set_label (self->state, words);
  self->action = find_suggested (self);
  gtk_widget_set_visible (GTK_WIDGET (self->verbs_button), self->kind->actions != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->action_button), self->action != NULL);
  if (self->action != NULL)
    gtk_menu_button_set_label (self->action_button, gui_text_label (self->action->label));
}

static void
show_record (GuiRecordPage *self, const M77Json *record, gboolean force)
{
  gui_record_form_take (self->form, self->doc, force);
  show_head (self, record);
  show_draft (self);
  gtk_stack_set_visible_child_name (self->stack, "record");
}

static void
record_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Call) call = data;
  GuiRecordPage *self = call->page;
  g_autofree char *text = NULL;
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  GError *error = NULL;
  const M77Json *record = NULL;

  if (m77_agent1_call_record_finish (M77_AGENT1 (source), &text, result, &error))
    record = m77_json_parse (pool, text, -1, &error);
  if (call->generation != self->generation || self->kind == NULL)
    {
      g_clear_error (&error);
      return;
    }

  if (record == NULL)
    {
      g_autofree char *message = NULL;

      m77_client_fix_error (&error);
      message = gui_text_markup (error->message);
      adw_status_page_set_description (self->failed, message);
      if (self->doc == NULL)
        gtk_stack_set_visible_child_name (self->stack, "failed");
      g_clear_error (&error);
      return;
    }

  g_clear_pointer (&self->pool, m77_json_pool_free);
  self->pool = g_steal_pointer (&pool);
  self->doc = m77_json_get (record, "doc");
  show_record (self, record, call->force);
}

static void
load (GuiRecordPage *self, gboolean force)
{
  M77Agent1 *proxy = m77_client_proxy (self->client);

  if (proxy == NULL || self->kind == NULL)
    return;
  m77_agent1_call_record (proxy,
                          self->kind->name,
                          self->id,
                          m77_client_least (self->client),
                          NULL,
                          record_cb,
                          call_new (self, force));
}

static void
records_changed_cb (M77Client *client,
                    guint64 epoch,
                    guint64 number,
                    const char *const *kinds,
                    GuiRecordPage *self)
{
  if (self->kind != NULL && g_strv_contains (kinds, self->kind->name))
    load (self, FALSE);
}

static void
state_cb (GuiRecordPage *self)
{
  load (self, FALSE);
}

static void
edit_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Call) call = data;
  GuiRecordPage *self = call->page;
  g_autofree char *operation = NULL;
  GError *error = NULL;
  guint64 seq;

  self->is_saving = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->draft_bar), TRUE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->form), TRUE);
  if (!m77_agent1_call_edit_finish (M77_AGENT1 (source), &seq, &operation, result, &error))
    {
      m77_client_fix_error (&error);
      gtk_label_set_label (self->draft_label, error->message);
      g_clear_error (&error);
      return;
    }

  m77_client_saw_seq (self->client, seq);
  tell (self, is_offline (self) ? _ ("Saved here, sent when there is a connection") : _ ("Saved"));
  if (call->generation == self->generation)
    load (self, TRUE);
}

/* Free with g_free. */
static char *
text_of (const M77Json *value)
{
  return value != NULL ? m77_json_to_text (value) : g_strdup ("");
}

void
gui_record_page_save (GuiRecordPage *self)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *base, *patch, *elements;
  M77Agent1 *proxy = m77_client_proxy (self->client);
  g_autofree char *base_text = NULL;
  g_autofree char *patch_text = NULL;
  g_autofree char *elements_text = NULL;
  g_autoptr (GError) error = NULL;

  if (self->is_saving || self->kind == NULL)
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

  base_text = text_of (base);
  patch_text = text_of (patch);
  elements_text = text_of (elements);
  self->is_saving = TRUE;
  /* An entry that loses its senses with the focus in it complains. */
  gtk_root_set_focus (gtk_widget_get_root (GTK_WIDGET (self)), NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->draft_bar), FALSE);
  gtk_widget_set_sensitive (GTK_WIDGET (self->form), FALSE);
  m77_agent1_call_edit (proxy,
                        self->kind->name,
                        self->id,
                        base_text,
                        patch_text,
                        elements_text,
                        NULL,
                        edit_cb,
                        call_new (self, TRUE));
}

static void
discard_cb (GuiRecordPage *self)
{
  gui_record_form_take (self->form, self->doc, TRUE);
  show_draft (self);
}

static GuiActRequest
request_of (GuiRecordPage *self, const M77Action *action)
{
  return (GuiActRequest){ .client = self->client,
                          .kind = self->kind,
                          .action = action,
                          .id = self->id,
                          .key = gtk_label_get_label (self->key),
                          .title = gtk_label_get_label (self->title),
                          .doc = self->doc,
                          .is_offline = is_offline (self) };
}

/* Just before the question is shown. */
static void
ask_cb (GtkMenuButton *button, gpointer data)
{
  GuiRecordPage *self = data;
  GuiActRequest request = request_of (self, self->action);

  if (self->action != NULL)
    gui_confirm_ask (self->confirm, &request);
}

static void
verbs_cb (GtkMenuButton *button, gpointer data)
{
  GuiRecordPage *self = data;

  gui_verbs_show (self->verbs, self->kind, self->doc, is_offline (self));
}

static void
chosen_cb (GuiRecordPage *self, const char *name)
{
  GuiActRequest request = request_of (self, m77_kind_action (self->kind, name));

  if (request.action != NULL && self->doc != NULL)
    gui_act_dialog_open (GTK_WIDGET (self), &request);
}

static void
gui_record_page_dispose (GObject *object)
{
  GuiRecordPage *self = GUI_RECORD_PAGE (object);

  if (self->client != NULL)
    g_signal_handlers_disconnect_by_data (self->client, self);
  g_clear_object (&self->client);
  self->kind = NULL;
  self->generation++;

  G_OBJECT_CLASS (gui_record_page_parent_class)->dispose (object);
}

static void
gui_record_page_finalize (GObject *object)
{
  GuiRecordPage *self = GUI_RECORD_PAGE (object);

  g_clear_pointer (&self->pool, m77_json_pool_free);
  g_free (self->id);

  G_OBJECT_CLASS (gui_record_page_parent_class)->finalize (object);
}

static void
gui_record_page_class_init (GuiRecordPageClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = gui_record_page_dispose;
  object_class->finalize = gui_record_page_finalize;

  g_type_ensure (GUI_TYPE_CONFIRM);
  g_type_ensure (GUI_TYPE_RECORD_FORM);
  g_type_ensure (GUI_TYPE_VERBS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/mogothrow77/Console/gui-record-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GuiRecordPage, stack);
  gtk_widget_class_bind_template_child (widget_class, GuiRecordPage, failed);
  gtk_widget_class_bind_template_child (widget_class, GuiRecordPage, title);
  gtk_widget_class_bind_template_child (widget_class, GuiRecordPage, key);
  gtk_widget_class_bind_template_child (widget_class, GuiRecordPage, state);
  gtk_widget_class_bind_template_child (widget_class, GuiRecordPage, action_button);
  gtk_widget_class_bind_template_child (widget_class, GuiRecordPage, form);
  gtk_widget_class_bind_template_child (widget_class, GuiRecordPage, verbs_button);
  gtk_widget_class_bind_template_child (widget_class, GuiRecordPage, verbs);
  gtk_widget_class_bind_template_child (widget_class, GuiRecordPage, draft_bar);
  gtk_widget_class_bind_template_child (widget_class, GuiRecordPage, draft_label);
  gtk_widget_class_bind_template_child (widget_class, GuiRecordPage, confirm);
  gtk_widget_class_bind_template_callback (widget_class, gui_record_page_save);
  gtk_widget_class_bind_template_callback (widget_class, discard_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_draft);
}

static void
gui_record_page_init (GuiRecordPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->action_button, ask_cb, self, NULL);
  gtk_menu_button_set_create_popup_func (self->verbs_button, verbs_cb, self, NULL);
}

void
gui_record_page_set_client (GuiRecordPage *self, M77Client *client)
{
  self->client = g_object_ref (client);
  g_signal_connect (client, "changed", G_CALLBACK (records_changed_cb), self);
  g_signal_connect_swapped (client, "notify::state", G_CALLBACK (state_cb), self);
}

gboolean
gui_record_page_has_draft (GuiRecordPage *self)
{
  return self->kind != NULL && gui_record_form_count_touched (self->form) > 0;
}

gboolean
gui_record_page_show (GuiRecordPage *self, const M77Kind *kind, const char *id)
{
  gboolean is_same = kind == self->kind && g_strcmp0 (id, self->id) == 0;

  if (is_same)
    return TRUE;
  if (gui_record_page_has_draft (self) || self->is_saving)
    {
      tell (self, _ ("Save or discard the draft first"));
      return FALSE;
    }

  self->generation++;
  self->doc = NULL;
  self->action = NULL;
  g_free (self->id);
  self->id = g_strdup (id);
  if (kind != self->kind)
    {
      self->kind = kind;
      gui_record_form_set_kind (self->form, kind);
    }
  load (self, TRUE);
  return TRUE;
}

void
gui_record_page_suggest (GuiRecordPage *self)
{
  if (self->kind != NULL && self->action != NULL)
    gtk_menu_button_popup (self->action_button);
}
