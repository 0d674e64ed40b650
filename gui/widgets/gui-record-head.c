/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-record-head"

#include "config.h"

#include "gui/widgets/gui-record-head.h"

#include <glib/gi18n.h>

#include "gui/dialogs/gui-confirm.h"
#include "gui/gui-text.h"
#include "gui/widgets/gui-verbs.h"
#include "shared/model/m77-act.h"
#include "shared/model/m77-record.h"

struct _GuiRecordHead
{
  AdwBin parent;
  GtkLabel *title, *key, *state;
  GtkMenuButton *action_button, *verbs_button;
  GuiVerbs *verbs;
  GuiConfirm *confirm;

  GuiSight *sight;         /* shown; NULL: none */
  const M77Action *action; /* suggested; NULL: none */
};

G_DEFINE_FINAL_TYPE (GuiRecordHead, gui_record_head, ADW_TYPE_BIN)

/* What to do about it first: the first action of response work, where it needs no words typed. */
static const M77Action *
find_suggested (const GuiSight *sight)
{
  const char *state = m77_record_state (sight->kind, sight->doc);
  const char *environment = m77_json_get_string (sight->doc, "environment");
  const M77Action *action = sight->kind->actions;

  if (action == NULL || state == NULL || g_strcmp0 (sight->kind->group, "response") != 0)
    return NULL;
  if (action->from == NULL || action->arguments != NULL || !g_strv_contains (action->from, state) ||
      g_strcmp0 (action->to, state) == 0 ||
      m77_action_danger (action, environment) == M77_DANGER_TYPED)
    return NULL;
  return action;
}

static char *
state_words (const GuiSight *sight)
{
  const char *status = m77_record_state (sight->kind, sight->doc);
  const M77Field *field = sight->kind->state_field != NULL
                              ? m77_kind_field (sight->kind, sight->kind->state_field)
                              : NULL;
  const M77Value *value = field != NULL && status != NULL && field->values != NULL
                              ? m77_field_value (field, status)
                              : NULL;
  g_autofree char *mark = gui_text_state (m77_json_get_string (sight->record, "state"),
                                          m77_json_get (sight->record, "pending_action"));
  g_autofree char *name = gui_text_line (status);
  const char *label = value != NULL ? gui_text_label (value->label) : name;

  return g_strjoin (*mark != '\0' && *label != '\0' ? " · " : "", label, mark, NULL);
}

void
gui_record_head_show (GuiRecordHead *self, GuiSight *sight)
{
  g_autofree char *words = state_words (sight);

  gui_sight_ref (sight);
  g_clear_pointer (&self->sight, gui_sight_unref);
  self->sight = sight;
  gtk_label_set_label (self->title, sight->title);
  gtk_label_set_label (self->key, sight->key);
  gtk_widget_set_visible (GTK_WIDGET (self->key), !g_str_equal (sight->key, sight->title));
  gtk_label_set_label (self->state, words);
  self->action = find_suggested (sight);
  gtk_widget_set_visible (GTK_WIDGET (self->verbs_button), sight->kind->actions != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->action_button), self->action != NULL);
  if (self->action != NULL)
    gtk_menu_button_set_label (self->action_button, gui_text_label (self->action->label));
}

void
gui_record_head_suggest (GuiRecordHead *self)
{
  if (self->sight != NULL && self->action != NULL)
    gtk_menu_button_popup (self->action_button);
}

void
gui_record_head_open_menu (GuiRecordHead *self)
{
  if (self->sight != NULL && gtk_widget_get_visible (GTK_WIDGET (self->verbs_button)))
    gtk_menu_button_popup (self->verbs_button);
}

/* Just before the question is shown. */
static void
ask_cb (GtkMenuButton *button, gpointer data)
{
  GuiRecordHead *self = data;
  GuiActRequest request;

  if (self->sight == NULL || self->action == NULL)
    return;
  request = gui_sight_request (self->sight, self->action);
  gui_confirm_ask (self->confirm, &request);
}

static void
verbs_cb (GtkMenuButton *button, gpointer data)
{
  GuiRecordHead *self = data;

  if (self->sight != NULL)
    gui_verbs_show (self->verbs,
                    self->sight->kind,
                    self->sight->doc,
                    gui_sight_is_offline (self->sight));
}

static void
chosen_cb (GuiRecordHead *self, const char *name)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "record.act", "(ss)", name, "");
}

static void
gui_record_head_dispose (GObject *object)
{
  g_clear_pointer (&GUI_RECORD_HEAD (object)->sight, gui_sight_unref);

  G_OBJECT_CLASS (gui_record_head_parent_class)->dispose (object);
}

static void
gui_record_head_class_init (GuiRecordHeadClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = gui_record_head_dispose;
  g_type_ensure (GUI_TYPE_CONFIRM);
  g_type_ensure (GUI_TYPE_VERBS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/mogothrow77/Console/gui-record-head.ui");
  gtk_widget_class_bind_template_child (widget_class, GuiRecordHead, title);
  gtk_widget_class_bind_template_child (widget_class, GuiRecordHead, key);
  gtk_widget_class_bind_template_child (widget_class, GuiRecordHead, state);
  gtk_widget_class_bind_template_child (widget_class, GuiRecordHead, action_button);
  gtk_widget_class_bind_template_child (widget_class, GuiRecordHead, verbs_button);
  gtk_widget_class_bind_template_child (widget_class, GuiRecordHead, verbs);
  gtk_widget_class_bind_template_child (widget_class, GuiRecordHead, confirm);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
}

static void
gui_record_head_init (GuiRecordHead *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->action_button, ask_cb, self, NULL);
  gtk_menu_button_set_create_popup_func (self->verbs_button, verbs_cb, self, NULL);
}
