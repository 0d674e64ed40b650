/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-faceted-page"

#include "config.h"

#include "gui/pages/gui-faceted-page.h"

#include <glib/gi18n.h>

#include "gui/dialogs/gui-act-dialog.h"
#include "gui/dialogs/gui-replay.h"
#include "gui/gui-text.h"
#include "gui/pages/gui-list-page.h"
#include "gui/widgets/gui-facets.h"
#include "shared/base/m77-runtime.h"
#include "shared/client/m77-audit-walk.h"
#include "shared/client/m77-facets.h"

#define WORDS_CHARS 20

static const struct
{
  const char *section, *kind;
  const char *fields[5];
} faceted[] = {
  { "webhooks", "delivery", { "status", "webhook", "event", "environment", NULL } },
  { "audit", "audit", { "actor", "verb", "subject_kind", "at", NULL } },
  { "members", "member", { "status", "type", NULL } },
  { "connectors", "connector", { "health", "status", "type", NULL } },
};

struct _GuiFacetedPage
{
  GuiFrontPage parent;
  GtkLabel *words; /* what verifying found; NULL: this is no audit */
  GtkButton *verify;
  M77AuditWalk *walk;
  GtkWidget *head; /* the facets, and what can be done with all */
  GuiListPage *list;

  M77Client *client;
  const M77Kind *kind; /* of the facets */
  M77Facets *facets;
};

G_DEFINE_FINAL_TYPE (GuiFacetedPage, gui_faceted_page, GUI_TYPE_FRONT_PAGE)

/* Whether what is asked now would wait for a connection. */
static gboolean
is_offline (GuiFacetedPage *self)
{
  g_autoptr (GuiStatus) status = gui_status_new (m77_client_status (self->client),
                                                 m77_client_profile (self->client),
                                                 m77_client_state (self->client),
                                                 NULL,
                                                 m77_runtime_now (m77_runtime_real ()));

  return status->is_bad;
}

static void
query_cb (GuiFacetedPage *self)
{
  gboolean fits = gui_list_page_kind (self->list) == self->kind;

  /* Where a record took the list's place they would be of something that is not there. */
  gtk_widget_set_visible (self->head, fits && !gui_page_can_go_back (GUI_PAGE (self->list)));
  if (fits)
    m77_facets_set_filter (self->facets, gui_list_page_filter (self->list));
}

static void
filter_cb (GuiFacetedPage *self, const char *filter)
{
  gui_list_page_set_filter (self->list, self->kind, filter);
}

static void
replay_cb (GuiFacetedPage *self)
{
  gui_replay_open (GTK_WIDGET (self),
                   self->client,
                   gui_list_page_filter (self->list),
                   is_offline (self));
}

/* The kind has an action that makes its records: a member is invited. */
static void
invite_cb (GuiFacetedPage *self)
{
  g_autoptr (M77JsonPool) pool = m77_json_pool_new ();
  GuiActRequest request = { .client = self->client,
                            .kind = self->kind,
                            .action = m77_kind_action (self->kind, "invite"),
                            .id = "new",
                            .key = "invite",
                            .title = _ ("A new member"),
                            .doc = m77_json_object_new (pool),
                            .is_offline = is_offline (self) };

  gui_act_dialog_open (GTK_WIDGET (self), &request);
}

static void
walk_cb (GuiFacetedPage *self)
{
  g_autofree char *words = m77_audit_walk_words (self->walk,
                                                 m77_runtime_now (m77_runtime_real ()),
                                                 gui_text_zone ());
  g_autofree char *safe = gui_text_line (words);
  gboolean runs = m77_audit_walk_is_running (self->walk);

  gtk_label_set_text (self->words, safe);
  gtk_widget_set_visible (GTK_WIDGET (self->words), TRUE);
  if (m77_audit_walk_error (self->walk) != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->words), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->words), "error");
  gtk_button_set_label (self->verify, runs ? _ ("Sto_p") : _ ("_Verify"));
}

static void
verify_cb (GuiFacetedPage *self)
{
  if (m77_audit_walk_is_running (self->walk))
    m77_audit_walk_stop (self->walk);
  else
    m77_audit_walk_start (self->walk);
}

