/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-filter-bar"

#include "config.h"

#include "gui/widgets/gui-filter-bar.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gui/gui-text.h"
#include "gui/gui-theme.h"
#include "gui/widgets/gui-completion.h"
#include "shared/base/m77-runtime.h"
#include "shared/model/m77-filter.h"

struct _GuiFilterBar
{
  AdwBin parent;
  GtkEntry *entry;
  GtkLabel *fault;
  GuiCompletion *completion;

  M77Suggest suggest;
  const M77Kind *kind;
  char *member, *before; /* before: as it stood when typing began */
  gboolean setting;      /* the text is the owner's, not typed */
  gboolean typing;       /* the last change was a key's */
  guint typed_idle;
};

G_DEFINE_FINAL_TYPE (GuiFilterBar, gui_filter_bar, ADW_TYPE_BIN)

enum
{
  FILTER,
  LEAVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

const char *
gui_filter_bar_text (GuiFilterBar *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

static GtkText *
text_of (GuiFilterBar *self)
{
  return GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (self->entry)));
}

static gsize
cursor_of (GuiFilterBar *self)
{
  const char *text = gui_filter_bar_text (self);
  int chars = gtk_editable_get_position (GTK_EDITABLE (self->entry));

  return (gsize) (g_utf8_offset_to_pointer (text, MIN (chars, g_utf8_strlen (text, -1))) - text);
}

/* ---- How it looks ---- */

static void
add_attribute (PangoAttrList *list, PangoAttribute *attribute, gsize start, gsize end)
{
  attribute->start_index = (guint) start;
  attribute->end_index = (guint) end;
  pango_attr_list_insert (list, attribute);
}

static guint16
channel (float value)
{
  return (guint16) (value * 65535 + 0.5f);
}

static void
add_token (PangoAttrList *list, const M77FilterSpan *span, const GdkRGBA *ground)
{
  add_attribute (list,
                 pango_attr_background_new (channel (ground->red),
                                            channel (ground->green),
                                            channel (ground->blue)),
                 span->start,
                 span->end);
  if (span->value_start > span->start && span->value_start < span->end)
    add_attribute (list, pango_attr_weight_new (PANGO_WEIGHT_BOLD), span->start, span->value_start);
}

static void
add_fault (PangoAttrList *list, const GdkRGBA *bad, gsize start, gsize end)
{
  add_attribute (list, pango_attr_underline_new (PANGO_UNDERLINE_ERROR), start, end);
  add_attribute (list,
                 pango_attr_underline_color_new (channel (bad->red),
                                                 channel (bad->green),
                                                 channel (bad->blue)),
                 start,
                 end);
}

/* The end of a text is underlined by the term that ends there. */
static void
show_tokens (GuiFilterBar *self, const M77FilterFault *fault)
{
  const char *text = gui_filter_bar_text (self);
  g_autoptr (GArray) spans = m77_filter_spans (text, self->kind);
  g_autoptr (PangoAttrList) list = pango_attr_list_new ();
  GdkRGBA ground, bad;

  if (!gui_theme_colour ("tint", TRUE, gui_theme_mode (), &ground) ||
      !gui_theme_colour ("bad", FALSE, gui_theme_mode (), &bad))
    return;
  for (guint i = 0; i < spans->len; i++)
    {
      const M77FilterSpan *span = &g_array_index (spans, M77FilterSpan, i);

      add_token (list, span, &ground);
      if (fault != NULL && (span->is_wrong || (fault->offset >= span->start &&
                                               fault->offset <= span->end && fault->length == 0)))
        add_fault (list, &bad, span->start, span->end);
    }
  if (fault != NULL && fault->length > 0)
    add_fault (list, &bad, fault->offset, fault->offset + fault->length);
  gtk_entry_set_attributes (self->entry, list);
}

