/* The desktop app's window on a display, timed from the moment its process was asked for.
 *
 *   bench-desktop empty BEGAN          an empty libadwaita window: its first frame, its memory
 *   bench-desktop start BEGAN SECTION  the app's window with a list: first frame and rows, memory
 *   bench-desktop list BEGAN SECTION   and turns of the main loop while it scrolls and jumps, and
 *                                      a key until the filtered rows are drawn
 *
 * BEGAN is of CLOCK_MONOTONIC, in seconds. A JSON object goes to stdout.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#define G_LOG_DOMAIN "bench-desktop"

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "gui/gui-theme.h"
#include "gui/gui-window.h"
#include "gui/widgets/gui-filter-bar.h"
#include "gui/widgets/gui-list-pane.h"
#include "shared/base/m77-error.h"

#define SCROLLS   400 /* frames, half a page each */
#define JUMPS     200
#define KEYS      20
#define STALL_MS  16.0
#define GIVE_UP_S 60

typedef enum
{
  STARTING,
  RESTING,
  SCROLLING,
  JUMPING,
  TYPING,
  DONE
} Phase;

typedef struct
{
  GtkWindow *window;
  GMainLoop *loop;
  GRand *rand;
  double began, first_frame, first_rows, memory;
  Phase phase;
  guint step;
  gboolean waiting; /* for the filtered rows */
  double typed;
  GArray *turns[DONE]; /* double, ms, by phase */
  GArray *keys;        /* double, ms */
  gboolean empty, brief;
} Bench;

static Bench *bench;
static double turn_began;

static double
now (void)
{
  return (double) g_get_monotonic_time () / 1000;
}

/* What lies between two polls is a turn of the loop. */
static int
poll_cb (GPollFD *fds, guint n, int timeout)
{
  double ended = now ();
  double took = ended - turn_began;
  int ready;

  if (turn_began > 0 && bench != NULL && bench->turns[bench->phase] != NULL)
    g_array_append_val (bench->turns[bench->phase], took);
  ready = g_poll (fds, n, timeout);
  turn_began = now ();
  return ready;
}

static double
memory_mib (void)
{
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/smaps_rollup", &text, NULL, NULL))
    return 0;
  line = strstr (text, "\nPss:");
  return line != NULL ? g_ascii_strtod (line + strlen ("\nPss:"), NULL) / 1024 : 0;
}

static GtkWidget *
find (GtkWidget *root, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GuiListPane *
pane_of (Bench *self)
{
  GtkWidget *pane = find (GTK_WIDGET (self->window), GUI_TYPE_LIST_PANE);

  return pane != NULL ? GUI_LIST_PANE (pane) : NULL;
}

static gboolean
has_rows (Bench *self)
{
  GuiListPane *pane = pane_of (self);
  g_autoptr (GObject) item = NULL;

  if (pane == NULL || gui_list_pane_rows (pane) == NULL)
    return FALSE;
  item = g_list_model_get_item (G_LIST_MODEL (gui_rows_marks (gui_list_pane_rows (pane))), 0);
  return item != NULL && M77_IS_ROW (item) && m77_row_is_loaded (M77_ROW (item));
}

static GtkAdjustment *
adjustment_of (Bench *self)
{
  GtkWidget *pane = GTK_WIDGET (pane_of (self));
  GtkWidget *view = find (pane, GTK_TYPE_COLUMN_VIEW);

  return gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));
}

/* ---- What is done, a step a frame ---- */

static void
scroll (Bench *self)
{
  GtkAdjustment *adjustment = adjustment_of (self);
  double page = gtk_adjustment_get_page_size (adjustment);
  double end = gtk_adjustment_get_upper (adjustment) - page;

  gtk_adjustment_set_value (adjustment,
                            self->phase == SCROLLING
                                ? MIN (gtk_adjustment_get_value (adjustment) + page / 2, end)
                                : g_rand_double_range (self->rand, 0, end));
}

static void
type (Bench *self)
{
  static const char word[] = "severity:critical ";
  GtkWidget *bar = find (GTK_WIDGET (pane_of (self)), GUI_TYPE_FILTER_BAR);
  GtkWidget *text = find (bar, GTK_TYPE_TEXT);
  char letter[] = { word[self->step % strlen (word)], '\0' };

  if (self->step % strlen (word) == 0)
    gtk_editable_set_text (GTK_EDITABLE (text), "");
  self->typed = now ();
  self->waiting = TRUE;
  g_signal_emit_by_name (text, "insert-at-cursor", letter);
}

static void
renewed_cb (Bench *self)
{
  self->waiting = FALSE;
}

static void
next_phase (Bench *self)
{
  self->phase++;
  self->step = 0;
  if (self->phase == DONE)
    g_main_loop_quit (self->loop);
  if (self->phase == TYPING)
    g_signal_connect_swapped (gui_list_pane_rows (pane_of (self)),
                              "renewed",
                              G_CALLBACK (renewed_cb),
                              self);
}

/* Only letters that lead to other rows are waited for. */
static void
step_typing (Bench *self)
{
  double took = now () - self->typed;

  if (self->step > 0 && self->waiting && took < 500)
    return;
  if (self->step > 0 && !self->waiting)
    g_array_append_val (self->keys, took);
  if (self->step++ < KEYS * 18)
    type (self);
  else
    next_phase (self);
}

