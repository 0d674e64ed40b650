/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-window"

#include "config.h"

#include "gui/gui-window.h"

#include <glib/gi18n.h>

#include "gui/dialogs/gui-import.h"
#include "gui/gui-arm.h"
#include "gui/gui-commands.h"
#include "gui/gui-compat.h"
#include "gui/gui-finds.h"
#include "gui/gui-place.h"
#include "gui/gui-sections.h"
#include "gui/gui-session.h"
#include "gui/gui-text.h"
#include "gui/gui-trail.h"
#include "gui/pages/gui-pages.h"
#include "gui/widgets/gui-announcer.h"
#include "gui/widgets/gui-arm-button.h"
#include "gui/widgets/gui-palette.h"
#include "gui/widgets/gui-pane.h"
#include "gui/widgets/gui-sidebar.h"
#include "gui/widgets/gui-status-strip.h"
#include "gui/widgets/gui-tenant-band.h"
#include "shared/base/m77-runtime.h"

#define STATUS_EVERY_S 15 /* ages grow by themselves */
#define FILES_MOST     10 /* dropped at once */

struct _GuiWindow
{
  AdwApplicationWindow parent;
  AdwToastOverlay *toasts;
  GuiSplit *split;
  GuiSidebar *sidebar;
  GtkLabel *person;
  AdwWindowTitle *title;
  GtkButton *back_button;
  GtkMenuButton *menu_button;
  GtkStack *pages;
  GuiStatusStrip *strip;
  GuiAnnouncer *announcer;
  GuiTenantBand *band;
  GuiArmButton *arm;
  GtkLabel *production;
  GuiPalette *palette;

  M77Client *client;
  char *asked_profile; /* NULL: the one in use */
  M77OutboxModel *outbox;
  GuiStatus *status;
  GuiTrail *trail;
  gboolean is_travelling; /* along the trail: nothing is noted */
  guint status_timer;
};

G_DEFINE_FINAL_TYPE (GuiWindow, gui_window, ADW_TYPE_APPLICATION_WINDOW)

enum
{
  PROP_READ_ONLY = 1,
  PROP_UTC
};

GuiPage *
gui_window_page (GuiWindow *self)
{
  return GUI_PAGE (gtk_stack_get_visible_child (self->pages));
}

const char *
gui_window_section (GuiWindow *self)
{
  return gtk_stack_get_visible_child_name (self->pages);
}

M77Client *
gui_window_client (GuiWindow *self)
{
  return self->client;
}

const char *
gui_window_profile (GuiWindow *self)
{
  return self->asked_profile != NULL ? self->asked_profile : m77_client_profile (self->client);
}

const char *
gui_window_asked_profile (GuiWindow *self)
{
  return self->asked_profile;
}

const GuiStatus *
gui_window_status (GuiWindow *self)
{
  return self->status;
}

void
gui_window_tell (GuiWindow *self, const char *text)
{
  g_autofree char *markup = gui_text_markup (text);

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (markup));
  gui_announcer_say (self->announcer, text, FALSE);
}

/* "shop: Incidents", and whether that is of production. */
static void
show_title (GuiWindow *self)
{
  const GuiSection *section = gui_section_find (gui_window_section (self));
  const char *scope = m77_client_environment (self->client);
  gboolean is_production = g_strcmp0 (scope, "production") == 0 ||
                           (gui_window_page (self) != NULL &&
                            gui_page_is_production (gui_window_page (self)));
  const char *title = section != NULL ? gui_text_label (section->title) : "";
  g_autofree char *tenant = gui_text_line (self->status->tenant);
  g_autofree char *window_title = *tenant != '\0' ? g_strdup_printf ("%s: %s", tenant, title)
                                                  : g_strdup (title);
  g_autofree char *subtitle = scope != NULL ? g_strdup_printf ("%s · %s", tenant, scope)
                                            : g_strdup (tenant);

  gtk_window_set_title (GTK_WINDOW (self), window_title);
  adw_window_title_set_title (self->title, title);
  adw_window_title_set_subtitle (self->title, subtitle);
  gtk_widget_set_visible (GTK_WIDGET (self->production), is_production);
  gui_tenant_band_set (self->band, self->status->tenant, is_production);
}

