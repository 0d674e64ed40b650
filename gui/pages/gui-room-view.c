/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-room-view"

#include "config.h"

#include "gui/pages/gui-room-view.h"

#include <glib/gi18n.h>

#include "gui/gui-compat.h"
#include "gui/gui-docs.h"
#include "gui/gui-drafts.h"
#include "gui/widgets/gui-composer.h"
#include "gui/widgets/gui-pane.h"
#include "gui/widgets/gui-room-head.h"
#include "gui/widgets/gui-room-side.h"
#include "gui/widgets/gui-timeline.h"
#include "shared/base/m77-id.h"
#include "shared/base/m77-runtime.h"
#include "shared/model/m77-incident.h"
#include "shared/model/m77-links.h"
#include "shared/model/m77-paging.h"

#define AGES_EVERY_S 15
#define LIKE_ASKED   50

struct _GuiRoomView
{
  AdwBin parent;
  GuiRoomHead *head;
  GtkDropDown *only;
  GtkToggleButton *around;
  GuiSplit *split;
  GuiTimeline *timeline;
  GuiComposer *composer;
  GuiRoomSide *side;

  GuiSight *sight; /* shown; NULL: none */
  GuiDocs *docs;
  char *entry_id; /* of the note that is typed, however often it is sent */
  gboolean adding;
  GCancellable *asking; /* for the draft */
  guint ages_timer, fold_idle;
};

/* ---- What it is told by ---- */

static void
want (GuiRoomView *self, const char *name, const char *kind, const char *field, const char *key)
{
  g_autofree char *quoted = key != NULL ? m77_filter_quote (key) : NULL;
  g_autofree char *filter = quoted != NULL ? g_strdup_printf ("%s:%s", field, quoted) : NULL;

  gui_docs_want (self->docs, name, kind, filter, NULL, 1);
}

/* Each answer may name what is to be asked for next. */
static void
follow (GuiRoomView *self)
{
  const M77Json *doc = self->sight->doc;
  const char *service = m77_json_get_string (doc, "service");
  const M77Json *policy;
  g_autofree char *quoted = service != NULL ? m77_filter_quote (service) : NULL;
  g_autofree char *like = quoted != NULL
                              ? g_strdup_printf ("service:%s -id:%s", quoted, self->sight->id)
                              : NULL;

  want (self, "service", "service", "name", service);
  want (self,
        "policy",
        "escalation",
        "name",
        m77_paging_policy (doc, gui_docs_first (self->docs, "service")));
  gui_docs_want (self->docs, "like", "incident", like, "-started_at", LIKE_ASKED);
  policy = gui_docs_first (self->docs, "policy");
  if (policy != NULL)
    {
      g_autofree char *schedules = m77_paging_names (policy, "schedules");
      g_autofree char *teams = m77_paging_names (policy, "teams");

      gui_docs_want (self->docs, "schedules", "schedule", schedules, NULL, 20);
      gui_docs_want (self->docs, "teams", "team", teams, NULL, 20);
    }
}

static void
show (GuiRoomView *self)
{
  const M77Json *pending = m77_json_get (self->sight->record, "pending_action");
  g_autofree char *member = gui_sight_member (self->sight);
  GuiTimelineSource source = { .log = m77_kind_field (self->sight->kind, "timeline"),
                               .entries = m77_json_get (self->sight->doc, "timeline"),
                               .pending = m77_json_get_string (pending, "action") != NULL ? pending
                                                                                          : NULL,
                               .member = member,
                               .is_offline = gui_sight_is_offline (self->sight),
                               .as_of = gui_sight_as_of (self->sight),
                               .now = m77_runtime_now (m77_runtime_real ()),
                               .only = (GuiTimelineOnly) gtk_drop_down_get_selected (self->only) };

  follow (self);
  gui_room_head_show (self->head, self->sight, self->docs);
  gui_timeline_show (self->timeline, &source);
  gui_room_side_show (self->side, self->sight, self->docs);
}

static void
docs_cb (GuiRoomView *self)
{
  if (self->sight != NULL)
    show (self);
}

static gboolean
ages_cb (gpointer data)
{
  docs_cb (data);
  return G_SOURCE_CONTINUE;
}

/* ---- Notes ---- */

/* As the terminal names it. */
static char *
draft_name (const GuiSight *sight)
{
  return g_strdup_printf ("note:%s:%s", sight->kind->name, sight->id);
}

static void
typed_cb (GuiRoomView *self)
{
  M77Drafts *drafts = self->sight != NULL ? gui_drafts_of (self->sight->client) : NULL;
  g_autofree char *text = gui_composer_text (self->composer);
  g_autofree char *name = NULL;

  if (drafts == NULL)
    return;
  name = draft_name (self->sight);
  if (*text != '\0')
    m77_drafts_keep (drafts, name, text);
  else
    m77_drafts_drop (drafts, name);
}

