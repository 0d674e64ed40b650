/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-room-head"

#include "config.h"

#include "gui/widgets/gui-room-head.h"

#include <glib/gi18n.h>

#include "gui/gui-compat.h"
#include "gui/gui-text.h"
#include "gui/widgets/gui-picker.h"
#include "shared/base/m77-runtime.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-incident.h"
#include "shared/model/m77-paging.h"

#define PAGES_MOST 2

static const char *const duties[] = { "lead", "ops", "comms", "scribe" };

#define N_DUTIES G_N_ELEMENTS (duties)

struct _GuiRoomHead
{
  AdwBin parent;
  GtkLabel *severity, *production, *place, *waiting, *next;
  GtkWidget *banner;
  GtkButton *withdraw, *inbox;
  GtkFlowBox *roles, *presses;
  GtkMenuButton *duty[N_DUTIES];     /* in roles */
  GtkButton *join, *update, *bridge; /* in presses */

  GuiSight *sight; /* shown; NULL: none */
};

G_DEFINE_FINAL_TYPE (GuiRoomHead, gui_room_head, ADW_TYPE_BIN)

static gint64
now (void)
{
  return m77_runtime_now (m77_runtime_real ());
}

static gint64
time_of (const M77Json *object, const char *field)
{
  const char *text = m77_json_get_string (object, field);

  return text != NULL ? m77_time_parse (text) : M77_TIME_NONE;
}

static void
tell (GuiRoomHead *self, const char *text)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "s", text);
}

/* ---- What waits here ---- */

/* Of M77PagingFind. */
static const M77Json *
find_doc (const char *kind, const char *name, gpointer data)
{
  return gui_docs_find (data, kind, name);
}

/* "ack queued 03:10, NOT delivered; held at 03:15." */
static char *
waiting_words (const M77Json *pending)
{
  const char *action = m77_json_get_string (pending, "action");
  const char *state = m77_json_get_string (pending, "state");
  g_autofree char *asked = m77_time_short (time_of (pending, "asked_at"), now (), gui_text_zone ());
  gint64 until = time_of (pending, "expires_at");
  g_autofree char *lapse = m77_time_short (until, now (), gui_text_zone ());

  if (g_strcmp0 (state, "held") == 0)
    return g_strdup_printf (_ ("%s asked %s is HELD: it was not sent, and waits for you."),
                            action,
                            asked);
  if (g_strcmp0 (state, "rejected") == 0)
    return g_strdup_printf (_ ("%s asked %s was REFUSED by the platform."), action, asked);
  if (until != M77_TIME_NONE && until > now ())
    return g_strdup_printf (_ ("%s queued %s, NOT delivered; from %s it is held."),
                            action,
                            asked,
                            lapse);
  return g_strdup_printf (_ ("%s queued %s, NOT delivered."), action, asked);
}

static void
show_waiting (GuiRoomHead *self, const char *next)
{
  const M77Json *pending = m77_json_get (self->sight->record, "pending_action");
  gboolean waits = m77_json_is (pending, M77_JSON_OBJECT) &&
                   m77_json_get_string (pending, "action") != NULL;
  gint64 as_of = gui_sight_as_of (self->sight);
  g_autofree char *heard = m77_time_short (as_of, now (), gui_text_zone ());
  g_autofree char *first = waits ? waiting_words (pending) : NULL;
  g_autofree char *safe = gui_text_line (first);
  g_autofree char *words = *next != '\0'
                               ? g_strdup_printf (_ ("%s %s (as of %s)"), safe, next, heard)
                               : g_strdup (safe);
  gboolean queued = waits && g_strcmp0 (m77_json_get_string (pending, "state"), "queued") == 0;

  if (waits && g_strcmp0 (gtk_label_get_label (self->waiting), words) != 0)
    gtk_label_set_label (self->waiting, words);
  gtk_widget_set_visible (self->banner, waits);
  gtk_widget_set_visible (GTK_WIDGET (self->withdraw), queued);
  gtk_widget_set_visible (GTK_WIDGET (self->inbox), waits && !queued);
}

static void
show_next (GuiRoomHead *self, GuiDocs *docs)
{
  const M77Json *doc = self->sight->doc;
  const char *service = m77_json_get_string (doc, "service");
  const M77Json *service_doc = service != NULL ? gui_docs_find (docs, "service", service) : NULL;
  const char *name = m77_paging_policy (doc, service_doc);
  const M77Json *policy = name != NULL ? gui_docs_find (docs, "escalation", name) : NULL;
  g_autoptr (GPtrArray) pages = m77_paging_plan (doc, policy, find_doc, docs, PAGES_MOST);
  g_autofree char *next = m77_paging_words (doc, pages, now (), gui_text_zone ());
  g_autofree char *safe = gui_text_line (next);
  g_autofree char *line = g_strdup_printf (_ ("Next: %s"), safe);

  show_waiting (self, safe);
  gtk_label_set_label (self->next, line);
  gtk_widget_set_visible (GTK_WIDGET (self->next),
                          *safe != '\0' && !gtk_widget_get_visible (self->banner));
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GuiRoomHead) self = data;
  GError *error = NULL;
  guint64 seq;

  if (!m77_agent1_call_outbox_do_finish (M77_AGENT1 (source), &seq, result, &error))
    {
      m77_client_fix_error (&error);
      tell (self, error->message);
      g_clear_error (&error);
      return;
    }
  if (self->sight != NULL)
    m77_client_saw_seq (self->sight->client, seq);
  tell (self, _ ("Withdrawn: it was not sent"));
  gtk_widget_activate_action (GTK_WIDGET (self), "record.reload", NULL);
}

