/** The audit trail (审计): who, whom, what, why, when, from where. */
@NullMarked
@Version("1.0.0")
package org.hutong.audit;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
