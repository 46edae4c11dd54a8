/** The systems from their folders, the adapters that serve them, and their swap. */
@NullMarked
package org.hutong.core.systems;

import org.jspecify.annotations.NullMarked;
