/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-record-page"

#include "config.h"

#include "gui/pages/gui-record-page.h"

#include <glib/gi18n.h>

#include "gui/dialogs/gui-act-dialog.h"
#include "gui/gui-drafts.h"
#include "gui/gui-text.h"
#include "gui/pages/gui-page.h"
#include "gui/pages/gui-record-view.h"
#include "gui/pages/gui-record-views.h"
#include "gui/widgets/gui-record-head.h"
#include "shared/model/m77-patch.h"

struct _GuiRecordPage
{
  AdwBin parent;
  GtkStack *stack, *tabs;
  GtkStackSwitcher *switcher;
  AdwStatusPage *failed;
  GuiRecordHead *head;

  M77Client *client;
  const M77Kind *kind;
  char *id;
  guint generation;     /* of kind and id */
  GuiSight *sight;      /* NULL: not read yet */
  gboolean changing;    /* tabs are made */
  GCancellable *asking; /* for its draft */
};

G_DEFINE_FINAL_TYPE (GuiRecordPage, gui_record_page, ADW_TYPE_BIN)

/* A call under way, for the record it was made for. */
typedef struct
{
  GuiRecordPage *page;
  guint generation;
} Call;

static Call *
call_new (GuiRecordPage *self)
{
  Call *call = g_new0 (Call, 1);

  call->page = g_object_ref (self);
  call->generation = self->generation;
  return call;
}

static void
call_free (Call *call)
{
  g_object_unref (call->page);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

static void
tell (GuiRecordPage *self, const char *text)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.tell", "s", text);
}

/* ---- Views ---- */

/* A tab is an empty place until it is looked at. */
static GuiRecordView *
view_of (GtkWidget *place)
{
  GtkWidget *child = place != NULL ? adw_bin_get_child (ADW_BIN (place)) : NULL;

  return child != NULL ? GUI_RECORD_VIEW (child) : NULL;
}

static GuiRecordView *
find_draft (GuiRecordPage *self)
{
  GtkWidget *place = gtk_widget_get_first_child (GTK_WIDGET (self->tabs));

  for (; place != NULL; place = gtk_widget_get_next_sibling (place))
    if (view_of (place) != NULL && gui_record_view_has_draft (view_of (place)))
      return view_of (place);
  return NULL;
}

static void
show_tab (GuiRecordPage *self)
{
  GtkWidget *place = gtk_stack_get_visible_child (self->tabs);
  GuiRecordView *draft = find_draft (self);

  if (place == NULL || self->sight == NULL || self->changing)
    return;
  if (view_of (place) == NULL)
    {
      const GuiRecordTab *tab = g_object_get_data (G_OBJECT (place), "tab");

      adw_bin_set_child (ADW_BIN (place), g_object_new (tab->type (), NULL));
    }
  gui_record_view_show (view_of (place), self->sight);
  /* It says what others changed meanwhile, when one comes back to it. */
  if (draft != NULL && draft != view_of (place))
    gui_record_view_show (draft, self->sight);
}

static void
tab_cb (GuiRecordPage *self)
{
  show_tab (self);
}

static void
make_tabs (GuiRecordPage *self)
{
  g_autoptr (GPtrArray) tabs = gui_record_tabs (self->kind);
  GtkWidget *old;

  self->changing = TRUE;
  while ((old = gtk_widget_get_first_child (GTK_WIDGET (self->tabs))) != NULL)
    gtk_stack_remove (self->tabs, old);
  for (guint i = 0; i < tabs->len; i++)
    {
      const GuiRecordTab *tab = tabs->pdata[i];
      GtkWidget *place = adw_bin_new ();

      g_object_set_data (G_OBJECT (place), "tab", (gpointer) tab);
      gtk_stack_add_titled (self->tabs, place, tab->name, gui_text_label (tab->title));
    }
  self->changing = FALSE;
}

/* ---- Drafts ---- */

/* FALSE: nobody is there to keep it. */
static gboolean
keep_draft (GuiRecordPage *self)
{
  M77Drafts *drafts = gui_drafts_of (self->client);

  if (drafts == NULL)
    return FALSE;
  m77_drafts_flush (drafts);
  tell (self, _ ("Draft kept: it is there again when you come back"));
  return TRUE;
}

static void
mark_draft (GuiRecordPage *self, gboolean has_draft)
{
  GtkWidget *details = gtk_stack_get_child_by_name (self->tabs, "details");

  if (details != NULL)
    gtk_stack_page_set_title (gtk_stack_get_page (self->tabs, details),
                              has_draft ? _ ("Details, draft") : _ ("Details"));
}

/* One that was left behind is where it was typed, which may not be looked at now. */
static void
draft_cb (const char *text, gpointer data)
{
  mark_draft (data, text != NULL);
}

static void
ask_draft (GuiRecordPage *self)
{
  M77Drafts *drafts = gui_drafts_of (self->client);
  g_autofree char *name = g_strdup_printf ("edit:%s:%s", self->kind->name, self->sight->id);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  mark_draft (self, FALSE);
  if (drafts != NULL)
    m77_drafts_ask (drafts, name, self->asking, draft_cb, self);
}

