/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-delivery-view"

#include "config.h"

#include "gui/pages/gui-delivery-view.h"

#include <glib/gi18n.h>

#include "gui/gui-text.h"
#include "gui/widgets/gui-reading.h"
#include "shared/base/m77-runtime.h"
#include "shared/base/m77-text.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-act.h"
#include "shared/model/m77-delivery.h"

#define PAYLOAD_MOST (64 * 1024) /* bytes shown */

struct _GuiDeliveryView
{
  AdwBin parent;
  GtkLabel *words, *next, *check;
  GtkButton *replay, *discard;
  AdwPreferencesGroup *tries;
  GPtrArray *rows; /* of tries, shown */
  GtkToggleButton *bare;
  GtkTextBuffer *payload;

  GuiSight *sight; /* shown; NULL: none */
};

static gint64
now (void)
{
  return m77_runtime_now (m77_runtime_real ());
}

static void
replay_cb (GuiDeliveryView *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "record.act", "(ss)", "replay", "");
}

static void
discard_cb (GuiDeliveryView *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "record.act", "(ss)", "discard", "");
}

/* ---- Payload ---- */

static void
show_payload (GuiDeliveryView *self)
{
  g_autoptr (M77Mask) mask = m77_mask_new ();
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *payload = m77_json_get (self->sight->doc, "payload");
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *safe = NULL;

  if (!gtk_toggle_button_get_active (self->bare))
    payload = m77_delivery_masked (self->sight->doc, mask, pool);
  if (!m77_json_is_null (payload))
    m77_json_write_pretty (payload, text);
  safe = m77_text_safe_lines (text->str, (gssize) MIN (text->len, PAYLOAD_MOST));
  gtk_text_buffer_set_text (self->payload, safe, -1);
}

static void
bare_cb (GuiDeliveryView *self)
{
  if (self->sight != NULL)
    show_payload (self);
}

static void
show_check (GuiDeliveryView *self)
{
  static const char *const words[] = {
    [M77_PAYLOAD_NONE] = N_ ("The payload is not here: it is kept for 30 days"),
    [M77_PAYLOAD_AS_WAS] = N_ ("Signed as it stands here: its SHA-256 is the one noted"),
    [M77_PAYLOAD_OTHER] = N_ ("Its SHA-256 is not the one noted: this is not what was signed"),
    [M77_PAYLOAD_UNKNOWN] = N_ ("No SHA-256 was noted"),
  };
  M77PayloadState state = m77_delivery_check (self->sight->doc);

  gtk_label_set_text (self->check, _ (words[state]));
  if (state == M77_PAYLOAD_OTHER)
    gtk_widget_add_css_class (GTK_WIDGET (self->check), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->check), "error");
  gtk_widget_set_visible (GTK_WIDGET (self->bare), state != M77_PAYLOAD_NONE);
}

/* ---- Attempts ---- */

static void
add_try (GuiDeliveryView *self, const M77Json *attempt)
{
  const char *at = m77_json_get_string (attempt, "at");
  gint64 instant = at != NULL ? m77_time_parse (at) : M77_TIME_NONE;
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *words = m77_delivery_try_words (attempt);
  g_autofree char *title = gui_text_line (words);
  g_autofree char *when = m77_time_short (instant, now (), gui_text_zone ());

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), when);
  adw_preferences_group_add (self->tries, row);
  g_ptr_array_add (self->rows, row);
}

static void
show_tries (GuiDeliveryView *self)
{
  const M77Json *tries = m77_json_get (self->sight->doc, "tries");
  g_autoptr (GPtrArray) newest = g_ptr_array_new ();

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->tries, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (const M77Json *each = m77_json_first (tries); each != NULL; each = m77_json_next (each))
    g_ptr_array_insert (newest, 0, (gpointer) each);
  for (guint i = 0; i < newest->len; i++)
    add_try (self, newest->pdata[i]);
  gtk_widget_set_visible (GTK_WIDGET (self->tries), newest->len > 0);
}

