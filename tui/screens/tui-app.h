/* tui-app.h: the running console: its screens, its line, what it knows of the agent
 *
 * Handlers change state and call tui_app_dirty; one idle draws. Keys go to the panel (a bar or an
 * overlay) if one is open, else to the screen on top, else to the table of actions
 * (tui-action.h). Nothing here blocks: whatever is asked of the agent is between tui_app_began and
 * tui_app_ended, which is how a script knows that it is idle.
 *
 * Tests own the clock, the zone, the lists (open_list) and why nothing else is answered
 * (unanswered), and need neither agent nor terminal.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include "shared/base/m77-runtime.h"
#include "shared/client/m77-alerts.h"
#include "shared/client/m77-drafts.h"
#include "shared/model/m77-mask.h"
#include "shared/model/m77-role.h"
#include "tui/screens/tui-record.h"
#include "tui/term/tui-key.h"
#include "tui/term/tui-term.h"

G_BEGIN_DECLS

typedef struct _TuiApp TuiApp;
typedef struct _TuiScreen TuiScreen;
typedef struct _TuiPanel TuiPanel;
typedef struct _TuiTrail TuiTrail;
typedef struct _TuiValues TuiValues;
typedef struct _TuiKeymap TuiKeymap;
typedef struct _TuiConfig TuiConfig;
typedef struct _TuiRecall TuiRecall;
typedef struct _TuiRecorder TuiRecorder;

/* Where an action fits: bits. */
typedef enum
{
  TUI_ON_OVERVIEW = 1 << 0,
  TUI_ON_LIST = 1 << 1,
  TUI_ON_DETAIL = 1 << 2,
  TUI_ON_INBOX = 1 << 3,
  TUI_ON_FORM = 1 << 4,
  TUI_ON_CONFLICT = 1 << 5,
  TUI_ON_HISTORY = 1 << 6,
  TUI_ON_ALERTS = 1 << 7,
  TUI_ON_DEPLOYMENT = 1 << 8,
  TUI_ON_READY = 1 << 9,
  TUI_ON_ONCALL = 1 << 10,
  TUI_ON_BOARDS = TUI_ON_ALERTS | TUI_ON_DEPLOYMENT | TUI_ON_ONCALL, /* made by hand for a kind */
  TUI_ON_ROOM = 1 << 12, /* an incident's, beside TUI_ON_DETAIL */
  TUI_ON_RECORDS = TUI_ON_OVERVIEW | TUI_ON_LIST | TUI_ON_DETAIL,
  TUI_ON_ALL = TUI_ON_RECORDS | TUI_ON_BOARDS | TUI_ON_READY | TUI_ON_INBOX | TUI_ON_CONFLICT |
               TUI_ON_HISTORY
} TuiWhere;

typedef struct
{
  TuiWhere context;
  const char *name;                 /* N_(): "this list" */
  gboolean passing;                 /* for one thing, then done with: not come back to */
  char *(*crumb) (TuiScreen *self); /* "2041", what is opened from it says; may be NULL */
  void (*draw) (TuiScreen *self, TuiCanvas *canvas, const TuiRect *area);
  gboolean (*key) (TuiScreen *self, TuiKey key);           /* TRUE: taken */
  void (*paste) (TuiScreen *self, const char *text);       /* may be NULL */
  gboolean (*target) (TuiScreen *self, TuiRecord *record); /* may be NULL */
  void (*open) (TuiScreen *self);                          /* Enter; may be NULL */
  void (*shown) (TuiScreen *self);                         /* on top again; may be NULL */
  void (*refresh) (TuiScreen *self);                       /* F5, zone; may be NULL */
  gboolean (*busy) (TuiScreen *self);                      /* may be NULL */
  void (*free) (TuiScreen *self);
} TuiScreenClass;

struct _TuiScreen
{
  const TuiScreenClass *class;
  TuiApp *app;
};

typedef struct
{
  /* Rows it wants of at most `rows`, its line of keys included. */
  int (*measure) (TuiPanel *self, TuiCanvas *canvas, int rows);
  void (*draw) (TuiPanel *self, TuiCanvas *canvas, const TuiRect *area);
  void (*key) (TuiPanel *self, TuiKey key);
  void (*paste) (TuiPanel *self, const char *text); /* NULL: takes none */
  void (*free) (TuiPanel *self);
} TuiPanelClass;

struct _TuiPanel
{
  const TuiPanelClass *class;
  TuiApp *app;
  gboolean confirms; /* takes no key typed before it was seen */
  gboolean drawn;
  int top; /* the row it begins at, once drawn */
};

struct _TuiApp
{
  const M77Runtime *runtime;
  TuiTerm *term; /* NULL: none */
  TuiCanvas *canvas;
  M77Client *client; /* NULL: none */
  GMainLoop *loop;
  GTimeZone *local, *zone;
  gboolean utc;

  GListModel *(*open_list) (TuiApp *self, const char *kind, const char *filter, const char *sort);
  gpointer source;        /* of open_list */
  const char *unanswered; /* why a screen that asks without a client gets no answer; NULL: later */

