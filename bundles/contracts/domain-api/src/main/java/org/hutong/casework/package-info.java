/** Cases (办件): one entry, its steps, its history. */
@NullMarked
@Version("1.1.0")
package org.hutong.casework;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
