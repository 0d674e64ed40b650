/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-bulk"

#include "config.h"

#include "gui/dialogs/gui-bulk.h"

#include <glib/gi18n.h>

#include "gui/gui-text.h"
#include "gui/widgets/gui-field-row.h"
#include "shared/base/m77-runtime.h"
#include "shared/base/m77-time.h"
#include "shared/client/m77-chosen.h"
#include "shared/model/m77-act.h"

#define SEEN_AFTER_MS 250

/* A field that may become the same in all of them. */
typedef struct
{
  AdwExpanderRow *frame; /* its switch: whether it does */
  GuiFieldRow *row;      /* NULL: of a set */
  GtkEditable *elements; /* of a set */
  const M77Field *field;
} Change;

struct _GuiBulk
{
  AdwWindow parent;
  AdwWindowTitle *heading;
  GtkButton *cancel, *verb;
  GtkLabel *place, *effect, *misfits, *offline, *fault;
  AdwPreferencesGroup *group;

  GuiListPane *pane;
  M77Chosen *chosen;
  const M77Action *action; /* NULL: an edit */
  M77Fit *fit;             /* of an action */
  GArray *fields;          /* M77Field, of arguments; rows point into it */
  GPtrArray *rows;         /* GuiFieldRow: of arguments */
  GArray *changes;         /* Change: of an edit */
  GtkEditable *reason, *number;
  guint seen_timer;
  gboolean asking;
};

G_DEFINE_FINAL_TYPE (GuiBulk, gui_bulk, ADW_TYPE_WINDOW)

static gint64
now (void)
{
  return m77_runtime_now (m77_runtime_real ());
}

static void
show_line (GtkLabel *label, const char *text)
{
  g_autofree char *line = gui_text_line (text);

  gtk_label_set_text (label, line);
  gtk_widget_set_visible (GTK_WIDGET (label), *line != '\0');
}

static gboolean
is_number_typed (GuiBulk *self)
{
  g_autofree char *wanted = self->fit != NULL ? g_strdup_printf ("%u", self->fit->n) : NULL;

  return self->number == NULL || g_strcmp0 (gtk_editable_get_text (self->number), wanted) == 0;
}

static void
check (GuiBulk *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->verb),
                            is_number_typed (self) && self->seen_timer == 0 && !self->asking);
}

static void
touched_cb (gpointer data)
{
  show_line (((GuiBulk *) data)->fault, NULL);
  check (data);
}

static gboolean
seen_cb (gpointer data)
{
  GuiBulk *self = data;

  self->seen_timer = 0;
  check (self);
  return G_SOURCE_REMOVE;
}

/* ---- Doing it ---- */

/* What was done is not marked any more; what it did not fit still is. */
static void
unmark (GuiBulk *self)
{
  GuiMarks *list = gui_rows_marks (gui_list_pane_rows (self->pane));
  M77Marks *marks = gui_marks_marks (list);

  if (gui_list_pane_kind (self->pane) != self->chosen->kind)
    return;
  if (self->chosen->ids == NULL)
    m77_marks_clear (marks);
  for (guint i = 0; self->fit != NULL && self->fit->ids != NULL && self->fit->ids[i] != NULL; i++)
    m77_marks_remove (marks, self->fit->ids[i]);
  gui_marks_changed (list);
}

static char *
done_words (GuiBulk *self, guint count)
{
  if (self->action == NULL)
    return count == 0
               ? g_strdup (_ ("They were so already"))
               : g_strdup_printf (ngettext ("%u changed here", "%u changed here", count), count);
  if (gui_list_pane_is_offline (self->pane))
    return g_strdup_printf (_ ("%s: %u queued, not delivered yet"),
                            gui_text_label (self->action->label),
                            count);
  return g_strdup_printf (_ ("%s: %u queued, being sent"),
                          gui_text_label (self->action->label),
                          count);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GuiBulk) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;
  guint64 seq;
  guint count;

  self->asking = FALSE;
  check (self);
  if (!m77_chosen_finish (result, &seq, &count, &error))
    {
      show_line (self->fault, error->message);
      return;
    }
  m77_client_saw_seq (gui_list_pane_client (self->pane), seq);
  if (self->action != NULL)
    unmark (self);
  words = done_words (self, count);
  gtk_widget_activate_action (GTK_WIDGET (self->pane), "win.tell", "s", words);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* "+db -slow": elements put in and taken out. */
