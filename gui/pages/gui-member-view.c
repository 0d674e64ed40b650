/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-member-view"

#include "config.h"

#include "gui/pages/gui-member-view.h"

#include <glib/gi18n.h>

#include "gui/gui-text.h"
#include "gui/widgets/gui-may.h"
#include "gui/widgets/gui-reading.h"
#include "shared/base/m77-runtime.h"
#include "shared/base/m77-time.h"
#include "shared/model/m77-time-span.h"

/* What one does about a member as a whole, the safe directions first. */
static const char *const verbs[] = { "sign-out", "suspend", "reinstate" };

struct _GuiMemberView
{
  AdwBin parent;
  GtkBox *body;
  GtkLabel *words;
  GtkButton *buttons[G_N_ELEMENTS (verbs)];
  AdwPreferencesGroup *roles;
  GPtrArray *rows; /* of roles, shown */
  GuiMay *may;     /* NULL: not made yet */

  M77Reading *role_rows, *member_rows;
  GuiSight *sight; /* shown; NULL: none */
};

static gint64
now (void)
{
  return m77_runtime_now (m77_runtime_real ());
}

static void
ask (GuiMemberView *self, const char *action, const char *role)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  M77Json *args = m77_json_object_new (pool);
  g_autofree char *text = NULL;

  if (role != NULL)
    m77_json_set_string (pool, args, "role", role);
  text = m77_json_to_text (args);
  gtk_widget_activate_action (GTK_WIDGET (self), "record.act", "(ss)", action, text);
}

static void
verb_cb (GuiMemberView *self, GtkButton *button)
{
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (self->buttons[i] == button)
      ask (self, verbs[i], NULL);
}

static void
grant_cb (GuiMemberView *self)
{
  ask (self, "grant-role", NULL);
}

static void
revoke_cb (GuiMemberView *self, GtkButton *button)
{
  ask (self, "revoke-role", g_object_get_data (G_OBJECT (button), "role"));
}

/* ---- Roles ---- */

static void
add_part (GString *out, const char *format, const char *value)
{
  g_autofree char *safe = gui_text_line (value);

  if (value == NULL)
    return;
  g_string_append (out, out->len > 0 ? ", " : "");
  g_string_append_printf (out, "%s%s", format, safe);
}

/* "direct, by ana, since 3 Mar, until 1 Dec, on call" */
static char *
grant_words (const M77Json *grant)
{
  g_autoptr (GString) out = g_string_new (NULL);
  const char *at = m77_json_get_string (grant, "at");
  const char *until = m77_json_get_string (grant, "until");
  g_autofree char *since = m77_time_short (at != NULL ? m77_time_parse (at) : M77_TIME_NONE,
                                           now (),
                                           gui_text_zone ());
  g_autofree char *end = m77_time_short (until != NULL ? m77_time_parse (until) : M77_TIME_NONE,
                                         now (),
                                         gui_text_zone ());

  add_part (out, "", m77_json_get_string (grant, "source"));
  add_part (out, _ ("by "), m77_json_get_string (grant, "by"));
  add_part (out, _ ("since "), *since != '\0' ? since : NULL);
  add_part (out, _ ("until "), *end != '\0' ? end : NULL);
  add_part (out, "", m77_json_get_string (grant, "reason"));
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
add_role (GuiMemberView *self, const char *role, const M77Json *grant)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_label (_ ("Revoke…"));
  g_autofree char *title = gui_text_line (role);
  g_autofree char *words = grant_words (grant);
  g_autofree char *name = g_strdup_printf (_ ("Revoke %s"), title);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "role", g_strdup (role), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (revoke_cb), self);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (self->roles, row);
  g_ptr_array_add (self->rows, row);
}

static void
show_roles (GuiMemberView *self)
{
  const M77Json *roles = m77_json_get (self->sight->doc, "roles");
  const M77Json *grants = m77_json_get (self->sight->doc, "grants");

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->roles, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (const M77Json *each = m77_json_first (roles); each != NULL; each = m77_json_next (each))
    if (m77_json_string (each) != NULL)
      add_role (self, m77_json_string (each), m77_json_get (grants, m77_json_string (each)));
  adw_preferences_group_set_description (self->roles,
                                         self->rows->len == 0 ? _ ("None: they may do nothing")
                                                              : NULL);
}

/* ---- The rest ---- */

