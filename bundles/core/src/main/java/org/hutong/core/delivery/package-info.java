/** The ledger and the lanes: from a due delivery to a receipt or a person. */
@NullMarked
package org.hutong.core.delivery;

import org.jspecify.annotations.NullMarked;
