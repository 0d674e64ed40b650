/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "tui-screens"

#include "config.h"

#include "tui/screens/tui-recorder.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#include "shared/base/m77-error.h"

#define LOOKED_MS 300 /* so long a pause, and what came was looked at */

struct _TuiRecorder
{
  int fd;
  GString *typed;  /* not written yet */
  GString *pasted; /* NULL: no paste comes in */
  gint64 last;     /* monotonic ms of the key before */
  char *fault;
};

static void
write_step (TuiRecorder *self, const char *step)
{
  g_autofree char *line = g_strconcat (step, "\n", NULL);
  gsize length = strlen (line);

  if (self->fd >= 0 && write (self->fd, line, length) != (gssize) length)
    {
      self->fault = g_strdup_printf (_ ("The recording ends here: %s"), g_strerror (errno));
      close (self->fd);
      self->fd = -1;
    }
}

/* A blank at the end of a line is seen by nobody: it is a key of its own. */
static void
flush_typed (TuiRecorder *self)
{
  gsize blanks = 0;
  g_autofree char *step = NULL;

  while (self->typed->len > 0 && self->typed->str[self->typed->len - 1] == ' ')
    {
      g_string_truncate (self->typed, self->typed->len - 1);
      blanks++;
    }
  step = g_strconcat ("text ", self->typed->str, NULL);
  if (self->typed->len > 0)
    write_step (self, step);
  for (; blanks > 0; blanks--)
    write_step (self, "Space");
  g_string_truncate (self->typed, 0);
}

TuiRecorder *
tui_recorder_open (const char *path, int rows, int cols, GError **error)
{
  TuiRecorder *self;
  int fd = open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

  if (fd < 0)
    {
      g_set_error (error,
                   M77_ERROR,
                   M77_ERROR_FAILED,
                   errno == EEXIST ? _ ("%s is there already: record to another file")
                                   : _ ("%s cannot be written"),
                   path);
      return NULL;
    }
  self = g_new0 (TuiRecorder, 1);
  self->fd = fd;
  self->typed = g_string_new (NULL);
  write_step (self, "# m77 --script plays it");
  tui_recorder_size (self, rows, cols);
  return self;
}

void
tui_recorder_close (TuiRecorder *self)
{
  flush_typed (self);
  if (self->fd >= 0)
    close (self->fd);
  g_string_free (self->typed, TRUE);
  if (self->pasted != NULL)
    g_string_free (self->pasted, TRUE);
  g_free (self->fault);
  g_free (self);
}

static void
wait_as_person (TuiRecorder *self, gint64 now)
{
  if (now - self->last >= LOOKED_MS)
    {
      flush_typed (self);
      write_step (self, "wait-idle");
    }
  self->last = now;
}

/* TRUE: the key is of a paste. */
static gboolean
take_paste (TuiRecorder *self, TuiKey key)
{
  char text[8] = "";

  if (key == TUI_KEY_PASTE_BEGIN && self->pasted == NULL)
    {
      flush_typed (self);
      self->pasted = g_string_new ("paste ");
    }
  else if (self->pasted == NULL)
    return FALSE;
  else if (key == TUI_KEY_PASTE_END)
    {
      write_step (self, self->pasted->str);
      g_string_free (g_steal_pointer (&self->pasted), TRUE);
    }
  else if (key == TUI_KEY_ENTER)
    g_string_append (self->pasted, "\\n");
  else if (key == '\\')
    g_string_append (self->pasted, "\\\\");
  else if (tui_key_is_text (key))
    {
      g_unichar_to_utf8 (key, text);
      g_string_append (self->pasted, text);
    }
  return TRUE;
}

void
tui_recorder_key (TuiRecorder *self, TuiKey key, gint64 now)
{
  g_autofree char *name = NULL;
  char text[8] = "";

  if (self == NULL || key == TUI_KEY_NONE || key == TUI_KEY_RESIZE || take_paste (self, key))
    return;
  wait_as_person (self, now);
  if (tui_key_is_text (key))
    {
      g_unichar_to_utf8 (key, text);
      g_string_append (self->typed, text);
      return;
    }
  flush_typed (self);
  name = tui_key_to_name (key);
  if (*name != '\0')
    write_step (self, name);
}

void
tui_recorder_mouse (TuiRecorder *self, const TuiMouse *mouse, gint64 now)
{
  static const char *const types[] = { "press", "release", "up", "down" };
  g_autofree char *step = NULL;

  if (self == NULL)
    return;
  wait_as_person (self, now);
  flush_typed (self);
  step = g_strdup_printf ("mouse %s %d %d", types[mouse->type], mouse->row + 1, mouse->col + 1);
  write_step (self, step);
}

void
tui_recorder_size (TuiRecorder *self, int rows, int cols)
{
  g_autofree char *step = g_strdup_printf ("size %d %d", cols, rows);

  if (self == NULL)
    return;
  flush_typed (self);
  write_step (self, step);
}

char *
tui_recorder_take_fault (TuiRecorder *self)
{
  return self != NULL ? g_steal_pointer (&self->fault) : NULL;
}
