/** Items loaded from files, checked before they take effect. */
@NullMarked
package org.hutong.core.catalogue;

import org.jspecify.annotations.NullMarked;