static void
painted_cb (GdkFrameClock *clock, Bench *self)
{
  if (self->first_frame == 0)
    self->first_frame = now () - self->began;
  if (self->empty)
    {
      if (self->step++ > 30)
        g_main_loop_quit (self->loop);
      gtk_widget_queue_draw (GTK_WIDGET (self->window));
      return;
    }
  if (self->first_rows == 0 && has_rows (self))
    self->first_rows = now () - self->began;
  switch (self->phase)
    {
    case STARTING:
      if (self->first_rows > 0)
        next_phase (self);
      break;
    case RESTING:
      if (self->step++ > 60 && self->brief)
        g_main_loop_quit (self->loop);
      else if (self->step > 60)
        next_phase (self);
      break;
    case SCROLLING:
    case JUMPING:
      scroll (self);
      if (++self->step >= (self->phase == SCROLLING ? SCROLLS : JUMPS))
        next_phase (self);
      break;
    case TYPING:
      step_typing (self);
      break;
    default:
      break;
    }
  gtk_widget_queue_draw (GTK_WIDGET (self->window));
}

/* ---- What is told ---- */

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y ? 1 : 0;
}

static void
print_times (const char *name, GArray *times)
{
  guint over = 0;

  g_array_sort (times, compare);
  for (guint i = 0; i < times->len; i++)
    over += g_array_index (times, double, i) > STALL_MS ? 1 : 0;
  printf (",\"%s\":{\"n\":%u", name, times->len);
  if (times->len > 0)
    printf (",\"p50\":%.2f,\"p99\":%.2f,\"max\":%.2f",
            g_array_index (times, double, times->len / 2),
            g_array_index (times, double, times->len * 99 / 100),
            g_array_index (times, double, times->len - 1));
  printf (",\"over_16\":%u}", over);
}

static void
print_all (Bench *self)
{
  printf ("{\"first_frame_ms\":%.1f", self->first_frame);
  if (!self->empty)
    {
      guint rows = m77_list_size (gui_rows_list (gui_list_pane_rows (pane_of (self))));

      printf (",\"first_rows_ms\":%.1f,\"rows_at_end\":%u", self->first_rows, rows);
      print_times ("turns_starting_ms", self->turns[STARTING]);
      print_times ("turns_resting_ms", self->turns[RESTING]);
      print_times ("turns_scrolling_ms", self->turns[SCROLLING]);
      print_times ("turns_jumping_ms", self->turns[JUMPING]);
      print_times ("turns_typing_ms", self->turns[TYPING]);
      print_times ("key_to_rows_ms", self->keys);
    }
  printf (",\"memory_mib\":%.1f}\n", memory_mib ());
}

static gboolean
give_up_cb (gpointer data)
{
  fprintf (stderr, "bench-desktop: gave up in phase %d\n", ((Bench *) data)->phase);
  g_main_loop_quit (((Bench *) data)->loop);
  return G_SOURCE_REMOVE;
}

static void
open_window (Bench *self, GtkApplication *application, const char *section)
{
  if (self->empty)
    {
      self->window = GTK_WINDOW (adw_application_window_new (application));
      adw_application_window_set_content (ADW_APPLICATION_WINDOW (self->window),
                                          adw_header_bar_new ());
    }
  else
    {
      g_autoptr (M77Client) client = m77_client_new (NULL, NULL);

      m77_error_register ();
      gui_theme_install ();
      self->window = GTK_WINDOW (gui_window_new (application, client, NULL));
      gui_window_go (GUI_WINDOW (self->window), section);
      gui_list_pane_set_filter (GUI_LIST_PANE (
                                    find (GTK_WIDGET (self->window), GUI_TYPE_LIST_PANE)),
                                "");
    }
  gtk_window_set_default_size (self->window, 1280, 800);
  gtk_widget_realize (GTK_WIDGET (self->window));
  g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (self->window)),
                    "after-paint",
                    G_CALLBACK (painted_cb),
                    self);
  gtk_window_present (self->window);
}

int
main (int argc, char **argv)
{
  g_autoptr (AdwApplication) application = NULL;
  Bench self = { .empty = argc > 1 && g_str_equal (argv[1], "empty"),
                 .brief = argc > 1 && g_str_equal (argv[1], "start") };

  if (argc < (self.empty ? 3 : 4))
    {
      fprintf (stderr, "bench-desktop empty BEGAN | start|list BEGAN SECTION\n");
      return 2;
    }
  bench = &self;
  self.began = g_ascii_strtod (argv[2], NULL) * 1000;
  self.loop = g_main_loop_new (NULL, FALSE);
  self.rand = g_rand_new_with_seed (77);
  self.keys = g_array_new (FALSE, FALSE, sizeof (double));
  for (guint i = 0; i < DONE; i++)
    self.turns[i] = g_array_new (FALSE, FALSE, sizeof (double));
  g_main_context_set_poll_func (NULL, poll_cb);
  application = adw_application_new ("com.mogothrow77.Bench", G_APPLICATION_NON_UNIQUE);
  if (!g_application_register (G_APPLICATION (application), NULL, NULL))
    return 1;
  open_window (&self, GTK_APPLICATION (application), argv[3]);
  g_timeout_add_seconds (GIVE_UP_S, give_up_cb, &self);
  g_main_loop_run (self.loop);
  print_all (&self);
  return 0;
}
