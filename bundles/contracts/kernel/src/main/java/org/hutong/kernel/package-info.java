/**
 * The words every floor shares: identifiers with their checks, coded places, names, pages, cursors
 * and the working-day calendar.
 *
 * <p>Everything here is an immutable value that is valid once built. A {@code parse} method accepts
 * what people and old files write (full-width digits, spaces, lower case) and answers the one
 * canonical form; a constructor accepts the canonical form only. Both throw {@link
 * org.hutong.kernel.InvalidValue}. Types that hold personal data hide it in {@code toString}.
 */
@NullMarked
@Version("1.0.0")
package org.hutong.kernel;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