static void
show_head (GuiDeliveryView *self)
{
  const M77Json *doc = self->sight->doc;
  const char *next = m77_json_get_string (doc, "next_attempt_at");
  g_autofree char *words = m77_delivery_words (doc);
  g_autofree char *safe = gui_text_line (words);
  g_autofree char *webhook = gui_text_line (m77_json_get_string (doc, "webhook"));
  g_autofree char *subject = gui_text_line (m77_json_get_string (doc, "subject"));
  g_autofree char *age = gui_text_age (next != NULL ? m77_time_parse (next) : M77_TIME_NONE,
                                       now ());
  g_autofree char *again = *age != '\0' ? g_strdup_printf (_ (" · next attempt %s"), age)
                                        : g_strdup ("");
  g_autofree char *line = g_strdup_printf (_ ("to %s, about %s%s"), webhook, subject, again);

  gtk_label_set_text (self->words, safe);
  gtk_label_set_text (self->next, line);
}

static void
show_verb (GuiDeliveryView *self, GtkButton *button, const char *action)
{
  g_autofree char *refusal = gui_act_refusal (self->sight->kind,
                                              m77_kind_action (self->sight->kind, action),
                                              self->sight->doc,
                                              gui_sight_is_offline (self->sight));

  gtk_widget_set_visible (GTK_WIDGET (button), refusal == NULL);
}

static void
gui_delivery_view_show (GuiRecordView *view, GuiSight *sight)
{
  GuiDeliveryView *self = GUI_DELIVERY_VIEW (view);

  if (sight == self->sight)
    return;
  /* What one asked to see of one is not what one sees of the next. */
  if (self->sight == NULL || !g_str_equal (self->sight->id, sight->id))
    gtk_toggle_button_set_active (self->bare, FALSE);
  gui_sight_ref (sight);
  g_clear_pointer (&self->sight, gui_sight_unref);
  self->sight = sight;
  show_head (self);
  show_tries (self);
  show_check (self);
  show_payload (self);
  show_verb (self, self->replay, "replay");
  show_verb (self, self->discard, "discard");
}

static void
gui_delivery_view_view_init (GuiRecordViewInterface *iface)
{
  iface->show = gui_delivery_view_show;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (GuiDeliveryView,
                               gui_delivery_view,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (GUI_TYPE_RECORD_VIEW,
                                                      gui_delivery_view_view_init))

static void
gui_delivery_view_dispose (GObject *object)
{
  g_clear_pointer (&GUI_DELIVERY_VIEW (object)->sight, gui_sight_unref);

  G_OBJECT_CLASS (gui_delivery_view_parent_class)->dispose (object);
}

static void
gui_delivery_view_finalize (GObject *object)
{
  g_ptr_array_unref (GUI_DELIVERY_VIEW (object)->rows);

  G_OBJECT_CLASS (gui_delivery_view_parent_class)->finalize (object);
}

static void
gui_delivery_view_class_init (GuiDeliveryViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = gui_delivery_view_dispose;
  G_OBJECT_CLASS (class)->finalize = gui_delivery_view_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/mogothrow77/Console/gui-delivery-view.ui");
  gtk_widget_class_bind_template_child (widget_class, GuiDeliveryView, words);
  gtk_widget_class_bind_template_child (widget_class, GuiDeliveryView, next);
  gtk_widget_class_bind_template_child (widget_class, GuiDeliveryView, check);
  gtk_widget_class_bind_template_child (widget_class, GuiDeliveryView, replay);
  gtk_widget_class_bind_template_child (widget_class, GuiDeliveryView, discard);
  gtk_widget_class_bind_template_child (widget_class, GuiDeliveryView, tries);
  gtk_widget_class_bind_template_child (widget_class, GuiDeliveryView, bare);
  gtk_widget_class_bind_template_child (widget_class, GuiDeliveryView, payload);
  gtk_widget_class_bind_template_callback (widget_class, replay_cb);
  gtk_widget_class_bind_template_callback (widget_class, discard_cb);
  gtk_widget_class_bind_template_callback (widget_class, bare_cb);
}

static void
gui_delivery_view_init (GuiDeliveryView *self)
{
  g_autoptr (GtkWidget) body = NULL;

  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  body = g_object_ref (adw_bin_get_child (ADW_BIN (self)));
  adw_bin_set_child (ADW_BIN (self), NULL);
  adw_bin_set_child (ADW_BIN (self), gui_reading_new (body));
}