  TuiConfig *config;       /* what the person set; NULL: nothing */
  TuiRecall *recall;       /* what was typed before */
  GPtrArray *programs;     /* that run beside it (tui-program.h) */
  GCancellable *exporting; /* stops the export that is going; NULL: none is */
  char *program;           /* this one, to run its commands; NULL: cannot */
  GPtrArray *screens;      /* the way here; the last is on top */
  TuiValues *values;       /* what may be typed into fields; NULL: not asked yet */
  M77Drafts *drafts;       /* NULL: none are kept */
  TuiTrail *trail;         /* what was left, and may be come back to */
  TuiPanel *panel;
  char *line;
  TuiStyle line_style;
  GPtrArray *messages; /* char *: "03:12 Note stored here" */
  GString *pasted;     /* while a paste comes in */
  TuiKey last_key;     /* typed, and when: monotonic ms */
  gint64 last_key_at;
  TuiKey acting; /* whose action is being done, as the default keys have it; none: no action's */
  TuiRecorder *recorder; /* NULL: nothing is recorded */
  TuiHit pressed;        /* by the mouse, and not let go yet */
  guint panel_hits;      /* those before these are under the panel */

  gint64 armed_until; /* ms; 0: production is read-only */
  gboolean read_only;
  gboolean presenting;
  gboolean veiled;           /* it goes on from an earlier session, and nobody is known yet */
  char *kept, *kept_profile; /* where that is kept for the next session, and whose; NULL: nowhere */
  guint keeping;             /* it is being written; more than 1: and again then */
  M77Mask *mask;             /* who is to be masked; NULL: never presented so far */
  char *environment;         /* chosen by :env; NULL: the profile's, or every one */

  M77JsonPool *status_pool;
  const M77Json *profile; /* of the status; NULL: not known yet */
  gint64 status_at;
  gint64 clock_skew_ms; /* of this machine to the platform's */
  char *status_text;
  M77JsonPool *outbox_pool;
  const M77Json *outbox; /* an array; NULL: not known yet */
  guint outbox_number;   /* counted: answers */
  gboolean outbox_asked, outbox_again;
  GListModel *incidents; /* open ones, the overview's; may be NULL */
  M77Alerts *alerts;     /* likewise */
  char *duty;            /* "ON CALL primary until 08:00" */
  gboolean on_call;
  gint64 duty_until; /* when the first shift ends that is known; M77_TIME_NONE: none is */
  M77Grants *grants; /* NULL: not known: nothing is refused for the role */

  int body_top; /* the row under the header, as drawn last */
  guint calls;  /* unanswered */
  guint draw_id, tick_id;
  gint64 started_at;
  int exit_status;
};

TuiApp *tui_app_new (const M77Runtime *runtime,
                     GTimeZone *zone,
                     int rows,
                     int cols,
                     gboolean ascii);
void tui_app_free (TuiApp *self);

void tui_app_dirty (TuiApp *self);
/* Draws now. */
void tui_app_draw (TuiApp *self);
void tui_app_key (TuiApp *self, TuiKey key);
/* Likewise from a keyboard: an Enter held down, or pressed twice, confirms nothing it opened. */
void tui_app_typed (TuiApp *self, TuiKey key);
/* Where nothing takes it nothing happens. */
void tui_app_mouse (TuiApp *self, const TuiMouse *mouse);
void tui_app_resize (TuiApp *self, int rows, int cols);
void tui_app_quit (TuiApp *self);

/* NULL before the first one. */
TuiScreen *tui_app_top (TuiApp *self);
/* Takes the screen. */
void tui_app_push (TuiApp *self, TuiScreen *screen);
void tui_app_pop (TuiApp *self);
/* The top leaves and is not freed: it may come back (tui_app_bring_back). Never the first. */
TuiScreen *tui_app_take (TuiApp *self);
/* On top where nothing is being typed or asked, else under it: leaving that shows it. */
void tui_app_bring_back (TuiApp *self, TuiScreen *screen);
/* To the overview, then screen (may be NULL) on it; what stood on it is behind (tui-trail.h). A
 * form that came back stays between. */
void tui_app_go (TuiApp *self, TuiScreen *screen);
/* Takes the panel; the one before it is gone. */
void tui_app_open_panel (TuiApp *self, TuiPanel *panel);
void tui_app_close_panel (TuiApp *self);

/* What the last key did, on the line and among the messages. */
void tui_app_say (TuiApp *self, TuiStyle style, const char *format, ...) G_GNUC_PRINTF (3, 4);
void tui_app_say_error (TuiApp *self, const char *doing, const GError *error);

void tui_app_began (TuiApp *self);
void tui_app_ended (TuiApp *self);
gboolean tui_app_is_idle (TuiApp *self);

TuiMoment tui_app_moment (TuiApp *self);
/* The JSON of Status, just answered: the ages in it are of now. */
void tui_app_set_status (TuiApp *self, const char *json);
/* The JSON of Outbox. */
void tui_app_set_outbox (TuiApp *self, const char *json);
const char *tui_app_member (TuiApp *self); /* handle, or NULL */
gboolean tui_app_is_online (TuiApp *self);
gboolean tui_app_is_armed (TuiApp *self);

/* "-INCIDENTS  filter  12-------right--": a title rule in bold. */
void tui_draw_title (TuiCanvas *canvas,
                     const TuiRect *area,
                     const char *crumbs,
                     const char *detail,
                     const char *right);

/* A sentence instead of a screen's body, on as many rows as it takes. Returns how many. */
int tui_draw_words (TuiCanvas *canvas, const TuiRect *area, TuiStyle style, const char *words);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TuiApp, tui_app_free)

G_END_DECLS
