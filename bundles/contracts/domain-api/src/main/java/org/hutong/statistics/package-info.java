/** Numbers (统计): counts of cases with their definitions, and typing saved. */
@NullMarked
@Version("1.0.0")
package org.hutong.statistics;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
