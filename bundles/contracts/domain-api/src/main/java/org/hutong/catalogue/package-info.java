/** Items (服务事项) and their standards. */
@NullMarked
@Version("1.1.0")
package org.hutong.catalogue;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
