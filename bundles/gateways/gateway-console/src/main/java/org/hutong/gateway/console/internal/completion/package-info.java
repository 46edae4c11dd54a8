/** What the tab key offers. */
@NullMarked
package org.hutong.gateway.console.internal.completion;

import org.jspecify.annotations.NullMarked;