void
gui_filter_bar_set_fault (GuiFilterBar *self, const char *sentence)
{
  g_autofree char *line = gui_text_line (sentence);

  gtk_label_set_label (self->fault, line);
  gtk_widget_set_visible (GTK_WIDGET (self->fault), sentence != NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry),
                               GTK_ACCESSIBLE_STATE_INVALID,
                               sentence != NULL ? GTK_ACCESSIBLE_INVALID_TRUE
                                                : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  if (sentence != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
}

/* FALSE, and said, if the text is no filter. */
static gboolean
check (GuiFilterBar *self)
{
  const char *text = gui_filter_bar_text (self);
  M77FilterContext context = { .now = m77_runtime_now (m77_runtime_real ()),
                               .me = self->member,
                               .zone = gui_text_zone () };
  g_auto (M77FilterFault) fault = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (M77Predicate) predicate = NULL;

  if (self->kind == NULL)
    return FALSE;
  predicate = m77_filter_parse (text, self->kind, &context, &fault, &error);
  show_tokens (self, predicate == NULL ? &fault : NULL);
  gui_filter_bar_set_fault (self, error != NULL ? error->message : NULL);
  gtk_entry_set_icon_from_icon_name (self->entry,
                                     GTK_ENTRY_ICON_SECONDARY,
                                     *text != '\0' ? "edit-clear-symbolic" : NULL);
  return predicate != NULL;
}

static void
theme_cb (GuiFilterBar *self)
{
  check (self);
}

/* ---- Suggestions ---- */

static int
cursor_x (GuiFilterBar *self)
{
  GtkText *text = text_of (self);
  graphene_rect_t strong;
  graphene_point_t at;

  gtk_text_compute_cursor_extents (text, cursor_of (self), &strong, NULL);
  if (!gtk_widget_compute_point (GTK_WIDGET (text),
                                 GTK_WIDGET (self),
                                 &GRAPHENE_POINT_INIT (strong.origin.x, 0),
                                 &at))
    return 0;
  /* Before the text has scrolled to its cursor that is outside. */
  return CLAMP ((int) at.x, 0, MAX (gtk_widget_get_width (GTK_WIDGET (self)) - 1, 0));
}

static void
offer (GuiFilterBar *self)
{
  gui_completion_offer (self->completion, &self->suggest, cursor_x (self));
}

static void
suggest (GuiFilterBar *self)
{
  m77_suggest_filter (&self->suggest, gui_filter_bar_text (self), cursor_of (self), 0, self->kind);
}

/* What the agent knows has come. */
static void
suggested_cb (gpointer data)
{
  GuiFilterBar *self = data;

  if (self->typing && !gui_completion_is_chosen (self->completion))
    offer (self);
}

static void
finish (GuiFilterBar *self)
{
  if (check (self))
    {
      g_autofree char *filter = g_strstrip (g_strdup (gui_filter_bar_text (self)));

      g_signal_emit (self, signals[FILTER], 0, filter);
    }
}

static gboolean
typed_cb (gpointer data)
{
  GuiFilterBar *self = data;

  self->typed_idle = 0;
  self->typing = TRUE;
  suggest (self);
  offer (self);
  /* Half a word is neither looked for nor wrong. */
  if (m77_suggest_is_part (&self->suggest, gui_filter_bar_text (self)))
    {
      show_tokens (self, NULL);
      gui_filter_bar_set_fault (self, NULL);
    }
  else
    finish (self);
  return G_SOURCE_REMOVE;
}

/* The cursor is where it goes only after this. */
static void
changed_cb (GuiFilterBar *self)
{
  if (self->setting)
    check (self);
  else if (self->typed_idle == 0 && self->kind != NULL)
    self->typed_idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, typed_cb, self, NULL);
}

/* The cursor went elsewhere: what was offered does not stand there. */
static void
cursor_cb (GuiFilterBar *self)
{
  gsize cursor = cursor_of (self);

  if (!self->setting && self->typed_idle == 0 &&
      (cursor < self->suggest.start || cursor > self->suggest.end))
    gui_completion_withdraw (self->completion);
}

static void
put_text (GuiFilterBar *self, const char *text, gsize cursor)
{
  self->setting = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_editable_set_position (GTK_EDITABLE (self->entry),
                             (int) g_utf8_strlen (text, (gssize) MIN (cursor, strlen (text))));
  self->setting = FALSE;
}

static void
take (GuiFilterBar *self)
{
  g_autoptr (GString) text = g_string_new (gui_filter_bar_text (self));

  if (!m77_suggest_take (&self->suggest, text))
    return;
  put_text (self, text->str, self->suggest.end);
  gui_completion_withdraw (self->completion);
  suggest (self);
  /* A name wants its value next. */
  if (self->suggest.words->len > 0 && !g_str_has_suffix (text->str, " "))
    offer (self);
  if (check (self) && !m77_suggest_is_part (&self->suggest, text->str))
    finish (self);
}

/* ---- Keys ---- */

static gboolean
escape (GuiFilterBar *self)
{
  if (gui_completion_is_shown (self->completion))
    gui_completion_withdraw (self->completion);
  else if (self->before != NULL && !g_str_equal (self->before, gui_filter_bar_text (self)))
    {
      put_text (self, self->before, strlen (self->before));
      finish (self);
    }
  else
    g_signal_emit (self, signals[LEAVE], 0);
  return TRUE;
}

static gboolean
down (GuiFilterBar *self, int by)
{
  if (gui_completion_is_shown (self->completion) && self->suggest.words->len > 0)
    gui_completion_choose (self->completion, by);
  else if (by < 0)
    return FALSE;
  else if (*gui_filter_bar_text (self) == '\0' || self->typing)
    g_signal_emit (self, signals[LEAVE], 0);
  else
    {
      suggest (self);
      offer (self);
      self->typing = TRUE;
    }
  return TRUE;
}

static gboolean
key_cb (GuiFilterBar *self, guint key, guint code, GdkModifierType state)
{
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK)) != 0)
    return FALSE;
  switch (key)
    {
    case GDK_KEY_Down:
      return down (self, 1);
    case GDK_KEY_Up:
      return down (self, -1);
    case GDK_KEY_Escape:
      return escape (self);
    case GDK_KEY_Tab:
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if (gui_completion_is_chosen (self->completion))
        {
          take (self);
          return TRUE;
        }
      gui_completion_withdraw (self->completion);
      if (key == GDK_KEY_Tab)
        return FALSE;
      finish (self);
      return TRUE;
    default:
      return FALSE;
    }
}

