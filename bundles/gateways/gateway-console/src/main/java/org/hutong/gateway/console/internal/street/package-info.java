/** Commands on systems, modules and the appliance (系统、模块、本机). */
@NullMarked
package org.hutong.gateway.console.internal.street;

import org.jspecify.annotations.NullMarked;
