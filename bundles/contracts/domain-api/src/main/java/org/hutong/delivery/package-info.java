/** Deliveries (分发): one case to one system, each with its receipt (回执). */
@NullMarked
@Version("1.1.0")
package org.hutong.delivery;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