static void
show_status (GuiWindow *self)
{
  g_autofree char *member = NULL;

  g_clear_pointer (&self->status, gui_status_free);
  self->status = gui_status_new (m77_client_status (self->client),
                                 m77_client_profile (self->client),
                                 m77_client_state (self->client),
                                 m77_client_error (self->client),
                                 m77_runtime_now (m77_runtime_real ()));
  member = gui_text_line (self->status->member);
  gui_status_strip_show (self->strip, self->status);
  gtk_label_set_label (self->person, member);
  gtk_widget_set_visible (GTK_WIDGET (self->person), *member != '\0');
  show_title (self);
  if (self->status->way == GUI_STATUS_SIGN_IN)
    gui_arm_end (gui_arm_of (GTK_WIDGET (self)));
  if (gui_window_page (self) != NULL)
    gui_page_set_status (gui_window_page (self), self->status);
}

static gboolean
status_cb (gpointer data)
{
  show_status (data);
  return G_SOURCE_CONTINUE;
}

static void
note (GuiWindow *self, const char *kind, const char *id)
{
  if (!self->is_travelling)
    gui_trail_note (self->trail, gui_window_section (self), kind, id);
}

/* What can be done on the page that is shown. */
static void
show_page_state (GuiWindow *self)
{
  GuiPage *page = gui_window_page (self);

  gtk_widget_set_visible (GTK_WIDGET (self->back_button),
                          gui_split_is_collapsed (self->split) ||
                              (page != NULL && gui_page_can_go_back (page)));
  gui_arm_button_set_narrow (self->arm, gui_split_is_collapsed (self->split));
  if (self->status != NULL)
    show_title (self);
  gui_commands_update (self);
}

static void
page_cb (GuiWindow *self)
{
  const M77Kind *kind;
  const char *id;

  if (gui_page_record (gui_window_page (self), &kind, &id))
    note (self, kind->name, id);
  show_page_state (self);
}

/* Made at the first visit, and kept: what is typed there stays. */
static void
show_section (GuiWindow *self, const GuiSection *section)
{
  if (gtk_stack_get_child_by_name (self->pages, section->id) == NULL)
    {
      g_autoptr (GtkWidget) page = gui_pages_new (section, self->client, self->outbox);

      g_signal_connect_object (page, "back-changed", G_CALLBACK (page_cb), self, G_CONNECT_SWAPPED);
      gtk_stack_add_named (self->pages, page, section->id);
    }
  gtk_stack_set_visible_child_name (self->pages, section->id);
  gui_sidebar_select (self->sidebar, section->id);
  note (self, NULL, NULL);
  show_status (self);
  show_page_state (self);
}

void
gui_window_go (GuiWindow *self, const char *id)
{
  const GuiSection *section = gui_section_find (id);

  if (section == NULL)
    return;
  show_section (self, section);
  gui_split_show_content (self->split, TRUE);
}

void
gui_window_open (GuiWindow *self, const char *kind_name, const char *id)
{
  const M77Kind *kind = m77_kind_find (kind_name);

  if (kind == NULL)
    return;
  gui_window_go (self, gui_section_of_kind (kind)->id);
  note (self, kind_name, id);
  gui_page_open (gui_window_page (self), kind, id);
}

static gboolean
go_to (GuiWindow *self, const GuiPlace *place)
{
  if (place == NULL)
    return FALSE;
  self->is_travelling = TRUE;
  if (place->kind != NULL)
    gui_window_open (self, place->kind, place->id);
  else
    gui_window_go (self, place->section);
  self->is_travelling = FALSE;
  return TRUE;
}

gboolean
gui_window_go_back (GuiWindow *self)
{
  if (gui_split_is_collapsed (self->split))
    {
      if (!gui_page_back (gui_window_page (self)))
        gui_split_show_content (self->split, FALSE);
      return TRUE;
    }
  return go_to (self, gui_trail_back (self->trail));
}