static void
show_words (GuiMemberView *self)
{
  const M77Json *doc = self->sight->doc;
  const char *seen = m77_json_get_string (doc, "seen_at");
  g_autofree char *status = gui_text_line (m77_json_get_string (doc, "status"));
  g_autofree char *ago = m77_time_ago (seen != NULL ? m77_time_parse (seen) : M77_TIME_NONE,
                                       now ());
  g_autofree char *last = *ago != '\0' ? g_strdup_printf (_ ("seen %s"), ago)
                                       : g_strdup (_ ("never seen"));
  gint64 sessions = m77_json_get_int (doc, "sessions", 0);
  g_autofree char *words = g_strdup_printf (_ ("%s · %s · %s · sessions: %" G_GINT64_FORMAT),
                                            status,
                                            last,
                                            m77_json_get_bool (doc, "mfa") ? _ ("two factors")
                                                                           : _ ("NO second factor"),
                                            sessions);

  gtk_label_set_text (self->words, words);
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      g_autofree char *refusal = gui_act_refusal (self->sight->kind,
                                                  m77_kind_action (self->sight->kind, verbs[i]),
                                                  doc,
                                                  gui_sight_is_offline (self->sight));

      gtk_widget_set_visible (GTK_WIDGET (self->buttons[i]), refusal == NULL);
    }
}

/* Whether they may: of the roles as they are, read when one looks. */
static void
make_may (GuiMemberView *self)
{
  if (self->may != NULL)
    return;
  self->role_rows = m77_reading_new (self->sight->client, "role", "", "name");
  self->member_rows = m77_reading_new (self->sight->client, "member", "", "handle");
  self->may = GUI_MAY (gui_may_new (self->sight->client, self->role_rows, self->member_rows));
  gtk_box_append (self->body, GTK_WIDGET (self->may));
}

static void
gui_member_view_show (GuiRecordView *view, GuiSight *sight)
{
  GuiMemberView *self = GUI_MEMBER_VIEW (view);

  if (sight == self->sight)
    return;
  gui_sight_ref (sight);
  g_clear_pointer (&self->sight, gui_sight_unref);
  self->sight = sight;
  show_words (self);
  show_roles (self);
  make_may (self);
  gui_may_set_member (self->may, m77_json_get_string (sight->doc, "handle"));
}

static void
gui_member_view_view_init (GuiRecordViewInterface *iface)
{
  iface->show = gui_member_view_show;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (GuiMemberView,
                               gui_member_view,
                               ADW_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (GUI_TYPE_RECORD_VIEW,
                                                      gui_member_view_view_init))

static void
gui_member_view_dispose (GObject *object)
{
  GuiMemberView *self = GUI_MEMBER_VIEW (object);

  g_clear_object (&self->role_rows);
  g_clear_object (&self->member_rows);
  g_clear_pointer (&self->sight, gui_sight_unref);

  G_OBJECT_CLASS (gui_member_view_parent_class)->dispose (object);
}

static void
gui_member_view_finalize (GObject *object)
{
  g_ptr_array_unref (GUI_MEMBER_VIEW (object)->rows);

  G_OBJECT_CLASS (gui_member_view_parent_class)->finalize (object);
}

static void
gui_member_view_class_init (GuiMemberViewClass *class)
{
  G_OBJECT_CLASS (class)->dispose = gui_member_view_dispose;
  G_OBJECT_CLASS (class)->finalize = gui_member_view_finalize;
}

static void
gui_member_view_init (GuiMemberView *self)
{
  const M77Kind *kind = m77_kind_find ("member");
  GtkWidget *grant = gtk_button_new_with_mnemonic (_ ("_Grant a role…"));
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->rows = g_ptr_array_new ();
  self->body = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  self->words = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->words, 0);
  gtk_label_set_wrap (self->words, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    {
      g_autofree char *label = g_strdup_printf ("%s…",
                                                gui_text_label (
                                                    m77_kind_action (kind, verbs[i])->label));

      self->buttons[i] = GTK_BUTTON (gtk_button_new_with_label (label));
      g_signal_connect_swapped (self->buttons[i], "clicked", G_CALLBACK (verb_cb), self);
      gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->buttons[i]));
    }
  self->roles = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->roles, _ ("Roles"));
  gtk_widget_set_valign (grant, GTK_ALIGN_CENTER);
  adw_preferences_group_set_header_suffix (self->roles, grant);
  g_signal_connect_swapped (grant, "clicked", G_CALLBACK (grant_cb), self);
  gtk_box_append (self->body, GTK_WIDGET (self->words));
  gtk_box_append (self->body, row);
  gtk_box_append (self->body, GTK_WIDGET (self->roles));
  adw_bin_set_child (ADW_BIN (self), gui_reading_new (GTK_WIDGET (self->body)));
}
