/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "tests/faults/faults-plan.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

FaultsPlan *
faults_plan_map (const char *path)
{
  int fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  FaultsPlan *plan;

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (ftruncate (fd, sizeof *plan), ==, 0);
  plan = mmap (NULL, sizeof *plan, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  g_assert_true (plan != MAP_FAILED);
  close (fd);
  return plan;
}