gboolean
gui_window_go_forward (GuiWindow *self)
{
  return go_to (self, gui_trail_forward (self->trail));
}

void
gui_window_toggle_sections (GuiWindow *self)
{
  if (gui_split_is_collapsed (self->split))
    gui_split_show_content (self->split, !gui_split_shows_content (self->split));
  else
    gtk_widget_child_focus (GTK_WIDGET (self->sidebar), GTK_DIR_TAB_FORWARD);
}

void
gui_window_toggle_palette (GuiWindow *self)
{
  gui_palette_toggle (self->palette);
}

void
gui_window_press_arm (GuiWindow *self)
{
  gui_arm_button_press (self->arm);
}

void
gui_window_open_menu (GuiWindow *self)
{
  if (gui_split_is_collapsed (self->split))
    gui_split_show_content (self->split, FALSE);
  gtk_menu_button_popup (self->menu_button);
}

/* ---- Actions with arguments ---- */

static void
chosen_cb (GuiWindow *self, const char *section)
{
  gui_window_go (self, section);
}

/* What is before the page, where there is room for one pane. */
static void
back_cb (GuiWindow *self)
{
  if (!gui_page_back (gui_window_page (self)))
    gui_split_show_content (self->split, FALSE);
}

static void
section_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gui_window_go (GUI_WINDOW (widget), g_variant_get_string (parameter, NULL));
  gtk_widget_child_focus (GTK_WIDGET (gui_window_page (GUI_WINDOW (widget))), GTK_DIR_TAB_FORWARD);
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *kind;
  const char *id;

  g_variant_get (parameter, "(&s&s)", &kind, &id);
  gui_window_open (GUI_WINDOW (widget), kind, id);
}

static void
tell_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gui_window_tell (GUI_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
announce_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *text;
  gboolean urgent;

  g_variant_get (parameter, "(&sb)", &text, &urgent);
  gui_announcer_say (GUI_WINDOW (widget)->announcer, text, urgent);
}

static void
sources_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gui_status_strip_open_sources (GUI_WINDOW (widget)->strip);
}

/* ---- Files ---- */

void
gui_window_take_file (GuiWindow *self, GFile *file)
{
  gui_import_open (GTK_WIDGET (self), self->client, file);
}

static gboolean
dropped_cb (GtkDropTarget *target, const GValue *value, double x, double y, GuiWindow *self)
{
  GSList *files = g_value_get_boxed (value);
  guint n = 0;

  for (GSList *l = files; l != NULL && n < FILES_MOST; l = l->next, n++)
    gui_window_take_file (self, l->data);
  return n > 0;
}

/* ---- The session's state, for menus ---- */

static void
session_cb (GuiWindow *self, GParamSpec *pspec)
{
  g_object_notify (G_OBJECT (self), pspec->name);
  show_status (self);
}

static void
gui_window_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  g_object_set_property (G_OBJECT (gui_session_default ()), pspec->name, value);
}

static void
gui_window_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_object_get_property (G_OBJECT (gui_session_default ()), pspec->name, value);
}

static gboolean
gui_window_close_request (GtkWindow *window)
{
  gui_place_keep (GUI_WINDOW (window));
  return GTK_WINDOW_CLASS (gui_window_parent_class)->close_request (window);
}

static void
gui_window_dispose (GObject *object)
{
  GuiWindow *self = GUI_WINDOW (object);

  g_clear_handle_id (&self->status_timer, g_source_remove);
  if (self->client != NULL)
    g_signal_handlers_disconnect_by_data (self->client, self);
  g_clear_object (&self->outbox);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (gui_window_parent_class)->dispose (object);
}

