/** Puts the rooms together: the one place where everything of core is constructed. */
@NullMarked
package org.hutong.core;

import org.jspecify.annotations.NullMarked;