static void
draft_cb (const char *text, gpointer data)
{
  GuiRoomView *self = data;
  g_autofree char *typed = gui_composer_text (self->composer);

  if (text != NULL && *typed == '\0')
    gui_composer_set_text (self->composer, text);
}

static void
begin_note (GuiRoomView *self)
{
  M77Drafts *drafts = gui_drafts_of (self->sight->client);
  g_autofree char *name = draft_name (self->sight);

  gui_composer_set_text (self->composer, "");
  gui_composer_reset (self->composer);
  g_free (self->entry_id);
  self->entry_id = m77_id_new (m77_runtime_real ());
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  if (drafts != NULL)
    m77_drafts_ask (drafts, name, self->asking, draft_cb, self);
}

/* It is stored: the next one is another. */
static void
end_note (GuiRoomView *self)
{
  M77Drafts *drafts = gui_drafts_of (self->sight->client);
  g_autofree char *name = draft_name (self->sight);

  if (drafts != NULL)
    m77_drafts_drop (drafts, name);
  gui_composer_set_text (self->composer, "");
  gui_composer_reset (self->composer);
  g_free (self->entry_id);
  self->entry_id = m77_id_new (m77_runtime_real ());
  gui_timeline_go_end (self->timeline);
}

typedef struct
{
  GuiRoomView *view;
  GuiSight *sight;
} Call;

static void
added_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Call *call = data;
  GuiRoomView *self = call->view;
  gboolean is_shown = self->sight != NULL && g_str_equal (self->sight->id, call->sight->id);
  g_autofree char *operation = NULL;
  GError *error = NULL;
  guint64 seq;

  self->adding = FALSE;
  if (m77_agent1_call_edit_finish (M77_AGENT1 (source), &seq, &operation, result, &error))
    {
      m77_client_saw_seq (call->sight->client, seq);
      if (is_shown)
        {
          end_note (self);
          gtk_widget_activate_action (GTK_WIDGET (self), "record.reload", NULL);
        }
    }
  else
    {
      m77_client_fix_error (&error);
      gui_composer_set_fault (self->composer, error->message);
      g_clear_error (&error);
    }
  gui_sight_unref (call->sight);
  g_object_unref (call->view);
  g_free (call);
}

static void
announce (GuiRoomView *self, const char *text, const char *audience)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *args = m77_json_object_new (pool);
  g_autofree char *args_text = NULL;

  m77_json_set_string (pool, args, "text", text);
  m77_json_set_string (pool, args, "audience", audience);
  args_text = m77_json_to_text (args);
  gtk_widget_activate_action (GTK_WIDGET (self), "record.act", "(ss)", "announce", args_text);
}

static void
add_cb (GuiRoomView *self, const char *text, const char *audience)
{
  M77Agent1 *proxy = self->sight->client != NULL ? m77_client_proxy (self->sight->client) : NULL;
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  g_autofree char *member = gui_sight_member (self->sight);
  g_autofree char *elements = NULL;
  Call *call;

  if (self->adding)
    return;
  if (!g_str_equal (audience, "internal"))
    {
      announce (self, text, audience);
      return;
    }
  if (proxy == NULL)
    {
      gui_composer_set_fault (self->composer, _ ("Not added: no agent. Try again in a moment"));
      return;
    }
  elements = m77_json_to_text (m77_note_elements (pool,
                                                  self->sight->kind,
                                                  "timeline",
                                                  self->entry_id,
                                                  member,
                                                  text,
                                                  m77_runtime_now (m77_runtime_real ())));
  call = g_new0 (Call, 1);
  call->view = g_object_ref (self);
  call->sight = gui_sight_ref (self->sight);
  self->adding = TRUE;
  m77_agent1_call_edit (proxy,
                        self->sight->kind->name,
                        self->sight->id,
                        "",
                        "",
                        elements,
                        NULL,
                        added_cb,
                        call);
}

/* ---- As a view ---- */

static void
gui_room_view_show (GuiRecordView *view, GuiSight *sight)
{
  GuiRoomView *self = GUI_ROOM_VIEW (view);
  gboolean is_same = self->sight != NULL && g_str_equal (self->sight->id, sight->id);

  if (self->docs == NULL)
    {
      self->docs = gui_docs_new (sight->client);
      g_signal_connect_swapped (self->docs, "changed", G_CALLBACK (docs_cb), self);
    }
  gui_sight_ref (sight);
  g_clear_pointer (&self->sight, gui_sight_unref);
  self->sight = sight;
  if (!is_same)
    begin_note (self);
  show (self);
  if (!is_same)
    gui_timeline_go_end (self->timeline);
}