/* ---- The page ---- */

static void
gui_faceted_page_dispose (GObject *object)
{
  GuiFacetedPage *self = GUI_FACETED_PAGE (object);

  g_clear_object (&self->facets);
  if (self->walk != NULL)
    g_signal_handlers_disconnect_by_data (self->walk, self);
  g_clear_object (&self->walk);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (gui_faceted_page_parent_class)->dispose (object);
}

static void
gui_faceted_page_class_init (GuiFacetedPageClass *class)
{
  G_OBJECT_CLASS (class)->dispose = gui_faceted_page_dispose;
}

static void
gui_faceted_page_init (GuiFacetedPage *self)
{
}

static int
find_faceted (const GuiSection *section)
{
  for (guint i = 0; i < G_N_ELEMENTS (faceted); i++)
    if (g_str_equal (faceted[i].section, section->id))
      return (int) i;
  return -1;
}

gboolean
gui_faceted_page_fits (const GuiSection *section)
{
  return find_faceted (section) >= 0;
}

static GtkWidget *
new_button (GuiFacetedPage *self, const char *label, const char *what, GCallback clicked)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "facets-all");
  gtk_widget_set_tooltip_text (button, what);
  g_signal_connect_swapped (button, "clicked", clicked, self);
  return button;
}

static GtkWidget *
new_verify (GuiFacetedPage *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *button = new_button (self,
                                  _ ("_Verify"),
                                  _ ("Walk the chain of all entries that are here"),
                                  G_CALLBACK (verify_cb));

  self->verify = GTK_BUTTON (button);
  self->words = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->words, TRUE);
  gtk_label_set_xalign (self->words, 1);
  gtk_label_set_width_chars (self->words, WORDS_CHARS);
  gtk_label_set_max_width_chars (self->words, WORDS_CHARS);
  gtk_widget_add_css_class (GTK_WIDGET (self->words), "list-note");
  gtk_widget_set_visible (GTK_WIDGET (self->words), FALSE);
  self->walk = m77_audit_walk_new (self->client);
  g_signal_connect_swapped (self->walk, "changed", G_CALLBACK (walk_cb), self);
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (box), button);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->words));
  return box;
}

static GtkWidget *
new_head (GuiFacetedPage *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *facets = gui_facets_new (self->facets);

  gtk_widget_set_hexpand (facets, TRUE);
  g_signal_connect_swapped (facets, "filter", G_CALLBACK (filter_cb), self);
  gtk_box_append (GTK_BOX (head), facets);
  if (g_str_equal (self->kind->name, "delivery"))
    gtk_box_append (GTK_BOX (head),
                    new_button (self,
                                _ ("_Replay all…"),
                                _ ("All that the filter finds and that can be replayed"),
                                G_CALLBACK (replay_cb)));
  if (g_str_equal (self->kind->name, "member"))
    gtk_box_append (GTK_BOX (head),
                    new_button (self,
                                _ ("_Invite…"),
                                _ ("A person, or an account of a service"),
                                G_CALLBACK (invite_cb)));
  if (g_str_equal (self->kind->name, "audit"))
    gtk_box_append (GTK_BOX (head), new_verify (self));
  return head;
}

GuiFacetedPage *
gui_faceted_page_new (M77Client *client, const GuiSection *section)
{
  GuiFacetedPage *self = g_object_new (GUI_TYPE_FACETED_PAGE, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  int at = find_faceted (section);

  self->client = g_object_ref (client);
  self->kind = m77_kind_find (faceted[at].kind);
  self->facets = m77_facets_new (client, self->kind, faceted[at].fields, gui_text_zone ());
  self->list = gui_list_page_new (client, section);
  gui_front_page_add (GUI_FRONT_PAGE (self), GUI_PAGE (self->list));
  self->head = new_head (self);
  gtk_widget_set_vexpand (GTK_WIDGET (self->list), TRUE);
  gtk_box_append (GTK_BOX (box), self->head);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_object (self->list, "query", G_CALLBACK (query_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list,
                           "back-changed",
                           G_CALLBACK (query_cb),
                           self,
                           G_CONNECT_SWAPPED);
  query_cb (self);
  return self;
}
