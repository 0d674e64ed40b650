/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-act-dialog"

#include "config.h"

#include "gui/dialogs/gui-act-dialog.h"

#include <glib/gi18n.h>

#include "gui/dialogs/gui-act-notes.h"
#include "gui/gui-arm.h"
#include "gui/gui-session.h"
#include "gui/gui-text.h"
#include "gui/widgets/gui-field-row.h"
#include "shared/base/m77-error.h"
#include "shared/base/m77-runtime.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-act.h"
#include "shared/model/m77-arming.h"
#include "shared/model/m77-record.h"

#define SEEN_AFTER_MS 250

struct _GuiActDialog
{
  AdwWindow parent;
  AdwWindowTitle *heading;
  GtkButton *cancel, *verb;
  GtkLabel *place, *effect, *note, *offline, *fault;
  AdwPreferencesGroup *group;

  M77Client *client;
  const M77Kind *kind;
  const M77Action *action;
  char *id;
  GStrv ids; /* of many; NULL: of one */
  char *args_text;
  M77JsonPool *pool; /* of expect */
  const M77Json *expect;
  GArray *fields;  /* M77Field, of the arguments; rows point into it */
  GPtrArray *rows; /* GuiFieldRow, of the arguments */
  GtkEditable *reason;
  GtkEditable *name; /* NULL: nothing is typed */
  char *wanted;      /* in name */
  gboolean needs_reason, asking;
  gboolean arms;    /* what is typed arms the window */
  guint seen_timer; /* until it counts as seen */
};

G_DEFINE_FINAL_TYPE (GuiActDialog, gui_act_dialog, ADW_TYPE_WINDOW)

static guint asked_signal;

static gint64
now (void)
{
  return m77_runtime_now (m77_runtime_real ());
}

static void
show_fault (GuiActDialog *self, const char *text)
{
  gtk_label_set_text (self->fault, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->fault), text != NULL);
}

static void
check (GuiActDialog *self)
{
  gboolean named = self->name == NULL ||
                   g_str_equal (gtk_editable_get_text (self->name), self->wanted);

  gtk_widget_set_sensitive (GTK_WIDGET (self->verb),
                            named && self->seen_timer == 0 && !self->asking);
}

static void
touched_cb (gpointer data)
{
  show_fault (data, NULL);
  check (data);
}

static gboolean
seen_cb (gpointer data)
{
  GuiActDialog *self = data;

  self->seen_timer = 0;
  check (self);
  return G_SOURCE_REMOVE;
}

/* ---- Asking ---- */

static void
end (GuiActDialog *self, guint64 seq)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  m77_client_saw_seq (self->client, seq);
  g_signal_emit (self, asked_signal, 0, self->action->name);
  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent),
                                "win.tell",
                                "s",
                                _ ("Asked for: the inbox has it until it is applied"));
  gtk_window_destroy (GTK_WINDOW (self));
}

/* Takes error. */
static void
fail (GuiActDialog *self, GError *error)
{
  m77_client_fix_error (&error);
  show_fault (self, error->message);
  g_error_free (error);
  self->asking = FALSE;
  check (self);
}

static void
act_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GuiActDialog) self = data;
  g_autofree char *operation = NULL;
  GError *error = NULL;
  guint64 seq;

  if (m77_agent1_call_act_finish (M77_AGENT1 (source), &seq, &operation, result, &error))
    end (self, seq);
  else
    fail (self, error);
}

static void
many_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GuiActDialog) self = data;
  GError *error = NULL;
  guint64 seq;
  guint count;

  if (m77_agent1_call_act_ids_finish (M77_AGENT1 (source), &seq, &count, result, &error))
    end (self, seq);
  else
    fail (self, error);
}

