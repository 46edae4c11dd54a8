/** The change feed (变更): commit order, no gap, no double. */
@NullMarked
@Version("1.0.0")
package org.hutong.changes;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
