/** What can go wrong for a caller: stable codes, each with its kind and its Chinese sentence. */
@NullMarked
@Version("1.2.0")
package org.hutong.problem;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
