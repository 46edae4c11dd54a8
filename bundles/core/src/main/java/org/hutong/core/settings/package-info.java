/** The machine's settings as the file gives them, each name known and each value allowed. */
@NullMarked
package org.hutong.core.settings;

import org.jspecify.annotations.NullMarked;
