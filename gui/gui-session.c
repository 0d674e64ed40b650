/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "gui-session"

#include "config.h"

#include "gui/gui-session.h"

enum
{
  PROP_READ_ONLY = 1,
  PROP_UTC,
  N_PROPS
};

struct _GuiSession
{
  GObject parent;
  gboolean is[N_PROPS];
  GTimeZone *local, *utc;
};

G_DEFINE_FINAL_TYPE (GuiSession, gui_session, G_TYPE_OBJECT)

static GParamSpec *props[N_PROPS];

static void
gui_session_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  GuiSession *self = GUI_SESSION (object);

  if (self->is[id] == g_value_get_boolean (value))
    return;
  self->is[id] = g_value_get_boolean (value);
  g_object_notify_by_pspec (object, pspec);
}

static void
gui_session_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, GUI_SESSION (object)->is[id]);
}

static void
gui_session_finalize (GObject *object)
{
  GuiSession *self = GUI_SESSION (object);

  g_time_zone_unref (self->local);
  g_time_zone_unref (self->utc);

  G_OBJECT_CLASS (gui_session_parent_class)->finalize (object);
}

static void
gui_session_class_init (GuiSessionClass *class)
{
  static const char *const names[N_PROPS] = { NULL, "read-only", "utc" };
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->finalize = gui_session_finalize;
  object_class->set_property = gui_session_set_property;
  object_class->get_property = gui_session_get_property;
  for (guint i = PROP_READ_ONLY; i < N_PROPS; i++)
    props[i] = g_param_spec_boolean (names[i],
                                     NULL,
                                     NULL,
                                     FALSE,
                                     G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS |
                                         G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
gui_session_init (GuiSession *self)
{
  self->local = g_time_zone_new_local ();
  self->utc = g_time_zone_new_utc ();
}

GuiSession *
gui_session_default (void)
{
  static GuiSession *session;

  if (session == NULL)
    session = g_object_new (GUI_TYPE_SESSION, NULL);
  return session;
}

gboolean
gui_session_is_read_only (GuiSession *self)
{
  return self->is[PROP_READ_ONLY];
}

gboolean
gui_session_is_utc (GuiSession *self)
{
  return self->is[PROP_UTC];
}

GTimeZone *
gui_session_zone (GuiSession *self)
{
  return self->is[PROP_UTC] ? self->utc : self->local;
}
