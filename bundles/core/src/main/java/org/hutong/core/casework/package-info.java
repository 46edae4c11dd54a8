/** Cases: entry, steps, actions, corrections, materials. */
@NullMarked
package org.hutong.core.casework;

import org.jspecify.annotations.NullMarked;