/* What was written for others goes with its action. */
static void
gui_room_view_asked (GuiRecordView *view, const char *action)
{
  if (g_str_equal (action, "announce"))
    end_note (GUI_ROOM_VIEW (view));
}

static gboolean
gui_room_view_run (GuiRecordView *view, const char *command)
{
  GuiRoomView *self = GUI_ROOM_VIEW (view);

  if (g_str_equal (command, "note"))
    {
      gtk_toggle_button_set_active (self->around, FALSE);
      gui_composer_focus (self->composer);
    }
  else if (g_str_equal (command, "assign"))
    gui_room_head_assign (self->head);
  else
    return FALSE;
  return TRUE;
}

static void
gui_room_view_view_init (GuiRecordViewInterface *iface)
{
  iface->show = gui_room_view_show;
  iface->asked = gui_room_view_asked;
  iface->run = gui_room_view_run;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (GuiRoomView,
                               gui_room_view,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (GUI_TYPE_RECORD_VIEW,
                                                      gui_room_view_view_init))

static void
only_cb (GuiRoomView *self)
{
  docs_cb (self);
  gui_timeline_go_end (self->timeline);
}

static void
around_cb (GuiRoomView *self)
{
  gui_split_show_content (self->split, gtk_toggle_button_get_active (self->around));
}

static gboolean
fold_cb (gpointer data)
{
  GuiRoomView *self = data;

  self->fold_idle = 0;
  gtk_widget_set_visible (GTK_WIDGET (self->around), gui_split_is_collapsed (self->split));
  return G_SOURCE_REMOVE;
}

/* It is told while things get their places: what is to be seen changes only after that. */
static void
folded_cb (GuiRoomView *self)
{
  if (self->fold_idle == 0)
    self->fold_idle = g_idle_add (fold_cb, self);
}

static void
gui_room_view_dispose (GObject *object)
{
  GuiRoomView *self = GUI_ROOM_VIEW (object);

  g_clear_handle_id (&self->ages_timer, g_source_remove);
  g_clear_handle_id (&self->fold_idle, g_source_remove);
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  if (self->docs != NULL)
    g_signal_handlers_disconnect_by_data (self->docs, self);
  g_clear_object (&self->docs);
  g_clear_pointer (&self->sight, gui_sight_unref);

  G_OBJECT_CLASS (gui_room_view_parent_class)->dispose (object);
}

static void
gui_room_view_finalize (GObject *object)
{
  g_free (GUI_ROOM_VIEW (object)->entry_id);

  G_OBJECT_CLASS (gui_room_view_parent_class)->finalize (object);
}

static void
gui_room_view_class_init (GuiRoomViewClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = gui_room_view_dispose;
  G_OBJECT_CLASS (class)->finalize = gui_room_view_finalize;
  g_type_ensure (GUI_TYPE_COMPOSER);
  g_type_ensure (GUI_TYPE_PANE);
  g_type_ensure (GUI_TYPE_ROOM_HEAD);
  g_type_ensure (GUI_TYPE_ROOM_SIDE);
  g_type_ensure (GUI_TYPE_SPLIT);
  g_type_ensure (GUI_TYPE_TIMELINE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/mogothrow77/Console/gui-room-view.ui");
  gtk_widget_class_bind_template_child (widget_class, GuiRoomView, head);
  gtk_widget_class_bind_template_child (widget_class, GuiRoomView, only);
  gtk_widget_class_bind_template_child (widget_class, GuiRoomView, around);
  gtk_widget_class_bind_template_child (widget_class, GuiRoomView, split);
  gtk_widget_class_bind_template_child (widget_class, GuiRoomView, timeline);
  gtk_widget_class_bind_template_child (widget_class, GuiRoomView, composer);
  gtk_widget_class_bind_template_child (widget_class, GuiRoomView, side);
  gtk_widget_class_bind_template_callback (widget_class, only_cb);
  gtk_widget_class_bind_template_callback (widget_class, around_cb);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
}

static void
gui_room_view_init (GuiRoomView *self)
{
  const char *const only[] = {
    _ ("All entries"), _ ("What people wrote"), _ ("What others were told"), NULL
  };
  g_autoptr (GtkStringList) model = gtk_string_list_new (only);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_down_set_model (self->only, G_LIST_MODEL (model));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->only),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Entries shown"),
                                  -1);
  gui_composer_set_audiences (self->composer, TRUE);
  folded_cb (self);
  self->ages_timer = g_timeout_add_seconds (AGES_EVERY_S, ages_cb, self);
}
