/** The log of what residents say (民情日志). */
@NullMarked
@Version("1.0.0")
package org.hutong.demands;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
