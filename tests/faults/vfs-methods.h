/* vfs-methods.h: the table of a file's functions, by the names that the disks of tests give them
 *
 * Version 2: without xFetch there is no memory mapping.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

// clang-format off
#define VFS_METHODS                                                                                \
  {                                                                                                \
    .iVersion = 2,                                                                                \
    .xClose = close_cb,                                                                           \
    .xRead = read_cb,                                                                             \
    .xWrite = write_cb,                                                                           \
    .xTruncate = truncate_cb,                                                                     \
    .xSync = sync_cb,                                                                             \
    .xFileSize = size_cb,                                                                         \
    .xLock = lock_cb,                                                                             \
    .xUnlock = unlock_cb,                                                                         \
    .xCheckReservedLock = check_lock_cb,                                                          \
    .xFileControl = control_cb,                                                                   \
    .xSectorSize = sector_cb,                                                                     \
    .xDeviceCharacteristics = device_cb,                                                          \
    .xShmMap = shm_map_cb,                                                                        \
    .xShmLock = shm_lock_cb,                                                                      \
    .xShmBarrier = shm_barrier_cb,                                                                \
    .xShmUnmap = shm_unmap_cb,                                                                    \
  }
// clang-format on