static void
withdraw_cb (GuiRoomHead *self)
{
  const M77Json *pending = m77_json_get (self->sight->record, "pending_action");
  const char *operation = m77_json_get_string (pending, "operation");
  M77Agent1 *proxy = self->sight->client != NULL ? m77_client_proxy (self->sight->client) : NULL;

  if (proxy != NULL && operation != NULL)
    m77_agent1_call_outbox_do (proxy, "withdraw", operation, NULL, done_cb, g_object_ref (self));
}

/* ---- Where it is and who does what ---- */

static const char *
label_of (GuiRoomHead *self, const char *field, const char *value)
{
  const M77Field *of = m77_kind_field (self->sight->kind, field);
  const M77Value *known = value != NULL ? m77_field_value (of, value) : NULL;

  return known != NULL ? gui_text_label (known->label) : value;
}

static void
add_part (GString *out, const char *part)
{
  if (part != NULL && *part != '\0')
    g_string_append_printf (out, "%s%s", out->len > 0 ? " · " : "", part);
}

static void
show_place (GuiRoomHead *self)
{
  const M77Json *doc = self->sight->doc;
  const char *environment = m77_json_get_string (doc, "environment");
  const char *severity = label_of (self, "severity", m77_json_get_string (doc, "severity"));
  g_autofree char *age = gui_text_age (time_of (doc, "started_at"), now ());
  g_autofree char *level = g_strdup_printf (_ ("level %d"),
                                            (int) m77_json_get_int (doc, "escalation_level", 0));
  gint64 snoozed = time_of (doc, "snoozed_until");
  g_autofree char *until = m77_time_short (snoozed, now (), gui_text_zone ());
  g_autofree char *asleep = snoozed > now () ? g_strdup_printf (_ ("snoozed until %s"), until)
                                             : NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autofree char *safe = NULL;
  g_autofree char *safe_severity = gui_text_line (severity);

  add_part (out, age);
  add_part (out, m77_json_get_string (doc, "service"));
  if (g_strcmp0 (environment, "production") != 0)
    add_part (out, label_of (self, "environment", environment));
  add_part (out, m77_json_get_string (doc, "region"));
  add_part (out, level);
  add_part (out, asleep);
  if (m77_json_get_string (doc, "merged_into") != NULL)
    add_part (out, _ ("merged into another: see Links"));
  safe = gui_text_line (out->str);
  gtk_label_set_label (self->place, safe);
  gtk_label_set_label (self->severity, safe_severity);
  gtk_widget_set_visible (GTK_WIDGET (self->severity), *safe_severity != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->production),
                          environment == NULL || g_str_equal (environment, "production"));
}

static void
show_duties (GuiRoomHead *self)
{
  const M77Json *doc = self->sight->doc;
  g_autofree char *member = gui_sight_member (self->sight);
  const char *bridge = m77_json_get_string (doc, "bridge");
  gboolean late;
  g_autofree char *update = m77_incident_update_words (doc, now (), gui_text_zone (), &late);

  for (guint i = 0; i < N_DUTIES; i++)
    {
      const M77Field *field = m77_kind_field (self->sight->kind, duties[i]);
      g_autofree char *who = gui_text_line (m77_json_get_string (doc, duties[i]));
      g_autofree char *words = g_strdup_printf ("%s  %s",
                                                gui_text_label (field->brief != NULL
                                                                    ? field->brief
                                                                    : field->label),
                                                *who != '\0' ? who : "–");

      gtk_menu_button_set_label (self->duty[i], words);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->duty[i]),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      words,
                                      -1);
    }
  gtk_button_set_label (self->update, update);
  if (late)
    gtk_widget_add_css_class (GTK_WIDGET (self->update), "late");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->update), "late");
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->bridge)), bridge != NULL);
  gtk_widget_set_visible (gtk_widget_get_parent (GTK_WIDGET (self->join)),
                          member != NULL && !m77_incident_is_responder (doc, member));
}

void
gui_room_head_show (GuiRoomHead *self, GuiSight *sight, GuiDocs *docs)
{
  gui_sight_ref (sight);
  g_clear_pointer (&self->sight, gui_sight_unref);
  self->sight = sight;
  show_place (self);
  show_next (self, docs);
  show_duties (self);
}