static void
read_elements (const char *text, M77JsonPool *pool, M77Json *both)
{
  g_auto (GStrv) words = g_strsplit_set (text, " ,", -1);
  M77Json *add = m77_json_array_new (pool);
  M77Json *removed = m77_json_array_new (pool);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] == '-' && words[i][1] != '\0')
      m77_json_append (removed, m77_json_string_new (pool, words[i] + 1));
    else if (*words[i] != '\0' && !g_str_equal (words[i], "+"))
      m77_json_append (add, m77_json_string_new (pool, words[i] + (*words[i] == '+' ? 1 : 0)));
  if (m77_json_size (add) > 0)
    m77_json_set (pool, both, "add", add);
  if (m77_json_size (removed) > 0)
    m77_json_set (pool, both, "remove", removed);
}

/* FALSE: what is wrong is said. */
static gboolean
collect_changes (GuiBulk *self, M77JsonPool *pool, M77Json *patch, M77Json *elements)
{
  for (guint i = 0; i < self->changes->len; i++)
    {
      const Change *change = &g_array_index (self->changes, Change, i);
      g_autoptr (GError) error = NULL;
      M77Json *value;

      if (!adw_expander_row_get_enable_expansion (change->frame))
        continue;
      if (change->elements != NULL)
        {
          M77Json *both = m77_json_object_new (pool);

          read_elements (gtk_editable_get_text (change->elements), pool, both);
          if (m77_json_size (both) > 0)
            m77_json_set (pool, elements, change->field->name, both);
          continue;
        }
      value = gui_field_row_value (change->row, pool, &error);
      if (value == NULL ||
          (m77_json_is_null (value) && (change->field->flags & M77_FIELD_REQUIRED) != 0))
        {
          show_line (self->fault,
                     error != NULL ? error->message : _ ("This field must have a value"));
          gtk_widget_grab_focus (gui_field_row_widget (change->row));
          return FALSE;
        }
      m77_json_set (pool, patch, change->field->name, value);
    }
  if (m77_json_size (patch) > 0 || m77_json_size (elements) > 0)
    return TRUE;
  show_line (self->fault, _ ("Nothing is to be changed yet: switch a field on"));
  return FALSE;
}

static void
edit (GuiBulk *self, M77Agent1 *proxy)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *patch = m77_json_object_new (pool);
  M77Json *elements = m77_json_object_new (pool);

  if (!collect_changes (self, pool, patch, elements))
    return;
  self->asking = TRUE;
  m77_chosen_edit_async (self->chosen,
                         proxy,
                         m77_json_size (patch) > 0 ? patch : NULL,
                         m77_json_size (elements) > 0 ? elements : NULL,
                         done_cb,
                         g_object_ref (self));
}

static void
act (GuiBulk *self, M77Agent1 *proxy)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *args = m77_json_object_new (pool);
  g_autoptr (GError) error = NULL;
  const char *reason = gtk_editable_get_text (self->reason);

  for (guint i = 0; i < self->rows->len; i++)
    {
      GuiFieldRow *row = self->rows->pdata[i];
      M77Json *value = gui_field_row_value (row, pool, &error);

      if (value != NULL && !m77_json_is_null (value))
        m77_json_set (pool, args, gui_field_row_field (row)->name, value);
      else if (value == NULL)
        {
          show_line (self->fault, error->message);
          return;
        }
    }
  if (!m77_act_check_arguments (self->action, args, now (), &error))
    {
      show_line (self->fault, error->message);
      return;
    }
  if (self->number != NULL && *reason == '\0')
    {
      show_line (self->fault, _ ("A reason is needed"));
      gtk_widget_grab_focus (GTK_WIDGET (self->reason));
      return;
    }
  self->asking = TRUE;
  m77_chosen_act_async (self->chosen,
                        proxy,
                        self->action,
                        self->fit,
                        args,
                        reason,
                        done_cb,
                        g_object_ref (self));
}

static void
verb_cb (GuiBulk *self)
{
  M77Agent1 *proxy = m77_client_proxy (gui_list_pane_client (self->pane));

  if (proxy == NULL)
    show_line (self->fault, _ ("Not done: no agent. Try again in a moment"));
  else if (self->action != NULL)
    act (self, proxy);
  else
    edit (self, proxy);
  check (self);
}

/* ---- What it says ---- */

static GtkEditable *
add_entry (GuiBulk *self, const char *title)
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
add_arguments (GuiBulk *self)
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
      GuiFieldRow *row = gui_field_row_new (&g_array_index (self->fields, M77Field, i),
                                            GUI_FIELD_ARGUMENT,
                                            G_CALLBACK (touched_cb),
                                            self);

      g_ptr_array_add (self->rows, row);
      gui_field_row_add_to (row, self->group);
    }
}