/* ---- Reading ---- */

static void
show_failed (GuiRecordPage *self, const GError *error)
{
  g_autofree char *message = gui_text_markup (error->message);

  adw_status_page_set_description (self->failed, message);
  if (self->sight == NULL)
    gtk_stack_set_visible_child_name (self->stack, "failed");
}

void
gui_record_page_take (GuiRecordPage *self, const char *json)
{
  g_autoptr (GError) error = NULL;
  GuiSight *sight = gui_sight_new (self->client, self->kind, json, &error);
  gboolean is_first;
  GtkWidget *page;

  if (sight == NULL)
    {
      show_failed (self, error);
      return;
    }
  is_first = self->sight == NULL;
  g_clear_pointer (&self->sight, gui_sight_unref);
  self->sight = sight;
  if (is_first)
    ask_draft (self);
  gui_record_head_show (self->head, sight);
  show_tab (self);
  gtk_stack_set_visible_child_name (self->stack, "record");
  /* There is a record now: what can be done on the page is more. */
  page = gtk_widget_get_ancestor (GTK_WIDGET (self), GUI_TYPE_PAGE);
  if (is_first && page != NULL)
    gui_page_back_changed (GUI_PAGE (page));
}

static void
record_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Call) call = data;
  GuiRecordPage *self = call->page;
  g_autofree char *text = NULL;
  GError *error = NULL;
  gboolean answered = m77_agent1_call_record_finish (M77_AGENT1 (source), &text, result, &error);

  if (call->generation != self->generation || self->kind == NULL)
    g_clear_error (&error);
  else if (answered)
    gui_record_page_take (self, text);
  else
    {
      m77_client_fix_error (&error);
      show_failed (self, error);
      g_clear_error (&error);
    }
}

static void
load (GuiRecordPage *self)
{
  M77Agent1 *proxy = self->client != NULL ? m77_client_proxy (self->client) : NULL;

  if (proxy != NULL && self->kind != NULL)
    m77_agent1_call_record (proxy,
                            self->kind->name,
                            self->id,
                            m77_client_least (self->client),
                            NULL,
                            record_cb,
                            call_new (self));
}

static void
records_changed_cb (M77Client *client,
                    guint64 epoch,
                    guint64 number,
                    const char *const *kinds,
                    GuiRecordPage *self)
{
  if (self->kind != NULL && g_strv_contains (kinds, self->kind->name))
    load (self);
}

static void
state_cb (GuiRecordPage *self)
{
  load (self);
}

/* ---- What views ask for ---- */

/* Of the record that is shown: its dialog is modal. */
static void
asked_cb (GuiRecordPage *self, const char *action)
{
  GuiRecordView *view = view_of (gtk_stack_get_visible_child (self->tabs));

  if (view != NULL && self->sight != NULL)
    gui_record_view_asked (view, action);
}

static void
act_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  GuiRecordPage *self = GUI_RECORD_PAGE (widget);
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  const char *name, *args;
  GuiActRequest request;

  g_variant_get (parameter, "(&s&s)", &name, &args);
  if (self->sight == NULL || m77_kind_action (self->kind, name) == NULL)
    return;
  request = gui_sight_request (self->sight, m77_kind_action (self->kind, name));
  request.args = *args != '\0' ? m77_json_parse (pool, args, -1, NULL) : NULL;
  g_signal_connect_object (gui_act_dialog_open (widget, &request),
                           "asked",
                           G_CALLBACK (asked_cb),
                           self,
                           G_CONNECT_SWAPPED);
}

static void
edit_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Call) call = data;
  GuiRecordPage *self = call->page;
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
  m77_client_saw_seq (self->client, seq);
  if (call->generation == self->generation)
    load (self);
}

static void
edit_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  GuiRecordPage *self = GUI_RECORD_PAGE (widget);
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Agent1 *proxy = self->client != NULL ? m77_client_proxy (self->client) : NULL;
  const char *patch, *elements;
  g_autofree char *base = NULL;

  g_variant_get (parameter, "(&s&s)", &patch, &elements);
  if (self->sight == NULL)
    return;
  if (proxy == NULL)
    {
      tell (self, _ ("Not saved: no agent. Try again in a moment"));
      return;
    }
  base = m77_json_to_text (m77_edit_base (pool,
                                          self->sight->doc,
                                          m77_json_parse (pool, patch, -1, NULL),
                                          m77_json_parse (pool, elements, -1, NULL)));
  m77_agent1_call_edit (proxy,
                        self->kind->name,
                        self->id,
                        base,
                        patch,
                        elements,
                        NULL,
                        edit_cb,
                        call_new (self));
}

static void
draft_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  mark_draft (GUI_RECORD_PAGE (widget), g_variant_get_boolean (parameter));
}

static void
reload_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  load (GUI_RECORD_PAGE (widget));
}

