/** Accounts, tokens, keys of the appliance, purposes. */
@NullMarked
package org.hutong.core.access;

import org.jspecify.annotations.NullMarked;
