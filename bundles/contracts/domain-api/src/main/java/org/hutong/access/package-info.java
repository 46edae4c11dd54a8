/** Who calls, in which role, for what purpose (访问控制). */
@NullMarked
@Version("1.0.0")
package org.hutong.access;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
