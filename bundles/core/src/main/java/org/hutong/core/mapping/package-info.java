/** JSONata: from the case to a system's document, from its answer to an outcome. */
@NullMarked
package org.hutong.core.mapping;

import org.jspecify.annotations.NullMarked;
