/** The flow of cases and tasks at the console: actions, disputes, tasks, the log. */
@NullMarked
package org.hutong.gateway.console.internal.flow;

import org.jspecify.annotations.NullMarked;
