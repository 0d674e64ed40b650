/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-audit-view"

#include "config.h"

#include "gui/pages/gui-audit-view.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gui/gui-compat.h"
#include "gui/gui-text.h"
#include "gui/widgets/gui-reading.h"
#include "gui/widgets/gui-spans.h"
#include "shared/base/m77-runtime.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-put-back.h"
#include "shared/model/m77-value.h"

#define SHORT_MOST 60 /* bytes */

struct _GuiAuditView
{
  AdwBin parent;
  GtkLabel *words, *where, *why, *since;
  GtkButton *back, *open;
  AdwPreferencesGroup *changes, *facts;
  GPtrArray *rows, *fact_rows; /* shown */

  GuiSight *sight;   /* shown; NULL: none */
  GuiSight *subject; /* as it is now; NULL: not here, or not yet */
  M77JsonPool *pool; /* of what would put it back */
  M77PutBack *put_back;
  GCancellable *cancellable; /* of reading the subject */
};

static gint64
now (void)
{
  return m77_runtime_now (m77_runtime_real ());
}

static const M77Kind *
subject_kind (GuiAuditView *self)
{
  const char *name = m77_json_get_string (self->sight->doc, "subject_kind");

  return name != NULL ? m77_kind_find (name) : NULL;
}

static void
tell (GuiAuditView *self, const char *text)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "s", text);
}

/* ---- What changed ---- */

static char *
value_words (const M77Kind *kind, const char *name, const M77Json *value)
{
  const M77Field *field = kind != NULL ? m77_kind_field (kind, name) : NULL;

  if (m77_json_is_null (value))
    return g_strdup ("");
  if (field == NULL)
    return m77_json_string (value) != NULL ? g_strdup (m77_json_string (value))
                                           : m77_json_to_text (value);
  return m77_value_to_text (field, value, now (), gui_text_zone ());
}

/* Two short values stand side by side; of long ones only what differs is worth reading. */
static void
add_spans (GArray *spans, const char *before, const char *after)
{
  gboolean short_ones = strlen (before) <= SHORT_MOST && strlen (after) <= SHORT_MOST &&
                        strchr (before, '\n') == NULL && strchr (after, '\n') == NULL;

  if (!short_ones)
    {
      m77_spans_add_diff (spans, before, after, TRUE);
      return;
    }
  m77_spans_add (spans, M77_SPAN_GONE, *before != '\0' ? before : _ ("nothing"));
  m77_spans_add (spans, M77_SPAN_SAME, " → ");
  m77_spans_add (spans, M77_SPAN_NEW, *after != '\0' ? after : _ ("nothing"));
}

static void
add_change (GuiAuditView *self, const M77Json *change)
{
  const M77Kind *kind = subject_kind (self);
  const char *name = m77_json_name (change);
  const M77Field *field = kind != NULL ? m77_kind_field (kind, name) : NULL;
  g_autofree char *before = value_words (kind, name, m77_json_get (change, "from"));
  g_autofree char *after = value_words (kind, name, m77_json_get (change, "to"));
  g_autofree char *title = gui_text_line (field != NULL ? gui_text_label (field->label) : name);
  g_autoptr (GArray) spans = m77_spans_new ();
  g_autofree char *said = NULL;
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *head = gtk_label_new (title);
  GtkWidget *label = gtk_label_new (NULL);

  add_spans (spans, before, after);
  gui_spans_show (GTK_LABEL (label), spans);
  said = gui_spans_to_words (spans);
  gtk_label_set_xalign (GTK_LABEL (head), 0);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (head, "caption");
  gtk_widget_add_css_class (box, "text-row");
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  adw_preferences_group_add (self->changes, row);
  g_ptr_array_add (self->rows, row);
}

static void
clear_rows (AdwPreferencesGroup *group, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    adw_preferences_group_remove (group, rows->pdata[i]);
  g_ptr_array_set_size (rows, 0);
}

static void
show_changes (GuiAuditView *self)
{
  const M77Json *changes = m77_json_get (self->sight->doc, "changes");

  clear_rows (self->changes, self->rows);
  for (const M77Json *each = m77_json_first (changes); each != NULL; each = m77_json_next (each))
    add_change (self, each);
  gtk_widget_set_visible (GTK_WIDGET (self->changes), self->rows->len > 0);
}

/* From where, with what, under which request: what one is asked for when it is looked into. */
static void
show_facts (GuiAuditView *self)
{
  static const char *const names[] = { "reason",  "approved_by", "address",  "client",
                                       "session", "operation",   "trace_id", "credential" };

  clear_rows (self->facts, self->fact_rows);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *value = m77_json_get_string (self->sight->doc, names[i]);
      const M77Field *field = m77_kind_field (self->sight->kind, names[i]);
      GtkWidget *row = value != NULL ? adw_action_row_new () : NULL;
      g_autofree char *line = gui_text_line (value);

      if (row == NULL)
        continue;
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), gui_text_label (field->label));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), line);
      adw_preferences_group_add (self->facts, row);
      g_ptr_array_add (self->fact_rows, row);
    }
}

