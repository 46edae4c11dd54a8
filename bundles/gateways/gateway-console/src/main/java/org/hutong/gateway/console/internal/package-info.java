/** The console: commands in the scope {@code hutong} of Karaf's shell. */
@NullMarked
package org.hutong.gateway.console.internal;

import org.jspecify.annotations.NullMarked;
