/** The hash-chained audit trail. */
@NullMarked
package org.hutong.core.audit;

import org.jspecify.annotations.NullMarked;
