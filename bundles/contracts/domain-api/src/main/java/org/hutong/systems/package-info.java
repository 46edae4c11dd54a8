/** Connected systems (业务系统), their adapters, and the appliance itself. */
@NullMarked
@Version("1.2.0")
package org.hutong.systems;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;