/* Of those seen, what it does not fit any more wants nobody's word. */
static void
fits_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GuiActDialog) self = data;
  g_auto (GStrv) fitting = NULL;
  g_autoptr (GVariant) places = NULL;
  g_autofree char *why = NULL;
  GError *error = NULL;
  guint found, danger;

  if (!m77_agent1_call_act_fits_finish (
          M77_AGENT1 (source), &found, &fitting, &danger, &places, &why, result, &error))
    fail (self, error);
  else if (fitting[0] == NULL)
    fail (self,
          g_error_new (M77_ERROR, M77_ERROR_PRECONDITION_CHANGED, _ ("Not asked for: %s"), why));
  else
    m77_agent1_call_act_ids (M77_AGENT1 (source),
                             self->action->name,
                             self->kind->name,
                             (const char *const *) fitting,
                             self->args_text,
                             gtk_editable_get_text (self->reason),
                             NULL,
                             many_cb,
                             g_object_ref (self));
}

/* NULL: what is wrong has the focus, and is said. */
static M77Json *
collect (GuiActDialog *self, M77JsonPool *pool)
{
  M77Json *args = m77_json_object_new (pool);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    {
      GuiFieldRow *row = self->rows->pdata[i];
      M77Json *value = gui_field_row_value (row, pool, &error);

      if (value == NULL)
        {
          show_fault (self, error->message);
          gtk_widget_grab_focus (gui_field_row_widget (row));
          return NULL;
        }
      if (!m77_json_is_null (value))
        m77_json_set (pool, args, gui_field_row_field (row)->name, value);
    }
  if (!m77_act_check_arguments (self->action, args, now (), &error))
    {
      show_fault (self, error->message);
      return NULL;
    }
  if (self->needs_reason && *gtk_editable_get_text (self->reason) == '\0')
    {
      show_fault (self, _ ("A reason is needed"));
      gtk_widget_grab_focus (GTK_WIDGET (self->reason));
      return NULL;
    }
  return args;
}

static void
verb_cb (GuiActDialog *self)
{
  M77Agent1 *proxy = m77_client_proxy (self->client);
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const M77Json *args = collect (self, pool);
  g_autofree char *expect = m77_json_to_text (self->expect);

  if (args == NULL)
    return;
  if (proxy == NULL)
    {
      show_fault (self, _ ("Not asked for: no agent. Try again in a moment"));
      return;
    }
  self->asking = TRUE;
  check (self);
  if (self->arms)
    gui_arm_begin (gui_arm_of (GTK_WIDGET (self)));
  g_free (self->args_text);
  self->args_text = m77_json_to_text (args);
  if (self->ids != NULL)
    m77_agent1_call_act_fits (proxy,
                              self->action->name,
                              self->kind->name,
                              "",
                              (const char *const *) self->ids,
                              NULL,
                              fits_cb,
                              g_object_ref (self));
  else
    m77_agent1_call_act (proxy,
                         self->action->name,
                         self->kind->name,
                         self->id,
                         self->args_text,
                         gtk_editable_get_text (self->reason),
                         expect,
                         NULL,
                         act_cb,
                         g_object_ref (self));
}

/* ---- What it says ---- */

char *
gui_act_refusal (const M77Kind *kind,
                 const M77Action *action,
                 const M77Json *doc,
                 gboolean is_offline)
{
  const char *state = m77_record_state (kind, doc);

  if (gui_session_is_read_only (gui_session_default ()))
    return g_strdup (_ ("Not now: read-only"));
  if (!m77_act_check_state (kind, action, doc, NULL))
    return g_strdup_printf (_ ("Not now: it is %s"), state != NULL ? state : "?");
  if (is_offline && action->offline == M77_OFFLINE_DENY)
    return g_strdup (_ ("Not now: offline"));
  return NULL;
}

static void
show_offline (GuiActDialog *self, gboolean is_offline)
{
  g_autofree char *until = m77_time_short (now () + self->action->offline_ms,
                                           now (),
                                           gui_text_zone ());
  gboolean holds = self->action->offline == M77_OFFLINE_HOLD;
  g_autofree char
      *words = g_strdup_printf (holds ? _ ("Offline: HELD, you are asked again; lapses %s.")
                                      : _ ("Offline: queued; from %s held, you are asked again."),
                                until);

  gtk_label_set_text (self->offline, words);
  gtk_widget_set_visible (GTK_WIDGET (self->offline), is_offline);
  gtk_button_set_label (self->verb, !is_offline ? _ ("Send") : holds ? _ ("Hold") : _ ("Queue"));
}

