/* gui-matrix.h: things by things, each crossing a cell that opens
 *
 * Flags by environments, kinds by verbs. Rows are known by an id of the owner's and stay where they
 * are while they say something else; what a cell says is asked for when it comes into sight, so 400
 * rows cost what is seen of them. Cells are buttons: Tab and the arrows go from one to the next,
 * Enter opens. Where there is no room the last columns go first, ASIDE ones before CELL ones.
 *
 * Signal "opened" (const char *row, guint column): a cell was pressed.
 *
 * Main thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

typedef enum
{
  GUI_MATRIX_HEAD,  /* what the row is; the first column */
  GUI_MATRIX_CELL,  /* a crossing */
  GUI_MATRIX_ASIDE, /* something more about the row */
} GuiMatrixPart;

typedef struct
{
  const char *title; /* for people; copied */
  GuiMatrixPart part;
  int chars; /* how wide */
} GuiMatrixColumn;

/* Filled by the owner: text and name are freed by the matrix. */
typedef struct
{
  char *text;        /* safe already; NULL: there is nothing, and it does not open */
  char *name;        /* what a person would say of it; NULL: text */
  const char *style; /* a class; NULL: none */
} GuiMatrixCell;

typedef void (*GuiMatrixFill) (const char *row, guint column, GuiMatrixCell *cell, gpointer data);

#define GUI_TYPE_MATRIX (gui_matrix_get_type ())
G_DECLARE_FINAL_TYPE (GuiMatrix, gui_matrix, GUI, MATRIX, AdwBin)

/* name: what the table is, for people. */
void gui_matrix_set_fill (GuiMatrix *self, const char *name, GuiMatrixFill fill, gpointer data);
/* Nothing happens where they are the same. */
void gui_matrix_set_columns (GuiMatrix *self, const GuiMatrixColumn *columns, guint n);
/* Where there is no room crossings are scrolled to, not left out. */
void gui_matrix_set_keeps_cells (GuiMatrix *self, gboolean keeps);
/* In order; ids that stay keep their place and their focus. */
void gui_matrix_set_rows (GuiMatrix *self, const char *const *ids, guint n);
/* Says every cell in sight again. */
void gui_matrix_refresh (GuiMatrix *self);
/* Puts the focus on a cell, as soon as it is in sight. FALSE: no such row. */
gboolean gui_matrix_focus (GuiMatrix *self, const char *row, guint column);

G_END_DECLS
