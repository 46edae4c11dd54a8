/** Tables and facts as a person reads them in a terminal. */
@NullMarked
package org.hutong.gateway.console.internal.text;

import org.jspecify.annotations.NullMarked;
