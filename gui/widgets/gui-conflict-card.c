/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-conflict-card"

#include "config.h"

#include "gui/widgets/gui-conflict-card.h"

#include <glib/gi18n.h>

#include "gui/gui-text.h"
#include "gui/widgets/gui-field-row.h"
#include "gui/widgets/gui-spans.h"
#include "shared/base/m77-runtime.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-side.h"
#include "shared/model/m77-validate.h"

#define SIDE_WIDTH 160 /* pixels a side has at least beside another */
#define SIDE_CHARS 18  /* and asks for */

struct _GuiConflictCard
{
  AdwBin parent;
  GtkLabel *label, *choice, *fault, *result;
  GtkBox *result_box;
  GtkFlowBox *sides;
  GtkToggleButton *theirs, *mine, *both, *edit;
  AdwPreferencesGroup *editor;

  M77Decision *decision; /* not its own */
  guint field;
  GtkLabel *texts[3];
  GuiFieldRow *row; /* while it is edited; NULL: not */
};

G_DEFINE_FINAL_TYPE (GuiConflictCard, gui_conflict_card, ADW_TYPE_BIN)

static guint chose_signal;

static gint64
now (void)
{
  return m77_runtime_now (m77_runtime_real ());
}

static const M77DecisionField *
field_of (GuiConflictCard *self)
{
  return m77_decision_field (self->decision, self->field);
}

/* ---- Showing ---- */

/* "Theirs v9, omar 02:03". */
static char *
side_title (GuiConflictCard *self, M77Side side)
{
  const M77Json *conflict = self->decision->conflict;
  gboolean theirs = side == M77_SIDE_THEIRS;
  const char *by = m77_json_get_string (conflict, theirs ? "theirs_by" : "author");
  const char *at = m77_json_get_string (conflict, theirs ? "theirs_at" : "made_at");
  g_autofree char *when = m77_time_short (at != NULL ? m77_time_parse (at) : M77_TIME_NONE,
                                          now (),
                                          gui_text_zone ());
  g_autofree char *title = NULL;

  if (side == M77_SIDE_BASE)
    return g_strdup (_ ("Base"));
  if (theirs)
    title = g_strdup_printf (_ ("Theirs v%d, %s %s"),
                             (int) self->decision->theirs_version,
                             by != NULL ? by : "?",
                             when);
  else
    title = g_strdup_printf (_ ("Mine, %s %s"), by != NULL ? by : "?", when);
  return gui_text_line (title);
}

static void
show_side (GuiConflictCard *self, M77Side side)
{
  g_autoptr (GArray)
      spans = m77_side_spans (self->decision, self->field, side, FALSE, now (), gui_text_zone ());
  g_autofree char *words = gui_spans_to_words (spans);
  g_autofree char *title = side_title (self, side);
  g_autofree char *sentence = g_strdup_printf ("%s: %s", title, words);
  GtkWidget *text = GTK_WIDGET (self->texts[side]);

  gui_spans_show (self->texts[side], spans);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_prev_sibling (text)), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (text),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  sentence,
                                  -1);
}

static void
show_result (GuiConflictCard *self)
{
  const M77DecisionField *field = field_of (self);
  gboolean open = m77_decision_is_open (self->decision, self->field);
  const char *choice = m77_side_choice (field->choice);
  g_autoptr (GArray) spans = m77_side_spans (self->decision,
                                             self->field,
                                             M77_SIDE_RESULT,
                                             FALSE,
                                             now (),
                                             gui_text_zone ());

  gui_spans_show (self->result, spans);
  gtk_widget_set_visible (GTK_WIDGET (self->result_box), !open);
  gtk_label_set_text (self->choice,
                      open && field->reopened ? _ ("Open again: theirs moved on")
                      : open                  ? _ ("Open")
                      : choice != NULL        ? choice
                                              : _ ("merged"));
  if (open)
    gtk_widget_add_css_class (GTK_WIDGET (self->choice), "held");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->choice), "held");
}

static void
show_button (GuiConflictCard *self, GtkToggleButton *button, M77Choice choice)
{
  const M77DecisionField *field = field_of (self);

  gtk_toggle_button_set_active (button, field->choice == choice);
  gtk_widget_set_visible (GTK_WIDGET (button), (field->takes & 1u << choice) != 0);
}

void
gui_conflict_card_update (GuiConflictCard *self)
{
  for (M77Side side = M77_SIDE_BASE; side <= M77_SIDE_MINE; side++)
    show_side (self, side);
  show_button (self, self->theirs, M77_CHOICE_THEIRS);
  show_button (self, self->mine, M77_CHOICE_MINE);
  show_button (self, self->both, M77_CHOICE_BOTH);
  show_button (self, self->edit, M77_CHOICE_VALUE);
  gtk_widget_set_visible (GTK_WIDGET (self->edit),
                          (field_of (self)->takes & 1u << M77_CHOICE_VALUE) != 0 &&
                              field_of (self)->field != NULL);
  show_result (self);
}

/* ---- Choosing ---- */

static void
end_editing (GuiConflictCard *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->editor), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->fault), FALSE);
  if (self->row != NULL)
    adw_preferences_group_remove (self->editor, gui_field_row_widget (self->row));
  g_clear_pointer (&self->row, gui_field_row_free);
}

/* The same choice again opens it. */
static void
choose (GuiConflictCard *self, M77Choice choice)
{
  end_editing (self);
  m77_decision_choose (self->decision,
                       self->field,
                       field_of (self)->choice == choice ? M77_CHOICE_NONE : choice);
  gui_conflict_card_update (self);
  g_signal_emit (self, chose_signal, 0);
}

static void
theirs_cb (GuiConflictCard *self)
{
  choose (self, M77_CHOICE_THEIRS);
}