static void
enter_cb (GuiFilterBar *self)
{
  g_free (self->before);
  self->before = g_strdup (gui_filter_bar_text (self));
  self->typing = FALSE;
}

static void
leave_cb (GuiFilterBar *self)
{
  self->typing = FALSE;
  gui_completion_withdraw (self->completion);
}

/* ---- Terms ---- */

static void
clear_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GuiFilterBar *self = GUI_FILTER_BAR (widget);

  put_text (self, "", 0);
  gui_completion_withdraw (self->completion);
  finish (self);
}

static void
remove_term_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GuiFilterBar *self = GUI_FILTER_BAR (widget);
  g_autoptr (GString) text = g_string_new (gui_filter_bar_text (self));
  g_autoptr (GArray) spans = m77_filter_spans (text->str, self->kind);
  gsize cursor = cursor_of (self);

  for (guint i = 0; i < spans->len; i++)
    {
      const M77FilterSpan *span = &g_array_index (spans, M77FilterSpan, i);
      gsize end = span->end + (text->str[span->end] == ' ' ? 1 : 0);

      if (cursor < span->start || cursor > span->end)
        continue;
      g_string_erase (text, (gssize) span->start, (gssize) (end - span->start));
      put_text (self, text->str, span->start);
      finish (self);
      return;
    }
}

static void
icon_cb (GuiFilterBar *self, GtkEntryIconPosition position)
{
  if (position == GTK_ENTRY_ICON_SECONDARY)
    clear_action (GTK_WIDGET (self), NULL, NULL);
}

/* ---- The widget ---- */

static gboolean
gui_filter_bar_grab_focus (GtkWidget *widget)
{
  GuiFilterBar *self = GUI_FILTER_BAR (widget);

  if (!gtk_entry_grab_focus_without_selecting (self->entry))
    return FALSE;
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  return TRUE;
}

static void
gui_filter_bar_dispose (GObject *object)
{
  GuiFilterBar *self = GUI_FILTER_BAR (object);

  g_clear_handle_id (&self->typed_idle, g_source_remove);
  if (self->completion != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->completion));
  self->completion = NULL;

  G_OBJECT_CLASS (gui_filter_bar_parent_class)->dispose (object);
}

static void
gui_filter_bar_finalize (GObject *object)
{
  GuiFilterBar *self = GUI_FILTER_BAR (object);

  m77_suggest_clear (&self->suggest);
  g_free (self->member);
  g_free (self->before);

  G_OBJECT_CLASS (gui_filter_bar_parent_class)->finalize (object);
}

static void
gui_filter_bar_class_init (GuiFilterBarClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);
  GType type = G_TYPE_FROM_CLASS (class);

  object_class->dispose = gui_filter_bar_dispose;
  object_class->finalize = gui_filter_bar_finalize;
  widget_class->grab_focus = gui_filter_bar_grab_focus;

  signals[FILTER] = g_signal_new (
      "filter", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[LEAVE] =
      g_signal_new ("leave", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "filter.clear", NULL, clear_action);
  gtk_widget_class_install_action (widget_class, "filter.remove-term", NULL, remove_term_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/mogothrow77/Console/gui-filter-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, GuiFilterBar, entry);
  gtk_widget_class_bind_template_child (widget_class, GuiFilterBar, fault);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, cursor_cb);
  gtk_widget_class_bind_template_callback (widget_class, icon_cb);
}

static void
gui_filter_bar_init (GuiFilterBar *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  AdwStyleManager *style = adw_style_manager_get_default ();

  m77_suggest_init (&self->suggest, NULL, suggested_cb, self);
  gtk_widget_init_template (GTK_WIDGET (self));
  self->completion = g_object_new (GUI_TYPE_COMPLETION, NULL);
  gtk_widget_set_parent (GTK_WIDGET (self->completion), GTK_WIDGET (self));
  g_signal_connect_swapped (self->completion, "taken", G_CALLBACK (take), self);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (enter_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), focus);
  g_signal_connect_object (style, "notify::dark", G_CALLBACK (theme_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (style,
                           "notify::high-contrast",
                           G_CALLBACK (theme_cb),
                           self,
                           G_CONNECT_SWAPPED);
}

void
gui_filter_bar_set_kind (GuiFilterBar *self, M77Client *client, const M77Kind *kind)
{
  m77_suggest_clear (&self->suggest);
  m77_suggest_init (&self->suggest, client, suggested_cb, self);
  self->kind = kind;
}

void
gui_filter_bar_set_member (GuiFilterBar *self, const char *member)
{
  if (g_strcmp0 (member, self->member) == 0)
    return;
  g_free (self->member);
  self->member = g_strdup (member);
}

void
gui_filter_bar_set_text (GuiFilterBar *self, const char *text)
{
  if (g_str_equal (text, gui_filter_bar_text (self)))
    {
      check (self);
      return;
    }
  put_text (self, text, strlen (text));
  gui_completion_withdraw (self->completion);
}