/* An action in an environment is in the record's own: there is nothing to choose. */
static void
start_row (GuiFieldRow *row, const GuiActRequest *request)
{
  const char *name = gui_field_row_field (row)->name;
  const M77Json *value = m77_json_get (request->args, name);

  if (g_str_equal (name, "env") && m77_json_get (request->doc, "environment") != NULL)
    {
      value = m77_json_get (request->doc, "environment");
      gui_field_row_set_open (row, FALSE);
    }
  if (value != NULL)
    gui_field_row_take (row, value, TRUE);
}

static void
add_arguments (GuiActDialog *self, const GuiActRequest *request)
{
  for (const M77Argument *a = self->action->arguments; a != NULL && a->name != NULL; a++)
    {
      M77Field field = { .name = a->name,
                         .label = a->label,
                         .type = a->type,
                         .ref = a->ref,
                         .values = a->values,
                         .flags = (a->required ? M77_FIELD_REQUIRED : 0) |
                                  (a->secret ? M77_FIELD_SECRET : 0),
                         .min = a->min,
                         .max = a->max };

      g_array_append_val (self->fields, field);
    }
  for (guint i = 0; i < self->fields->len; i++)
    {
      const M77Field *field = &g_array_index (self->fields, M77Field, i);
      GuiFieldRow *row = gui_field_row_new (field,
                                            GUI_FIELD_ARGUMENT,
                                            G_CALLBACK (touched_cb),
                                            self);

      g_ptr_array_add (self->rows, row);
      start_row (row, request);
      gui_field_row_add_to (row, self->group);
    }
}

static GtkEditable *
add_entry (GuiActDialog *self, const char *title)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_group_add (self->group, row);
  g_signal_connect_swapped (row, "changed", G_CALLBACK (touched_cb), self);
  return GTK_EDITABLE (row);
}

static void
no_paste_cb (GtkText *text)
{
  g_signal_stop_emission_by_name (text, "paste-clipboard");
  gtk_widget_error_bell (GTK_WIDGET (text));
}

static void
add_name (GuiActDialog *self)
{
  g_autofree char *safe = gui_text_line (self->wanted);
  g_autofree char *title = g_strdup_printf (_ ("Type %s"), safe);

  self->name = add_entry (self, title);
  g_signal_connect (gtk_editable_get_delegate (self->name),
                    "paste-clipboard",
                    G_CALLBACK (no_paste_cb),
                    NULL);
}

static void
fill (GuiActDialog *self, const GuiActRequest *request)
{
  const M77Action *guard = m77_act_guard (self->kind, self->action, request->doc);
  M77Danger danger = m77_action_danger (guard, m77_json_get_string (request->doc, "environment"));
  const char *service = m77_json_get_string (request->doc, "service");
  const char *environment = m77_json_get_string (request->doc, "environment");
  g_autofree char *title = gui_text_line (request->title);
  g_autofree char *where = g_strdup_printf ("%s · %s",
                                            service != NULL ? service : request->key,
                                            environment != NULL ? environment : self->kind->name);
  g_autofree char *place = gui_text_line (where);

  adw_window_title_set_title (self->heading, gui_text_label (self->action->label));
  adw_window_title_set_subtitle (self->heading, title);
  gtk_label_set_text (self->place, place);
  gtk_label_set_text (self->effect,
                      self->action->effect != NULL ? gui_text_label (self->action->effect) : "");
  gtk_label_set_text (self->note, request->note != NULL ? request->note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), request->note != NULL);
  gui_act_notes_ask (request, self->note);
  show_offline (self, request->is_offline);
  add_arguments (self, request);
  self->needs_reason = danger == M77_DANGER_TYPED ||
                       m77_act_wants_reason (self->kind, self->action, request->doc);
  self->reason = add_entry (self, self->needs_reason ? _ ("Reason") : _ ("Reason (may be empty)"));
  self->arms &= danger != M77_DANGER_TYPED && request->wanted == NULL;
  if (request->wanted != NULL)
    self->wanted = g_strdup (request->wanted);
  else if (danger == M77_DANGER_TYPED)
    self->wanted = g_strdup (self->kind->key == M77_KEY_NUMBER && service != NULL ? service
                                                                                  : request->key);
  else if (self->arms)
    self->wanted = g_strdup (M77_ARMED_NAME);
  if (self->wanted != NULL)
    add_name (self);
  gtk_widget_add_css_class (GTK_WIDGET (self->verb),
                            danger == M77_DANGER_TYPED ? "destructive-action" : "suggested-action");
}

