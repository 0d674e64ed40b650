/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-confirm"

#include "config.h"

#include "gui/dialogs/gui-confirm.h"

#include <glib/gi18n.h>

#include "gui/gui-text.h"

struct _GuiConfirm
{
  GtkPopover parent;
  GtkLabel *question, *place, *effect, *offline;
  GtkButton *cancel, *verb;
};

G_DEFINE_FINAL_TYPE (GuiConfirm, gui_confirm, GTK_TYPE_POPOVER)

static guint confirmed_signal;

static void
verb_cb (GuiConfirm *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, confirmed_signal, 0);
}

static void
gui_confirm_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (gui_confirm_parent_class)->map (widget);
  gtk_widget_grab_focus (GTK_WIDGET (GUI_CONFIRM (widget)->cancel));
}

static void
gui_confirm_class_init (GuiConfirmClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  widget_class->map = gui_confirm_map;
  confirmed_signal = g_signal_new ("confirmed",
                                   G_TYPE_FROM_CLASS (class),
                                   G_SIGNAL_RUN_LAST,
                                   0,
                                   NULL,
                                   NULL,
                                   NULL,
                                   G_TYPE_NONE,
                                   0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/mogothrow77/Console/gui-confirm.ui");
  gtk_widget_class_bind_template_child (widget_class, GuiConfirm, question);
  gtk_widget_class_bind_template_child (widget_class, GuiConfirm, place);
  gtk_widget_class_bind_template_child (widget_class, GuiConfirm, effect);
  gtk_widget_class_bind_template_child (widget_class, GuiConfirm, offline);
  gtk_widget_class_bind_template_child (widget_class, GuiConfirm, cancel);
  gtk_widget_class_bind_template_child (widget_class, GuiConfirm, verb);
  gtk_widget_class_bind_template_callback (widget_class, verb_cb);
}

static void
gui_confirm_init (GuiConfirm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_line (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

void
gui_confirm_ask (GuiConfirm *self,
                 const M77Action *action,
                 const char *what,
                 const char *where,
                 gboolean is_offline)
{
  static const struct
  {
    const char *verb;
    const char *words;
  } offline[] = {
    [M77_OFFLINE_ALLOW] = { N_ ("Queue"), N_ ("Offline: sent when there is a connection again") },
    [M77_OFFLINE_HOLD] = { N_ ("Hold"), N_ ("Offline: held, you are asked again") },
    [M77_OFFLINE_DENY] = { N_ ("Send"), N_ ("Offline: this cannot be asked now") },
  };
  const char *label = gui_text_label (action->label);
  g_autofree char *question = g_strdup_printf ("%s: %s", label, what);
  g_autofree char *place = where != NULL ? gui_text_line (where) : NULL;

  gtk_label_set_label (self->question, question);
  show_line (self->place, place);
  show_line (self->effect, action->effect != NULL ? gui_text_label (action->effect) : NULL);
  show_line (self->offline, is_offline ? _ (offline[action->offline].words) : NULL);
  gtk_button_set_label (self->verb, is_offline ? _ (offline[action->offline].verb) : label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->verb),
                            !is_offline || action->offline != M77_OFFLINE_DENY);
}
