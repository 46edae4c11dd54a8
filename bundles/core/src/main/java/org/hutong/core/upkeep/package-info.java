/** Backup, restore, retention and room on the disk: of tables and files, not of cases. */
@NullMarked
package org.hutong.core.upkeep;

import org.jspecify.annotations.NullMarked;