/* ---- The window ---- */

static void
gui_act_dialog_dispose (GObject *object)
{
  GuiActDialog *self = GUI_ACT_DIALOG (object);

  g_clear_handle_id (&self->seen_timer, g_source_remove);
  g_ptr_array_set_size (self->rows, 0);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (gui_act_dialog_parent_class)->dispose (object);
}

static void
gui_act_dialog_finalize (GObject *object)
{
  GuiActDialog *self = GUI_ACT_DIALOG (object);

  g_ptr_array_unref (self->rows);
  g_array_unref (self->fields);
  m77_json_pool_free (self->pool);
  g_free (self->id);
  g_strfreev (self->ids);
  g_free (self->args_text);
  g_free (self->wanted);

  G_OBJECT_CLASS (gui_act_dialog_parent_class)->finalize (object);
}

static void
gui_act_dialog_class_init (GuiActDialogClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = gui_act_dialog_dispose;
  G_OBJECT_CLASS (class)->finalize = gui_act_dialog_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/mogothrow77/Console/gui-act-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, GuiActDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, GuiActDialog, cancel);
  gtk_widget_class_bind_template_child (widget_class, GuiActDialog, verb);
  gtk_widget_class_bind_template_child (widget_class, GuiActDialog, place);
  gtk_widget_class_bind_template_child (widget_class, GuiActDialog, effect);
  gtk_widget_class_bind_template_child (widget_class, GuiActDialog, note);
  gtk_widget_class_bind_template_child (widget_class, GuiActDialog, offline);
  gtk_widget_class_bind_template_child (widget_class, GuiActDialog, fault);
  gtk_widget_class_bind_template_child (widget_class, GuiActDialog, group);
  gtk_widget_class_bind_template_callback (widget_class, verb_cb);
  asked_signal = g_signal_new ("asked",
                               G_TYPE_FROM_CLASS (class),
                               G_SIGNAL_RUN_LAST,
                               0,
                               NULL,
                               NULL,
                               NULL,
                               G_TYPE_NONE,
                               1,
                               G_TYPE_STRING);
}

static void
gui_act_dialog_init (GuiActDialog *self)
{
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gui_field_row_free);
  self->fields = g_array_new (FALSE, FALSE, sizeof (M77Field));
  self->pool = m77_json_pool_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GuiActDialog *
gui_act_dialog_open (GtkWidget *near, const GuiActRequest *request)
{
  GtkRoot *root = gtk_widget_get_root (near);
  GuiActDialog *self = g_object_new (GUI_TYPE_ACT_DIALOG, "transient-for", root, NULL);
  const M77Action *guard = m77_act_guard (request->kind, request->action, request->doc);

  self->arms = m77_arming_covers (request->kind,
                                  guard,
                                  m77_json_get_string (request->doc, "environment")) &&
               !gui_arm_is_armed (gui_arm_of (near));
  self->client = g_object_ref (request->client);
  self->kind = request->kind;
  self->action = request->action;
  self->id = g_strdup (request->id);
  self->ids = g_strdupv ((GStrv) request->ids);
  self->expect = m77_act_expect (self->pool, request->kind, request->action, request->doc);
  fill (self, request);
  self->seen_timer = g_timeout_add (SEEN_AFTER_MS, seen_cb, self);
  gtk_window_present (GTK_WINDOW (self));
  return self;
}