static void
mine_cb (GuiConflictCard *self)
{
  choose (self, M77_CHOICE_MINE);
}

static void
both_cb (GuiConflictCard *self)
{
  choose (self, M77_CHOICE_BOTH);
}

/* What is typed is what stands, as far as it is a value. */
static void
typed_cb (gpointer data)
{
  GuiConflictCard *self = data;
  const M77DecisionField *field = field_of (self);
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (M77Fault) fault = NULL;
  M77Json *value = gui_field_row_value (self->row, pool, &error);

  if (value != NULL)
    fault = m77_validate_value (self->decision->kind, field->field, value);
  gtk_label_set_text (self->fault,
                      error != NULL   ? error->message
                      : fault != NULL ? fault->message
                                      : "");
  gtk_widget_set_visible (GTK_WIDGET (self->fault), error != NULL || fault != NULL);
  if (value == NULL || fault != NULL)
    return;
  m77_decision_choose_value (self->decision, self->field, value);
  show_button (self, self->theirs, M77_CHOICE_THEIRS);
  show_button (self, self->mine, M77_CHOICE_MINE);
  show_button (self, self->both, M77_CHOICE_BOTH);
  gtk_toggle_button_set_active (self->edit, TRUE);
  show_result (self);
  g_signal_emit (self, chose_signal, 0);
}

/* One begins with what stands, else both, else mine. */
static void
edit_cb (GuiConflictCard *self)
{
  const M77DecisionField *field = field_of (self);
  const M77Json *value = m77_decision_result (self->decision, self->field);

  if (self->row != NULL || field->choice == M77_CHOICE_VALUE)
    {
      choose (self, M77_CHOICE_VALUE);
      return;
    }
  if (value == NULL)
    value = field->both != NULL ? field->both : field->mine;
  self->row = gui_field_row_new (field->field, GUI_FIELD_CREATE, G_CALLBACK (typed_cb), self);
  gui_field_row_take (self->row, value, TRUE);
  adw_preferences_group_add (self->editor, gui_field_row_widget (self->row));
  gtk_widget_set_visible (GTK_WIDGET (self->editor), TRUE);
  gtk_widget_grab_focus (gui_field_row_widget (self->row));
  typed_cb (self);
}

/* ---- The widget ---- */

static void
gui_conflict_card_dispose (GObject *object)
{
  GuiConflictCard *self = GUI_CONFLICT_CARD (object);

  g_clear_pointer (&self->row, gui_field_row_free);

  G_OBJECT_CLASS (gui_conflict_card_parent_class)->dispose (object);
}

static void
gui_conflict_card_class_init (GuiConflictCardClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = gui_conflict_card_dispose;
  chose_signal = g_signal_new ("chose",
                               G_TYPE_FROM_CLASS (class),
                               G_SIGNAL_RUN_LAST,
                               0,
                               NULL,
                               NULL,
                               NULL,
                               G_TYPE_NONE,
                               0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/mogothrow77/Console/gui-conflict-card.ui");
  gtk_widget_class_bind_template_child (widget_class, GuiConflictCard, label);
  gtk_widget_class_bind_template_child (widget_class, GuiConflictCard, choice);
  gtk_widget_class_bind_template_child (widget_class, GuiConflictCard, fault);
  gtk_widget_class_bind_template_child (widget_class, GuiConflictCard, result);
  gtk_widget_class_bind_template_child (widget_class, GuiConflictCard, result_box);
  gtk_widget_class_bind_template_child (widget_class, GuiConflictCard, sides);
  gtk_widget_class_bind_template_child (widget_class, GuiConflictCard, theirs);
  gtk_widget_class_bind_template_child (widget_class, GuiConflictCard, mine);
  gtk_widget_class_bind_template_child (widget_class, GuiConflictCard, both);
  gtk_widget_class_bind_template_child (widget_class, GuiConflictCard, edit);
  gtk_widget_class_bind_template_child (widget_class, GuiConflictCard, editor);
  gtk_widget_class_bind_template_callback (widget_class, theirs_cb);
  gtk_widget_class_bind_template_callback (widget_class, mine_cb);
  gtk_widget_class_bind_template_callback (widget_class, both_cb);
  gtk_widget_class_bind_template_callback (widget_class, edit_cb);
}

static GtkLabel *
add_side (GtkFlowBox *sides)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *text = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (title, "side-title");
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_yalign (GTK_LABEL (text), 0);
  gtk_label_set_wrap (GTK_LABEL (text), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (text), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (text), SIDE_CHARS);
  gtk_widget_set_vexpand (text, TRUE);
  gtk_widget_add_css_class (box, "side");
  gtk_widget_set_size_request (box, SIDE_WIDTH, -1);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), text);
  gtk_flow_box_append (sides, box);
  gtk_widget_set_focusable (gtk_widget_get_parent (box), FALSE);
  return GTK_LABEL (text);
}

static void
gui_conflict_card_init (GuiConflictCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (self->texts); i++)
    self->texts[i] = add_side (self->sides);
}

GtkWidget *
gui_conflict_card_new (M77Decision *decision, guint field)
{
  GuiConflictCard *self = g_object_new (GUI_TYPE_CONFLICT_CARD, NULL);
  const char *label = m77_decision_field (decision, field)->label;
  g_autofree char *safe = gui_text_line (label != NULL ? gui_text_label (label) : "");

  self->decision = decision;
  self->field = field;
  gtk_label_set_text (self->label, safe);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, safe, -1);
  gui_conflict_card_update (self);
  return GTK_WIDGET (self);
}

guint
gui_conflict_card_field (GuiConflictCard *self)
{
  return self->field;
}