static void
show_act (GuiBulk *self)
{
  const M77Fit *fit = self->fit;
  guint out = fit->found - fit->n;
  gboolean holds = self->action->offline == M77_OFFLINE_HOLD;
  gboolean offline = gui_list_pane_is_offline (self->pane);
  g_autofree char *until = m77_time_short (now () + self->action->offline_ms,
                                           now (),
                                           gui_text_zone ());
  g_autofree char *misfits = g_strdup_printf (ngettext ("Fits %u of %u; %u is left out: %s",
                                                        "Fits %u of %u; %u are left out: %s",
                                                        out),
                                              fit->n,
                                              fit->found,
                                              out,
                                              fit->why);
  g_autofree char
      *waits = g_strdup_printf (holds ? _ ("Offline: HELD, you are asked again; lapses %s.")
                                      : _ ("Offline: queued; from %s held, you are asked again."),
                                until);

  show_line (self->place, fit->places);
  show_line (self->effect,
             self->action->effect != NULL ? gui_text_label (self->action->effect) : NULL);
  show_line (self->misfits, out > 0 ? misfits : NULL);
  show_line (self->offline, offline ? waits : NULL);
  gtk_button_set_label (self->verb, !offline ? _ ("Send") : holds ? _ ("Hold") : _ ("Queue"));
  if (fit->danger == M77_DANGER_TYPED)
    gtk_widget_add_css_class (GTK_WIDGET (self->verb), "destructive-action");
  add_arguments (self);
  self->reason = add_entry (self,
                            fit->danger == M77_DANGER_TYPED ? _ ("Reason")
                                                            : _ ("Reason (may be empty)"));
  if (fit->danger == M77_DANGER_TYPED)
    {
      g_autofree char *title = g_strdup_printf (_ ("Type %u"), fit->n);

      self->number = add_entry (self, title);
      g_signal_connect (gtk_editable_get_delegate (self->number),
                        "paste-clipboard",
                        G_CALLBACK (no_paste_cb),
                        NULL);
    }
}

static void
add_change (GuiBulk *self, const M77Field *field)
{
  GtkWidget *frame = adw_expander_row_new ();
  Change change = { .frame = ADW_EXPANDER_ROW (frame), .field = field };

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (frame), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (frame), gui_text_label (field->label));
  adw_expander_row_set_show_enable_switch (change.frame, TRUE);
  adw_expander_row_set_enable_expansion (change.frame, FALSE);
  if (field->type == M77_TYPE_SET)
    {
      GtkWidget *entry = adw_entry_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), _ ("+element -element"));
      adw_expander_row_add_row (change.frame, entry);
      change.elements = GTK_EDITABLE (entry);
    }
  else
    {
      change.row = gui_field_row_new (field, GUI_FIELD_EDIT, G_CALLBACK (touched_cb), self);
      gui_field_row_set_kind (change.row, self->chosen->kind);
      adw_expander_row_add_row (change.frame, gui_field_row_widget (change.row));
    }
  g_array_append_val (self->changes, change);
  adw_preferences_group_add (self->group, frame);
}

static void
show_edit (GuiBulk *self)
{
  show_line (self->effect,
             _ ("What is switched on becomes the same in all of them; empty clears it. Each keeps "
                "what else it has. Undone as one."));
  gtk_button_set_label (self->verb, _ ("Store"));
  for (const M77Field *field = self->chosen->kind->fields; field->name != NULL; field++)
    if (m77_field_is_editable (field) && (field->flags & M77_FIELD_FIXED) == 0 &&
        field->type != M77_TYPE_SLUG && field->type != M77_TYPE_LOG &&
        field->type != M77_TYPE_MAP && field->type != M77_TYPE_JSON)
      add_change (self, field);
}

/* ---- The window ---- */

static void
clear_change (gpointer data)
{
  g_clear_pointer (&((Change *) data)->row, gui_field_row_free);
}

static void
gui_bulk_dispose (GObject *object)
{
  GuiBulk *self = GUI_BULK (object);

  g_clear_handle_id (&self->seen_timer, g_source_remove);
  g_array_set_size (self->changes, 0);
  g_ptr_array_set_size (self->rows, 0);
  g_clear_object (&self->pane);

  G_OBJECT_CLASS (gui_bulk_parent_class)->dispose (object);
}

static void
gui_bulk_finalize (GObject *object)
{
  GuiBulk *self = GUI_BULK (object);

  g_array_unref (self->changes);
  g_ptr_array_unref (self->rows);
  g_array_unref (self->fields);
  m77_chosen_free (self->chosen);
  m77_fit_free (self->fit);

  G_OBJECT_CLASS (gui_bulk_parent_class)->finalize (object);
}