static void
show_head (GuiAuditView *self)
{
  const M77Json *doc = self->sight->doc;
  const char *at = m77_json_get_string (doc, "at");
  const char *actor = m77_json_get_string (doc, "actor");
  gint64 instant = at != NULL ? m77_time_parse (at) : M77_TIME_NONE;
  g_autofree char *when = m77_time_short (instant, now (), gui_text_zone ());
  g_autofree char *who = gui_text_line (actor != NULL ? actor : _ ("The platform"));
  g_autofree char *verb = gui_text_line (m77_json_get_string (doc, "verb"));
  g_autofree char *kind = gui_text_line (m77_json_get_string (doc, "subject_kind"));
  g_autofree char *key = gui_text_line (m77_json_get_string (doc, "subject_key"));
  g_autofree char *words = g_strdup_printf ("%s: %s %s %s", who, verb, kind, key);
  g_autofree char *outcome = gui_text_line (m77_json_get_string (doc, "outcome"));
  g_autofree char *where = g_strdup_printf (m77_json_get_bool (doc, "offline")
                                                ? _ ("%s · %s · asked offline")
                                                : "%s · %s",
                                            when,
                                            outcome);

  gtk_label_set_text (self->words, words);
  gtk_label_set_text (self->where, where);
}

/* ---- Putting it back ---- */

static void
show_put_back (GuiAuditView *self)
{
  g_autoptr (GString) since = g_string_new (NULL);

  g_clear_pointer (&self->put_back, m77_put_back_free);
  m77_json_pool_reset (self->pool);
  self->put_back = m77_put_back_new (self->pool,
                                     self->sight->doc,
                                     subject_kind (self),
                                     self->subject != NULL ? self->subject->doc : NULL);
  for (guint i = 0; i < self->put_back->since->len; i++)
    {
      const M77Field *field = m77_kind_field (subject_kind (self), self->put_back->since->pdata[i]);

      g_string_append_printf (since,
                              "%s%s",
                              since->len > 0 ? ", " : _ ("Changed again since: "),
                              field != NULL ? gui_text_label (field->label)
                                            : (const char *) self->put_back->since->pdata[i]);
    }
  gtk_label_set_text (self->since, since->str);
  gtk_widget_set_visible (GTK_WIDGET (self->since), since->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->back), self->put_back->why == NULL);
  gtk_label_set_text (self->why, self->put_back->why != NULL ? self->put_back->why : "");
  gtk_widget_set_visible (GTK_WIDGET (self->why), self->put_back->why != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->open), self->subject != NULL);
}

static void
edit_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GuiAuditView) self = data;
  g_autofree char *operation = NULL;
  GError *error = NULL;
  guint64 seq;

  if (!m77_agent1_call_edit_finish (M77_AGENT1 (source), &seq, &operation, result, &error))
    {
      m77_client_fix_error (&error);
      tell (self, error->message);
      g_clear_error (&error);
      return;
    }
  if (self->sight != NULL && self->sight->client != NULL)
    m77_client_saw_seq (self->sight->client, seq);
  tell (self, _ ("Put back: an edit of yours, which Undo takes back"));
}

/* The question was about what was shown: that is the base. */
static void
edit (gpointer data)
{
  GuiAuditView *self = data;
  M77Agent1 *proxy = self->subject != NULL ? m77_client_proxy (self->subject->client) : NULL;
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *base = m77_json_object_new (pool);
  g_autofree char *patch = NULL;
  g_autofree char *base_text = NULL;

  if (proxy == NULL || self->put_back->patch == NULL)
    {
      tell (self, _ ("Not saved: no agent. Try again in a moment"));
      g_object_unref (self);
      return;
    }
  for (const M77Json *each = m77_json_first (self->put_back->patch); each != NULL;
       each = m77_json_next (each))
    {
      const M77Json *value = m77_json_get (self->subject->doc, m77_json_name (each));

      if (!m77_json_is_null (value))
        m77_json_set (pool, base, m77_json_name (each), m77_json_copy (pool, value));
    }
  patch = m77_json_to_text (self->put_back->patch);
  base_text = m77_json_to_text (base);
  m77_agent1_call_edit (proxy,
                        self->subject->kind->name,
                        self->subject->id,
                        base_text,
                        patch,
                        "",
                        NULL,
                        edit_cb,
                        self);
}

/* "Severity: sev1 to sev3" a line. */
static char *
edit_words (GuiAuditView *self)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (const M77Json *each = m77_json_first (self->put_back->patch); each != NULL;
       each = m77_json_next (each))
    {
      const char *name = m77_json_name (each);
      const M77Field *field = m77_kind_field (self->subject->kind, name);
      const M77Json *is = m77_json_get (self->subject->doc, name);
      g_autofree char *from = value_words (self->subject->kind, name, is);
      g_autofree char *to = value_words (self->subject->kind, name, each);
      g_autofree char *safe_from = gui_text_line (from);
      g_autofree char *safe_to = gui_text_line (to);

      g_string_append_printf (words,
                              _ ("%s: “%s” becomes “%s”\n"),
                              gui_text_label (field->label),
                              safe_from,
                              safe_to);
    }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static void
