/** Writes documents into a system's exchange database (前置库). */
@NullMarked
package org.hutong.adapter.jdbc.internal;

import org.jspecify.annotations.NullMarked;
