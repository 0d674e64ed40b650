/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-arm"

#include "config.h"

#include "gui/gui-arm.h"

#include <glib/gi18n.h>

#include "gui/gui-compat.h"
#include "gui/gui-session.h"
#include "shared/base/m77-runtime.h"
#include "shared/model/m77-arming.h"

#define KEY      "gui-arm"
#define MINUTE_S 60

struct _GuiArm
{
  GObject parent;
  gint64 until; /* 0: not armed */
  guint timer;
  GDBusConnection *bus; /* while armed; may be NULL */
  guint locks[2];
};

G_DEFINE_FINAL_TYPE (GuiArm, gui_arm, G_TYPE_OBJECT)

static guint changed_signal;

gint64
gui_arm_left (GuiArm *self)
{
  return MAX (self->until - m77_runtime_now (m77_runtime_real ()), 0);
}

gboolean
gui_arm_is_armed (GuiArm *self)
{
  return gui_arm_left (self) > 0;
}

static gboolean
minute_cb (gpointer data)
{
  GuiArm *self = data;

  if (gui_arm_is_armed (self))
    g_signal_emit (self, changed_signal, 0);
  else
    gui_arm_end (self);
  return G_SOURCE_CONTINUE; /* the end removed it */
}

static void
locked_cb (GDBusConnection *bus,
           const char *sender,
           const char *path,
           const char *interface,
           const char *signal,
           GVariant *parameters,
           gpointer data)
{
  gboolean is_locked = FALSE;

  if (g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(b)")))
    g_variant_get (parameters, "(b)", &is_locked);
  if (is_locked)
    gui_arm_end (data);
}

static void
watch_lock (GuiArm *self)
{
  static const char *const interfaces[] = { "org.gnome.ScreenSaver",
                                            "org.freedesktop.ScreenSaver" };
  GApplication *application = g_application_get_default ();
  GDBusConnection *bus = application != NULL ? g_application_get_dbus_connection (application)
                                             : NULL;

  if (bus == NULL || self->bus != NULL)
    return;
  self->bus = g_object_ref (bus);
  for (guint i = 0; i < G_N_ELEMENTS (interfaces); i++)
    self->locks[i] = g_dbus_connection_signal_subscribe (bus,
                                                         NULL,
                                                         interfaces[i],
                                                         "ActiveChanged",
                                                         NULL,
                                                         NULL,
                                                         G_DBUS_SIGNAL_FLAGS_NONE,
                                                         locked_cb,
                                                         self,
                                                         NULL);
}

static void
forget_lock (GuiArm *self)
{
  if (self->bus == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (self->locks); i++)
    g_dbus_connection_signal_unsubscribe (self->bus, self->locks[i]);
  g_clear_object (&self->bus);
}

void
gui_arm_begin (GuiArm *self)
{
  self->until = m77_runtime_now (m77_runtime_real ()) + M77_ARMED_MS;
  watch_lock (self);
  if (self->timer == 0)
    self->timer = g_timeout_add_seconds (MINUTE_S, minute_cb, self);
  g_signal_emit (self, changed_signal, 0);
}

void
gui_arm_end (GuiArm *self)
{
  if (self->until == 0)
    return;
  self->until = 0;
  forget_lock (self);
  g_clear_handle_id (&self->timer, g_source_remove);
  g_signal_emit (self, changed_signal, 0);
}

static void
gui_arm_dispose (GObject *object)
{
  GuiArm *self = GUI_ARM (object);

  self->until = 0;
  forget_lock (self);
  g_clear_handle_id (&self->timer, g_source_remove);

  G_OBJECT_CLASS (gui_arm_parent_class)->dispose (object);
}

static void
gui_arm_class_init (GuiArmClass *class)
{
  G_OBJECT_CLASS (class)->dispose = gui_arm_dispose;
  changed_signal = g_signal_new ("changed",
                                 G_TYPE_FROM_CLASS (class),
                                 G_SIGNAL_RUN_LAST,
                                 0,
                                 NULL,
                                 NULL,
                                 NULL,
                                 G_TYPE_NONE,
                                 0);
}

static void
gui_arm_init (GuiArm *self)
{
}

/* The window itself, of a dialog that of which it is. */
static GtkWidget *
top_of (GtkWidget *near)
{
  GtkWidget *top = GTK_WIDGET (gtk_widget_get_root (near));

  while (GTK_IS_WINDOW (top) && gtk_window_get_transient_for (GTK_WINDOW (top)) != NULL)
    top = GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (top)));
  return top != NULL ? top : near;
}

GuiArm *
gui_arm_of (GtkWidget *near)
{
  GtkWidget *top = top_of (near);
  GuiArm *self = g_object_get_data (G_OBJECT (top), KEY);

  if (self == NULL)
    {
      self = g_object_new (GUI_TYPE_ARM, NULL);
      g_object_set_data_full (G_OBJECT (top), KEY, self, g_object_unref);
    }
  return self;
}

static void
armed_cb (gpointer data)
{
  g_autoptr (GuiArm) self = data;

  gui_arm_begin (self);
}

void
gui_arm_ask (GtkWidget *near)
{
  gui_compat_ask (near,
                  _ ("Arm production for 30 minutes?"),
                  _ ("Changes and administration in production need this; response work, aborting "
                     "and pausing do not. It ends by itself, when the screen is locked, and when "
                     "you are signed out."),
                  _ ("Arm"),
                  TRUE,
                  M77_ARMED_NAME,
                  armed_cb,
                  g_object_ref (gui_arm_of (near)),
                  g_object_unref);
}

gboolean
gui_arm_may_write (GtkWidget *near,
                   const M77Kind *kind,
                   const M77Action *action,
                   const char *environment)
{
  if (gui_session_is_read_only (gui_session_default ()))
    {
      gtk_widget_activate_action (near, "win.tell", "s", _ ("Read-only: the main menu ends that"));
      return FALSE;
    }
  if (gui_arm_is_armed (gui_arm_of (near)) || !m77_arming_covers (kind, action, environment))
    return TRUE;
  gui_arm_ask (near);
  return FALSE;
}
