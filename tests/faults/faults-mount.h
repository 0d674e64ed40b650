/* faults-mount.h: a small ext4 of one's own, whose power can be cut
 *
 * On a loop device. Shut down (EXT4_IOC_SHUTDOWN without a flush of its log) it loses what was not
 * synced and answers nothing but errors, as a disk whose power failed; mounted anew it replays its
 * log, as after a boot. That needs a right to mount: elsewhere there is none.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _FaultsMount FaultsMount;

/* Mounted at that directory, its image beside it. NULL: *why says what is not allowed here. */
FaultsMount *faults_mount_new (const char *directory, char **why);
/* Takes it down, for good. */
void faults_mount_free (FaultsMount *self);
/* The power is back: taken down and mounted anew. Nobody has a file open there, or soon. */
void faults_mount_again (FaultsMount *self);

/* Cuts the power of the file system that this directory is on. FALSE: it is none that can be. */
gboolean faults_mount_cut (const char *directory);

G_END_DECLS
