/** Tasks (任务) that the hub gives to the street: accepted, assigned, reported on, closed. */
@NullMarked
@Version("1.0.0")
package org.hutong.tasks;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
