/** What comes in from systems: records, cases that began there, what they decided. */
@NullMarked
package org.hutong.core.inbound;

import org.jspecify.annotations.NullMarked;
