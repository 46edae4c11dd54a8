/** The log of what residents say (民情日志). */
@NullMarked
package org.hutong.core.demands;

import org.jspecify.annotations.NullMarked;