back_cb (GuiAuditView *self)
{
  GuiActRequest request;
  g_autofree char *heading = NULL;
  g_autofree char *words = NULL;

  if (self->put_back == NULL || self->put_back->why != NULL)
    return;
  if (self->put_back->action != NULL)
    {
      request = gui_sight_request (self->subject, self->put_back->action);
      request.args = self->put_back->args;
      gui_act_dialog_open (GTK_WIDGET (self), &request);
      return;
    }
  heading = g_strdup_printf (_ ("Put %s back?"), self->subject->key);
  words = edit_words (self);
  gui_compat_ask (GTK_WIDGET (self),
                  heading,
                  words,
                  _ ("Put back"),
                  FALSE,
                  NULL,
                  edit,
                  g_object_ref (self),
                  g_object_unref);
}

static void
open_cb (GuiAuditView *self)
{
  if (self->subject != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self),
                                "win.open",
                                "(ss)",
                                self->subject->kind->name,
                                self->subject->id);
}

/* ---- The subject ---- */

void
gui_audit_view_take_subject (GuiAuditView *self, const char *json)
{
  g_clear_pointer (&self->subject, gui_sight_unref);
  if (json != NULL && subject_kind (self) != NULL)
    self->subject = gui_sight_new (self->sight->client, subject_kind (self), json, NULL);
  show_put_back (self);
}

static void
subject_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;

  m77_agent1_call_record_finish (M77_AGENT1 (source), &json, result, &error);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gui_audit_view_take_subject (data, json);
}

/* By the key it had then where the kind has keys, for it may have been made again since. */
static void
read_subject (GuiAuditView *self)
{
  const M77Kind *kind = subject_kind (self);
  M77Agent1 *proxy = self->sight->client != NULL ? m77_client_proxy (self->sight->client) : NULL;
  const char *key = m77_json_get_string (self->sight->doc, "subject_key");
  const char *id = kind != NULL && kind->key != M77_KEY_ID && key != NULL
                       ? key
                       : m77_json_get_string (self->sight->doc, "subject");

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  if (proxy != NULL && kind != NULL && id != NULL)
    m77_agent1_call_record (proxy,
                            kind->name,
                            id,
                            m77_client_least (self->sight->client),
                            self->cancellable,
                            subject_cb,
                            self);
}

static void
gui_audit_view_show (GuiRecordView *view, GuiSight *sight)
{
  GuiAuditView *self = GUI_AUDIT_VIEW (view);

  if (sight == self->sight)
    return;
  gui_sight_ref (sight);
  g_clear_pointer (&self->sight, gui_sight_unref);
  self->sight = sight;
  show_head (self);
  show_changes (self);
  show_facts (self);
  gui_audit_view_take_subject (self, NULL);
  read_subject (self);
}

static void
gui_audit_view_view_init (GuiRecordViewInterface *iface)
{
  iface->show = gui_audit_view_show;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (GuiAuditView,
                               gui_audit_view,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (GUI_TYPE_RECORD_VIEW,
                                                      gui_audit_view_view_init))

static void
gui_audit_view_dispose (GObject *object)
{
  GuiAuditView *self = GUI_AUDIT_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_pointer (&self->subject, gui_sight_unref);
  g_clear_pointer (&self->sight, gui_sight_unref);

  G_OBJECT_CLASS (gui_audit_view_parent_class)->dispose (object);
}

static void
gui_audit_view_finalize (GObject *object)
{
  GuiAuditView *self = GUI_AUDIT_VIEW (object);

  g_clear_pointer (&self->put_back, m77_put_back_free);
  m77_json_pool_free (self->pool);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->fact_rows);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (gui_audit_view_parent_class)->finalize (object);
}

static void
gui_audit_view_class_init (GuiAuditViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = gui_audit_view_dispose;
  G_OBJECT_CLASS (class)->finalize = gui_audit_view_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/mogothrow77/Console/gui-audit-view.ui");
  gtk_widget_class_bind_template_child (widget_class, GuiAuditView, words);
  gtk_widget_class_bind_template_child (widget_class, GuiAuditView, where);
  gtk_widget_class_bind_template_child (widget_class, GuiAuditView, why);
  gtk_widget_class_bind_template_child (widget_class, GuiAuditView, since);
  gtk_widget_class_bind_template_child (widget_class, GuiAuditView, back);
  gtk_widget_class_bind_template_child (widget_class, GuiAuditView, open);
  gtk_widget_class_bind_template_child (widget_class, GuiAuditView, changes);
  gtk_widget_class_bind_template_child (widget_class, GuiAuditView, facts);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
}

static void
gui_audit_view_init (GuiAuditView *self)
{
  g_autoptr (GtkWidget) body = NULL;

  self->pool = m77_json_pool_new ();
  self->rows = g_ptr_array_new ();
  self->fact_rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  body = g_object_ref (adw_bin_get_child (ADW_BIN (self)));
  adw_bin_set_child (ADW_BIN (self), NULL);
  adw_bin_set_child (ADW_BIN (self), gui_reading_new (body));
}