/* ---- The page ---- */

static void
gui_record_page_dispose (GObject *object)
{
  GuiRecordPage *self = GUI_RECORD_PAGE (object);

  if (self->client != NULL)
    g_signal_handlers_disconnect_by_data (self->client, self);
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_object (&self->client);
  g_clear_pointer (&self->sight, gui_sight_unref);
  self->kind = NULL;
  self->generation++;

  G_OBJECT_CLASS (gui_record_page_parent_class)->dispose (object);
}

static void
gui_record_page_finalize (GObject *object)
{
  g_free (GUI_RECORD_PAGE (object)->id);

  G_OBJECT_CLASS (gui_record_page_parent_class)->finalize (object);
}

static void
gui_record_page_class_init (GuiRecordPageClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->dispose = gui_record_page_dispose;
  object_class->finalize = gui_record_page_finalize;

  g_type_ensure (GUI_TYPE_RECORD_HEAD);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/mogothrow77/Console/gui-record-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GuiRecordPage, stack);
  gtk_widget_class_bind_template_child (widget_class, GuiRecordPage, tabs);
  gtk_widget_class_bind_template_child (widget_class, GuiRecordPage, switcher);
  gtk_widget_class_bind_template_child (widget_class, GuiRecordPage, failed);
  gtk_widget_class_bind_template_child (widget_class, GuiRecordPage, head);
  gtk_widget_class_bind_template_callback (widget_class, tab_cb);
  gtk_widget_class_install_action (widget_class, "record.act", "(ss)", act_action);
  gtk_widget_class_install_action (widget_class, "record.edit", "(ss)", edit_action);
  gtk_widget_class_install_action (widget_class, "record.draft", "b", draft_action);
  gtk_widget_class_install_action (widget_class, "record.reload", NULL, reload_action);
}

static void
gui_record_page_init (GuiRecordPage *self)
{
  GtkLayoutManager *layout;

  gtk_widget_init_template (GTK_WIDGET (self));
  layout = gtk_widget_get_layout_manager (GTK_WIDGET (self->switcher));
  gtk_box_layout_set_homogeneous (GTK_BOX_LAYOUT (layout), FALSE);
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
  return find_draft (self) != NULL;
}

gboolean
gui_record_page_show (GuiRecordPage *self, const M77Kind *kind, const char *id)
{
  if (kind == self->kind && g_strcmp0 (id, self->id) == 0)
    return TRUE;
  if (gui_record_page_has_draft (self) && !keep_draft (self))
    {
      tell (self, _ ("Save or discard the draft first"));
      return FALSE;
    }

  self->generation++;
  g_clear_pointer (&self->sight, gui_sight_unref);
  g_free (self->id);
  self->id = g_strdup (id);
  if (kind != self->kind)
    {
      self->kind = kind;
      make_tabs (self);
    }
  load (self);
  return TRUE;
}

void
gui_record_page_save (GuiRecordPage *self)
{
  GuiRecordView *view = find_draft (self);

  if (view != NULL)
    gui_record_view_save (view);
}

void
gui_record_page_suggest (GuiRecordPage *self)
{
  gui_record_head_suggest (self->head);
}

/* ---- Commands ---- */

gboolean
gui_record_page_get_record (GuiRecordPage *self, const M77Kind **kind, const char **id)
{
  if (self->sight == NULL)
    return FALSE;
  *kind = self->kind;
  *id = self->sight->id;
  return TRUE;
}

void
gui_record_page_act (GuiRecordPage *self, const char *action)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "record.act", "(ss)", action, "");
}

/* In which tab a command is at home; NULL: in none. */
static const char *
tab_for (GuiRecordPage *self, const char *command)
{
  static const struct
  {
    const char *command, *tab;
  } tabs[] = {
    { "note", "room" },
    { "assign", "room" },
    { "edit", "details" },
    { "history", "history" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (tabs); i++)
    if (g_str_equal (tabs[i].command, command) &&
        gtk_stack_get_child_by_name (self->tabs, tabs[i].tab) != NULL)
      return tabs[i].tab;
  return NULL;
}

gboolean
gui_record_page_can_run (GuiRecordPage *self, const char *command)
{
  if (self->sight == NULL)
    return FALSE;
  return g_str_equal (command, "actions") || tab_for (self, command) != NULL ||
         ((g_str_equal (command, "snooze") || g_str_equal (command, "silence")) &&
          m77_kind_action (self->kind, command) != NULL);
}

void
gui_record_page_run (GuiRecordPage *self, const char *command)
{
  const char *tab = tab_for (self, command);

  if (!gui_record_page_can_run (self, command))
    return;
  if (tab != NULL)
    {
      gtk_stack_set_visible_child_name (self->tabs, tab);
      gui_record_view_run (view_of (gtk_stack_get_visible_child (self->tabs)), command);
    }
  else if (g_str_equal (command, "actions"))
    gui_record_head_open_menu (self->head);
  else
    gui_record_page_act (self, command);
}