/* ---- Presses ---- */

static void
edit (GuiRoomHead *self, M77Json *patch, M77Json *elements)
{
  g_autofree char *patch_text = patch != NULL ? m77_json_to_text (patch) : g_strdup ("");
  g_autofree char *elements_text = elements != NULL ? m77_json_to_text (elements) : g_strdup ("");

  gtk_widget_activate_action (GTK_WIDGET (self), "record.edit", "(ss)", patch_text, elements_text);
}

static void
picked_cb (GuiPicker *picker, const char *key, GuiRoomHead *self)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *patch = m77_json_object_new (pool);
  const char *field = g_object_get_data (G_OBJECT (picker), "field");

  if (*key != '\0')
    m77_json_set_string (pool, patch, field, key);
  else
    m77_json_set (pool, patch, field, m77_json_null_new (pool));
  edit (self, patch, NULL);
}

static void
ask_cb (GtkMenuButton *button, gpointer data)
{
  GuiRoomHead *self = data;
  g_autofree char *member = self->sight != NULL ? gui_sight_member (self->sight) : NULL;

  if (self->sight != NULL)
    gui_picker_ask (GUI_PICKER (gtk_menu_button_get_popover (button)),
                    self->sight->client,
                    "member",
                    "status:active type:person",
                    member,
                    _ ("Nobody"));
}

void
gui_room_head_assign (GuiRoomHead *self)
{
  if (self->sight != NULL)
    gtk_menu_button_popup (self->duty[0]);
}

static void
join_cb (GuiRoomHead *self)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autofree char *member = gui_sight_member (self->sight);

  if (member != NULL)
    edit (self, NULL, m77_incident_join (pool, member));
}

static void
announce_cb (GuiRoomHead *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "record.act", "(ss)", "announce", "");
}

static void
bridge_cb (GuiRoomHead *self)
{
  const char *bridge = m77_json_get_string (self->sight->doc, "bridge");
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (bridge != NULL && GTK_IS_WINDOW (root))
    gui_compat_show_uri (GTK_WINDOW (root), bridge);
}

/* ---- The widget ---- */

static void
gui_room_head_dispose (GObject *object)
{
  g_clear_pointer (&GUI_ROOM_HEAD (object)->sight, gui_sight_unref);

  G_OBJECT_CLASS (gui_room_head_parent_class)->dispose (object);
}

static void
gui_room_head_class_init (GuiRoomHeadClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = gui_room_head_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/mogothrow77/Console/gui-room-head.ui");
  gtk_widget_class_bind_template_child (widget_class, GuiRoomHead, severity);
  gtk_widget_class_bind_template_child (widget_class, GuiRoomHead, production);
  gtk_widget_class_bind_template_child (widget_class, GuiRoomHead, place);
  gtk_widget_class_bind_template_child (widget_class, GuiRoomHead, banner);
  gtk_widget_class_bind_template_child (widget_class, GuiRoomHead, waiting);
  gtk_widget_class_bind_template_child (widget_class, GuiRoomHead, withdraw);
  gtk_widget_class_bind_template_child (widget_class, GuiRoomHead, inbox);
  gtk_widget_class_bind_template_child (widget_class, GuiRoomHead, next);
  gtk_widget_class_bind_template_child (widget_class, GuiRoomHead, roles);
  gtk_widget_class_bind_template_child (widget_class, GuiRoomHead, presses);
  gtk_widget_class_bind_template_callback (widget_class, withdraw_cb);
}

static void
add (GtkFlowBox *box, GtkWidget *widget)
{
  gtk_widget_add_css_class (widget, "flat");
  gtk_flow_box_append (box, widget);
  gtk_widget_set_focusable (gtk_widget_get_parent (widget), FALSE);
}

static GtkButton *
add_button (GuiRoomHead *self, const char *label, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  g_signal_connect_swapped (button, "clicked", clicked, self);
  add (self->presses, button);
  return GTK_BUTTON (button);
}

static void
gui_room_head_init (GuiRoomHead *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < N_DUTIES; i++)
    {
      GtkWidget *picker = gui_picker_new ();

      g_object_set_data (G_OBJECT (picker), "field", (gpointer) duties[i]);
      g_signal_connect (picker, "picked", G_CALLBACK (picked_cb), self);
      self->duty[i] = GTK_MENU_BUTTON (gtk_menu_button_new ());
      gtk_menu_button_set_popover (self->duty[i], picker);
      gtk_menu_button_set_create_popup_func (self->duty[i], ask_cb, self, NULL);
      add (self->roles, GTK_WIDGET (self->duty[i]));
    }
  self->join = add_button (self, _ ("Join"), G_CALLBACK (join_cb));
  self->update = add_button (self, "", G_CALLBACK (announce_cb));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->update), _ ("Announce an update"));
  self->bridge = add_button (self, _ ("Open the bridge"), G_CALLBACK (bridge_cb));
}