static void
gui_bulk_class_init (GuiBulkClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = gui_bulk_dispose;
  G_OBJECT_CLASS (class)->finalize = gui_bulk_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/mogothrow77/Console/gui-bulk.ui");
  gtk_widget_class_bind_template_child (widget_class, GuiBulk, heading);
  gtk_widget_class_bind_template_child (widget_class, GuiBulk, cancel);
  gtk_widget_class_bind_template_child (widget_class, GuiBulk, verb);
  gtk_widget_class_bind_template_child (widget_class, GuiBulk, place);
  gtk_widget_class_bind_template_child (widget_class, GuiBulk, effect);
  gtk_widget_class_bind_template_child (widget_class, GuiBulk, misfits);
  gtk_widget_class_bind_template_child (widget_class, GuiBulk, offline);
  gtk_widget_class_bind_template_child (widget_class, GuiBulk, fault);
  gtk_widget_class_bind_template_child (widget_class, GuiBulk, group);
  gtk_widget_class_bind_template_callback (widget_class, verb_cb);
}

static void
gui_bulk_init (GuiBulk *self)
{
  self->fields = g_array_new (FALSE, FALSE, sizeof (M77Field));
  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) gui_field_row_free);
  self->changes = g_array_new (FALSE, FALSE, sizeof (Change));
  g_array_set_clear_func (self->changes, clear_change);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Takes chosen. */
static GuiBulk *
bulk_new (GuiListPane *pane, M77Chosen *chosen, const char *verb, guint n)
{
  GuiBulk *self = g_object_new (GUI_TYPE_BULK,
                                "transient-for",
                                gtk_widget_get_root (GTK_WIDGET (pane)),
                                NULL);
  g_autofree char *plural = g_utf8_strdown (gui_text_label (chosen->kind->plural), -1);
  /* Translators: a verb, a number, records of a kind: Acknowledge 12 incidents */
  g_autofree char *title = g_strdup_printf (_ ("%s %u %s"), verb, n, plural);

  self->pane = g_object_ref (pane);
  self->chosen = chosen;
  adw_window_title_set_title (self->heading, title);
  gtk_window_set_title (GTK_WINDOW (self), title);
  return self;
}

static void
present (GuiBulk *self)
{
  self->seen_timer = g_timeout_add (SEEN_AFTER_MS, seen_cb, self);
  check (self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->cancel));
}

typedef struct
{
  GuiListPane *pane;
  M77Chosen *chosen;
  const M77Action *action;
} Asked;

static void
fit_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autofree Asked *asked = data;
  g_autoptr (GuiListPane) pane = asked->pane;
  g_autoptr (M77Chosen) chosen = asked->chosen;
  g_autoptr (GError) error = NULL;
  g_autoptr (M77Fit) fit = m77_chosen_fit_finish (result, &error);
  GuiBulk *self;

  if (fit == NULL || fit->n == 0)
    {
      g_autofree char *text = fit != NULL ? g_strdup_printf (_ ("%s: not now, it fits none: %s"),
                                                             gui_text_label (asked->action->label),
                                                             fit->why)
                                          : g_strdup (error->message);

      gtk_widget_activate_action (GTK_WIDGET (pane), "win.tell", "s", text);
      return;
    }
  self = bulk_new (pane, g_steal_pointer (&chosen), gui_text_label (asked->action->label), fit->n);
  self->action = asked->action;
  self->fit = g_steal_pointer (&fit);
  show_act (self);
  present (self);
}

static M77Chosen *
choose (GuiListPane *pane)
{
  return m77_chosen_new (gui_list_pane_kind (pane),
                         gui_marks_marks (gui_rows_marks (gui_list_pane_rows (pane))));
}

void
gui_bulk_act (GuiListPane *pane, const M77Action *action)
{
  M77Agent1 *proxy = m77_client_proxy (gui_list_pane_client (pane));
  Asked *asked;

  if (proxy == NULL)
    return;
  asked = g_new (Asked, 1);
  *asked = (Asked){ g_object_ref (pane), choose (pane), action };
  m77_chosen_fit_async (asked->chosen, proxy, action, NULL, fit_cb, asked);
}

void
gui_bulk_edit (GuiListPane *pane)
{
  M77Chosen *chosen = choose (pane);
  GuiBulk *self = bulk_new (pane, chosen, _ ("Edit"), chosen->count);

  show_edit (self);
  present (self);
}