static void
gui_window_finalize (GObject *object)
{
  GuiWindow *self = GUI_WINDOW (object);

  g_clear_pointer (&self->status, gui_status_free);
  gui_trail_free (self->trail);
  g_free (self->asked_profile);

  G_OBJECT_CLASS (gui_window_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *class)
{
  static const char *const names[] = { NULL, "read-only", "utc" };

  for (guint i = PROP_READ_ONLY; i <= PROP_UTC; i++)
    g_object_class_install_property (class,
                                     i,
                                     g_param_spec_boolean (names[i],
                                                           NULL,
                                                           NULL,
                                                           FALSE,
                                                           G_PARAM_READWRITE |
                                                               G_PARAM_STATIC_STRINGS |
                                                               G_PARAM_EXPLICIT_NOTIFY));
}

static void
gui_window_class_init (GuiWindowClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  object_class->set_property = gui_window_set_property;
  object_class->get_property = gui_window_get_property;
  object_class->dispose = gui_window_dispose;
  object_class->finalize = gui_window_finalize;
  GTK_WINDOW_CLASS (class)->close_request = gui_window_close_request;
  install_properties (object_class);
  g_type_ensure (GUI_TYPE_SPLIT);
  g_type_ensure (GUI_TYPE_PANE);
  g_type_ensure (GUI_TYPE_PALETTE);
  g_type_ensure (GUI_TYPE_ANNOUNCER);
  g_type_ensure (GUI_TYPE_TENANT_BAND);
  g_type_ensure (GUI_TYPE_ARM_BUTTON);
  g_type_ensure (GUI_TYPE_SIDEBAR);
  g_type_ensure (GUI_TYPE_STATUS_STRIP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/com/mogothrow77/Console/gui-window.ui");
  gtk_widget_class_bind_template_child (widget_class, GuiWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, GuiWindow, split);
  gtk_widget_class_bind_template_child (widget_class, GuiWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, GuiWindow, person);
  gtk_widget_class_bind_template_child (widget_class, GuiWindow, title);
  gtk_widget_class_bind_template_child (widget_class, GuiWindow, back_button);
  gtk_widget_class_bind_template_child (widget_class, GuiWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, GuiWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, GuiWindow, strip);
  gtk_widget_class_bind_template_child (widget_class, GuiWindow, announcer);
  gtk_widget_class_bind_template_child (widget_class, GuiWindow, band);
  gtk_widget_class_bind_template_child (widget_class, GuiWindow, arm);
  gtk_widget_class_bind_template_child (widget_class, GuiWindow, production);
  gtk_widget_class_bind_template_child (widget_class, GuiWindow, palette);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_page_state);
  gtk_widget_class_install_action (widget_class, "win.section", "s", section_action);
  gtk_widget_class_install_action (widget_class, "win.open", "(ss)", open_action);
  gtk_widget_class_install_action (widget_class, "win.tell", "s", tell_action);
  gtk_widget_class_install_action (widget_class, "win.announce", "(sb)", announce_action);
  gtk_widget_class_install_action (widget_class, "win.sources", NULL, sources_action);
  gui_commands_install (widget_class);
}

static void
gui_window_init (GuiWindow *self)
{
  g_autoptr (GMenuModel) menu = gui_commands_menu ();

  GtkDropTarget *drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  self->trail = gui_trail_new ();
  g_signal_connect (drop, "drop", G_CALLBACK (dropped_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_menu_model (self->menu_button, menu);
  g_signal_connect_object (gui_session_default (),
                           "notify",
                           G_CALLBACK (session_cb),
                           self,
                           G_CONNECT_SWAPPED);
}

GuiWindow *
gui_window_new (GtkApplication *application, M77Client *client, const char *profile)
{
  GuiWindow *self = g_object_new (GUI_TYPE_WINDOW, "application", application, NULL);

  self->client = g_object_ref (client);
  self->asked_profile = g_strdup (profile);
  g_signal_connect_swapped (client, "status-changed", G_CALLBACK (show_status), self);
  g_signal_connect_swapped (client, "notify::state", G_CALLBACK (show_status), self);
  self->status_timer = g_timeout_add_seconds (STATUS_EVERY_S, status_cb, self);
  self->outbox = m77_outbox_model_new (client);
  gui_palette_set_owner (self->palette, client, &gui_finds, self);
  gui_sidebar_set_client (self->sidebar, client, self->outbox);
  gui_place_restore (self);
  return self;
}
